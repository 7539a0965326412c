package oralgraph_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/oralgraph"
	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/graph"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// config is a configuration without crashes: a traitor can be silent anyway.
func config(spec *protocol.Spec, g graph.Graph, params map[string]int32, traitors ...int) *protocol.Config {
	c := spec.Default(len(g))
	c.Graph, c.Budget = g, sim.Budget{}
	for name, v := range params {
		c.SetParam(name, v)
	}
	for _, p := range traitors {
		c.Models[p] = sim.Arbitrary
	}
	return c
}

func onGraph(g graph.Graph, m, p int, traitors ...int) *protocol.Config {
	return config(&oralgraph.OralMessages, g, map[string]int32{"m": int32(m), "p": int32(p)}, traitors...)
}

func world(c *protocol.Config) *sim.World {
	s := c.Setup()
	return sim.New(&s)
}

func named(t *testing.T, name string, n int) graph.Graph {
	t.Helper()
	g, why := graph.Named(name, n)
	if why != "" {
		t.Fatal(why)
	}
	return g
}

// breaks tries everything and says which of IC1 and IC2 can be violated.
func breaks(t *testing.T, c *protocol.Config) (ic [2]bool, states int) {
	t.Helper()
	s, err := explore.New(world(c), explore.Options{States: 5_000_000})
	if err != nil {
		t.Fatal(err)
	}
	s.Run(1 << 40)
	r := s.Result()
	for i := range ic {
		switch r.Findings[i].Outcome {
		case explore.Refuted:
			ic[i] = true
		case explore.Unknown:
			t.Fatalf("unknown after %d states: %s", r.States, explore.Stops[r.Stopped])
		}
	}
	return ic, r.States
}

// On a complete graph with all neighbours, OM(m, n-1) is OM(m): so many messages, so
// many behaviours of a traitor, and so many of them that break IC1 or IC2.
func TestOnACompleteGraphItIsOralMessages(t *testing.T) {
	for _, test := range []struct{ n, m, traitor int }{{4, 1, 0}, {4, 1, 1}, {4, 1, 3}, {4, 2, 3}, {4, 2, 0}, {5, 1, 2}, {5, 1, 0}} {
		g := graph.Complete(test.n)
		tally := func(c *protocol.Config) (runs int, violated [2]int, sent int) {
			r := choose.NewRun(world(c))
			var tr sim.Trace
			r.Replay(&tr, nil, -1)
			for i := range tr.Events {
				if tr.Events[i].Kind == sim.EvSend {
					sent++
				}
			}
			runs, all := r.Enumerate(1_000_000, func(w *sim.World, _ []sim.Choice) bool {
				for i := range violated {
					if s, _, _ := w.Status(i); s == sim.Violated {
						violated[i]++
					}
				}
				return true
			})
			if !all {
				t.Fatal("too many runs")
			}
			return runs, violated, sent
		}
		c := onGraph(g, test.m, test.n-1, test.traitor)
		runs, violated, sent := tally(c)
		wantRuns, want, wantSent := tally(config(&oral.Messages, g, map[string]int32{"m": int32(test.m)}, test.traitor))
		if runs != wantRuns || violated != want || sent != wantSent {
			t.Errorf("%+v: %d runs, %v violate, %d messages; OM(m) has %d, %v, %d", test, runs, violated, sent, wantRuns, want, wantSent)
		}
		if cost := c.Spec.Costs(c)[0].Decimal; cost != fmt.Sprint(sent) {
			t.Errorf("%+v costs %s messages, and sends %d", test, cost, sent)
		}
	}
	for _, test := range []struct{ n, m int }{{7, 2}, {10, 3}, {6, 1}} {
		counts, err := oral.Count(test.n, test.m)
		if err != nil {
			t.Fatal(err)
		}
		if got := onGraph(graph.Complete(test.n), test.m, test.n-1); got.Spec.Costs(got)[0].Decimal != counts.Total {
			t.Errorf("%+v: %v messages, want %s", test, got.Spec.Costs(got), counts.Total)
		}
	}
}

// Lamport, Shostak, Pease 1982, Theorem 3: with p >= 3m neighbours, m traitors are
// withstood. All graphs of four and five generals that are 3-regular, and three more,
// with every single traitor.
func TestThreeDisjointPathsWithstandOneTraitor(t *testing.T) {
	bipartite, prism := graph.New(6), graph.New(6)
	for p := range sim.ID(3) {
		for q := sim.ID(3); q < 6; q++ {
			bipartite.Link(p, q)
		}
		prism.Link(p, (p+1)%3)
		prism.Link(p+3, (p+1)%3+3)
		prism.Link(p, p+3)
	}
	graphs := []graph.Graph{graph.Complete(4), bipartite, prism, named(t, "cube", 8)}
	for g := range graph.All(5) {
		if _, ok := g.Regular(3); ok {
			graphs = append(graphs, g)
		}
	}
	total := 0
	for _, g := range graphs {
		for traitor := range g {
			if len(g) == 8 && traitor > 3 && traitor != 7 {
				continue // as good as another corner at the same distance
			}
			ic, states := breaks(t, onGraph(g, 1, 3, traitor))
			if ic != [2]bool{} {
				t.Errorf("graph %b, traitor %d: IC1 and IC2 broken: %v", g, traitor, ic)
			}
			total += states
		}
	}
	if len(graphs) != 15 || total < 10_000 {
		t.Errorf("%d graphs, %d states", len(graphs), total)
	}
}

// With fewer neighbours than 3m one traitor is enough.
func TestTwoDisjointPathsDoNot(t *testing.T) {
	for _, test := range []struct {
		name    string
		n, p    int
		traitor int
		ic      [2]bool
	}{
		{"ring", 4, 2, 1, [2]bool{true, true}},
		{"ring", 5, 2, 2, [2]bool{true, true}},
		{"complete", 4, 2, 3, [2]bool{false, false}}, // it is in nobody's way, and of no set
		{"complete", 4, 2, 1, [2]bool{true, true}},
		{"cube", 8, 2, 1, [2]bool{true, true}},
	} {
		g := named(t, test.name, test.n)
		if ic, _ := breaks(t, onGraph(g, 1, test.p, test.traitor)); ic != test.ic {
			t.Errorf("%+v: %v", test, ic)
		}
	}
}

// Lemma 2: IC2 by itself needs only p >= 2k+m neighbours against k traitors.
func TestALoyalCommanderIsObeyedByMore(t *testing.T) {
	g := graph.Complete(6)
	if ic, _ := breaks(t, onGraph(g, 1, 5, 4, 5)); ic[1] {
		t.Error("five neighbours, two traitors: IC2 is broken")
	}
	if ic, _ := breaks(t, onGraph(g, 1, 4, 3, 4)); !ic[1] {
		t.Error("four neighbours, two traitors: IC2 is never broken")
	}
}

// A plan keeps to the graph, sends what was heard before, and lets no two words of one
// call to the same general pass anybody twice.
func TestPlansKeepToLinksAndToDisjointPaths(t *testing.T) {
	petersen := graph.New(10)
	for p := range sim.ID(5) {
		petersen.Link(p, (p+1)%5)
		petersen.Link(p, p+5)
		petersen.Link(p+5, (p+2)%5+5)
	}
	for _, test := range []struct {
		g    graph.Graph
		m, p int
	}{
		{named(t, "cube", 8), 1, 3}, {petersen, 1, 3}, {graph.Complete(7), 2, 6}, {graph.Complete(8), 2, 6}, {named(t, "ring", 6), 1, 2}, {named(t, "cube", 8), 2, 3},
	} {
		plan, why, ok := oralgraph.NewPlan(test.g, test.m, test.p)
		if !ok {
			t.Fatalf("%+v: %+v", test, why)
		}
		for i, h := range plan.Hops {
			if !test.g[h.From].Has(h.To) || h.Of >= int32(i) || h.Of < 0 && h.From != 0 {
				t.Fatalf("hop %d is %+v", i, h)
			}
			if h.Of >= 0 && (plan.Hops[h.Of].To != h.From || plan.Hops[h.Of].Round != h.Round-1) {
				t.Fatalf("hop %d, %+v, tells what came with %+v", i, h, plan.Hops[h.Of])
			}
		}
		for c, call := range plan.Calls {
			if len(call.Members) == 0 || test.m == 1 && len(call.Members) != test.p {
				t.Fatalf("call %d has %d members", c, len(call.Members))
			}
			for k := range sim.ID(len(test.g)) {
				used := sim.SetOf(call.Commander)
				for _, w := range call.Members {
					if w.Last[k] < 0 {
						continue
					}
					for at := w.Last[k]; at != w.Direct; at = plan.Hops[at].Of {
						h := &plan.Hops[at]
						if used.Has(h.From) || h.For != k || h.Origin != w.Who {
							t.Fatalf("call %d: the path from %d to %d passes %d again, or is another: %+v", c, w.Who, k, h.From, h)
						}
						used = used.With(h.From)
					}
				}
			}
		}
	}
}

// The commander's regular set is all that OM(m, p) needs: there is always one of which
// each member has a regular set of p-1 without him, and so on.
func TestWhereThereIsARegularSetThereIsAPlan(t *testing.T) {
	plans := 0
	for g := range graph.All(5) {
		for p := 1; p <= 4; p++ {
			_, _, regular := g.RegularSet(0, p, g[0], 0)
			for m := 1; m <= p; m++ {
				plan, _, ok := oralgraph.NewPlan(g, m, p)
				if ok != regular || ok && len(plan.Calls[0].Members) != p {
					t.Fatalf("graph %b, m=%d, p=%d: a plan: %v, a regular set: %v", g, m, p, ok, regular)
				}
				if ok {
					plans++
				}
			}
		}
	}
	if plans < 1000 {
		t.Errorf("only %d plans", plans)
	}
}

func TestAGraphThatIsNotRegularIsRefusedByName(t *testing.T) {
	star, line := named(t, "star", 5), named(t, "line", 5)
	// Two halves that meet in L3 and L4.
	halves := graph.New(7)
	for _, side := range [][]sim.ID{{0, 1, 2, 3, 4}, {3, 4, 5, 6}} {
		for i, p := range side {
			for _, q := range side[i+1:] {
				if !halves[p].Has(q) {
					halves.Link(p, q)
				}
			}
		}
	}
	for _, test := range []struct {
		g    graph.Graph
		m, p int
		path string
		says string
	}{
		{graph.Complete(4), 1, 3, "", ""},
		{graph.Complete(4), 1, 4, "params.p", "commander has 3 neighbours, not 4"},
		{line, 1, 2, "params.p", "commander has 1 neighbour, not 2"},
		{star, 1, 3, "params.p", "from other neighbours of commander no path leads to L1 but through commander"},
		{halves, 1, 3, "params.p", "no 3 disjoint paths from neighbours of commander to L5, since all that do not begin there pass L3 and L4"},
		{halves, 1, 2, "", ""},
		{graph.Complete(4), 3, 2, "params.m", "must not be above p"},
		{graph.Complete(4), 3, 3, "", ""},
		{named(t, "ring", 5), 2, 2, "", ""},
	} {
		path, says := "", ""
		if p := oralgraph.OralMessages.Check(onGraph(test.g, test.m, test.p)); p != nil {
			path, says = p.Path, p.Message
		}
		if path != test.path || !strings.Contains(says, test.says) {
			t.Errorf("graph %b, m=%d, p=%d: %q %q, want %q %q", test.g, test.m, test.p, path, says, test.path, test.says)
		}
	}
}

func TestRemarksSayWhatLiesOutsideTheTheorem(t *testing.T) {
	for _, test := range []struct {
		c     *protocol.Config
		codes []string
	}{
		{onGraph(graph.Complete(4), 1, 3, 0), nil},
		{onGraph(graph.Complete(4), 1, 2, 0), []string{"few-neighbours"}},
		{onGraph(graph.Complete(6), 1, 5, 4, 5), []string{"many-faulty"}},
	} {
		var codes []string
		for _, r := range oralgraph.OralMessages.Remarks(test.c) {
			codes = append(codes, r.Code)
		}
		if !slices.Equal(codes, test.codes) {
			t.Errorf("%q, want %q", codes, test.codes)
		}
	}
}

func TestNarration(t *testing.T) {
	says := map[string]bool{}
	for _, c := range []*protocol.Config{
		onGraph(named(t, "cube", 8), 1, 3, 3), onGraph(graph.Complete(7), 2, 6, 3), onGraph(named(t, "ring", 4), 1, 2, 1),
	} {
		scene := words.Scene{Names: c.Names, Words: c.Words(), Data: c.Spec.Scene(c)}
		r := choose.NewRun(world(c))
		var tr sim.Trace
		for seed := range uint64(60) {
			r.Random(&tr, seed, choose.Weights{Fault: uint32(seed * 10)})
			for i := range tr.Events {
				says[scene.Event(&tr.Events[i], tr.Span(&tr.Events[i]))] = true
			}
		}
	}
	for _, want := range []string{
		"L1 receives the order to attack from commander",
		"L1 sends attack to L3 (for L2)",
		"L3 hears attack from L1 (for L2)",
		"L3 hears attack from L1",
		"L1 hears attack from L5 (what L4 says)",
		"L3 tells L7, for L5: L2 says retreat, where its protocol says attack",
		"L1 hears attack from L2 (what L3 says)",
		"L2 votes (what L4 said): 5 attack; so attack",
		"L1 votes: 3 attack; so attack",
		"L1 heard nothing from L3 (what L2 says): it counts as retreat",
		"L1 heard nothing from L3 (what L2 said): it counts as retreat",
		"L2 votes: 1 attack, 1 retreat; no majority, so retreat",
		"L1 obeys: attack",
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
