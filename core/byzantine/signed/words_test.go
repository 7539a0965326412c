package signed_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"faultlab/core/byzantine/signed"
	"faultlab/core/choose"
	"faultlab/core/sim"
	"faultlab/core/words"
)

func TestNarration(t *testing.T) {
	says := map[string]bool{}
	hear := func(s system, use int32, random bool) {
		c := s.config()
		c.SetParam("agree", use)
		scene := words.Scene{Names: c.Names, Words: c.Words(), Data: c.Spec.Scene(c)}
		r := choose.NewRun(world(c))
		var tr sim.Trace
		for seed := range uint64(200) {
			weights := choose.Weights{Fault: 600}
			if !random {
				weights = choose.Weights{}
			}
			r.Random(&tr, seed, weights)
			for i := range tr.Events {
				says[scene.Event(&tr.Events[i], tr.Span(&tr.Events[i]))] = true
			}
		}
	}
	hear(system{n: 3, m: 1, order: 1}, 0, false)
	hear(system{n: 3, m: 1, order: 1}, 4, false)
	for _, s := range []system{{n: 3, m: 1, traitors: []int{0}, order: 1}, {n: 3, m: 1, traitors: []int{2}, order: 1},
		{n: 5, m: 2, traitors: []int{0, 3}, order: 1}, {n: 3, m: 1, traitors: []int{0}, order: 1, variant: signed.FirstOrderOnly}} {
		s.menu = signed.Everything
		hear(s, 0, true)
	}
	for _, want := range []string{
		"commander sends attack to L1, signed by commander",
		"L1 receives attack from commander, signed by commander",
		"L1 sends attack to L2, signed by commander and L1",
		"L2 receives attack from L1, signed by commander and L1",
		"L1 holds a new order: attack, signed by commander",
		"L2 shows L1 retreat, signed by commander and L2, a forgery, which its protocol would not do",
		"L1 refuses retreat of L2: a signature is forged (commander and L2)",
		"L1 refuses attack of commander: somebody has signed it twice (commander and commander)",
		"L1 refuses attack of commander: too few have signed it for this round (commander)",
		"L1 refuses attack of L3: it has signed that itself (commander and L1)",
		"L1 can prove that commander is a traitor: its signature is on retreat and attack",
		"L1 holds attack: so attack",
		"L1 holds retreat and attack: of several orders none counts, so retreat",
		"L1 holds no order: that counts as retreat",
		"L1 ignores retreat of L2",
		"commander shows L1 nothing",
		"L1 obeys: attack",
		"commander sends commit to L2, signed by commander",
		"L1 ends it: commit",
	} {
		if !says[want] {
			t.Errorf("nobody says %q in\n%s", want, strings.Join(slices.Sorted(maps.Keys(says)), "\n"))
			break
		}
	}
	for text := range says {
		if strings.ContainsAny(text, "{}") || strings.Contains(text, "nobody") || text == "" {
			t.Errorf("%q", text)
		}
	}
}
