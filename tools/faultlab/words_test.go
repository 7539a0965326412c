package main

import (
	"fmt"
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// A document names choices in words, so the words of two options in front of one
// step must differ, and what a run chose must lead to the same run when it is
// written down and read again.
func TestWordsOfChoicesMeanOneThing(t *testing.T) {
	for _, file := range kept(t) {
		s, err := load(file)
		if err != nil {
			t.Fatal(err)
		}
		x, again := lab.Open(s.doc), lab.Open(s.doc)
		if s.doc.Config.N > 7 {
			continue // the same as among seven, only slower
		}
		for seed := range uint64(20) {
			x.Random(seed, choose.Weights{Fault: 100 + uint32(seed)*20, Other: 500})
			different(t, s, x, again)
			own := *s.doc
			own.Choices = nil
			for _, e := range x.Entries {
				own.Choices = append(own.Choices, fmt.Sprintf("%d: %s", e.Choice.Step, e.Text))
			}
			again.Doc = &own
			again.Replay(again.Own(), -1)
			if !slices.Equal(again.Trace.Events, x.Trace.Events) {
				t.Fatalf("%s, seed %d: these choices give another run in words: %q", file, seed, own.Choices)
			}
		}
	}
}

// different replays a run and looks at the options of all its steps.
func different(t *testing.T, s *source, x, again *lab.Experiment) {
	t.Helper()
	next, list := 0, x.Entries
	again.Run.Drive(nil, -1, func(w *sim.World, options []sim.Option) int {
		said, at := map[string]bool{}, 0
		for i, o := range options {
			words := again.Text(o)
			if said[words] || words == "" {
				t.Fatalf("%s, step %d: two options say %q", s.file, w.Steps(), words)
			}
			said[words] = true
			if next < len(list) && list[next].Choice.Step == w.Steps() && w.Choice(o) == list[next].Choice {
				at = i
			}
		}
		if at != 0 {
			next++
		}
		return at
	})
}
