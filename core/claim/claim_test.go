package claim_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/claim"
	"faultlab/core/sim"
)

// A twin says the same of a whole log, in the plainest way: is the claim broken,
// and has it anything to speak of?
type twin func(log []sim.Event) (broken, open bool)

// of is the part of a log with events of a kind.
func of(log []sim.Event, kind sim.EventKind) (some []sim.Event) {
	for _, e := range log {
		if e.Kind == kind {
			some = append(some, e)
		}
	}
	return some
}

func pairs(log []sim.Event, bad func(a, b sim.Event) bool) bool {
	for i, b := range log {
		for _, a := range log[:i] {
			if bad(a, b) {
				return true
			}
		}
	}
	return false
}

// Logs of anything at all, of processes that no protocol would have: decisions of
// the crashed, deliveries twice, replies to nobody.
func TestTheMonitorsSayWhatTheirTwinsSayOfAnyLog(t *testing.T) {
	two := sim.SetOf(0, 2)
	within := func(log []sim.Event) (some []sim.Event) {
		for _, e := range of(log, sim.EvDecide) {
			if two.Has(e.Process) {
				some = append(some, e)
			}
		}
		return some
	}
	undecided := func(log []sim.Event) bool { // somebody is still awaited
		left := two
		for _, e := range append(of(log, sim.EvDecide), of(log, sim.EvCrash)...) {
			left = left.Without(e.Process)
		}
		return left != 0
	}
	for _, test := range []struct {
		claim sim.Claim
		twin  twin
	}{
		{claim.Agreement("agreement", two), func(log []sim.Event) (bool, bool) {
			return pairs(within(log), func(a, b sim.Event) bool { return a.Value != b.Value }), undecided(log)
		}},
		{claim.Validity("validity", two, 1), func(log []sim.Event) (broken, open bool) {
			for _, e := range within(log) {
				broken = broken || e.Value != 1
			}
			return broken, undecided(log)
		}},
		{claim.Termination("termination", two), func(log []sim.Event) (bool, bool) { return undecided(log), false }},
		{claim.Proposed("proposed", two), func(log []sim.Event) (broken, open bool) {
			for i, e := range log {
				if e.Kind != sim.EvDecide || !two.Has(e.Process) {
					continue
				}
				proposed := false
				for _, d := range of(log[:i], sim.EvDraw) {
					proposed = proposed || d.Value == e.Value
				}
				broken = broken || !proposed
			}
			return broken, undecided(log)
		}},
		{claim.FIFO("fifo", 3), func(log []sim.Event) (bool, bool) {
			d := of(log, sim.EvDeliver)
			return pairs(d, func(a, b sim.Event) bool { return a.Process == b.Process && a.Peer == b.Peer && a.Arg >= b.Arg }), len(d) == 0
		}},
		{claim.AtMostOnce("at-most-once", 4), func(log []sim.Event) (bool, bool) {
			return pairs(of(log, sim.EvExecute), func(a, b sim.Event) bool { return a.Arg == b.Arg }), false
		}},
		{claim.Completes("completes", 1), func(log []sim.Event) (bool, bool) {
			done, crashed := false, false
			for _, e := range log {
				done = done || e.Kind == sim.EvComplete && e.Process == 1
				crashed = crashed || e.Kind == sim.EvCrash && e.Process == 1
			}
			return !done && !crashed, !done && crashed
		}},
	} {
		seen := map[sim.Status]int{}
		for seed := range uint64(3000) {
			log := anything(seed)
			claims := []sim.Claim{test.claim}
			m := sim.NewMonitors(claims)
			for i := range log {
				m.Observe(int32(i), &log[i])
			}
			m.Finish(true)
			got, _, _ := m.Status(0)
			want := sim.Holds
			if broken, open := test.twin(log); broken {
				want = sim.Violated
			} else if open {
				want = sim.Open
			}
			if got != want {
				t.Fatalf("%s, seed %d: %s, want %s, of %v", test.claim.Name, seed, sim.Statuses[got], sim.Statuses[want], log)
			}
			seen[got]++
		}
		if seen[sim.Violated] == 0 || seen[sim.Holds] == 0 {
			t.Errorf("%s: %v", test.claim.Name, seen)
		}
	}
}

// anything is a short log of three processes, made by chance.
func anything(seed uint64) []sim.Event {
	r := choose.Rand(seed)
	kinds := [...]sim.EventKind{sim.EvDecide, sim.EvDeliver, sim.EvExecute, sim.EvComplete, sim.EvCrash, sim.EvTimeout, sim.EvSend, sim.EvDraw}
	log := make([]sim.Event, r.Below(12))
	for i := range log {
		log[i] = sim.Event{Kind: kinds[r.Below(uint32(len(kinds)))], Process: sim.ID(r.Below(3)), Peer: sim.ID(r.Below(3)),
			Value: uint8(min(1, r.Below(4))), Arg: 1 + r.Below(4)}
	}
	return log
}
