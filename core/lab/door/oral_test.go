package door_test

import (
	"bytes"
	"math/big"
	"os"
	"strconv"
	"testing"

	"faultlab/core/lab/door"
)

// every asks about all sets of so many faulty processes.
func every(n, m, faulty int, model string) []any {
	return []any{n, m, faulty, model, 2, "retreat", "majority"}
}

// claims are the last statuses of a run's claims, by name; 3 is violated.
func claims(t *testing.T, run []any) map[string]int64 {
	t.Helper()
	all := map[string]int64{}
	for _, c := range run[10].([]any) {
		claim := c.([]any)
		changes := claim[2].([]any)
		all[claim[0].(string)] = changes[len(changes)-1].([]any)[2].(int64)
	}
	return all
}

func TestAProofSaysWhatItCovers(t *testing.T) {
	ok, body := answer(t, door.New(door.RequestLimits{}).Handle(call(t, "oral.every", every(7, 2, 2, "arbitrary")...)))
	if !ok {
		t.Fatal(body...)
	}
	if ic1, ic2, sets := body[0], body[1], body[2]; ic1 != int64(1) || ic2 != int64(1) || sets != "21" {
		t.Errorf("IC1 %v, IC2 %v, %v sets", ic1, ic2, sets)
	}
	// 15 sets of two lieutenants under two orders, who say something in 50 places, and 6 with the commander, in 31.
	power := func(times, exponent int64) *big.Int {
		n := new(big.Int).Exp(big.NewInt(3), big.NewInt(exponent), nil)
		return n.Mul(n, big.NewInt(times))
	}
	want := power(30, 50)
	if got := body[3].([]any)[0]; got != want.Add(want, power(6, 31)).String() {
		t.Errorf("%v behaviours, want %v", got, want)
	}
	if witnesses := body[5].([]any); len(body[4].([]any)) != 3 || len(witnesses) != 0 {
		t.Errorf("%d placements, witnesses %v", len(body[4].([]any)), witnesses)
	}
}

// What the proof shows as a counterexample is a document with choices that every page can run.
func TestACounterexampleRunsAsItSays(t *testing.T) {
	l := door.New(door.RequestLimits{})
	runs := 0
	for _, model := range []string{"arbitrary", "omission", "timing", "value", "state-transition", "crash"} {
		for _, size := range [][3]int{{3, 1, 1}, {4, 2, 1}, {4, 1, 2}, {5, 3, 1}, {6, 2, 2}, {7, 1, 2}, {6, 4, 2}} {
			ok, body := answer(t, bytes.Clone(l.Handle(call(t, "oral.every", every(size[0], size[1], size[2], model)...))))
			if !ok {
				t.Fatal(body...)
			}
			for _, w := range body[5].([]any) {
				witness := w.([]any)
				claim, lies, document, choices := witness[0].(string), witness[3], witness[4], witness[5].([]any)
				if lies != strconv.Itoa(len(choices)) {
					t.Errorf("%v %s: %v lies, %d choices", size, model, lies, len(choices))
				}
				ok, run := answer(t, bytes.Clone(l.Handle(requestAbout(t, "run", document, choices, -1))))
				if !ok {
					t.Fatal(run...)
				}
				for _, c := range run[9].([]any) {
					if choice := c.([]any); choice[2] != true {
						t.Errorf("%v %s: %v does not fit: %v", size, model, choice[1], choice[3])
					}
				}
				if status := claims(t, run)[claim]; status != 3 {
					t.Errorf("%v %s: %s ends with status %d", size, model, claim, status)
				}
				// Half of it done, the other half is still to do.
				for _, half := range []int{0, len(choices) / 2, len(choices) - 1} {
					step := choices[half].([]any)[0]
					ok, rest := answer(t, bytes.Clone(l.Handle(requestAbout(t, "oral.rest", document, choices, step))))
					if !ok {
						t.Fatalf("%v %s: %v", size, model, rest)
					}
					condition := rest[1].([]any)
					if claim == "IC2" {
						condition = rest[2].([]any)
					}
					if condition[0] != int64(0) || condition[1] != strconv.Itoa(len(choices)-half) || len(condition[2].([]any)) != len(choices) {
						t.Errorf("%v %s: after %d of the choices %v are left: %v", size, model, half, len(choices)-half, condition)
					}
					ok, run := answer(t, bytes.Clone(l.Handle(requestAbout(t, "run", document, condition[2], -1))))
					if !ok || claims(t, run)[claim] != 3 {
						t.Errorf("%v %s: %s ends with status %d", size, model, claim, claims(t, run)[claim])
					}
				}
				runs++
			}
		}
	}
	if runs < 30 {
		t.Errorf("only %d counterexamples", runs)
	}
}

func TestTheRestOfARunThatCannotBeBrokenHolds(t *testing.T) {
	l := door.New(door.RequestLimits{})
	for step := range 12 {
		ok, body := answer(t, l.Handle(request(t, "oral.rest", oral41, nil, step)))
		if !ok || body[1].([]any)[0] != int64(1) || body[2].([]any)[0] != int64(1) {
			t.Errorf("after step %d: %v", step, body)
		}
	}
}

func TestARunTooBigToBeShownIsDecidedAllTheSame(t *testing.T) {
	ok, body := answer(t, door.New(door.RequestLimits{}).Handle(call(t, "oral.every", every(30, 11, 10, "arbitrary")...)))
	if !ok {
		t.Fatal(body...)
	}
	witness := body[5].([]any)[0].([]any)
	if body[1] != int64(0) || witness[3] == "" || len(witness[5].([]any)) != 0 {
		t.Errorf("IC2 %v, lies %v, %d choices", body[1], witness[3], len(witness[5].([]any)))
	}
	behaviours := body[3].([]any)
	if behaviours[0] != "" || len(behaviours[1].(string)) < 10 {
		t.Errorf("a number %q of %v digits", behaviours[0], behaviours[1])
	}
}

func TestOralEveryIsStableOnTheWire(t *testing.T) {
	asked := call(t, "oral.every", every(6, 2, 2, "arbitrary")...)
	response := door.New(door.RequestLimits{}).Handle(asked)
	for name, got := range map[string][]byte{"every-6-2-2.request.bin": asked, "every-6-2-2.response.bin": response} {
		if *update {
			if err := os.WriteFile(goldens+name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(goldens + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has changed: raise the wire's version, or add at the end only and write it anew", name)
		}
	}
}

func TestQuestionsAboutAllBehavioursAreRefusedByTheirField(t *testing.T) {
	with := func(extra string) string {
		return `{"faultlab":1,"protocol":"byzantine/oral","version":1,"processes":4,"params":{"m":2}` + extra + `}`
	}
	l := door.New(door.RequestLimits{})
	for _, c := range []struct {
		name    string
		request []byte
		path    string
	}{
		{"too few arguments", call(t, "oral.every", 4, 1, 1), "body"},
		{"too many processes", call(t, "oral.every", every(65, 1, 1, "arbitrary")...), "n"},
		{"more faulty ones than processes", call(t, "oral.every", every(4, 1, 5, "arbitrary")...), "faulty"},
		{"an unknown model", call(t, "oral.every", every(4, 1, 1, "rude")...), "model"},
		{"four orders", call(t, "oral.every", 4, 1, 1, "arbitrary", 4, "retreat", "majority"), "orders"},
		{"a default that is none of the orders", call(t, "oral.every", 4, 1, 1, "arbitrary", 2, "delay", "majority"), "default"},
		{"an unknown rule", call(t, "oral.every", 4, 1, 1, "arbitrary", 2, "retreat", "dice"), "rule"},
		{"another protocol", request(t, "oral.rest", `{"faultlab":1,"protocol":"tmr/circuit","version":1}`, nil, 0), "protocol"},
		{"a lossy network", request(t, "oral.rest", with(`,"budget":{"losses":1}`), nil, 0), "budget.losses"},
		{"a process that comes back", request(t, "oral.rest", with(`,"faults":[{"process":"L1","model":"crash"}],"budget":{"restarts":1}`), nil, 0), "budget.restarts"},
		{"ordered channels", request(t, "oral.rest", with(`,"faults":[{"process":"L1","model":"crash"}],"network":{"order":"fifo"}`), nil, 0), "network.order"},
		{"too few steps", request(t, "oral.rest", with(`,"budget":{"steps":5}`), nil, 0), "budget.steps"},
		{"too few mistakes", request(t, "oral.rest", with(`,"faults":[{"process":"L1","model":"state-transition"}],"budget":{"mistakes":1}`), nil, 0), "budget.mistakes"},
		{"faults that bind each other", request(t, "oral.rest", with(`,"faults":[{"process":"L1","model":"state-transition"},{"process":"L2","model":"value"}]`), nil, 0), "faults"},
	} {
		ok, body := answer(t, l.Handle(c.request))
		if ok || body[1] != c.path || body[2] == "" {
			t.Errorf("%s: %v", c.name, body)
		}
	}
	l = door.New(door.RequestLimits{Work: 1000})
	for name, request := range map[string][]byte{"n": call(t, "oral.every", every(16, 5, 5, "arbitrary")...), "params.m": request(t, "oral.rest",
		`{"faultlab":1,"protocol":"byzantine/oral","version":1,"processes":9,"params":{"m":3},"faults":[{"process":"L1","model":"arbitrary"}]}`, nil, 80)} {
		if ok, body := answer(t, l.Handle(request)); ok || body[0] == "" || body[1] != name {
			t.Errorf("too much work: %v", body)
		}
	}
}
