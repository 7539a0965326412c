package explore_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// Machines of a few lines whose runs need not end.

// Kinds of their timers and messages.
const (
	beat uint8 = iota
	alarm
	token
	news
)

// beater sets its timer again whenever it goes off.
type beater struct{ _ uint8 }

func (b *beater) Start(e *sim.Env)              { e.After(1, beat, 0, 0) }
func (b *beater) Deliver(e *sim.Env, _ sim.Msg) { e.After(1, beat, 0, 0) }

// pulse tells its neighbour of each beat, if the last one has arrived.
type pulse struct{ _ uint8 }

func (p *pulse) Start(e *sim.Env) { e.Send(1, token, 0, 0) }
func (p *pulse) Deliver(e *sim.Env, m sim.Msg) {
	if m.Kind == news {
		e.Send(1, token, 0, 0)
	}
}

// patient sets its alarm again at each beat, and decides when it goes off.
type patient struct{ _ uint8 }

func (p *patient) Start(e *sim.Env) { e.After(1, alarm, 0, 0) }
func (p *patient) Deliver(e *sim.Env, m sim.Msg) {
	if m.Kind == alarm {
		e.Note(sim.EvDecide, sim.None, 0, 0, sim.NoReason)
		return
	}
	e.Cancel(alarm)
	e.After(1, alarm, 0, 0)
	e.Send(0, news, 0, 0)
}

// stubborn is a patient process whose alarm is never withdrawn: it must go off.
type stubborn struct{ _ uint8 }

func (p *stubborn) Start(e *sim.Env) { e.After(1, alarm, 0, 0) }
func (p *stubborn) Deliver(e *sim.Env, m sim.Msg) {
	if m.Kind == alarm {
		e.Note(sim.EvDecide, sim.None, 0, 0, sim.NoReason)
		return
	}
	e.Send(0, news, 0, 0)
}

// walker goes back and forth between three places: A and B by turns of its own timers,
// B and C too; from B it may go either way.
type walker struct{ At uint8 }

func (w *walker) Start(e *sim.Env) { w.enter(e, 0) }
func (w *walker) enter(e *sim.Env, at uint8) {
	w.At = at
	e.Note(sim.EvOutput, sim.None, at, 0, sim.NoReason)
	e.Cancel(beat)
	e.Cancel(alarm)
	if at != 0 {
		e.After(1, beat, at-1, 0)
	}
	if at != 2 {
		e.After(1, alarm, at+1, 0)
	}
}
func (w *walker) Deliver(e *sim.Env, m sim.Msg) { w.enter(e, m.Val) }

// decided: in the end process 1 has decided. inA: in the end the last output is 0.
func decided() sim.Claim {
	return sim.Claim{Name: "decided", Size: 1, Watch: sim.Watch(sim.EvDecide), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, _ *sim.Event) sim.Status { m.History[0] = 1; return sim.Open },
		Finish: func(m *sim.Memory) sim.Status {
			if m.History[0] == 0 {
				m.Blame(sim.SetOf(0), sim.None)
				return sim.Violated
			}
			return sim.Holds
		}}
}

func inA() sim.Claim {
	return sim.Claim{Name: "in A", Size: 1, Watch: sim.Watch(sim.EvOutput), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status { m.History[0] = e.Value; return sim.Open },
		Finish: func(m *sim.Memory) sim.Status {
			if m.History[0] != 0 {
				m.Blame(sim.SetOf(0), sim.None)
				return sim.Violated
			}
			return sim.Holds
		}}
}

func system(claim sim.Claim, build func(b *sim.Builder), n int) *sim.Setup {
	return &sim.Setup{N: n, Claims: []sim.Claim{claim}, Build: build}
}

func TestRunsThatNeverEndAreJudged(t *testing.T) {
	for _, test := range []struct {
		name    string
		setup   *sim.Setup
		outcome explore.Outcome
		endless explore.Endless
		loop    int32 // steps of it
	}{
		{"a timer that sets itself again, and nothing is decided", system(decided(), func(b *sim.Builder) {
			sim.Place(b, beater{}, 0)
		}, 1), explore.Refuted, explore.Judged, 1},
		{"a beat that keeps renewing a time-out", system(decided(), func(b *sim.Builder) {
			sim.Place(b, pulse{}, 0)
			sim.Place(b, patient{}, 0)
		}, 2), explore.Refuted, explore.Judged, 2},
		{"a time-out that nobody renews must go off", system(decided(), func(b *sim.Builder) {
			sim.Place(b, pulse{}, 0)
			sim.Place(b, stubborn{}, 0)
		}, 2), explore.Proved, explore.Judged, 0},
		{"A, B, C, and the claim holds in A only: the loop between B and C", system(inA(), func(b *sim.Builder) {
			sim.Place(b, walker{}, 0)
		}, 1), explore.Refuted, explore.Judged, 2},
	} {
		w := sim.New(test.setup)
		r := search(t, w, explore.Options{})
		f := r.Findings[0]
		if f.Outcome != test.outcome || r.Endless != test.endless || r.Stopped != explore.Complete || r.Ends != 0 && test.loop > 0 {
			t.Errorf("%s: %s, %d, %s, %d ends", test.name, explore.Outcomes[f.Outcome], r.Endless, explore.Stops[r.Stopped], r.Ends)
			continue
		}
		if f.Outcome != explore.Refuted {
			continue
		}
		if !f.Endless || f.Steps-f.Since != test.loop {
			t.Errorf("%s: from step %d to %d", test.name, f.Since, f.Steps)
		}
		repeats(t, test.name, w, 0, &f)
		if r := search(t, w, explore.Options{Edges: -1}); r.Findings[0].Outcome != explore.Unknown || r.Endless != explore.MayBe {
			t.Errorf("%s: unasked, it is %s", test.name, explore.Outcomes[r.Findings[0].Outcome])
		}
	}
}

// repeats replays the witness of a run that never ends: it comes back to where its loop
// begins, and the claim has fallen.
func repeats(t *testing.T, name string, w *sim.World, claim int, f *explore.Finding) {
	t.Helper()
	run := choose.NewRun(w.Twin())
	if end := run.Replay(nil, f.Choices, -1); end != choose.Repeats || len(run.Misfits) > 0 {
		t.Errorf("%s: the witness ends as %s, %v", name, choose.Ends[end], run.Misfits)
	}
	if run.World.Steps() != f.Steps || run.World.Standing(claim) != sim.Violated {
		t.Errorf("%s: after %d steps the claim is %s", name, run.World.Steps(), sim.Statuses[run.World.Standing(claim)])
	}
}

// A loop in front of all jobs of a split search is a job of its own.
func TestASplitSearchLosesNoLoop(t *testing.T) {
	for _, setup := range []*sim.Setup{
		system(decided(), func(b *sim.Builder) { sim.Place(b, beater{}, 0) }, 1),
		system(inA(), func(b *sim.Builder) { sim.Place(b, walker{}, 0) }, 1),
		system(decided(), func(b *sim.Builder) { sim.Place(b, pulse{}, 0); sim.Place(b, stubborn{}, 0) }, 2),
	} {
		w := sim.New(setup)
		want := search(t, w, explore.Options{})
		for _, parts := range []int{1, 2, 100} {
			front := explore.Split(w.Twin(), parts)
			var results []*explore.Result
			for i := range front.Jobs {
				results = append(results, search(t, w, explore.Options{From: &front.Jobs[i]}))
			}
			got := front.Merge(results)
			if got.Findings[0].Outcome != want.Findings[0].Outcome || got.Endless != want.Endless || got.Findings[0].Endless != want.Findings[0].Endless {
				t.Errorf("%d parts, %d jobs: %s, %d; at once %s, %d", parts, len(front.Jobs), explore.Outcomes[got.Findings[0].Outcome], got.Endless,
					explore.Outcomes[want.Findings[0].Outcome], want.Endless)
			}
			if f := &got.Findings[0]; f.Endless {
				repeats(t, "split", w, 0, f)
			}
		}
	}
}

// A claim that says that its end violates nothing is held to it, in runs by chance.
func TestLenientClaimsAreNotViolatedByAnEnd(t *testing.T) {
	lenient := 0
	kept(t, func(t *testing.T, x *lab.Experiment) {
		w := x.World
		claims := w.Setup().Claims
		run := choose.NewRun(w)
		for seed := range uint64(3) {
			steps := 0
			run.Ask(nil, func(w *sim.World, options []sim.Option) int {
				if steps++; steps > 300 {
					return 0
				}
				for i := range claims {
					if claims[i].Lenient {
						lenient++
						if w.Would(i) == sim.Violated && w.Standing(i) != sim.Violated {
							t.Errorf("%s would be violated by an end", claims[i].Name)
						}
					}
				}
				rnd := choose.Rand(seed<<32 | uint64(steps))
				return int(rnd.Below(uint32(len(options))))
			})
		}
	})
	if lenient == 0 {
		t.Error("no claim is lenient")
	}
}
