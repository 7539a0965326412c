package lab_test

import (
	"slices"
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
	for _, m := range sim.Models {
		for _, test := range []struct {
			n    string
			want bool // IC2 holds
		}{{"4", true}, {"3", false}} {
			q, problem := lab.NewQuest(document(t, `{"faultlab":1,"protocol":"byzantine/oral","processes":`+test.n+`,"budget":{"mistakes":2}}`),
				explore.Options{}, lab.Anyone{Most: 1, Model: m.Model})
			if problem != nil {
				t.Fatal(problem)
			}
			q.Run(1 << 40)
			if q.Result.Findings[0].Outcome != explore.Proved {
				t.Errorf("%s among %s: IC1 is %s", m.Name, test.n, explore.Outcomes[q.Result.Findings[0].Outcome])
			}
			if got := q.Result.Findings[1].Outcome; (got == explore.Proved) != test.want {
				t.Errorf("%s among %s: IC2 is %s", m.Name, test.n, explore.Outcomes[got])
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
	if body[0] != true || len(body[2].([]any)) != 3 || len(body[3].([]any)) != 27 {
		t.Errorf("all: %v, %d axes, %d runs", body[0], len(body[2].([]any)), len(body[3].([]any)))
	}
	var words []string
	for _, o := range body[2].([]any)[1].([]any)[1].([]any) {
		words = append(words, o.([]any)[1].(string))
	}
	if want := []string{"commander orders L2 to attack", "commander orders L2 to retreat", "commander says nothing to L2"}; !slices.Equal(words, want) {
		t.Errorf("%q, want %q", words, want)
	}
}
