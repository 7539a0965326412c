package agreement_test

import (
	"os"
	"strings"
	"testing"

	"faultlab/core/agreement"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// The claims, by their place.
const (
	agrees = iota
	valid
	terminates
)

// document checks a document, of which only what follows the protocol's name is
// given.
func document(t testing.TB, protocol, rest string) *scenario.Document {
	t.Helper()
	doc, err := text.Read(scenario.New(scenario.Builtin()...), []byte(`{"faultlab": 1, "protocol": "agreement/`+protocol+`", `+rest+`}`), scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// kept reads a scenario.
func kept(t testing.TB, name string) *scenario.Document {
	t.Helper()
	b, err := os.ReadFile("../../testdata/scenarios/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := text.Read(scenario.New(scenario.Builtin()...), b, scenario.DocumentLimits{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc
}

// system is the rest of a document: n processes in a circumstance, of which each may
// crash, and so many of them do.
func system(n int, c agreement.Circumstance, params, network string, crashes int) string {
	w := c.Words()
	faults := make([]string, n)
	for i := range faults {
		faults[i] = `{"process": "P` + string(rune('1'+i)) + `", "model": "crash"}`
	}
	return `"processes": ` + string(rune('0'+n)) + `, "params": {` + params + `}, "network": {"process": "` + w[0] + `", "delay": "` + w[1] +
		`", "order": "` + w[2] + `", "send": "` + w[3] + `"` + network + `}, "faults": [` + strings.Join(faults, ", ") +
		`], "budget": {"crashes": ` + string(rune('0'+crashes)) + `}`
}

// search tries everything in a document. With claims given it asks of these only.
func search(t testing.TB, doc *scenario.Document, o explore.Options, claims ...int) *explore.Result {
	t.Helper()
	d, c := *doc, *doc.Config
	if d.Config = &c; len(claims) > 0 {
		c.Claims = claims
	}
	return searchWorld(t, lab.Open(&d).World, o)
}

func searchWorld(t testing.TB, w *sim.World, o explore.Options) *explore.Result {
	t.Helper()
	s, err := explore.New(w, o)
	if err != nil {
		t.Fatal(err)
	}
	s.Run(1 << 40)
	return s.Result()
}

// proved says whether every claim is, with a test that is not empty: processes
// decide, crashes happen, and no run leaves anything open.
func proved(t testing.TB, r *explore.Result) bool {
	t.Helper()
	for _, f := range r.Findings {
		if f.Outcome != explore.Proved {
			return false
		}
		if f.Ends[sim.Holds] != r.Ends {
			t.Errorf("of %d ends only %d show a claim to hold", r.Ends, f.Ends[sim.Holds])
		}
	}
	if r.Ends == 0 || r.Events[sim.EvDecide] == 0 || r.Events[sim.EvCrash] == 0 {
		t.Errorf("an empty proof: %d ends, %d decisions, %d crashes", r.Ends, r.Events[sim.EvDecide], r.Events[sim.EvCrash])
	}
	return true
}
