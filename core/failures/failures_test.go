package failures_test

import (
	"slices"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/failures"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

func read(document string) (*scenario.Document, error) {
	return text.Read(scenario.New(scenario.Builtin()...), []byte(document), scenario.DocumentLimits{})
}

func open(t *testing.T, document string) *lab.Experiment {
	t.Helper()
	doc, err := read(document)
	if err != nil {
		t.Fatalf("%s\n%v", document, err)
	}
	return lab.Open(doc)
}

// tellings are the causes that the client can be in doubt about, of each cause: those
// that share a view with it.
func doubts(told *failures.Told) map[string]string {
	m := map[string]string{}
	for i := range failures.Causes {
		var with []string
		for j := range failures.Causes {
			if i != j && told.Shared[i][j] > 0 {
				with = append(with, failures.Causes[j].Name)
			}
		}
		m[failures.Causes[i].Name] = strings.Join(with, ", ")
	}
	return m
}

func TestWhatTheClientCannotTell(t *testing.T) {
	told := failures.Alike(failures.Asked{Requests: 1}, lab.EveryRun)
	got := doubts(&told)
	for cause, want := range map[string]string{
		"nothing":          "crash, arbitrary", // crashed behind its reply
		"crash":            "nothing, receive omission, send omission, arbitrary, network",
		"receive omission": "crash, send omission, arbitrary, network",
		"send omission":    "crash, receive omission, arbitrary, network",
		"timing":           "arbitrary",
		"value":            "state transition, arbitrary",
		"state transition": "value, arbitrary",
		"arbitrary":        "nothing, crash, receive omission, send omission, timing, value, state transition, network",
		"network":          "crash, receive omission, send omission, arbitrary",
	} {
		if got[cause] != want {
			t.Errorf("%s looks like %s, want %s", cause, got[cause], want)
		}
	}
}

func at(name string) int {
	return slices.IndexFunc(failures.Causes[:], func(c failures.Cause) bool { return c.Name == name })
}

func TestWhatHelpsToTell(t *testing.T) {
	once, twice := failures.Alike(failures.Asked{Requests: 1}, lab.EveryRun), failures.Alike(failures.Asked{Requests: 2}, lab.EveryRun)
	stop, safe := failures.Alike(failures.Asked{Requests: 1, Detector: true}, lab.EveryRun), failures.Alike(failures.Asked{Requests: 1, FailSafe: true}, lab.EveryRun)
	crash, omits, value, state, arbitrary := at("crash"), at("send omission"), at("value"), at("state transition"), at("arbitrary")
	if once.Shared[crash][omits] == 0 || stop.Shared[crash][omits] != 0 {
		t.Error("a crash that is announced is no omission, and one that isn't looks like one")
	}
	// With one request a wrong step looks like a wrong word. With two, the wrong word
	// can be the only one, and the register be right again: that a wrong step can't do.
	if once.Shared[value][state] == 0 || twice.Shared[value][state] >= len(twice.Causes[value].Views) {
		t.Error("a second request tells nothing more of value and state transition")
	}
	// But whatever a wrong step looks like a server that says wrong values can imitate.
	if twice.Shared[state][value] != len(twice.Causes[state].Views) {
		t.Error("a state transition should look like some value failure, always")
	}
	for i := range failures.Causes {
		for _, told := range []*failures.Told{&once, &twice, &stop} {
			if i != at("nothing") && i != at("network") && i != at("state transition") && told.Shared[i][arbitrary] != len(told.Causes[i].Views) {
				t.Errorf("%s is not included in arbitrary", failures.Causes[i].Name)
			}
		}
	}
	for _, v := range safe.Causes[value].Views {
		if failures.Text(v) != "no value" {
			t.Errorf("a fail-safe server says %s", failures.Text(v))
		}
	}
}

// Every pair that is shown is two runs of their documents with the same view.
func TestThePairsReplay(t *testing.T) {
	for _, a := range []failures.Asked{{Requests: 1}, {Requests: 2}, {Requests: 1, Detector: true}, {Requests: 2, FailSafe: true}} {
		told := failures.Alike(a, lab.EveryRun)
		for i := range failures.Causes {
			for j := range failures.Causes {
				if told.Shared[i][j] == 0 {
					continue
				}
				var seen [2][]failures.Seen
				for k, side := range [2][2]int{{i, told.First[i][j]}, {j, told.Second[i][j]}} {
					x := open(t, a.Document(&failures.Causes[side[0]]))
					x.Replay(lab.Listed(told.Causes[side[0]].First[side[1]]), -1)
					for _, e := range x.Entries {
						if !e.Fits {
							t.Fatalf("%s: %s: %s", failures.Causes[side[0]].Name, e.Text, e.Why)
						}
					}
					seen[k] = failures.View(&x.Trace)
				}
				if !slices.Equal(seen[0], seen[1]) {
					t.Errorf("%s and %s: %v and %v", failures.Causes[i].Name, failures.Causes[j].Name, seen[0], seen[1])
				}
			}
		}
	}
}

// Random runs of a document have no view that was not found.
func TestNoViewIsMissing(t *testing.T) {
	for _, a := range []failures.Asked{{Requests: 1}, {Requests: 2}, {Requests: 1, Detector: true}} {
		told := failures.Alike(a, lab.EveryRun)
		for i := range failures.Causes {
			x := open(t, a.Document(&failures.Causes[i]))
			for seed := range uint64(300) {
				x.Run.Random(&x.Trace, seed, choose.Weights{Fault: 400, Other: 400})
				v := failures.View(&x.Trace)
				known := slices.ContainsFunc(told.Causes[i].Views, func(w []failures.Seen) bool { return slices.Equal(v, w) })
				known = known || slices.Equal(v, told.Causes[0].Views[0])
				if !known && failures.Causes[i].Name != "crash" && failures.Causes[i].Model != sim.Omission {
					t.Fatalf("%s, seed %d: %s is no view", failures.Causes[i].Name, seed, failures.Text(v))
				}
			}
		}
	}
}

func TestVerdictsAndWords(t *testing.T) {
	for _, test := range []struct {
		model           string
		answered, right sim.Status
	}{
		{"crash", sim.Violated, sim.Holds}, {"omission", sim.Violated, sim.Holds}, {"timing", sim.Violated, sim.Holds},
		{"value", sim.Holds, sim.Violated}, {"state-transition", sim.Holds, sim.Violated}, {"arbitrary", sim.Violated, sim.Holds}, // what is offered first is to crash
	} {
		x := open(t, `{"faultlab": 1, "protocol": "failures/request", "processes": 2, "faults": [{"process": "server", "model": "`+test.model+`"}]}`)
		found := false
		for step := int32(0); step < 8 && !found; step++ {
			for _, o := range x.Offers(nil, step) {
				if o.Fault && !found {
					found = true
					x.Replay(lab.Listed([]sim.Choice{o.Choice}), -1)
				}
			}
		}
		a, _, _ := x.World.Status(0)
		r, _, _ := x.World.Status(1)
		var says []string
		for i := range x.Trace.Events {
			s := x.Scene.Event(&x.Trace.Events[i], nil)
			if strings.ContainsAny(s, "{}") {
				t.Errorf("%q", s)
			}
			says = append(says, s)
		}
		if !found || a != test.answered || r != test.right {
			t.Errorf("%s: answered %s, right %s: %s", test.model, sim.Statuses[a], sim.Statuses[r], strings.Join(says, "; "))
		}
	}
}

func TestBadDocuments(t *testing.T) {
	for rest, want := range map[string]string{
		`"params": {"requests": 0}`:                               "requests",
		`"params": {"requests": 4}`:                               "1 to 3",
		`"faults": [{"process": "server", "model": "slow"}]`:      "timing",
		`"network": {"delay": "unbounded"}`:                       "bounded",
		`"faults": [{"process": "servant", "model": "omission"}]`: "servant",
	} {
		if _, err := read(`{"faultlab": 1, "protocol": "failures/request", "processes": 2, ` + rest + `}`); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want something about %s", rest, err, want)
		}
	}
}
