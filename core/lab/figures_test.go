package lab_test

import (
	"strings"
	"testing"

	"faultlab/core/lab"
	"faultlab/core/sim"
)

// Every figure of Lamport, Shostak, Pease 1982, and every one of the lecture's on
// agreement, has a scenario that shows what it shows; the lecture's numbers are those of
// A. Tanenbaum, M. van Steen: Distributed Systems, 2nd edition.
func TestEveryFigureHasAScenario(t *testing.T) {
	for _, figure := range []struct {
		name, scenario string
		names          string // the figure, where the document does
		claims         map[string]sim.Status
	}{
		{"1982, 1", "byzantine/oral-3-1-lieutenant", "figure 1", map[string]sim.Status{"IC1": sim.Holds, "IC2": sim.Violated}},
		{"1982, 2", "byzantine/oral-3-1-commander", "figure 2", map[string]sim.Status{"IC1": sim.Holds, "IC2": sim.Holds}},
		{"1982, 3", "byzantine/oral-4-1-lieutenant", "figure 3", map[string]sim.Status{"IC1": sim.Holds, "IC2": sim.Holds}},
		{"1982, 4", "byzantine/oral-4-1-commander", "figure 4", map[string]sim.Status{"IC1": sim.Holds, "IC2": sim.Holds}},
		{"1982, 5", "byzantine/signed-3-1-commander", "figure 5", map[string]sim.Status{"IC1": sim.Holds, "proof": sim.Holds}},
		{"1982, 6", "byzantine/oral-graph-prism", "figure 6", map[string]sim.Status{"IC1": sim.Holds, "IC2": sim.Holds}},
		{"1982, 7", "byzantine/oral-graph-bridge", "figure 7", map[string]sim.Status{"IC1": sim.Violated, "IC2": sim.Violated}},
		{"8-2, one fault", "tmr/one-module", "", map[string]sim.Status{"masked": sim.Holds}},
		{"8-4, a possible cell", "agreement/synchronous-bounded-unordered-unicast", "", map[string]sim.Status{"agreement": sim.Holds, "termination": sim.Holds}},
		{"8-4, a red block", "agreement/asynchronous-unbounded-unordered-unicast", "", map[string]sim.Status{"termination": sim.Violated}},
		{"8-5", "byzantine/vector-4", "", map[string]sim.Status{"validity": sim.Holds, "agreement": sim.Holds}},
		{"8-6", "byzantine/vector-3", "", map[string]sim.Status{"validity": sim.Violated}},
	} {
		doc := scenarioOf(t, figure.scenario)
		if !strings.Contains(doc.About, figure.names) {
			t.Errorf("%s: %s tells %q", figure.name, figure.scenario, doc.About)
		}
		x := lab.Open(doc)
		x.Replay(x.Own(), -1)
		for claim, want := range figure.claims {
			found := false
			for i, k := range doc.Config.Claims {
				if doc.Config.Spec.Claims[k].Name != claim {
					continue
				}
				found = true
				if got, _, _ := x.World.Status(i); got != want {
					t.Errorf("%s: %s leaves %s %s", figure.name, figure.scenario, claim, sim.Statuses[got])
				}
			}
			if !found {
				t.Errorf("%s: %s has no claim %s", figure.name, figure.scenario, claim)
			}
		}
	}
}

// Figure 7 of 1982: every general of the graph has three neighbours, and it still is not
// 3-regular; so the engine refuses OM(1, 3) and says who is in the way. Figure 6 is, and
// isn't complete.
func TestThreeNeighboursAreNotThreePaths(t *testing.T) {
	doc := scenarioOf(t, "byzantine/oral-graph-bridge")
	for p := range doc.Config.Graph {
		if doc.Config.Graph.Degree(sim.ID(p)) < 3 {
			t.Errorf("%s has %d neighbours", doc.Config.Names[p], doc.Config.Graph.Degree(sim.ID(p)))
		}
	}
	set(doc.Config, "p", 3)
	if problem := doc.Config.Spec.Check(doc.Config); problem == nil || problem.Path != "params.p" || !strings.Contains(problem.Message, "disjoint paths") {
		t.Errorf("p = 3: %+v", problem)
	}
	doc = scenarioOf(t, "byzantine/oral-graph-prism")
	if problem := doc.Config.Spec.Check(doc.Config); problem != nil || doc.Config.Graph.Complete() || doc.Config.Param("p") != 3 {
		t.Errorf("the graph of figure 6: %+v", problem)
	}
	provedBy(t, "figure 6", try(t, doc))
}
