package door

import (
	"faultlab/core/lab/wire"
	"faultlab/core/rpc/call"
	"faultlab/core/rpc/printer"
)

func rpcPrinter(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	reading, crashes := printer.Reading(a.whole("ack")), uint8(a.whole("crashes"))
	answer := &wire.PrintServer{Outcomes: printer.Outcomes[:]}
	for order, names := range printer.Orderings {
		for i, name := range names {
			answer.Orderings = append(answer.Orderings, wire.Ordering{Name: name, Server: printer.Orders[order], Tabled: i < printer.Tabled})
		}
	}
	for _, row := range printer.Rows(reading) {
		strategy := wire.Strategy{Rule: printer.Rules[row.Rule], Bits: int(row.Strategy)}
		for order := range printer.Orders {
			col := printer.Play(printer.Order(order), row.Strategy, crashes)
			strategy.States += col.States
			for i := range col.Cells {
				var cell []*wire.Choices
				for o, found := range col.Cells[i].Found {
					cell = append(cell, possible(found, col.Cells[i].Choices[o]))
				}
				strategy.Cells = append(strategy.Cells, cell)
			}
			if col.Right() {
				strategy.Right = append(strategy.Right, printer.Orders[order])
			}
		}
		answer.Strategies = append(answer.Strategies, strategy)
	}
	return answer, nil
}

func rpcPolicies(*Door, *asked) (wire.Answer, *wire.Refusal) {
	answer := make(wire.Policies, len(call.Rows))
	for i := range call.Rows {
		row := &call.Rows[i]
		answer[i].Title = row.Title
		for _, p := range row.Params() {
			answer[i].Params = append(answer[i].Params, wire.PolicyParam{Name: p.Name, JSON: p.JSON})
		}
	}
	return &answer, nil
}

// maxTried is how many states of remote calls are tried.
const maxTried = 300_000

func rpcOutcomes(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	c := a.document().Config
	if c.Spec != &call.Remote {
		return nil, refuse("document", "protocol", "has no calls", call.Remote.Name)
	}
	tried, err := call.Try(c, maxTried)
	if err != nil {
		return nil, refuse("document", "protocol", err.Error())
	}
	answer := &wire.CallOutcomes{All: tried.All, States: tried.States}
	answer.Executed, answer.Replied = tried.ExactlyOnce()
	for k := range call.Outcomes {
		answer.Outcomes = append(answer.Outcomes, wire.CallOutcome{Times: k % call.Replied, Replied: k >= call.Replied,
			Steady: tried.Steady[k], Choices: possible(tried.Found[k], tried.Choices[k])})
	}
	return answer, nil
}
