package main

import (
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// Claims that are shown a trace afterwards turn at the same events, with the same
// witnesses, as those that lived in the world.
func TestMonitorsJudgeATraceAsTheWorldDid(t *testing.T) {
	for _, file := range kept(t) {
		s, err := load(file)
		if err != nil {
			t.Fatal(err)
		}
		c := s.doc.Config
		if c.N > 7 {
			continue // the same as among seven, only slower
		}
		var claims []sim.Claim
		for _, k := range c.Claims {
			claims = append(claims, c.Spec.Claims[k].Make(c))
		}
		x := lab.Open(s.doc)
		for seed := range uint64(50) {
			end := x.Random(seed, choose.Weights{Fault: 400, Other: 500})
			m := sim.NewMonitors(claims)
			var got, want []sim.Verdict
			for i := range x.Trace.Events {
				got = append(got, m.Observe(int32(i), &x.Trace.Events[i])...)
			}
			for _, v := range x.Trace.Verdicts {
				if v.Event >= 0 {
					want = append(want, v)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s, seed %d: the claims turn at %v in the world and at %v afterwards", file, seed, want, got)
			}
			m.Finish(end == choose.Quiescent)
			for i := range claims {
				status, who, events := m.Status(i)
				s2, who2, events2 := x.World.Status(i)
				if status != s2 || who != who2 || events != events2 {
					t.Fatalf("%s, seed %d: %s is %v %b %v in the world and %v %b %v afterwards", file, seed, claims[i].Name, s2, who2, events2, status, who, events)
				}
			}
		}
	}
}
