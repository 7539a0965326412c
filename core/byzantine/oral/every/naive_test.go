package every

import (
	"slices"

	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// The naive twin: it goes through all behaviours, one by one, and runs the recursion of the paper on
// each. It knows nothing of shapes, pairs, lenses or powers, and has the failure models in the words of the lecture.
type naive struct {
	q      *Question
	tree   *byzantine.Tree
	heard  [][]uint8 // by node and process: a value, or sim.Nothing
	falls  []int     // the level of each process's last words
	lies   int
	fewest [2]int // by condition: the fewest lies that violate it; -1 if none do
	runs   int
	said   map[string]bool // who was told what, as one text
	deaf   bool            // leave out what a process does that fails to receive something
}

func tryAll(q *Question) *naive {
	x := newNaive(q)
	x.fall(0, q.Crashes)
	return x
}

func newNaive(q *Question) *naive {
	tree, err := byzantine.NewTree(q.N, q.M)
	if err != nil {
		panic(err)
	}
	x := &naive{q: q, tree: tree, fewest: [2]int{-1, -1}}
	for range tree.Nodes() {
		x.heard = append(x.heard, make([]uint8, q.N))
	}
	x.falls = make([]int, q.N)
	return x
}

// fall tries every round in which processes may crash.
func (x *naive) fall(p, budget int) {
	if p == x.q.N {
		x.speak(0)
		return
	}
	x.falls[p] = endless
	x.fall(p+1, budget)
	if x.q.Models[p]&sim.Crash != 0 && budget > 0 {
		for level := range x.tree.Levels() {
			x.falls[p] = level
			x.lies++
			x.fall(p+1, budget-1)
			x.lies--
		}
	}
}

// speak tries everything that the end of the path node may say, and then all that comes behind it.
func (x *naive) speak(node int) {
	if node == x.tree.Nodes() {
		x.end()
		return
	}
	p, level := x.tree.Process(node), x.tree.Level(node)
	m := x.q.Models[p]
	honest := x.q.Order
	if node > 0 {
		honest = x.heard[x.tree.Parent(node)][p]
	}
	missing := honest == sim.Nothing
	if missing {
		honest = x.q.Default
	}
	if level > x.falls[p] {
		x.tell(node, 0, sim.Nothing, false, false)
		return
	}
	free := m&sim.Arbitrary != 0
	drops := m&(sim.Omission|sim.Timing) != 0 || level == x.falls[p] && !x.q.Whole
	x.tell(node, 0, honest, free, drops)
	if free {
		return
	}
	x.lies++
	for v := range uint8(x.q.Orders) {
		// A value fault, or a mistake about what was heard.
		if v != honest && (m&sim.Value != 0 || m&sim.Transition != 0 && node > 0 && !missing && x.q.Mistakes > 0) {
			x.tell(node, 0, v, false, drops)
		}
	}
	if !x.deaf && m&sim.Omission != 0 && node > 0 && !missing && m&sim.Value == 0 {
		x.tell(node, 0, x.q.Default, false, drops)
	}
	x.lies--
}

// tell tries everything that the receivers from to on may be told. Of one who may say anything silence is left
// out: it comes to the same as the default.
func (x *naive) tell(node, to int, value uint8, free, drops bool) {
	for to < x.q.N && x.tree.OnPath(node, to) {
		to++
	}
	if to == x.q.N {
		x.speak(node + 1)
		return
	}
	x.heard[node][to] = value
	x.tell(node, to+1, value, free, drops)
	x.lies++
	if free {
		for v := range uint8(x.q.Orders) {
			if v != value {
				x.heard[node][to] = v
				x.tell(node, to+1, value, free, drops)
			}
		}
	}
	if drops {
		x.heard[node][to] = sim.Nothing
		x.tell(node, to+1, value, free, drops)
	}
	x.lies--
}

// end takes the votes of all loyal lieutenants and holds the two conditions against them.
func (x *naive) end() {
	x.runs++
	if x.said != nil {
		x.said[string(slices.Concat(x.heard...))] = true
		return
	}
	var results []uint8
	for p := 1; p < x.q.N; p++ {
		if x.q.Models[p] == 0 {
			results = append(results, x.result(0, p))
		}
	}
	for c, violated := range [2]bool{
		slices.ContainsFunc(results, func(v uint8) bool { return v != results[0] }),
		x.q.Models[0] == 0 && slices.ContainsFunc(results, func(v uint8) bool { return v != x.q.Order }),
	} {
		if violated && (x.fewest[c] < 0 || x.lies < x.fewest[c]) {
			x.fewest[c] = x.lies
		}
	}
}

// result is what lieutenant p holds for a path.
func (x *naive) result(node, p int) uint8 {
	own := x.heard[node][p]
	if own == sim.Nothing {
		own = x.q.Default
	}
	if x.tree.Level(node) == x.tree.Levels()-1 {
		return own
	}
	votes := []uint8{own}
	for j := range x.q.N {
		if j != p && !x.tree.OnPath(node, j) {
			votes = append(votes, x.result(x.tree.Child(node, j), p))
		}
	}
	if x.q.Rule == byzantine.Median {
		slices.Sort(votes)
		return votes[(len(votes)-1)/2]
	}
	for _, v := range votes {
		same := 0
		for _, w := range votes {
			if v == w {
				same++
			}
		}
		if 2*same > len(votes) {
			return v
		}
	}
	return x.q.Default
}
