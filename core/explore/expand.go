package explore

import (
	"math/bits"

	"faultlab/core/sim"
)

// window is how many successors are looked up at a time.
const window = 32

// worker expands states, in a world of its own.
type worker struct {
	s       *Search
	w       *sim.World
	twin    *sim.World // for renamed states and for the fair way on
	options []sim.Option
	fair    []sim.Option
	skip    []bool // options that a reduced expansion leaves out
	sleep   sleeper

	ring   []uint64 // successors that have not been looked up yet
	prints [window]uint64
	fresh  [window]bool
	faults [window]bool
	starts [window]int // in the ring
	n      int

	recent [recentStates]uint64 // fingerprints of states that this worker has passed on, by their low bits
}

// recentStates is how many of them are kept: what fits into the fastest memory of a processor.
const recentStates = 1 << 12

// output is what came of the states of a chunk. Chunks are merged in their order,
// so that the result does not depend on how many workers there are.
type output struct {
	fresh       []uint64 // records of successors that nobody has visited yet
	faulty      []uint64 // the same, one fault further
	broken      []breach
	reduced     []record // states of which only a part was expanded
	unfair      []uint32
	transitions uint64
	ends, short uint64
	endings     [64][len(sim.Statuses)]uint64
	events      sim.Tally
	cut         Stop
}

// breach is a step, or an end, at which claims turned to violated.
type breach struct {
	claims uint64
	parent uint32
	option int
	fault  bool
}

// Instead of an option: the end of the run, and its beginning.
const (
	atEnd  = -1
	atOnce = -2
)

func newWorker(s *Search) *worker {
	return &worker{s: s, w: s.world.Twin(), twin: s.world.Twin()}
}

func (o *output) reset() {
	claims := o.endings
	*o = output{fresh: o.fresh[:0], faulty: o.faulty[:0], broken: o.broken[:0], reduced: o.reduced[:0], unfair: o.unfair[:0]}
	clear(claims[:])
}

// key is what tells states apart. It is never 0.
func (k *worker) key() uint64 {
	f := k.w.Fingerprint()
	for _, perm := range k.s.perms {
		k.w.Rename(perm, k.twin)
		f = min(f, k.twin.Fingerprint())
	}
	return max(f, 1)
}

// expand takes every option of every state of a chunk.
func (k *worker) expand(chunk []record, o *output) {
	o.reset()
	k.w.Count(&o.events)
	k.w.Broken()
	for _, r := range chunk {
		k.state(r, o)
	}
	k.flush(o)
}

func (k *worker) state(r record, o *output) {
	w, s := k.w, k.s
	id, state := r.id(), r.state()
	w.Unpack(state)
	w.Mark()
	if s.options.Within > 0 && !s.full && !k.decides(state) {
		o.unfair = append(o.unfair, id)
	}
	k.options = w.Enabled(k.options[:0])
	options := k.options
	if w.Quiescent(options) && !s.full {
		if w.Err() != nil {
			o.cut = Capacity
			return
		}
		k.end(id, o)
		w.Back()
	}
	if len(options) == 0 {
		return
	}
	if s.depth >= s.limit {
		if options[0].Kind != sim.Rest || len(options) > 1 {
			o.cut = Steps
		}
		return
	}
	if len(options) > maxOption {
		o.cut = Wide
		return
	}
	if s.options.Order {
		k.skip = w.Others(options, k.skip[:0])
		if len(k.skip) > 0 && !s.full {
			o.reduced = append(o.reduced, r)
		}
	}
	if s.sleeps {
		k.sleep.begin(w, options)
	}
	moved := false
	for n := range options {
		i, awake := n, true
		if s.sleeps {
			if moved {
				w.Back()
				moved = false
			}
			if i, awake = k.sleep.next(w, options, n); !awake {
				continue
			}
		}
		option := options[i]
		if option.Kind == sim.Rest || s.options.Order && len(k.skip) > 0 && k.skip[i] != s.full {
			continue
		}
		if moved {
			w.Back()
		}
		w.Apply(option)
		moved = true
		o.transitions++
		if s.sleeps {
			k.sleep.took(w, n)
		}
		fault := option.Kind.Fault()
		if b := w.Broken(); b != 0 && !s.atTheEnd {
			o.broken = append(o.broken, breach{b, id, i, fault})
		}
		k.found(id, i, fault, o)
	}
}

// end judges a state in which nothing but faults could still happen.
func (k *worker) end(id uint32, o *output) {
	w := k.w
	if !w.Meets() {
		o.short++
		return
	}
	o.ends++
	w.Finish(true)
	b := w.Broken()
	if k.s.atTheEnd {
		b = violated(w)
	}
	if b != 0 {
		o.broken = append(o.broken, breach{b, id, atEnd, false})
	}
	for c := range k.s.best {
		o.endings[c][w.Standing(c)]++
	}
}

// violated are the claims that have fallen, one bit each.
func violated(w *sim.World) (claims uint64) {
	for c := range w.Setup().Claims {
		if w.Standing(c) == sim.Violated {
			claims |= 1 << c
		}
	}
	return claims
}

// found keeps the successor in which the world is now until it is looked up.
func (k *worker) found(parent uint32, option int, fault bool, o *output) {
	f := k.key()
	// Most states are reached again soon after the first time, when two steps may
	// come in either order. What was passed on before, at no more faults, need not be
	// packed and looked up: whoever merges would find it visited.
	slot := &k.recent[f%recentStates]
	if !fault {
		if *slot == f {
			return
		}
		*slot = f
	}
	at := len(k.ring)
	k.ring = append(k.ring, 0, f)
	k.ring = k.w.Pack(k.ring)
	words := len(k.ring) - at - headWords
	if words > maxWords {
		k.ring = k.ring[:at]
		o.cut = Wide
		return
	}
	k.ring[at] = head(parent, option, words)
	k.prints[k.n], k.faults[k.n], k.starts[k.n] = f, fault, at
	k.n++
	if k.n == window {
		k.flush(o)
	}
}

// flush looks the kept successors up and passes on those that nobody has visited.
func (k *worker) flush(o *output) {
	k.s.visited.missing(k.prints[:k.n], k.fresh[:k.n])
	for i := range k.n {
		switch {
		case !k.fresh[i]:
		case k.faults[i]:
			o.faulty = append(o.faulty, first(k.ring[k.starts[i]:])...)
		default:
			o.fresh = append(o.fresh, first(k.ring[k.starts[i]:])...)
		}
	}
	k.ring, k.n = k.ring[:0], 0
}

// decides says whether from this state, if nothing goes wrong any more, the run
// along option 0 ends within the asked number of steps with no claim left open.
func (k *worker) decides(state []uint64) bool {
	w := k.twin
	w.Unpack(state)
	for range k.s.options.Within + 1 {
		k.fair = w.Enabled(k.fair[:0])
		if w.Quiescent(k.fair) {
			w.Finish(w.Err() == nil)
			for c := range k.s.best {
				if st := w.Standing(c); st == sim.Open || st == sim.Unknown {
					return false
				}
			}
			return true
		}
		w.Apply(k.fair[0])
	}
	return false
}

// each calls visit with every claim of a set.
func each(claims uint64, visit func(claim int)) {
	for ; claims != 0; claims &= claims - 1 {
		visit(bits.TrailingZeros64(claims))
	}
}
