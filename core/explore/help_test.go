package explore_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// open makes the experiment of a document.
func open(t testing.TB, document string) *lab.Experiment {
	t.Helper()
	doc, err := text.Read(scenario.New(scenario.Builtin()...), []byte(document), scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

// search tries everything in a world.
func search(t testing.TB, w *sim.World, o explore.Options) *explore.Result {
	t.Helper()
	s, err := explore.New(w.Twin(), o)
	if err != nil {
		t.Fatal(err)
	}
	s.Run(1 << 40)
	return s.Result()
}

// together runs the parts of a step of a search at the same time.
func together(n int, do func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { do(i) })
	}
	wait.Wait()
}

// small are worlds small enough for every list of choices to be run: one of each
// kind of fault, network and protocol, and the scenarios that the site shows.
func small(t *testing.T, visit func(t *testing.T, w *sim.World)) {
	t.Helper()
	for name, document := range map[string]string{
		"oral, a traitor commands": `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "commander", "model": "arbitrary"}]}`,
		"oral, a traitor relays":   `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "L3", "model": "arbitrary"}]}`,
		"oral, among three":        `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 3, "faults": [{"process": "L2", "model": "arbitrary"}]}`,
		"oral, omissions":          `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 3, "faults": [{"process": "L2", "model": "omission"}]}`,
		"oral, values":             `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "L2", "model": "value"}]}`,
		"oral, mistakes":           `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 3, "faults": [{"process": "L2", "model": "state-transition"}], "budget": {"mistakes": 1}}`,
		"oral, too many rounds":    `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "params": {"m": 2}, "faults": [{"process": "L3", "model": "value"}]}`,
		"request, a loss":          `{"faultlab": 1, "protocol": "rpc/request", "processes": 2, "params": {"retries": 1}, "budget": {"losses": 1}}`,
		"request, a crash":         `{"faultlab": 1, "protocol": "rpc/request", "processes": 2, "params": {"retries": 1}, "faults": [{"process": "server", "model": "crash"}], "budget": {"crashes": 1, "restarts": 1}}`,
		"multicast":                `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 3, "params": {"messages": 2, "senders": 1}}`,
		"multicast, a loss":        `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 3, "params": {"messages": 2, "senders": 1}, "budget": {"losses": 1}}`,
		"multicast, no order":      `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 3, "params": {"messages": 2, "senders": 1}, "network": {"process": "asynchronous", "delay": "unbounded", "order": "unordered", "send": "unicast"}}`,
		"multicast, a crash":       `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 3, "params": {"messages": 1, "senders": 1}, "faults": [{"process": "P1", "model": "crash"}], "budget": {"crashes": 1}}`,
		"request, a copy":          `{"faultlab": 1, "protocol": "rpc/request", "processes": 2, "params": {"retries": 1}, "budget": {"duplicates": 1, "losses": 0}}`,
		"multicast, a copy":        `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 2, "params": {"messages": 2, "senders": 1}, "budget": {"duplicates": 2}}`,
		"circuit, a bad module":    `{"faultlab": 1, "protocol": "tmr/circuit", "faults": [{"process": "A2", "model": "value"}, {"process": "V1", "model": "crash"}]}`,
		"circuit, two of a stage":  `{"faultlab": 1, "protocol": "tmr/circuit", "faults": [{"process": "A1", "model": "value"}, {"process": "A2", "model": "value"}]}`,
	} {
		t.Run(name, func(t *testing.T) { visit(t, open(t, document).World) })
	}
}

// kept calls visit with each scenario under testdata/scenarios.
func kept(t *testing.T, visit func(t *testing.T, x *lab.Experiment)) {
	t.Helper()
	files, err := filepath.Glob("../../testdata/scenarios/*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(file), func(t *testing.T) { visit(t, open(t, string(b))) })
	}
}

// everything is what the enumeration of all lists of choices says: the naive twin
// of the search.
type everything struct {
	runs     int
	ends     map[uint64]bool
	violated []bool
	faults   []int   // of each claim: in the run that violates it with the fewest
	steps    []int32 // and of those, with the fewest steps
}

// enumerate runs every list of choices of a world. It reports false if there are
// more than limit.
func enumerate(w *sim.World, limit int) (e everything, all bool) {
	claims := len(w.Setup().Claims)
	e = everything{ends: map[uint64]bool{}, violated: make([]bool, claims), faults: make([]int, claims), steps: make([]int32, claims)}
	twin := w.Twin()
	r := choose.NewRun(w)
	e.runs, all = r.Enumerate(limit, func(w *sim.World, taken []sim.Choice) bool {
		// Finish has judged the run; what a fingerprint tells apart is the state before.
		replayed := choose.NewRun(twin)
		var trace sim.Trace
		replayed.Replay(&trace, taken, -1)
		e.ends[w.Fingerprint()] = true
		for _, v := range trace.Verdicts {
			if v.Status != sim.Violated {
				continue
			}
			steps, faults := v.Step+1, 0
			for _, c := range taken {
				if c.Kind.Fault() && c.Step < steps {
					faults++
				}
			}
			c := v.Claim
			if !e.violated[c] || faults < e.faults[c] || faults == e.faults[c] && steps < e.steps[c] {
				e.violated[c], e.faults[c], e.steps[c] = true, faults, steps
			}
		}
		return true
	})
	return e, all
}
