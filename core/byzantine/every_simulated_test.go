package byzantine_test

import (
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/choose"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// fewest runs every list of choices of a scenario and returns the length of the shortest that violates each
// condition; -1 if none does.
func fewest(t *testing.T, c *protocol.Config) (best [2]int, runs int) {
	t.Helper()
	best = [2]int{-1, -1}
	runs, all := choose.NewRun(world(c)).Enumerate(5_000_000, func(w *sim.World, taken []sim.Choice) bool {
		for i := range best {
			if s, _, _ := w.Status(i); s == sim.Violated && (best[i] < 0 || len(taken) < best[i]) {
				best[i] = len(taken)
			}
		}
		return true
	})
	if !all {
		t.Fatalf("%d runs, and these are not all", runs)
	}
	return best, runs
}

// The proof against the simulator: whatever list of choices there is, it violates a condition only if Decide
// says so, and the shortest one has as many choices as it says.
func TestAllTraitorsAtOnceAreAllRunsOfTheSimulator(t *testing.T) {
	type test struct {
		n, m   int
		orders int32
		models []sim.Model
	}
	tests := []test{{4, 2, 2, []sim.Model{0, sim.Arbitrary}}}
	for _, m := range []sim.Model{sim.Arbitrary, sim.Omission, sim.Timing, sim.Value, sim.Transition, sim.Crash} {
		for _, size := range [][2]int{{3, 1}, {4, 1}} {
			tests = append(tests, test{size[0], size[1], 2, []sim.Model{m}}, test{size[0], size[1], 2, []sim.Model{0, m}},
				test{size[0], size[1], 2, []sim.Model{0, m, m}}, test{size[0], size[1], 3, []sim.Model{0, 0, m}})
		}
		tests = append(tests, test{4, 2, 2, []sim.Model{0, m}})
	}
	total := 0
	for _, test := range tests {
		for order := range uint8(test.orders) {
			c := config(test.n, test.m, order, 0)
			copy(c.Models, test.models)
			c.Params[4] = test.orders
			c.Budget.Mistakes = 8
			if c.Faulty() != 0 && test.models[len(test.models)-1] != sim.Crash {
				c.Budget.Crashes = 0
			}
			best, runs := fewest(t, c)
			total += runs
			q, problem := byzantine.Ask(c)
			if problem != nil {
				t.Fatalf("%+v: %v", test, problem)
			}
			f, err := q.Decide(0)
			if err != nil {
				t.Fatalf("%+v: %v", test, err)
			}
			for i, verdict := range []byzantine.Verdict{f.IC1, f.IC2} {
				if (verdict == byzantine.Violated) != (best[i] >= 0) || best[i] >= 0 && f.Lies[i] != uint64(best[i]) {
					t.Errorf("%+v, order %d: IC%d is %d with %d lies; the best of %d runs has %d", test, order, i+1, verdict, f.Lies[i], runs, best[i])
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
				if s, _, _ := r.World.Status(i); s != sim.Violated || len(r.Taken) != int(f.Lies[i]) {
					t.Errorf("%+v, order %d: the witness %+v with the choices %v leaves IC%d %s", test, order, x.Lies, r.Taken, i+1, sim.Statuses[s])
				}
			}
		}
	}
	t.Logf("%d runs", total)
}
