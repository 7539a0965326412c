package signed_test

import (
	"testing"

	"faultlab/core/byzantine/signed"
	"faultlab/core/choose"
	"faultlab/core/sim"
)

// capability is the naive twin of what traitors keep in mind: it goes through a
// trace and knows which chains traitors have received, with all the chains that
// these were made of, and which signatures loyal generals have ever made.
type capability struct {
	chains   signed.Chains
	traitors sim.Set
	received map[uint8]map[uint32]bool // by order
	made     map[uint8]map[uint32]bool
}

// note takes in an event.
func (k *capability) note(e *sim.Event) {
	switch {
	case e.Kind == sim.EvSend && !k.traitors.Has(e.Process):
		if k.made[e.Value] == nil {
			k.made[e.Value] = map[uint32]bool{}
		}
		k.made[e.Value][e.Arg] = true
	case e.Kind == sim.EvReceive && k.traitors.Has(e.Process) && e.Arg>>31 == 0:
		if k.received[e.Value] == nil {
			k.received[e.Value] = map[uint32]bool{}
		}
		for chain := e.Arg; chain != 0; chain, _ = k.chains.Before(chain) {
			k.received[e.Value][chain] = true
		}
	}
}

// can says whether traitors can make a chain: by themselves behind something that
// they have received, or behind nothing.
func (k *capability) can(v uint8, chain uint32) bool {
	for chain != 0 && !k.received[v][chain] {
		before, last := k.chains.Before(chain)
		if !k.traitors.Has(last) {
			return false
		}
		chain = before
	}
	return true
}

// Whatever traitors show is marked as forged exactly if it has a loyal general's
// signature that they could not have; and what is not marked has loyal signatures
// which were really made.
func TestTraitorsShowWhatTheyHaveAndForgeTheRest(t *testing.T) {
	genuine, forgeries := 0, 0
	for _, s := range []system{
		{n: 3, m: 1, traitors: []int{0}}, {n: 3, m: 1, traitors: []int{2}}, {n: 4, m: 2, traitors: []int{0, 3}},
		{n: 5, m: 2, traitors: []int{1, 3}}, {n: 5, m: 3, traitors: []int{0, 3, 4}}, {n: 9, m: 2, traitors: []int{2, 7}},
		{n: 5, m: 2, traitors: []int{1, 3}, variant: signed.Unverified}, {n: 4, m: 2, traitors: []int{0, 3}, variant: signed.RepeatedSigners},
	} {
		for s.menu = range signed.Everything + 1 {
			c := s.config()
			r := choose.NewRun(world(c))
			var tr sim.Trace
			for seed := range uint64(300) {
				r.Random(&tr, seed, choose.Weights{Fault: 700, Other: 500})
				k := capability{signed.NewChains(s.n), c.Faulty(), map[uint8]map[uint32]bool{}, map[uint8]map[uint32]bool{}}
				for i := range tr.Events {
					e := &tr.Events[i]
					if e.Kind != sim.EvReceive || !k.traitors.Has(e.Peer) {
						k.note(e)
						continue
					}
					marked := e.Arg>>31 != 0
					if can := k.can(e.Value, e.Arg&^(1<<31)); can == marked {
						t.Fatalf("%+v, seed %d, event %d: a chain %d that is marked: %v, and can be made: %v", s, seed, i, e.Arg&^(1<<31), marked, can)
					}
					if marked {
						forgeries++
					} else {
						genuine++
						for chain := e.Arg; chain != 0; {
							before, last := k.chains.Before(chain)
							if !k.traitors.Has(last) && !k.made[e.Value][chain] {
								t.Fatalf("%+v, seed %d: nobody ever made the signature of %d on chain %d", s, seed, last, chain)
							}
							chain = before
						}
					}
					k.note(e)
				}
			}
		}
	}
	if genuine < 1000 || forgeries < 100 {
		t.Errorf("%d genuine chains, %d forged ones", genuine, forgeries)
	}
}

// A menu has nothing twice, and nothing of what the protocol says anyway.
func TestMenusOfTraitorsHaveNothingTwice(t *testing.T) {
	for _, s := range []system{{n: 4, m: 2, traitors: []int{0, 3}}, {n: 5, m: 3, traitors: []int{0, 3, 4}}, {n: 5, m: 2, traitors: []int{2, 4}}} {
		s.menu = signed.Everything
		longest := 0
		for seed := range uint64(50) {
			rnd := choose.Rand(seed)
			choose.NewRun(world(s.config())).Drive(nil, -1, func(w *sim.World, options []sim.Option) int {
				seen := map[[2]uint32]bool{}
				for i, o := range options {
					m, _, _ := w.Described(o)
					if o.Kind != sim.Say && o.Kind != sim.Deliver {
						continue
					}
					if key := [2]uint32{uint32(m.Val), m.Arg}; seen[key] {
						t.Fatalf("%+v, seed %d, step %d: option %d is there twice", s, seed, w.Steps(), i)
					} else {
						seen[key] = true
					}
				}
				longest = max(longest, len(seen))
				return int(rnd.Below(uint32(len(options))))
			})
		}
		if longest < 8 {
			t.Errorf("%+v: at most %d things to say", s, longest)
		}
	}
}

func TestTheMenuOfEverythingAllocatesNothing(t *testing.T) {
	s := system{n: 5, m: 3, traitors: []int{0, 3, 4}, menu: signed.Everything}
	r := choose.NewRun(world(s.config()))
	var tr sim.Trace
	runs := func() {
		for seed := range uint64(10) {
			r.Random(&tr, seed, choose.Weights{Fault: 700, Other: 500})
		}
	}
	if n := testing.AllocsPerRun(5, runs); n != 0 {
		t.Errorf("10 runs allocate %.0f times", n)
	}
}
