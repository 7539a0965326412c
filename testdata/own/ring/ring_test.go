package ring_test

import (
	"testing"

	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/testdata/own/ring"
	"faultlab/tools/faulttest"
)

var own = []*protocol.Spec{&ring.Election}

func TestTheGreatestIsElected(t *testing.T) {
	r := faulttest.Check(t, faulttest.Subject{Own: own, Document: `{"faultlab": 1, "protocol": "ring/election", "processes": 4}`})
	if r.Events[sim.EvDecide] == 0 {
		t.Error("nobody ever decides")
	}
}

// A liar can make two leaders: the ring trusts what goes round.
func TestALiarMakesTwoLeaders(t *testing.T) {
	faulttest.Check(t, faulttest.Subject{Own: own, Refuted: []string{"the greatest", "one leader"}, Document: `{"faultlab": 1,
		"protocol": "ring/election", "processes": 4, "faults": [{"process": "N4", "model": "arbitrary"}]}`})
}
