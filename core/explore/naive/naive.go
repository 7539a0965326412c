// Package naive is the simplest search that there is: every state in full, in a map,
// and every option of each. It saves nothing and is in no hurry, so that it is easily
// seen to be right, and the search that is used (package explore) is held against it.
//
// States are told apart by all their bytes (sim.World.Exact), and not by a
// fingerprint. They are visited by faults, then by steps; of equal cost, the first
// that was reached comes first. Loading and saving whole worlds is all that it asks of
// them besides their options.
package naive

import "faultlab/core/sim"

// Everything is what there is to find in a world.
type Everything struct {
	States      []State
	Ends        []int // the states in which nothing but faults could still happen
	Transitions int
	Claims      []Claim
	Events      sim.Tally // on all transitions
	Steps       int32     // of the longest of the shortest ways to a state
	Faults      int
	OutOfSteps  bool // the budget of steps ended a run
	Overflow    bool // more was in flight than there is room for
	All         bool // there is nothing else; false: there are more states than the limit

	places map[string]int
}

// State is a state, and the step by which it was reached first.
type State struct {
	Saved  []byte
	Print  uint64 // its fingerprint
	Faults int
	Steps  int32
	From   int // the state in front of it; -1: none
	By     sim.Choice
}

// Claim is what can become of a claim.
type Claim struct {
	Falls  bool
	Faults int // of the cheapest run that violates it
	Steps  int32
	AtEnd  bool
	Ends   [len(sim.Statuses)]uint64 // how many ends leave it so
}

// arrival is a state that waits to be visited.
type arrival struct {
	State
	exact string
}

// cost orders them.
type cost struct {
	faults int
	steps  int32
}

func (a cost) less(b cost) bool {
	return a.faults < b.faults || a.faults == b.faults && a.steps < b.steps
}

// Search visits every state of a world, at most limit of them.
func Search(w *sim.World, limit int) *Everything {
	e := &Everything{All: true, places: map[string]int{}, Claims: make([]Claim, len(w.Setup().Claims))}
	steps := w.Setup().Budget.Steps
	if steps <= 0 {
		steps = sim.DefaultSteps
	}
	w.Reset(nil)
	w.Count(&e.Events)
	defer w.Count(nil)
	for c := range e.Claims {
		if w.Standing(c) == sim.Violated {
			e.Claims[c].Falls = true
		}
	}
	waiting := map[cost][]arrival{{}: {arriving(w, -1, sim.Choice{}, cost{})}}
	for {
		now, ok := cheapest(waiting)
		if !ok {
			return e
		}
		line := waiting[now]
		delete(waiting, now)
		for i := range line {
			if _, known := e.places[line[i].exact]; known {
				continue
			}
			if len(e.States) == limit {
				e.All = false
				return e
			}
			id := len(e.States)
			e.places[line[i].exact] = id
			e.States = append(e.States, line[i].State)
			e.Steps, e.Faults = max(e.Steps, now.steps), max(e.Faults, now.faults)
			e.expand(w, id, now, steps, waiting)
		}
	}
}

// cheapest is the least cost at which something waits.
func cheapest(waiting map[cost][]arrival) (least cost, ok bool) {
	for c := range waiting {
		if !ok || c.less(least) {
			least, ok = c, true
		}
	}
	return least, ok
}

// arriving is the present state of a world.
func arriving(w *sim.World, from int, by sim.Choice, at cost) arrival {
	return arrival{State{w.Save(nil), max(w.Fingerprint(), 1), at.faults, at.steps, from, by}, string(w.Exact(nil))}
}

// expand takes every option of a state.
func (e *Everything) expand(w *sim.World, id int, now cost, limit int32, waiting map[cost][]arrival) {
	saved := e.States[id].Saved
	w.Load(saved)
	options := w.Enabled(nil)
	if w.Quiescent(options) {
		if w.Err() != nil {
			e.Overflow = true
			return
		}
		e.end(w, id, now)
	}
	if now.steps >= limit {
		e.OutOfSteps = e.OutOfSteps || len(options) > 0
		return
	}
	for _, o := range options {
		if o.Kind == sim.Rest {
			continue
		}
		w.Load(saved)
		stood := standing(w)
		by := w.Choice(o)
		then := cost{now.faults, now.steps + 1}
		if o.Kind.Fault() {
			then.faults++
		}
		w.Apply(o)
		e.Transitions++
		e.fallen(w, stood, then, false)
		a := arriving(w, id, by, then)
		if _, known := e.places[a.exact]; !known {
			waiting[then] = append(waiting[then], a)
		}
	}
}

// end judges a state in which nothing but faults could still happen.
func (e *Everything) end(w *sim.World, id int, now cost) {
	e.Ends = append(e.Ends, id)
	stood := standing(w)
	w.Finish(true)
	e.fallen(w, stood, now, true)
	for c := range e.Claims {
		e.Claims[c].Ends[w.Standing(c)]++
	}
}

func standing(w *sim.World) (stood []sim.Status) {
	for c := range w.Setup().Claims {
		stood = append(stood, w.Standing(c))
	}
	return stood
}

// fallen notes the claims that have just fallen, if nothing cheaper violates them.
func (e *Everything) fallen(w *sim.World, stood []sim.Status, at cost, end bool) {
	for c := range e.Claims {
		claim := &e.Claims[c]
		if w.Standing(c) != sim.Violated || stood[c] == sim.Violated {
			continue
		}
		if !claim.Falls || at.less(cost{claim.Faults, claim.Steps}) {
			claim.Falls, claim.Faults, claim.Steps, claim.AtEnd = true, at.faults, at.steps, end
		}
	}
}

// Way is the run to a state, step by step.
func (e *Everything) Way(id int) (way []sim.Choice) {
	for ; e.States[id].From >= 0; id = e.States[id].From {
		way = append(way, e.States[id].By)
	}
	for i, j := 0, len(way)-1; i < j; i, j = i+1, j-1 {
		way[i], way[j] = way[j], way[i]
	}
	return way
}
