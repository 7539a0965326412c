package vsync

// Four pictures of one multicast.
//
// # The idea
//
// P1 multicasts to the view of all three and crashes before it delivers the message
// itself. P2 and P3 each deliver the
// message, or never have it, and each install the view of the two, and nothing makes
// them agree on which comes first: there is no protocol. So every combination is a
// run, the moments of delivery and of the view change are its choices, and the claims
// say which of them would do.
//
// # Where to find it
//
// Witness.Deliver is all there is. The claims are those of the flush.
//
// # Source
//
// G. Chockler, I. Keidar, R. Vitenberg: Group Communication Specifications, ACM
// Computing Surveys 33(4), 2001; A. Tanenbaum, M. van Steen: Distributed Systems, 2nd
// edition, section 8.4.

import (
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Pictures is a group without a protocol, as scenario documents know it.
var Pictures = protocol.Spec{
	Name:    "vsync/pictures",
	Version: 1,
	Title:   "A multicast and a change of the view",
	Doc: "P1 multicasts and crashes. The others deliver the message when it comes, if it comes, and install the view without P1 " +
		"when they are told: nothing makes them agree, so all combinations can be tried (definitions: Chockler, Keidar, Vitenberg 2001).",
	Processes: protocol.Processes{Min: 3, Max: most, Name: name},
	Networks:  detected,
	Network:   sim.Network{Detector: true},
	Models:    sim.Crash,
	Budget:    sim.Budget{Crashes: 1},
	Claims:    claims,
	Views:     []string{"space-time", "group"},
	Words:     vocabulary,
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages", Decimal: string(rune('0' + c.N - 1))}}
	},
	Setup: func(c *protocol.Config) sim.Setup {
		return sim.Setup{
			N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Pending: c.N * (c.N + 2), InTurn: true,
			Build: func(b *sim.Builder) {
				for range c.N {
					sim.Place(b, Witness{}, 0)
				}
			},
		}
	},
}

// Witness is a process which does at once what it is told.
type Witness struct{ Gone, View uint8 }

// Start: all are in the first view, and the first process multicasts.
func (w *Witness) Start(e *sim.Env) {
	if e.Incarnation() > 0 {
		return
	}
	w.View = 1
	noteView(e, w.View, uint8(sim.All(e.N())))
	if e.Me == 0 {
		e.Do(cast, 0, 0)
	}
}

func (w *Witness) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case w.View == 0:
	case e.Class() == sim.Notice:
		w.Gone |= 1 << m.From
		w.View++
		noteView(e, w.View, uint8(sim.All(e.N()))&^w.Gone)
	case m.Kind == cast:
		e.Note(sim.EvMulticast, sim.None, 0, 1, sim.NoReason)
		e.Multicast(e.Others(), data, 0, 0)
	default:
		e.Note(sim.EvDeliver, m.From, 0, 1, sim.NoReason)
	}
}
