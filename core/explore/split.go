package explore

import (
	"slices"

	"faultlab/core/sim"
)

// A big search can be split into jobs that need nothing of each other: each is
// all runs with one beginning. They can be done in any order, by any number of
// processes on any number of machines; Merge makes one result of theirs. The
// visited sets are apart, so a state that two jobs reach is counted twice; the
// verdict is the same. Only a bound on steps can leave unknown what one search proves:
// a job may reach a state by a longer way than another job does.

// Front is what lies in front of the jobs of a split search.
type Front struct {
	Result Result // of the states in front of all jobs
	Jobs   []Prefix
}

// branch is a state at which Split has arrived.
type branch struct {
	state   []byte
	print   uint64
	faults  int
	choices []sim.Choice
}

// Split walks through the beginnings of all runs, one step after the other, until
// there are at least so many of them that go on, and makes a job of each. Of
// beginnings that lead to the same state it keeps the one with the fewest faults.
// No jobs: the runs were so few and short that nothing is left to do.
func Split(w *sim.World, parts int) *Front {
	claims := len(w.Setup().Claims)
	f := &Front{Result: Result{Findings: make([]Finding, claims), Stopped: Complete}}
	best := make([]found, claims)
	r := &f.Result
	limit := w.Setup().Budget.Steps
	if limit <= 0 {
		limit = sim.DefaultSteps
	}
	fewest := map[uint64]int{} // faults with which a state was reached first
	w.Count(&r.Events)
	w.Reset(nil)
	note := func(choices []sim.Choice, faults int, steps int32, end bool) {
		each(w.Broken(), func(c int) {
			if old := &best[c]; !old.known || faults < old.faults || faults == old.faults && steps < old.steps {
				*old = found{known: true, faults: faults, steps: steps}
				r.Findings[c] = Finding{Outcome: Refuted, Choices: slices.Clone(choices), Faults: faults, Steps: steps, AtEnd: end, Ends: r.Findings[c].Ends}
			}
		})
	}
	note(nil, 0, 0, false)
	line := []branch{{state: w.Save(nil)}}
	r.States = 1
	var options []sim.Option
	for len(line) > 0 && len(line) < parts {
		var next []branch
		for i := range line {
			b := &line[i]
			w.Load(b.state) // so that the places of options are those of the saved state
			options = w.Enabled(options[:0])
			if w.Quiescent(options) {
				if w.Err() != nil {
					r.Stopped = Capacity
					continue
				}
				r.Ends++
				w.Finish(true)
				note(b.choices, b.faults, w.Steps(), true)
				for c := range r.Findings {
					r.Findings[c].Ends[w.Standing(c)]++
				}
				w.Load(b.state)
			}
			if w.Steps() >= limit && len(options) > 0 {
				r.Stopped = Steps
				continue
			}
			for at, o := range options {
				if o.Kind == sim.Rest {
					continue
				}
				w.Load(b.state)
				choices, faults := b.choices, b.faults
				if at != 0 {
					choices = append(slices.Clone(choices), w.Choice(o))
				}
				if o.Kind.Fault() {
					faults++
				}
				w.Apply(o)
				r.Transitions++
				note(choices, faults, w.Steps(), false)
				print := w.Fingerprint()
				if before, ok := fewest[print]; ok && before <= faults {
					continue
				}
				fewest[print] = faults
				r.Steps, r.Faults = max(r.Steps, w.Steps()), max(r.Faults, faults)
				next = append(next, branch{w.Save(nil), print, faults, choices})
			}
		}
		line = slices.DeleteFunc(next, func(b branch) bool { return fewest[b.print] != b.faults })
		r.States += len(line)
	}
	w.Count(nil)
	for i := range line {
		w.Load(line[i].state)
		f.Jobs = append(f.Jobs, Prefix{line[i].choices, w.Steps()})
	}
	if len(f.Jobs) == 0 && r.Stopped == Complete {
		for c := range r.Findings {
			if r.Findings[c].Outcome == Unknown {
				r.Findings[c].Outcome = Proved
			}
		}
	}
	return f
}

// Merge makes one result of a split search's front and the results of all its
// jobs, in the order of the jobs. The cheapest violation of each claim stands; a
// claim is proved if no job leaves it unknown.
func (f *Front) Merge(results []*Result) *Result {
	all := f.Result
	all.Findings = slices.Clone(f.Result.Findings)
	for c := range all.Findings {
		if all.Findings[c].Outcome != Refuted && f.Result.Stopped == Complete {
			all.Findings[c].Outcome = Proved
		}
	}
	for _, r := range results {
		all.Add(r)
	}
	return &all
}

// Add takes over what another part of a search has found, and says of which claims
// its refutation is the cheaper one, one bit each.
func (r *Result) Add(part *Result) (claims uint64) {
	if r.Stopped == Complete || r.Stopped == Settled && part.Stopped != Complete {
		r.Stopped = part.Stopped
	}
	r.States += part.States
	r.Transitions += part.Transitions
	r.Ends += part.Ends
	r.Waiting += part.Waiting
	r.Bytes = max(r.Bytes, part.Bytes)
	r.Steps, r.Faults = max(r.Steps, part.Steps), max(r.Faults, part.Faults)
	for kind, n := range part.Events {
		r.Events[kind] += n
	}
	r.Fair.Asked = r.Fair.Asked || part.Fair.Asked
	r.Fair.Failed += part.Fair.Failed
	if r.Fair.First == nil {
		r.Fair.First = part.Fair.First
	}
	for c := range r.Findings {
		if r.Findings[c].add(&part.Findings[c]) {
			claims |= 1 << c
		}
	}
	return claims
}

// add takes over what another part of the search says of the same claim, and says
// whether its refutation is the cheaper one.
func (f *Finding) add(g *Finding) (cheaper bool) {
	ends := f.Ends
	for status, n := range g.Ends {
		ends[status] += n
	}
	cheaper = g.Outcome == Refuted && (f.Outcome != Refuted || g.Faults < f.Faults || g.Faults == f.Faults && g.Steps < f.Steps)
	switch {
	case cheaper:
		*f = *g
	case f.Outcome != Refuted && g.Outcome == Unknown:
		f.Outcome = Unknown
	}
	f.Ends = ends
	return cheaper
}
