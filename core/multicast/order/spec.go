package order

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Multicast is the multicast in every order as scenario documents know it.
var Multicast = protocol.Spec{
	Name:    "multicast/order",
	Version: 1,
	Title:   "Multicast in order",
	Doc: "Members multicast messages and hold back what they receive until it is its turn: in no order, in FIFO or in causal order, each with or without " +
		"one total order of all, by a sequencer or by priorities in two phases (Birman, Joseph 1987; Birman, Schiper, Stephenson 1991).",
	Processes: protocol.Processes{Min: 2, Max: MaxProcesses, Name: name, Role: role},
	Params: []protocol.Param{
		{Name: "sends", Kind: protocol.Each, Allowed: []string{"0", "1", "2", "3", "4", "5", "6", "7"}, Initial: initial,
			Doc: "how many messages each member multicasts; m1 is the first one's first, and the numbers go on from member to member"},
		{Name: "order", Kind: protocol.Choice, Allowed: []string{"unordered", "fifo", "causal"}, Doc: "what must be delivered before a message"},
		{Name: "total", Kind: protocol.Choice, Allowed: []string{"none", "sequencer", "priorities"}, Doc: "where one order of all messages comes from"},
		{Name: "sequencer", Kind: protocol.Who, Doc: "who numbers the messages"},
		{Name: "delivery", Kind: protocol.Choice, Allowed: []string{"receipt", "stability"},
			Doc: "whether a message can be delivered as soon as it is received, or not until all members are known to have it"},
		{Name: "relay", Kind: protocol.Bool, Doc: "whether whoever receives a message for the first time sends it on to all"},
		{Name: "deliver", Kind: protocol.Choice, Allowed: []string{"with the copies", "before sending", "after sending"},
			Doc: "whether a message is delivered in one step with all copies that are sent of it; or each copy is a step, before which a crash can come, and it is delivered first or last"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "its processes are asynchronous: in rounds there would be nothing left to put in order", !n.LockStep
	},
	Models: sim.Crash | sim.Omission,
	Budget: sim.Budget{Crashes: MaxProcesses},
	Claims: []protocol.Claim{
		{Name: "FIFO", Title: "Nobody delivers a sender's messages in another order than that of sending", Doc: "Hadzilacos, Toueg 1994; gaps are allowed",
			Make: func(c *protocol.Config) sim.Claim { return claim.FIFO("FIFO", c.N) }},
		{Name: "causal", Title: "Nobody delivers a message after one that depends on it", Doc: "Birman, Schiper, Stephenson 1991; gaps are allowed",
			Make: func(c *protocol.Config) sim.Claim { return claim.Causal("causal", c.N, messages(c)) }},
		{Name: "total", Title: "There is one order in which all deliver", Doc: "strong total order, by circles in the deliveries of all; Chockler, Keidar, Vitenberg 2001",
			Make: func(c *protocol.Config) sim.Claim { return claim.Total("total", c.N, messages(c)) }},
		{Name: "pairwise-total", Title: "No two deliver two messages in opposite orders", Doc: "weaker than total: it misses a circle of three",
			Make: func(c *protocol.Config) sim.Claim { return claim.TotalPairwise("pairwise-total", c.N, messages(c)) }},
		{Name: "reliable-FIFO", Title: "Whoever delivers a message has delivered all that its sender sent before", Doc: "reliable FIFO; Chockler, Keidar, Vitenberg 2001",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.FIFOWithoutGaps("reliable-FIFO", c.N, messages(c))
			}},
		{Name: "reliable-causal", Title: "Whoever delivers a message has delivered all on which it depends", Doc: "reliable causal order; Chockler, Keidar, Vitenberg 2001",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.CausalWithoutGaps("reliable-causal", c.N, messages(c))
			}},
		{Name: "reliable-total", Title: "All deliver the beginning of one and the same sequence", Doc: "reliable total order; Chockler, Keidar, Vitenberg 2001",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.TotalWithoutGaps("reliable-total", c.N, messages(c))
			}},
		{Name: "integrity", Title: "Only what has been multicast is delivered, and as a message of who multicast it", Doc: "Hadzilacos, Toueg 1994",
			Make: func(c *protocol.Config) sim.Claim { return claim.Integrity("integrity", messages(c)) }},
		{Name: "no-duplication", Title: "Nobody delivers a message twice", Doc: "Hadzilacos, Toueg 1994",
			Make: func(c *protocol.Config) sim.Claim { return claim.NoDuplication("no-duplication", c.N, messages(c)) }},
		{Name: "all-or-none", Title: "What one member that doesn't crash delivers, all such members deliver", Doc: "agreement in Hadzilacos, Toueg 1994; judged when nothing more can come",
			Make: func(c *protocol.Config) sim.Claim { return claim.AllOrNone("all-or-none", c.N, messages(c)) }},
		{Name: "uniform-all-or-none", Title: "What any member delivers, even one that crashes later, all that don't crash deliver", Doc: "uniform agreement in Hadzilacos, Toueg 1994; judged when nothing more can come",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.UniformAllOrNone("uniform-all-or-none", c.N, messages(c))
			}},
		{Name: "correct-FIFO", Title: "No member that doesn't crash delivers a sender's messages in another order than that of sending", Doc: "FIFO order in Hadzilacos, Toueg 1994; the claim FIFO is their uniform one",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.FIFOAmongCorrect("correct-FIFO", c.N, messages(c))
			}},
		{Name: "correct-causal", Title: "No member that doesn't crash delivers a message after one that depends on it", Doc: "causal order in Hadzilacos, Toueg 1994; the claim causal is their uniform one",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.CausalAmongCorrect("correct-causal", c.N, messages(c))
			}},
		{Name: "correct-total", Title: "There is one order in which all deliver that don't crash", Doc: "total order in Hadzilacos, Toueg 1994, by circles; the claim total is the uniform one",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.TotalAmongCorrect("correct-total", c.N, messages(c))
			}},
		{Name: "correct-integrity", Title: "A member that doesn't crash delivers only what has been multicast", Doc: "integrity in Hadzilacos, Toueg 1994; the claim integrity is their uniform one",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.IntegrityAmongCorrect("correct-integrity", c.N, messages(c))
			}},
		{Name: "arrives", Title: "What a member that doesn't crash multicasts, all such members deliver", Doc: "validity in Hadzilacos, Toueg 1994; judged when nothing more can come",
			Make: func(c *protocol.Config) sim.Claim { return claim.Arrives("arrives", c.N, messages(c)) }},
	},
	Views:   []string{"space-time", "group"},
	Words:   vocabulary,
	Check:   check,
	Costs:   costs,
	Remarks: remarks,
	Setup:   setup,
	Scene:   func(c *protocol.Config) any { return shared(c) },
}

func name(i int) string { return "P" + strconv.Itoa(i+1) }

func role(c *protocol.Config, i int) string {
	switch {
	case Total(c.Param("total")) == Sequencer && i == int(c.Param("sequencer")):
		return "sequencer"
	case c.Each[i] > 0:
		return "sender"
	}
	return "receiver"
}

// initial: the first member sends two messages if a document says nothing.
func initial(_ *protocol.Config, p int) int32 {
	if p == 0 {
		return 2
	}
	return 0
}

func messages(c *protocol.Config) (n int) {
	for _, k := range c.Each {
		n += int(k)
	}
	return n
}

func check(c *protocol.Config) *protocol.Problem {
	switch n := messages(c); {
	case n == 0:
		return &protocol.Problem{Path: "params.sends", Message: "has nobody who multicasts anything"}
	case n > MaxMessages:
		return &protocol.Problem{Path: "params.sends", Message: "has " + strconv.Itoa(n) + " messages in all; at most " + strconv.Itoa(MaxMessages)}
	case c.Param("deliver") != 0 && (c.Param("total") != 0 || c.Param("delivery") != 0):
		return &protocol.Problem{Path: "params.deliver", Message: "can be \"before sending\" or \"after sending\" only where \"total\" is \"none\" and \"delivery\" is \"receipt\""}
	case c.Param("deliver") != 0 && omits(c):
		return &protocol.Problem{Path: "params.deliver", Message: "makes each copy a step of its own, in which members can crash but not omit; give them the model \"crash\""}
	}
	return nil
}

// omits says whether somebody can do more than crash.
func omits(c *protocol.Config) bool {
	for _, m := range c.Models {
		if m&^sim.Crash != 0 {
			return true
		}
	}
	return false
}

// costs counts what is sent if nothing goes wrong.
func costs(c *protocol.Config) []protocol.Cost {
	others := c.N - 1
	each, order, stability := others, 0, 0
	if c.Param("relay") != 0 {
		each += others * (others - 1)
	}
	switch Total(c.Param("total")) {
	case Sequencer:
		order = others
	case Priorities:
		order = 2 * others
	}
	if c.Param("delivery") != 0 {
		stability = others * others
	}
	m := messages(c)
	all := []protocol.Cost{{Name: "messages", Decimal: strconv.Itoa(m * (each + order + stability))}}
	if order > 0 {
		all = append(all, protocol.Cost{Name: "for the total order", Decimal: strconv.Itoa(m * order)})
	}
	if stability > 0 {
		all = append(all, protocol.Cost{Name: "for stability", Decimal: strconv.Itoa(m * stability)})
	}
	return all
}

// Kinds are the names of the six kinds of reliable multicast, by rule and by whether
// there is a total order.
var Kinds = [3][2]string{
	{"reliable multicast", "atomic multicast"}, {"FIFO multicast", "FIFO atomic multicast"}, {"causal multicast", "causal atomic multicast"},
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	total := 0
	if Total(c.Param("total")) != None {
		total = 1
	}
	r = append(r, protocol.Remark{Code: "kind", Text: "This is " + article(Kinds[c.Param("order")][total]) + "."})
	if crashes := c.Faulty() != 0 && c.Budget.Crashes > 0; crashes && total == 1 {
		r = append(r, protocol.Remark{Code: "order-stops", Text: "Whoever gives messages their place in the order may crash here, and then nobody goes on: " +
			"what helps is to change the group."})
	} else if crashes && c.Param("delivery") != 0 {
		r = append(r, protocol.Remark{Code: "stability-stops", Text: "A member that crashes acknowledges nothing more, and what it has not acknowledged is never stable: " +
			"what helps is to change the group."})
	}
	return r
}

func article(noun string) string {
	if noun[0] == 'a' {
		return "an " + noun
	}
	return "a " + noun
}

func shared(c *protocol.Config) *Order {
	s := &Order{Deliver: Delivering(c.Param("deliver")), Rule: Rule(c.Param("order")), Total: Total(c.Param("total")), Sequencer: sim.ID(c.Param("sequencer")),
		Stable: c.Param("delivery") != 0, Relay: c.Param("relay") != 0}
	for i := range MaxProcesses {
		s.First[i+1] = s.First[i]
		if i < c.N {
			s.First[i+1] += uint8(c.Each[i])
		}
	}
	return s
}

func setup(c *protocol.Config) sim.Setup {
	s, m := shared(c), messages(c)
	quiet := uint64(1<<position | 1<<final)
	if s.Total == None && !s.Relay && !s.Stable {
		quiet |= 1 << data
	}
	if s.Total == None {
		quiet |= 1 << ack
	}
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: uint8(m), Shared: s, Quiet: quiet, Timeless: true, Apart: s.Deliver != Together,
		// Each message and its relays, acknowledgements, and what the total order takes; next steps, and notices of crashes.
		Pending: m*(c.N*c.N+c.N*c.N+2*c.N) + c.N + c.N*c.N,
		Build: func(b *sim.Builder) {
			for range c.N {
				sim.Place(b, Peer{}, size*m)
			}
		},
	}
}

var vocabulary = words.Vocabulary{
	Values: numbered(),
	Kinds:  []string{"message", "copy", "acknowledgement", "position", "proposal", "priority"},
	Arrive: []string{
		"{v} of {p} reaches {q}", "{v} reaches {q}, relayed by {p}", "{q} hears that {p} has {v}",
		"{q} hears from {p} that {v} is number {via}", "{q} hears that {p} proposes priority {via} for {v}", "{q} hears from {p} that {v} has priority {via}",
	},
	Former: []string{
		"{v} of {p} reaches {q}", "{p} relays {v} to {q}", "{q} hears that {p} has {v}",
		"{q} hears from {p} that {v} is number {via}", "{p} proposes to {q} for {v} priority {via}", "{q} hears from {p} that {v} has priority {via}",
	},
	Do:  []string{next: "{p} multicasts m{n}", pass: "{p} sends {a} to the next member"},
	Arg: func(_ *words.Scene, _ uint8, arg uint32) string { return "m" + strconv.Itoa(int(arg&255)) },
	Via: via,
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvMulticast, Msg: words.Any, Reason: words.Any, Text: "{p} multicasts {v}"},
		{Event: sim.EvSend, Msg: int(data), Reason: words.Any, Text: "{p} sends {v} to {q}{via}"},
		{Event: sim.EvSend, Msg: int(relayed), Reason: words.Any, Text: "{p} sends {v} on to {q}"},
		{Event: sim.EvSend, Msg: int(ack), Reason: words.Any, Text: "{p} acknowledges {v} to {q}"},
		{Event: sim.EvSend, Msg: int(position), Reason: words.Any, Text: "{p} tells {q} that {v} is number {via}"},
		{Event: sim.EvSend, Msg: int(proposal), Reason: words.Any, Text: "{p} proposes priority {via} for {v} to {q}"},
		{Event: sim.EvSend, Msg: int(final), Reason: words.Any, Text: "{p} tells {q} that {v} has priority {via}"},
		{Event: sim.EvReceive, Msg: int(data), Reason: int(sim.NoReason), Text: "{p} receives {v} of {q}"},
		{Event: sim.EvReceive, Msg: int(relayed), Reason: int(sim.NoReason), Text: "{p} receives {v} from {q}"},
		{Event: sim.EvDeliver, Msg: words.Any, Reason: words.Any, Text: "{p} delivers {v} of {q}"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NeedsEarlier), Text: "{p} holds {v} of {q} back: an earlier message of {q} is missing"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NeedsCause), Text: "{p} holds {v} of {q} back: a message on which it may depend is missing"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NeedsOrder), Text: "{p} holds {v} of {q} back: its place in the order is not known"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NoReason), Text: "{p} holds {v} of {q} back until it has sent it on"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NotStable), Text: "{p} holds {v} of {q} back: not all are known to have it"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Duplicate), Text: "{p} has {v} already"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.SendOmission), Text: "{q} fails to send {p} the {k}{about}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.ReceiveOmission), Text: "{p} fails to receive the {k} of {q}{about}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Loss), Text: "The network loses the {k} of {q} to {p}{about}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Cut), Text: "The {k} of {q} to {p} is lost in the crash{about}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.ReceiverDown), Text: "{p} is down: the {k} of {q} is lost{about}"},
	},
}

// via puts the rest of a message in words: a position, a priority, a vector.
func via(s *words.Scene, msg uint8, arg uint32) string {
	rest := arg >> 8
	switch msg & 63 {
	case position:
		return strconv.Itoa(int(rest))
	case proposal, final:
		return strconv.Itoa(int(rest>>3)) + " (" + s.Name(sim.ID(rest&7)) + ")"
	}
	if rest == 0 {
		return ""
	}
	text := " with ("
	for q := range s.Names {
		if q > 0 {
			text += ", "
		}
		text += strconv.Itoa(int(rest >> (3 * q) & 7))
	}
	return text + ")"
}

// numbered are the names m1, m2, ... of all messages.
func numbered() []string {
	names := make([]string, MaxMessages)
	for i := range names {
		names[i] = "m" + strconv.Itoa(i+1)
	}
	return names
}
