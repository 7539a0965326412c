package words_test

import (
	"testing"

	"faultlab/core/sim"
	"faultlab/core/words"
)

var vocabulary = words.Vocabulary{
	Values:  []string{"retreat", "attack"},
	Kinds:   []string{"order"},
	Say:     []string{"{p} orders {q} to {v}"},
	Arrive:  []string{"{q} receives the order of {p} to {v}"},
	Phrases: []words.Phrase{{Event: sim.EvDecide, Msg: words.Any, Reason: words.Any, Text: "{p} obeys: {v}"}},
	Many:    []words.Phrase{{Event: sim.EvDecide, Msg: words.Any, Reason: words.Any, Text: "{p} obey: {v}"}},
}

// What only an onlooker can see, the truth behind a lie and what became of a
// message that never came, is not in the words for what a process knows.
func TestWhatAProcessKnowsHasNothingOfWhatOnlyAnOnlookerSees(t *testing.T) {
	rounds := words.Scene{Names: []string{"king", "L1"}, Words: &vocabulary, Rounds: true}
	free := rounds
	free.Rounds = false
	received := sim.Event{Kind: sim.EvReceive, Reason: sim.Lie, Process: 1, Peer: 0, Value: 0, Truth: 1}
	for _, c := range []struct {
		event                      sim.Event
		really, inRounds, anywhere string
	}{
		{received, "king orders L1 to retreat, where its protocol says attack", "L1 receives the order of king to retreat", "L1 receives the order of king to retreat"},
		{sim.Event{Kind: sim.EvDrop, Reason: sim.Silence, Process: 1}, "king says nothing to L1", "L1 hears nothing from king", ""},
		{sim.Event{Kind: sim.EvDrop, Reason: sim.SendOmission, Process: 1}, "king fails to send L1 its order", "L1 hears nothing from king", ""},
		{sim.Event{Kind: sim.EvDrop, Reason: sim.Loss, Process: 1}, "The network loses the order of king to L1", "L1 hears nothing from king", ""},
		{sim.Event{Kind: sim.EvDrop, Reason: sim.ReceiverDown, Process: 1}, "L1 is down: the order of king is lost", "", ""},
		{sim.Event{Kind: sim.EvDrop, Reason: sim.Unexpected, Process: 1}, "L1 ignores the order of king", "L1 ignores the order of king", "L1 ignores the order of king"},
		{sim.Event{Kind: sim.EvMistake, Process: 1, Value: 0}, "L1 mistakes it for retreat", "", ""},
		{sim.Event{Kind: sim.EvDecide, Process: 1, Value: 1}, "L1 obeys: attack", "L1 obeys: attack", "L1 obeys: attack"},
	} {
		e := c.event
		if got := rounds.Event(&e, nil); got != c.really {
			t.Errorf("really: %q, want %q", got, c.really)
		}
		if got := rounds.Known(&e, nil); got != c.inRounds {
			t.Errorf("in rounds %q is known as %q, want %q", c.really, got, c.inRounds)
		}
		if got := free.Known(&e, nil); got != c.anywhere {
			t.Errorf("without rounds %q is known as %q, want %q", c.really, got, c.anywhere)
		}
	}
}

func TestSeveralProcessesAreToldTogether(t *testing.T) {
	s := words.Scene{Names: []string{"king", "L1", "L2", "L3"}, Words: &vocabulary}
	e := sim.Event{Kind: sim.EvDecide, Process: 1, Value: 1}
	if got := s.Together(&e, nil, words.List([]string{"L1", "L2", "L3"})); got != "L1, L2 and L3 obey: attack" {
		t.Error(got)
	}
	e.Kind = sim.EvSend
	if got := s.Together(&e, nil, "L1 and L2"); got != "" {
		t.Errorf("there are no words for several that send, and it says %q", got)
	}
	for want, names := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}} {
		if got := words.List(names); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
