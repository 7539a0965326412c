package oralgraph

import (
	"math/bits"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/graph"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// OralMessages is the algorithm OM(m, p) as scenario documents know it.
var OralMessages = protocol.Spec{
	Name:    "byzantine/oral-graph",
	Version: 1,
	Title:   "Byzantine generals, oral messages on a graph OM(m, p)",
	Doc: "Generals send to their neighbours only, and what is meant for others is passed on along paths that share nobody. Solves the " +
		"problem for p >= 3m and at most m traitors, if the graph is p-regular (Lamport, Shostak, Pease 1982, Theorem 3).",
	Processes: protocol.Processes{Min: 4, Max: MaxGenerals, Name: byzantine.Name, Role: byzantine.Role},
	Params: []protocol.Param{
		{Name: "m", Min: 1, Max: 4, Default: 1, Doc: "how often somebody acts as a commander; the traitors it is meant for"},
		{Name: "p", Min: 1, Max: MaxGenerals - 1, Default: 3, Doc: "how many neighbours a commander tells"},
		{Name: "graph", Kind: protocol.Links, Allowed: graph.Names, Doc: "who can send to whom"},
		byzantine.AgreeParam(),
		byzantine.OrderParam("order", byzantine.Attack, "what the commander orders, if loyal"),
		byzantine.OrderParam("default", byzantine.Retreat, "what silence and a tie count as"),
		{Name: "orders", Min: 2, Max: 3, Default: 2, Doc: "how many different orders there are"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "oral messages need rounds and a bounded delay: the absence of a message can be detected (A3)", n.LockStep && n.Bounded
	},
	Network: sim.Network{LockStep: true, Bounded: true},
	Models:  sim.AllModels,
	Budget:  sim.Budget{Crashes: sim.MaxProcesses, Mistakes: 8},
	Claims:  byzantine.Conditions[:],
	Views:   []string{"space-time", "group"},
	Words:   vocabulary,
	Vocabulary: func(c *protocol.Config) *words.Vocabulary {
		v := vocabulary.For(byzantine.Use(c))
		use := byzantine.Use(c)
		v.Say = append([]string{use.Begins}, v.Say[1:]...)
		v.Arrive = append([]string{use.Comes}, v.Arrive[1:]...)
		v.Phrases = append([]words.Phrase{{Event: sim.EvSend, Msg: int(order), Reason: words.Any, Text: use.Sends}}, v.Phrases...)
		return v
	},
	Check:   check,
	Costs:   costs,
	Remarks: remarks,
	Setup:   setup,
	Scene:   func(c *protocol.Config) any { return plan(c) },
	Shape:   func(c *protocol.Config) [][]int32 { return c.Graph.Shape() },
}

// plan is within its bounds: the limits on messages were checked before.
func plan(c *protocol.Config) *Plan {
	p, _, ok := NewPlan(c.Graph, int(c.Param("m")), int(c.Param("p")))
	if p == nil || !ok {
		panic("oralgraph: a document without a plan was accepted")
	}
	return p
}

func check(c *protocol.Config) *protocol.Problem {
	if p := byzantine.CheckOrders(c); p != nil {
		return p
	}
	m, p := int(c.Param("m")), int(c.Param("p"))
	if m > p {
		return &protocol.Problem{Path: "params.m", Message: "must not be above p: each general who acts as a commander tells one neighbour less"}
	}
	_, why, ok := NewPlan(c.Graph, m, p)
	if ok {
		return nil
	}
	text, need, who := "is too large for this graph: ", strconv.Itoa(p), c.Names[why.Process]
	switch others := why.Cut.Without(why.Target); {
	case why.Few:
		text += who + " has " + words.Counted(uint64(c.Graph.Degree(why.Process)), "neighbour") + ", not " + need
	case why.Target == sim.None:
		text += "no " + need + " neighbours of " + who + " have disjoint paths to everybody"
	case others == 0:
		text += "from other neighbours of " + who + " no path leads to " + c.Names[why.Target] + " but through " + who
	default:
		text += "there are no " + need + " disjoint paths from neighbours of " + who + " to " + c.Names[why.Target] + ", since all that do not begin there pass " +
			words.List(c.NamesOf(others))
	}
	return &protocol.Problem{Path: "params.p", Message: text}
}

func costs(c *protocol.Config) []protocol.Cost {
	g := c.Graph
	if g == nil {
		g = graph.Complete(min(c.N, MaxGenerals))
	}
	m, p := int(c.Param("m")), int(c.Param("p"))
	if m < 1 || p < 1 || m > p {
		return nil // Check will say so
	}
	switch made, _, ok := NewPlan(g, m, p); {
	case !ok:
		return nil
	case made == nil:
		return []protocol.Cost{{Name: "messages", Decimal: "more than " + strconv.Itoa(MaxHops)}}
	default:
		return []protocol.Cost{{Name: "messages", Decimal: strconv.Itoa(len(made.Hops))}, {Name: "rounds", Decimal: strconv.Itoa(len(made.Rounds) - 1)}}
	}
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	say := func(code, text string) { r = append(r, protocol.Remark{Code: code, Text: text}) }
	m, p, faulty := int(c.Param("m")), int(c.Param("p")), bits.OnesCount64(uint64(c.Faulty()))
	name := "OM(" + strconv.Itoa(m) + ", " + strconv.Itoa(p) + ")"
	if p < 3*m {
		say("few-neighbours", "Outside the theorem: "+name+" is meant for at least "+strconv.Itoa(3*m)+" neighbours instead of "+strconv.Itoa(p)+".")
	}
	if faulty > m {
		say("many-faulty", "Outside the theorem: "+name+" is meant for at most "+strconv.Itoa(m)+" faulty, and here are "+strconv.Itoa(faulty)+".")
	}
	return r
}

func setup(c *protocol.Config) sim.Setup {
	p := plan(c)
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget,
		Values: uint8(c.Param("orders")), Rounds: int32(len(p.Rounds) - 1), Pending: p.Most() + c.N*c.N,
		Shared: &OralGraph{Plan: p, Order: uint8(c.Param("order")), Default: uint8(c.Param("default"))},
		Build: func(b *sim.Builder) {
			for range c.N {
				sim.Place(b, General{}, len(p.Hops))
			}
		},
	}
}
