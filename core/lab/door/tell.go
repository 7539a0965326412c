package door

import (
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/words"
)

// unsaid stands for the sentence of an event that needs none.
const unsaid = 1<<32 - 1

// telling is a run in words: each different sentence once, and which events have
// which.
type telling struct {
	says     []string
	said     []byte // of each event
	known    []byte // pairs: an event, and its sentence as its own process knows it
	together [][]int32

	at map[string]uint32
}

func tell(x *lab.Experiment) *telling {
	t := &telling{says: []string{}, said: make([]byte, 0, 4*len(x.Trace.Events)), known: []byte{}, together: [][]int32{}, at: map[string]uint32{}}
	for i := range x.Trace.Events {
		e := &x.Trace.Events[i]
		span := x.Trace.Span(e)
		really, mine := t.index(x.Scene.Event(e, span)), t.index(x.Scene.Known(e, span))
		t.said = wire.Append32(t.said, really)
		if mine != really {
			t.known = wire.Append32(wire.Append32(t.known, uint32(i)), mine)
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

// step finds the events of one step that differ in their process alone.
func (t *telling) step(x *lab.Experiment, first, last int) {
	if last-first < 2 {
		return
	}
	alike, order := map[string][]int32{}, []string(nil)
	for i := first; i < last; i++ {
		e := &x.Trace.Events[i]
		key := x.Scene.Together(e, x.Trace.Span(e), "{p}")
		if key == "" {
			continue
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
		t.together = append(t.together, append([]int32{int32(sentence)}, events...))
	}
}

func (t *telling) index(s string) uint32 {
	if s == "" {
		return unsaid
	}
	n, ok := t.at[s]
	if !ok {
		n = uint32(len(t.says))
		t.says = append(t.says, s)
		t.at[s] = n
	}
	return n
}
