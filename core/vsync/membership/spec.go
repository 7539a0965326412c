package membership

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Detectors are how right members are about each other, by name.
var Detectors = []string{"perfect", "eventually perfect", "falsely suspecting"}

// Distributed is a group without a source of views, as scenario documents know it.
var Distributed = protocol.Spec{
	Name:    "vsync/membership",
	Version: 1,
	Title:   "Members agree on their views",
	Doc: "Members of a group agree on its views by themselves: the lowest one proposes, all flush, and when all are ready it installs; whoever takes its place " +
		"takes up what may have been decided. A majority of each view decides on the next. Links are FIFO and lose nothing, processes are asynchronous (Ricciardi, Birman 1991).",
	Processes: protocol.Processes{Min: 2, Max: most, Name: name, Role: role},
	Params: []protocol.Param{
		{Name: "senders", Max: most, Default: 1, Doc: "how many processes multicast one message each, from the first one on"},
		{Name: "rule", Kind: protocol.Choice, Allowed: Rules, Doc: "what is left out; all but the first can go wrong"},
		{Name: "detector", Kind: protocol.Choice, Allowed: Detectors,
			Doc: "how right a member is that takes another one for crashed: always; all but once; or never again right about that one"},
		{Name: "excluded", Kind: protocol.Choice, Allowed: []string{"stops", "rejoins"},
			Doc: "what a process does that learns that it is excluded; it asks to join again once"},
		{Name: "plans", Kind: protocol.Each, Allowed: Plans, Initial: func(*protocol.Config, int) int32 { return int32(Stays) },
			Doc: "what each process does: all but those that join are members at first, and one that doubts may be wrong about another one"},
	},
	Networks: func(n sim.Network) (string, bool) {
		switch {
		case n.LockStep:
			return "a view changes while messages are on their way: its processes are asynchronous", false
		case n.Order == sim.Unordered:
			return "its links keep their order: what is sent before a flush comes before it", false
		case !n.Detector:
			return "its members have to be told of crashes, sooner or later, even where they may be wrong besides", false
		}
		return "", true
	},
	Network: sim.Network{Order: sim.FIFO, Detector: true},
	Models:  sim.Crash,
	Budget:  sim.Budget{Crashes: most},
	Claims:  claims,
	Views:   []string{"space-time", "group"},
	Words:   vocabulary,
	Check:   check,
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages at most", Decimal: strconv.Itoa(messages(c))}}
	},
	Remarks: remarks,
	Setup: func(c *protocol.Config) sim.Setup {
		g := group(c)
		return sim.Setup{
			N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Shared: &g, Closes: true, Quiet: 1<<data | 1<<forward,
			Pending: 64 * c.N * c.N,
			Build: func(b *sim.Builder) {
				for range c.N {
					sim.Place(b, Member{}, 0)
				}
			},
		}
	},
}

func name(i int) string { return "P" + strconv.Itoa(i+1) }

func role(c *protocol.Config, i int) string {
	if Plan(c.Each[i]) == Joins {
		return "joiner"
	}
	return "member"
}

func group(c *protocol.Config) (g Group) {
	g = Group{Senders: uint8(c.Param("senders")), Rule: Rule(c.Param("rule")), ForGood: c.Param("detector") == 2, Rejoins: c.Param("excluded") == 1}
	for i, k := range c.Each {
		g.Plans[i] = Plan(k)
		if Plan(k) != Joins {
			g.First |= 1 << i
		}
	}
	return g
}

// views bounds how often the view changes, plus one: every change is due to a crash, to
// one that comes or goes, or to a doubt, of which one can exclude several, who come back
// and are doubted again.
func views(c *protocol.Config) int {
	v := 1 + min(int(c.Budget.Crashes), c.N)
	for _, k := range c.Each {
		switch Plan(k) {
		case Leaves, Joins:
			v++
		case Doubts:
			v += 1 + 2*int(c.Param("excluded"))
			if Rule(c.Param("rule")) == NoMajority {
				v += c.N - 2
			}
		}
	}
	return v
}

// messages is the most that can ever be sent: every message once; each change of the
// view with as many rounds as it can have, in which all say everything to all; and what
// is asked for, once a view.
func messages(c *protocol.Config) int {
	senders, pairs := int(c.Param("senders")), c.N*(c.N-1)
	return senders*(c.N-1) + views(c)*pairs*((2*c.N-1)*(senders+3)+4)
}

func check(c *protocol.Config) *protocol.Problem {
	first, doubts := 0, -1
	for i, k := range c.Each {
		if Plan(k) != Joins {
			first++
		}
		if Plan(k) == Doubts {
			doubts = i
		}
	}
	switch {
	case int(c.Param("senders")) > c.N:
		return &protocol.Problem{Path: "params.senders", Message: "is more than the " + strconv.Itoa(c.N) + " processes there are"}
	case first == 0:
		return &protocol.Problem{Path: "params.plans", Message: "has no member at first, so that nobody can be asked to join"}
	case doubts >= 0 && c.Param("detector") == 0:
		return &protocol.Problem{Path: "params.plans[" + strconv.Itoa(doubts) + "]",
			Message: "lets a member be wrong, and the detector is perfect: give params.detector as well", Allowed: []string{"stays", "leaves", "joins"}}
	case views(c) > lastView:
		return &protocol.Problem{Path: "params.plans", Message: "and the crashes let the view change up to " + strconv.Itoa(views(c)-1) +
			" times, and " + strconv.Itoa(lastView-1) + " are kept count of: let fewer come, go, doubt or crash"}
	}
	return nil
}

// remarks say what a rule gives up, and a group that is too small.
func remarks(c *protocol.Config) []protocol.Remark {
	first := 0
	for _, k := range c.Each {
		if Plan(k) != Joins {
			first++
		}
	}
	var text string
	switch rule := Rule(c.Param("rule")); {
	case rule != Right:
		text = "Outside what is promised: “" + Rules[rule] + "” is a mistake."
	case c.Faulty() != 0 && c.Budget.Crashes > 0 && first < 3:
		text = "Outside what is promised: of two members one is no majority, and if one crashes the other one waits for ever."
	default:
		return nil
	}
	return []protocol.Remark{{Code: protocol.Outside, Text: text}}
}
