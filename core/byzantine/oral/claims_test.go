package oral_test

import (
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/choose"
	"faultlab/core/sim"
)

// conditions are the naive twins of the monitors: the paper's words on a whole
// trace. What did not come to an end is not judged, so a lieutenant that has
// crashed may lack an order, and only he.
func conditions(tr *sim.Trace, n int, loyal sim.Set, order uint8) (ic1, ic2 bool) {
	ic1, ic2 = true, true
	for i := range tr.Events {
		a := &tr.Events[i]
		if a.Kind != sim.EvDecide || !loyal.Has(a.Process) || a.Process == 0 {
			continue
		}
		ic2 = ic2 && (!loyal.Has(0) || a.Value == order)
		for j := range tr.Events {
			b := &tr.Events[j]
			ic1 = ic1 && (b.Kind != sim.EvDecide || !loyal.Has(b.Process) || b.Process == 0 || a.Value == b.Value)
		}
	}
	return ic1, ic2
}

func TestTheMonitorsSayWhatTheirNaiveTwinsSay(t *testing.T) {
	const runs = 10_000
	var tr sim.Trace
	seen := map[[2]sim.Status]int{}
	for _, test := range []struct {
		n, m   int
		model  sim.Model
		faulty []int
	}{
		{3, 1, sim.Arbitrary, []int{1}}, {3, 1, sim.Arbitrary, []int{0}}, {4, 1, sim.Arbitrary, []int{0, 2}}, {4, 2, sim.Arbitrary, []int{3}},
		{4, 1, sim.Omission, []int{1, 2}}, {4, 1, sim.Value, []int{0, 3}}, {5, 1, sim.Crash | sim.Transition, []int{0, 4}},
		{4, 0, sim.Timing, []int{0}}, {5, 1, sim.Arbitrary, []int{1, 2}}, {4, 1, sim.Transition, []int{1, 2}},
	} {
		c := config(test.n, test.m, byzantine.Attack, test.model, test.faulty...)
		r := choose.NewRun(world(c))
		loyal := sim.All(test.n) &^ c.Faulty()
		for seed := range uint64(runs / 10) {
			r.Random(&tr, seed, choose.DefaultWeights)
			ic1, ic2 := conditions(&tr, test.n, loyal, byzantine.Attack)
			var status [2]sim.Status
			for i, holds := range []bool{ic1, ic2} {
				s, who, events := r.World.Status(i)
				if s != sim.Holds && s != sim.Violated || (s == sim.Holds) != holds {
					t.Fatalf("%+v, seed %d: IC%d is %s, and should hold: %v", test, seed, i+1, sim.Statuses[s], holds)
				}
				if s == sim.Violated && (who == 0 || who&^loyal != 0 || tr.Events[events[1]].Kind != sim.EvDecide) {
					t.Fatalf("%+v, seed %d: IC%d blames %b, with the events %v", test, seed, i+1, who, events)
				}
				status[i] = s
			}
			seen[status]++
		}
	}
	if len(seen) != 4 {
		t.Errorf("only these come up: %v", seen)
	}
}
