package explore

import (
	"slices"
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// A proof is worth what its fingerprints, its names and its quiet messages are
// worth. These checks hold a protocol to them on runs by chance; they are cheap,
// and each has refuted a protocol whose proofs looked fine.
//
// They walk through worlds of their own. The one that they are handed is as it was
// when they return, whatever they find, and also if a handler panics.

// Unsound is a rule that a protocol breaks, and where.
type Unsound struct {
	Seed  uint64   // of the run by chance
	Steps int32    // how many it had taken
	Of    []sim.ID // the processes that it is about
	says  []string // what is around their names
}

// Error calls processes P1, P2, ...
func (u *Unsound) Error() string {
	return u.Named(func(p sim.ID) string { return "P" + strconv.Itoa(int(p)+1) })
}

// Named is the error with the names that processes have.
func (u *Unsound) Named(name func(p sim.ID) string) string {
	says := "explore: in the run of seed " + strconv.FormatUint(u.Seed, 10) + ", after " + strconv.Itoa(int(u.Steps)) + " steps: " + u.says[0]
	for i, p := range u.Of {
		says += name(p) + u.says[i+1]
	}
	return says
}

// walk is a run by chance, and beside it a world in which things are tried out.
type walk struct {
	*sim.World
	probe *sim.World
	seed  uint64
	state []uint64
}

// try puts the probe into the present state. The places of its options are those of an
// unpacked state.
func (k *walk) try() *sim.World {
	k.state = k.Pack(k.state[:0])
	k.probe.Unpack(k.state)
	return k.probe
}

// breaks is an error at this state.
func (k *walk) breaks(of []sim.ID, says ...string) error {
	return &Unsound{Seed: k.seed, Steps: k.Steps(), Of: of, says: says}
}

// walks takes so many runs by chance and calls visit with each state.
func walks(w *sim.World, runs int, visit func(k *walk) error) error {
	k := &walk{World: w.Twin(), probe: w.Twin()}
	var options []sim.Option
	for k.seed = range uint64(runs) {
		rnd := choose.Rand(k.seed)
		k.Reset(nil)
		for range 10_000 {
			if err := visit(k); err != nil {
				return err
			}
			options = k.Enabled(options[:0])
			if len(options) == 0 {
				break
			}
			k.Apply(options[rnd.Below(uint32(len(options)))])
		}
	}
	return nil
}

// Congruent looks for two states with the same fingerprint whose successors have
// different ones: then something that influences the future is not in the state.
// It walks through so many runs, and reports how many states it met twice: with
// few of them nothing is shown.
func Congruent(w *sim.World, runs int) (again int, err error) {
	seen := map[uint64][]uint64{}
	var next []uint64
	err = walks(w, runs, func(k *walk) error {
		print := k.Fingerprint()
		next = successors(k.try(), nil, nil, next[:0])
		before, ok := seen[print]
		if !ok {
			seen[print] = slices.Clone(next)
			return nil
		}
		again++
		if !slices.Equal(before, next) {
			return k.breaks(nil, "a state has "+strconv.Itoa(len(next))+" successors which are not the "+strconv.Itoa(len(before))+
				" that a state with the same fingerprint had: something that matters is not in the state")
		}
		return nil
	})
	return again, err
}

// Commutes exchanges each two processes that are said to be alike, in states met
// by chance: to rename and then step must be to step and then rename. It reports
// how many states it renamed.
func Commutes(w *sim.World, runs int) (states int, err error) {
	setup := w.Setup()
	renamed, twin := w.Twin(), w.Twin()
	for _, set := range setup.Alike {
		for p := range sim.ID(setup.N) {
			for q := range p {
				if !set.Has(p) || !set.Has(q) {
					continue
				}
				perm := make([]sim.ID, setup.N)
				for i := range perm {
					perm[i] = sim.ID(i)
				}
				perm[p], perm[q] = q, p
				var got, want []uint64
				err = walks(w, runs, func(k *walk) error {
					states++
					k.Rename(perm, renamed)
					got = successors(renamed, nil, nil, got[:0])
					want = successors(k.try(), perm, twin, want[:0])
					if !slices.Equal(got, want) {
						return k.breaks([]sim.ID{q, p}, "", " and ", " are said to be alike, but to exchange them changes what can happen")
					}
					return nil
				})
				if err != nil {
					return states, err
				}
			}
		}
	}
	return states, nil
}

// Quiet delivers messages that are said to set nothing off, and looks whether they
// do. It reports how many it delivered.
func Quiet(w *sim.World, runs int) (messages int, err error) {
	var options []sim.Option
	err = walks(w, runs, func(k *walk) error {
		options = k.try().Enabled(options[:0])
		for _, o := range options {
			k.probe.Unpack(k.state)
			m, class, _ := k.probe.Described(o)
			if class != sim.Message || !handled(o.Kind) || k.Setup().Quiet>>m.Kind&1 == 0 {
				continue
			}
			messages++
			before := k.probe.Begun()
			k.probe.Closed()
			k.probe.Apply(o)
			if k.probe.Begun() != before || k.probe.Closed() {
				return k.breaks([]sim.ID{m.To}, "a message of kind "+strconv.Itoa(int(m.Kind))+" is said to set nothing off, and does at ", "")
			}
		}
		return nil
	})
	return messages, err
}

// handled says whether an option of this kind makes its receiver handle a message.
func handled(k sim.Kind) bool {
	return k == sim.Deliver || k == sim.Say || k == sim.Mistake || k == sim.Alter
}

// Swaps delivers by chance to two processes in either order, in worlds where a search
// takes only one of them: both must come to the same state. It reports how many pairs
// it tried. Pairs that need not commute don't count: those in which something is drawn,
// or the channel from a process that is up is closed.
func Swaps(w *sim.World, runs int) (pairs int, err error) {
	if !sleeps(w) {
		return 0, nil
	}
	var options []sim.Option
	var list []delivery
	err = walks(w, runs, func(k *walk) error {
		options = k.try().Enabled(options[:0])
		list = list[:0]
		for _, o := range options {
			if o.Kind == sim.Deliver {
				list = append(list, delivery{o, k.probe.Choice(o), k.probe.Receiver(o)})
			}
		}
		for i, a := range list {
			for _, b := range list[:i] {
				if a.to == b.to {
					continue
				}
				one, ok := k.both(a, b)
				other, too := k.both(b, a)
				if !ok || !too {
					continue
				}
				if pairs++; one != other || one == 0 {
					return k.breaks([]sim.ID{b.to, a.to}, "to deliver to ", " and to ",
						" comes to one state or another by which is the first: a process looks at another one, or the history of a claim depends on their order (Claim.Swaps)")
				}
			}
		}
		return nil
	})
	return pairs, err
}

// delivery is an option of the state that is tried, and what it is in others.
type delivery struct {
	option sim.Option
	choice sim.Choice
	to     sim.ID
}

// both delivers one thing and then another in the state that is tried, and gives the
// fingerprint of the state behind them, or 0 if the second can't come any more. It is
// not ok if the two need not commute.
func (k *walk) both(first, second delivery) (print uint64, ok bool) {
	w := k.probe
	w.Unpack(k.state)
	w.Closed()
	w.Apply(first.option)
	if w.Drawing() || w.Closed() || w.Err() != nil {
		return 0, false
	}
	o, possible := w.Find(second.choice, w.Enabled(nil))
	if !possible {
		return 0, true
	}
	w.Apply(o)
	return w.Fingerprint(), !w.Drawing() && !w.Closed() && w.Err() == nil
}

// successors appends the fingerprints of all states one step on, renamed if
// wanted, in order of size. The world is left in one of them.
func successors(w *sim.World, perm []sim.ID, twin *sim.World, prints []uint64) []uint64 {
	w.Unpack(w.Pack(nil)) // so that the places of options are those of an unpacked state
	w.Mark()
	for i, o := range w.Enabled(nil) {
		if i > 0 {
			w.Back()
		}
		w.Apply(o)
		if perm != nil {
			w.Rename(perm, twin)
			prints = append(prints, twin.Fingerprint())
		} else {
			prints = append(prints, w.Fingerprint())
		}
	}
	slices.Sort(prints)
	return prints
}
