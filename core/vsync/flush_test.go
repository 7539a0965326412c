package vsync_test

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

// system is a group in which the first so many processes may crash.
type system struct {
	n, crashes, mortal int
	senders            int
	rule               string
	more               string // of the parameters
	unordered          bool
}

func (s system) String() string {
	order := "fifo"
	if s.unordered {
		order = "unordered"
	}
	var faults []string
	for p := range s.mortal {
		faults = append(faults, `{"process": "P`+strconv.Itoa(p+1)+`", "model": "crash"}`)
	}
	return `{"faultlab": 1, "protocol": "vsync/flush", "processes": ` + strconv.Itoa(s.n) + `, "params": {"senders": ` + strconv.Itoa(max(s.senders, 1)) +
		`, "rule": "` + s.rule + `"` + s.more + `}, "network": {"process": "asynchronous", "delay": "unbounded", "order": "` + order +
		`", "send": "unicast", "detector": "perfect"}, "faults": [` + strings.Join(faults, ", ") + `], "budget": {"crashes": ` + strconv.Itoa(s.crashes) + `}}`
}

// What falls, by the fewest faults and then steps.
const (
	uniform   = "virtual-synchrony"
	survivors = "survivors-agree"
	sequence  = "primary-component"
	progress  = "progress"
)

type fall struct {
	claim string
	steps int32
}

// table is what is true of every rule: where it falls first, and where there are too
// few for it to fall. All claims that are not named are proved.
var table = []struct {
	system
	falls               []fall
	states, transitions int
}{
	// Right: with one crash, with two, with two senders, and when all wait until a
	// message is stable.
	{system{n: 3, crashes: 1, mortal: 3, rule: "two-phase"}, nil, 258, 496},
	{system{n: 3, crashes: 2, mortal: 3, rule: "two-phase"}, nil, 1362, 2946},
	{system{n: 3, crashes: 2, mortal: 3, rule: "two-phase", senders: 2}, nil, 10_192, 26_813},
	{system{n: 4, crashes: 1, mortal: 4, rule: "two-phase"}, nil, 24_629, 101_212},
	{system{n: 4, crashes: 2, mortal: 2, rule: "two-phase"}, nil, 75_049, 307_489},
	{system{n: 3, crashes: 1, mortal: 3, rule: "two-phase", more: stable}, nil, 1437, 3617},
	{system{n: 3, crashes: 2, mortal: 3, rule: "two-phase", more: stable}, nil, 6827, 19_181},

	// The book's: with one crash right; with two the survivors agree, and one that
	// installs and then crashes may be alone.
	{system{n: 3, crashes: 1, mortal: 3, rule: "book"}, nil, 275, 516},
	{system{n: 4, crashes: 1, mortal: 4, rule: "book"}, nil, 31_262, 129_112},
	{system{n: 3, crashes: 2, mortal: 3, rule: "book"}, []fall{{uniform, 7}}, 1233, 2754},
	{system{n: 4, crashes: 2, mortal: 2, rule: "book"}, []fall{{uniform, 12}}, 68_385, 301_331},

	// Among three there is only one other survivor, so any is every.
	{system{n: 3, crashes: 1, mortal: 3, rule: "any"}, nil, 275, 516},
	{system{n: 4, crashes: 1, mortal: 4, rule: "any"}, []fall{{uniform, 7}, {survivors, 14}}, 34_478, 138_928},

	// Two processes are too few to disagree.
	{system{n: 2, crashes: 1, mortal: 2, rule: "late messages"}, nil, 20, 24},
	{system{n: 3, crashes: 1, mortal: 3, rule: "late messages"}, []fall{{uniform, 7}, {survivors, 8}}, 370, 792},
	{system{n: 2, crashes: 1, mortal: 2, rule: "no forwarding"}, nil, 18, 20},
	{system{n: 3, crashes: 1, mortal: 3, rule: "no forwarding"}, []fall{{uniform, 7}, {survivors, 7}}, 172, 330},
	{system{n: 2, crashes: 1, mortal: 2, rule: "book", unordered: true}, nil, 18, 20},
	{system{n: 3, crashes: 1, mortal: 3, rule: "book", unordered: true}, []fall{{uniform, 6}, {survivors, 8}}, 500, 1144},
	{system{n: 2, crashes: 1, mortal: 2, rule: "two-phase", unordered: true}, nil, 18, 20},
	{system{n: 3, crashes: 1, mortal: 3, rule: "two-phase", unordered: true}, []fall{{uniform, 8}, {survivors, 10}}, 678, 1782},

	// A second crash finds the first change under way: whoever takes up one change
	// after the other waits for a flush that nobody will send.
	{system{n: 3, crashes: 1, mortal: 3, rule: "ignore"}, nil, 258, 496},
	{system{n: 3, crashes: 2, mortal: 3, rule: "ignore"}, []fall{{progress, 5}}, 1362, 2946},

	// Who forgets is like the book until there are two left to disagree.
	{system{n: 4, crashes: 1, mortal: 4, rule: "forget"}, nil, 19_598, 83_704},
	{system{n: 3, crashes: 2, mortal: 3, rule: "forget"}, []fall{{uniform, 7}}, 1099, 2388},
	{system{n: 4, crashes: 2, mortal: 2, rule: "forget"}, []fall{{uniform, 12}, {survivors, 17}}, 49_106, 215_629},

	{system{n: 4, crashes: 1, mortal: 4, rule: "no restart"}, nil, 31_262, 129_112},
	{system{n: 3, crashes: 2, mortal: 3, rule: "no restart"}, []fall{{uniform, 7}}, 1257, 2768},
	{system{n: 4, crashes: 2, mortal: 2, rule: "no restart"}, []fall{{uniform, 10}, {survivors, 13}, {progress, 13}}, 56_488, 250_555},

	{system{n: 3, crashes: 1, mortal: 3, rule: "jump"}, nil, 258, 496},
	{system{n: 3, crashes: 2, mortal: 3, rule: "jump"}, []fall{{sequence, 8}}, 1362, 2946},
}

const stable = `, "delivery": "on stability"`

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

func (s system) name() string {
	name := s.rule + ", " + strconv.Itoa(s.n) + " and " + strconv.Itoa(s.crashes)
	if s.senders > 1 {
		name += ", two send"
	}
	if s.unordered {
		name += ", unordered"
	}
	if s.more != "" {
		name += ", stable"
	}
	return name
}

func TestEveryRuleStandsAndFallsWhereItShould(t *testing.T) {
	for _, test := range table {
		if testing.Short() && test.states > 30_000 {
			continue
		}
		t.Run(test.name(), func(t *testing.T) {
			x := open(t, test.String())
			r := search(t, x.World, explore.Options{All: true})
			if r.Stopped != explore.Complete || r.States != test.states || int(r.Transitions) != test.transitions {
				t.Errorf("%d states, %d transitions (%s), want %d and %d", r.States, r.Transitions, explore.Stops[r.Stopped], test.states, test.transitions)
			}
			var got []fall
			for i := range r.Findings {
				f, name := &r.Findings[i], x.World.Setup().Claims[i].Name
				if f.Outcome == explore.Refuted {
					got = append(got, fall{name, f.Steps})
					if f.Faults != test.crashes {
						t.Errorf("%s falls by %d faults, and %d are allowed", name, f.Faults, test.crashes)
					}
					falls(t, x.World, i, f)
				} else if f.Ends[sim.Holds] == 0 {
					t.Errorf("%s is never put to the test", name)
				}
			}
			if len(got) != len(test.falls) {
				t.Errorf("falls: %v, want %v", got, test.falls)
			} else {
				for i := range got {
					if got[i] != test.falls[i] {
						t.Errorf("falls: %v, want %v", got, test.falls)
					}
				}
			}
			if installed := r.Events[sim.EvInstall]; installed <= uint64(test.n) {
				t.Errorf("%d views were installed: nobody ever changed it", installed)
			}
			if again, err := explore.Congruent(x.World, 200); err != nil || again < 50 && test.n > 2 {
				t.Errorf("%v; %d states were met twice", err, again)
			}
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

// Those who only receive are interchangeable: up to their names there are fewer
// states and the same verdicts.
func TestReceiversAreInterchangeable(t *testing.T) {
	for _, test := range table {
		if test.n < 4 || testing.Short() && test.states > 30_000 {
			continue
		}
		x := open(t, test.String())
		r := search(t, x.World, explore.Options{All: true, Symmetry: true})
		if r.Stopped != explore.Complete || r.States >= test.states {
			t.Errorf("%s: %d states up to names, %d without", test.name(), r.States, test.states)
		}
		refuted := 0
		for i := range r.Findings {
			if r.Findings[i].Outcome == explore.Refuted {
				refuted++
			}
		}
		if refuted != len(test.falls) {
			t.Errorf("%s: %d claims fall up to names, %d without", test.name(), refuted, len(test.falls))
		}
		if _, err := explore.Commutes(x.World, 40); err != nil {
			t.Errorf("%s: %v", test.name(), err)
		}
	}
}

// Any two of four may crash: more than the published table asks for.
func TestAnyTwoOfFourMayCrash(t *testing.T) {
	x := open(t, system{n: 4, crashes: 2, mortal: 4, rule: "two-phase"}.String())
	if testing.Short() {
		r := search(t, x.World, explore.Options{All: true, States: 20_000})
		for i := range r.Findings {
			if r.Findings[i].Outcome == explore.Refuted {
				t.Errorf("%s falls", x.World.Setup().Claims[i].Name)
			}
		}
		return
	}
	r := search(t, x.World, explore.Options{All: true})
	if r.Stopped != explore.Complete || r.States != 613_787 || r.Transitions != 2_558_773 {
		t.Errorf("%d states and %d transitions (%s)", r.States, r.Transitions, explore.Stops[r.Stopped])
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Outcome != explore.Proved || f.Ends[sim.Holds] == 0 {
			t.Errorf("%s is %s", x.World.Setup().Claims[i].Name, explore.Outcomes[f.Outcome])
		}
	}
}
