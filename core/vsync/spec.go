package vsync

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Flush is the flush among members who are told of crashes by one source, as
// scenario documents know it.
var Flush = protocol.Spec{
	Name:    "vsync/flush",
	Version: 1,
	Title:   "Virtual synchrony by a flush",
	Doc: "Members of a group multicast; when one crashes, the others forward what somebody may lack, flush, and install the next " +
		"view together. One source announces every crash, in the same order to all; links are FIFO and lose nothing (Birman, Joseph 1987).",
	Processes: protocol.Processes{Min: 2, Max: most, Name: name, Role: role},
	Params: []protocol.Param{
		{Name: "senders", Min: 1, Max: most, Default: 1, Doc: "how many processes multicast one message each, from the first one on"},
		{Name: "rule", Kind: protocol.Choice, Allowed: Rules, Default: int32(TwoPhase),
			Doc: "when a view is installed, and what happens before; all but the first can go wrong"},
		{Name: "delivery", Kind: protocol.Choice, Allowed: []string{"on receipt", "on stability"},
			Doc: "whether a message is delivered when it comes, or when all members are known to have it"},
	},
	Networks: detected,
	Network:  sim.Network{Order: sim.FIFO, Detector: true},
	Models:   sim.Crash,
	Budget:   sim.Budget{Crashes: most},
	Claims:   claims,
	Views:    []string{"space-time", "group"},
	Words:    vocabulary,
	Check:    check,
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages at most", Decimal: strconv.Itoa(copies(c))}}
	},
	Remarks: remarks,
	Setup: func(c *protocol.Config) sim.Setup {
		s := flushing(c.N, Group{
			Senders: uint8(c.Param("senders")), Rule: Rule(c.Param("rule")), Stable: c.Param("delivery") == 1,
		})
		s.Net, s.Models, s.Budget, s.Pending = c.Net, c.Models, c.Budget, copies(c)+c.N*(c.N+1)
		s.Alike = receivers(c)
		return *s
	},
}

// flushing is a group of n, without a word about who may crash.
func flushing(n int, g Group) *sim.Setup {
	s := &sim.Setup{
		N: n, Net: sim.Network{Order: sim.FIFO, Detector: true}, Closes: g.Rule != Late, InTurn: true, Shared: &g,
		Build: func(b *sim.Builder) {
			for range n {
				sim.Place(b, Member{}, 0)
			}
		},
	}
	if !g.Stable {
		s.Quiet = 1<<data | 1<<forward
	}
	return s
}

func detected(n sim.Network) (string, bool) {
	switch {
	case n.LockStep:
		return "a view changes while messages are on their way: its processes are asynchronous", false
	case !n.Detector:
		return "members have to be told of crashes: its failure detector is perfect", false
	}
	return "", true
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

// copies is the most that can ever be sent: every message once, with its
// acknowledgements; and in each change of the view, from each to each, all messages
// again, a flush and a word that it is ready.
func copies(c *protocol.Config) int {
	senders, pairs := int(c.Param("senders")), c.N*(c.N-1)
	return senders*(c.N-1) + senders*pairs + (c.N-1)*pairs*(senders+2)
}

// receivers are those who do not multicast, as far as they may fail alike.
func receivers(c *protocol.Config) []sim.Set {
	var sets [2]sim.Set
	for i := int(c.Param("senders")); i < c.N; i++ {
		kind := 0
		if i < len(c.Models) && c.Models[i] != 0 {
			kind = 1
		}
		sets[kind] = sets[kind].With(sim.ID(i))
	}
	return sets[:]
}

// remarks say what a rule gives up.
func remarks(c *protocol.Config) []protocol.Remark {
	var text string
	switch rule := Rule(c.Param("rule")); {
	case c.Net.Order == sim.Unordered:
		text = "Outside what is promised: on links without order a flush can overtake what was sent before it."
	case rule == Book:
		text = "Outside what is promised: a process that installs a view and then crashes may have been alone with a message."
	case rule != TwoPhase:
		text = "Outside what is promised: “" + Rules[rule] + "” is a mistake."
	default:
		return nil
	}
	return []protocol.Remark{{Code: protocol.Outside, Text: text}}
}

// claims are what a group can be held to; see claims.go.
var claims = []protocol.Claim{
	{Name: "virtual-synchrony", Title: "Whoever goes from one view to the same next one has delivered the same messages in the first",
		Doc:  "Chockler, Keidar, Vitenberg 2001; it binds those that crash later, too",
		Make: of(synchronous, "virtual-synchrony")},
	{Name: "survivors-agree", Title: "The same among those that do not crash", Doc: "Coulouris, Dollimore, Kindberg; judged when nothing more can happen",
		Make: of(changes(Agreed), "survivors-agree")},
	{Name: "same-view", Title: "All who deliver a message do so in the same view", Doc: "Chockler, Keidar, Vitenberg 2001",
		Make: of(SameView, "same-view")},
	{Name: "sending-view", Title: "A message is delivered in the view in which it was multicast", Doc: "Chockler, Keidar, Vitenberg 2001",
		Make: of(SendingView, "sending-view")},
	{Name: "sender-in-view", Title: "Who delivers a message is in a view with its sender", Doc: "Coulouris, Dollimore, Kindberg",
		Make: of(SenderInView, "sender-in-view")},
	{Name: "views", Title: "Each process is in its views, installs them by number, and does nothing before the first",
		Doc: "self inclusion, local monotonicity and initial view event of Chockler, Keidar, Vitenberg 2001", Make: of(Ordered, "views")},
	{Name: "integrity", Title: "Nobody delivers a message twice, or one that nobody has multicast", Doc: "Hadzilacos, Toueg 1994",
		Make: of(Once, "integrity")},
	{Name: "primary-component", Title: "The views are one sequence, and somebody goes from each straight to the next",
		Doc: "Chockler, Keidar, Vitenberg 2001; judged when nothing more can happen", Make: of(changes(Primary), "primary-component")},
	{Name: "progress", Title: "In the end whoever has not crashed is in a view without those that have",
		Doc: "nobody is blocked for ever; judged when nothing more can happen", Make: of(unblocked, "progress")},
}

func of(claim func(name string, n int) sim.Claim, name string) func(*protocol.Config) sim.Claim {
	return func(c *protocol.Config) sim.Claim { return claim(name, c.N) }
}

// changes is for claims that keep something of each view: everybody can be lost once.
func changes(claim func(name string, n, views int) sim.Claim) func(name string, n int) sim.Claim {
	return func(name string, n int) sim.Claim { return claim(name, n, n+1) }
}
