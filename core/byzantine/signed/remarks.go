package signed

import (
	"math/bits"
	"strconv"

	"faultlab/core/graph"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// remarks say where a configuration lies outside of the theorems.
func remarks(c *protocol.Config) (r []protocol.Remark) {
	say := func(code, text string) { r = append(r, protocol.Remark{Code: code, Text: text}) }
	n, m := c.N, int(c.Param("m"))
	if v := variants[c.Param("variant")]; v.remark != "" {
		say("variant", "This is not SM("+strconv.Itoa(m)+"): "+v.remark+".")
	}
	faulty := bits.OnesCount64(uint64(c.Faulty()))
	d, p, q := c.Graph.Diameter(sim.All(n) &^ c.Faulty())
	switch need := faulty + max(d, 1) - 1; {
	case d == graph.Far:
		say("loyal-apart", "Outside the theorem: between "+c.Names[p]+" and "+c.Names[q]+" every path leads through somebody faulty.")
	case m < need && c.Graph.Complete():
		say("many-faulty", "Outside the theorem: SM("+strconv.Itoa(m)+") is meant for at most "+strconv.Itoa(m)+" faulty, and here are "+
			strconv.Itoa(faulty)+".")
	case m < need:
		say("few-rounds", "Outside the theorem: with "+strconv.Itoa(faulty)+" faulty, and others up to "+strconv.Itoa(d)+
			" links from each other, SM("+strconv.Itoa(need)+") is needed.")
	}
	if len(c.Links) > 0 {
		say("links", "The theorem assumes that every message is delivered (A1), and here a link may fail: signatures help only against what it alters.")
	}
	if n < m+2 {
		say("vacuous", "With fewer than "+strconv.Itoa(m+2)+" generals, "+strconv.Itoa(m)+" of them traitors, nothing is asked: no two loyal ones are left.")
	}
	if m >= n-1 {
		say("rounds-run-out", "After round "+strconv.Itoa(n-1)+" nobody is left to be told anything: the other rounds are empty.")
	}
	return r
}
