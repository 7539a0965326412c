package explore_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/explore/naive"
	"faultlab/core/explore/random"
	"faultlab/core/sim"
	"faultlab/tools/seeds"
)

// checks are all self-checks.
var checks = map[string]func(w *sim.World, runs int) (int, error){
	"congruent": explore.Congruent, "commutes": explore.Commutes, "quiet": explore.Quiet, "swaps": explore.Swaps,
}

// mischief is what a restless process does that it must not do.
type mischief uint8

const (
	none mischief = iota
	hides
	panics
)

// restless draws, sets timers, asks for steps of its own, crashes and comes up again.
type restless struct{ Heard, Drawn uint8 }

type secret struct {
	mischief mischief
	heard    int // where no snapshot finds it
}

func (r *restless) Start(e *sim.Env) {
	e.Multicast(e.Others(), 0, uint8(e.Me)&1, 0)
	e.After(1, 1, 0, 0)
	e.Draw(2, 2)
}

func (r *restless) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*secret)
	s.heard++
	switch {
	case s.mischief == panics && s.heard > 40:
		panic("a fault of the protocol")
	case s.mischief == hides:
		r.Heard = uint8(s.heard) & 1
	case e.Class() == sim.Drawing:
		r.Drawn = m.Val
		e.Do(3, m.Val, 0)
	case e.Class() == sim.Timer:
		e.Cancel(3)
	case e.Class() == sim.Task:
		e.Note(sim.EvDecide, sim.None, m.Val, 0, sim.NoReason)
	case e.Class() == sim.Message && m.Kind == 0:
		e.Draw(2, 2)
		e.Send(m.From, 4, m.Val, 0)
	default:
		r.Heard = r.Heard&1 ^ m.Val
	}
}

// first is a claim which says that its history survives swaps, though it remembers who
// was first.
func first() sim.Claim {
	return sim.Claim{Name: "first", Size: 1, Watch: sim.Watch(sim.EvDecide), Begin: sim.HoldsSoFar, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if m.History[0] == 0 {
				m.History[0] = uint8(e.Process) + 1
			}
			return sim.HoldsSoFar
		}}
}

func resting(m mischief) *sim.Setup {
	return &sim.Setup{
		N: 3, Values: 2, Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1, Restarts: 1}, Shared: &secret{mischief: m},
		Build: func(b *sim.Builder) {
			for range 3 {
				sim.Place(b, restless{}, 0)
			}
		},
	}
}

// Whatever a self-check comes upon, the world is as it was: it goes on where it was,
// and its trace with it.
func TestASelfCheckLeavesTheWorldAsItWas(t *testing.T) {
	for name, test := range map[string]struct {
		check string
		setup func() *sim.Setup
		says  string // what is found; empty: nothing
	}{
		"nothing is wrong":        {"congruent", func() *sim.Setup { return resting(none) }, ""},
		"nobody is alike":         {"commutes", func() *sim.Setup { return resting(none) }, ""},
		"one of them crashes":     {"commutes", func() *sim.Setup { s := resting(none); s.Alike = []sim.Set{sim.SetOf(0, 1)}; return s }, "P1 and P2 are said to be alike"},
		"an answer is quiet":      {"quiet", func() *sim.Setup { s := resting(none); s.Quiet = 1 << 4; return s }, ""},
		"a question is quiet":     {"quiet", func() *sim.Setup { s := resting(none); s.Quiet = 1; return s }, "is said to set nothing off, and does at P"},
		"deliveries are swapped":  {"swaps", func() *sim.Setup { return resting(none) }, ""},
		"a claim keeps the order": {"swaps", func() *sim.Setup { s := resting(none); s.Claims = []sim.Claim{first()}; return s }, "comes to one state or another"},
		"something is hidden":     {"congruent", func() *sim.Setup { return resting(hides) }, "something that matters is not in the state"},
		"congruent panics":        {"congruent", func() *sim.Setup { return resting(panics) }, "a fault of the protocol"},
		"commutes panics":         {"commutes", func() *sim.Setup { s := resting(panics); s.Alike = []sim.Set{sim.SetOf(1, 2)}; return s }, ""},
		"quiet panics":            {"quiet", func() *sim.Setup { s := resting(panics); s.Quiet = 1 << 4; return s }, "a fault of the protocol"},
		"swaps panics":            {"swaps", func() *sim.Setup { return resting(panics) }, "a fault of the protocol"},
	} {
		t.Run(name, func(t *testing.T) {
			w := sim.New(test.setup())
			var trace sim.Trace
			halfway(w, &trace)
			w.Setup().Shared.(*secret).heard = 0
			before, events := w.Save(nil), slices.Clone(trace.Events)
			said := check(test.check, w)
			if !strings.Contains(said, test.says) || test.says == "" && said != "" && !strings.Contains(name, "panics") {
				t.Errorf("it says %q, not %q", said, test.says)
			}
			if !bytes.Equal(w.Save(nil), before) || !slices.Equal(trace.Events, events) {
				t.Error("the world is not as it was")
			}
			w.Setup().Shared.(*secret).heard = 0
			w.Apply(w.Enabled(nil)[0])
			if len(trace.Events) == len(events) {
				t.Error("the world has lost its trace")
			}
		})
	}
}

// check runs a self-check and returns what it says, also in a panic.
func check(name string, w *sim.World) (said string) {
	defer func() {
		if p := recover(); p != nil {
			said = fmt.Sprint(p)
		}
	}()
	if _, err := checks[name](w, 40); err != nil {
		said = err.Error()
	}
	return said
}

// halfway takes some steps of a run, and leaves something in flight.
func halfway(w *sim.World, trace *sim.Trace) {
	choose.NewRun(w).Drive(trace, 5, func(_ *sim.World, options []sim.Option) int { return len(options) - 1 })
}

func TestASelfCheckLeavesAnyWorldAsItWas(t *testing.T) {
	seeds.Hold(t, random.Any, func(s *random.System, _ *naive.Everything) string {
		w := s.World()
		halfway(w, nil)
		before := w.Save(nil)
		for name, check := range checks {
			_, _ = check(w, 1)
			if !bytes.Equal(w.Save(nil), before) {
				return "a self-check changes the world: " + name + "\n"
			}
		}
		return ""
	})
}

// A pair of deliveries of which one asks for a draw is not compared, and what comes
// behind it is compared in the state that it is said of.
func TestDrawsAreNoFaultOfThoseWhoDraw(t *testing.T) {
	setup := resting(none)
	pairs, err := explore.Swaps(sim.New(setup), 60)
	if err != nil || pairs < 100 {
		t.Errorf("%v, in %d pairs", err, pairs)
	}
}

// A message that is said to set nothing off may neither replace what it takes away, nor
// close the channel from a process that is up.
func TestAQuietMessageNeitherReplacesNorCloses(t *testing.T) {
	for name, do := range map[string][]random.Action{
		"replaces": {{Verb: random.Cancel}, {Verb: random.Set, Ticks: 1}},
		"closes":   {{Verb: random.Close, To: random.Sender}},
	} {
		s := random.System{N: 2, Values: 2, Models: make([]sim.Model, 2), Of: []int{0, 1}, Quiet: 1, Roles: []random.Role{
			{States: 1, Rows: []random.Row{{On: random.Begins, Do: []random.Action{{Verb: random.Cast}}}}},
			{States: 1, Rows: []random.Row{{On: random.Begins, Do: []random.Action{{Verb: random.Set, Ticks: 1}}}, {On: random.Hears, Do: do}}},
		}}
		if _, err := explore.Quiet(s.World(), 10); err == nil {
			t.Errorf("one that %s passes for quiet", name)
		}
	}
}
