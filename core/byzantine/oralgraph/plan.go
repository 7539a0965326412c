package oralgraph

import (
	"math/bits"

	"faultlab/core/graph"
	"faultlab/core/sim"
)

// MaxGenerals bounds n, MaxHops the messages of a plan.
const (
	MaxGenerals = 16
	MaxHops     = 1 << 16
)

// Hop is one message of a plan.
type Hop struct {
	From, To sim.ID
	Kind     uint8
	Round    int32
	Of       int32  // the hop whose value it tells; -1: the commander's own order
	Call     int32  // the call that it belongs to
	Origin   sim.ID // whose word is passed on
	For      sim.ID // whom it is meant for in the end
}

// Member is one of the regular set of a call.
type Member struct {
	Who    sim.ID
	Direct int32              // the hop by which he is told
	Call   int32              // the call by which he lets others know; 0: he sends along paths
	Last   [MaxGenerals]int32 // the hop by which his word reaches each lieutenant; -1: none
}

// Call is one call of OM(m, p).
type Call struct {
	Commander sim.ID
	Of        int32 // the call in which it is made; -1: none
	Members   []Member
}

// Plan says who tells whom what, and when. Call 0 is the commander's; hops are in
// order of rounds, and those of round r begin at Rounds[r-1].
type Plan struct {
	Calls  []Call
	Hops   []Hop
	Rounds []int32
}

// planner makes a plan. Hops come out of order, and are sorted in the end.
type planner struct {
	g        graph.Graph
	complete bool // then every set of neighbours will do, and so will every neighbour
	plan     Plan
	full     bool
}

// NewPlan makes the plan of OM(m, p), m >= 1, for a graph. If the commander has no
// regular set of p neighbours, why says what is missing. A plan of more than MaxHops
// messages is nil.
//
// With m > 1 the members of his set act as commanders in the graph without him. Not
// every set will do for that, but some set does, whenever there is one at all, in every
// graph that was tried; see package graph.
func NewPlan(g graph.Graph, m, p int) (plan *Plan, why graph.Witness, ok bool) {
	w := planner{g: g, complete: g.Complete()}
	if _, why, ok = g.RegularSet(0, p, g[0], 0); !ok {
		return nil, why, false
	}
	if _, why, ok = w.members(0, m, p, 0); !ok {
		return nil, why, false
	}
	w.call(-1, 0, m, p, 0, -1, 1)
	if w.full {
		return nil, graph.Witness{}, true
	}
	w.sort()
	return &w.plan, graph.Witness{}, true
}

// members is the regular set that c uses in the graph without some: of neighbours that
// can go on, if they must.
func (w *planner) members(c sim.ID, m, p int, without sim.Set) (set sim.Set, why graph.Witness, ok bool) {
	among := w.g[c] &^ without
	if w.complete {
		for bits.OnesCount64(uint64(among)) > p {
			among &^= 1 << (63 - bits.LeadingZeros64(uint64(among)))
		}
		return among, graph.Witness{Process: c, Few: true}, bits.OnesCount64(uint64(among)) == p
	}
	for rest := among; m > 1 && rest != 0; rest &= rest - 1 {
		i := sim.ID(bits.TrailingZeros64(uint64(rest)))
		if _, _, ok := w.members(i, m-1, p-1, without.With(c)); !ok {
			among = among.Without(i)
		}
	}
	return w.g.RegularSet(c, p, among, without)
}

// hop adds a message.
func (w *planner) hop(h Hop) int32 {
	if w.full = w.full || len(w.plan.Hops) == MaxHops; w.full {
		return 0
	}
	w.plan.Hops = append(w.plan.Hops, h)
	return int32(len(w.plan.Hops) - 1)
}

// call adds a call of OM(m, p) in the graph without some: the commander c tells what
// came to him with the hop of, in a round.
func (w *planner) call(in int32, c sim.ID, m, p int, without sim.Set, of, round int32) int32 {
	set, _, _ := w.members(c, m, p, without)
	me := int32(len(w.plan.Calls))
	w.plan.Calls = append(w.plan.Calls, Call{Commander: c, Of: in})
	kind := word
	if in < 0 {
		kind = order
	}
	var members []Member
	for rest := set; rest != 0 && !w.full; rest &= rest - 1 {
		i := sim.ID(bits.TrailingZeros64(uint64(rest)))
		who := Member{Who: i, Direct: w.hop(Hop{c, i, kind, round, of, me, c, i})}
		for k := range who.Last {
			who.Last[k] = -1
		}
		members = append(members, who)
	}
	for n := range members {
		if m > 1 && !w.full {
			members[n].Call = w.call(me, members[n].Who, m-1, p-1, without.With(c), members[n].Direct, round+1)
		}
	}
	for k := range sim.ID(len(w.g)) {
		if m > 1 || k == c || without.Has(k) || w.full {
			continue
		}
		for n, path := range w.paths(c, set, k, without) {
			last := members[n].Direct
			for at := 1; at < len(path); at++ {
				last = w.hop(Hop{path[at-1], path[at], passed, round + int32(at), last, me, path[0], k})
			}
			if len(path) > 1 {
				members[n].Last[k] = last
			}
		}
	}
	w.plan.Calls[me].Members = members
	return me
}

// paths are disjoint ones from the members of a regular set to k.
func (w *planner) paths(c sim.ID, set sim.Set, k sim.ID, without sim.Set) (paths [][]sim.ID) {
	if !w.complete {
		paths, _ = w.g.Disjoint(c, set, k, without)
		return paths
	}
	for rest := set; rest != 0; rest &= rest - 1 {
		path := []sim.ID{sim.ID(bits.TrailingZeros64(uint64(rest)))}
		if path[0] != k {
			path = append(path, k)
		}
		paths = append(paths, path)
	}
	return paths
}

// sort puts the hops in order of rounds.
func (w *planner) sort() {
	place, sorted := make([]int32, len(w.plan.Hops)), make([]Hop, 0, len(w.plan.Hops))
	for round := int32(1); len(sorted) < len(w.plan.Hops); round++ {
		w.plan.Rounds = append(w.plan.Rounds, int32(len(sorted)))
		for i, h := range w.plan.Hops {
			if h.Round == round {
				place[i] = int32(len(sorted))
				sorted = append(sorted, h)
			}
		}
	}
	w.plan.Rounds = append(w.plan.Rounds, int32(len(sorted)))
	moved := func(at int32) int32 {
		if at < 0 {
			return at
		}
		return place[at]
	}
	for i := range sorted {
		sorted[i].Of = moved(sorted[i].Of)
	}
	for c := range w.plan.Calls {
		for n := range w.plan.Calls[c].Members {
			who := &w.plan.Calls[c].Members[n]
			who.Direct = moved(who.Direct)
			for k := range who.Last {
				who.Last[k] = moved(who.Last[k])
			}
		}
	}
	w.plan.Hops = sorted
}

// Most is the largest number of messages of one round.
func (p *Plan) Most() (most int) {
	for r := 1; r < len(p.Rounds); r++ {
		most = max(most, int(p.Rounds[r]-p.Rounds[r-1]))
	}
	return most
}
