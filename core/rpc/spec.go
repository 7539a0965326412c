package rpc

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// OneRequest is one remote procedure call as scenario documents know it.
var OneRequest = protocol.Spec{
	Name:    "rpc/request",
	Version: 1,
	Title:   "A remote procedure call",
	Doc: "A client sends a request, retransmits it when its timer fires, and gives up after some retries. The server executes " +
		"and replies; a filter, in memory or on stable storage, keeps it from executing a duplicate (Birrell, Nelson 1984).",
	Processes: protocol.Processes{
		Min: 2, Max: 2,
		Name: func(i int) string { return [...]string{"client", "server"}[i] },
		Role: func(_ *protocol.Config, i int) string { return [...]string{"client", "server"}[i] },
	},
	Params: []protocol.Param{
		{Name: "retries", Min: 0, Max: 8, Default: 2, Doc: "how often the client retransmits before it gives up"},
		{Name: "filter", Kind: protocol.Choice, Allowed: []string{"none", "volatile", "durable"}, Default: int32(Volatile),
			Doc: "where the server remembers what it has executed"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "a request takes the time it takes: its processes are asynchronous", !n.LockStep
	},
	Models: sim.Crash | sim.Omission,
	Budget: sim.Budget{Crashes: 1, Restarts: 1, Losses: 1},
	Claims: []protocol.Claim{
		{Name: "at-most-once", Title: "The operation is executed at most once", Doc: "Birrell, Nelson 1984; never executed is fine, too",
			Make: func(*protocol.Config) sim.Claim { return claim.AtMostOnce("at-most-once", the) }},
		{Name: "completes", Title: "In the end the client has its reply", Doc: "judged when nothing more can happen; of a client that crashed nothing is said",
			Make: func(*protocol.Config) sim.Claim { return claim.Completes("completes", client) }},
	},
	Views: []string{"space-time", "group"},
	Words: vocabulary,
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages at most", Decimal: strconv.Itoa(2*(1+int(c.Param("retries"))) + int(c.Budget.Duplicates))}}
	},
	Setup: setup,
}

func setup(c *protocol.Config) sim.Setup {
	shared := &Request{Retries: uint8(c.Param("retries"))}
	if c.Net.Bounded {
		shared.Timeout = 2*c.Net.MaxDelay + 1 // a reply that is not lost is there before
	}
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Shared: shared, Timeless: true,
		Build: func(b *sim.Builder) {
			sim.Place(b, Client{}, 0)
			sim.Place(b, Server{Filter: Filter(c.Param("filter"))}, 0)
		},
	}
}

var vocabulary = words.Vocabulary{
	Kinds:  []string{"request", "reply"},
	Arrive: []string{"the request of {p} reaches {q}", "the reply of {p} reaches {q}"},
	Do:     []string{respond: "{p} replies"},
	Arg:    func(*words.Scene, uint8, uint32) string { return "" },
	Phrases: []words.Phrase{
		{Event: sim.EvSend, Msg: int(request), Reason: words.Any, Text: "{p} sends the request"},
		{Event: sim.EvSend, Msg: int(reply), Reason: words.Any, Text: "{p} sends the reply"},
		{Event: sim.EvReceive, Msg: words.Any, Reason: int(sim.NoReason), Text: "{p} receives the {k}"},
		{Event: sim.EvExecute, Msg: words.Any, Reason: words.Any, Text: "{p} executes the operation"},
		{Event: sim.EvComplete, Msg: words.Any, Reason: words.Any, Text: "{p} has its reply, and is done"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Duplicate), Text: "{p} recognizes a duplicate"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Unexpected), Text: "{p} knows of no request: it ignores the reply"},
	},
}
