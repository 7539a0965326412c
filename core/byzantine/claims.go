package byzantine

import (
	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Conditions are IC1 and IC2 as every protocol with a commander lists them.
var Conditions = [...]protocol.Claim{
	{Name: "IC1", Title: "All loyal lieutenants obey the same order", Doc: "Lamport, Shostak, Pease 1982, section 1", Make: ic1},
	{Name: "IC2", Title: "Every loyal lieutenant obeys a loyal commander", Doc: "Lamport, Shostak, Pease 1982, section 1", Make: ic2,
		Void: commandedByATraitor},
}

// ic1 is the first interactive consistency condition: all loyal lieutenants obey
// the same order.
func ic1(c *protocol.Config) sim.Claim {
	return claim.Agreement("IC1", lieutenants(c))
}

// ic2 is the second: if the commander is loyal, every loyal lieutenant obeys his
// order. With a traitor for a commander it says nothing, and so holds.
func ic2(c *protocol.Config) sim.Claim {
	if c.Faulty().Has(0) {
		return claim.Agreement("IC2", 0)
	}
	return claim.Validity("IC2", lieutenants(c), uint8(c.Param("order")))
}

// A Verdict is what becomes of one of the two conditions in a run, or in all runs.
type Verdict uint8

const (
	Violated Verdict = iota
	Satisfied
	Vacuous // IC2 says nothing if the commander is a traitor
)

// commandedByATraitor says why IC2 asks nothing.
func commandedByATraitor(c *protocol.Config) string {
	if c.Faulty().Has(0) {
		return "it speaks of a loyal commander, and this one may fail"
	}
	return ""
}

// lieutenants are the loyal ones.
func lieutenants(c *protocol.Config) sim.Set {
	return sim.All(c.N).Without(0) &^ c.Faulty()
}
