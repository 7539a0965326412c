package graph_test

import (
	"testing"

	"faultlab/core/graph"
	"faultlab/core/sim"
)

func named(t *testing.T, name string, n int) graph.Graph {
	t.Helper()
	g, why := graph.Named(name, n)
	if why != "" {
		t.Fatal(why)
	}
	return g
}

func TestNamedGraphsHaveTheLinksOfTheirName(t *testing.T) {
	for _, test := range []struct {
		name                   string
		n, links, diameter     int
		fewest, most           int // neighbours
		complete, disconnected bool
	}{
		{name: "complete", n: 4, links: 6, diameter: 1, fewest: 3, most: 3, complete: true},
		{name: "complete", n: 64, links: 2016, diameter: 1, fewest: 63, most: 63, complete: true},
		{name: "ring", n: 3, links: 3, diameter: 1, fewest: 2, most: 2, complete: true},
		{name: "ring", n: 2, links: 1, diameter: 1, fewest: 1, most: 1, complete: true},
		{name: "ring", n: 8, links: 8, diameter: 4, fewest: 2, most: 2},
		{name: "star", n: 5, links: 4, diameter: 2, fewest: 1, most: 4},
		{name: "line", n: 5, links: 4, diameter: 4, fewest: 1, most: 2},
		{name: "cube", n: 8, links: 12, diameter: 3, fewest: 3, most: 3},
	} {
		g := named(t, test.name, test.n)
		d, _, _ := g.Diameter(sim.All(test.n))
		if g.Links() != test.links || d != test.diameter || g.Complete() != test.complete {
			t.Errorf("%s of %d: %d links, diameter %d, complete: %v", test.name, test.n, g.Links(), d, g.Complete())
		}
		for p := range g {
			if k := g.Degree(sim.ID(p)); k < test.fewest || k > test.most || g[p].Has(sim.ID(p)) {
				t.Errorf("%s of %d: process %d has the neighbours %b", test.name, test.n, p, g[p])
			}
			for q := range g {
				if g[p].Has(sim.ID(q)) != g[q].Has(sim.ID(p)) {
					t.Errorf("%s of %d: %d and %d do not agree on whether they are neighbours", test.name, test.n, p, q)
				}
			}
		}
	}
	if _, why := graph.Named("cube", 7); why == "" {
		t.Error("a cube of seven corners")
	}
	if _, why := graph.Named("triangle", 3); why == "" {
		t.Error("an unknown name")
	}
	for _, name := range graph.Names {
		named(t, name, 8)
	}
}

// Whoever may not be passed through cuts a line into two, and a ring into a line.
func TestDistancesAreThoseOfPathsWithinASet(t *testing.T) {
	line, ring := named(t, "line", 5), named(t, "ring", 5)
	without := sim.All(5).Without(2)
	for _, test := range []struct {
		name   string
		g      graph.Graph
		within sim.Set
		from   sim.ID
		want   [5]int
	}{
		{"the line", line, sim.All(5), 1, [5]int{1, 0, 1, 2, 3}},
		{"the line without its middle", line, without, 1, [5]int{1, 0, graph.Far, graph.Far, graph.Far}},
		{"the ring", ring, sim.All(5), 1, [5]int{1, 0, 1, 2, 2}},
		{"the ring without one", ring, without, 1, [5]int{1, 0, graph.Far, 3, 2}},
		{"from outside of the set", ring, without, 2, [5]int{graph.Far, graph.Far, graph.Far, graph.Far, graph.Far}},
	} {
		if got := [5]int(test.g.Distances(test.from, test.within)); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	if d, _, _ := ring.Diameter(without); d != 3 {
		t.Errorf("a ring of five without one has diameter %d", d)
	}
	if d, p, q := line.Diameter(without); d != graph.Far || (p < 2) == (q < 2) {
		t.Errorf("a line without its middle has diameter %d, between %d and %d", d, p, q)
	}
	if d, _, _ := line.Diameter(sim.SetOf(3)); d != 0 {
		t.Errorf("one process has diameter %d", d)
	}
}
