package words_test

import (
	"fmt"
	"testing"

	"faultlab/core/sim"
	"faultlab/core/words"
)

// What a message carries is told where a protocol has no words for it, as its own words
// say where it has, and not at all where there is nothing.
func TestWhatAMessageCarriesIsTold(t *testing.T) {
	plain := &words.Vocabulary{Kinds: []string{"promise"}, Values: []string{"yes"}}
	own := &words.Vocabulary{Kinds: plain.Kinds, Values: plain.Values, Carries: func(_ *words.Scene, _ uint8, payload []int32) string {
		return fmt.Sprintf(" for ballot %d", payload[0])
	}}
	for _, test := range []struct {
		of      *words.Vocabulary
		payload []int32
		want    string
	}{{plain, nil, ""}, {plain, []int32{7, -1}, " with 7, 4294967295"}, {own, []int32{7, 3}, " for ballot 7"}, {own, nil, ""}} {
		s := words.Scene{Names: []string{"P1", "P2"}, Words: test.of}
		sent := s.Event(&sim.Event{Kind: sim.EvSend, Process: 0, Peer: 1, Value: 0}, test.payload)
		if want := "P1 sends promise yes to P2" + test.want; sent != want {
			t.Errorf("%q, want %q", sent, want)
		}
		came := s.Choice(sim.Choice{Kind: sim.Deliver, Who: 0, To: 1, Val: sim.Nothing}, 0, test.payload...)
		if want := "promise yes of P1 reaches P2" + test.want; came != want {
			t.Errorf("%q, want %q", came, want)
		}
		made := s.Choice(sim.Choice{Kind: sim.Copy, Who: 0, To: 1, Val: sim.Nothing, Rank: 1}, 0, test.payload...)
		if want := "the network makes another copy of the promise of P1 to P2" + test.want + " (second of its kind)"; made != want {
			t.Errorf("%q, want %q", made, want)
		}
		again := s.Event(&sim.Event{Kind: sim.EvReceive, Reason: sim.Copied, Process: 1, Peer: 0, Value: 0}, test.payload)
		if want := "promise yes of P1 reaches P2" + test.want + ", in another copy that the network made"; again != want {
			t.Errorf("%q, want %q", again, want)
		}
	}
}
