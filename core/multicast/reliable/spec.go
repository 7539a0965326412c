package reliable

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Multicast is the reliable multicast as scenario documents know it.
var Multicast = protocol.Spec{
	Name:    "multicast/reliable",
	Version: 1,
	Title:   "Reliable multicast",
	Doc: "Senders number what they multicast and keep it in a history buffer; receivers acknowledge what they have, to the sender or to local coordinators in a tree, " +
		"or they ask for what they lack, if need be after a random delay in which somebody else may ask (Floyd et al. 1997; Paul et al. 1997).",
	Processes: protocol.Processes{Min: 2, Max: sim.MaxProcesses, Name: name, Role: role},
	Params: []protocol.Param{
		{Name: "messages", Min: 1, Max: MaxEach, Default: 3, Doc: "how many messages each sender multicasts"},
		{Name: "senders", Min: 1, Max: MaxSenders, Default: 1, Doc: "how many members send, from the first one on"},
		{Name: "feedback", Kind: protocol.Choice, Allowed: []string{"none", "acks", "nacks", "suppressed"}, Default: int32(Acks),
			Doc: "how a sender learns who lacks something: not at all; everybody acknowledges; who finds a gap asks the sender; or asks all after a random delay, unless somebody else has"},
		{Name: "fanout", Min: 1, Max: sim.MaxProcesses - 1, Default: sim.MaxProcesses - 1,
			Doc: "with acks and one sender: how many members at most acknowledge to one; the members are a tree, level by level in the order of the document"},
		{Name: "piggyback", Kind: protocol.Bool, Doc: "with acks: whether they travel on a member's own messages as long as it has some to send"},
		{Name: "heartbeats", Min: 0, Max: 4, Default: 0, Doc: "how often a sender says, when it has sent its last message, what the last number is"},
		{Name: "retries", Min: 0, Max: 8, Default: 3, Doc: "how often in a row a member that waits in vain sends or asks again"},
		{Name: "width", Min: 1, Max: 1000, Default: 10, Doc: "with suppressed: a random delay is from 0 to one less, in ticks"},
	},
	Networks: networks,
	Models:   sim.Crash | sim.Omission,
	Budget:   sim.Budget{Crashes: sim.MaxProcesses, Losses: 1},
	Claims: []protocol.Claim{
		{Name: "arrives", Title: "What a member that doesn't crash multicasts, all such members deliver", Doc: "validity in Hadzilacos, Toueg 1994; judged when nothing more can come",
			Make: func(c *protocol.Config) sim.Claim { return claim.Arrives("arrives", c.N, messages(c)) }},
		{Name: "reliable-FIFO", Title: "Whoever delivers a message has delivered all that its sender sent before", Doc: "Chockler, Keidar, Vitenberg 2001",
			Make: func(c *protocol.Config) sim.Claim {
				return claim.FIFOWithoutGaps("reliable-FIFO", c.N, messages(c))
			}},
		{Name: "no-duplication", Title: "Nobody delivers a message twice", Doc: "Hadzilacos, Toueg 1994",
			Make: func(c *protocol.Config) sim.Claim { return claim.NoDuplication("no-duplication", c.N, messages(c)) }},
		{Name: "buffer-empties", Title: "In the end the sender knows that it needs to keep nothing", Doc: "judged when nothing more can come; with a tree, it knows it of those who acknowledge to it",
			Make: empties},
	},
	Views: []string{"space-time", "group"},
	Words: vocabulary,
	Check: check,
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages", Decimal: strconv.Itoa(messages(c) * (c.N - 1))}}
	},
	Remarks: remarks,
	Setup:   setup,
}

func networks(n sim.Network) (string, bool) {
	return "its processes are asynchronous: what is missing shows by a gap or a timer, and not by the end of a round", !n.LockStep
}

func name(i int) string { return "P" + strconv.Itoa(i+1) }

func role(c *protocol.Config, i int) string {
	switch {
	case i < int(c.Param("senders")):
		return "sender"
	case Feedback(c.Param("feedback")) == Acks && c.Param("senders") == 1 && i*int(c.Param("fanout"))+1 < c.N:
		return "coordinator"
	}
	return "receiver"
}

func messages(c *protocol.Config) int { return int(c.Param("senders") * c.Param("messages")) }

func check(c *protocol.Config) *protocol.Problem {
	problem := func(param, message string) *protocol.Problem {
		return &protocol.Problem{Path: "params." + param, Message: message}
	}
	feedback := Feedback(c.Param("feedback"))
	switch s, m := int(c.Param("senders")), messages(c); {
	case s > c.N:
		return problem("senders", "is more than the "+strconv.Itoa(c.N)+" processes there are")
	case m > MaxAll:
		return problem("messages", "makes "+strconv.Itoa(m)+" messages of all senders together; at most "+strconv.Itoa(MaxAll))
	case feedback == Suppressed && !c.Net.Bounded:
		return problem("feedback", "suppressed needs a bounded delay: without a clock there is nothing to wait for")
	case c.Param("piggyback") != 0 && feedback != Acks:
		return problem("piggyback", "goes with acks only")
	}
	return nil
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	say := func(code, text string) { r = append(r, protocol.Remark{Code: code, Text: text}) }
	losses := int32(c.Budget.Losses)
	switch f := Feedback(c.Param("feedback")); {
	case f == Nothing && losses > 0:
		say(protocol.Outside, "Nobody says what is missing, so what is lost stays lost.")
	case f >= Nacks && c.Param("heartbeats") == 0 && losses > 0:
		say(protocol.Outside, "No gap tells of a last message that is lost, and there are no heartbeats.")
	case f == Acks && losses > c.Param("retries"):
		say(protocol.Outside, "More messages may be lost, "+strconv.Itoa(int(losses))+", than a member retries, "+strconv.Itoa(int(c.Param("retries")))+".")
	}
	return r
}

// empties: every message becomes stable at its sender. The history has, of the messages,
// which have not.
func empties(c *protocol.Config) sim.Claim {
	return sim.Claim{
		Name: "buffer-empties", Size: 2, Keys: MaxAll, Watch: sim.Watch(sim.EvMulticast, sim.EvStable), Begin: sim.Open, Swaps: true,
		Rename: func([]byte, []sim.ID) {},
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			h, at := m.History, (e.Arg-1)/8
			bit := uint8(1) << ((e.Arg - 1) % 8)
			switch {
			case e.Kind == sim.EvMulticast:
				h[at] |= bit
				m.KeepAt(int(e.Arg) - 1)
			case e.Peer == e.Process:
				h[at] &^= bit
			}
			if h[0]|h[1] == 0 {
				return sim.HoldsSoFar
			}
			return sim.Open
		},
		Finish: func(m *sim.Memory) sim.Status {
			for i := range MaxAll {
				if m.History[i/8]>>(i%8)&1 != 0 {
					m.BlameAt(sim.SetOf(sim.ID(i/int(c.Param("messages")))), i)
					return sim.Violated
				}
			}
			return sim.Holds
		},
	}
}

func shared(c *protocol.Config) *Reliable {
	s := &Reliable{Senders: int(c.Param("senders")), Messages: uint8(c.Param("messages")), Feedback: Feedback(c.Param("feedback")),
		Fanout: int(c.Param("fanout")), Piggyback: c.Param("piggyback") != 0, Beats: uint8(c.Param("heartbeats")),
		Retries: uint8(c.Param("retries")), Width: uint32(c.Param("width"))}
	if c.Net.Bounded {
		s.Timeout = 2*c.Net.MaxDelay + 1 // what is not lost is answered before
	}
	if s.Feedback != Suppressed {
		s.Width = 0
	}
	return s
}

func setup(c *protocol.Config) sim.Setup {
	setup := Group(c.N, c.Net, shared(c))
	setup.Models, setup.Budget = c.Models, c.Budget
	return setup
}

// Group is a group of n members without faults.
func Group(n int, net sim.Network, s *Reliable) sim.Setup {
	m, width := s.Senders*int(s.Messages), n
	if s.Feedback == Suppressed {
		width = n * n // everybody asks everybody
	}
	return sim.Setup{
		N: n, Net: net, Values: uint8(m), Shared: s, Quiet: 1 << ack, Timeless: true,
		Pending: min(m*(4*n+width)+6*n+n*n, 65_535),
		Build: func(b *sim.Builder) {
			for range n {
				sim.Place(b, Peer{}, n+MaxEach)
			}
		},
	}
}

var vocabulary = words.Vocabulary{
	Values: numbered(),
	Kinds:  []string{"message", "repair", "acknowledgement", "request", "heartbeat"},
	Arrive: []string{
		"{v} of {p} reaches {q}{via}", "{v} comes again to {q}, from {p}{via}", "{q} hears that {p} has {via}", "{q} hears that {p} lacks {v}{via}",
		"{q} hears from {p} that {v} is the last",
	},
	Do:   []string{next: "{p} multicasts {v}", pulse: "{p} says what its last message is"},
	Draw: []string{speak: "{p} waits for {n} ticks"},
	Arg: func(_ *words.Scene, msg uint8, arg uint32) string {
		if arg == 0 {
			return ""
		}
		return "number " + strconv.Itoa(int(arg&15)) + along(msg, arg)
	},
	Via: func(_ *words.Scene, msg uint8, arg uint32) string {
		switch n := arg & 15; {
		case msg&63 != ack:
			return along(msg, arg)
		case n == 0:
			return "nothing yet"
		case n == 1:
			return "the first message"
		default:
			return "all up to number " + strconv.Itoa(int(n))
		}
	},
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvMulticast, Msg: words.Any, Reason: words.Any, Text: "{p} multicasts {v}"},
		{Event: sim.EvTimeout, Msg: int(pulse), Reason: words.Any, Text: "{p} says what its last message is"},
		{Event: sim.EvSend, Msg: int(data), Reason: words.Any, Text: "{p} sends {v} to {q}"},
		{Event: sim.EvSend, Msg: int(repair), Reason: words.Any, Text: "{p} sends {v} to {q} again"},
		{Event: sim.EvSend, Msg: int(ack), Reason: words.Any, Text: "{p} acknowledges to {q}: it has {via}"},
		{Event: sim.EvSend, Msg: int(nack), Reason: words.Any, Text: "{p} tells {q} that it lacks {v}"},
		{Event: sim.EvSend, Msg: int(beat), Reason: words.Any, Text: "{p} tells {q} that {v} is the last"},
		{Event: sim.EvReceive, Msg: int(data), Reason: int(sim.NoReason), Text: "{p} receives {v}"},
		{Event: sim.EvReceive, Msg: int(repair), Reason: int(sim.NoReason), Text: "{p} receives {v}, which was sent again"},
		{Event: sim.EvDeliver, Msg: words.Any, Reason: words.Any, Text: "{p} delivers {v}"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NeedsEarlier), Text: "{p} holds {v} back: an earlier message is missing"},
		{Event: sim.EvStable, Msg: words.Any, Reason: words.Any, Text: "{p} forgets {v}: all that it listens to have it"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Suppressed), Text: "{p} lacks {v} too, and keeps silent: {q} has said it"},
		{Event: sim.EvDrop, Msg: int(data), Reason: int(sim.Loss), Text: "The network loses {t} on its way from {q} to {p}"},
		{Event: sim.EvDrop, Msg: int(repair), Reason: int(sim.Loss), Text: "The network loses {t}, sent again, on its way from {q} to {p}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Duplicate), Text: "{p} has {v} already"},
	},
}

// along is what a message carries besides: acknowledgements, or the attempt.
func along(msg uint8, arg uint32) (text string) {
	rest := arg >> 8
	switch {
	case rest == 0:
	case msg&63 == nack:
		text = ", attempt " + strconv.Itoa(int(rest)+1)
	default:
		for ; rest != 0; rest >>= 4 {
			if rest&15 != 0 {
				text += ", acknowledging " + strconv.Itoa(int(rest&15))
			}
		}
	}
	return text
}

// numbered are the names m1, m2, ... of all messages.
func numbered() []string {
	names := make([]string, MaxAll)
	for i := range names {
		names[i] = "m" + strconv.Itoa(i+1)
	}
	return names
}
