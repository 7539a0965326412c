package call_test

import (
	"os"
	"strings"
	"testing"

	"faultlab/core/lab"
	"faultlab/core/protocol"
	"faultlab/core/rpc/call"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

const (
	// The world of the table; see call.Rows.
	shortly = `"network": {"delay": "bounded", "latency": [1, 2]}, "budget": {"losses": 1, "crashes": 1, "restarts": 1}, "faults": [{"process": "server", "model": "crash"}]`
	patient = `"retries": 4, "timeout": 4`
)

// config reads a document; params and rest are parts of it.
func config(t testing.TB, processes, params, rest string) *protocol.Config {
	t.Helper()
	doc, err := read(processes, params, rest)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Config
}

func read(processes, params, rest string) (*scenario.Document, error) {
	if rest != "" {
		rest = ", " + rest
	}
	return text.Read(scenario.New(&call.Remote), []byte(`{"faultlab": 1, "protocol": "rpc/call", "processes": `+processes+
		`, "params": {`+params+`}`+rest+`}`), scenario.DocumentLimits{})
}

func open(t testing.TB, processes, params, rest string) *lab.Experiment {
	t.Helper()
	doc, err := read(processes, params, rest)
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

// shown opens a scenario of testdata and takes its choices.
func shown(t testing.TB, name string) *lab.Experiment {
	t.Helper()
	b, err := os.ReadFile("../../../testdata/scenarios/rpc/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := text.Read(scenario.New(&call.Remote), b, scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(name, err)
	}
	x := lab.Open(doc)
	x.Replay(x.Own(), -1)
	return x
}

func says(x *lab.Experiment, of func(e *sim.Event) bool) string {
	var s []string
	for i := range x.Trace.Events {
		e := &x.Trace.Events[i]
		if of == nil || of(e) {
			if text := x.Scene.Event(e, x.Trace.Span(e)); text != "" {
				s = append(s, text)
			}
		}
	}
	return strings.Join(s, "; ")
}

func statuses(x *lab.Experiment) map[string]string {
	m := map[string]string{}
	for i, c := range x.Doc.Config.Claims {
		s, _, _ := x.World.Status(i)
		m[x.Doc.Config.Spec.Claims[c].Name] = sim.Statuses[s]
	}
	return m
}
