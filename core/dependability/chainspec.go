package dependability

import (
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// FromFaultToFailure is a program with a memory as scenario documents know it.
var FromFaultToFailure = protocol.Spec{
	Name:    "dependability/chain",
	Version: 1,
	Title:   "From a fault to a failure",
	Doc: "A program writes words to a memory and reads them. A fault strikes the memory: its state is in error, and if the program reads it " +
		"before it is overwritten, the memory fails. A check bit makes that a failure that is told; three copies mask it (Avižienis et al. 2004).",
	Processes: protocol.Processes{
		Min: 2, Max: 2,
		Name: func(i int) string { return [...]string{"program", "memory"}[i] },
		Role: func(_ *protocol.Config, i int) string { return [...]string{"client", "server"}[i] },
	},
	Params: []protocol.Param{
		{Name: "fault", Kind: protocol.Choice, Allowed: []string{"transient", "intermittent", "permanent"}, Doc: "strikes once, comes and goes, or stays until it is repaired"},
		{Name: "guard", Kind: protocol.Choice, Allowed: []string{"none", "check", "copies"}, Doc: "what the memory does about errors: nothing, a check bit, three copies that vote"},
		{Name: "repair", Min: 0, Max: 50, Default: 0, Doc: "ticks from the first failure to the repair; 0: nobody repairs"},
		{Name: "last", Min: 1, Max: 60, Default: 36, Doc: "the fault strikes at one of the ticks up to this one, or never"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "a program and its memory need a clock: a bounded delay of one tick, and processes that are not in lock step", n.Bounded && !n.LockStep && n.MinDelay == 1 && n.MaxDelay == 1
	},
	Network: sim.Network{Bounded: true, Order: sim.Ordered, MinDelay: 1, MaxDelay: 1},
	Claims: []protocol.Claim{
		{Name: "no-error", Title: "The state is always as it should be", Doc: "of the memory, whether anybody looks or not",
			Make: func(*protocol.Config) sim.Claim {
				return never("no-error", sim.EvError, func(e *sim.Event) bool { return e.Reason == sim.NoReason })
			}},
		{Name: "no-failure", Title: "The memory keeps its promise", Doc: "every read gives the word that was written last",
			Make: func(*protocol.Config) sim.Claim {
				return never("no-failure", sim.EvFailure, func(*sim.Event) bool { return true })
			}},
		{Name: "safe", Title: "The program takes no wrong word for a right one", Doc: "a failure that is told does no harm here",
			Make: func(*protocol.Config) sim.Claim {
				return never("safe", sim.EvFailure, func(e *sim.Event) bool { return e.Value != sim.Nothing })
			}},
	},
	Views: []string{"space-time", "group"},
	Words: words.Vocabulary{
		Values: []string{"x", "y"},
		Kinds:  []string{"write", "read", "word", "complaint"},
		Arrive: []string{"the write of {v} by {p} reaches {q}", "the read of {p} reaches {q}", "the word {v} of {p} reaches {q}", "the complaint of {p} reaches {q}"},
		Former: []string{"{p} writes {v}", "{p} reads", "{p} says {v}", "{p} complains"},
		Draw:   []string{strike: "the fault strikes at tick {n}"},
		Arg:    func(*words.Scene, uint8, uint32) string { return "" },
		Phrases: []words.Phrase{
			{Event: sim.EvSend, Msg: int(write), Reason: words.Any, Text: "{p} writes {v}"},
			{Event: sim.EvSend, Msg: int(read), Reason: words.Any, Text: "{p} reads"},
			{Event: sim.EvSend, Msg: int(word), Reason: words.Any, Text: "{p} says {v}"},
			{Event: sim.EvSend, Msg: int(complain), Reason: words.Any, Text: "{p} complains"},
			{Event: sim.EvReceive, Msg: int(word), Reason: int(sim.NoReason), Text: words.Unsaid},
			{Event: sim.EvReceive, Msg: int(write), Reason: int(sim.NoReason), Text: words.Unsaid},
			{Event: sim.EvDraw, Msg: words.Any, Reason: words.Any, Text: "The fault strikes at tick {n} (0: never)"},
			{Event: sim.EvTimeout, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
			{Event: sim.EvWrite, Msg: words.Any, Reason: words.Any, Text: "{p} stores {v}"},
			{Event: sim.EvFault, Msg: words.Any, Reason: words.Any, Text: "A fault: something strikes {p}"},
			{Event: sim.EvError, Msg: words.Any, Reason: int(sim.Forgotten), Text: "The error is gone: {p} holds {v}"},
			{Event: sim.EvError, Msg: words.Any, Reason: words.Any, Text: "An error: {p} holds {v}, which nobody wrote"},
			{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Undefined), Text: "The check bit of {p} does not fit"},
			{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "The copies of {p} hold {list}: {v}"},
			{Event: sim.EvComplete, Msg: words.Any, Reason: words.Any, Text: "{p} reads {v}, as it wrote"},
			{Event: sim.EvFailure, Msg: words.Any, Reason: int(sim.Missing), Text: "A failure: {q} has no word for {p}, and says so"},
			{Event: sim.EvFailure, Msg: words.Any, Reason: words.Any, Text: "A failure: {p} reads {v}, though it wrote the other word"},
			{Event: sim.EvRepair, Msg: words.Any, Reason: words.Any, Text: "{p} is repaired"},
		},
	},
	Setup: func(c *protocol.Config) sim.Setup {
		return sim.Setup{
			N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: 2, Pending: 32,
			Shared: &Chain{Kind: FaultKind(c.Param("fault")), Guard: Guard(c.Param("guard")), Repair: c.Param("repair"), Last: c.Param("last")},
			Build: func(b *sim.Builder) {
				sim.Place(b, Program{}, 0)
				sim.Place(b, Memory{}, 0)
			},
		}
	},
}

// never is the claim that no event of a kind is bad.
func never(name string, kind sim.EventKind, bad func(e *sim.Event) bool) sim.Claim {
	return sim.Claim{
		Name: name, Watch: sim.Watch(kind), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if bad(e) {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}
