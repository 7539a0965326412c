package lab_test

import (
	"slices"
	"strings"
	"testing"

	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

const scenarios = "../../testdata/scenarios"

func document(t testing.TB, source string) *scenario.Document {
	t.Helper()
	doc, err := text.Read(scenario.New(scenario.Builtin()...), []byte(source), scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// If it is open who is faulty, every set is tried, and a refutation says who it
// was: with as few as possible.
func TestEverySetOfFaultyProcessesIsTried(t *testing.T) {
	q, problem := lab.NewQuest(document(t, `{"faultlab":1,"protocol":"byzantine/oral","processes":3}`), explore.Options{All: true},
		lab.Anyone{Most: 2, Model: sim.Arbitrary})
	if problem != nil {
		t.Fatal(problem)
	}
	for !q.Run(50) {
	}
	if len(q.Cases) != 7 || q.Case != 7 || q.Result.Stopped != explore.Complete {
		t.Errorf("%d of %d sets, stopped by the %s", q.Case, len(q.Cases), explore.Stops[q.Result.Stopped])
	}
	// IC1 can't fail among three with one traitor (truth: only IC2 does), nor with two:
	// one loyal lieutenant always agrees with himself.
	if f := q.Result.Findings[0]; f.Outcome != explore.Proved {
		t.Errorf("IC1 is %s", explore.Outcomes[f.Outcome])
	}
	if f := q.Result.Findings[1]; f.Outcome != explore.Refuted || f.Faults != 1 || q.Faulty[1] != sim.SetOf(1) {
		t.Errorf("IC2 is %s, with %d faults of %b", explore.Outcomes[f.Outcome], f.Faults, q.Faulty[1])
	}

	q, problem = lab.NewQuest(document(t, `{"faultlab":1,"protocol":"byzantine/oral","processes":4}`), explore.Options{}, lab.Anyone{Most: 1, Model: sim.Arbitrary})
	if problem != nil {
		t.Fatal(problem)
	}
	q.Run(1 << 40)
	for i, f := range q.Result.Findings {
		if f.Outcome != explore.Proved {
			t.Errorf("four and one traitor, claim %d: %s", i, explore.Outcomes[f.Outcome])
		}
	}
}

// OM(1) among four holds under every failure model, whoever fails. Among three one
// failure is enough to break IC2, even a crash: silence counts as RETREAT. IC1
// can't fail there (Lamport, Shostak, Pease 1982).
func TestOralMessagesUnderEveryFailureModel(t *testing.T) {
	for _, name := range sim.AllModels.Names() {
		m := sim.AllModels.Named(name)
		for _, test := range []struct {
			n    string
			want bool // IC2 holds
		}{{"4", true}, {"3", false}} {
			q, problem := lab.NewQuest(document(t, `{"faultlab":1,"protocol":"byzantine/oral","processes":`+test.n+`,"budget":{"mistakes":2}}`),
				explore.Options{}, lab.Anyone{Most: 1, Model: m})
			if problem != nil {
				t.Fatal(problem)
			}
			q.Run(1 << 40)
			if q.Result.Findings[0].Outcome != explore.Proved {
				t.Errorf("%s among %s: IC1 is %s", name, test.n, explore.Outcomes[q.Result.Findings[0].Outcome])
			}
			if got := q.Result.Findings[1].Outcome; (got == explore.Proved) != test.want {
				t.Errorf("%s among %s: IC2 is %s", name, test.n, explore.Outcomes[got])
			}
		}
	}
}

// Who is interchangeable depends on who fails: where nobody is, a search goes on
// without that reduction, to the same verdict.
func TestSymmetryGivesWayToWhoeverFails(t *testing.T) {
	for _, symmetry := range []bool{false, true} {
		q, problem := lab.NewQuest(document(t, `{"faultlab":1,"protocol":"multicast/fifo","processes":3,"params":{"messages":2,"senders":1}}`),
			explore.Options{Symmetry: symmetry}, lab.Anyone{Most: 1, Model: sim.Crash})
		if problem != nil {
			t.Fatal(problem)
		}
		q.Run(1 << 40)
		if f := q.Result.Findings[0]; f.Outcome != explore.Proved || q.Case != 4 {
			t.Errorf("symmetry %v: %s after %d sets", symmetry, explore.Outcomes[f.Outcome], q.Case)
		}
	}
}

// Every bound is named, also where it is open who fails.
func TestWhatWasCoveredNamesItsBounds(t *testing.T) {
	for _, test := range []struct {
		document string
		anyone   lab.Anyone
		want     []string
	}{
		{`{"faultlab":1,"protocol":"multicast/fifo","processes":3,"budget":{"crashes":1}}`, lab.Anyone{Most: 2, Model: sim.Crash}, []string{
			"Every set of at most 2 of the 3 processes may fail (crash): 7 of 7 sets tried.",
			"No message is lost by the network, at most 1 crash; any delay, in order on each link."}},
		{`{"faultlab":1,"protocol":"byzantine/oral","processes":4,"faults":[{"process":"commander","model":"arbitrary"}]}`, lab.Anyone{}, []string{
			"commander may fail (arbitrary); nobody else fails.",
			"No message is lost by the network; in rounds."}},
	} {
		q, problem := lab.NewQuest(document(t, test.document), explore.Options{}, test.anyone)
		if problem != nil {
			t.Fatal(problem)
		}
		q.Run(1 << 40)
		covered := q.Covered()
		if !slices.Equal(covered[:2], test.want) {
			t.Errorf("%q, want %q", covered[:2], test.want)
		}
		if last := covered[len(covered)-1]; test.anyone.Most == 0 && !strings.HasPrefix(last, "IC2 asks nothing here: ") {
			t.Errorf("the last sentence is %q", last)
		}
	}
}

// What can't happen is named, and what can is not.
func TestWhatWasNotLetHappenIsNamed(t *testing.T) {
	const everywhere = "omissions of a process, wrong values of a process, different lies to different processes, wrong steps of a process"
	for _, test := range []struct {
		document string
		anyone   lab.Anyone
		want     string
	}{
		{`{"faultlab":1,"protocol":"rpc/call","processes":2,"budget":{"crashes":0,"restarts":0,"losses":0}}`, lab.Anyone{},
			"crashes, " + everywhere + ", losses, duplication, corruption on the way and a partition"},
		{`{"faultlab":1,"protocol":"rpc/call","processes":2,"faults":[{"process":"server","model":"crash"}],"budget":{"restarts":0,"losses":2,"duplicates":1}}`, lab.Anyone{},
			"recoveries, " + everywhere + ", corruption on the way and a partition that costs more than 2 messages"},
		{`{"faultlab":1,"protocol":"rpc/call","processes":2,"faults":[{"from":"client","to":"server","model":"duplication"}],"budget":{"losses":0},"network":{"order":"fifo","delay":"bounded"}}`, lab.Anyone{},
			"crashes, " + everywhere + ", losses, corruption on the way, a partition, late messages and reordering on a link"},
		{`{"faultlab":1,"protocol":"multicast/fifo","processes":3}`, lab.Anyone{Most: 1, Model: sim.Omission},
			"recoveries, wrong values of a process, different lies to different processes, wrong steps of a process, losses, duplication, corruption on the way, a partition and reordering on a link"},
		{`{"faultlab":1,"protocol":"byzantine/oral","processes":4,"faults":[{"process":"L1","model":"arbitrary"}],"budget":{"crashes":0}}`, lab.Anyone{},
			"crashes, losses, duplication, corruption on the way and a partition"},
		{`{"faultlab":1,"protocol":"byzantine/oral","processes":4,"faults":[{"from":"L1","to":"L2","model":"arbitrary"}]}`, lab.Anyone{},
			"crashes, " + everywhere + ", duplication and late messages"},
		{`{"faultlab":1,"protocol":"tmr/circuit","faults":[{"process":"A1","model":"value"}]}`, lab.Anyone{},
			"crashes, omissions of a process, different lies to different processes and wrong steps of a process"},
	} {
		q, problem := lab.NewQuest(document(t, test.document), explore.Options{}, test.anyone)
		if problem != nil {
			t.Fatal(problem)
		}
		if got := q.Covered()[2]; got != "Not let happen: "+test.want+"." {
			t.Errorf("%s:\n%q, want\n%q", test.document, got, test.want)
		}
	}
}

// A search that ends because every claim has fallen has left something untried, and
// does not say otherwise.
func TestWhatEndsEarlyIsNotComplete(t *testing.T) {
	for _, anyone := range []lab.Anyone{{}, {Most: 1, Model: sim.Crash}} {
		q, problem := lab.NewQuest(document(t, `{"faultlab":1,"protocol":"multicast/fifo","processes":3,"params":{"messages":2,"senders":1},
			"network":{"process":"asynchronous","delay":"unbounded","order":"unordered","send":"unicast"}}`), explore.Options{}, anyone)
		if problem != nil {
			t.Fatal(problem)
		}
		q.Run(1 << 40)
		if q.Result.Stopped != explore.Settled || !slices.Contains(q.Covered(), "Stopped when every claim had fallen.") {
			t.Errorf("%+v: stopped by %q; %q", anyone, explore.Stops[q.Result.Stopped], q.Covered())
		}
	}
}
