package agreement

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// System is what the processes of a run share.
type System struct {
	Multicast bool
	Plan      []stride // of the steps that are planned in advance
	Enough    int      // Wait: so many values, its own included, are enough
	Times     int      // Marker: how often it tells what it knows
}

// The protocols as scenario documents know them.
var (
	FloodRounds = describe(protocol.Spec{
		Name:  "agreement/flood",
		Title: "Agreement by flooding",
		Doc: "Everybody tells everybody the smallest value it knows, t+1 times, and decides on it: with synchronous processes and a " +
			"bounded delay that withstands t crashes (FloodSet: Lynch, Distributed Algorithms, 1996, section 6.2).",
		Params: []protocol.Param{{Name: "rounds", Min: 1, Max: Most, Default: 2, Doc: "one more than the crashes it is meant for"}},
	}, place[Flood], func(c *protocol.Config, s *System) {
		s.Plan = floods(c.N, int(c.Param("rounds")), s.Multicast, pace(c), delay(c))
	})
	FirstMessage = describe(protocol.Spec{
		Name:  "agreement/first",
		Title: "Agreement on the first message",
		Doc: "Everybody sends its proposal to all, itself included, and decides on what reaches it first: where delivery is ordered and " +
			"sending is multicast that withstands any number of crashes (Dolev, Dwork, Stockmeyer 1987; Turek, Shasha 1992).",
	}, place[First], nil)
	MarkedStream = describe(protocol.Spec{
		Name:  "agreement/marker",
		Title: "Agreement by markers",
		Doc: "Everybody tells its proposal, waits until all must have done so, and sends itself a marker: in an ordered network everything " +
			"that was sent before comes before. A second time it tells what it has learned. With synchronous processes that withstands a " +
			"crash, although no bound holds for the delay (Dolev, Dwork, Stockmeyer 1987; Turek, Shasha 1992).",
		Params: []protocol.Param{{Name: "times", Min: 1, Max: 2, Default: 2, Doc: "how often a process tells what it knows"}},
	}, place[Marker], func(c *protocol.Config, s *System) {
		s.Times = int(c.Param("times"))
		s.Plan = markers(c.N, s.Multicast, pace(c))
	})
	WaitForValues = describe(protocol.Spec{
		Name:  "agreement/wait",
		Title: "Agreement by waiting",
		Doc: "Everybody tells its proposal and waits for those of others: for all, and so for ever if one has crashed; or for all but the " +
			"slowest, which each sees differently. There is no way between (Fischer, Lynch, Paterson 1985).",
		Params: []protocol.Param{{Name: "for", Kind: protocol.Choice, Allowed: []string{"all", "all but one"}, Doc: "whose values it waits for"}},
	}, place[Wait], func(c *protocol.Config, s *System) { s.Enough = c.N - int(c.Param("for")) })
	GlanceFirst = describe(protocol.Spec{
		Name:  "agreement/glance",
		Title: "Agreement by looking first",
		Doc: "Everybody looks, and tells its proposal only if nothing has come. With a bounded delay, multicast and a step that does both, " +
			"the few who speak are heard by all in time; if it takes two steps, they aren't (Dolev, Dwork, Stockmeyer 1987).",
		Params: []protocol.Param{{Name: "atomic", Kind: protocol.Bool, Doc: "whether looking and speaking are one step"}},
	}, place[Glance], func(c *protocol.Config, s *System) {
		s.Plan = glances(c.N, s.Multicast, c.Param("atomic") == 1, delay(c))
	})
)

func place[P any, Q interface {
	*P
	sim.Process
}](b *sim.Builder) {
	var p P
	sim.Place[P, Q](b, p, 0)
}

// describe fills in what the protocols have in common.
func describe(s protocol.Spec, place func(*sim.Builder), plan func(*protocol.Config, *System)) protocol.Spec {
	s.Version = 1
	s.Processes = protocol.Processes{Min: 2, Max: Most, Name: func(i int) string { return "P" + strconv.Itoa(i+1) }}
	s.Network = sim.Network{Pace: 1, Bounded: true, MinDelay: 1, MaxDelay: 1}
	s.Models = sim.Crash
	s.Budget = sim.Budget{Crashes: 1}
	s.Claims = claims
	s.Views = []string{"space-time", "group"}
	s.Words = vocabulary
	shared := func(c *protocol.Config) *System {
		x := &System{Multicast: c.Net.Multicast}
		if plan != nil {
			plan(c, x)
		}
		return x
	}
	planned := s.Name != "agreement/first" && s.Name != "agreement/wait"
	s.Check = func(c *protocol.Config) *protocol.Problem {
		if planned && shared(c).Plan == nil {
			return &protocol.Problem{Path: "network", Message: "is too slow: a process would have to count more than " +
				strconv.Itoa(longest) + " steps. Take a smaller pace or latency, or fewer rounds"}
		}
		return nil
	}
	s.Costs = func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages at most", Decimal: strconv.Itoa(messages(c))}}
	}
	s.Remarks = remarks
	s.Setup = func(c *protocol.Config) sim.Setup {
		return sim.Setup{
			N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Apart: true, Shared: shared(c), Timeless: true,
			Build: func(b *sim.Builder) {
				for range c.N {
					place(b)
				}
			},
		}
	}
	return s
}

// pace and delay are what a protocol takes for granted: what the network says, and
// where there is no bound, the smallest.
func pace(c *protocol.Config) int {
	if c.Net.Pace == sim.Forever {
		return 1
	}
	return int(c.Net.Pace)
}

func delay(c *protocol.Config) int { return max(int(c.Net.MaxDelay), 1) }

// messages are those of a run in which nobody crashes.
func messages(c *protocol.Config) int {
	all := c.N * (c.N - 1)
	switch c.Spec.Name {
	case "agreement/flood":
		return all * int(c.Param("rounds"))
	case "agreement/first":
		return c.N * c.N
	case "agreement/marker":
		return all*int(c.Param("times")) + c.N
	}
	return all
}

var claims = []protocol.Claim{
	{Name: "agreement", Title: "No two processes decide differently", Doc: "Fischer, Lynch, Paterson 1985; a decision counts even if its process crashes afterwards",
		Make: func(c *protocol.Config) sim.Claim { return claim.Agreement("agreement", sim.All(c.N)) }},
	{Name: "validity", Title: "Whoever decides, decides on a value that somebody proposed", Doc: "so nobody can agree on the same value always",
		Make: func(c *protocol.Config) sim.Claim { return claim.Proposed("validity", sim.All(c.N)) }},
	{Name: "termination", Title: "Every process that does not crash decides", Doc: "judged when nothing more can happen: whoever waits then waits for ever",
		Make: func(c *protocol.Config) sim.Claim { return claim.Termination("termination", sim.All(c.N)) }},
}

// remarks say what a theorem says of a configuration.
func remarks(c *protocol.Config) (r []protocol.Remark) {
	x := Of(&c.Net)
	if !x.Possible() {
		r = append(r, protocol.Remark{Code: protocol.Outside, Text: "Outside the theorem: with " + x.String() +
			" no protocol reaches agreement, even if only one process may crash."})
	}
	if c.Net.Order == sim.FIFO {
		r = append(r, protocol.Remark{Code: "links-in-order", Text: "Each link keeps its order here, and that is not what the theorem means by ordered: " +
			"messages of different senders can come to different receivers in different orders."})
	}
	crashes := min(int(c.Budget.Crashes), c.N)
	if n := mayCrash(c); n < crashes {
		crashes = n
	}
	meant := c.N
	switch c.Spec.Name {
	case "agreement/flood":
		if rounds := int(c.Param("rounds")); rounds < c.N-1 {
			meant = rounds - 1
		}
	case "agreement/marker":
		meant = 1
		if c.Param("times") == 1 && !c.Net.Multicast && c.N > 2 {
			meant = 0
		}
	}
	if x.Possible() && crashes > meant {
		r = append(r, protocol.Remark{Code: protocol.Outside, Text: "Outside the theorem: this protocol is meant for at most " + strconv.Itoa(meant) +
			" to crash, and here " + strconv.Itoa(crashes) + " may."})
	}
	return r
}

func mayCrash(c *protocol.Config) (n int) {
	for _, m := range c.Models {
		if m != 0 {
			n++
		}
	}
	return n
}

var vocabulary = words.Vocabulary{
	Values: []string{"0", "1"},
	Kinds:  []string{"word", "marker"},
	Say:    []string{"{p} tells {q} {v}"},
	Arrive: []string{"the value {v} of {p} reaches {q}{about}", "the marker of {p} comes"},
	Former: []string{"{p} tells {q} {v}", "the marker of {p} comes"},
	Do:     []string{speak: "{p} speaks", look: "{p} looks at what has come", pass: "{p} lets a step pass", glance: "{p} looks, and speaks if nothing has come"},
	Draw:   []string{propose: "{p} proposes {v}"},
	Arg: func(_ *words.Scene, msg uint8, arg uint32) string {
		if msg&(sim.MaxKinds-1) == value && arg > 1 {
			return "round " + strconv.FormatUint(uint64(arg), 10)
		}
		return ""
	},
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: int(speak), Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvSend, Msg: int(mark), Reason: words.Any, Text: "{p} sends itself a marker"},
		{Event: sim.EvSend, Msg: words.Any, Reason: words.Any, Text: "{p} sends the value {v} to {q}"},
		{Event: sim.EvReceive, Msg: int(mark), Reason: int(sim.NoReason), Text: "The marker of {p} is in its mailbox"},
		{Event: sim.EvReceive, Msg: words.Any, Reason: int(sim.NoReason), Text: "The value {v} from {q} is in the mailbox of {p}"},
		{Event: sim.EvDeliver, Msg: words.Any, Reason: words.Any, Text: "{p} learns of {v}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.ReceiverDown), Text: "{p} is down: the {k} of {q} comes to nothing"},
	},
}
