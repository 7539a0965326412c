package call_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/rpc/call"
	"faultlab/core/sim"
)

// Exactly once is reached only where effect and record are one step on disk: everything
// is tried, of every policy with every record, with requests meant for one life of the
// server or for any, for one loss and one crash, delays of one or two ticks, a timer that
// is no shorter than any reply takes, and four retries. A policy that throws duplicates
// away executes once then, but a client whose reply was lost has none.
func TestExactlyOnceIsReachedOnlyInOneStep(t *testing.T) {
	states := 0
	for policy := range call.Policies {
		for record := range call.Records {
			for _, bound := range []string{"false", "true"} {
				c := config(t, "2", `"operation": "withdraw", "policy": "`+call.Policies[policy]+`", "record": "`+call.Records[record]+`", "bound": `+bound+`, `+patient, shortly)
				x, err := call.Try(c, 100_000)
				if err != nil || !x.All {
					t.Fatalf("%v, %d states, all: %t", err, x.States, x.All)
				}
				states += x.States
				executed, replied := x.ExactlyOnce()
				one := bound == "false" && call.Policy(policy) >= call.FilterOnly && call.Record(record) == call.Together
				if executed != one || replied != (one && call.Policy(policy) == call.Replies) {
					t.Errorf("%s, %s, bound: %s: executed once: %t, with a reply: %t; %v", call.Policies[policy], call.Records[record], bound, executed, replied, x.Steady)
				}
			}
		}
	}
	if states < 10_000 {
		t.Errorf("%d states", states)
	}
}

// What each policy of the table can come to, in order: executed never, once, twice
// without a reply, then with one. Small letters: only if the server misses more than one
// message or stays down. For all three operations it is the same.
func TestWhatAPolicyCanComeTo(t *testing.T) {
	want := []string{
		"NO..O.", // never or once without a reply, once with one
		"not.OT",
		"nOT.OT",
		"not.OT",
		"not.OT",
		"NO..O.",
		"NO..O.",
		"not.OT",
		"no..O.",
		"no..OT",
	}
	for i, row := range call.Rows {
		for op, operation := range call.Operations {
			if row.Record == call.Together && call.Operation(op) == call.Print {
				continue
			}
			x, err := call.Try(config(t, "2", params(t, row)+`, "operation": "`+operation+`", `+patient, shortly), 100_000)
			if err != nil || !x.All {
				t.Fatal(err)
			}
			got := ""
			for k := range call.Outcomes {
				letter := string("not"[k%call.Replied])
				switch {
				case x.Steady[k]:
					letter = string("NOT"[k%call.Replied])
				case !x.Found[k]:
					letter = "."
				}
				got += letter
			}
			if got != want[i] {
				t.Errorf("%s, %s: %s, want %s", row.Title, operation, got, want[i])
			}
		}
	}
}

// In a network that makes copies of messages, who asks once may be served twice: maybe is
// at most once only where it makes none. A filter recognizes a copy as it does a retry,
// and where it says so of a link, one link is enough.
func TestWhoAsksOnceIsServedTwiceWhereTheNetworkMakesCopies(t *testing.T) {
	const quiet = `"budget": {"losses": 0, "crashes": 0, "restarts": 0`
	link := func(from, to string) string {
		return `}, "faults": [{"from": "` + from + `", "to": "` + to + `", "model": "duplication"}]`
	}
	for _, test := range []struct {
		policy call.Policy
		rest   string
		once   explore.Outcome
	}{
		{call.Maybe, quiet + `}`, explore.Proved},
		{call.Maybe, quiet + `, "duplicates": 1}`, explore.Refuted},
		{call.Maybe, quiet + link("client", "server"), explore.Refuted},
		{call.Maybe, quiet + link("server", "client"), explore.Proved},
		{call.FilterOnly, quiet + `, "duplicates": 3}`, explore.Proved},
		{call.Replies, quiet + `, "duplicates": 3}`, explore.Proved},
		{call.Replies, quiet + link("client", "server"), explore.Proved},
	} {
		x := open(t, "2", `"policy": "`+call.Policies[test.policy]+`"`, test.rest)
		s, err := explore.New(x.World, explore.Options{All: true})
		if err != nil {
			t.Fatal(err)
		}
		s.Run(1 << 30)
		r := s.Result()
		if f := r.Findings[0]; r.Stopped != explore.Complete || f.Outcome != test.once || test.once == explore.Refuted && f.Faults != 1 {
			t.Errorf("%s, %s: at-most-once is %s with %d faults, want %s; %d states", call.Policies[test.policy], test.rest,
				explore.Outcomes[f.Outcome], f.Faults, explore.Outcomes[test.once], r.States)
		}
	}
}

// params are the parameters of a row as a document has them.
func params(t testing.TB, row call.Row) string {
	t.Helper()
	p := ""
	for i, x := range row.Params() {
		if i > 0 {
			p += ", "
		}
		p += `"` + x.Name + `": ` + x.JSON
	}
	return p
}

// The run of each outcome shows it when it is replayed.
func TestEveryOutcomeHasItsRun(t *testing.T) {
	for _, row := range call.Rows {
		c := config(t, "2", params(t, row)+`, "operation": "withdraw", `+patient, shortly)
		x, err := call.Try(c, 100_000)
		if err != nil {
			t.Fatal(err)
		}
		s := call.Remote.Setup(c)
		r := choose.NewRun(sim.New(&s))
		for k, found := range x.Found {
			if !found {
				continue
			}
			var trace sim.Trace
			r.Replay(&trace, x.Choices[k], -1)
			executed, replied := 0, 0
			for i := range trace.Events {
				switch e := &trace.Events[i]; {
				case e.Arg != 1:
				case e.Kind == sim.EvExecute:
					executed++
				case e.Kind == sim.EvComplete:
					replied = call.Replied
				}
			}
			if got := min(executed, call.Twice) + replied; got != k || len(r.Misfits) > 0 {
				t.Errorf("%s: the run of outcome %d has %d; %v", row.Title, k, got, r.Misfits)
			}
		}
	}
}

// The searched answer and that of a great many random runs: nothing happens that the
// search says is impossible, and most of what it says is possible happens.
func TestNothingHappensThatIsImpossible(t *testing.T) {
	seen := 0
	for _, row := range call.Rows {
		c := config(t, "2", params(t, row)+`, "operation": "withdraw", `+patient, shortly)
		x, err := call.Try(c, 100_000)
		if err != nil {
			t.Fatal(err)
		}
		s := call.Remote.Setup(c)
		r := choose.NewRun(sim.New(&s))
		var trace sim.Trace
		var met [call.Outcomes]bool
		for seed := range uint64(1500) {
			r.Random(&trace, seed, choose.Weights{Fault: 150, Other: 500})
			executed, replied := 0, 0
			for i := range trace.Events {
				switch e := &trace.Events[i]; {
				case e.Arg != 1:
				case e.Kind == sim.EvExecute:
					executed++
				case e.Kind == sim.EvComplete:
					replied = call.Replied
				}
			}
			k := min(executed, call.Twice) + replied
			if !x.Found[k] {
				t.Fatalf("%s, seed %d: outcome %d, which is impossible", row.Title, seed, k)
			}
			met[k] = true
		}
		for _, m := range met {
			if m {
				seen++
			}
		}
	}
	if seen < 25 {
		t.Errorf("random runs have met %d outcomes of all policies together", seen)
	}
}

// The naive twins of the claims, on whole traces: two clients with two requests each, with
// losses and crashes of everybody.
func TestTheClaimsSayWhatTheirNaiveTwinsSay(t *testing.T) {
	seen := map[string]int{}
	for _, test := range []string{
		`"policy": "filter and replies", "identity": "number"`,
		`"policy": "at-least-once", "operation": "set the balance", "retries": 1`,
		`"policy": "filter and replies", "record": "disk, in one step"`,
	} {
		x := open(t, `["client", "server", "neighbour"]`, test+`, "requests": 2`, `"budget": {"losses": 2, "crashes": 2, "restarts": 2},
			"faults": [{"process": "server", "model": "crash"}, {"process": "neighbour", "model": "crash"}]`)
		idempotent := x.Doc.Config.Param("operation") == int32(call.Set)
		for seed := range uint64(1500) {
			if x.Run.Random(&x.Trace, seed, choose.Weights{Fault: 60, Other: 300}) != choose.Quiescent {
				t.Fatal("no end")
			}
			executed, replied, crashed := map[uint32]int{}, map[uint32]bool{}, map[sim.ID]bool{}
			lie, twice := false, false
			for i := range x.Trace.Events {
				switch e := &x.Trace.Events[i]; e.Kind {
				case sim.EvExecute:
					executed[e.Arg]++
					twice = twice || executed[e.Arg] > 1
				case sim.EvComplete:
					replied[e.Arg] = true
					lie = lie || executed[e.Arg] == 0
				case sim.EvCrash:
					crashed[e.Process] = true
				}
			}
			lacks, waits := twice && !idempotent, false
			for _, p := range []sim.ID{0, 2} {
				for n := uint8(1); n <= 2 && !crashed[p]; n++ {
					lacks = lacks || executed[call.Number(p, 0, n)] == 0
					waits = waits || !replied[call.Number(p, 0, n)]
				}
			}
			got := statuses(x)
			for name, broken := range map[string]bool{"at-most-once": twice, "exactly-once": lacks, "truthful": lie, "completes": waits} {
				want := "holds"
				if broken {
					want = "violated"
				}
				if got[name] != want {
					t.Fatalf("%s, seed %d: %s is %s, want %s", test, seed, name, got[name], want)
				}
				seen[name+" "+want]++
			}
		}
	}
	if len(seen) != 8 {
		t.Errorf("too little is seen: %v", seen)
	}
}
