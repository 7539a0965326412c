package printer

import (
	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// PrintServer is the print server as scenario documents know it.
var PrintServer = protocol.Spec{
	Name:    "rpc/printer",
	Version: 1,
	Title:   "A print server that crashes",
	Doc: "A client has a text printed. The server says that it is done before it prints, or after; it crashes, comes up again, and tells the " +
		"client so, which asks again, or doesn't. No pair of strategies prints the text once in every case (Tanenbaum, van Steen 2007, figure 8-8).",
	Processes: protocol.Processes{
		Min: 2, Max: 2,
		Name: func(i int) string { return [...]string{"client", "server"}[i] },
		Role: func(_ *protocol.Config, i int) string { return [...]string{"client", "server"}[i] },
	},
	Params: []protocol.Param{
		{Name: "server", Kind: protocol.Choice, Allowed: Orders[:], Doc: "whether the server says that it is done before it prints, or after"},
		{Name: "reissue", Kind: protocol.Choice, Allowed: Rules[:], Doc: "when the client asks again after a recovery; own: as the last three say"},
		{Name: "ack", Kind: protocol.Choice, Allowed: Readings[:], Doc: "what counts as an ACK: the completion, as the table needs it, or the delivery of the request"},
		{Name: "if-nothing", Kind: protocol.Bool, Doc: "own: it asks again if it has heard nothing"},
		{Name: "if-delivered", Kind: protocol.Bool, Doc: "own: it asks again if it knows of the delivery alone"},
		{Name: "if-completed", Kind: protocol.Bool, Doc: "own: it asks again if it has the completion"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "a request takes the time it takes: its processes are asynchronous", !n.LockStep
	},
	Network: sim.Network{Order: sim.FIFO},
	Models:  sim.Crash,
	Budget:  sim.Budget{Crashes: 1, Restarts: 1},
	Claims: []protocol.Claim{
		{Name: "at-most-once", Title: "The text is printed at most once", Doc: "never printed is fine, too; violated: DUP",
			Make: func(*protocol.Config) sim.Claim { return claim.AtMostOnce("at-most-once", text) }},
		{Name: "printed", Title: "In the end the text is on paper", Doc: "judged when nothing more can happen; violated: ZERO",
			Make: func(*protocol.Config) sim.Claim { return onPaper("printed") }},
	},
	Views: []string{"space-time", "group"},
	Words: vocabulary,
	Check: func(c *protocol.Config) *protocol.Problem {
		for _, name := range [...]string{"if-nothing", "if-delivered", "if-completed"} {
			if c.Param(name) == 1 && Rule(c.Param("reissue")) != Own {
				return &protocol.Problem{Path: "params." + name, Message: "is for a strategy of one's own: reissue must be own"}
			}
		}
		return nil
	},
	Costs: func(*protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages without a crash", Decimal: "3"}}
	},
	Remarks: remarks,
	Setup: func(c *protocol.Config) sim.Setup {
		s := world(&Job{Order(c.Param("server")), strategy(c)}, usual)
		s.Net, s.Models, s.Budget = c.Net, c.Models, c.Budget
		return s
	},
}

func strategy(c *protocol.Config) (s Strategy) {
	if r := Rule(c.Param("reissue")); r != Own {
		return r.Strategy(Reading(c.Param("ack")))
	}
	for has, name := range [sights]string{"if-nothing", "if-delivered", "if-completed"} {
		s |= Strategy(c.Param(name)) << has
	}
	return s
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	if c.Net.Order == sim.Unordered {
		r = append(r, protocol.Remark{Code: "late-words", Text: "Nothing keeps the server's messages in order here: the client can hear of the " +
			"recovery before it has what was said before. The table takes for granted that it has."})
	}
	return r
}

// onPaper: in the end the text has been printed.
func onPaper(name string) sim.Claim {
	return sim.Claim{
		Name: name, Size: 1, Watch: sim.Watch(sim.EvExecute), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, _ *sim.Event) sim.Status {
			m.History[0] = 1
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status {
			if m.History[0] == 1 {
				return sim.Holds
			}
			m.Blame(sim.SetOf(server), sim.None)
			return sim.Violated
		},
	}
}

var vocabulary = words.Vocabulary{
	Kinds: []string{request: "request", ack: "acknowledgement", completed: "completion", recovered: "news of the recovery"},
	Arrive: []string{request: "the request of {p} reaches {q}", ack: "the acknowledgement of {p} reaches {q}",
		completed: "the completion of {p} reaches {q}", recovered: "{q} hears that {p} is up again"},
	Do:  []string{tell: "{p} says that it is done", press: "{p} prints the text"},
	Arg: func(*words.Scene, uint8, uint32) string { return "" },
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvSend, Msg: int(request), Reason: words.Any, Text: "{p} asks for the text to be printed"},
		{Event: sim.EvSend, Msg: int(ack), Reason: words.Any, Text: "{p} acknowledges the request"},
		{Event: sim.EvSend, Msg: int(completed), Reason: words.Any, Text: "{p} says that it is done (M)"},
		{Event: sim.EvSend, Msg: int(recovered), Reason: words.Any, Text: "{p} says that it is up again"},
		{Event: sim.EvReceive, Msg: int(recovered), Reason: int(sim.NoReason), Text: "{p} hears that {q} is up again"},
		{Event: sim.EvReceive, Msg: words.Any, Reason: int(sim.NoReason), Text: "{p} receives the {k}"},
		{Event: sim.EvExecute, Msg: words.Any, Reason: words.Any, Text: "{p} prints the text (P)"},
		{Event: sim.EvComplete, Msg: words.Any, Reason: words.Any, Text: "{p} takes the text for printed"},
		{Event: sim.EvReport, Msg: words.Any, Reason: words.Any, Text: "{p} leaves it at that, without knowing whether the text is printed"},
		{Event: sim.EvCrash, Msg: words.Any, Reason: words.Any, Text: "{p} crashes (C)"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Unexpected), Text: "{p} knows of no request: it ignores the {k}"},
	},
}
