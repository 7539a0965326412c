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

func document(t testing.TB, source string) *scenario.Document {
	t.Helper()
	doc, err := text.Read(scenario.New(scenario.Builtin()...), []byte(source), scenario.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

const three = `{"faultlab":1,"protocol":"byzantine/oral","processes":3,"faults":[{"process":"L2","model":"arbitrary"}]}`

// Slices go on where the last one stopped, and the end is that of one go.
func TestASearchGoesOnInSlices(t *testing.T) {
	l := lab.New(lab.Limits{})
	ok, body := answer(t, l.Handle(request(t, "explore.open", three, nil, -1, []any{0, 0, 0, 0, 0}, []any{0, ""})))
	if !ok || body[1] != int64(1) {
		t.Fatal(body)
	}
	handle := body[0]
	var last []any
	for range 100 {
		ok, last = answer(t, l.Handle(call(t, "explore.run", handle, 2)))
		if !ok {
			t.Fatal(last)
		}
		if last[0] == true {
			break
		}
	}
	if last[0] != true || last[1] != "complete" || last[4] != int64(23) {
		t.Errorf("it ends with %v", last)
	}
	ic2 := last[11].([]any)[1].([]any)
	if ic2[0] != "IC2" || ic2[1] != int64(explore.Refuted) || ic2[2] != int64(1) || len(ic2[8].([]any)) != 1 {
		t.Errorf("IC2: %v", ic2)
	}
	if covered := last[13].([]any); len(covered) < 4 || covered[0] != "L2 may fail (arbitrary); nobody else fails." {
		t.Errorf("covered: %v", covered)
	}
	// The choices of the refutation are a run that violates IC2.
	ok, run := answer(t, l.Handle(request(t, "run", three, ic2[8], -1)))
	if !ok {
		t.Fatal(run)
	}
	changes := run[10].([]any)[1].([]any)[2].([]any)
	if status := changes[len(changes)-1].([]any)[2]; status != int64(sim.Violated) {
		t.Errorf("replayed, IC2 has status %v", status)
	}
	if ok, _ = answer(t, l.Handle(call(t, "explore.close", handle))); !ok {
		t.Error("it can't be closed")
	}
	if ok, body = answer(t, l.Handle(call(t, "explore.run", handle, 2))); ok || body[0] != "handle" {
		t.Errorf("a closed search answers %v", body)
	}
}

func TestSoManySearchesAtATime(t *testing.T) {
	l := lab.New(lab.Limits{})
	for i := range 5 {
		ok, body := answer(t, l.Handle(request(t, "explore.open", three, nil, -1, []any{0, 0, 0, 0, 0}, []any{0, ""})))
		if ok != (i < 4) {
			t.Fatalf("search %d: %v", i, body)
		}
	}
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

func TestAGridComesWithItsWords(t *testing.T) {
	l := lab.New(lab.Limits{})
	ok, body := answer(t, l.Handle(request(t, "explore.grid",
		`{"faultlab":1,"protocol":"byzantine/oral","processes":4,"faults":[{"process":"commander","model":"arbitrary"}]}`, 1000)))
	if !ok {
		t.Fatal(body)
	}
	runs := body[3].([]any)
	if body[0] != true || len(body[2].([]any)) != 3 || len(runs) != 27 {
		t.Errorf("all: %v, %d axes, %d runs", body[0], len(body[2].([]any)), len(runs))
	}
	// The lieutenants obey the majority of what the commander ordered: in run i its
	// orders are the digits of i, attack (1), retreat (0) or silence.
	for i, r := range runs {
		attacks := 0
		for _, digit := range []int{i / 9, i / 3 % 3, i % 3} {
			if digit == 0 {
				attacks++
			}
		}
		want := []byte{sim.Nothing, 0, 0, 0}
		if attacks >= 2 {
			want = []byte{sim.Nothing, 1, 1, 1}
		}
		if got := r.([]any)[2].([]byte); !slices.Equal(got, want) {
			t.Errorf("run %d ends with %v, want %v", i, got, want)
		}
		if got := r.([]any)[1].([]any); got[0] != int64(sim.Holds) || got[1] != int64(5) {
			t.Errorf("run %d leaves IC1 and IC2 at %v: IC2 asks nothing of a traitor's orders", i, got)
		}
	}
	var words []string
	for _, o := range body[2].([]any)[1].([]any)[1].([]any) {
		words = append(words, o.([]any)[1].(string))
	}
	if want := []string{"commander orders L2 to attack", "commander orders L2 to retreat", "commander says nothing to L2"}; !slices.Equal(words, want) {
		t.Errorf("%q, want %q", words, want)
	}
}

// What a search found with others faulty is a run of the document in which they
// are: what a page opens.
func TestARefutationIsARunOfTheDocumentWithTheseFaults(t *testing.T) {
	for _, test := range []struct {
		document, faults string // without its last brace
		most             int
		model, claim     string
		faulty           int
	}{
		{`{"faultlab":1,"protocol":"byzantine/oral","processes":3`, "", 2, "arbitrary", "IC2", 1},
		{`{"faultlab":1,"protocol":"byzantine/oral","processes":3`, `,"faults":[{"process":"commander","model":"crash"}]`, 1, "state-transition", "IC2", 1},
		{`{"faultlab":1,"protocol":"tmr/circuit"`, "", 2, "value", "masked", 2},
		{`{"faultlab":1,"protocol":"rpc/request","processes":2,"params":{"filter":"volatile"}`, "", 1, "crash", "at-most-once", 1},
	} {
		l := lab.New(lab.Limits{})
		ok, opened := answer(t, l.Handle(request(t, "explore.open", test.document+test.faults+"}", nil, -1, []any{0, 0, 0, 0, 0}, []any{test.most, test.model})))
		if !ok {
			t.Fatal(opened)
		}
		done, result := false, []any(nil)
		for !done {
			_, result = answer(t, l.Handle(call(t, "explore.run", opened[0], 100_000)))
			done = result[0].(bool)
		}
		var finding []any
		for _, c := range result[11].([]any) {
			if c := c.([]any); c[0] == test.claim {
				finding = c
			}
		}
		if finding[1] != int64(explore.Refuted) || len(finding[6].([]any)) != test.faulty || finding[7] != test.model {
			t.Errorf("%s: %v", test.claim, finding)
			continue
		}
		faults := ""
		for i, name := range finding[6].([]any) {
			if i > 0 {
				faults += ","
			}
			faults += `{"process":"` + name.(string) + `","model":"` + test.model + `"}`
		}
		ok, run := answer(t, l.Handle(request(t, "run", test.document+`,"faults":[`+faults+`]}`, finding[8], -1)))
		if !ok {
			t.Fatal(run)
		}
		for _, c := range run[9].([]any) {
			if c.([]any)[2] != true {
				t.Errorf("%s: a choice does not fit: %v", test.claim, c)
			}
		}
		for _, c := range run[10].([]any) {
			c := c.([]any)
			changes := c[2].([]any)
			if last := changes[len(changes)-1].([]any); c[0] == test.claim && last[2] != int64(sim.Violated) {
				t.Errorf("replayed, %s ends with status %v", test.claim, last[2])
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

func TestReductionsAreOfferedWhereThereIsSomethingToReduce(t *testing.T) {
	l := lab.New(lab.Limits{})
	for document, want := range map[string][2]bool{
		`{"faultlab":1,"protocol":"multicast/fifo","processes":3}`:                  {true, true},
		`{"faultlab":1,"protocol":"multicast/fifo","processes":2}`:                  {false, true},
		`{"faultlab":1,"protocol":"byzantine/oral","processes":4,"params":{"m":1}}`: {false, false},
	} {
		ok, body := answer(t, l.Handle(request(t, "explore.reductions", document)))
		if !ok || body[0] != want[0] || body[1] != want[1] {
			t.Errorf("%s: %v, want %v", document, body, want)
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
