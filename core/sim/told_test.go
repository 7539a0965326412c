package sim_test

import (
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// Whoever is down does nothing: it makes nothing up, holds nothing back and is late
// with nothing, whatever it sent before. What it sent arrives as it was sent, or is lost
// in the crash.
func TestWhoeverHasCrashedChoosesNothingAnyMore(t *testing.T) {
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) {
		for seed := range uint64(100) {
			rnd := choose.Rand(seed)
			walk(x.World, &rnd, func(options []sim.Option) bool {
				for _, o := range options {
					switch c := x.World.Choice(o); c.Kind {
					case sim.Say, sim.Silent, sim.Late:
						if !x.World.Up(c.Who) {
							t.Fatalf("seed %d: process %d is down, and yet: %s", seed, c.Who, x.Text(o))
						}
					}
				}
				return x.World.Steps() < 200
			})
		}
	})
}

// oneLife sends one message in its first life.
type oneLife struct{ Started uint8 }

func (o *oneLife) Start(e *sim.Env) {
	if e.Me == 0 && e.Incarnation() == 0 {
		e.Send(1, 0, 0, 0)
	}
}
func (o *oneLife) Deliver(*sim.Env, sim.Msg) {}

// What was sent in a life that has ended is out of its sender's hands, even when the
// sender is back.
func TestALaterLifeHasNoSayInWhatAnEarlierOneSent(t *testing.T) {
	w := worldOf(sim.Setup{N: 2, Models: []sim.Model{sim.Arbitrary, 0}, Values: 3, Budget: sim.Budget{Crashes: 1, Restarts: 1}},
		func(b *sim.Builder) {
			sim.Place(b, oneLife{}, 0)
			sim.Place(b, oneLife{}, 0)
		})
	for _, step := range []struct {
		take sim.Kind
		want []sim.Kind
	}{
		{sim.Rest, []sim.Kind{sim.Deliver, sim.Say, sim.Say, sim.Silent, sim.CrashNow}},
		{sim.CrashNow, []sim.Kind{sim.Deliver, sim.CutOff, sim.RestartNow}},
		{sim.RestartNow, []sim.Kind{sim.Deliver, sim.CutOff}},
	} {
		if step.take != sim.Rest {
			for _, o := range w.Enabled(nil) {
				if o.Kind == step.take {
					w.Apply(o)
					break
				}
			}
		}
		var got []sim.Kind
		for _, o := range w.Enabled(nil) {
			got = append(got, o.Kind)
		}
		if !slices.Equal(got, step.want) {
			t.Errorf("behind %s there are the options %v, want %v", sim.Kinds[step.take], got, step.want)
		}
	}
}

// Two different events of a run are told in the same sentence only if they are alike in
// all that a sentence speaks of.
func TestDifferentEventsAreToldInDifferentWords(t *testing.T) {
	type key struct {
		kind          sim.EventKind
		process, peer sim.ID
		msg           uint8
		value         uint8
		reason        sim.Reason
	}
	look := func(t *testing.T, name string, x *lab.Experiment) {
		said := map[string]key{}
		for i := range x.Trace.Events {
			e := &x.Trace.Events[i]
			text := x.Scene.Event(e, x.Trace.Span(e))
			if text == "" || e.Kind == sim.EvDrop && e.Reason == sim.NoReason {
				continue // nothing is told, or it is told that there was nothing
			}
			msg := e.Msg
			if sim.Class(msg>>6) != sim.Message {
				msg &^= sim.MaxKinds - 1 // of a process's own timers and steps several may serve one thing
			}
			k := key{e.Kind, e.Process, e.Peer, msg, e.Value, e.Reason}
			if other, known := said[text]; known && other != k {
				t.Errorf("%s: %q is said of %v and of %v (kind, process, peer, message, value, reason)", name, text, other, k)
			}
			said[text] = k
		}
	}
	kept(t, func(name string, x *lab.Experiment) {
		x.Replay(x.Own(), -1)
		look(t, name, x)
	})
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) {
		for seed := range uint64(20) {
			x.Random(seed, choose.Weights{Fault: 200, Other: 200})
			look(t, x.Doc.Config.Spec.Name, x)
		}
	})
}
