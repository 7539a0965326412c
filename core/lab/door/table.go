package door

import (
	"faultlab/core/agreement"
	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/vector"
	"faultlab/core/dependability"
	"faultlab/core/failures"
	"faultlab/core/history"
	"faultlab/core/lab/wire"
	"faultlab/core/multicast/order"
	"faultlab/core/rpc/printer"
	"faultlab/core/sim"
	"faultlab/core/tmr"
)

// Operation is something that can be asked.
type Operation struct {
	Name    string
	Takes   []Field
	MayTake []Field     // behind these, all or none
	Gives   wire.Answer // a nil pointer to the shape
	answer  func(d *Door, a *asked) (wire.Answer, *wire.Refusal)
}

const (
	mostStep = 1<<31 - 1
	mostSeed = 1<<32 - 1
)

// operations is the table: a line is an operation, of the door, of the client, and of
// WIRE.md. The comments are sentences of the last two.
var operations = [...]Operation{
	// Runs a document.
	{Name: "run", Gives: (*wire.Run)(nil), answer: run, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "choices", Kind: Choices},
		{Name: "until", Kind: Whole, Least: -1, Most: mostStep}, // how many steps to take; -1: to the end
	}},
	// What can happen at a step, given the choices before it.
	{Name: "options", Gives: (*wire.Offers)(nil), answer: options, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "choices", Kind: Choices},
		{Name: "step", Kind: Whole, Least: 0, Most: mostStep},
	}},
	// Runs a document by chance: the same seed gives the same run.
	{Name: "random", Gives: (*wire.Run)(nil), answer: random, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "seed", Kind: Whole, Least: 0, Most: mostSeed},
		{Name: "weight", Kind: Whole, Least: 0, Most: 1000}, // how likely a fault is, in thousandths
	}},
	// Makes a run smaller that violates a claim, so that it still does.
	{Name: "shrink", Gives: (*wire.Run)(nil), answer: shrink, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "choices", Kind: Choices},
		{Name: "claim", Kind: Text, Most: mostName}, // the one to go on violating
	}},
	// The protocols of this engine, with their parameters and claims.
	{Name: "describe", Gives: (*wire.Protocols)(nil), answer: describe},
	// How a run ends that is too big to be watched. Nobody chooses what faulty processes do: all of them
	// follow one rule.
	{Name: "totals", Gives: (*wire.Totals)(nil), answer: totals, Takes: []Field{
		{Name: "document", Kind: Counted},
		{Name: "rule", Kind: Text, Most: mostName},            // what all faulty processes do; the answer lists the rules that the protocol has
		{Name: "seed", Kind: Whole, Least: 0, Most: mostSeed}, // of a rule that draws
	}},

	// Begins to try everything in a document.
	{Name: "explore.open", Gives: (*wire.Search)(nil), answer: exploreOpen, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "choices", Kind: Choices},                       // the way to the step
		{Name: "step", Kind: Whole, Least: -1, Most: mostStep}, // where to begin; -1: at the beginning
		{Name: "options", Kind: Group, Of: []Field{
			{Name: "states", Kind: Whole, Least: 0, Most: mostStep},     // how many to visit at most; 0: as many as usual
			{Name: "bytes", Kind: Whole, Least: 0, Most: maxPageMemory}, // how many to take for states at most; 0: as many as usual
			{Name: "symmetry", Kind: Flag},                              // take states for one that differ by the names of interchangeable processes
			{Name: "order", Kind: Flag},                                 // leave out orders of deliveries that make no difference
			{Name: "within", Kind: Whole, Least: 0, Most: maxWithin},    // ask of every state whether all is decided in so many steps if nothing more goes wrong; 0: don't
		}},
		{Name: "anyone", Kind: Group, Of: []Field{
			{Name: "most", Kind: Whole, Least: 0, Most: sim.MaxProcesses}, // try every set of at most so many faulty processes; 0: those of the document
			{Name: "model", Kind: Text, Most: mostName},                   // how they fail; empty if most is 0
		}},
	}},
	// Goes on with a search.
	{Name: "explore.run", Gives: (*wire.Progress)(nil), answer: exploreRun, Takes: []Field{
		{Name: "handle", Kind: Whole, Least: 0, Most: maxHandle},
		{Name: "states", Kind: Whole, Least: 1, Most: maxSliceStates}, // go on for about so many
	}},
	// Forgets a search.
	{Name: "explore.close", Gives: (*wire.Nothing)(nil), answer: exploreClose, Takes: []Field{
		{Name: "handle", Kind: Whole, Least: 0, Most: maxHandle},
	}},
	// Every run of a document, if they are at most so many; else the first of them.
	{Name: "explore.grid", Gives: (*wire.Grid)(nil), answer: exploreGrid, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "limit", Kind: Whole, Least: 1, Most: maxGrid}, // how many runs to make at most
	}},
	// Which reductions a search of a document can use.
	{Name: "explore.reductions", Gives: (*wire.Reductions)(nil), answer: exploreReductions, Takes: []Field{
		{Name: "document", Kind: Document},
	}},

	// How many messages OM(m) takes.
	{Name: "oral.counts", Gives: (*wire.Counts)(nil), answer: oralCounts, Takes: []Field{
		{Name: "n", Kind: Whole, Least: 1, Most: oral.MaxCounted}, // processes, the commander among them
		{Name: "m", Kind: Whole, Least: 0, Most: oral.MaxCounted}, // how many traitors it is to cope with
	}},
	// What becomes of OM(m) under all behaviours of all sets of so many faulty processes, with runs of the
	// fewest lies that violate what can be violated.
	{Name: "oral.every", Gives: (*wire.Proof)(nil), answer: oralEvery, Takes: []Field{
		{Name: "n", Kind: Whole, Least: 2, Most: byzantine.MaxProcesses},         // processes, the commander among them
		{Name: "m", Kind: Whole, Least: 0, Most: byzantine.MaxProcesses},         // how many traitors it is to cope with
		{Name: "faulty", Kind: Whole, Least: 0, Most: byzantine.MaxProcesses},    // how many of the processes are
		{Name: "model", Kind: Word, Words: sim.AllModels.Names()},                // how they fail
		{Name: "orders", Kind: Whole, Least: 2, Most: 3},                         // how many the commander can give
		{Name: "default", Kind: Word, Words: allowed(&oral.Messages, "default")}, // what silence counts as; delay only among three orders
		{Name: "rule", Kind: Word, Words: allowed(&oral.Messages, "rule")},       // how a vote is decided
	}},
	// What the faulty of a document of OM(m) can still violate from a step on.
	{Name: "oral.rest", Gives: (*wire.Rest)(nil), answer: oralRest, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "choices", Kind: Choices}, // the way to the step
		{Name: "step", Kind: Whole, Least: 0, Most: mostStep},
	}},
	// Why three generals cannot cope with one traitor, whatever rules the lieutenants have.
	{Name: "three.rules", Gives: (*wire.Refutation)(nil), answer: threeRules},
	// Whether two runs look alike to a process: all of them, or so many steps of each.
	{Name: "three.alike", Gives: (*wire.Likeness)(nil), answer: threeAlike, Takes: []Field{
		{Name: "first", Kind: Document},
		{Name: "firstChoices", Kind: Choices},
		{Name: "second", Kind: Document},
		{Name: "secondChoices", Kind: Choices},
		{Name: "process", Kind: Whole, Least: 0, Most: sim.MaxProcesses - 1},
	}, MayTake: []Field{
		{Name: "firstSteps", Kind: Whole, Least: 0, Most: mostStep},  // how much of the first run is compared
		{Name: "secondSteps", Kind: Whole, Least: 0, Most: mostStep}, // how much of the second
	}},
	// How much of all that one faulty process can say of itself parts the others' vectors.
	{Name: "vector.splits", Gives: (*wire.Splits)(nil), answer: vectorSplits, Takes: []Field{
		{Name: "n", Kind: Whole, Least: 2, Most: vector.MaxProcesses},               // processes
		{Name: "values", Kind: Whole, Least: 1, Most: 1 << 10},                      // how many can be said
		{Name: "vote", Kind: Word, Words: allowed(&vector.VectorAgreement, "vote")}, // whose reading of the vote is taken
	}},

	// How many sets of faulty parts the TMR circuit masks.
	{Name: "tmr.sets", Gives: (*wire.FaultSets)(nil), answer: tmrSets},
	// What redundancy makes of modules of every reliability.
	{Name: "tmr.curve", Gives: (*wire.Curve)(nil), answer: tmrCurve, Takes: []Field{
		{Name: "voter", Kind: Whole, Least: 0, Most: 1000},                // its reliability in thousandths
		{Name: "points", Kind: Whole, Least: 2, Most: tmr.MaxCurvePoints}, // how many rows
	}},
	// A run of a service, measured.
	{Name: "dependability.run", Gives: (*wire.Service)(nil), answer: dependabilityRun, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "seed", Kind: Whole, Least: -1, Most: mostSeed}, // -1: the document's own choices
	}},
	// What many runs of a service show together, with the seeds from 0 on.
	{Name: "dependability.survey", Gives: (*wire.Survey)(nil), answer: dependabilitySurvey, Takes: []Field{
		{Name: "document", Kind: Document},
		{Name: "runs", Kind: Whole, Least: 1, Most: dependability.MaxRuns},
	}},
	// All that can go wrong with one server, and what of it looks alike to its client.
	{Name: "failures.alike", Gives: (*wire.Causes)(nil), answer: failuresAlike, Takes: []Field{
		{Name: "requests", Kind: Whole, Least: 1, Most: failures.MaxRequests - 1}, // how often the client asks
		{Name: "detector", Kind: Flag},                                            // every crash is announced: fail-stop
		{Name: "failsafe", Kind: Flag},                                            // all that the server says wrongly is that it has no value: fail-safe
	}},
	// What a group can be asked for although some of its members fail.
	{Name: "replication.purposes", Gives: (*wire.Purposes)(nil), answer: purposes, Takes: []Field{
		{Name: "k", Kind: Whole, Least: 1, Most: maxReplicated}, // how many members fail
	}},

	// When agreement is possible.
	{Name: "agreement.circumstances", Gives: (*wire.Circumstances)(nil), answer: circumstances},
	// What becomes of all plans by which two generals exchange messages.
	{Name: "agreement.plans", Gives: (*wire.Schedules)(nil), answer: plans, Takes: []Field{
		{Name: "messages", Kind: Whole, Least: 1, Most: agreement.MaxSlots},
		{Name: "losses", Kind: Whole, Least: 0, Most: agreement.MaxSlots}, // how many of the messages are lost at most
	}},

	// The print server's table: every strategy of the client with both of the server.
	{Name: "rpc.printer", Gives: (*wire.PrintServer)(nil), answer: rpcPrinter, Takes: []Field{
		{Name: "ack", Kind: Word, Words: printer.Readings[:]},              // what counts as an ACK
		{Name: "crashes", Kind: Whole, Least: 1, Most: printer.MaxCrashes}, // how many there are at most
	}},
	// The policies of remote calls that are compared.
	{Name: "rpc.policies", Gives: (*wire.Policies)(nil), answer: rpcPolicies},
	// What can become of the first call of the first client in a document of remote calls.
	{Name: "rpc.outcomes", Gives: (*wire.CallOutcomes)(nil), answer: rpcOutcomes, Takes: []Field{
		{Name: "document", Kind: Document},
	}},
	// What every way to deal with orphans does with every kind of trouble, over all crash points of a fixed
	// workload.
	{Name: "orphan.table", Gives: (*wire.OrphanTable)(nil), answer: orphanTable},

	// Which orders of delivery are legal.
	{Name: "order.legal", Gives: (*wire.LegalOrders)(nil), answer: orderLegal, Takes: []Field{
		{Name: "senders", Kind: Senders},
		{Name: "receivers", Kind: Whole, Least: 1, Most: order.MaxLines},
	}},
	// What becomes of the claims FIFO, causal and total where receivers deliver so.
	{Name: "order.judge", Gives: (*wire.OrderVerdicts)(nil), answer: orderJudge, Takes: []Field{
		{Name: "senders", Kind: Senders},
		{Name: "receivers", Kind: Receivers},
	}},
	// How much feedback the member gets that gets most.
	{Name: "reliable.feedback", Gives: (*wire.Feedback)(nil), answer: reliableFeedback, Takes: []Field{
		{Name: "receivers", Kind: Whole, Least: 1, Most: maxTree},
		{Name: "fanout", Kind: Whole, Least: 1, Most: maxTree}, // of the tree
	}},
	// How often a message is asked for that many lack: each asks after a random time, unless it hears another
	// one ask.
	{Name: "reliable.requests", Gives: (*wire.Requests)(nil), answer: reliableRequests, Takes: []Field{
		{Name: "losers", Kind: Whole, Least: 1, Most: maxReceivers}, // how many members lack the message
		{Name: "delay", Kind: Whole, Least: 1, Most: maxWidth},      // when what one says is heard by the others
		{Name: "width", Kind: Whole, Least: 1, Most: maxWidth},      // below which their random times are drawn
		{Name: "runs", Kind: Whole, Least: 1, Most: maxSeeds},
	}},
	// Holds a log that somebody wrote against every property of group communication. One that can't be read is
	// refused with code "log" and its line as the path.
	{Name: "history.check", Gives: (*wire.JudgedLog)(nil), answer: historyCheck, Takes: []Field{
		{Name: "format", Kind: Word, Words: history.Formats[:]},
		{Name: "log", Kind: Text, Most: history.MaxText},
		{Name: "whole", Kind: Truth}, // a log with vector clocks, which has no end, is not cut off
	}},
}

// Operations are all that can be asked, for whoever writes about the wire.
func Operations() []Operation { return operations[:] }

func find(name string) *Operation {
	for i := range operations {
		if operations[i].Name == name {
			return &operations[i]
		}
	}
	return nil
}

func names() []string {
	list := make([]string, len(operations))
	for i := range operations {
		list[i] = operations[i].Name
	}
	return list
}

// Signature is what the operation takes: the names, in their order.
func (op *Operation) Signature() string {
	s := signature(op.Takes)
	if len(op.MayTake) > 0 {
		s += ", or with " + signature(op.MayTake) + " behind"
	}
	return s
}

func signature(fields []Field) string {
	s := "["
	for i := range fields {
		if i > 0 {
			s += ", "
		}
		s += fields[i].Name
		if fields[i].Kind == Group {
			s += " " + signature(fields[i].Of)
		}
	}
	return s + "]"
}
