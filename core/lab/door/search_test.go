package door_test

import (
	"slices"
	"testing"

	"faultlab/core/explore"
	"faultlab/core/lab/door"
	"faultlab/core/sim"
)

const three = `{"faultlab":1,"protocol":"byzantine/oral","processes":3,"faults":[{"process":"L2","model":"arbitrary"}]}`

// Slices go on where the last one stopped, and the end is that of one go.
func TestASearchGoesOnInSlices(t *testing.T) {
	l := door.New(door.RequestLimits{})
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
	l := door.New(door.RequestLimits{})
	for i := range 5 {
		ok, body := answer(t, l.Handle(request(t, "explore.open", three, nil, -1, []any{0, 0, 0, 0, 0}, []any{0, ""})))
		if ok != (i < 4) {
			t.Fatalf("search %d: %v", i, body)
		}
	}
}

func TestAGridComesWithItsWords(t *testing.T) {
	l := door.New(door.RequestLimits{})
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
		l := door.New(door.RequestLimits{})
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

func TestReductionsAreOfferedWhereThereIsSomethingToReduce(t *testing.T) {
	l := door.New(door.RequestLimits{})
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
