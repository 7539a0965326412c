package oral_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/choose"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// config is OM(m) among n with the given faulty processes.
func config(n, m int, order uint8, model sim.Model, faulty ...int) *protocol.Config {
	c := oral.Messages.Default(n)
	c.SetParam("m", int32(m))
	c.SetParam("order", int32(order))
	for _, f := range faulty {
		c.Models[f] = model
	}
	return c
}

func world(c *protocol.Config) *sim.World {
	s := c.Setup()
	return sim.New(&s)
}

func TestFourGeneralsWithOneTraitorAlwaysAgree(t *testing.T) {
	for traitor := range 4 {
		c := config(4, 1, byzantine.Attack, sim.Arbitrary, traitor)
		c.Budget.Crashes, c.Budget.Mistakes = 0, 0
		w := world(c)
		r := choose.NewRun(w)
		runs, all := r.Enumerate(1_000_000, func(w *sim.World, taken []sim.Choice) bool {
			for i := range 2 {
				if s, _, _ := w.Status(i); s != sim.Holds {
					t.Fatalf("traitor %d, %v: claim %d %s", traitor, taken, i, sim.Statuses[s])
				}
			}
			return true
		})
		if want := []int{27, 9, 9, 9}[traitor]; runs != want || !all {
			t.Errorf("traitor %d: %d runs, all: %v; want %d", traitor, runs, all, want)
		}
	}
}

func TestNarration(t *testing.T) {
	c := config(4, 1, byzantine.Attack, sim.Arbitrary, 3)
	r := choose.NewRun(world(c))
	var tr sim.Trace
	// In the second round, behind six steps of others, L3 tells L1 retreat and L2 nothing.
	r.Drive(&tr, -1, func(w *sim.World, options []sim.Option) int {
		for i, o := range options {
			if w.Steps() == 8 && o.Kind == sim.Say || w.Steps() == 9 && o.Kind == sim.Silent {
				return i
			}
		}
		return 0
	})
	scene := words.Scene{Names: c.Names, Words: c.Words(), Data: c.Spec.Scene(c)}
	says := map[string]int{}
	for i := range tr.Events {
		e := &tr.Events[i]
		says[scene.Event(e, tr.Span(e))]++
	}
	for _, want := range []string{
		"commander starts",
		"commander sends L2 the order to attack",
		"L2 receives the order to attack from commander",
		"Round 1 begins",
		"L1 sends L3 attack",
		"L3 hears attack from L1",
		"L3 tells L1 retreat, where its protocol says attack",
		"L3 says nothing to L2",
		"L2 heard nothing from L3: it counts as retreat",
		"L1 votes: 2 attack, 1 retreat; so attack",
		"L2 obeys: attack",
	} {
		if says[want] == 0 {
			t.Errorf("nobody says %q in %v", want, slices.Sorted(maps.Keys(says)))
		}
	}
	for text := range says {
		if strings.ContainsAny(text, "{}") || strings.Contains(text, "nobody") || text == "" {
			t.Errorf("%q", text)
		}
	}
}
