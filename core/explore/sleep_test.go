package explore_test

import (
	"testing"

	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// sleeping searches with and without sleep sets: states, ends and verdicts are the
// same, each as cheap, and only transitions are fewer. It returns both.
func sleeping(t *testing.T, w *sim.World, o explore.Options) (few, every *explore.Result) {
	t.Helper()
	o.All = true
	few = search(t, w, o)
	o.Every = true
	every = search(t, w, o)
	if few.States != every.States || few.Ends != every.Ends || few.Steps != every.Steps || few.Faults != every.Faults ||
		few.Stopped != every.Stopped || few.Fair.Failed != every.Fair.Failed || few.Transitions > every.Transitions {
		t.Errorf("%d states, %d ends, %d transitions; with every transition %d, %d, %d", few.States, few.Ends, few.Transitions,
			every.States, every.Ends, every.Transitions)
	}
	for c := range few.Findings {
		got, want := &few.Findings[c], &every.Findings[c]
		if got.Outcome != want.Outcome || got.Faults != want.Faults || got.Steps != want.Steps || got.Ends != want.Ends {
			t.Errorf("claim %d: %+v; with every transition %+v", c, got, want)
		}
		if got.Outcome == explore.Refuted {
			falls(t, w, c, got)
		}
	}
	for kind := range few.Events {
		if (few.Events[kind] == 0) != (every.Events[kind] == 0) {
			t.Errorf("%s happens %d times, and with every transition %d", sim.EventKinds[kind], few.Events[kind], every.Events[kind])
		}
	}
	return few, every
}

func TestNoStateIsMissedThoughTransitionsAreLeftOut(t *testing.T) {
	saved := 0
	look := func(t *testing.T, w *sim.World) {
		t.Helper()
		few, every := sleeping(t, w, explore.Options{Within: 3})
		if few.Transitions < every.Transitions {
			saved++
		}
		together := search(t, w, explore.Options{All: true, Within: 3, Workers: 2, Together: together})
		if !same(few, together) {
			t.Errorf("by two threads %+v, by one %+v", together, few)
		}
		if _, err := explore.Swaps(w, 20); err != nil {
			t.Error(err)
		}
	}
	small(t, look)
	for name, document := range reducible {
		t.Run(name, func(t *testing.T) {
			look(t, open(t, `{"faultlab": 1, "protocol": "multicast/fifo", `+document+`}`).World)
		})
	}
	for name, test := range flushes {
		if testing.Short() && test.states > 50_000 {
			continue
		}
		t.Run(name, func(t *testing.T) { look(t, sim.New(flushing(test.n, test.group, test.crashes, test.mortal...))) })
	}
	if saved < 10 {
		t.Errorf("transitions are left out in %d systems only", saved)
	}
}

// Every scenario that is kept can be searched so: no delivery to one process shows
// at another, and no claim remembers in which order they came.
func TestDeliveriesOfScenariosCommute(t *testing.T) {
	most := 4000
	if testing.Short() {
		most = 1000
	}
	kept(t, func(t *testing.T, x *lab.Experiment) {
		few := search(t, x.World, explore.Options{All: true, States: most})
		if few.Stopped == explore.Complete {
			sleeping(t, x.World, explore.Options{})
		}
		if _, err := explore.Swaps(x.World, 10); err != nil {
			t.Error(err)
		}
	})
}

// A claim that remembers who was the first is found out.
func TestAHistoryOfOrderIsNoHistoryThatSwaps(t *testing.T) {
	setup := flushing(3, group{Senders: 2}, 0)
	setup.Claims = append(setup.Claims, sim.Claim{Name: "first", Size: 1, Watch: sim.Watch(sim.EvDeliver), Begin: sim.HoldsSoFar, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if m.History[0] == 0 {
				m.History[0] = uint8(e.Process) + 1
			}
			return sim.HoldsSoFar
		}})
	if _, err := explore.Swaps(sim.New(setup), 20); err == nil {
		t.Error("it passes for one whose history is the same in either order")
	}
}
