// Package ring is an example of a protocol of one's own: the election of a leader
// on a ring, as a programmer would add it, outside of the core.
//
// Each process sends its number to its neighbour. Whoever receives a greater
// number than its own passes it on; a smaller one goes no further. A number that
// comes back to its owner was the greatest of all: its owner is the leader, and
// says so, once around. The ring must be whole and the links must lose nothing.
//
// Source: E. Chang, R. Roberts: An improved algorithm for decentralized
// extrema-finding in circular configurations of processes. CACM 22(5), 1979.
//
//	go test ./testdata/own/ring                        proves and refutes it
//	tools/build.sh serve --with testdata/own/ring      puts it into a page
package ring

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Kinds of messages: the number of a candidate, and that of the leader.
const (
	candidate uint8 = iota
	leader
)

// Node is a process on the ring. It keeps nothing but whether it has a leader.
type Node struct{ Decided uint8 }

// Start sends the own number to the neighbour.
func (n *Node) Start(e *sim.Env) { n.pass(e, candidate, uint8(e.Me)) }

func (n *Node) pass(e *sim.Env, kind, number uint8) {
	e.Send((e.Me+1)%sim.ID(e.N()), kind, number, uint32(number))
}

// Deliver passes on greater numbers, and decides.
func (n *Node) Deliver(e *sim.Env, m sim.Msg) {
	switch me := uint8(e.Me); {
	case m.Kind == candidate && m.Val > me:
		n.pass(e, candidate, m.Val)
	case m.Kind == candidate && m.Val == me:
		n.decide(e, me)
		n.pass(e, leader, me)
	case m.Kind == leader && m.Val != me:
		n.decide(e, m.Val)
		n.pass(e, leader, m.Val)
	}
}

func (n *Node) decide(e *sim.Env, number uint8) {
	n.Decided = 1
	e.Note(sim.EvDecide, sim.None, number, 0, sim.NoReason)
}

// most is the largest ring.
const most = 9

// Protocols is what the engine of a page asks for.
func Protocols() []*protocol.Spec { return []*protocol.Spec{&Election} }

// Election is the protocol as scenario documents know it.
var Election = protocol.Spec{
	Name: "ring/election", Version: 1, Title: "Electing a leader on a ring",
	Doc:       "Numbers travel round the ring until only the greatest comes home (Chang, Roberts 1979).",
	Processes: protocol.Processes{Min: 2, Max: most, Name: name},
	Models:    sim.Crash | sim.Omission | sim.Value | sim.Arbitrary,
	Network:   sim.Network{Order: sim.FIFO},
	Claims: []protocol.Claim{
		{Name: "one leader", Title: "No two processes have different leaders", Make: func(c *protocol.Config) sim.Claim {
			return claim.Agreement("one leader", sim.All(c.N)&^c.Faulty())
		}},
		{Name: "the greatest", Title: "The leader is the one with the greatest number", Make: func(c *protocol.Config) sim.Claim {
			return claim.Validity("the greatest", sim.All(c.N)&^c.Faulty(), uint8(c.N-1))
		}},
	},
	Views: []string{"space-time", "group"},
	Words: words.Vocabulary{
		Values: numbers(), Kinds: []string{"candidate", "leader"},
		Arrive: []string{"{q} hears of candidate {v} from {p}", "{q} hears from {p} that {v} leads"},
		Former: []string{"{p} tells {q} of candidate {v}", "{p} tells {q} that {v} leads"},
		Phrases: []words.Phrase{
			{Event: sim.EvDecide, Msg: words.Any, Reason: words.Any, Text: "{p} takes {v} for its leader"},
		},
	},
	Setup: func(c *protocol.Config) sim.Setup {
		return sim.Setup{N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: uint8(c.N), Build: func(b *sim.Builder) {
			for range c.N {
				sim.Place(b, Node{}, 0)
			}
		}}
	},
}

func name(i int) string { return "N" + strconv.Itoa(i+1) }

func numbers() (all []string) {
	for i := range most {
		all = append(all, name(i))
	}
	return all
}
