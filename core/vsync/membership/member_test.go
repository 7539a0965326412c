package membership_test

import (
	"strconv"
	"strings"
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
		t.Fatalf("%v\n%s", err, document)
	}
	return lab.Open(doc)
}

// system is a group in which each process has a plan, and the first so many may
// crash.
type system struct {
	plans           string // "stays leaves joins"
	mortal, crashes int
	senders         int
	rule            string // "right", if it is empty
	rejoins         bool   // whoever is excluded
	forGood         bool   // whoever is suspected wrongly is so again
}

func (s system) String() string {
	var plans, faults []string
	for i, plan := range strings.Fields(s.plans) {
		plans = append(plans, `"`+plan+`"`)
		if i < s.mortal {
			faults = append(faults, `{"process": "P`+strconv.Itoa(i+1)+`", "model": "crash"}`)
		}
	}
	rule, detector, excluded := s.rule, "perfect", "stops"
	if rule == "" {
		rule = "right"
	}
	switch {
	case s.forGood:
		detector = "falsely suspecting"
	case strings.Contains(s.plans, "doubts"):
		detector = "eventually perfect"
	}
	if s.rejoins {
		excluded = "rejoins"
	}
	return `{"faultlab": 1, "protocol": "vsync/membership", "processes": ` + strconv.Itoa(len(plans)) + `, "params": {"senders": ` + strconv.Itoa(s.senders) +
		`, "rule": "` + rule + `", "detector": "` + detector + `", "excluded": "` + excluded + `", "plans": [` + strings.Join(plans, ", ") +
		`]}, "faults": [` + strings.Join(faults, ", ") + `], "budget": {"crashes": ` + strconv.Itoa(s.crashes) + `}}`
}

func (s system) name() string {
	name := s.rule + " " + s.plans + ", " + strconv.Itoa(s.crashes) + " crash, " + strconv.Itoa(s.senders) + " send"
	if s.rejoins {
		name += ", rejoins"
	}
	if s.forGood {
		name += ", for good"
	}
	return name
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

// right is where the group keeps all that is claimed: every order of events within
// these bounds.
var right = []struct {
	system
	states, transitions int
}{
	// Crashes alone. With two crashes among three nobody is a majority, and whoever is
	// left waits.
	{system{plans: "stays stays stays", mortal: 3, crashes: 1, senders: 1}, 398, 686},
	{system{plans: "stays stays stays", mortal: 3, crashes: 2, senders: 2}, 10_681, 26_482},
	{system{plans: "stays stays", mortal: 2, crashes: 1, senders: 1}, 17, 20},

	// One that comes and one that goes, also while the initiator crashes in any phase
	// of the change.
	{system{plans: "stays stays leaves", mortal: 3, crashes: 1, senders: 1}, 11_797, 35_691},
	{system{plans: "leaves stays stays", mortal: 3, crashes: 1, senders: 1}, 12_427, 37_798},
	{system{plans: "stays leaves leaves", mortal: 3, crashes: 1, senders: 0}, 34_104, 112_956},
	{system{plans: "stays stays joins", mortal: 3, crashes: 1, senders: 1}, 2372, 5902},
	{system{plans: "stays stays joins", mortal: 3, crashes: 2, senders: 3}, 177_743, 565_575},
	{system{plans: "stays leaves joins", mortal: 3, crashes: 1, senders: 1}, 45_461, 154_884},
	{system{plans: "stays joins joins", mortal: 3, crashes: 1, senders: 1}, 12_261, 37_264},
	{system{plans: "stays stays stays joins", mortal: 1, crashes: 1, senders: 1}, 298_685, 1_438_509},

	// One that is suspected wrongly: by any other one, by two at the same time, while
	// somebody crashes or leaves or joins; it stops, or it comes back.
	{system{plans: "doubts doubts doubts", senders: 2}, 39_414, 137_430},
	{system{plans: "doubts doubts doubts", senders: 1, rejoins: true}, 100_096, 294_438},
	{system{plans: "doubts doubts doubts", mortal: 3, crashes: 1, senders: 1}, 78_656, 286_636},
	{system{plans: "doubts stays stays", mortal: 3, crashes: 1, senders: 1, rejoins: true}, 8421, 20_638},
	{system{plans: "stays doubts joins", mortal: 3, crashes: 1, senders: 1, rejoins: true}, 22_213, 63_603},
	{system{plans: "stays doubts leaves", senders: 1, rejoins: true}, 11_259, 32_931},
	{system{plans: "doubts doubts stays", senders: 1, rejoins: true, forGood: true}, 23_761, 64_699},
}

func TestTheGroupKeepsWhatIsClaimed(t *testing.T) {
	for _, test := range right {
		if testing.Short() && test.states > 50_000 {
			continue
		}
		t.Run(test.name(), func(t *testing.T) {
			x := open(t, test.String())
			r := search(t, x.World, explore.Options{All: true})
			if r.Stopped != explore.Complete || r.States != test.states || int(r.Transitions) != test.transitions {
				t.Errorf("%d, %d (%s), want %d and %d", r.States, r.Transitions, explore.Stops[r.Stopped], test.states, test.transitions)
			}
			for i := range r.Findings {
				f, name := &r.Findings[i], x.World.Setup().Claims[i].Name
				if f.Outcome != explore.Proved {
					t.Errorf("%s is %s", name, explore.Outcomes[f.Outcome])
				} else if f.Ends[sim.Holds] == 0 && test.senders > 0 {
					t.Errorf("%s is never put to the test", name)
				}
			}
			if r.Events[sim.EvInstall] == 0 && len(strings.Fields(test.plans)) > 2 {
				t.Error("nobody ever installs a view")
			}
			for event, plan := range map[sim.EventKind]string{sim.EvOutput: "joins", sim.EvLeave: "leaves", sim.EvSuspect: "doubts"} {
				if strings.Contains(test.plans, plan) && r.Events[event] == 0 {
					t.Errorf("nobody ever %s", plan)
				}
			}
			honest(t, x.World)
		})
	}
}

// honest holds the protocol to what a search takes for granted.
func honest(t *testing.T, w *sim.World) {
	t.Helper()
	if _, err := explore.Congruent(w, 60); err != nil {
		t.Error(err)
	}
	if _, err := explore.Quiet(w, 60); err != nil {
		t.Error(err)
	}
	if _, err := explore.Swaps(w, 60); err != nil {
		t.Error(err)
	}
}

type fall struct {
	claim string
	steps int32
}

// wrong is what each mistake costs, first where there are too few for it to show, then
// in the smallest group in which it does. What is not named stands.
var wrong = []struct {
	system
	falls []fall
}{
	{system{plans: "doubts stays", senders: 1, rule: "no majority"}, nil},
	{system{plans: "doubts doubts", senders: 1, rule: "no majority"}, []fall{{"one-view", 4}}},
	{system{plans: "doubts doubts stays", senders: 1, rule: "no majority"}, []fall{{"one-view", 4}}},

	{system{plans: "stays leaves", mortal: 2, crashes: 1, senders: 1, rule: "new proposal"}, nil},
	{system{plans: "stays stays leaves", senders: 1, rule: "new proposal"}, nil},
	{system{plans: "stays stays leaves", mortal: 3, crashes: 1, senders: 1, rule: "new proposal"}, []fall{{"one-view", 18}, {"sender-in-view", 22}}},

	{system{plans: "doubts doubts", senders: 2, rule: "goes on"}, nil},
	{system{plans: "doubts stays stays", senders: 2, rule: "goes on"}, []fall{{"progress", 11}}},

	{system{plans: "stays joins", rule: "no state"}, nil},
	{system{plans: "stays joins", senders: 1, rule: "no state"}, []fall{{"same-state", 4}}},
	{system{plans: "stays stays joins", senders: 1, rule: "no state"}, []fall{{"same-state", 8}}},

	{system{plans: "stays leaves", senders: 2, rule: "no flush"}, nil},
	{system{plans: "stays stays leaves", senders: 3, rule: "no flush"}, []fall{{"virtual-synchrony", 11}, {"survivors-agree", 21}, {"same-state", 11}}},
	{system{plans: "stays stays stays", mortal: 3, crashes: 1, senders: 1, rule: "no flush"}, nil},
}

func TestEveryMistakeHasItsRun(t *testing.T) {
	for _, test := range wrong {
		t.Run(test.name(), func(t *testing.T) {
			x := open(t, test.String())
			r := search(t, x.World, explore.Options{All: true})
			var got []fall
			for i := range r.Findings {
				f, name := &r.Findings[i], x.World.Setup().Claims[i].Name
				switch f.Outcome {
				case explore.Refuted:
					got = append(got, fall{name, f.Steps})
					falls(t, x.World, i, f)
				case explore.Unknown:
					t.Errorf("%s is not known (%s)", name, explore.Stops[r.Stopped])
				}
			}
			same := len(got) == len(test.falls)
			for i := range got {
				same = same && got[i] == test.falls[i]
			}
			if !same {
				t.Errorf("falls: %v, want %v", got, test.falls)
			}
			honest(t, x.World)
		})
	}
}

// falls replays the run which refutes a claim.
func falls(t *testing.T, w *sim.World, claim int, f *explore.Finding) {
	t.Helper()
	run := choose.NewRun(w.Twin())
	var trace sim.Trace
	run.Replay(&trace, f.Choices, -1)
	for _, v := range trace.Verdicts {
		if v.Claim == claim && v.Status == sim.Violated {
			return
		}
	}
	t.Errorf("%s is said to fall, and does not", w.Setup().Claims[claim].Name)
}
