package three_test

import (
	"os"
	"slices"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/three"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// Lamport, Shostak, Pease 1982, section 2: no solution exists for three generals.
func TestNoPairOfRulesCopesWithOneTraitorOfThree(t *testing.T) {
	withstand, refuted := three.All()
	sum := 0
	for i, n := range refuted {
		sum += n
		if n == 0 {
			t.Errorf("%q refutes nothing that the others do not", three.Situations[i].Title)
		}
	}
	if withstand != 0 || sum != three.Pairs {
		t.Errorf("%d pairs withstand, %v are refuted", withstand, refuted)
	}
}

// The second way: all that any one traitor can say, and rules as tables. And any two
// of the three situations leave some pair of rules standing.
func TestTheThreeSituationsAreNeededAndEnough(t *testing.T) {
	orders := []uint8{byzantine.Retreat, byzantine.Attack}
	good := 0
	for f1 := range three.Rule(three.Rules) {
		for f2 := range three.Rule(three.Rules) {
			ok := true
			for _, a := range orders {
				for _, b := range orders {
					// The commander says a to L1 and b to L2; or orders a, and a
					// lieutenant says b.
					ok = ok && f1.Decide(a, b) == f2.Decide(b, a) && f1.Decide(a, b) == a && f2.Decide(a, b) == a
				}
			}
			if ok {
				good++
			}
		}
	}
	if good != 0 {
		t.Errorf("%d pairs of rules withstand everything", good)
	}
	for without := range three.Situations {
		stand := 0
		for f1 := range three.Rule(three.Rules) {
			for f2 := range three.Rule(three.Rules) {
				ok := true
				for i := range three.Situations {
					ic1, ic2 := three.Situations[i].Holds(f1, f2)
					ok = ok && (i == without || ic1 && ic2)
				}
				if ok {
					stand++
				}
			}
		}
		if stand == 0 {
			t.Errorf("%q is not needed", three.Situations[without].Title)
		}
	}
}

// play runs a scenario of OM(1) among three.
func play(t *testing.T, name string) *lab.Experiment {
	t.Helper()
	b, err := os.ReadFile("../../../testdata/scenarios/byzantine/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := text.Read(scenario.New(scenario.Builtin()...), b, scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	x := lab.Open(doc)
	x.Replay(x.Own(), -1)
	for _, e := range x.Entries {
		if !e.Fits {
			t.Fatalf("%s: %s: %s", name, e.Text, e.Why)
		}
	}
	return x
}

// Figures 1 and 2, and the mirror of figure 1, as real runs. Each situation is the run
// that its scenario has, and the runs look alike to whom they must look alike.
func TestTheSituationsLookAlikeToALieutenant(t *testing.T) {
	runs := []*lab.Experiment{play(t, "oral-3-1-lieutenant"), play(t, "oral-3-1-commander"), play(t, "oral-3-1-other-lieutenant")}
	for i, x := range runs {
		s := three.Situations[i]
		if x.Doc.Config.Faulty() != sim.SetOf(sim.ID(s.Traitor)) {
			t.Errorf("%s: the traitors are %b", s.Title, x.Doc.Config.Faulty())
		}
		for k := range x.Trace.Events {
			e := &x.Trace.Events[k]
			if e.Kind != sim.EvReceive || e.Process == 0 {
				continue
			}
			want := s.Told[e.Process-1]
			if e.Peer == 0 {
				want = s.Direct[e.Process-1]
			}
			if e.Value != want {
				t.Errorf("%s: L%d hears %d from %d, want %d", s.Title, e.Process, e.Value, e.Peer, want)
			}
		}
	}
	for _, test := range []struct {
		p     sim.ID
		a, b  int
		alike bool
	}{{1, 0, 1, true}, {2, 1, 2, true}, {2, 0, 1, false}, {1, 1, 2, false}, {1, 0, 2, false}, {2, 0, 2, false}} {
		a, b := three.View(&runs[test.a].Trace, test.p), three.View(&runs[test.b].Trace, test.p)
		if slices.Equal(a, b) != test.alike || len(a) < 5 {
			t.Errorf("to L%d, %q and %q look alike: %v\n%v\n%v", test.p, three.Situations[test.a].Title, three.Situations[test.b].Title, !test.alike, a, b)
		}
	}
}
