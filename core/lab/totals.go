package lab

import (
	"faultlab/core/protocol"
	"faultlab/core/scenario"
)

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
	return protocol.Total{}, 0, &protocol.Problem{Path: "rule", Message: "is not known: " + rule, Allowed: names}
}
