package signed_test

import (
	"slices"
	"testing"

	"faultlab/core/byzantine/signed"
	"faultlab/core/choose"
	"faultlab/core/graph"
	"faultlab/core/sim"
)

// Lamport, Shostak, Pease 1982, Theorem 2: SM(m) withstands at most m traitors. All
// that they can do is tried, in the sizes which are known to be enough to find every
// variant below at fault.
var withstands = []system{
	{n: 3, m: 1, traitors: []int{0}},
	{n: 3, m: 1, traitors: []int{2}},
	{n: 4, m: 1, traitors: []int{0}},
	{n: 4, m: 1, traitors: []int{3}},
	{n: 4, m: 2, traitors: []int{0, 3}},
	{n: 4, m: 2, traitors: []int{2, 3}},
	{n: 4, m: 3, traitors: []int{0}},
	{n: 5, m: 1, traitors: []int{0}},
	{n: 5, m: 2, traitors: []int{0, 4}},
	{n: 5, m: 3, traitors: []int{0, 3, 4}},
	{n: 5, m: 3, traitors: []int{2, 3, 4}},
	{n: 6, m: 1, traitors: []int{0}},
}

func TestSignedMessagesWithstandAsManyTraitorsAsRounds(t *testing.T) {
	plainly, cleverly := withstand(t, plain), withstand(t, explored)
	if !slices.Equal(plainly, cleverly) {
		t.Errorf("%v states are seen plainly, %v by package explore", plainly, cleverly)
	}
}

// withstand holds the theorem against a checker of any kind, and returns how many
// states it saw.
func withstand(t *testing.T, check checker) (seen []int) {
	t.Helper()
	for _, s := range withstands {
		for s.order = range int32(2) {
			violated, states, all := check(world(s.config()))
			if !all || violated != [claims]bool{} {
				t.Errorf("%+v: violated %v, in %d states, all: %v", s, violated, states, all)
			}
			if states < 7 {
				t.Errorf("%+v: a proof of %d states shows nothing", s, states)
			}
			seen = append(seen, states)
		}
	}
	return seen
}

// The other way round: with one traitor more, or with a step of the algorithm left
// out, the same search finds what goes wrong.
func TestEveryStepOfSignedMessagesIsNeeded(t *testing.T) {
	for _, test := range []struct {
		why string
		system
		violated [claims]bool
	}{
		{"two traitors are more than SM(1) is meant for", system{n: 4, m: 1, traitors: []int{0, 3}}, [claims]bool{ic1: true, sameSet: true, proof: true}},
		{"and so is one for SM(0)", system{n: 3, m: 0, traitors: []int{0}}, [claims]bool{ic1: true, sameSet: true, proof: true}},
		{"no deadline", system{n: 5, m: 2, traitors: []int{0, 3}, variant: signed.NoDeadline}, [claims]bool{ic1: true, sameSet: true, proof: true}},
		{"repeated signers", system{n: 5, m: 2, traitors: []int{0, 3}, variant: signed.RepeatedSigners}, [claims]bool{ic1: true, sameSet: true, proof: true}},
		{"k < m-1", system{n: 4, m: 2, traitors: []int{0, 3}, variant: signed.Short}, [claims]bool{ic1: true, sameSet: true, proof: true}},
		{"first order only", system{n: 3, m: 1, traitors: []int{0}, variant: signed.FirstOrderOnly}, [claims]bool{ic1: true, sameSet: true}},
		{"choice of the first", system{n: 3, m: 1, traitors: []int{0}, variant: signed.FirstReceived}, [claims]bool{ic1: true}},
		{"no signature verified", system{n: 3, m: 1, traitors: []int{2}, variant: signed.Unverified}, [claims]bool{ic2: true, proof: true}},
		{"k <= m is safe", system{n: 4, m: 1, traitors: []int{0}, variant: signed.LateGuard}, [claims]bool{}},
		{"k <= m is safe among three", system{n: 3, m: 1, traitors: []int{0}, variant: signed.LateGuard}, [claims]bool{}},
		{"and what is printed is, too", system{n: 4, m: 1, traitors: []int{0}, variant: signed.AsPrinted}, [claims]bool{}},
	} {
		test.order = 1
		violated, states, all := plain(world(test.config()))
		if !all || violated != test.violated {
			t.Errorf("%s: violated %v, want %v, in %d states, all: %v", test.why, violated, test.violated, states, all)
		}
	}
}

// What the menu of a search leaves out makes no difference: with every message that
// traitors can make, late, padded and forged ones included, the same claims can be
// violated, in every variant, right or wrong.
func TestTheMenuOfASearchIsEnough(t *testing.T) {
	all := func(n int, most int) (sets [][]int) {
		for set := range 1 << n {
			var members []int
			for p := range n {
				if set>>p&1 != 0 {
					members = append(members, p)
				}
			}
			if len(members) > 0 && len(members) <= most {
				sets = append(sets, members)
			}
		}
		return sets
	}
	differ := 0
	for _, size := range []struct {
		n, m     int
		traitors [][]int
	}{
		{3, 0, all(3, 2)}, {3, 1, all(3, 2)}, {3, 2, all(3, 2)}, {4, 0, all(4, 1)}, {4, 1, [][]int{{0}, {2}, {3}, {2, 3}}}, {4, 2, [][]int{{0}, {3}}},
	} {
		if testing.Short() && size.n > 3 {
			continue
		}
		for _, traitors := range size.traitors {
			for v := signed.AsProved; v <= signed.Unverified; v++ {
				s := system{n: size.n, m: size.m, traitors: traitors, variant: v, order: 1}
				search, fewer, _ := plain(world(s.config()))
				s.menu = signed.Everything
				everything, more, ok := plain(world(s.config()))
				if search != everything || !ok {
					t.Errorf("%+v: %v in a search of %d states, %v with everything in %d, all: %v", s, search, fewer, everything, more, ok)
				}
				if search != [claims]bool{} {
					differ++
				}
			}
		}
	}
	if differ < 20 {
		t.Errorf("only %d of the systems have anything to violate", differ)
	}
}

// The plain enumeration of all lists of choices, where it can go, agrees.
func TestTheSearchAgreesWithTryingAllLists(t *testing.T) {
	for _, test := range []struct {
		system
		runs int
	}{
		{system{n: 3, m: 1, traitors: []int{0}}, 16}, // each of two orders is shown to each of two lieutenants, or not
		{system{n: 4, m: 1, traitors: []int{0}}, 64}, // or of three
		{system{n: 3, m: 1, traitors: []int{0}, variant: signed.FirstOrderOnly}, 16},
		{system{n: 3, m: 1, traitors: []int{0}, variant: signed.FirstReceived}, 16},
	} {
		test.order = 1
		w := world(test.config())
		want, _, _ := plain(w)
		var violated [claims]bool
		runs, all := choose.NewRun(w).Enumerate(1000, func(w *sim.World, _ []sim.Choice) bool {
			for i := range violated {
				s, _, _ := w.Status(i)
				violated[i] = violated[i] || s == sim.Violated
			}
			return true
		})
		if runs != test.runs || !all || violated != want {
			t.Errorf("%+v: %d runs, all: %v, violated %v; want %d and %v", test.system, runs, all, violated, test.runs, want)
		}
	}
}

// Theorem 4: t traitors, and the loyal generals connected with diameter d: SM(t+d-1)
// is enough, although everybody sends to neighbours only. The graphs are all that
// there are with four generals, and some with five.
func TestSignedMessagesReachAsFarAsTheLoyalAreConnected(t *testing.T) {
	var graphs []graph.Graph
	for links := range 1 << 6 {
		g := graph.New(4)
		for i, pair := range [][2]sim.ID{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}} {
			if links>>i&1 != 0 {
				g.Link(pair[0], pair[1])
			}
		}
		graphs = append(graphs, g)
	}
	for _, name := range []string{"ring", "line", "star"} {
		g, _ := graph.Named(name, 5)
		graphs = append(graphs, g)
	}
	proved, tight := 0, 0
	for _, g := range graphs {
		n := len(g)
		if d, _, _ := g.Diameter(sim.All(n)); d == graph.Far {
			continue
		}
		for _, traitors := range [][]int{{}, {0}, {1}, {3}, {0, 3}, {1, 3}} {
			c := system{n: n, traitors: traitors, graph: g, order: 1}
			d, _, _ := g.Diameter(sim.All(n) &^ c.config().Faulty())
			if d == graph.Far || d == 0 {
				continue
			}
			c.m = len(traitors) + d - 1
			if violated, states, all := plain(world(c.config())); !all || violated != [claims]bool{} {
				t.Errorf("graph %b, traitors %v, SM(%d): %v in %d states, all: %v", g, traitors, c.m, violated, states, all)
			}
			proved++
			if c.m--; c.m < 0 {
				continue
			}
			if violated, _, _ := plain(world(c.config())); violated != [claims]bool{} {
				tight++ // and with one signature less it is not
			}
		}
	}
	if proved < 100 || tight < 30 {
		t.Errorf("%d cases, of which %d need every signature", proved, tight)
	}
}

func TestRemarksSayWhatLiesOutsideTheTheorems(t *testing.T) {
	ring, _ := graph.Named("ring", 5)
	line, _ := graph.Named("line", 4)
	for _, test := range []struct {
		system
		codes []string
	}{
		{system{n: 4, m: 1, traitors: []int{3}}, nil},
		{system{n: 4, m: 1, traitors: []int{2, 3}}, []string{"many-faulty"}},
		{system{n: 3, m: 2, traitors: []int{0, 1}}, []string{"vacuous", "rounds-run-out"}},
		{system{n: 4, m: 1, variant: signed.Short}, []string{"variant"}},
		{system{n: 5, m: 3, traitors: []int{4}, graph: ring}, nil},
		{system{n: 5, m: 2, traitors: []int{4}, graph: ring}, []string{"few-rounds"}},
		{system{n: 4, m: 2, traitors: []int{1}, graph: line}, []string{"loyal-apart"}},
		{system{n: 4, m: 2, graph: line}, nil},
		{system{n: 4, m: 1, graph: line}, []string{"few-rounds"}},
	} {
		var codes []string
		for _, r := range signed.SignedMessages.Remarks(test.config()) {
			codes = append(codes, r.Code)
		}
		if !slices.Equal(codes, test.codes) {
			t.Errorf("%+v: %q, want %q", test.system, codes, test.codes)
		}
	}
}
