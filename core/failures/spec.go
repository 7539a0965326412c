package failures

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// MaxRequests bounds how often the client asks.
const MaxRequests = 3

// OneServer is a client and a server that fails as scenario documents know them.
var OneServer = protocol.Spec{
	Name:    "failures/request",
	Version: 1,
	Title:   "How a server fails",
	Doc: "A client has a server count up a register, and waits for the reply as long as a correct server needs. The server crashes, omits, is late, " +
		"says a wrong value, does something else, or all of these (Cristian 1991; Hadzilacos, Toueg 1994).",
	Processes: protocol.Processes{
		Min: 2, Max: 2,
		Name: func(i int) string { return [...]string{"client", "server"}[i] },
		Role: func(_ *protocol.Config, i int) string { return [...]string{"client", "server"}[i] },
	},
	Params: []protocol.Param{
		{Name: "requests", Min: 1, Max: MaxRequests, Default: 1, Doc: "how often the client asks"},
		{Name: "failsafe", Kind: protocol.Bool, Doc: "all that the server says wrongly is that it has no value"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "what is late is known only with a bounded delay, and processes that are not in lock step", n.Bounded && !n.LockStep
	},
	Network: sim.Network{Bounded: true, Order: sim.FIFO, MinDelay: 1, MaxDelay: 1},
	Models:  sim.AllModels,
	Budget:  sim.Budget{Crashes: 1, Mistakes: 1},
	Claims: []protocol.Claim{
		{Name: "answered", Title: "The client has a reply to every request, in time", Doc: "right or wrong; a safe value is none",
			Make: func(*protocol.Config) sim.Claim {
				return sim.Claim{Name: "answered", Watch: sim.Watch(sim.EvReport), Begin: sim.HoldsSoFar,
					Observe: func(m *sim.Memory, _ *sim.Event) sim.Status {
						m.Blame(sim.SetOf(server), sim.None)
						return sim.Violated
					}}
			}},
		{Name: "right", Title: "The client takes no wrong value", Doc: "the register counts the requests, modulo three; no value is not a wrong one", Make: right},
	},
	Views: []string{"space-time", "group"},
	Words: words.Vocabulary{
		Values: []string{"0", "1", "2", "no value"},
		Kinds:  []string{"request", "reply"},
		Say:    []string{"{p} makes {a} of {q}", "{p} replies {v}"},
		Arrive: []string{"{a} of {p} reaches {q}", "the reply {v} of {p} reaches {q}"},
		Arg: func(_ *words.Scene, _ uint8, arg uint32) string {
			return "request " + strconv.Itoa(int(arg))
		},
		Phrases: []words.Phrase{
			{Event: sim.EvSend, Msg: int(request), Reason: words.Any, Text: "{p} makes {a}: count up"},
			{Event: sim.EvSend, Msg: int(reply), Reason: words.Any, Text: "{p} sends the reply {v} to {a}"},
			{Event: sim.EvReceive, Msg: int(request), Reason: words.Any, Text: "{p} receives {a}"},
			{Event: sim.EvMistake, Msg: words.Any, Reason: words.Any, Text: "{p} takes it for a request to erase"},
			{Event: sim.EvExecute, Msg: words.Any, Reason: words.Any, Text: "{p} has {v} in its register now"},
			{Event: sim.EvComplete, Msg: words.Any, Reason: words.Any, Text: "{p} takes {v}"},
			{Event: sim.EvReport, Msg: words.Any, Reason: int(sim.Undefined), Text: "{p} is told that there is no value: it is on the safe side"},
			{Event: sim.EvReport, Msg: words.Any, Reason: words.Any, Text: "{p} has no reply in time"},
			{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.TooLate), Text: "{p} gets the reply {v} too late"},
		},
	},
	Setup: setup,
}

func setup(c *protocol.Config) sim.Setup {
	safe := uint8(c.Param("failsafe"))
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: values + 1, Pending: 64,
		Shared: &Failures{Requests: uint8(c.Param("requests")), Longest: 2 * c.Net.MaxDelay, FailSafe: safe == 1},
		Build: func(b *sim.Builder) {
			sim.Place(b, Client{}, 0)
			sim.Place(b, Server{Safe: safe}, 0)
		},
	}
}

// right: the k-th reply that counts says k, modulo three, if the client asked k times.
// The event has the number of the request.
func right(*protocol.Config) sim.Claim {
	return sim.Claim{
		Name: "right", Watch: sim.Watch(sim.EvComplete), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if uint32(e.Value) != e.Arg%values {
				m.Blame(sim.SetOf(server), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}
