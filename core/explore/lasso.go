package explore

import (
	"slices"

	"faultlab/core/sim"
)

// hop is a step of a way: the state it leads to, and whether it is a fault.
type hop struct {
	to    uint32
	fault bool
}

// reach puts the world into a state, on the cheapest way, and returns it packed.
func (e *endless) reach(id uint32) []uint64 {
	state, _ := e.play(e.wayTo(id))
	return state
}

// wayTo is the cheapest way to a state.
func (e *endless) wayTo(id uint32) (way []hop) {
	for ; e.costs.parent[id] != noState; id = e.costs.parent[id] {
		way = append(way, hop{id, e.costs.fault[id]})
	}
	slices.Reverse(way)
	return way
}

// play follows a way from the beginning. It returns the state at its end, and the
// choices that differ from option 0.
func (e *endless) play(way []hop) (state []uint64, choices []sim.Choice) {
	w, s := e.w, e.s
	s.first(w)
	step := w.Steps()
	if p := s.options.From; p != nil {
		choices = append(choices, p.Choices...)
	}
	state = w.Pack(nil)
	var options []sim.Option
	for _, h := range way {
		w.Unpack(state)
		w.Mark()
		options = w.Enabled(options[:0])
		print := e.graph.prints.at(h.to)
		found := false
		for i, o := range options {
			if o.Kind == sim.Rest || o.Kind.Fault() != h.fault {
				continue
			}
			if w.Apply(o); e.print() != print {
				w.Back()
				continue
			}
			state = w.Pack(state[:0])
			if w.Back(); i != 0 {
				c := w.Choice(o)
				c.Step = step
				choices = append(choices, c)
			}
			found = true
			break
		}
		if !found {
			panic("explore: a way that was found can't be followed")
		}
		step++
	}
	w.Unpack(state)
	return state, choices
}

// lasso is a short fair loop through the component, from the state at which it begins.
func (t *tour) lasso(begin []uint64) (loop []hop) {
	// The shortest loop is often fair.
	t.arrive(begin)
	all := t.all()
	_, way := t.shortest(begin, t.c.first, func(_ int, to uint32) bool { return to == t.c.first }, nil)
	if t.left(begin, way, slices.Clone(all)) == nil {
		return way
	}
	// Otherwise go to where one of the duties left ends, until none is left, and back.
	left := all
	at := begin
	where := t.c.first
	for first := true; first || len(left) > 0; first = false {
		here := at
		at, way = t.shortest(here, where, func(option int, _ uint32) bool {
			return len(left) == 0 || len(t.done(slices.Clone(left), option)) < len(left)
		}, left)
		left = t.left(here, way, left)
		loop = append(loop, way...)
		where = loop[len(loop)-1].to
	}
	if where != t.c.first {
		_, way = t.shortest(at, where, func(_ int, to uint32) bool { return to == t.c.first }, nil)
		loop = append(loop, way...)
	}
	return loop
}

// left follows a way in the component and says which of some duties stay possible all
// along it, and are neither done nor withdrawn; nil: none.
func (t *tour) left(state []uint64, way []hop, duties []sim.Duty) []sim.Duty {
	for _, h := range way {
		t.arrive(state)
		duties = t.possible(duties)
		t.steps(func(option int, to uint32) bool {
			if to != h.to || t.options[option].Kind.Fault() != h.fault {
				return true
			}
			duties = t.done(duties, option)
			state = t.e.w.Pack(nil)
			return false
		})
	}
	t.arrive(state)
	if duties = t.possible(duties); len(duties) == 0 {
		return nil
	}
	return duties
}

// shortest is the shortest way in the component from a state to a step that is good, or,
// if there are duties, to a state in which one of them isn't possible.
func (t *tour) shortest(from []uint64, id uint32, good func(option int, to uint32) bool, duties []sim.Duty) (state []uint64, way []hop) {
	type place struct {
		state  []uint64
		id     uint32
		parent int
		fault  bool
	}
	line := []place{{from, id, -1, false}}
	seen := make([]bool, t.e.graph.n())
	seen[id] = true
	back := func(at int) (way []hop) {
		for ; line[at].parent >= 0; at = line[at].parent {
			way = append(way, hop{line[at].id, line[at].fault})
		}
		slices.Reverse(way)
		return way
	}
	for at := 0; at < len(line); at++ {
		t.arrive(line[at].state)
		if at > 0 && duties != nil && len(t.possible(slices.Clone(duties))) < len(duties) {
			return line[at].state, back(at)
		}
		found := -1
		t.steps(func(option int, to uint32) bool {
			isFault := t.options[option].Kind.Fault()
			if good(option, to) {
				line = append(line, place{t.e.w.Pack(nil), to, at, isFault})
				found = len(line) - 1
				return false
			}
			if !seen[to] {
				seen[to] = true
				line = append(line, place{t.e.w.Pack(nil), to, at, isFault})
			}
			return true
		})
		if found >= 0 {
			return line[found].state, back(found)
		}
	}
	panic("explore: a part that is strongly connected has no way through it")
}

// refute notes the run that a loop shows.
func (e *endless) refute(c *component, loop []hop) {
	way := e.wayTo(c.first)
	_, choices := e.play(append(slices.Clone(way), loop...))
	from := e.s.begins() + int32(len(way))
	f := found{known: true, final: true, steps: from + int32(len(loop)), option: atEnd, ever: true, from: from}
	for _, ch := range choices {
		if ch.Kind.Fault() {
			f.faults++
		}
	}
	f.choices = append(choices, sim.Choice{Step: f.steps, Kind: sim.Repeat, Who: sim.None, To: sim.None, Val: sim.Nothing, Arg: uint32(from)})
	e.s.best[c.claim] = f
}
