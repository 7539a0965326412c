package graph_test

import (
	"math/bits"
	"slices"
	"testing"

	"faultlab/core/graph"
	"faultlab/core/sim"
)

// disjoint is the naive twin: does a system of paths exist that leads from each of a
// set to k, shares nobody but k, and avoids some? It tries all paths for the first,
// then all for the second, and so on.
func disjoint(g graph.Graph, from sim.Set, k sim.ID, avoid sim.Set) bool {
	if from == 0 {
		return true
	}
	begin := sim.ID(bits.TrailingZeros64(uint64(from)))
	rest := from.Without(begin)
	var walk func(p sim.ID, used sim.Set) bool
	walk = func(p sim.ID, used sim.Set) bool {
		if p == k {
			return disjoint(g, rest, k, used.Without(k))
		}
		for q := range sim.ID(len(g)) {
			if g[p].Has(q) && !used.Has(q) && !rest.Has(q) && walk(q, used.With(q)) {
				return true
			}
			if q == k && rest.Has(k) && g[p].Has(k) && walk(k, used.With(q)) {
				return true // k itself begins a path of its own
			}
		}
		return false
	}
	return !avoid.Has(begin) && walk(begin, avoid.With(begin))
}

func subsets(of sim.Set, size int) (list []sim.Set) {
	for s := of; ; s = (s - 1) & of {
		if bits.OnesCount64(uint64(s)) == size {
			list = append(list, s)
		}
		if s == 0 {
			return list
		}
	}
}

// All graphs of up to five processes, and some of six: paths are paths, they share
// nobody, as many as there can be, and what is said to be a cut is one.
func TestDisjointPathsAreAsManyAsThereCanBe(t *testing.T) {
	for n := 2; n <= 6; n++ {
		pairs := n * (n - 1) / 2
		stride := 1
		if n == 6 {
			stride = 61
		}
		for links := 0; links < 1<<pairs; links += stride {
			g := graph.New(n)
			at := 0
			for p := range n {
				for q := p + 1; q < n; q++ {
					if links>>at&1 != 0 {
						g.Link(sim.ID(p), sim.ID(q))
					}
					at++
				}
			}
			for k := sim.ID(1); int(k) < n; k++ {
				check(t, g, k)
			}
		}
	}
}

func check(t *testing.T, g graph.Graph, k sim.ID) {
	t.Helper()
	paths, cut := g.Disjoint(0, g[0], k, 0)
	used := sim.SetOf(0)
	for _, path := range paths {
		if path[len(path)-1] != k || !g[0].Has(path[0]) {
			t.Fatalf("%b: %v leads nowhere", g, path)
		}
		for i, p := range path {
			if i > 0 && !g[path[i-1]].Has(p) || used.Has(p) {
				t.Fatalf("%b to %d: %v are no disjoint paths", g, k, paths)
			}
			if p != k {
				used = used.With(p)
			}
		}
	}
	most := 0
	for size := bits.OnesCount64(uint64(g[0])); size > 0 && most == 0; size-- {
		for _, s := range subsets(g[0], size) {
			if disjoint(g, s, k, sim.SetOf(0)) {
				most = size
				break
			}
		}
	}
	if len(paths) != most {
		t.Fatalf("%b to %d: %v are found, and there are %d", g, k, paths, most)
	}
	if most < bits.OnesCount64(uint64(g[0])) {
		if bits.OnesCount64(uint64(cut)) != most || cut.Has(0) {
			t.Fatalf("%b to %d: a cut of %b for %v", g, k, cut, paths)
		}
		for _, p := range subsets(g[0]&^cut, 1) {
			if disjoint(g, p, k, cut.With(0)) {
				t.Fatalf("%b to %d: a path from %b leads past %b", g, k, p, cut)
			}
		}
	}
}

// Lamport, Shostak, Pease 1982, section 5: what is p-regular there.
func TestRegularIsWhatThePaperMeans(t *testing.T) {
	petersen := graph.New(10)
	for p := range sim.ID(5) {
		petersen.Link(p, (p+1)%5)
		petersen.Link(p, p+5)
		petersen.Link(p+5, (p+2)%5+5)
	}
	// Two complete graphs of four with a process between them, linked to two of each:
	// it has four neighbours, but nobody is reached from all of them, or any one.
	between := graph.New(9)
	for _, side := range [][]sim.ID{{1, 2, 3, 4}, {5, 6, 7, 8}} {
		for i, p := range side {
			for _, q := range side[i+1:] {
				between.Link(p, q)
			}
		}
		between.Link(0, side[0])
		between.Link(0, side[1])
	}
	for _, test := range []struct {
		name    string
		g       graph.Graph
		largest int // p for which it is p-regular
	}{
		{"K4", named(t, "complete", 4), 3},
		{"K7", named(t, "complete", 7), 6},
		{"a cube", named(t, "cube", 8), 3},
		{"a ring", named(t, "ring", 6), 2},
		{"a star", named(t, "star", 5), 0},
		{"a line", named(t, "line", 4), 0},
		{"the graph of Petersen", petersen, 3},
		{"two halves", between, 0},
	} {
		for p := range 8 {
			if why, ok := test.g.Regular(p); ok != (p <= test.largest) {
				t.Errorf("%s is %d-regular: %v, %+v", test.name, p, ok, why)
			}
		}
	}
	if why, _ := named(t, "star", 5).Regular(2); why.Process != 0 || why.Few {
		t.Errorf("a star is not 2-regular: %+v", why)
	}
	if _, why, _ := named(t, "star", 5).RegularSet(3, 2, sim.All(5), 0); why != (graph.Witness{Process: 3, Few: true}) {
		t.Errorf("its points have too few neighbours: %+v", why)
	}
	// From the process between the halves two neighbours lead to each half: whoever is
	// reached from all four would have to be in both.
	if why, _ := between.Regular(3); why.Process != 0 || why.Few || why.Target == sim.None || bits.OnesCount64(uint64(why.Cut)) != 2 {
		t.Errorf("two halves are not 3-regular: %+v", why)
	}
}

// A graph that is p-regular has at least p+1 processes, and with no more it is
// complete. Without one process c it is still (p-1)-regular as far as OM(m, p) needs
// it: c has a regular set of which every member has a regular set of p-1. That every
// process has one is not so; for p = 3 a bipartite graph of six shows that.
func TestRegularGraphsStayRegularEnoughWithoutOne(t *testing.T) {
	regular, irregular := 0, 0
	for g := range graph.All(5) {
		for p := 1; p <= 4; p++ {
			if _, ok := g.Regular(p); !ok {
				continue
			}
			regular++
			if p == 4 && !g.Complete() {
				t.Fatalf("%b is 4-regular and not complete", g)
			}
			for c := range sim.ID(5) {
				able := sim.Set(0)
				for i := range sim.ID(5) {
					if i == c {
						continue
					}
					if set, _, ok := g.RegularSet(i, p-1, g[i], sim.SetOf(c)); !ok {
						irregular++
					} else if able = able.With(i); bits.OnesCount64(uint64(set)) != p-1 || set.Has(c) {
						t.Fatalf("%b: a regular set %b of %d neighbours, without %d", g, set, p-1, c)
					}
				}
				if set, why, ok := g.RegularSet(c, p, able, 0); !ok || set&^able != 0 {
					t.Fatalf("%b is %d-regular, but no %d neighbours of %d can go on without it: %+v", g, p, p, c, why)
				}
			}
		}
	}
	if regular < 400 || irregular == 0 {
		t.Errorf("only %d cases, %d without a regular set", regular, irregular)
	}

	bipartite := graph.New(6)
	for p := range sim.ID(3) {
		for q := sim.ID(3); q < 6; q++ {
			bipartite.Link(p, q)
		}
	}
	if why, ok := bipartite.Regular(3); !ok {
		t.Errorf("three and three: %+v", why)
	}
	if _, why, ok := bipartite.RegularSet(1, 2, bipartite[1], sim.SetOf(0)); ok || why.Process != 1 {
		t.Errorf("three and two: %+v", why)
	}
}

func TestPathsAreStraight(t *testing.T) {
	g := named(t, "complete", 6)
	paths, _ := g.Disjoint(0, g[0], 3, 0)
	want := [][]sim.ID{{1, 3}, {2, 3}, {3}, {4, 3}, {5, 3}}
	if !slices.EqualFunc(paths, want, func(a, b []sim.ID) bool { return slices.Equal(a, b) }) {
		t.Errorf("%v", paths)
	}
}
