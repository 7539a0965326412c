package oral

import (
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral/kernel"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Messages is the algorithm OM(m) as scenario documents know it.
var Messages = protocol.Spec{
	Name:    "byzantine/oral",
	Version: 1,
	Title:   "Byzantine generals, oral messages OM(m)",
	Doc: "A commander sends an order; in m further rounds the lieutenants tell each other what they were told, then take " +
		"majorities. Solves the problem for n > 3m and at most m traitors (Lamport, Shostak, Pease 1982, Theorem 1).",
	Processes: protocol.Processes{Min: 2, Max: sim.MaxProcesses, Name: byzantine.Name, Role: byzantine.Role},
	Params: []protocol.Param{
		{Name: "m", Min: 0, Max: 62, Default: 1, Doc: "rounds of relays; the traitors it is meant for"},
		byzantine.OrderParam("order", byzantine.Attack, "what the commander orders, if loyal"),
		byzantine.OrderParam("default", byzantine.Retreat, "what silence and a tie count as"),
		{Name: "rule", Kind: protocol.Choice, Allowed: []string{"majority", "median"}, Doc: "how several values become one"},
		{Name: "orders", Min: 2, Max: 3, Default: 2, Doc: "how many different orders there are"},
		byzantine.AgreeParam(),
	},
	Networks: func(n sim.Network) (string, bool) {
		return "oral messages need rounds: without them the absence of a message can't be detected (A3)", n.LockStep
	},
	Network: sim.Network{LockStep: true, Bounded: true},
	Models:  sim.AllModels,
	Links:   sim.Omission | sim.Arbitrary,
	Budget:  sim.Budget{Crashes: sim.MaxProcesses, Mistakes: 8},
	Claims:  byzantine.Conditions[:],
	Views:   []string{"space-time", "tree", "group"},
	Words:   vocabulary,
	Check:   byzantine.CheckOrders,
	Costs:   costs,
	Remarks: remarks,
	Setup:   setup,
	Shape:   func(c *protocol.Config) [][]int32 { return byzantine.TreeOf(c).Shape() },
	Scene:   func(c *protocol.Config) any { return byzantine.TreeOf(c) },
	Totals:  &kernel.Totals,

	Vocabulary: func(c *protocol.Config) *words.Vocabulary {
		v := vocabulary.For(byzantine.Use(c))
		use := byzantine.Use(c)
		v.Say = append([]string{use.Begins}, v.Say[1:]...)
		v.Arrive = append([]string{use.Comes}, v.Arrive[1:]...)
		v.Phrases = append([]words.Phrase{{Event: sim.EvSend, Msg: int(order), Reason: words.Any, Text: use.Sends}}, v.Phrases...)
		return v
	},
}

// costs are the numbers of messages, exact however large. The paper counts the last
// round only.
func costs(c *protocol.Config) []protocol.Cost {
	k, err := Count(c.N, int(c.Param("m")))
	if err != nil {
		return []protocol.Cost{{Name: "messages", Decimal: "more than can be counted"}}
	}
	return []protocol.Cost{
		{Name: "messages", Decimal: k.Total},
		{Name: "in the last round", Decimal: k.Last},
		{Name: "packed by sender and receiver", Decimal: k.Packed},
	}
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	n, m := c.N, int(c.Param("m"))
	traitors := 0
	for s := c.Faulty(); s != 0; s &= s - 1 {
		traitors++
	}
	if outside := outside(n, m, traitors); outside != "" {
		r = append(r, protocol.Remark{Code: protocol.Outside, Text: "Outside the theorem: OM(" + strconv.Itoa(m) + ") is for " + outside + "."})
	}
	if m >= n-1 {
		r = append(r, protocol.Remark{Code: "rounds-run-out", Text: "After round " + strconv.Itoa(n-1) +
			" nobody is left to be told anything: the other rounds are empty."})
	}
	if len(c.Links) > 0 {
		r = append(r, protocol.Remark{Code: "links", Text: "The theorem assumes that every message is delivered as it was sent (A1), " +
			"by whom it seems to be sent (A2), and here a link may fail."})
	}
	if !c.Net.Bounded {
		r = append(r, protocol.Remark{Code: "no-bound", Text: "The theorem assumes that the absence of a message can be detected (A3), " +
			"and without a bound on the delay a message that has not come may still be on its way."})
	}
	return r
}

// outside says in which respect a run is outside of the theorem, or nothing.
func outside(n, m, traitors int) string {
	few, many := n <= 3*m, traitors > m
	switch {
	case few && many:
		return strconv.Itoa(m) + " faulty of more than " + strconv.Itoa(3*m) + ", and here are " + strconv.Itoa(traitors) + " of " + strconv.Itoa(n)
	case few:
		return "more than " + strconv.Itoa(3*m) + " processes, and here are " + strconv.Itoa(n)
	case many:
		return "at most " + strconv.Itoa(m) + " faulty, and here are " + strconv.Itoa(traitors)
	}
	return ""
}

func setup(c *protocol.Config) sim.Setup {
	t := byzantine.TreeOf(c)
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget,
		Values:  uint8(c.Param("orders")),
		Rounds:  int32(t.Levels()),
		Pending: pending(t) + 1,
		Shared:  &Oral{Tree: t, Order: uint8(c.Param("order")), Default: uint8(c.Param("default")), Rule: byzantine.Rule(c.Param("rule"))},
		Build: func(b *sim.Builder) {
			for range c.N {
				sim.Place(b, General{}, 2*t.Nodes())
			}
		},
	}
}

// pending is the largest number of messages in one round.
func pending(t *byzantine.Tree) int {
	most := 0
	for k := range t.Levels() {
		most = max(most, (t.Offset(k+1)-t.Offset(k))*t.Arity(t.Offset(k)))
	}
	return most
}

var vocabulary = words.Vocabulary{
	Values: words.Uses[0].Values[:],
	Kinds:  []string{"order", "word"},
	Say:    []string{"{p} orders {q} to {v}", "{p} tells {q}{via} {v}"},
	Arrive: []string{words.Uses[0].Comes, "{q} hears {v} from {p}{about}"},
	// Of a vote it says on what: " on what L3 said of L1"; of a word, whose it is.
	Via: func(s *words.Scene, msg uint8, arg uint32) string {
		if msg&63 != relay {
			return votedOn(s, arg)
		}
		path := between(s, arg)
		if len(path) == 0 {
			return ""
		}
		text := ":"
		for i := len(path) - 1; i >= 0; i-- {
			text += " " + s.Name(sim.ID(path[i])) + " says"
		}
		return text
	},
	Arg:  func(s *words.Scene, _ uint8, arg uint32) string { return whatTheySaid(s, between(s, arg)) },
	List: byzantine.ListVotes,
	Phrases: []words.Phrase{
		{Event: sim.EvSend, Msg: words.Any, Reason: words.Any, Text: "{p} sends {q}{via} {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Missing), Text: "{p} heard nothing from {q}{about}: it counts as {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Tie), Text: "{p} votes{via}: {list}; no majority, so {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} votes{via}: {list}; so {v}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Unexpected), Text: "{p} ignores what {q} says: it does not belong to this round"},
	},
	Many: []words.Phrase{
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Missing), Text: "{p} heard nothing from {q}{about}: it counts as {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Tie), Text: "{p} vote{via}: {list}; no majority, so {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} vote{via}: {list}; so {v}"},
		{Event: sim.EvDecide, Msg: words.Any, Reason: words.Any, Text: "{p} obey: {v}"},
	},
}

// between are the processes of a path behind the commander and before its end.
func between(s *words.Scene, node uint32) []uint8 {
	t, ok := s.Data.(*byzantine.Tree)
	if !ok || int(node) >= t.Nodes() {
		return nil
	}
	path := t.AppendPath(nil, int(node))
	if len(path) < 3 {
		return nil
	}
	return path[1 : len(path)-1]
}

// votedOn says what a vote is about, unless it is the last one, about the order itself.
func votedOn(s *words.Scene, node uint32) string {
	t, ok := s.Data.(*byzantine.Tree)
	if !ok || int(node) >= t.Nodes() {
		return ""
	}
	if what := whatTheySaid(s, t.AppendPath(nil, int(node))[1:]); what != "" {
		return " on " + what
	}
	return ""
}

// whatTheySaid names a word by those who passed it on: "what L3 said of L1".
func whatTheySaid(s *words.Scene, path []uint8) string {
	if len(path) == 0 {
		return ""
	}
	text := "what " + s.Name(sim.ID(path[len(path)-1])) + " said"
	for i := len(path) - 2; i >= 0; i-- {
		text += " of " + s.Name(sim.ID(path[i]))
	}
	return text
}
