package lab

import (
	"faultlab/core/sim"
	"faultlab/core/words"
)

// unsaid stands for the sentence of an event that needs none: all ones.
const unsaid = -1

// telling is a run in words: each different sentence once, and which events have
// which.
type telling struct {
	says     []string
	said     []int32 // of each event
	known    []int32 // pairs: an event, and its sentence as its own process knows it
	together [][]int32

	at map[string]int32
}

func tell(x *Experiment) *telling {
	t := &telling{says: []string{}, said: make([]int32, 0, len(x.Trace.Events)), together: [][]int32{}, at: map[string]int32{}}
	for i := range x.Trace.Events {
		e := &x.Trace.Events[i]
		span := x.Trace.Span(e)
		really, mine := t.index(x.Scene.Event(e, span)), t.index(x.Scene.Known(e, span))
		t.said = append(t.said, really)
		if mine != really {
			t.known = append(t.known, int32(i), mine)
		}
	}
	for first := 0; first < len(x.Trace.Events); {
		last := first
		for last < len(x.Trace.Events) && x.Trace.Events[last].Step == x.Trace.Events[first].Step {
			last++
		}
		t.step(x, first, last)
		first = last
	}
	return t
}

// deed is what several processes can do alike in one step.
type deed struct {
	says string
	peer sim.ID
	vote uint32 // of a vote, on what: where votes are taken on votes, a process has many
}

// step finds the events of one step that differ in their process alone.
func (t *telling) step(x *Experiment, first, last int) {
	if last-first < 2 {
		return
	}
	alike, order := map[deed][]int32{}, []deed(nil)
	for i := first; i < last; i++ {
		e := &x.Trace.Events[i]
		key := deed{says: x.Scene.Together(e, x.Trace.Span(e), "{p}"), peer: e.Peer}
		if key.says == "" {
			continue
		}
		if e.Kind == sim.EvVote {
			key.vote = e.Arg
		}
		if alike[key] == nil {
			order = append(order, key)
		}
		alike[key] = append(alike[key], int32(i))
	}
	for _, key := range order {
		events := alike[key]
		if len(events) < 2 {
			continue
		}
		names := make([]string, len(events))
		for i, n := range events {
			names[i] = x.Scene.Name(x.Trace.Events[n].Process)
		}
		e := &x.Trace.Events[events[0]]
		sentence := t.index(x.Scene.Together(e, x.Trace.Span(e), words.List(names)))
		t.together = append(t.together, append([]int32{sentence}, events...))
	}
}

func (t *telling) index(s string) int32 {
	if s == "" {
		return unsaid
	}
	n, ok := t.at[s]
	if !ok {
		n = int32(len(t.says))
		t.says = append(t.says, s)
		t.at[s] = n
	}
	return n
}

// Sentence is what is said of a run at once: of one event, or of several of one
// step that differ in their process alone.
type Sentence struct {
	Text  string
	Event int32 // the one that is told, of several the first
}

// Told puts the run in words, in the order of its events, as a page narrates it to
// an onlooker. Events that another event of the same step tells already have none.
func (x *Experiment) Told() []Sentence {
	t := tell(x)
	group := map[int32][]int32{} // of each event that is told with others
	for _, g := range t.together {
		for _, n := range g[1:] {
			group[n] = g
		}
	}
	var all []Sentence
	for i := range x.Trace.Events {
		n := int32(i)
		g := group[n]
		if g == nil {
			if says := t.said[i]; says != unsaid {
				all = append(all, Sentence{t.says[says], n})
			}
			continue
		}
		at := g[1]
		if concludes(x.Trace.Events[i].Kind) {
			at = g[len(g)-1]
		}
		if n == at {
			all = append(all, Sentence{t.says[g[0]], g[1]})
		}
	}
	return all
}

// concludes says of what several do that it is told where the last of them comes to
// it, behind all that led to it; else it is told where the first does.
func concludes(k sim.EventKind) bool {
	return k == sim.EvVote || k == sim.EvDecide || k == sim.EvOutput
}
