package rpc_test

import (
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/rpc"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

const atMostOnce, completes = 0, 1

// open makes the experiment with a filter; the rest of the document is given.
func open(t *testing.T, filter, rest string) *lab.Experiment {
	t.Helper()
	doc, err := text.Read(scenario.New(&rpc.OneRequest), []byte(`{"faultlab": 1, "protocol": "rpc/request", "processes": 2, "params": {"retries": 2, "filter": "`+
		filter+`"}, `+rest+`}`), scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

const (
	quiet       = `"budget": {"losses": 0, "crashes": 0, "restarts": 0}`
	lossOnly    = `"budget": {"losses": 1, "crashes": 0, "restarts": 0}`
	lossAndFall = `"budget": {"losses": 1, "crashes": 1, "restarts": 1}, "faults": [{"process": "server", "model": "crash"}]`
)

func status(x *lab.Experiment, claim int) sim.Status {
	s, _, _ := x.World.Status(claim)
	return s
}

func count(x *lab.Experiment, kind sim.EventKind) (n int) {
	for i := range x.Trace.Events {
		if x.Trace.Events[i].Kind == kind {
			n++
		}
	}
	return n
}

// refuted says whether one of at most limit runs violates at-most-once, and
// whether these were all the runs there are.
func refuted(x *lab.Experiment, limit int) (found, all bool) {
	_, all = x.Run.Enumerate(limit, func(*sim.World, []sim.Choice) bool {
		found = status(x, atMostOnce) == sim.Violated
		return !found
	})
	return found, all
}

func TestWithoutFaultsItIsOneExecutionAndOneReply(t *testing.T) {
	for _, filter := range []string{"none", "volatile", "durable"} {
		x := open(t, filter, lossAndFall)
		if end := x.Replay(nil, -1); end != choose.Quiescent {
			t.Errorf("%s: the run ends %s", filter, choose.Ends[end])
		}
		if e, c := count(x, sim.EvExecute), count(x, sim.EvComplete); e != 1 || c != 1 || status(x, atMostOnce) != sim.Holds || status(x, completes) != sim.Holds {
			t.Errorf("%s: %d executions, %d completions", filter, e, c)
		}
	}
}

func TestWithoutAFilterALateReplyIsEnoughForASecondExecution(t *testing.T) {
	// In a network without a bound on the delay a timer can fire too early.
	x := open(t, "none", quiet)
	if found, _ := refuted(x, 100_000); !found {
		t.Error("not refuted")
	}
	if found, all := refuted(open(t, "none", quiet+`, "network": {"delay": "bounded", "latency": [1, 2]}`), 100_000); found || !all {
		t.Errorf("with a timer longer than any reply takes: refuted %v, all runs %v", found, all)
	}
}

func TestAFilterInMemoryIsEnoughForAnyLossButNotForACrash(t *testing.T) {
	if found, _ := refuted(open(t, "volatile", lossOnly), 20_000); found {
		t.Error("refuted by a loss")
	}
	x := open(t, "volatile", lossAndFall)
	found := false
	for seed := uint64(0); seed < 1000 && !found; seed++ {
		x.Random(seed, choose.DefaultWeights)
		found = status(x, atMostOnce) == sim.Violated
	}
	if !found {
		t.Fatal("not refuted by a crash")
	}
	if _, ok := x.Shrink(x.Entries, atMostOnce); !ok {
		t.Fatal("the run that was found does not replay")
	}
	var says []string
	for _, e := range x.Entries {
		says = append(says, e.Text)
	}
	if got := strings.Join(says, "; "); got != "server crashes; server comes up again" {
		t.Errorf("the smallest run is %s", got)
	}
}

func TestAFilterOnStableStorageKeepsThePromise(t *testing.T) {
	x := open(t, "durable", lossAndFall)
	if found, _ := refuted(x, 20_000); found {
		t.Error("refuted")
	}
	repeated := 0
	for seed := range uint64(5000) {
		x.Run.Random(&x.Trace, seed, choose.Weights{Fault: 200, Other: 700})
		if n := count(x, sim.EvExecute); n > 1 || n == 0 && count(x, sim.EvComplete) > 0 {
			t.Fatalf("seed %d: %d executions", seed, n)
		}
		if count(x, sim.EvCrash) == 1 && count(x, sim.EvExecute) == 1 && count(x, sim.EvDrop) > 0 {
			repeated++
		}
	}
	if repeated == 0 {
		t.Error("no random run asks the filter anything after a crash: the proof is empty")
	}
}

// The naive twins of both claims, on whole traces.
func TestTheClaimsSayWhatTheirNaiveTwinsSay(t *testing.T) {
	for _, filter := range []string{"none", "volatile", "durable"} {
		x := open(t, filter, lossAndFall+`, "network": {"order": "fifo"}`)
		seen := map[[2]sim.Status]int{}
		for seed := range uint64(2000) {
			end := x.Run.Random(&x.Trace, seed, choose.DefaultWeights)
			want := [2]sim.Status{sim.Holds, sim.Violated}
			if count(x, sim.EvExecute) > 1 {
				want[0] = sim.Violated
			}
			if count(x, sim.EvComplete) > 0 {
				want[1] = sim.Holds
			}
			got := [2]sim.Status{status(x, atMostOnce), status(x, completes)}
			if end != choose.Quiescent || got != want {
				t.Fatalf("%s, seed %d: %v, want %v", filter, seed, got, want)
			}
			seen[got]++
		}
		if (seen[[2]sim.Status{sim.Violated, sim.Holds}] > 0) == (filter == "durable") || seen[[2]sim.Status{sim.Holds, sim.Violated}] == 0 {
			t.Errorf("%s: %v", filter, seen)
		}
	}
}

func TestAClientThatGivesUpHasNoReplyAndSaysSo(t *testing.T) {
	x := open(t, "durable", `"budget": {"losses": 3}, "choices": ["0: the request of client to server is lost",
		"2: the request of client to server is lost", "4: the request of client to server is lost"]`)
	x.Replay(x.Own(), -1)
	s, who, events := x.World.Status(completes)
	if s != sim.Violated || who != sim.SetOf(0) || events[0] < 0 || x.Trace.Events[events[0]].Kind != sim.EvTimeout {
		t.Errorf("completes is %s, of %b, with events %v", sim.Statuses[s], who, events)
	}
}

func TestOfAClientThatCrashedNothingIsSaid(t *testing.T) {
	x := open(t, "volatile", `"faults": [{"process": "client", "model": "crash"}], "choices": ["0: client crashes", "1: client comes up again"]`)
	x.Replay(x.Own(), -1)
	if s := status(x, completes); s != sim.Open {
		t.Errorf("completes is %s", sim.Statuses[s])
	}
	if count(x, sim.EvExecute) != 1 || x.Trace.Events[len(x.Trace.Events)-1].Reason != sim.Unexpected {
		t.Error("the orphan's reply should come to nothing")
	}
}

func TestNarration(t *testing.T) {
	x := open(t, "volatile", lossOnly+`, "choices": ["2: the reply of server to client is lost"]`)
	x.Replay(x.Own(), -1)
	var says []string
	for i := range x.Trace.Events {
		says = append(says, x.Scene.Event(&x.Trace.Events[i], nil))
	}
	want := "client starts; client sends the request; server starts; server receives the request; server executes the operation; " +
		"server replies; server sends the reply; The network loses the reply of server to client; The timer of client fires; " +
		"client sends the request; server receives the request; server recognizes a duplicate; server replies; " +
		"server sends the reply; client receives the reply; client has its reply, and is done"
	if got := strings.Join(says, "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var menu []string
	for _, o := range x.Offers(nil, 0) {
		menu = append(menu, o.Text)
	}
	if got := strings.Join(menu, "; "); got != "the request of client reaches server; the timer of client fires; the request of client to server is lost" {
		t.Errorf("the menu is %s", got)
	}
}
