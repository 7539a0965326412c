package every_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/oral/every"
	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// best is the length of the shortest list of choices that violates each condition; -1 if none does.
type best [2]int

// everyRun runs every list of choices of a scenario that begins with the given picks, and counts only the choices
// behind them. It returns the shortest violations and the number of runs.
func everyRun(t *testing.T, c *protocol.Config, begin []int, limit int) (b best, runs int) {
	t.Helper()
	b = best{-1, -1}
	r := choose.NewRun(world(c))
	var path, of []int
	for {
		at, made := 0, 0
		r.Drive(nil, -1, func(w *sim.World, options []sim.Option) int {
			if int(w.Steps()) < len(begin) {
				return begin[w.Steps()]
			}
			if len(options) == 1 {
				return 0
			}
			if at == len(path) {
				path, of = append(path, 0), append(of, len(options))
			}
			if at++; path[at-1] > 0 {
				made++
			}
			return path[at-1]
		})
		for i := range b {
			if s, _, _ := r.World.Status(i); s == sim.Violated && (b[i] < 0 || made < b[i]) {
				b[i] = made
			}
		}
		if runs++; runs > limit {
			return b, runs
		}
		for len(path) > 0 && path[len(path)-1]+1 == of[len(path)-1] {
			path, of = path[:len(path)-1], of[:len(of)-1]
		}
		if len(path) == 0 {
			return b, runs
		}
		path[len(path)-1]++
	}
}

// faults are the failure models of some processes, the rest being loyal.
type faults []sim.Model

// scenario is OM(m) among n; crashes are allowed only if nobody can do worse, since a process that can say anything
// may shorten its list by crashing, and package every counts what is said.
func scenario(n, m int, order uint8, orders int32, f faults) *protocol.Config {
	c := oral.Messages.Default(n)
	c.SetParam("m", int32(m))
	c.SetParam("order", int32(order))
	c.SetParam("orders", orders)
	copy(c.Models, f)
	if slices.ContainsFunc(f, func(m sim.Model) bool { return m&(sim.Arbitrary|sim.Omission) != 0 }) {
		c.Budget.Crashes = 0
	}
	return c
}

func world(c *protocol.Config) *sim.World {
	s := c.Setup()
	return sim.New(&s)
}

func ask(t *testing.T, c *protocol.Config) *every.Question {
	t.Helper()
	q, problem := every.Ask(c)
	if problem != nil {
		t.Fatalf("%s: %s", problem.Path, problem.Message)
	}
	return q
}

// agree compares an answer with what all runs have shown.
func agree(t *testing.T, name string, f *every.Found, b best) {
	t.Helper()
	for i, verdict := range []byzantine.Verdict{f.IC1, f.IC2} {
		if violated := verdict == byzantine.Violated; violated != (b[i] >= 0) || violated && f.Lies[i] != uint64(b[i]) {
			t.Errorf("%s: IC%d is %d with %d lies; the shortest list that violates it has %d", name, i+1, verdict, f.Lies[i], b[i])
		}
	}
}

// small are the scenarios whose runs can all be run.
func small(visit func(name string, c *protocol.Config)) {
	one := []sim.Model{sim.Crash, sim.Omission, sim.Timing, sim.Value, sim.Transition, sim.Arbitrary}
	sets := func(n int) (all []faults) {
		for _, m := range one {
			all = append(all, faults{m}, faults{0, m}, faults{0, m, m}, faults{m, m})
			for _, other := range one {
				if other != m && n < 4 {
					all = append(all, faults{m, other}, faults{0, m, other})
				}
			}
		}
		return all
	}
	variant := int32(0)
	for _, size := range [][3]int{{2, 1, 3}, {3, 1, 2}, {3, 1, 3}, {4, 0, 2}, {4, 1, 2}, {4, 2, 2}} {
		n, m, orders := size[0], size[1], int32(size[2])
		for _, f := range sets(n) {
			if len(f) > n || slices.Contains(f, sim.Value) && slices.Contains(f, sim.Transition) {
				continue
			}
			for order := range uint8(orders) {
				c := scenario(n, m, order, orders, f)
				variant++
				byDefault, rule := variant%orders, variant/orders%2
				c.SetParam("default", byDefault)
				c.SetParam("rule", rule)
				c.Net.Multicast = variant%5 == 0
				name := fmt.Sprintf("OM(%d) among %d, order %d of %d, default %d, rule %d, %v", m, n, order, orders, byDefault, rule, f)
				visit(name, c)
				if c.Budget.Crashes > 0 && slices.Contains(f, sim.Crash) && len(f) > 1 {
					c.Budget.Crashes = 1
					visit(name+", of which one may crash", c)
				}
			}
		}
	}
}

// The proof against the simulator: a list of choices that violates a condition exists only if Decide says so, and
// the shortest one has as many choices as it says. The witness is such a list.
func TestAllTraitorsAtOnceAreAllRunsOfTheSimulator(t *testing.T) {
	scenarios, total := 0, 0
	small(func(name string, c *protocol.Config) {
		b, runs := everyRun(t, c, nil, 10_000)
		if runs > 10_000 {
			return
		}
		scenarios, total = scenarios+1, total+runs
		q := ask(t, c)
		f, err := q.Decide(0)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		agree(t, name, f, b)
		for i := range b {
			if b[i] < 0 {
				continue
			}
			x, err := f.Witness(i)
			if err != nil {
				t.Fatal(err)
			}
			r := choose.NewRun(world(c))
			r.Drive(nil, -1, x.Pick)
			if s, _, _ := r.World.Status(i); s != sim.Violated || len(r.Taken) != b[i] {
				t.Errorf("%s: the witness %+v with the choices %v leaves IC%d %s", name, x.Lies, r.Taken, i+1, sim.Statuses[s])
			}
		}
	})
	if scenarios < 600 || total < 40_000 {
		t.Errorf("only %d scenarios with %d runs", scenarios, total)
	}
}

// Where a scenario has only faults of which each choice is something said, its runs are its behaviours.
func TestTheSimulatorHasAsManyRunsAsThereAreBehaviours(t *testing.T) {
	compared := 0
	for _, size := range [][2]int{{2, 1}, {3, 1}, {4, 1}, {4, 2}, {5, 1}} {
		for _, m := range []sim.Model{sim.Arbitrary, sim.Timing, sim.Value} {
			for _, f := range []faults{{m}, {0, m}, {m, m}, {0, m, m}} {
				for orders := int32(2); orders <= 3; orders++ {
					if len(f) > size[0] {
						continue
					}
					c := scenario(size[0], size[1], byzantine.Attack, orders, f)
					_, runs := everyRun(t, c, nil, 10_000)
					if runs > 10_000 {
						continue
					}
					compared++
					if got := ask(t, c).Behaviours().Decimal; got != strconv.Itoa(runs) {
						t.Errorf("OM(%d) among %d, %d orders, %v: %s behaviours, %d runs", size[1], size[0], orders, f, got, runs)
					}
				}
			}
		}
	}
	if compared < 60 {
		t.Errorf("only %d scenarios", compared)
	}
}

// The search over all states is a third way, further reaching than runs one by one: the same verdicts, and as few faults.
func TestTheSearchFindsTheSameVerdictsWithAsFewFaults(t *testing.T) {
	const a = sim.Arbitrary
	violated := 0
	for _, test := range []struct {
		n, m int
		f    faults
	}{
		{4, 1, faults{a, 0, 0, a}}, {4, 2, faults{a}}, {4, 2, faults{0, a}}, {5, 1, faults{a, a}}, {5, 1, faults{0, a, a}}, {5, 2, faults{a}}, {5, 2, faults{0, a}},
		{6, 1, faults{0, a, a}}, {4, 2, faults{0, 0, a, a}}, {5, 2, faults{sim.Value, sim.Value}}, {4, 2, faults{0, sim.Omission}}, {5, 3, faults{0, sim.Crash}}, {5, 2, faults{0, sim.Timing, sim.Crash}},
	} {
		for order := range uint8(2) {
			c := scenario(test.n, test.m, order, 2, test.f)
			name := fmt.Sprintf("OM(%d) among %d, order %d, %v", test.m, test.n, order, test.f)
			s, err := explore.New(world(c), explore.Options{States: 2_000_000})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for !s.Run(100_000) {
			}
			result := s.Result()
			b := best{-1, -1}
			for i, finding := range result.Findings {
				switch finding.Outcome {
				case explore.Refuted:
					b[i] = finding.Faults
					violated++
				case explore.Unknown:
					t.Errorf("%s: the search did not come to its end", name)
				}
			}
			f, err := ask(t, c).Decide(0)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			agree(t, name, f, b)
		}
	}
	if violated < 10 {
		t.Errorf("only %d violations", violated)
	}
}

// A process that may say anything gains nothing by a crash but a shorter list.
func TestCrashesGiveATraitorNothing(t *testing.T) {
	for _, size := range [][2]int{{3, 1}, {4, 1}, {4, 2}} {
		for traitor := range 2 {
			for order := range uint8(2) {
				models := make(faults, size[0])
				models[traitor] = sim.Arbitrary
				c := scenario(size[0], size[1], order, 2, models)
				c.Budget.Crashes = 1
				b, _ := everyRun(t, c, nil, 1<<20)
				f, err := ask(t, c).Decide(0)
				if err != nil {
					t.Fatal(err)
				}
				for i, verdict := range []byzantine.Verdict{f.IC1, f.IC2} {
					if (verdict == byzantine.Violated) != (b[i] >= 0) || b[i] >= 0 && f.Lies[i] < uint64(b[i]) {
						t.Errorf("OM(%d) among %d, traitor %d, order %d: IC%d is %d with %d lies; the shortest list has %d",
							size[1], size[0], traitor, order, i+1, verdict, f.Lies[i], b[i])
					}
				}
			}
		}
	}
}

// From any point of any run on: what is over is over, and of the rest the same is true.
func TestTheRestOfARunIsDecidedAsAllItsRunsShow(t *testing.T) {
	compared, violated, saved, refused, walks, least := 0, 0, 0, 0, 3, 500
	if testing.Short() {
		walks, least = 1, 150
	}
	rnd := choose.Rand(7)
	try := func(name string, c *protocol.Config) {
		mistakes := c.Budget.Mistakes
		c.Budget.Mistakes = 8
		q := ask(t, c)
		c.Budget.Mistakes, q.Mistakes = mistakes, int(mistakes)
		for range walks {
			r := choose.NewRun(world(c))
			var begin []int
			r.Drive(nil, -1, func(_ *sim.World, options []sim.Option) int {
				begin = append(begin, int(rnd.Below(uint32(len(options)))))
				return begin[len(begin)-1]
			})
			for steps := len(begin) - 1; steps >= 0; steps -= 1 + int(rnd.Below(3)) {
				b, runs := everyRun(t, c, begin[:steps], 300)
				if runs > 300 {
					break
				}
				played := playedAfter(t, c, begin[:steps])
				f, err := q.DecideRest(played, 0)
				if err != nil && c.Budget.Mistakes == 1 {
					refused++
					continue
				}
				if err != nil {
					t.Fatalf("%s, %v: %v", name, begin[:steps], err)
				}
				agree(t, fmt.Sprintf("%s, begun with %v", name, begin[:steps]), f, b)
				compared++
				for i := range b {
					if b[i] <= 0 {
						saved++
						continue
					}
					violated++
					x, err := f.WitnessRest(i, played)
					if err != nil {
						t.Fatal(err)
					}
					r := choose.NewRun(world(c))
					made := 0
					r.Drive(nil, -1, func(w *sim.World, options []sim.Option) int {
						if int(w.Steps()) < steps {
							return begin[w.Steps()]
						}
						at := x.Pick(w, options)
						if at > 0 {
							made++
						}
						return at
					})
					if s, _, _ := r.World.Status(i); s != sim.Violated || made != b[i] {
						t.Errorf("%s, begun with %v: the witness %+v leaves IC%d %s with %d choices, want %d", name, begin[:steps], x, i+1, sim.Statuses[s], made, b[i])
					}
				}
			}
		}
	}
	small(try)
	for range 5 {
		// A budget that could run out binds nobody any more once it has, or once there is little left to be mistaken.
		c := scenario(4, 2, byzantine.Attack, 2, faults{0, sim.Transition})
		c.Budget.Mistakes = 1
		try("OM(2) among 4 with one mistake", c)
	}
	for _, size := range [][2]int{{5, 2}, {6, 2}, {7, 2}} {
		for _, f := range []faults{{sim.Arbitrary}, {0, sim.Arbitrary}, {0, sim.Arbitrary, sim.Arbitrary}, {sim.Arbitrary, 0, sim.Arbitrary}} {
			try(fmt.Sprintf("OM(%d) among %d, %v", size[1], size[0], f), scenario(size[0], size[1], byzantine.Attack, 2, f))
		}
	}
	if compared < 4*least || violated < least || saved < least || refused < 2 {
		t.Errorf("only %d beginnings, of which %d end badly and %d well; %d are refused", compared, violated, saved, refused)
	}
}

// playedAfter is what a run has played after some picks.
func playedAfter(t *testing.T, c *protocol.Config, begin []int) *every.Played {
	t.Helper()
	w := world(c)
	var trace sim.Trace
	choose.NewRun(w).Drive(&trace, int32(len(begin)), func(w *sim.World, _ []sim.Option) int { return begin[w.Steps()] })
	played := every.NewPlayed(w.Setup().Shared.(*oral.Oral).Tree, c.Models)
	for i := range trace.Events {
		played.Observe(&trace.Events[i])
	}
	return played
}

// Shrinking knows nothing of the proof. It leaves out what a run can do without, and of a witness it finds nothing.
func TestAWitnessCannotBeShrunk(t *testing.T) {
	for _, test := range []struct {
		n, m   int
		order  uint8
		orders int32
		rule   int32
		f      faults
		lies   [2]uint64
	}{
		{3, 1, byzantine.Attack, 2, 0, faults{0, 0, sim.Arbitrary}, [2]uint64{0, 1}},
		{4, 2, byzantine.Attack, 2, 0, faults{0, 0, 0, sim.Arbitrary}, [2]uint64{2, 2}},
		{4, 2, byzantine.Retreat, 2, 0, faults{sim.Arbitrary, 0, 0, sim.Arbitrary}, [2]uint64{3, 0}},
		{5, 2, byzantine.Attack, 3, 1, faults{0, 0, 0, sim.Arbitrary, sim.Arbitrary}, [2]uint64{4, 4}},
		{6, 2, byzantine.Attack, 2, 0, faults{0, 0, 0, 0, sim.Arbitrary, sim.Arbitrary}, [2]uint64{6, 6}},
		{6, 3, byzantine.Attack, 3, 0, faults{0, 0, 0, 0, sim.Arbitrary, sim.Arbitrary}, [2]uint64{8, 8}},
		{7, 1, byzantine.Attack, 2, 0, faults{sim.Arbitrary, 0, 0, 0, 0, 0, sim.Arbitrary}, [2]uint64{3, 0}},
		{4, 2, byzantine.Attack, 2, 0, faults{0, 0, 0, sim.Omission}, [2]uint64{2, 2}},
		{5, 3, byzantine.Attack, 2, 0, faults{0, 0, 0, 0, sim.Crash}, [2]uint64{3, 1}},
	} {
		c := scenario(test.n, test.m, test.order, test.orders, test.f)
		c.SetParam("rule", test.rule)
		name := fmt.Sprintf("OM(%d) among %d, order %d of %d, %v", test.m, test.n, test.order, test.orders, test.f)
		f, err := ask(t, c).Decide(0)
		if err != nil {
			t.Fatal(err)
		}
		for i, verdict := range []byzantine.Verdict{f.IC1, f.IC2} {
			if f.Lies[i] != test.lies[i] {
				t.Errorf("%s: IC%d takes %d lies, want %d", name, i+1, f.Lies[i], test.lies[i])
			}
			if verdict != byzantine.Violated {
				continue
			}
			x, err := f.Witness(i)
			if err != nil {
				t.Fatal(err)
			}
			r := choose.NewRun(world(c))
			r.Drive(nil, -1, x.Pick)
			list := slices.Clone(r.Taken)
			violates := func(w *sim.World) bool { s, _, _ := w.Status(i); return s == sim.Violated }
			if !violates(r.World) || len(list) != int(f.Lies[i]) {
				t.Errorf("%s: %d choices leave IC%d %v", name, len(list), i+1, violates(r.World))
			}
			if small, replays := r.Shrink(list, 5000, violates); len(small) != len(list) || replays < len(list) {
				t.Errorf("%s: IC%d is violated by %d choices and not only by %d", name, i+1, len(small), len(list))
			}
		}
	}
}
