package explore

import (
	"slices"

	"faultlab/core/sim"
)

// component is a strongly connected part of the states in which a claim would not hold,
// with a loop in it.
type component struct {
	claim  int
	states []uint32 // in order
	first  uint32   // the one that is reached most cheaply
}

func (c *component) has(id uint32) bool {
	_, ok := slices.BinarySearch(c.states, id)
	return ok
}

// components are those of a claim, the one that is reached most cheaply first. R. Tarjan:
// Depth-First Search and Linear Graph Algorithms. SIAM J. Computing 1(2), 1972; without
// recursion, since ways are long.
func (e *endless) components(claim int) (all []component) {
	g := &e.graph
	in := func(id uint32) bool { return g.loops(id) && g.falls.at(id)>>claim&1 != 0 }
	n := g.n()
	number, low := make([]uint32, n), make([]uint32, n) // 0: not met
	onStack := make([]bool, n)
	var stack []uint32
	type frame struct{ id, at, end uint32 }
	var frames []frame
	next := uint32(0)
	enter := func(id uint32) {
		next++
		number[id], low[id] = next, next
		stack = append(stack, id)
		onStack[id] = true
		end := uint32(g.edges.n)
		if int(id)+1 < g.starts.n {
			end = g.starts.at(id + 1)
		}
		frames = append(frames, frame{id, g.starts.at(id), end})
	}
	for root := range uint32(n) {
		if number[root] != 0 || !in(root) {
			continue
		}
		enter(root)
		for len(frames) > 0 {
			f := &frames[len(frames)-1]
			if f.at < f.end {
				to := g.edges.at(f.at) &^ fault
				f.at++
				switch {
				case !in(to):
				case number[to] == 0:
					enter(to)
				case onStack[to]:
					low[f.id] = min(low[f.id], number[to])
				}
				continue
			}
			id := f.id
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				up := frames[len(frames)-1].id
				low[up] = min(low[up], low[id])
			}
			if low[id] != number[id] {
				continue
			}
			at := len(stack) - 1
			for stack[at] != id {
				at--
			}
			states := slices.Clone(stack[at:])
			stack = stack[:at]
			for _, s := range states {
				onStack[s] = false
			}
			if len(states) > 1 || e.selfLoop(id) {
				all = append(all, e.component(claim, states))
			}
		}
	}
	slices.SortFunc(all, func(a, b component) int { return int(e.costs.rank[a.first]) - int(e.costs.rank[b.first]) })
	return all
}

func (e *endless) selfLoop(id uint32) (loop bool) {
	e.graph.next(id, func(to uint32, _ bool) { loop = loop || to == id })
	return loop
}

func (e *endless) component(claim int, states []uint32) component {
	c := component{claim, states, states[0]}
	for _, s := range states {
		if e.costs.rank[s] < e.costs.rank[c.first] {
			c.first = s
		}
	}
	slices.Sort(c.states)
	return c
}

// judge looks whether a component is fair; if so, its claim is refuted. It returns how
// many states it has looked at.
func (e *endless) judge(c *component) (states int) {
	t := &tour{e: e, c: c}
	begin := e.reach(c.first)
	states, fair := t.fair(begin)
	if !fair {
		return states
	}
	e.refute(c, t.lasso(begin))
	return states + len(c.states)
}

// tour walks about in a component.
type tour struct {
	e       *endless
	c       *component
	options []sim.Option
	duties  []sim.Duty // of the options
}

// arrive puts the world into a state and notes what a fair run owes there.
func (t *tour) arrive(state []uint64) {
	w := t.e.w
	w.Unpack(state)
	w.Mark()
	w.Stamp()
	t.options = w.Enabled(t.options[:0])
	t.duties = t.duties[:0]
	for _, o := range t.options {
		t.duties = append(t.duties, w.Duty(o))
	}
}

// possible keeps those of some duties that are possible in the state at hand.
func (t *tour) possible(of []sim.Duty) []sim.Duty {
	return slices.DeleteFunc(of, func(d sim.Duty) bool { return !slices.Contains(t.duties, d) })
}

// all are the duties of the state at hand.
func (t *tour) all() (all []sim.Duty) {
	for _, d := range t.duties {
		if d != 0 && !slices.Contains(all, d) {
			all = append(all, d)
		}
	}
	return all
}

// done takes those away from some duties that the option which has just been taken, by
// its number, fulfils or withdraws.
func (t *tour) done(of []sim.Duty, taken int) []sim.Duty {
	return slices.DeleteFunc(of, func(d sim.Duty) bool {
		for i, o := range t.options {
			if t.duties[i] != d {
				continue
			}
			if i == taken || (o.Kind == sim.Deliver || o.Kind == sim.Drawn) && !t.e.w.Kept(o, d) {
				return true
			}
		}
		return false
	})
}

// steps takes every option of the state at hand that stays in the component, and calls
// visit behind it; visit says whether to go on.
func (t *tour) steps(visit func(option int, to uint32) bool) {
	w := t.e.w
	moved := false
	for i, o := range t.options {
		if o.Kind == sim.Rest {
			continue
		}
		if moved {
			w.Back()
		}
		w.Apply(o)
		moved = true
		to, known := t.e.graph.find(t.e.print())
		if known && t.c.has(to) && !visit(i, to) {
			return
		}
	}
}

// fair says whether no duty is possible in all states of the component and neither done
// nor withdrawn by any of its steps.
func (t *tour) fair(begin []uint64) (states int, fair bool) {
	left := []sim.Duty(nil)
	seen := map[uint32]bool{t.c.first: true}
	line := [][]uint64{begin}
	for ; states < len(line); states++ {
		t.arrive(line[states])
		if states == 0 {
			left = t.all()
		}
		left = t.possible(left)
		t.steps(func(option int, to uint32) bool {
			left = t.done(left, option)
			if !seen[to] {
				seen[to] = true
				line = append(line, t.e.w.Pack(nil))
			}
			return true
		})
		line[states] = nil
		if len(left) == 0 {
			return states + 1, true
		}
	}
	return states, false
}
