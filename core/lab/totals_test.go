package lab_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// Where nobody makes a choice, faulty processes behave as if loyal: then counting
// and watching must agree, on every document that can be had both ways.
func TestCountingAgreesWithWatching(t *testing.T) {
	registry := scenario.New(scenario.Builtin()...)
	files, err := filepath.Glob(scenarios + "/byzantine/*.json")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := text.Read(registry, b, scenario.DocumentLimits{})
		if err != nil {
			t.Fatal(err)
		}
		if doc.Config.Spec.Totals == nil {
			continue
		}
		doc.Choices = nil
		total, _, bad := lab.CountDocument(doc, "honest", 0)
		if bad != nil {
			if !strings.HasPrefix(bad.Path, "params.") {
				t.Errorf("%s: %v", f, bad)
			}
			continue
		}
		x := lab.Open(doc)
		x.Replay(nil, -1)
		compared++
		for i := range x.Trace.Events {
			if e := &x.Trace.Events[i]; e.Kind == sim.EvDecide && total.Ends[e.Process] != e.Value {
				t.Errorf("%s: %s ends with %d, counted %d", f, doc.Config.Names[e.Process], e.Value, total.Ends[e.Process])
			}
		}
		for i := range doc.Config.Claims {
			if s, _, _ := x.World.Status(i); total.Violated[i] != (s == sim.Violated) {
				t.Errorf("%s: claim %d ends %s, counted violated: %v", f, i, sim.Statuses[s], total.Violated[i])
			}
		}
	}
	if compared < 10 {
		t.Errorf("only %d documents were compared", compared)
	}
}
