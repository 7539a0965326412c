package explore_test

import (
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

// found is what a search has found, and the states that it has visited.
func found(t testing.TB, w *sim.World, o explore.Options) (*explore.Result, map[uint64]bool) {
	t.Helper()
	s, err := explore.New(w.Twin(), o)
	if err != nil {
		t.Fatal(err)
	}
	s.Run(1 << 40)
	return s.Result(), s.Visited()
}

// differs says in what a search that visits every state differs from the naive one.
func differs(s *random.System, all *naive.Everything, r *explore.Result, visited map[uint64]bool) string {
	says := missing(s, all, visited)
	if r.States != len(all.States) || int(r.Ends) != len(all.Ends) || r.Steps != all.Steps || r.Faults != all.Faults {
		says += fmt.Sprintf("states, ends, steps and faults are %d, %d, %d and %d; naively %d, %d, %d and %d\n", r.States, r.Ends, r.Steps, r.Faults,
			len(all.States), len(all.Ends), all.Steps, all.Faults)
	}
	for c := range r.Findings {
		if got, want := r.Findings[c].Ends, all.Claims[c].Ends; got != want {
			says += fmt.Sprintf("the ends of a claim differ: of claim %d they are %v; naively %v\n", c+1, got, want)
		}
	}
	return says + judges(s, all, r)
}

// missing tells of the first state that a search has not visited.
func missing(s *random.System, all *naive.Everything, visited map[uint64]bool) string {
	for id := range all.States {
		if !visited[all.States[id].Print] {
			return "a state is missed, which is behind these steps:\n" + seeds.Run(s, all, id)
		}
	}
	return ""
}

// judges says in what the verdicts of a search differ from those of the naive one, or
// the costs of their witnesses, and what is wrong with a witness.
func judges(s *random.System, all *naive.Everything, r *explore.Result) string {
	var b strings.Builder
	if stops := stopped(all); !slices.Contains(stops, r.Stopped) {
		fmt.Fprintf(&b, "the search stopped by the %s, and not by the %s\n", explore.Stops[r.Stopped], explore.Stops[stops[0]])
	}
	for c := range r.Findings {
		got, want := &r.Findings[c], &all.Claims[c]
		outcome := explore.Proved
		switch {
		case want.Falls:
			outcome = explore.Refuted
		case all.OutOfSteps || all.Overflow:
			outcome = explore.Unknown
		}
		if got.Outcome != outcome || got.Faults != want.Faults || got.Steps != want.Steps {
			fmt.Fprintf(&b, "a verdict differs: claim %d is %s, by %d faults and %d steps; naively %s, by %d and %d\n", c+1,
				explore.Outcomes[got.Outcome], got.Faults, got.Steps, explore.Outcomes[outcome], want.Faults, want.Steps)
		}
		if got.Outcome == explore.Refuted {
			b.WriteString(witnessed(s.World(), c, got))
		}
	}
	return b.String()
}

// stopped is by what a search may say that it stopped.
func stopped(all *naive.Everything) (by []explore.Stop) {
	if all.OutOfSteps {
		by = append(by, explore.Steps)
	}
	if all.Overflow {
		by = append(by, explore.Capacity)
	}
	if by == nil {
		by = append(by, explore.Complete)
	}
	return by
}

// witnessed replays a refutation and says what is wrong with it.
func witnessed(w *sim.World, c int, f *explore.Finding) string {
	r := choose.NewRun(w)
	var trace sim.Trace
	r.Replay(&trace, f.Choices, -1)
	i := slices.IndexFunc(trace.Verdicts, func(v sim.Verdict) bool { return v.Claim == c && v.Status == sim.Violated })
	faults := 0
	for _, choice := range f.Choices {
		if choice.Kind.Fault() {
			faults++
		}
	}
	switch {
	case len(r.Misfits) > 0:
		return fmt.Sprintf("a witness does not fit: that of claim %d, %+v\n", c+1, r.Misfits)
	case i < 0:
		return fmt.Sprintf("a witness violates nothing: that of claim %d\n", c+1)
	}
	if v := trace.Verdicts[i]; v.Step+1 != f.Steps || (v.Event < 0) != f.AtEnd || faults != f.Faults {
		return fmt.Sprintf("a witness costs something else: claim %d falls by %d faults at step %d, at the end: %t; found %d, %d and %t\n", c+1,
			faults, v.Step+1, v.Event < 0, f.Faults, f.Steps, f.AtEnd)
	}
	return ""
}
