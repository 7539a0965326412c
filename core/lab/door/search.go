package door

import (
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/sim"
)

// A search is the one thing that is kept between requests: it takes seconds and
// grows. It lives behind a handle, and goes on in slices as long as it is asked
// to, so that a page can show how far it is and stop at any time.

const (
	maxSearches    = 4
	maxHandle      = 1 << 53 // that a page counts exactly
	maxSliceStates = 200_000
	maxWithin      = 1000
	// maxPageMemory bounds what a search in a page may take, of the 4 GiB that a
	// page can have at all.
	maxPageMemory = 2 << 30
	// maxPageEdges bounds what looking for runs that never end may take besides.
	maxPageEdges = 1 << 29
)

func exploreReductions(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	symmetry, order := explore.Reductions(a.experiment().World.Setup())
	return &wire.Reductions{Symmetry: symmetry, Order: order}, nil
}

func exploreOpen(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x, list := a.run("document", "choices")
	step := a.whole("step")
	options := a.group("options")
	o := explore.Options{Edges: maxPageEdges, States: options.whole("states"), Memory: int64(options.whole("bytes")),
		Symmetry: options.is("symmetry"), Order: options.is("order"), Within: int32(options.whole("within"))}
	anyone, bad := anyoneOf(a.group("anyone"), x)
	if bad != nil {
		return nil, bad
	}
	if anyone.Most > 0 && step >= 0 {
		return nil, refuse("request", "step", "must be -1 where it is open who is faulty: a run in progress has its faulty processes", "-1")
	}
	if step >= 0 {
		x.Replay(list, int32(step))
		p := &explore.Prefix{Steps: x.World.Steps()}
		for _, e := range x.Entries {
			if e.Fits && e.Choice.Step < p.Steps {
				p.Choices = append(p.Choices, e.Choice)
			}
		}
		o.From = p
	}
	if len(d.searches) >= maxSearches {
		return nil, refuse("limit", "request", "there are as many searches under way as may be at a time: close one")
	}
	q, problem := lab.NewQuest(x.Doc, o, anyone)
	if problem != nil {
		return nil, refuse("request", problem.Path, problem.Message, problem.Allowed...)
	}
	d.handles++
	d.searches[d.handles] = q
	return &wire.Search{Handle: d.handles, Cases: len(q.Cases)}, nil
}

// anyoneOf reads who may be faulty where that is open.
func anyoneOf(a *asked, x *lab.Experiment) (lab.Anyone, *wire.Refusal) {
	anyone := lab.Anyone{Most: a.whole("most")}
	if anyone.Most == 0 {
		return anyone, nil
	}
	known := x.Doc.Config.Spec.Models
	if anyone.Model = known.Named(a.text("model")); anyone.Model == 0 {
		return anyone, refuse("request", "model", "is no failure model of this protocol", known.Names()...)
	}
	return anyone, nil
}

// search is the one behind the handle that was given.
func (d *Door) search(a *asked) (*lab.Quest, *wire.Refusal) {
	q := d.searches[a.whole("handle")]
	if q == nil {
		return nil, refuse("handle", "handle", "there is no such search here: it was closed, or its engine has been replaced; begin again")
	}
	return q, nil
}

func exploreRun(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	q, bad := d.search(a)
	if bad != nil {
		return nil, bad
	}
	done := q.Run(a.whole("states"))
	r := q.Progress()
	answer := &wire.Progress{
		Done: done, Stopped: explore.Stops[r.Stopped], Case: q.Case, Cases: len(q.Cases),
		States: r.States, Transitions: int(r.Transitions), Ends: int(r.Ends), Steps: int(r.Steps), Faults: r.Faults,
		Waiting: r.Waiting, Bytes: int(r.Bytes), Claims: findings(q, &r),
		Fair: wire.Fair{Asked: r.Fair.Asked, Failed: int(r.Fair.Failed)}, Short: int(r.Short),
	}
	for kind, n := range r.Events {
		if n > 0 {
			answer.Events = append(answer.Events, wire.EventCount{Kind: sim.EventKinds[kind], Count: int(n)})
		}
	}
	if done {
		answer.Covered = q.Covered()
	}
	if first := r.Fair.First; first != nil {
		answer.Fair.Choices, answer.Fair.Steps = choices(first.Choices), int(first.Steps)
	}
	return answer, nil
}

func findings(q *lab.Quest, r *explore.Result) []wire.Finding {
	c := q.Doc.Config
	list := make([]wire.Finding, len(r.Findings))
	for i := range r.Findings {
		f := &r.Findings[i]
		list[i] = wire.Finding{
			Claim: c.Spec.Claims[c.Claims[i]].Name, Outcome: int(f.Outcome), Faults: f.Faults, Steps: int(f.Steps), AtEnd: f.AtEnd,
			Faulty: q.Names(i), Model: q.Anyone.Model.String(), Choices: choices(f.Choices), Void: q.Void(i),
			Since: -1,
		}
		if f.Endless {
			list[i].Since = int(f.Since)
		}
		if q.Done() {
			list[i].Doubt = q.Doubt(i)
		}
		for _, n := range f.Ends {
			list[i].Ends = append(list[i].Ends, int(n))
		}
	}
	return list
}

func exploreClose(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	if _, bad := d.search(a); bad != nil {
		return nil, bad
	}
	delete(d.searches, a.whole("handle"))
	return &wire.Nothing{}, nil
}
