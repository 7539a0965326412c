// Package graph has the networks that are not complete: who can talk to whom
// directly.
//
// A graph is undirected and lies between the processes of a scenario. It says over
// which links a protocol may send; whatever else travels does so from neighbour to
// neighbour. Most of the lecture assumes a complete graph; Lamport, Shostak and
// Pease (1982, section 5) ask what is left of agreement without it, and the answer
// depends on three properties that are computed here: who is connected with whom,
// how far apart they are, and whether paths exist that share nobody (regular.go).
package graph

import (
	"iter"
	"math/bits"
	"strconv"

	"faultlab/core/sim"
)

// Graph has the neighbours of each process. Nobody is a neighbour of its own, and
// being neighbours is mutual; Link keeps both.
type Graph []sim.Set

// New returns a graph of n processes without any link.
func New(n int) Graph { return make(Graph, n) }

// Complete returns the graph in which everybody is a neighbour of everybody else.
func Complete(n int) Graph {
	g := New(n)
	for p := range g {
		g[p] = sim.All(n).Without(sim.ID(p))
	}
	return g
}

// All goes through every graph of n processes, connected or not: 2^(n(n-1)/2) of them.
func All(n int) iter.Seq[Graph] {
	return func(yield func(Graph) bool) {
		for links := range uint64(1) << (n * (n - 1) / 2) {
			g := New(n)
			for p := range sim.ID(n) {
				for q := range p {
					if links&1 != 0 {
						g.Link(p, q)
					}
					links >>= 1
				}
			}
			if !yield(g) {
				return
			}
		}
	}
}

// Link makes two different processes neighbours.
func (g Graph) Link(p, q sim.ID) {
	g[p], g[q] = g[p].With(q), g[q].With(p)
}

// Complete says whether everybody is a neighbour of everybody else.
func (g Graph) Complete() bool {
	for p := range g {
		if g[p] != sim.All(len(g)).Without(sim.ID(p)) {
			return false
		}
	}
	return true
}

// Degree is the number of neighbours of p.
func (g Graph) Degree(p sim.ID) int { return bits.OnesCount64(uint64(g[p])) }

// Links is the number of links.
func (g Graph) Links() int {
	n := 0
	for p := range g {
		n += g.Degree(sim.ID(p))
	}
	return n / 2
}

// Shape lists the links for whoever draws them: the two ends of each, once.
func (g Graph) Shape() (list [][]int32) {
	for p := range g {
		for q := p + 1; q < len(g); q++ {
			if g[p].Has(sim.ID(q)) {
				list = append(list, []int32{int32(p), int32(q)})
			}
		}
	}
	return list
}

// Far is the distance of what cannot be reached.
const Far = 1 << 30

// Distances returns how many links lie between from and each process, on paths on
// which everybody, both ends too, is in the set within; Far where there is no such
// path.
func (g Graph) Distances(from sim.ID, within sim.Set) []int {
	d := make([]int, len(g))
	for p := range d {
		d[p] = Far
	}
	if !within.Has(from) {
		return d
	}
	d[from] = 0
	reached, edge := sim.SetOf(from), sim.SetOf(from)
	for far := 1; edge != 0; far++ {
		next := sim.Set(0)
		for rest := edge; rest != 0; rest &= rest - 1 {
			next |= g[bits.TrailingZeros64(uint64(rest))]
		}
		edge = next & within &^ reached
		reached |= edge
		for rest := edge; rest != 0; rest &= rest - 1 {
			d[bits.TrailingZeros64(uint64(rest))] = far
		}
	}
	return d
}

// Diameter is the largest distance between two processes of the set, going through
// processes of the set only. If they are not connected that way it is Far, with two
// that cannot reach each other. A set of one process or none has diameter 0.
func (g Graph) Diameter(within sim.Set) (most int, p, q sim.ID) {
	for rest := within; rest != 0; rest &= rest - 1 {
		from := sim.ID(bits.TrailingZeros64(uint64(rest)))
		for to, d := range g.Distances(from, within) {
			if within.Has(sim.ID(to)) && d > most {
				most, p, q = d, from, sim.ID(to)
			}
		}
	}
	return most, p, q
}

// Names are the graphs that can be asked for by name.
var Names = []string{"complete", "ring", "star", "line", "cube"}

// Named returns the graph of that name among n processes, or why there is none.
// In a star the first process stands in the middle; of the cube's corners each is
// a neighbour of those whose number differs in one binary digit.
func Named(name string, n int) (g Graph, why string) {
	switch name {
	case "complete":
		return Complete(n), ""
	case "ring":
		g = New(n)
		for p := range n {
			if next := (p + 1) % n; next != p {
				g.Link(sim.ID(p), sim.ID(next))
			}
		}
		return g, ""
	case "star":
		g = New(n)
		for p := 1; p < n; p++ {
			g.Link(0, sim.ID(p))
		}
		return g, ""
	case "line":
		g = New(n)
		for p := 1; p < n; p++ {
			g.Link(sim.ID(p-1), sim.ID(p))
		}
		return g, ""
	case "cube":
		if n != 8 {
			return nil, "a cube has 8 corners, and here are " + strconv.Itoa(n) + " processes"
		}
		g = New(n)
		for p := range n {
			for d := 1; d < n; d *= 2 {
				g.Link(sim.ID(p), sim.ID(p^d))
			}
		}
		return g, ""
	}
	return nil, "is not the name of a graph"
}
