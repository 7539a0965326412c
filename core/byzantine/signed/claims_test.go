package signed_test

import (
	"math/bits"
	"testing"

	"faultlab/core/byzantine/signed"
	"faultlab/core/choose"
	"faultlab/core/sim"
)

// conditions are the naive twins of the monitors: they look at the whole of a log.
func conditions(log []sim.Event, loyal sim.Set, innocent bool) (sets, proofs, waited bool) {
	sets, proofs = true, true
	missing := loyal
	for i := range log {
		a := &log[i]
		if !loyal.Has(a.Process) {
			continue
		}
		proofs = proofs && !(a.Kind == sim.EvProof && innocent)
		if a.Kind == sim.EvVote || a.Kind == sim.EvCrash {
			missing = missing.Without(a.Process)
		}
		for j := range log {
			b := &log[j]
			if a.Kind == sim.EvVote && b.Kind == sim.EvVote && loyal.Has(b.Process) {
				sets = sets && a.Arg == b.Arg
				proofs = proofs && bits.OnesCount32(a.Arg) > 1 == (bits.OnesCount32(b.Arg) > 1)
			}
		}
	}
	return sets, proofs, missing != 0
}

func TestTheMonitorsSayWhatTheirNaiveTwinsSay(t *testing.T) {
	seen := map[[3]sim.Status]int{}
	for _, s := range []system{{n: 4, traitors: []int{0}}, {n: 4, traitors: []int{3}}} {
		c := s.config()
		loyal := sim.All(4).Without(0) &^ c.Faulty()
		claims := []sim.Claim{signed.SignedMessages.Claims[sameSet].Make(c), signed.SignedMessages.Claims[proof].Make(c)}
		for seed := range uint64(4000) {
			log := anything(seed)
			m := sim.NewMonitors(claims)
			for i := range log {
				m.Observe(int32(i), &log[i])
			}
			m.Finish(true)
			sets, proofs, waited := conditions(log, loyal, !c.Faulty().Has(0))
			var got [3]sim.Status
			for i, holds := range []bool{sets, proofs} {
				want := sim.Holds
				if !holds {
					want = sim.Violated
				} else if waited {
					want = sim.Open
				}
				status, who, _ := m.Status(i)
				if got[i] = status; status != want || status == sim.Violated && (who == 0 || who&^loyal != 0) {
					t.Fatalf("%+v, seed %d: %s is %s, want %s, blaming %b, of %v", s, seed, claims[i].Name, sim.Statuses[status], sim.Statuses[want], who, log)
				}
			}
			seen[got]++
		}
	}
	if len(seen) < 5 {
		t.Errorf("only these come up: %v", seen)
	}
}

// anything is a short log of four processes, made by chance.
func anything(seed uint64) []sim.Event {
	r := choose.Rand(seed)
	kinds := [...]sim.EventKind{sim.EvVote, sim.EvVote, sim.EvVote, sim.EvProof, sim.EvCrash, sim.EvDecide}
	log := make([]sim.Event, r.Below(10))
	for i := range log {
		log[i] = sim.Event{Kind: kinds[r.Below(uint32(len(kinds)))], Process: sim.ID(r.Below(4)), Peer: 0, Arg: min(3, 1+r.Below(6))}
	}
	return log
}
