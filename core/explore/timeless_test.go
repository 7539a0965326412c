package explore_test

import (
	"testing"

	"faultlab/core/explore"
	"faultlab/core/sim"
)

// Where nobody reads the clock, states that differ by it alone have the same future:
// to leave it out of fingerprints changes no verdict and no cost, and makes fewer states.
func TestToLeaveTheClockOutChangesNoVerdict(t *testing.T) {
	const clocked = `"network": {"process": "asynchronous", "delay": "bounded", "latency": [1, 2]}`
	fewer := 0
	for _, document := range []string{
		`"protocol": "rpc/call", "processes": 2, "params": {"policy": "at-least-once"}, "budget": {"losses": 1, "crashes": 1, "restarts": 1}, "faults": [{"process": "server", "model": "crash"}], ` + clocked,
		`"protocol": "rpc/call", "processes": 2, "params": {"timeout": 5}, "budget": {"losses": 2}, ` + clocked,
		`"protocol": "rpc/request", "processes": 2, "budget": {"losses": 1}, ` + clocked,
		`"protocol": "rpc/printer", "processes": 2, "params": {"reissue": "always"}, "faults": [{"process": "server", "model": "crash"}], "network": {"process": "asynchronous", "delay": "bounded", "latency": [1, 2], "order": "fifo"}`,
		`"protocol": "multicast/reliable", "processes": 3, "params": {"messages": 1}, "budget": {"losses": 1}, ` + clocked,
		`"protocol": "group/work", "processes": 3, "params": {"jobs": 1}, "faults": [{"process": "M1", "model": "crash"}], ` + clocked,
		`"protocol": "agreement/flood", "processes": 2, "faults": [{"process": "P1", "model": "crash"}]`,
	} {
		w := open(t, `{"faultlab": 1, `+document+`}`).World
		if !w.Setup().Timeless || !w.Setup().Net.Timed() {
			t.Errorf("%s: there is no clock to be left out", document)
		}
		read := *w.Setup()
		read.Timeless = false
		without, with := search(t, w, explore.Options{All: true}), search(t, sim.New(&read), explore.Options{All: true})
		if with.Stopped != explore.Complete || without.Stopped != explore.Complete {
			t.Errorf("%s: %s, %s", document, explore.Stops[with.Stopped], explore.Stops[without.Stopped])
		}
		for c := range with.Findings {
			if a, b := &without.Findings[c], &with.Findings[c]; a.Outcome != b.Outcome || a.Faults != b.Faults || a.Steps != b.Steps {
				t.Errorf("%s: claim %d is %s by %d and %d, with the clock %s by %d and %d", document, c, explore.Outcomes[a.Outcome], a.Faults, a.Steps,
					explore.Outcomes[b.Outcome], b.Faults, b.Steps)
			}
		}
		if without.States > with.States {
			t.Errorf("%s: %d states, with the clock %d", document, without.States, with.States)
		}
		if without.States < with.States {
			fewer++
		}
		if _, err := explore.Congruent(w.Twin(), 200); err != nil {
			t.Errorf("%s: %v", document, err)
		}
	}
	if fewer == 0 {
		t.Error("nowhere does it make fewer states")
	}
}

// reader looks at the clock.
type reader struct{ _ uint8 }

func (r *reader) Start(e *sim.Env)              { e.After(1, 0, 0, 0) }
func (r *reader) Deliver(e *sim.Env, _ sim.Msg) { e.Now() }

func TestWhoSaysThatItReadsNoClockIsHeldToIt(t *testing.T) {
	setup := system(inA(), func(b *sim.Builder) { sim.Place(b, reader{}, 0) }, 1)
	setup.Net, setup.Timeless = sim.Network{Bounded: true, MinDelay: 1, MaxDelay: 1}, true
	w := sim.New(setup)
	defer func() {
		if recover() == nil {
			t.Error("it read the clock")
		}
	}()
	for range 2 {
		w.Apply(w.Enabled(nil)[0])
	}
}

// With a clock in the state, a process that wakes again and again never comes back to
// where it was; without it, it does, and is judged.
func TestWhereNobodyReadsTheClockStatesRepeat(t *testing.T) {
	setup := system(decided(), func(b *sim.Builder) { sim.Place(b, beater{}, 0) }, 1)
	setup.Net, setup.Budget.Steps = sim.Network{Bounded: true, MinDelay: 1, MaxDelay: 1}, 50
	r := search(t, sim.New(setup), explore.Options{})
	if r.Stopped != explore.Steps || r.Findings[0].Outcome != explore.Unknown {
		t.Errorf("with the clock it is %s: %s", explore.Outcomes[r.Findings[0].Outcome], explore.Stops[r.Stopped])
	}
	setup.Timeless = true
	w := sim.New(setup)
	r = search(t, w, explore.Options{})
	if f := &r.Findings[0]; f.Outcome != explore.Refuted || !f.Endless || f.Steps-f.Since != 2 {
		t.Errorf("without it, it is %s, from step %d to %d", explore.Outcomes[f.Outcome], f.Since, f.Steps)
	}
	repeats(t, "timed", w, 0, &r.Findings[0])
}
