package lab

import (
	"faultlab/core/rpc/call"
	"faultlab/core/rpc/printer"

	"github.com/tinylib/msgp/msgp"
)

func init() {
	ops["rpc.printer"] = rpcPrinter
	ops["rpc.policies"] = rpcPolicies
	ops["rpc.outcomes"] = rpcOutcomes
	opNames = append(opNames, "rpc.printer", "rpc.policies", "rpc.outcomes")
}

// rpc.printer: [ACK, crashes] gives the print server's table under a reading of ACK, with
// at most so many crashes: [outcomes, orderings, rows]. Outcomes are their names,
// orderings [name, server, whether it is in the book's table], the server as documents
// name its strategy. A row is a set of situations in which the client asks again: [rule,
// bits, cells, right, states]. The rule is the book's name for it, or own; the bits are by
// what the client has: nothing, the delivery, the completion. A cell has, by outcome, the
// choices of a run, or null where it is impossible. Right has the servers with which it
// is OK in every case that the book asks about.
func rpcPrinter(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	reading := printer.Reading(in.word("ACK", printer.Readings[:]))
	crashes := uint8(in.integer("crashes", 1, printer.MaxCrashes))
	if in.bad != nil {
		return in.bad
	}
	l.list(3)
	l.list(len(printer.Outcomes))
	for _, name := range printer.Outcomes {
		l.text(name)
	}
	l.list(len(printer.Orders) * len(printer.Orderings[0]))
	for order, names := range printer.Orderings {
		for i, name := range names {
			l.list(3)
			l.text(name)
			l.text(printer.Orders[order])
			l.out = msgp.AppendBool(l.out, i < printer.Tabled)
		}
	}
	rows := printer.Rows(reading)
	l.list(len(rows))
	for _, row := range rows {
		l.list(5)
		l.text(printer.Rules[row.Rule])
		l.number(int(row.Strategy))
		l.list(len(printer.Orders) * len(printer.Orderings[0]))
		states := 0
		var right []string
		for order := range printer.Orders {
			col := printer.Play(printer.Order(order), row.Strategy, crashes)
			states += col.States
			for i := range col.Cells {
				l.list(len(printer.Outcomes))
				for o, found := range col.Cells[i].Found {
					if found {
						l.choices(col.Cells[i].Choices[o])
					} else {
						l.out = msgp.AppendNil(l.out)
					}
				}
			}
			if col.Right() {
				right = append(right, printer.Orders[order])
			}
		}
		l.list(len(right))
		for _, name := range right {
			l.text(name)
		}
		l.number(states)
	}
	return nil
}

// rpc.policies: [] gives the policies of the table: [title, [[parameter, value as JSON],
// ...]].
func rpcPolicies(l *Lab, in *reader) *refusal {
	in.array("body", 0, 0)
	if in.bad != nil {
		return in.bad
	}
	l.list(len(call.Rows))
	for i := range call.Rows {
		row := &call.Rows[i]
		l.list(2)
		l.text(row.Title)
		params := row.Params()
		l.list(len(params))
		for _, p := range params {
			l.list(2)
			l.text(p.Name)
			l.text(p.JSON)
		}
	}
	return nil
}

// maxTried is how many states of remote calls are tried.
const maxTried = 300_000

// rpc.outcomes: [document] of a remote call gives [outcomes, all, states, executed,
// replied]: what can become of the first call of its first client. An outcome is [times,
// reply, steady, choices]: how often it was executed (2: or more), whether its client has
// a reply, whether that can be in a steady run, and the choices of a run, or null where it
// is impossible; see call.Try. Executed and replied say whether in every steady run it is
// executed once, and replied to besides.
func rpcOutcomes(l *Lab, in *reader) *refusal {
	in.array("body", 1, 1)
	x := in.experiment(l)
	if in.bad != nil {
		return in.bad
	}
	if x.Doc.Config.Spec != &call.Remote {
		return &refusal{"document", "protocol", "has no calls", []string{call.Remote.Name}}
	}
	tried, err := call.Try(x.Doc.Config, maxTried)
	if err != nil {
		return &refusal{"document", "protocol", err.Error(), nil}
	}
	l.list(5)
	l.list(call.Outcomes)
	for k := range call.Outcomes {
		l.list(4)
		l.number(k % call.Replied)
		l.out = msgp.AppendBool(l.out, k >= call.Replied)
		l.out = msgp.AppendBool(l.out, tried.Steady[k])
		if tried.Found[k] {
			l.choices(tried.Choices[k])
		} else {
			l.out = msgp.AppendNil(l.out)
		}
	}
	executed, replied := tried.ExactlyOnce()
	l.out = msgp.AppendBool(l.out, tried.All)
	l.number(tried.States)
	l.out = msgp.AppendBool(l.out, executed)
	l.out = msgp.AppendBool(l.out, replied)
	return nil
}
