package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"faultlab/core/lab"
	"faultlab/core/sim"
)

// A view is what the correct processes of a run receive, in text; views collects
// those of all runs of a document.
func views(t *testing.T, document string) map[string]bool {
	t.Helper()
	x := open(t, document)
	all := map[string]bool{}
	runs, complete := everyRun(x, func() {
		var lines []string
		for i := range x.Trace.Events {
			e := &x.Trace.Events[i]
			if e.Kind == sim.EvReceive && e.Flags&sim.FlagFaulty == 0 {
				lines = append(lines, fmt.Sprintf("%d: %d hears %d say %d (%d)", e.Time, e.Process, e.Peer, e.Value, e.Arg))
			}
		}
		slices.Sort(lines) // by round; the order inside a round is nothing that a process sees
		all[strings.Join(lines, "\n")] = true
	})
	if !complete || runs == 0 {
		t.Fatalf("%d runs of %s, and these are not all", runs, document)
	}
	return all
}

// everyRun replays each run of an experiment with its trace.
func everyRun(x *lab.Experiment, look func()) (runs int, all bool) {
	second := lab.Open(x.Doc)
	return second.Run.Enumerate(1_000_000, func(_ *sim.World, taken []sim.Choice) bool {
		x.Run.Replay(&x.Trace, taken, -1)
		look()
		return true
	})
}

const (
	noCrash   = `"crashes": 0`
	oneCrash  = `"crashes": 1`
	mistakes4 = `"crashes": 0, "mistakes": 4`
)

// What a process of a weaker failure model can do to others, one of a stronger
// model can do, too. Crashes are left out of the stronger ones' budgets, so that
// omission has to look like a crash by itself.
func TestFailureModelsAreIncludedInEachOther(t *testing.T) {
	for _, test := range []struct {
		n, m            int
		faulty          string
		weaker, budget  string
		stronger, grant string
		proper          bool // the stronger one can do more
	}{
		{3, 1, "commander", "crash", oneCrash, "omission", noCrash, false},
		{3, 1, "L1", "crash", oneCrash, "omission", noCrash, true}, // it misses the order and passes on the default
		{4, 2, "L1", "crash", oneCrash, "omission", noCrash, true},
		{3, 1, "commander", "omission", noCrash, "arbitrary", noCrash, true},
		{3, 1, "L1", "omission", noCrash, "arbitrary", noCrash, false}, // of two orders that is all there is to say
		{4, 2, "L1", "omission", noCrash, "arbitrary", noCrash, true},
		{3, 1, "commander", "timing", noCrash, "arbitrary", noCrash, true},
		{3, 1, "L1", "timing", noCrash, "arbitrary", noCrash, true},
		{3, 1, "commander", "value", noCrash, "arbitrary", noCrash, true},
		{3, 1, "L1", "value", noCrash, "arbitrary", noCrash, true},
		{3, 1, "L1", "state-transition", mistakes4, "arbitrary", noCrash, true},
		{4, 2, "L1", "state-transition", mistakes4, "arbitrary", noCrash, true},
	} {
		weaker := views(t, oral(test.n, test.m, test.faulty, test.weaker, test.budget))
		stronger := views(t, oral(test.n, test.m, test.faulty, test.stronger, test.grant))
		name := fmt.Sprintf("OM(%d) among %d, %s: %s in %s", test.m, test.n, test.faulty, test.weaker, test.stronger)
		if len(weaker) < 2 {
			t.Errorf("%s: the weaker one does nothing", name)
		}
		for v := range weaker {
			if !stronger[v] {
				t.Errorf("%s: never seen under the stronger one:\n%s", name, v)
			}
		}
		if more := len(stronger) > len(weaker); more != test.proper {
			t.Errorf("%s: %d views in %d", name, len(weaker), len(stronger))
		}
	}
}

// In the last round of OM(4) among ten a lieutenant speaks along 336 paths. What is wrong on one of them is
// wrong on no other.
func TestAValueFaultOfOneMulticastIsNoneOfAnother(t *testing.T) {
	x := open(t, oral(10, 4, "L1", "value", noCrash))
	path, lied := uint32(0), map[uint32]int{}
	x.Run.Drive(&x.Trace, -1, func(w *sim.World, options []sim.Option) int {
		m, _, _ := w.Described(options[0])
		if w.Clock() < 5 || m.From != 1 || path != 0 && path != m.Arg || len(options) < 2 {
			return 0
		}
		path = m.Arg
		return 1
	})
	for i := range x.Trace.Events {
		if e := &x.Trace.Events[i]; e.Kind == sim.EvReceive && e.Reason == sim.Lie {
			lied[e.Arg]++
		}
	}
	if len(lied) != 1 || lied[path] != 5 {
		t.Errorf("L1 is wrong along the path %d, and lies are heard along %v", path, lied)
	}
}

func TestAValueFaultSaysTheSameToAll(t *testing.T) {
	for _, faulty := range []string{"commander", "L1"} {
		x := open(t, strings.Replace(oral(4, 2, faulty, "value", noCrash), `"m": 2`, `"m": 2, "orders": 3`, 1))
		lies := 0
		runs, all := everyRun(x, func() {
			said := map[[2]uint32]uint8{}
			for i := range x.Trace.Events {
				e := &x.Trace.Events[i]
				if e.Kind != sim.EvReceive {
					continue
				}
				if e.Reason == sim.Lie {
					lies++
				}
				which := [2]uint32{uint32(e.Peer), e.Arg}
				if before, ok := said[which]; ok && before != e.Value {
					t.Errorf("%v: %d is told %d, and somebody else %d", x.Run.Taken, e.Process, e.Value, before)
				}
				said[which] = e.Value
			}
		})
		// One of three orders for each of what the faulty process says, to whomever.
		want := map[string]int{"commander": 3, "L1": 27}[faulty]
		if !all || runs != want || lies == 0 {
			t.Errorf("%s: %d runs, want %d, with %d lies", faulty, runs, want, lies)
		}
	}
}

// shouter sends three messages to process 1 and 2 as one multicast each, in its
// first step.
type shouter struct{}

func (*shouter) Start(e *sim.Env) {
	if e.Me == 0 {
		e.Do(9, 0, 0)
	}
}

func (*shouter) Deliver(e *sim.Env, m sim.Msg) {
	if e.Class() == sim.Task {
		for i := range uint32(3) {
			e.Multicast(sim.SetOf(1, 2), 0, 0, i)
		}
	}
}

// A crash right behind the sending decides nothing at once: which messages it
// cuts off shows when they come or don't. On links without order that can be any
// of them, on FIFO links all behind one, and a multicast network can't be cut.
func TestACrashCutsWhatTheNetworkLetsItCut(t *testing.T) {
	for _, test := range []struct {
		net   sim.Network
		ways  int
		legal func(heard [3]bool) bool
	}{
		{sim.Network{}, 8 * 8, func([3]bool) bool { return true }},
		{sim.Network{Order: sim.FIFO}, 4 * 4, prefix},
		{sim.Network{Order: sim.Ordered}, 4 * 4, prefix},
		{sim.Network{Multicast: true}, 1, func(heard [3]bool) bool { return heard == [3]bool{true, true, true} }},
		{sim.Network{LockStep: true, Bounded: true}, 8 * 8, func([3]bool) bool { return true }},
	} {
		setup := sim.Setup{N: 3, Net: test.net, Models: []sim.Model{sim.Crash, 0, 0}, Budget: sim.Budget{Crashes: 1}}
		w := worldOf(setup, func(b *sim.Builder) {
			for range 3 {
				sim.Place(b, shouter{}, 0)
			}
		})
		ways := map[[2][3]bool]bool{}
		for cut := range 1 << 6 {
			heard := crashAndCut(w, func(c sim.Choice) bool { return cut>>(3*(int(c.To)-1)+int(c.Arg))&1 != 0 })
			ways[heard] = true
			for _, h := range heard {
				if !test.legal(h) {
					t.Errorf("%+v: %v are heard", test.net, h)
				}
			}
		}
		if len(ways) != test.ways {
			t.Errorf("%+v: cut in %d ways, want %d", test.net, len(ways), test.ways)
		}
	}
}

func prefix(heard [3]bool) bool { return (heard[0] || !heard[1]) && (heard[1] || !heard[2]) }

// crashAndCut lets the sender crash right behind its sending, and cuts what want
// says, where that is possible. It returns what the two others hear.
func crashAndCut(w *sim.World, want func(sim.Choice) bool) (heard [2][3]bool) {
	w.Reset(nil)
	for {
		options := w.Enabled(nil)
		if len(options) == 0 || options[0].Kind == sim.Rest {
			return heard
		}
		o := options[0]
		for _, other := range options[1:] {
			c := w.Choice(other)
			if c.Kind == sim.CrashNow && w.Steps() == 1 || c.Kind == sim.CutOff && c.To == w.Choice(o).To && c.Arg == w.Choice(o).Arg && want(c) {
				o = other
			}
		}
		if m, class, _ := w.Described(o); o.Kind == sim.Deliver && class == sim.Message {
			heard[m.To-1][m.Arg] = true
		}
		if w.Clock() > 5 {
			return heard // rounds go on for ever
		}
		w.Apply(o)
	}
}

func TestAWorldWithoutFaultyProcessesOffersNoFaults(t *testing.T) {
	x := open(t, `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4}`)
	if runs, all := x.Run.Enumerate(10, func(*sim.World, []sim.Choice) bool { return true }); runs != 1 || !all {
		t.Errorf("%d runs", runs)
	}
}
