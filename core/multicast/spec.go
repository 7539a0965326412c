package multicast

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// most is the largest number of messages of one sender.
const most = 16

// FIFOLinks is the multicast over FIFO links as scenario documents know it.
var FIFOLinks = protocol.Spec{
	Name:    "multicast/fifo",
	Version: 1,
	Title:   "Multicast over FIFO links",
	Doc: "Senders multicast numbered messages, and whoever receives one delivers it at once. Where the links keep their order " +
		"every receiver sees each sender's messages in order of sending; where they don't, it need not (Hadzilacos, Toueg 1994).",
	Processes: protocol.Processes{Min: 2, Max: sim.MaxProcesses, Name: name, Role: role},
	Params: []protocol.Param{
		{Name: "messages", Min: 1, Max: most, Default: 2, Doc: "how many messages each sender multicasts"},
		{Name: "senders", Min: 1, Max: sim.MaxProcesses, Default: 1, Doc: "how many processes send, from the first one on"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "its processes are asynchronous: in rounds there would be nothing left to put in order", !n.LockStep
	},
	Network: sim.Network{Order: sim.FIFO},
	Models:  sim.Crash | sim.Omission,
	Budget:  sim.Budget{Crashes: sim.MaxProcesses},
	Claims: []protocol.Claim{{
		Name: "FIFO", Title: "Each receiver delivers a sender's messages in order of sending", Doc: "Hadzilacos, Toueg 1994; gaps are allowed",
		Make: func(c *protocol.Config) sim.Claim { return claim.FIFO("FIFO", c.N) },
	}},
	Views: []string{"space-time", "group"},
	Words: vocabulary,
	Check: check,
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages", Decimal: strconv.Itoa(copies(c))}}
	},
	Setup: setup,
}

func name(i int) string { return "P" + strconv.Itoa(i+1) }

func role(c *protocol.Config, i int) string {
	if i < int(c.Param("senders")) {
		return "sender"
	}
	return "receiver"
}

func check(c *protocol.Config) *protocol.Problem {
	if s := c.Param("senders"); int(s) > c.N {
		return &protocol.Problem{Path: "params.senders", Message: "is more than the " + strconv.Itoa(c.N) + " processes there are"}
	}
	return nil
}

func copies(c *protocol.Config) int { return int(c.Param("senders")*c.Param("messages")) * (c.N - 1) }

func setup(c *protocol.Config) sim.Setup {
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Timeless: true,
		Values:  most,
		Pending: copies(c) + c.N*c.N, // every message, a next step each, and notices of crashes
		Quiet:   1 << data,
		Alike:   alike(c),
		Shared:  &FIFO{Senders: int(c.Param("senders")), Messages: uint32(c.Param("messages"))},
		Build: func(b *sim.Builder) {
			for range c.N {
				sim.Place(b, Peer{}, 0)
			}
		},
	}
}

// alike are the senders, and the receivers, as far as they may fail alike.
func alike(c *protocol.Config) (sets []sim.Set) {
	kinds := map[[2]int]int{}
	for i := range c.N {
		kind := [2]int{}
		if i < int(c.Param("senders")) {
			kind[0] = 1
		}
		if i < len(c.Models) {
			kind[1] = int(c.Models[i])
		}
		at, ok := kinds[kind]
		if !ok {
			at = len(sets)
			kinds[kind] = at
			sets = append(sets, 0)
		}
		sets[at] = sets[at].With(sim.ID(i))
	}
	return sets
}

var vocabulary = words.Vocabulary{
	Values: numbered(),
	Kinds:  []string{"message", "next message"},
	Arrive: []string{"{v} of {p} reaches {q}"},
	Do:     []string{"", "{p} multicasts m{n}"},
	Arg:    func(_ *words.Scene, _ uint8, arg uint32) string { return "m" + strconv.Itoa(int(arg)) },
	Phrases: []words.Phrase{
		{Event: sim.EvSend, Msg: words.Any, Reason: words.Any, Text: "{p} sends {v} to {q}"},
		{Event: sim.EvDeliver, Msg: words.Any, Reason: words.Any, Text: "{p} delivers {v} of {q}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.SendOmission), Text: "{q} fails to send {a} to {p}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.ReceiveOmission), Text: "{p} fails to receive {a} of {q}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Loss), Text: "The network loses {a} of {q} to {p}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Cut), Text: "{a} of {q} to {p} is lost in the crash"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.ReceiverDown), Text: "{p} is down: {a} of {q} is lost"},
	},
}

// numbered are the names m1, m2, ... of a sender's messages.
func numbered() []string {
	names := make([]string, most)
	for i := range names {
		names[i] = "m" + strconv.Itoa(i+1)
	}
	return names
}
