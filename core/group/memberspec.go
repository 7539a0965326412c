package group

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Members is a group whose members come and go as scenario documents know it.
var Members = protocol.Spec{
	Name:    "group/members",
	Version: 1,
	Title:   "Members that come and go",
	Doc: "Processes join a group, leave it, and crash. Who is a member a group server knows, which tells the members; or all tell all, and everybody keeps a list " +
		"(Birman 1993).",
	Processes: protocol.Processes{Min: 2, Max: MaxMembers, Name: func(i int) string { return "P" + strconv.Itoa(i+1) }, Role: memberRole},
	Params: []protocol.Param{
		{Name: "membership", Kind: protocol.Choice, Allowed: []string{"server", "distributed"}, Doc: "whether the first process is a group server, or everybody keeps a list"},
		{Name: "plans", Kind: protocol.Each, Allowed: []string{"stays", "leaves", "joins", "comes and goes"}, Initial: func(c *protocol.Config, p int) int32 {
			if p == c.N-1 && c.N > 2 {
				return int32(Joins)
			}
			return int32(Stays)
		}, Doc: "what each process does: the first two are members from the beginning; a group server stays, and is no member"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "its processes are asynchronous, and learn of crashes from a detector", !n.LockStep
	},
	Network: sim.Network{Order: sim.FIFO, Detector: true},
	Models:  sim.Crash,
	Budget:  sim.Budget{Crashes: MaxMembers},
	Claims: []protocol.Claim{
		{Name: "known", Title: "In the end every member knows who the members are", Doc: "Birman 1993; judged when nothing more can come", Make: known},
		{Name: "same-lists", Title: "No two members have different lists under the same number", Doc: "Birman 1993", Make: sameLists},
	},
	Views: []string{"space-time", "group"},
	Words: memberWords,
	Check: func(c *protocol.Config) *protocol.Problem {
		s := membership(c)
		switch {
		case s.Server && s.Plans[0] != Stays:
			return &protocol.Problem{Path: "params.plans[0]", Message: "is of the group server, which must stay", Allowed: []string{"stays"}}
		case !s.Server && s.First == 0:
			return &protocol.Problem{Path: "params.plans", Message: "has no member at first: without a group server nobody could be asked"}
		}
		return nil
	},
	Costs: func(c *protocol.Config) []protocol.Cost {
		changes := 0
		for _, k := range c.Each {
			changes += [...]int{0, 1, 1, 2}[k]
		}
		return []protocol.Cost{{Name: "messages at most", Decimal: strconv.Itoa(changes * 2 * (c.N - 1))}}
	},
	Remarks: func(c *protocol.Config) (r []protocol.Remark) {
		switch s := membership(c); {
		case c.Faulty() != 0 && !c.Net.Detector:
			r = append(r, protocol.Remark{Code: protocol.Outside, Text: "There is no detector: nobody ever learns of a crash."})
		case s.Server && c.Faulty().Has(0):
			r = append(r, protocol.Remark{Code: protocol.Outside, Text: "The group server may crash, and nobody takes its place."})
		}
		return r
	},
	Setup: memberSetup,
}

func memberRole(c *protocol.Config, i int) string {
	if c.Param("membership") == 0 && i == 0 {
		return "group server"
	}
	return [...]string{"member", "member", "joiner", "joiner"}[c.Each[i]]
}

func membership(c *protocol.Config) *Membership {
	s := &Membership{Server: c.Param("membership") == 0}
	for i, k := range c.Each {
		s.Plans[i] = Plan(k)
		if (s.Plans[i] == Stays || s.Plans[i] == Leaves) && !(s.Server && i == 0) {
			s.First |= 1 << i
		}
	}
	return s
}

func memberSetup(c *protocol.Config) sim.Setup {
	s, quiet := membership(c), uint64(0)
	if !s.Server {
		quiet = 1 << leaves
	}
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Shared: s, Quiet: quiet, Timeless: true,
		Pending: 8*c.N*c.N + 4*c.N,
		Build: func(b *sim.Builder) {
			for i := range c.N {
				if s.Server && i == 0 {
					sim.Place(b, GroupServer{}, 0)
				} else {
					sim.Place(b, Fellow{}, 0)
				}
			}
		},
	}
}

// known: the history has of every member its list; then who is a member, and who is
// dead.
func known(c *protocol.Config) sim.Claim {
	s := membership(c)
	return sim.Claim{
		Name: "known", Size: c.N + 2, Watch: sim.Watch(sim.EvStart, sim.EvInstall, sim.EvJoin, sim.EvLeave, sim.EvCrash), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			bit, members := uint8(1)<<e.Process, &m.History[c.N]
			server := s.Server && e.Process == 0
			switch e.Kind {
			case sim.EvStart:
				*members |= s.First & bit
				if s.First&bit != 0 {
					m.History[e.Process] = s.First
				}
			case sim.EvJoin:
				*members |= bit
			case sim.EvLeave, sim.EvCrash:
				*members &^= bit
			default:
				if !server {
					m.History[e.Process] = e.Value
				}
			}
			m.Keep(e.Process)
			return sim.Open
		},
		Finish: func(m *sim.Memory) sim.Status {
			members := m.History[c.N]
			for p := range c.N {
				if members>>p&1 == 0 || m.History[p] == members {
					continue
				}
				m.Blame(sim.SetOf(sim.ID(p))|sim.Set(m.History[p]^members), sim.ID(p))
				return sim.Violated
			}
			return sim.Holds
		},
	}
}

// sameLists: the history has the list under each number, as the first member has it, and
// how many numbers there are is bounded by the changes.
func sameLists(c *protocol.Config) sim.Claim {
	const numbers = 4 * MaxMembers
	return sim.Claim{
		Name: "same-lists", Size: numbers, Keys: numbers + numbers, Watch: sim.Watch(sim.EvInstall), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			at := int(e.Arg % numbers)
			switch h := &m.History[at]; {
			case *h == 0:
				*h = e.Value
				m.KeepAt(at)
				m.Stash(numbers+at, int32(e.Process))
			case *h != e.Value:
				m.BlameAt(sim.SetOf(e.Process, sim.ID(m.Stashed(numbers+at))), at)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}

// lists are the names of all lists in logs: the places of the members.
func lists() []string {
	names := make([]string, 1<<MaxMembers)
	for set := range names {
		names[set] = "list"
		for p := range MaxMembers {
			if set>>p&1 != 0 {
				names[set] += " " + strconv.Itoa(p+1)
			}
		}
	}
	return names
}

var memberWords = words.Vocabulary{
	Values: lists(),
	Kinds:  []string{"request to join", "farewell", "list", "welcome"},
	Arrive: []string{"{q} hears that {p} joins", "{q} hears that {p} leaves", "list {n} reaches {q}", "{q} is welcomed by {p}"},
	Do:     []string{act: "{p} comes or goes"},
	Arg: func(_ *words.Scene, msg uint8, arg uint32) string {
		if msg&63 == list {
			return "list " + strconv.Itoa(int(arg))
		}
		return ""
	},
	List: func(s *words.Scene, _ *sim.Event, span []int32) string {
		names := make([]string, len(span))
		for i, p := range span {
			names[i] = s.Name(sim.ID(p))
		}
		if len(names) == 0 {
			return "nobody is left, and the group is no more"
		}
		return words.List(names)
	},
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvSend, Msg: int(joins), Reason: words.Any, Text: "{p} tells {q} that it joins"},
		{Event: sim.EvSend, Msg: int(leaves), Reason: words.Any, Text: "{p} tells {q} that it leaves"},
		{Event: sim.EvSend, Msg: int(list), Reason: words.Any, Text: "{p} sends list {n} to {q}"},
		{Event: sim.EvSend, Msg: int(welcome), Reason: words.Any, Text: "{p} welcomes {q}, and says whom it knows"},
		{Event: sim.EvInstall, Msg: words.Any, Reason: words.Any, Text: "List {n} of {p}: {list}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.OldView), Text: "{p} has a newer list, and ignores list {n}"},
	},
}
