package oral_test

import (
	"slices"
	"strings"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/choose"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// What is agreed on changes what is said about a run, and nothing in it.
func TestWhatIsAgreedOnChangesWordsOnly(t *testing.T) {
	var first, tr sim.Trace
	for use := range words.Uses {
		c := config(4, 1, byzantine.Attack, sim.Arbitrary, 0, 3)
		c.SetParam("agree", int32(use))
		scene := words.Scene{Names: c.Names, Words: c.Words(), Data: c.Spec.Scene(c)}
		r := choose.NewRun(world(c))
		for seed := range uint64(20) {
			choose.NewRun(world(config(4, 1, byzantine.Attack, sim.Arbitrary, 0, 3))).Random(&first, seed, choose.DefaultWeights)
			r.Random(&tr, seed, choose.DefaultWeights)
			if !slices.Equal(first.Events, tr.Events) || !slices.Equal(first.Pool, tr.Pool) {
				t.Fatalf("%s, seed %d: another run than with an order", words.Uses[use].Name, seed)
			}
			for i := range tr.Events {
				says := scene.Event(&tr.Events[i], tr.Span(&tr.Events[i]))
				if use > 0 && (strings.Contains(says, "attack") || strings.Contains(says, "obeys")) || strings.Contains(says, "{") {
					t.Fatalf("%s: %q", words.Uses[use].Name, says)
				}
			}
		}
	}
}
