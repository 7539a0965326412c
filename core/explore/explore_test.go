package explore_test

import (
	"reflect"
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// The search says of every claim what running every list of choices says of it,
// and its witness costs what the cheapest of all runs costs.
func TestSearchAndEnumerationAgree(t *testing.T) {
	refuted, proved := 0, 0
	small(t, func(t *testing.T, w *sim.World) {
		want, all := enumerate(w, 400_000)
		if !all {
			t.Fatalf("more than %d runs", want.runs)
		}
		got := search(t, w, explore.Options{All: true})
		if got.Stopped != explore.Complete {
			t.Fatalf("stopped by the %s", explore.Stops[got.Stopped])
		}
		if int(got.Ends) < len(want.ends) {
			t.Errorf("%d ends, of runs %d", got.Ends, len(want.ends))
		}
		for c, f := range got.Findings {
			name := w.Setup().Claims[c].Name
			switch {
			case f.Outcome == explore.Proved && !want.violated[c]:
				proved++
			case f.Outcome == explore.Refuted && want.violated[c]:
				refuted++
				if f.Faults != want.faults[c] || f.Steps != want.steps[c] {
					t.Errorf("%s: the witness has %d faults and %d steps, the cheapest run %d and %d", name, f.Faults, f.Steps, want.faults[c], want.steps[c])
				}
				falls(t, w, c, &f)
			default:
				t.Errorf("%s is %s, by enumeration violated: %t", name, explore.Outcomes[f.Outcome], want.violated[c])
			}
		}
		t.Logf("%d runs, %d states", want.runs, got.States)
	})
	if refuted < 8 || proved < 8 {
		t.Errorf("only %d refuted and %d proved: too little is shown", refuted, proved)
	}
}

// falls replays a refutation: it fits, and the claim falls at the step it says.
func falls(t *testing.T, w *sim.World, claim int, f *explore.Finding) {
	t.Helper()
	r := choose.NewRun(w.Twin())
	var trace sim.Trace
	r.Replay(&trace, f.Choices, -1)
	if len(r.Misfits) > 0 {
		t.Errorf("the witness does not fit: %+v", r.Misfits)
	}
	i := slices.IndexFunc(trace.Verdicts, func(v sim.Verdict) bool { return v.Claim == claim && v.Status == sim.Violated })
	if i < 0 {
		t.Errorf("the witness %+v violates nothing", f.Choices)
		return
	}
	v := trace.Verdicts[i]
	if w.Setup().AtTheEnd() {
		// Whether the run is one of those that are asked about is known at its end only.
		if !f.AtEnd || v.Step >= f.Steps || int(f.Steps) != len(trace.Clocks) {
			t.Errorf("it falls at step %d of %d, and is judged at step %d (at the end: %t)", v.Step+1, len(trace.Clocks), f.Steps, f.AtEnd)
		}
		return
	}
	if v.Step+1 != f.Steps || (v.Event < 0) != f.AtEnd {
		t.Errorf("it falls at step %d (event %d), not at step %d (at the end: %t)", v.Step+1, v.Event, f.Steps, f.AtEnd)
	}
}

// Every scenario that is kept has a search that ends, and what its author expects
// of its run is one of the ends.
func TestEveryKeptScenarioCanBeSearched(t *testing.T) {
	most := 10_000
	if testing.Short() {
		most = 1000
	}
	kept(t, func(t *testing.T, x *lab.Experiment) {
		r := search(t, x.World, explore.Options{States: most, All: true})
		x.Replay(x.Own(), -1)
		for c, f := range r.Findings {
			s, _, _ := x.World.Status(c)
			if s == sim.Violated && f.Outcome == explore.Proved {
				t.Errorf("%s is proved, and violated by the scenario's own run", x.World.Setup().Claims[c].Name)
			}
			if f.Outcome == explore.Refuted {
				falls(t, x.World, c, &f)
			}
		}
	})
}

// The same verdict, witness and counts for any number of threads, and for any size
// of the slices.
func TestThreadsAndSlicesChangeNothing(t *testing.T) {
	look := func(t *testing.T, w *sim.World, o explore.Options) {
		want := *search(t, w, o)
		for _, threads := range []int{2, 3, 8} {
			o.Workers, o.Together = threads, together
			if got := search(t, w, o); !same(got, &want) {
				t.Errorf("%d threads: %+v\none: %+v", threads, got, want)
			}
		}
		o.Workers = 0
		s, err := explore.New(w.Twin(), o)
		if err != nil {
			t.Fatal(err)
		}
		for !s.Run(7) {
			s.Result()
		}
		if got := s.Result(); !same(got, &want) {
			t.Errorf("in slices: %+v\nat once: %+v", got, want)
		}
	}
	small(t, func(t *testing.T, w *sim.World) {
		look(t, w, explore.Options{})
		look(t, w, explore.Options{All: true, Within: 3})
	})
	x := open(t, `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 4, "params": {"messages": 2, "senders": 2}, "budget": {"losses": 1}}`)
	look(t, x.World, explore.Options{All: true})
}

// same compares what was found: memory depends on threads, nothing else does.
func same(a, b *explore.Result) bool {
	x, y := *a, *b
	x.Bytes, y.Bytes = 0, 0
	return reflect.DeepEqual(x, y)
}

func TestCountsOfStates(t *testing.T) {
	for _, test := range []struct {
		document            string
		states, transitions int
		ends                int
	}{
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "commander", "model": "arbitrary"}]}`, 512, 726, 54},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "L3", "model": "arbitrary"}]}`, 64, 79, 18},
		{`{"faultlab": 1, "protocol": "rpc/request", "processes": 2, "faults": [{"process": "server", "model": "crash"}], "budget": {"losses": 1, "crashes": 1, "restarts": 1}}`, 401, 1419, 34},
		{`{"faultlab": 1, "protocol": "multicast/fifo", "processes": 4, "params": {"messages": 2, "senders": 2}, "budget": {"losses": 1}}`, 7055, 32778, 8},
	} {
		r := search(t, open(t, test.document).World, explore.Options{All: true, Every: true})
		if r.States != test.states || int(r.Transitions) != test.transitions || int(r.Ends) != test.ends {
			t.Errorf("%s\n%d states, %d transitions, %d ends; want %d, %d, %d", test.document, r.States, r.Transitions, r.Ends,
				test.states, test.transitions, test.ends)
		}
	}
}

func TestABoundLeavesTheVerdictUnknown(t *testing.T) {
	const document = `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 4, "params": {"messages": 3, "senders": 3}`
	look := func(w *sim.World, o explore.Options, why explore.Stop) {
		t.Helper()
		r := search(t, w, o)
		if r.Stopped != why || r.Findings[0].Outcome != explore.Unknown {
			t.Errorf("stopped by the %s, and %s; want the %s", explore.Stops[r.Stopped], explore.Outcomes[r.Findings[0].Outcome], explore.Stops[why])
		}
		if o.States > 0 && r.States > o.States || o.Memory > 0 && r.Bytes > o.Memory {
			t.Errorf("%d states in %d bytes are more than the bound", r.States, r.Bytes)
		}
	}
	look(open(t, document+`}`).World, explore.Options{States: 1000}, explore.States)
	look(open(t, document+`}`).World, explore.Options{Memory: 4 << 20}, explore.Memory)
	// Few states, and much room for those that wait.
	wide := `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 6, "params": {"messages": 6, "senders": 3}}`
	look(open(t, wide).World, explore.Options{Memory: 8 << 20}, explore.Memory)
	look(open(t, document+`, "budget": {"steps": 9}}`).World, explore.Options{}, explore.Steps)

	setup := *open(t, document+`}`).World.Setup()
	setup.Pending = 8
	look(sim.New(&setup), explore.Options{}, explore.Capacity)
}

// A violation that is found before a bound stands.
func TestARefutationStandsBeforeABound(t *testing.T) {
	w := open(t, `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 3, "faults": [{"process": "L2", "model": "arbitrary"}], "budget": {"steps": 6}}`).World
	r := search(t, w, explore.Options{})
	if r.Findings[1].Outcome != explore.Refuted {
		t.Errorf("IC2 is %s", explore.Outcomes[r.Findings[1].Outcome])
	}
}

func TestASplitSearchHasTheSameVerdict(t *testing.T) {
	small(t, func(t *testing.T, w *sim.World) {
		whole := search(t, w, explore.Options{All: true})
		for _, parts := range []int{1, 2, 5, 40, 1000} {
			front := explore.Split(w.Twin(), parts)
			var results []*explore.Result
			for i := range front.Jobs {
				results = append(results, search(t, w, explore.Options{All: true, From: &front.Jobs[i]}))
			}
			all := front.Merge(results)
			if all.Stopped != explore.Complete {
				t.Fatalf("%d parts: stopped by the %s", parts, explore.Stops[all.Stopped])
			}
			for c := range all.Findings {
				got, want := all.Findings[c], whole.Findings[c]
				if got.Outcome != want.Outcome || got.Faults != want.Faults || got.Steps != want.Steps {
					t.Errorf("%d parts, %s: %s by %d faults and %d steps; in one: %s by %d and %d", parts, w.Setup().Claims[c].Name,
						explore.Outcomes[got.Outcome], got.Faults, got.Steps, explore.Outcomes[want.Outcome], want.Faults, want.Steps)
				}
				if got.Outcome == explore.Refuted {
					falls(t, w, c, &got)
				}
			}
		}
	})
}

// From every state of a multicast, if nothing goes wrong any more, every message
// is delivered within as many steps as there are copies and tasks; of a request
// without a retry and a lost message, never.
func TestLivenessIsAskedOfEveryState(t *testing.T) {
	w := open(t, `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 3, "params": {"messages": 2, "senders": 1}}`).World
	if r := search(t, w, explore.Options{Within: 6}); r.Fair.Failed != 0 || !r.Fair.Asked {
		t.Errorf("within 6 steps: %+v", r.Fair)
	}
	r := search(t, w, explore.Options{Within: 5})
	if r.Fair.Failed != 1 || r.Fair.First == nil || r.Fair.First.Steps != 0 {
		t.Errorf("within 5 steps only the beginning is too far from the end: %+v", r.Fair)
	}
}

func TestAGridHasAllRuns(t *testing.T) {
	w := open(t, `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "commander", "model": "arbitrary"}], "budget": {"crashes": 0}}`).World
	g := explore.Tabulate(w, 1000, 1_000_000)
	if len(g.Runs) != 27 || !g.All || len(g.Axes) != 3 {
		t.Fatalf("%d runs, all: %t, %d axes", len(g.Runs), g.All, len(g.Axes))
	}
	for i, run := range g.Runs {
		// The digits of i, in base 3, are what the commander tells each of the three.
		var want []sim.Choice
		for a, rest := 2, i; a >= 0; a, rest = a-1, rest/3 {
			if d := rest % 3; d != 0 {
				want = slices.Insert(want, 0, g.Axes[a].Options[d])
			}
		}
		if !slices.Equal(run.Choices, want) {
			t.Errorf("run %d has the choices %+v, not %+v", i, run.Choices, want)
		}
		r := choose.NewRun(w.Twin())
		r.Replay(nil, run.Choices, -1)
		for c, s := range run.Claims {
			if now := r.World.Standing(c); now != s {
				t.Errorf("run %d, claim %d: %s, replayed %s", i, c, sim.Statuses[s], sim.Statuses[now])
			}
		}
	}
	if g := explore.Tabulate(w, 10, 1_000_000); len(g.Runs) != 10 || g.All || g.Axes != nil {
		t.Errorf("of 10 runs: %d, all: %t", len(g.Runs), g.All)
	}
	if g := explore.Tabulate(w, 1000, 100); len(g.Runs) != 10 || g.All || g.Axes != nil {
		t.Errorf("in 100 steps, 10 a run: %d, all: %t", len(g.Runs), g.All)
	}
}

func TestASearchAllocatesNothingPerState(t *testing.T) {
	x := open(t, `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 4, "params": {"messages": 2, "senders": 3}}`)
	states := 0
	n := testing.AllocsPerRun(1, func() {
		states = search(t, x.World, explore.Options{All: true}).States
	})
	if states < 10_000 || n > float64(states)/100 {
		t.Errorf("%.0f allocations for %d states", n, states)
	}
}
