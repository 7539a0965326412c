package explore

import (
	"errors"
	"slices"
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// A proof is worth what its fingerprints, its names and its quiet messages are
// worth. These checks hold a protocol to them on runs by chance; they are cheap,
// and each has refuted a protocol whose proofs looked fine.

// Congruent looks for two states with the same fingerprint whose successors have
// different ones: then something that influences the future is not in the state.
// It walks through so many runs, and reports how many states it met twice: with
// few of them nothing is shown.
func Congruent(w *sim.World, walks int) (again int, err error) {
	seen := map[uint64][]uint64{}
	var next []uint64
	err = walkBy(w, walks, func(seed uint64) error {
		print := w.Fingerprint()
		packed := w.Pack(nil)
		next = successors(w, nil, nil, next[:0])
		w.Unpack(packed)
		before, ok := seen[print]
		if !ok {
			seen[print] = slices.Clone(next)
			return nil
		}
		again++
		if !slices.Equal(before, next) {
			return at(seed, w, "a state has "+strconv.Itoa(len(next))+" successors which are not the "+strconv.Itoa(len(before))+
				" that a state with the same fingerprint had: something that matters is not in the state")
		}
		return nil
	})
	return again, err
}

// Commutes exchanges each two processes that are said to be alike, in states met
// by chance: to rename and then step must be to step and then rename. It reports
// how many states it renamed.
func Commutes(w *sim.World, walks int) (states int, err error) {
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
				err = walkBy(w, walks, func(seed uint64) error {
					states++
					packed := w.Pack(nil)
					w.Rename(perm, renamed)
					got = successors(renamed, nil, nil, got[:0])
					want = successors(w, perm, twin, want[:0])
					w.Unpack(packed)
					if !slices.Equal(got, want) {
						return at(seed, w, "processes "+strconv.Itoa(int(q))+" and "+strconv.Itoa(int(p))+
							" are said to be alike, but to exchange them changes what can happen")
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
func Quiet(w *sim.World, walks int) (messages int, err error) {
	before, watched := 0, false
	kind := uint8(0)
	check := func(seed uint64) error {
		if watched && w.Steps() > 0 && w.Pending() >= before {
			return at(seed, w, "a message of kind "+strconv.Itoa(int(kind))+" is said to set nothing off, and does")
		}
		return nil
	}
	err = walkWith(w, walks, check, func(o sim.Option) {
		m, class, _ := w.Described(o)
		kind, before = m.Kind, w.Pending()
		watched = class == sim.Message && o.Kind == sim.Deliver && w.Setup().Quiet>>m.Kind&1 != 0
		if watched {
			messages++
		}
	})
	return messages, err
}

// Swaps delivers by chance to two processes in either order, in worlds where a search
// takes only one of them: both must come to the same state. It reports how many pairs
// it tried.
func Swaps(w *sim.World, walks int) (pairs int, err error) {
	if !sleeps(w) {
		return 0, nil
	}
	err = walkBy(w, walks, func(seed uint64) error {
		packed := w.Pack(nil)
		w.Unpack(packed)
		options := w.Enabled(nil)
		for i, a := range options {
			for j, b := range options[:i] {
				if a.Kind != sim.Deliver || b.Kind != sim.Deliver || w.Receiver(a) == w.Receiver(b) {
					continue
				}
				one, draws := both(w, packed, i, j)
				other, more := both(w, packed, j, i)
				if draws || more {
					continue
				}
				pairs++
				if w.Unpack(packed); one != other {
					return at(seed, w, "to deliver to processes "+strconv.Itoa(int(w.Receiver(b)))+" and "+strconv.Itoa(int(w.Receiver(a)))+
						" comes to one state or another by which is the first: a process looks at another one, or the history of a claim depends on their order (Claim.Swaps)")
				}
			}
		}
		w.Unpack(packed)
		return nil
	})
	return pairs, err
}

// both delivers options i and j of a packed state and gives the fingerprint of the
// state behind them; draws says that a quantity is drawn in between.
func both(w *sim.World, packed []uint64, i, j int) (print uint64, draws bool) {
	w.Unpack(packed)
	options := w.Enabled(nil)
	second := w.Choice(options[j])
	w.Apply(options[i])
	if w.Drawing() {
		return 0, true
	}
	w.Unpack(w.Pack(nil))
	second.Step = w.Steps()
	if o, ok := w.Find(second, w.Enabled(nil)); ok {
		w.Apply(o)
		return w.Fingerprint(), w.Drawing()
	}
	return 0, false
}

func at(seed uint64, w *sim.World, says string) error {
	return errors.New("explore: in the run of seed " + strconv.FormatUint(seed, 10) + ", after " + strconv.Itoa(int(w.Steps())) + " steps: " + says)
}

// walkBy takes steps by chance and calls visit in front of each.
func walkBy(w *sim.World, walks int, visit func(seed uint64) error) error {
	return walkWith(w, walks, visit, func(sim.Option) {})
}

func walkWith(w *sim.World, walks int, visit func(seed uint64) error, taken func(o sim.Option)) error {
	var options []sim.Option
	for seed := range uint64(walks) {
		rnd := choose.Rand(seed)
		w.Reset(nil)
		for step := 0; step < 10_000; step++ {
			if err := visit(seed); err != nil {
				return err
			}
			options = w.Enabled(options[:0])
			if len(options) == 0 {
				break
			}
			o := options[rnd.Below(uint32(len(options)))]
			taken(o)
			w.Apply(o)
		}
	}
	return nil
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
