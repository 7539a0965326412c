package sim_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/protocol"
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

// oral is a document of OM(m) among n in which one process is faulty.
func oral(n, m int, faulty, model, budget string) string {
	return `{"faultlab": 1, "protocol": "byzantine/oral", "processes": ` + strconv.Itoa(n) + `, "params": {"m": ` + strconv.Itoa(m) +
		`}, "faults": [{"process": "` + faulty + `", "model": "` + model + `"}], "budget": {` + budget + `}}`
}

// stormy is a document in which every process of a small system may fail in
// every way that its protocol knows.
func stormy(s *protocol.Spec) string {
	n := min(max(s.Processes.Min, 4), s.Processes.Max)
	names := s.Processes.Fixed
	if names == nil {
		for i := range n {
			names = append(names, s.Processes.Name(i))
		}
	}
	var faults []string
	for _, name := range names {
		for _, model := range s.Models.Names() {
			faults = append(faults, `{"process": "`+name+`", "model": "`+model+`"}`)
		}
	}
	twice := ""
	if !s.Network.LockStep && !s.Network.Wired {
		twice = `, "duplicates": 2`
	}
	return `{"faultlab": 1, "protocol": "` + s.Name + `", "processes": ["` + strings.Join(names, `", "`) + `"], "faults": [` +
		strings.Join(faults, ", ") + `], "budget": {"crashes": 2, "restarts": 1, "losses": 2, "late": 1, "mistakes": 1` + twice + `}}`
}

// everyProtocol runs a test for the stormy document of each protocol.
func everyProtocol(t *testing.T, test func(t *testing.T, x *lab.Experiment)) {
	for _, s := range scenario.Builtin() {
		t.Run(s.Name, func(t *testing.T) { test(t, open(t, stormy(s))) })
	}
}

// kept calls visit with each scenario under testdata/scenarios.
func kept(t *testing.T, visit func(name string, x *lab.Experiment)) {
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
		visit(file, open(t, string(b)))
	}
}

// worldOf makes a world of processes that a test has written.
func worldOf(s sim.Setup, place func(b *sim.Builder)) *sim.World {
	s.Build = place
	return sim.New(&s)
}

// walk takes steps by chance, without a trace, and calls visit in front of each,
// until the run is over or visit returns false.
func walk(w *sim.World, rnd *choose.Rand, visit func(options []sim.Option) bool) {
	w.Reset(nil)
	var options []sim.Option
	for {
		options = w.Enabled(options[:0])
		if len(options) == 0 || !visit(options) {
			return
		}
		w.Apply(options[rnd.Below(uint32(len(options)))])
	}
}
