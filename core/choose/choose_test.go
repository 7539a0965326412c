package choose_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

func open(t testing.TB, document string) *lab.Experiment {
	t.Helper()
	doc, err := text.Read(scenario.New(scenario.Builtin()...), []byte(document), scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

// oral is a document of OM(m) among n with some traitors, and no crashes.
func oral(n, m int, traitors ...string) string {
	var faults []string
	for _, p := range traitors {
		faults = append(faults, `{"process": "`+p+`", "model": "arbitrary"}`)
	}
	return `{"faultlab": 1, "protocol": "byzantine/oral", "processes": ` + strconv.Itoa(n) + `, "params": {"m": ` + strconv.Itoa(m) +
		`}, "faults": [` + strings.Join(faults, ", ") + `], "budget": {"crashes": 0}}`
}

const volatileServer = `{"faultlab": 1, "protocol": "rpc/request", "processes": 2, "params": {"filter": "volatile"},
	"faults": [{"process": "server", "model": "crash"}], "budget": {"crashes": 1, "restarts": 1, "losses": 2}}`

const stormyGroup = `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 4, "params": {"messages": 3, "senders": 2},
	"network": {"order": "unordered"}, "budget": {"losses": 2}, "faults": [{"process": "P1", "model": "crash"}, {"process": "P2", "model": "omission"}]}`

func TestARandomRunIsReplayedByWhatItTook(t *testing.T) {
	for _, document := range []string{oral(4, 1, "commander", "L2"), volatileServer, stormyGroup} {
		x := open(t, document)
		var again sim.Trace
		other := choose.NewRun(x.World.Twin())
		chosen := 0
		for seed := range uint64(300) {
			end := x.Run.Random(&x.Trace, seed, choose.DefaultWeights)
			chosen += len(x.Run.Taken)
			if e := other.Replay(&again, x.Run.Taken, -1); e != end {
				t.Fatalf("seed %d ends %s, and replayed %s", seed, choose.Ends[end], choose.Ends[e])
			}
			if !slices.Equal(again.Events, x.Trace.Events) || !slices.Equal(again.Pool, x.Trace.Pool) || !slices.Equal(again.Verdicts, x.Trace.Verdicts) ||
				!slices.Equal(again.Clocks, x.Trace.Clocks) || len(other.Misfits) > 0 || !slices.Equal(other.Taken, x.Run.Taken) {
				t.Fatalf("seed %d: another run, misfits %v", seed, other.Misfits)
			}
		}
		if chosen == 0 {
			t.Error("nothing was ever chosen")
		}
	}
}

func TestTheSameSeedIsTheSameRun(t *testing.T) {
	x := open(t, stormyGroup)
	runs := map[string]bool{}
	for seed := range uint64(50) {
		x.Run.Random(nil, seed, choose.DefaultWeights)
		first := string(choose.Encode(nil, x.Run.Taken))
		x.Run.Random(nil, seed, choose.DefaultWeights)
		if string(choose.Encode(nil, x.Run.Taken)) != first {
			t.Errorf("seed %d: two runs", seed)
		}
		runs[first] = true
	}
	if len(runs) < 25 {
		t.Errorf("50 seeds give %d runs", len(runs))
	}
}

func TestWeightsSayHowMuchGoesWrong(t *testing.T) {
	x := open(t, stormyGroup)
	faults := func(weights choose.Weights) (n, others int) {
		for seed := range uint64(200) {
			x.Run.Random(nil, seed, weights)
			for _, c := range x.Run.Taken {
				if c.Kind.Fault() {
					n++
				} else {
					others++
				}
			}
		}
		return n, others
	}
	if n, others := faults(choose.Weights{}); n != 0 || others != 0 {
		t.Errorf("without any weight: %d faults, %d other choices", n, others)
	}
	few, _ := faults(choose.Weights{Fault: 50, Other: 500})
	many, _ := faults(choose.Weights{Fault: 700, Other: 500})
	if few == 0 || many <= few {
		t.Errorf("%d faults with a small weight, %d with a large one", few, many)
	}
}

// Splitmix64 is published with its first numbers for the seed 1234567.
func TestTheGeneratorIsSplitmix(t *testing.T) {
	r := choose.Rand(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := r.Next(); got != want {
			t.Errorf("%d, want %d", got, want)
		}
	}
	var seen [7]int
	for range 7000 {
		seen[r.Below(7)]++
	}
	for v, n := range seen {
		if n < 850 || n > 1150 {
			t.Errorf("%d comes %d times of 7000", v, n)
		}
	}
}

func TestThereAreAsManyRunsAsLies(t *testing.T) {
	for _, test := range []struct {
		document string
		runs     int
	}{
		{oral(4, 1), 1},
		{oral(4, 1, "commander"), 27},       // three lieutenants, each told one of two orders or nothing
		{oral(4, 1, "L3"), 9},               // two others
		{oral(3, 1, "commander"), 9},        // two lieutenants
		{oral(3, 1, "L1"), 3},               // one other
		{oral(3, 1, "commander", "L1"), 27}, // nine ways to begin, three to go on
		{oral(4, 2, "L3"), 81},              // two in the second round, two in the third
		{oral(4, 0, "commander"), 27},
		{oral(2, 0, "commander"), 3},
	} {
		x := open(t, test.document)
		seen := map[string]bool{}
		runs, all := x.Run.Enumerate(1000, func(_ *sim.World, taken []sim.Choice) bool {
			seen[string(choose.Encode(nil, taken))] = true
			return true
		})
		if runs != test.runs || !all || len(seen) != runs {
			t.Errorf("%s: %d runs, %d different ones, all: %v; want %d", test.document, runs, len(seen), all, test.runs)
		}
	}
}

func TestEnumerationStopsWhereItIsTold(t *testing.T) {
	x := open(t, oral(4, 1, "commander"))
	if runs, all := x.Run.Enumerate(10, func(*sim.World, []sim.Choice) bool { return true }); runs != 10 || all {
		t.Errorf("%d of at most 10 runs, all: %v", runs, all)
	}
	if runs, all := x.Run.Enumerate(27, func(*sim.World, []sim.Choice) bool { return true }); runs != 27 || !all {
		t.Errorf("%d of at most 27 runs, all: %v", runs, all)
	}
	seen := 0
	if runs, all := x.Run.Enumerate(100, func(*sim.World, []sim.Choice) bool { seen++; return seen < 5 }); runs != 5 || all {
		t.Errorf("stopped after 5: %d runs, all: %v", runs, all)
	}
}

func TestARunThatIsShrunkHasNothingToSpare(t *testing.T) {
	for _, test := range []struct {
		document string
		claim    int
	}{
		{volatileServer, 0},
		{volatileServer, 1},
		{oral(3, 1, "L2"), 1},
		{oral(4, 1, "commander", "L1"), 0},
		{strings.Replace(stormyGroup, `"P2", "model": "omission"`, `"P2", "model": "crash"`, 1), 0},
	} {
		x := open(t, test.document)
		violated := func(w *sim.World) bool {
			s, _, _ := w.Status(test.claim)
			return s == sim.Violated
		}
		shrunk := 0
		for seed := uint64(0); seed < 400 && shrunk < 20; seed++ {
			if x.Run.Random(nil, seed, choose.DefaultWeights); !violated(x.World) {
				continue
			}
			shrunk++
			before := slices.Clone(x.Run.Taken)
			small, replays := x.Run.Shrink(before, 5000, violated)
			if x.Run.Replay(nil, small, -1); !violated(x.World) || len(x.Run.Misfits) > 0 || len(small) > len(before) || replays > 5000 {
				t.Fatalf("seed %d: %v does not violate the claim", seed, small)
			}
			for i := range small {
				if x.Run.Replay(nil, slices.Delete(slices.Clone(small), i, i+1), -1); violated(x.World) {
					t.Errorf("seed %d: %+v can be left out of %v", seed, small[i], small)
				}
			}
		}
		if shrunk == 0 {
			t.Errorf("%s: no random run violates claim %d", test.document, test.claim)
		}
	}
}

// Two choices are enough for the server's second execution, whatever else a run
// has on the way there.
func TestWhatAChoiceHadToWaitForGoesWithIt(t *testing.T) {
	x := open(t, volatileServer)
	violated := func(w *sim.World) bool { s, _, _ := w.Status(0); return s == sim.Violated }
	shrunk := 0
	for seed := range uint64(1000) {
		if x.Run.Random(nil, seed, choose.DefaultWeights); !violated(x.World) {
			continue
		}
		if small, _ := x.Run.Shrink(slices.Clone(x.Run.Taken), 5000, violated); len(small) > 2 {
			t.Errorf("seed %d: %+v", seed, small)
		}
		shrunk++
	}
	if shrunk < 10 {
		t.Errorf("only %d runs were shrunk", shrunk)
	}
}

func TestShrinkingKeepsToItsBudget(t *testing.T) {
	x := open(t, volatileServer)
	violated := func(w *sim.World) bool { s, _, _ := w.Status(0); return s == sim.Violated }
	for seed := uint64(0); ; seed++ {
		if x.Run.Random(nil, seed, choose.DefaultWeights); violated(x.World) && len(x.Run.Taken) > 4 {
			break
		}
	}
	list := slices.Clone(x.Run.Taken)
	if small, replays := x.Run.Shrink(list, 3, violated); replays != 3 || len(small) > len(list) {
		t.Errorf("%d replays", replays)
	}
}

func TestAChoiceThatDoesNotFitSaysWhy(t *testing.T) {
	x := open(t, oral(4, 1, "L3"))
	// L3's second word is a lie; a step before that it is not possible.
	x.Run.Enumerate(2, func(*sim.World, []sim.Choice) bool { return true })
	lie := x.Run.Taken[0]
	early, crash := lie, sim.Choice{Step: 10, Kind: sim.CrashNow, Who: 3, To: sim.None, Val: sim.Nothing}
	early.Step--
	beyond := lie
	beyond.Step = 1000
	for _, test := range []struct {
		list []sim.Choice
		why  []string
	}{
		{[]sim.Choice{lie}, nil},
		{[]sim.Choice{early}, []string{"0 it is not possible at this step"}},
		{[]sim.Choice{lie, lie}, []string{"1 there is another choice for this step, or it is out of order"}},
		{[]sim.Choice{early, lie, crash}, []string{"0 it is not possible at this step", "2 it is not possible at this step"}},
		{[]sim.Choice{lie, beyond}, []string{"1 the run is over before this step"}},
	} {
		x.Run.Replay(nil, test.list, -1)
		var why []string
		for _, m := range x.Run.Misfits {
			why = append(why, strconv.Itoa(m.Index)+" "+m.Why)
		}
		if !slices.Equal(why, test.why) {
			t.Errorf("%v: %q, want %q", test.list, why, test.why)
		}
	}
	if end := x.Run.Replay(nil, []sim.Choice{lie, beyond}, 10); end != choose.Until || len(x.Run.Misfits) > 0 {
		t.Errorf("stopped before it is due, a choice is held against: %v", x.Run.Misfits)
	}
}

func TestARunStopsAtItsLimit(t *testing.T) {
	x := open(t, strings.Replace(stormyGroup, `"losses": 2`, `"losses": 2, "steps": 5`, 1))
	if end := x.Run.Replay(&x.Trace, nil, -1); end != choose.Limit || x.World.Steps() != 5 {
		t.Errorf("it ends %s after %d steps", choose.Ends[end], x.World.Steps())
	}
	if s, _, _ := x.World.Status(0); s != sim.Unknown {
		t.Errorf("the claim is %s", sim.Statuses[s])
	}
	if end := x.Run.Replay(nil, nil, 3); end != choose.Until || x.World.Steps() != 3 {
		t.Errorf("it ends %s after %d steps", choose.Ends[end], x.World.Steps())
	}
}

func TestNobodyIsAskedWhereThereIsNoChoice(t *testing.T) {
	x := open(t, oral(4, 1, "L3"))
	asked := 0
	x.Run.Ask(nil, func(_ *sim.World, options []sim.Option) int {
		asked++
		if len(options) < 2 {
			t.Errorf("asked about %v", options)
		}
		return len(options) // nonsense counts as option 0
	})
	if asked != 2 || len(x.Run.Taken) != 0 {
		t.Errorf("asked %d times, %v taken", asked, x.Run.Taken)
	}
}
