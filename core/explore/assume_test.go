package explore_test

import (
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// assumption is what the naive twin knows of an assumption: a document's field, and a
// look at the whole trace of a run.
type assumption struct {
	field string
	meets func(t *sim.Trace) bool
	late  bool // it is known at the end only
}

// lives are the events of a process of each of its lives.
func lives(t *sim.Trace, p sim.ID) (lives [][]sim.Event) {
	lives = append(lives, nil)
	for _, e := range t.Events {
		if e.Process != p {
			continue
		}
		if e.Kind == sim.EvRestart {
			lives = append(lives, nil)
		}
		lives[len(lives)-1] = append(lives[len(lives)-1], e)
	}
	return lives
}

func happened(t *sim.Trace, kind sim.EventKind, why sim.Reason) (n int) {
	for _, e := range t.Events {
		if e.Kind == kind && (why == sim.NoReason || e.Reason == why) {
			n++
		}
	}
	return n
}

func recovers(p sim.ID) func(t *sim.Trace) bool {
	return func(t *sim.Trace) bool {
		all := lives(t, p)
		last := all[len(all)-1]
		return len(last) == 0 || last[len(last)-1].Kind != sim.EvCrash &&
			!slices.ContainsFunc(last, func(e sim.Event) bool { return e.Kind == sim.EvCrash })
	}
}

// between says that each crash of a process comes behind one event and before another.
func between(p sim.ID, after, before func(e sim.Event) bool) func(t *sim.Trace) bool {
	return func(t *sim.Trace) bool {
		for _, life := range lives(t, p) {
			crash := slices.IndexFunc(life, func(e sim.Event) bool { return e.Kind == sim.EvCrash })
			if crash < 0 {
				continue
			}
			if after != nil && !slices.ContainsFunc(life[:crash], after) || before != nil && slices.ContainsFunc(life[:crash], before) {
				return false
			}
		}
		return true
	}
}

func executes(e sim.Event) bool { return e.Kind == sim.EvExecute }
func receives(kind uint8) func(e sim.Event) bool {
	return func(e sim.Event) bool { return e.Kind == sim.EvReceive && e.Msg == kind }
}

// Whatever is assumed, the search says what the enumeration of all runs says that keeps
// those which meet it, judged by their traces, and counts.
func TestAssumptionsKeepTheRunsThatMeetThem(t *testing.T) {
	const servant sim.ID = 1
	some := []assumption{
		{`"recover": ["server"]`, recovers(servant), false},
		{`"crashes": [{"exactly": 1}]`, func(t *sim.Trace) bool { return happened(t, sim.EvCrash, 0) == 1 }, true},
		{`"crashes": [{"of": ["server"], "at-most": 1}]`, func(t *sim.Trace) bool { return happened(t, sim.EvCrash, 0) <= 1 }, false},
		{`"recover": "everybody", "crashes": [{"at-least": 1}]`, func(t *sim.Trace) bool { return recovers(servant)(t) && happened(t, sim.EvCrash, 0) >= 1 }, true},
		{`"falls": [{"process": "server", "after": ["receive request"], "before": ["execute"]}]`, between(servant, receives(0), executes), false},
		{`"falls": [{"process": "server", "after": ["execute"]}]`, between(servant, executes, nil), false},
		{`"recover": "everybody", "crashes": [{"exactly": 2}], "falls": [{"process": "server", "before": ["execute"]}]`, func(t *sim.Trace) bool {
			return recovers(servant)(t) && happened(t, sim.EvCrash, 0) == 2 && between(servant, nil, executes)(t)
		}, true},
	}
	const losing = `"losses": {"exactly": 1}`
	for _, document := range []string{
		`"protocol": "rpc/printer", "params": {"server": "tell first", "reissue": "always"}, "budget": {"crashes": 1, "restarts": 1}`,
		`"protocol": "rpc/printer", "params": {"server": "print first", "reissue": "never"}, "budget": {"crashes": 2, "restarts": 2}`,
		`"protocol": "rpc/printer", "params": {"server": "print first", "reissue": "never"}, "budget": {"crashes": 1, "restarts": 1, "losses": 1}`,
	} {
		plain := `{"faultlab": 1, "processes": 2, "faults": [{"process": "server", "model": "crash"}], ` + document
		twin := open(t, plain+`}`).World
		all := some
		if twin.Setup().Budget.Crashes < 2 {
			all = all[:len(all)-1]
		}
		if twin.Setup().Budget.Losses > 0 {
			all = append(all[:len(all):len(all)], assumption{losing, func(t *sim.Trace) bool { return happened(t, sim.EvDrop, sim.Loss) == 1 }, true})
		}
		runs := tracesOf(t, twin)
		t.Logf("%d runs", len(runs))
		for _, a := range all {
			w := open(t, plain+`, "assume": {`+a.field+`}}`).World
			r := search(t, w, explore.Options{})
			every := search(t, w, explore.Options{Every: true})
			for c := range r.Findings {
				want := explore.Finding{Outcome: explore.Proved}
				judged := 0
				for _, run := range runs {
					if !a.meets(&run.trace) {
						continue
					}
					judged++
					if faults, steps, ok := run.cost(c, a.late); ok &&
						(want.Outcome == explore.Proved || faults < want.Faults || faults == want.Faults && steps < want.Steps) {
						want = explore.Finding{Outcome: explore.Refuted, Faults: faults, Steps: steps}
					}
				}
				for name, got := range map[string]*explore.Finding{"with sleep sets": &r.Findings[c], "without": &every.Findings[c]} {
					if got.Outcome != want.Outcome || got.Faults != want.Faults || got.Steps != want.Steps {
						t.Errorf("%s\n%s: claim %d %s is %s by %d faults, %d steps; of %d runs: %s by %d, %d", document, a.field, c, name,
							explore.Outcomes[got.Outcome], got.Faults, got.Steps, judged, explore.Outcomes[want.Outcome], want.Faults, want.Steps)
					}
				}
				if got := &r.Findings[c]; got.Outcome == explore.Refuted {
					var trace sim.Trace
					choose.NewRun(w.Twin()).Replay(&trace, got.Choices, -1)
					if a.late && !a.meets(&trace) {
						t.Errorf("%s\n%s: the witness of claim %d doesn't meet it", document, a.field, c)
					}
				}
			}
		}
	}
}

// wholeRun is one of all runs.
type wholeRun struct {
	trace sim.Trace
	taken []sim.Choice
	steps int32
}

// cost is what a run that violates a claim has cost by then, or in all.
func (r *wholeRun) cost(claim int, whole bool) (faults int, steps int32, ok bool) {
	steps = r.steps
	for _, v := range r.trace.Verdicts {
		if v.Claim == claim && v.Status == sim.Violated {
			if ok = true; !whole {
				steps = v.Step + 1
			}
		}
	}
	for _, c := range r.taken {
		if c.Kind.Fault() && c.Step < steps {
			faults++
		}
	}
	return faults, steps, ok
}

// tracesOf runs every list of choices of a world.
func tracesOf(t *testing.T, w *sim.World) (runs []wholeRun) {
	t.Helper()
	twin := w.Twin()
	_, all := choose.NewRun(w).Enumerate(400_000, func(w *sim.World, taken []sim.Choice) bool {
		run := wholeRun{taken: slices.Clone(taken)}
		choose.NewRun(twin).Replay(&run.trace, taken, -1)
		run.steps = twin.Steps()
		runs = append(runs, run)
		return true
	})
	if !all {
		t.Fatalf("more than %d runs", len(runs))
	}
	return runs
}
