package lab

import (
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Unsaid stands for the sentence of an event that needs none: all ones.
const Unsaid int32 = -1

// Telling is a run in words: each different sentence once, and which events have
// which.
type Telling struct {
	Says     []string
	Said     []int32   // of each event
	Known    []int32   // pairs: an event, and its sentence as its own process knows it, if that is another
	Together [][]int32 // a sentence, and the events of one step that it tells at once

	at map[string]int32
}

// Say adds the sentence of the next event; an empty one is none.
func (t *Telling) Say(sentence string) { t.Said = append(t.Said, t.index(sentence)) }

// Tell puts the run in words.
func (x *Experiment) Tell() *Telling {
	t := &Telling{Said: make([]int32, 0, len(x.Trace.Events))}
	for i := range x.Trace.Events {
		e := &x.Trace.Events[i]
		span := x.Trace.Span(e)
		really, mine := t.index(x.Scene.Event(e, span)), t.index(x.Scene.Known(e, span))
		t.Said = append(t.Said, really)
		if mine != really {
			t.Known = append(t.Known, int32(i), mine)
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
func (t *Telling) step(x *Experiment, first, last int) {
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
		t.Together = append(t.Together, append([]int32{sentence}, events...))
	}
}

func (t *Telling) index(s string) int32 {
	if s == "" {
		return Unsaid
	}
	n, ok := t.at[s]
	if !ok {
		if t.at == nil {
			t.at = map[string]int32{}
		}
		n = int32(len(t.Says))
		t.Says = append(t.Says, s)
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
	t := x.Tell()
	group := map[int32][]int32{} // of each event that is told with others
	for _, g := range t.Together {
		for _, n := range g[1:] {
			group[n] = g
		}
	}
	var all []Sentence
	for i := range x.Trace.Events {
		n := int32(i)
		g := group[n]
		if g == nil {
			if says := t.Said[i]; says != Unsaid {
				all = append(all, Sentence{t.Says[says], n})
			}
			continue
		}
		at := g[1]
		if concludes(x.Trace.Events[i].Kind) {
			at = g[len(g)-1]
		}
		if n == at {
			all = append(all, Sentence{t.Says[g[0]], g[1]})
		}
	}
	return all
}

// concludes says of what several do that it is told where the last of them comes to
// it, behind all that led to it; else it is told where the first does.
func concludes(k sim.EventKind) bool {
	return k == sim.EvVote || k == sim.EvDecide || k == sim.EvOutput
}
