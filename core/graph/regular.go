package graph

import (
	"math/bits"

	"faultlab/core/sim"
)

// A set of p neighbours of a process i is regular if to every other process k there
// are p paths, one from each of them and none through i, that share nobody but k. A
// path may be k alone. A graph is p-regular if every process has a regular set of p
// neighbours. (Lamport, Shostak, Pease 1982, section 5. It is not what graph theory
// calls regular: there it would be enough to have p neighbours.)
//
// The paper notes that without one process c a p-regular graph is still
// (p-1)-regular. Taken of every process that is not so: without a corner of the
// complete bipartite graph of three and three, the two on its side have no two
// neighbours with disjoint paths. What the algorithm needs is less, and holds: the
// neighbours of c have regular sets of p-1, at least for some choice of p of them.
//
// That paths exist is a question of flow: as many can be found as processes must be
// removed to part k from the neighbours (Menger 1927).

// Witness says why there is no regular set of so many neighbours.
type Witness struct {
	Process sim.ID  // who has none
	Few     bool    // it has too few neighbours in the first place
	Target  sim.ID  // else: whom too few disjoint paths reach from its neighbours; sim.None: there is none for all targets at once
	Cut     sim.Set // and who lies on all of them
}

// RegularSet returns the first regular set of p neighbours of i, out of those among,
// in the graph without some processes, in order of numbers, or why there is none.
// With p = 0 it is empty.
func (g Graph) RegularSet(i sim.ID, p int, among, without sim.Set) (set sim.Set, why Witness, ok bool) {
	all := g[i] & among &^ without
	if bits.OnesCount64(uint64(all)) < p {
		return 0, Witness{Process: i, Few: true}, false
	}
	for k := range sim.ID(len(g)) {
		if k == i || without.Has(k) {
			continue
		}
		if paths, cut := g.Disjoint(i, all, k, without); len(paths) < p {
			return 0, Witness{Process: i, Target: k, Cut: cut}, false
		}
	}
	var members []sim.ID
	for rest := all; rest != 0; rest &= rest - 1 {
		members = append(members, sim.ID(bits.TrailingZeros64(uint64(rest))))
	}
	chosen := make([]int, p)
	for n := range chosen {
		chosen[n] = n
	}
	for {
		set = 0
		for _, n := range chosen {
			set = set.With(members[n])
		}
		if g.regular(i, set, without) {
			return set, Witness{}, true
		}
		n := p - 1
		for n >= 0 && chosen[n] == len(members)-p+n {
			n--
		}
		if n < 0 {
			return 0, Witness{Process: i, Target: sim.None}, false
		}
		for chosen[n]++; n+1 < p; n++ {
			chosen[n+1] = chosen[n] + 1
		}
	}
}

func (g Graph) regular(i sim.ID, set, without sim.Set) bool {
	for k := range sim.ID(len(g)) {
		if k == i || without.Has(k) {
			continue
		}
		if paths, _ := g.Disjoint(i, set, k, without); len(paths) < bits.OnesCount64(uint64(set)) {
			return false
		}
	}
	return true
}

// Regular says whether the graph is p-regular, and if not, who lacks what.
func (g Graph) Regular(p int) (why Witness, ok bool) {
	for i := range sim.ID(len(g)) {
		if _, why, ok = g.RegularSet(i, p, g[i], 0); !ok {
			return why, false
		}
	}
	return Witness{}, true
}

// Disjoint returns as many paths as there are from neighbours of i in a set to k, none
// of them through i or through those without whom the graph is taken, which share
// nobody but k. They are ordered by where they begin. Where there is not one for each
// of the set, cut has processes that lie on all paths, as many as were found.
func (g Graph) Disjoint(i sim.ID, from sim.Set, k sim.ID, without sim.Set) (paths [][]sim.ID, cut sim.Set) {
	f := flow{g: g, usable: sim.All(len(g)) &^ without &^ sim.SetOf(i), from: from, to: k, next: make([]sim.ID, len(g)), last: make([]sim.ID, len(g))}
	for p := range f.next {
		f.next[p], f.last[p] = sim.None, sim.None
	}
	for f.augment() {
	}
	for rest := from & f.usable; rest != 0; rest &= rest - 1 {
		p := sim.ID(bits.TrailingZeros64(uint64(rest)))
		if !f.begins.Has(p) {
			continue
		}
		path := []sim.ID{p}
		for p != k {
			p = f.next[p]
			path = append(path, p)
		}
		paths = append(paths, g.straighten(path))
	}
	return paths, f.cut
}

// straighten leaves out detours: whoever has a later one on the path for a neighbour
// sends there at once.
func (g Graph) straighten(path []sim.ID) []sim.ID {
	short := path[:1]
	for at := 0; at < len(path)-1; {
		next := len(path) - 1
		for !g[path[at]].Has(path[next]) {
			next--
		}
		at = next
		short = append(short, path[at])
	}
	return short
}

// flow is a set of disjoint paths that grows by one at a time. Next and last lead
// along them.
type flow struct {
	g          Graph
	usable     sim.Set
	from       sim.Set
	to         sim.ID
	begins     sim.Set // where a path begins
	next, last []sim.ID
	cut        sim.Set
}

// augment looks for one path more: from an unused beginning to the end, along links
// that are not used, and backwards along those that are. A process on a path can be
// come to, but left only backwards, unless it was come to backwards. It is a search
// of the usual graph in which every process is two nodes, one to come to and one to
// leave from.
func (f *flow) augment() bool {
	n := len(f.g)
	const in, out = 0, 1
	came := [2][]sim.ID{make([]sim.ID, n), make([]sim.ID, n)} // from whose out to an in, or from whose in to an out
	var seen [2]sim.Set
	type node struct {
		p    sim.ID
		side uint8
	}
	var queue []node
	reach := func(p, by sim.ID, side uint8) {
		if f.usable.Has(p) && !seen[side].Has(p) {
			seen[side] = seen[side].With(p)
			came[side][p] = by
			queue = append(queue, node{p, side})
		}
	}
	for rest := f.from &^ f.begins; rest != 0; rest &= rest - 1 {
		reach(sim.ID(bits.TrailingZeros64(uint64(rest))), sim.None, in)
	}
	on := func(p sim.ID) bool { return p != f.to && (f.begins.Has(p) || f.last[p] != sim.None) }
	for len(queue) > 0 {
		x := queue[0]
		queue = queue[1:]
		switch {
		case x.p == f.to:
			f.take(came[in], came[out])
			return true
		case x.side == in && !on(x.p):
			reach(x.p, x.p, out)
		case x.side == in && f.last[x.p] != sim.None:
			reach(f.last[x.p], x.p, out) // backwards along the path it is on
		case x.side == out:
			if on(x.p) {
				reach(x.p, x.p, in) // it was come to backwards: its own path may begin elsewhere
			}
			for rest := f.g[x.p]; rest != 0; rest &= rest - 1 {
				if q := sim.ID(bits.TrailingZeros64(uint64(rest))); f.next[x.p] != q {
					reach(q, x.p, in)
				}
			}
		}
	}
	// Who begins a path and can't be come to, or can be come to and not left, lies on
	// all paths.
	f.cut = f.begins&^seen[in] | seen[in]&^seen[out]
	return false
}

// take changes the paths by one that was found, going along it from its end.
func (f *flow) take(came, left []sim.ID) {
	// Backwards links are taken out first, then the new ones are put in.
	type link struct{ p, q sim.ID }
	var out, put []link
	p, side := f.to, 0
	for {
		if side == 0 {
			by := came[p]
			switch {
			case by == sim.None:
				f.begins = f.begins.With(p)
				goto done
			case by == p: // through itself, backwards
			default:
				put = append(put, link{by, p})
			}
			p, side = by, 1
			continue
		}
		by := left[p]
		if by != p {
			out = append(out, link{p, by})
		}
		p, side = by, 0
	}
done:
	for _, l := range out {
		f.next[l.p], f.last[l.q] = sim.None, sim.None
	}
	for _, l := range put {
		f.next[l.p] = l.q
		if l.q != f.to {
			f.last[l.q] = l.p
		}
	}
}
