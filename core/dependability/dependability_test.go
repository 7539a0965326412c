package dependability_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/dependability"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

func read(protocol, rest string) (*scenario.Document, error) {
	return text.Read(scenario.New(scenario.Builtin()...), []byte(`{"faultlab": 1, "protocol": "dependability/`+protocol+`", `+rest+`}`), scenario.DocumentLimits{})
}

func open(t *testing.T, protocol, rest string) *lab.Experiment {
	t.Helper()
	doc, err := read(protocol, rest)
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

// statuses are those of the claims after a run.
func statuses(x *lab.Experiment) (s []sim.Status) {
	for i := range x.Doc.Config.Claims {
		one, _, _ := x.World.Status(i)
		s = append(s, one)
	}
	return s
}

const (
	holds    = sim.Holds
	violated = sim.Violated
)

const hourly = `"processes": 2, "params": {"mttf": 3599999, "mttr": 1, "times": "fixed", "horizon": 360000000, "target": 999999}`
const yearly = `"processes": 2, "params": {"mttf": 351, "mttr": 14, "times": "fixed", "ends": "plan", "horizon": 3650, "target": 999999}`

func TestAvailableIsNotReliableAndReliableIsNotAvailable(t *testing.T) {
	for _, test := range []struct {
		why, rest string
		up, down  int32
		billion   uint64
		nines     int
		failures  int64
		want      []sim.Status // available, reliable
	}{
		// A tick is a millisecond: down for one of them every hour, 100 hours long.
		{"down a millisecond every hour", hourly, 3599999, 1, 999_999_722, 6, 99, []sim.Status{holds, violated}},
		// A tick is a day: closed for two weeks every year, 10 years long.
		{"closed for two weeks a year", yearly, 351, 14, 961_643_836, 1, 0, []sim.Status{violated, holds}},
	} {
		a := dependability.Alternating(test.up, test.down)
		if a.PerBillion() != test.billion || a.Nines() != test.nines {
			t.Errorf("%s: %d, %d nines", test.why, a.PerBillion(), a.Nines())
		}
		x := open(t, "service", test.rest)
		x.Replay(nil, -1)
		if got := statuses(x)[:2]; !slices.Equal(got, test.want) {
			t.Errorf("%s: %v", test.why, got)
		}
		s := dependability.ServiceOf(x.Doc.Config)
		l := s.Measure(&x.Trace)[0]
		// The last period down is cut off by the end of the watch.
		cycles := int64(s.Horizon) / int64(test.up+test.down)
		if l.Failures != test.failures && l.Failures != test.failures+1 || (l.Planned > 0) != (test.failures == 0) || l.Down < (cycles-1)*int64(test.down) ||
			l.Down > cycles*int64(test.down) || l.Up+l.Down != int64(s.Horizon) {
			t.Errorf("%s: measured %+v", test.why, l)
		}
	}
}

func TestNines(t *testing.T) {
	for _, test := range []struct {
		num, den uint64
		want     int
	}{{1, 2, 0}, {9, 10, 1}, {89, 100, 0}, {99, 100, 2}, {9995, 10000, 3}, {99999, 100000, 5}, {1, 1, -1}, {0, 1, 0}} {
		if got := (dependability.Ratio{Num: test.num, Den: test.den}).Nines(); got != test.want {
			t.Errorf("%d/%d has %d nines, want %d", test.num, test.den, got, test.want)
		}
	}
}

// structure is a service of parts with means of 20 and 5 ticks.
func structure(parts, needs int) string {
	return `"processes": ` + strconv.Itoa(parts+1) + `, "params": {"needs": ` + strconv.Itoa(needs) + `, "horizon": 2000}`
}

func TestWhatIsMeasuredComesToWhatIsCalculated(t *testing.T) {
	for _, test := range []struct {
		parts, needs int
		want         dependability.Ratio // A = 4/5
	}{
		{1, 1, dependability.Ratio{Num: 4, Den: 5}},
		{3, 3, dependability.Ratio{Num: 64, Den: 125}},
		{3, 1, dependability.Ratio{Num: 124, Den: 125}},
		{3, 2, dependability.Ratio{Num: 112, Den: 125}},
	} {
		x := open(t, "service", structure(test.parts, test.needs))
		a := dependability.ServiceOf(x.Doc.Config).Availability()
		if a.Num*test.want.Den != a.Den*test.want.Num {
			t.Fatalf("%d of %d: calculated %d/%d", test.needs, test.parts, a.Num, a.Den)
		}
		v := dependability.Look(x.Doc.Config, 200, lab.ByChance)
		got, want := int64(v.Service.Share().PerBillion()), int64(a.PerBillion())
		if d := got - want; d > 6_000_000 || d < -6_000_000 {
			t.Errorf("%d of %d: measured %d, calculated %d", test.needs, test.parts, got, want)
		}
		if mttf, mttr := v.Part.Up*10/v.Part.Failures, v.Part.Down*10/v.Part.Repairs; mttf < 195 || mttf > 205 || mttr < 48 || mttr > 52 {
			t.Errorf("MTTF %d and MTTR %d, in tenths", mttf, mttr)
		}
	}
}

func TestReliabilityFallsAsItShould(t *testing.T) {
	x := open(t, "service", `"processes": 2, "params": {"mttf": 50, "horizon": 100}`)
	v := dependability.Look(x.Doc.Config, 1000, lab.ByChance)
	for i, want := range v.Expected {
		// At the end of the watch a failure is no longer seen.
		if got, e := v.Survived[i], int(want.PerBillion()/1_000_000); got < e-45 || got > e+45 {
			t.Errorf("after %d tenths: %d of 1000 runs, calculated %d", i, got, e)
		}
	}
	if v.Survived[0] != 1000 || !slices.IsSortedFunc(v.Survived, func(a, b int) int { return b - a }) {
		t.Errorf("%v", v.Survived)
	}
}

// The naive way: tick by tick, count the parts that are up.
func TestMeasuresTickByTick(t *testing.T) {
	for _, needs := range []int{1, 2, 3} {
		x := open(t, "service", `"processes": 4, "params": {"needs": `+strconv.Itoa(needs)+`, "horizon": 150, "target": 900000}`)
		for seed := range uint64(100) {
			x.Run.Random(&x.Trace, seed, choose.DefaultWeights)
			s := dependability.ServiceOf(x.Doc.Config)
			lanes := s.Measure(&x.Trace)
			working, downs, fails, was := [4]bool{true, true, true, true}, int64(0), int64(0), true
			heard, hears := int64(0), true
			for now := range s.Horizon {
				for i := range x.Trace.Events {
					if e := &x.Trace.Events[i]; e.Time == now && e.Process > 0 && e.Process < 4 && (e.Kind == sim.EvFault || e.Kind == sim.EvRepair) {
						working[e.Process] = e.Kind == sim.EvRepair
					} else if e.Time == now+1 && e.Process == 0 && (e.Kind == sim.EvFailure || e.Kind == sim.EvRepair) {
						hears = e.Kind == sim.EvRepair
					}
				}
				n := 0
				for _, w := range working[1:] {
					if w {
						n++
					}
				}
				if n < needs {
					downs++
				}
				if was && n < needs {
					fails++
				}
				was = n >= needs
				if !hears {
					heard++
				}
			}
			if lanes[0].Down != downs || heard != downs {
				t.Fatalf("seed %d: down for %d ticks, tick by tick %d, as the watcher has it %d", seed, lanes[0].Down, downs, heard)
			}
			if lanes[0].Failures < fails { // one that is repaired at once is seen by events alone
				t.Fatalf("seed %d: %d failures, tick by tick %d", seed, lanes[0].Failures, fails)
			}
			want := holds
			if (150-downs)*10 < 9*150 {
				want = violated
			}
			if got := statuses(x)[0]; got != want {
				t.Fatalf("seed %d: available %s, down for %d ticks", seed, sim.Statuses[got], downs)
			}
		}
	}
}

func TestMaintainable(t *testing.T) {
	for within, want := range map[int]sim.Status{4: violated, 5: holds} {
		x := open(t, "service", `"processes": 2, "params": {"times": "fixed", "within": `+strconv.Itoa(within)+`}`)
		x.Replay(nil, -1)
		if got := statuses(x)[2]; got != want {
			t.Errorf("within %d: %s", within, sim.Statuses[got])
		}
	}
}

// Wherever in time a fault strikes: which of error, failure and harm there can be.
func TestNotEveryFaultIsAFailure(t *testing.T) {
	for _, test := range []struct {
		kind, guard string
		want        string // combinations of error, failure and harm that occur
	}{
		{"transient", "none", "--- e-- efh"},
		{"transient", "check", "--- e-- ef-"},
		{"transient", "copies", "--- e--"},
		{"permanent", "none", "--- e-- efh"},
		{"permanent", "check", "--- e-- ef-"},
		{"permanent", "copies", "--- e--"},
		{"intermittent", "none", "--- e-- efh"},
		{"intermittent", "copies", "--- e--"},
	} {
		x := open(t, "chain", `"processes": 2, "params": {"fault": "`+test.kind+`", "guard": "`+test.guard+`", "repair": 4}`)
		seen := map[string]bool{}
		runs, all := x.Run.Enumerate(1_000_000, func(w *sim.World, _ []sim.Choice) bool {
			s := ""
			for i, letter := range []string{"e", "f", "h"} {
				if st, _, _ := w.Status(i); st == violated {
					s += letter
				} else {
					s += "-"
				}
			}
			seen[s] = true
			return true
		})
		var got []string
		for s := range seen {
			got = append(got, s)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != test.want || !all || runs < 37 {
			t.Errorf("%s, %s: %v of %d runs", test.kind, test.guard, got, runs)
		}
	}
}

func TestTheChainIsTold(t *testing.T) {
	x := open(t, "chain", `"processes": 2, "params": {"repair": 3, "fault": "permanent"}, "choices": ["0: the fault strikes at tick 6"]`)
	x.Replay(x.Own(), -1)
	var says []string
	for i := range x.Trace.Events {
		e := &x.Trace.Events[i]
		switch e.Kind {
		case sim.EvFault, sim.EvError, sim.EvFailure, sim.EvRepair:
			says = append(says, x.Scene.Event(e, nil))
		}
	}
	want := "A fault: something strikes memory; An error: memory holds x, which nobody wrote; A failure: program reads x, though it wrote the other word; memory is repaired"
	if got := strings.Join(says, "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestBadDocuments(t *testing.T) {
	for rest, want := range map[string]string{
		`"processes": 2, "params": {"mttf": 0}`:                               "mttf",
		`"processes": 2, "params": {"mttf": 1000}`:                            "params.mttf",
		`"processes": 3, "params": {"times": "fixed", "mttr": 1000}`:          "params.mttr",
		`"processes": 2, "params": {"horizon": 400000000}`:                    "params.horizon",
		`"processes": 3, "params": {"needs": 3}`:                              "params.needs",
		`"processes": 12`:                                                     "9",
		`"processes": 2, "params": {"times": "exponential"}`:                  "drawn",
		`"processes": 2, "network": {"delay": "unbounded"}`:                   "one tick",
		`"processes": 2, "faults": [{"process": "part 1", "model": "crash"}]`: "none",
		`"processes": 2, "params": {"times": "fixed", "target": 1000001}`:     "target",
	} {
		if _, err := read("service", rest); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want something about %s", rest, err, want)
		}
	}
}
