package sim_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

func TestTheEmptyListEndsInEveryScenario(t *testing.T) {
	kept(t, func(name string, x *lab.Experiment) {
		if end := x.Replay(nil, -1); end != choose.Quiescent {
			t.Errorf("%s: the run ends %s after %d steps", name, choose.Ends[end], x.World.Steps())
		}
		for i := range x.Trace.Events {
			switch e := &x.Trace.Events[i]; e.Reason {
			case sim.Lie, sim.Silence, sim.SendOmission, sim.ReceiveOmission, sim.TooLate, sim.Loss, sim.Cut, sim.ReceiverDown:
				t.Errorf("%s: event %d is one of a faulty run: %s", name, i, sim.Reasons[e.Reason])
			}
			if k := x.Trace.Events[i].Kind; k == sim.EvCrash || k == sim.EvMistake {
				t.Errorf("%s: event %d is a %s", name, i, sim.EventKinds[k])
			}
		}
	})
}

func TestOptionZeroIsNeverAFault(t *testing.T) {
	look := func(name string, x *lab.Experiment) {
		for seed := range uint64(20) {
			x.Run.Ask(nil, func(w *sim.World, options []sim.Option) int {
				if options[0].Kind.Fault() {
					t.Errorf("%s, seed %d, step %d: option 0 is %s", name, seed, w.Steps(), sim.Kinds[options[0].Kind])
				}
				rnd := choose.Rand(seed<<32 + uint64(w.Steps()))
				return int(rnd.Below(uint32(len(options))))
			})
		}
	}
	kept(t, look)
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) { look("with all faults", x) })
}

// The short way to option 0 leads to it, or says that it does not know.
func TestTheBoringStepIsOptionZero(t *testing.T) {
	known := 0
	look := func(t *testing.T, w *sim.World) {
		for seed := range uint64(50) {
			rnd := choose.Rand(seed)
			walk(w, &rnd, func(options []sim.Option) bool {
				o, ok := w.Boring()
				due := options[0].Kind == sim.Deliver
				if ok != due || ok && o != options[0] {
					t.Errorf("seed %d, step %d: %+v (%t) where option 0 is %+v", seed, w.Steps(), o, ok, options[0])
				}
				if ok {
					known++
				}
				return !t.Failed()
			})
			if _, ok := w.Boring(); ok && len(w.Enabled(nil)) == 0 {
				t.Errorf("seed %d: a step is due where nothing can happen", seed)
			}
		}
	}
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) { look(t, x.World) })
	everyNetwork(t, look)
	if known < 1000 {
		t.Errorf("only %d steps were due", known)
	}
}

// A menu, a document and a link must be able to say which option they mean.
func TestEveryOptionHasAChoiceOfItsOwn(t *testing.T) {
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) {
		w := x.World
		for seed := range uint64(20) {
			rnd := choose.Rand(seed)
			walk(w, &rnd, func(options []sim.Option) bool {
				for _, o := range options {
					if found, ok := w.Find(w.Choice(o), options); !ok || found != o {
						t.Errorf("seed %d, step %d: %+v is found as %+v", seed, w.Steps(), o, found)
					}
				}
				return !t.Failed()
			})
		}
	})
}
