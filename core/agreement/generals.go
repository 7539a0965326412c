package agreement

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// General is one of two generals who can reach each other only by messengers, who may
// be caught on their way.
//
// A is ordered to attack or to retreat. If they are to attack, A sends word to B; B
// confirms; A confirms the confirmation; and so on for as many messages as were agreed.
// Whoever does not get the message that it waits for sends no more. After the time for
// all of them each attacks if it has heard enough: A so many confirmations, B so many
// messages.
//
// Messages are sent in rounds, so both know when one is missing; neither crashes, and
// neither lies. Only messages may be lost. Then no numbers work. The last message may
// be lost as well as any other, and its sender, who can't tell, does the same in both
// cases: so it was not needed. Then nor was the one before it, down to none; and
// without a message B doesn't know that it is to attack. That no other rule does
// better either is shown in plans.go, for all plans of so many messages.
//
// What it carries is the assumption that every message that is sent is delivered, the
// first of Lamport, Shostak and Pease. Where at most l messages are lost, to send l+1
// copies of the order is enough.
//
// Source: E. Akkoyunlu, K. Ekanadham, R. Huber: Some Constraints and Trade-offs in the
// Design of Network Communications, SOSP 1975; the generals: J. Gray: Notes on Data Base
// Operating Systems, 1978.
type General struct {
	Order uint8 // of A
	Heard uint8 // messages
}

// Campaign is what both generals know.
type Campaign struct {
	Messages uint32
	Needs    [2]uint8 // so many must have come for A, and for B, to attack
}

// The two generals, and kinds of messages; see propose for the order that A draws.
const (
	generalA sim.ID = iota
	generalB
)

const (
	order uint8 = iota
	confirm
)

// Start: A is ordered something.
func (g *General) Start(e *sim.Env) {
	if e.Me == generalA {
		e.Draw(propose, 2)
	}
}

// Deliver sends the order, and answers every message but the last.
func (g *General) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case e.Class() == sim.Drawing:
		if g.Order = m.Val; g.Order == attack {
			e.Send(generalB, order, attack, 1)
		}
		return
	case e.Class() != sim.Message:
		return
	}
	g.Heard++
	if m.Arg < e.Shared().(*Campaign).Messages {
		e.Send(1-e.Me, confirm, attack, m.Arg+1)
	}
}

// EndRound: when the time for all messages is over, it attacks or retreats.
func (g *General) EndRound(e *sim.Env, r int32) {
	c := e.Shared().(*Campaign)
	if r < int32(c.Messages)+1 {
		return
	}
	act := retreat
	if g.Heard >= c.Needs[e.Me] && (e.Me == generalB || g.Order == attack) {
		act = attack
	}
	e.Note(sim.EvDecide, sim.None, act, uint32(g.Heard), sim.NoReason)
}

// TwoGenerals are they as scenario documents know them.
var TwoGenerals = protocol.Spec{
	Name:    "agreement/two-generals",
	Version: 1,
	Title:   "Two generals and their messengers",
	Doc: "A sends the order to attack, B confirms it, A confirms the confirmation, and each attacks if it has heard enough. If messages " +
		"may be lost no such plan works, whatever the numbers (Akkoyunlu, Ekanadham, Huber 1975; Gray 1978).",
	Processes: protocol.Processes{Min: 2, Max: 2, Name: func(i int) string { return [...]string{"A", "B"}[i] },
		Role: func(*protocol.Config, int) string { return "general" }},
	Params: []protocol.Param{
		{Name: "messages", Min: 1, Max: 16, Default: 3, Doc: "how many are sent at most, in turn, by A first"},
		{Name: "needs-a", Min: 0, Max: 8, Default: 1, Doc: "A attacks if it has heard so many confirmations"},
		{Name: "needs-b", Min: 1, Max: 8, Default: 1, Doc: "B attacks if it has heard so many messages"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "its messages are sent in rounds, so that it is noticed when one is missing", n.LockStep && n.Bounded
	},
	Network: sim.Network{LockStep: true, Bounded: true},
	Models:  sim.Omission,
	Budget:  sim.Budget{Losses: 16, Crashes: 1},
	Claims: []protocol.Claim{
		{Name: "same", Title: "Both do the same", Doc: "whatever is lost",
			Make: func(c *protocol.Config) sim.Claim { return claim.Agreement("same", sim.All(2)) }},
		{Name: "obeyed", Title: "Both do as A is ordered", Doc: "to retreat, whatever is lost; to attack, if nothing is lost", Make: obeyed},
	},
	Views: []string{"space-time", "group"},
	Words: words.Vocabulary{
		Values: []string{"retreat", "attack"},
		Kinds:  []string{"order", "confirmation"},
		Say:    []string{"{p} orders {q} to {v}", "{p} confirms to {q}{about}"},
		Arrive: []string{"{q} receives the order to {v} from {p}", "the confirmation of {p} reaches {q}{about}"},
		Draw:   []string{propose: "{p} is ordered to {v}"},
		Arg: func(_ *words.Scene, msg uint8, arg uint32) string {
			if msg == confirm {
				return "message " + strconv.FormatUint(uint64(arg), 10)
			}
			return ""
		},
		Phrases: []words.Phrase{
			{Event: sim.EvSend, Msg: int(order), Reason: words.Any, Text: "{p} sends {q} the order to {v}"},
			{Event: sim.EvSend, Msg: int(confirm), Reason: words.Any, Text: "{p} sends {q} a confirmation{about}"},
			{Event: sim.EvDecide, Msg: words.Any, Reason: words.Any, Text: "{p} decides to {v}"},
		},
	},
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages at most", Decimal: strconv.Itoa(int(c.Param("messages")))}}
	},
	Remarks: func(c *protocol.Config) (r []protocol.Remark) {
		if k, a, b := c.Param("messages"), c.Param("needs-a"), c.Param("needs-b"); a > k/2 || b > (k+1)/2 {
			r = append(r, protocol.Remark{Code: "never", Text: "Somebody waits for more messages than can come, and so never attacks."})
		}
		return r
	},
	Setup: func(c *protocol.Config) sim.Setup {
		k := c.Param("messages")
		return sim.Setup{
			N: 2, Net: c.Net, Models: c.Models, Budget: c.Budget, Rounds: k + 1,
			Shared: &Campaign{Messages: uint32(k), Needs: [2]uint8{uint8(c.Param("needs-a")), uint8(c.Param("needs-b"))}},
			Build:  func(b *sim.Builder) { place[General](b); place[General](b) },
		}
	},
}

// obeyed: whoever retreats or attacks does as A was ordered, where that is asked.
func obeyed(*protocol.Config) sim.Claim {
	const ordered, lost = 0, 1 // the order plus one; whether a message was lost, or somebody crashed
	return sim.Claim{
		Name: "obeyed", Size: 2, Watch: sim.Watch(sim.EvDraw, sim.EvDrop, sim.EvCrash, sim.EvDecide), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			switch e.Kind {
			case sim.EvDraw:
				m.History[ordered] = e.Value + 1
			case sim.EvDrop, sim.EvCrash:
				m.History[lost] = 1
			case sim.EvDecide:
				asked := m.History[ordered] == retreat+1 || m.History[lost] == 0
				if asked && e.Value+1 != m.History[ordered] {
					m.Blame(sim.SetOf(e.Process), sim.None)
					return sim.Violated
				}
			}
			return sim.HoldsSoFar
		},
	}
}
