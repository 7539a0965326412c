package lab

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// totals: [document, rule, seed] gives how a run ends that is too big to be
// watched. Nobody chooses what faulty processes do: all of them follow the rule.
func totals(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	lim := l.limits.Document
	lim.Counted = true
	doc := in.document(l, lim)
	name := in.text("rule", 64)
	seed := in.integer("seed", 0, 1<<32-1)
	if in.bad != nil {
		return in.bad
	}
	t, rule, bad := CountDocument(doc, name, uint64(seed))
	if bad != nil {
		return refuseProblems(scenario.Problems{*bad})
	}
	l.append(l.totalsOf(doc, &t, rule, uint32(seed)))
	return nil
}

// CountDocument counts the run of a document that was checked for it
// (scenario.DocumentLimits.Counted), and returns the index of the rule.
func CountDocument(doc *scenario.Document, rule string, seed uint64) (protocol.Total, int, *protocol.Problem) {
	c := doc.Config
	t := c.Spec.Totals
	if t == nil {
		return protocol.Total{}, 0, &protocol.Problem{Path: "protocol", Message: c.Spec.Name + " has no totals: its runs are watched"}
	}
	if len(doc.Choices) > 0 {
		return protocol.Total{}, 0, &protocol.Problem{Path: "choices",
			Message: "are made step by step, and totals have no steps: leave them out, or take a smaller run"}
	}
	names := make([]string, len(t.Rules))
	for i := range t.Rules {
		if names[i] = t.Rules[i].Name; names[i] == rule {
			total, bad := t.Count(c, i, seed)
			return total, i, bad
		}
	}
	return protocol.Total{}, 0, &protocol.Problem{Path: "rule", Message: "is not known: " + clip(rule), Allowed: names}
}

func (l *Lab) totalsOf(doc *scenario.Document, t *protocol.Total, rule int, seed uint32) *totalsInfo {
	c := doc.Config
	info := &totalsInfo{
		Title: doc.Title, About: doc.About, Protocol: c.Spec.Name, Processes: processes(c), Params: params(c), Values: c.Words().Values,
		Sent: strconv.FormatUint(t.Sent, 10), Silent: strconv.FormatUint(t.Silent, 10), Ends: t.Ends, Says: t.Says,
		Rule: c.Spec.Totals.Rules[rule].Name, Seed: seed, Remarks: remarks(doc),
	}
	if info.Title == c.Spec.Title { // the document has none of its own
		info.Title = t.Title
	}
	for _, n := range t.Rounds {
		info.Rounds = append(info.Rounds, strconv.FormatUint(n, 10))
	}
	for i, k := range c.Claims {
		claim := &c.Spec.Claims[k]
		k := claimTotal{Name: claim.Name, Title: claim.Title, Status: uint8(sim.Holds), Void: claim.AsksNothing(c)}
		switch {
		case k.Void != "":
			k.Status = asksNothing
		case t.Violated[i]:
			k.Status = uint8(sim.Violated)
		}
		info.Claims = append(info.Claims, k)
	}
	for _, r := range c.Spec.Totals.Rules {
		info.Rules = append(info.Rules, ruleInfo{r.Name, r.Doc, r.Seeded})
	}
	what := "events"
	if len(doc.Costs) > 0 {
		what = doc.Costs[0].Name
	}
	info.Why = words.TotalsOnly(t.Sent+t.Silent, l.limits.Document.Events, what)
	return info
}
