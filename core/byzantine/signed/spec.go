package signed

import (
	"math/bits"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/graph"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// SignedMessages is the algorithm SM(m) as scenario documents know it.
var SignedMessages = protocol.Spec{
	Name:    "byzantine/signed",
	Version: 2,
	Title:   "Byzantine generals, signed messages SM(m)",
	Doc: "A commander signs an order; whoever sees an order for the first time signs it, too, and passes it on while it has fewer " +
		"than m lieutenants' signatures. Solves the problem for any n and at most m traitors, if signatures cannot be forged " +
		"(Lamport, Shostak, Pease 1982, Theorem 2), and along the links of a graph (Theorem 4).",
	Processes: protocol.Processes{Min: 2, Max: MaxGenerals, Name: byzantine.Name, Role: byzantine.Role},
	Params: []protocol.Param{
		{Name: "m", Min: 0, Max: MaxGenerals, Default: 1, Doc: "how many lieutenants sign at most; the traitors it is meant for"},
		byzantine.AgreeParam(),
		byzantine.OrderParam("order", byzantine.Attack, "what the commander orders, if loyal"),
		byzantine.OrderParam("default", byzantine.Retreat, "what is obeyed where no order came, or several"),
		{Name: "orders", Min: 2, Max: MaxOrders, Default: 2, Doc: "how many different orders there are"},
		{Name: "choice", Kind: protocol.Choice, Allowed: []string{"default", "median"}, Doc: "what is obeyed of several orders"},
		{Name: "graph", Kind: protocol.Links, Allowed: graph.Names, Doc: "who can send to whom"},
		{Name: "variant", Kind: protocol.Choice, Allowed: variantNames(), Doc: "what is changed in the algorithm, for the worse"},
		{Name: "menu", Kind: protocol.Choice, Allowed: []string{"search", "everything"},
			Doc: "what traitors are offered: what can make a difference, or also messages that come too late, with signatures repeated, or forged"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "signed messages need rounds and a bounded delay: without a deadline nobody knows when nothing more can come", n.LockStep && n.Bounded
	},
	Network: sim.Network{LockStep: true, Bounded: true},
	Models:  sim.Crash | sim.Omission | sim.Timing | sim.Arbitrary,
	Links:   sim.Omission | sim.Arbitrary,
	Budget:  sim.Budget{Crashes: sim.MaxProcesses},
	Claims: append(byzantine.Conditions[:2:2], []protocol.Claim{
		{Name: "same-set", Title: "All loyal lieutenants end with the same set of orders",
			Doc: "Lamport, Shostak, Pease 1982, proof of Theorem 2; IC1 follows, whatever the choice", Make: sameSet},
		{Name: "proof", Title: "A traitorous commander is proved to be one by all loyal lieutenants or by none, and a loyal one never",
			Doc: "Lamport, Shostak, Pease 1982, section 4: his signature is on two orders", Make: proof},
	}...),
	Views:      []string{"chains", "space-time", "group"},
	Words:      vocabulary,
	Vocabulary: func(c *protocol.Config) *words.Vocabulary { return vocabulary.For(byzantine.Use(c)) },
	Check:      check,
	Costs:      costs,
	Remarks:    remarks,
	Setup:      setup,
	Scene:      func(c *protocol.Config) any { return NewChains(c.N) },
	Shape:      func(c *protocol.Config) [][]int32 { return c.Graph.Shape() },
}

// variants are the names of the variants and what is to be said about them.
var variants = [...]struct{ name, remark string }{
	AsProved:        {"none", ""},
	NoDeadline:      {"no-deadline", "a message counts in any round, with however few signatures"},
	RepeatedSigners: {"repeated-signers", "a message counts whoever has signed it, and how often ever"},
	Short:           {"short", "an order is passed on only if k < m-1, one signature too early to stop"},
	FirstOrderOnly:  {"first-order-only", "a lieutenant takes the first order that comes, and ignores any other"},
	FirstReceived:   {"first-received", "of several orders a lieutenant obeys the one that came first, which is no function of the set"},
	LateGuard:       {"late-guard", "an order is passed on if k <= m, for one more round that nobody needs"},
	AsPrinted:       {"as-printed", "the commander's first order is passed on whatever m is, as step 2(A) has it"},
	Unverified:      {"unverified", "every signature is believed, so that assumption A4 is gone"},
}

func variantNames() []string {
	names := make([]string, len(variants))
	for i := range variants {
		names[i] = variants[i].name
	}
	return names
}

// rounds are those in which something can come: an order with the commander's
// signature in the first, with m more in the last. With m > n-2 nobody is left to
// be told anything after round n-1.
func rounds(c *protocol.Config) int {
	m := int(c.Param("m"))
	switch Variant(c.Param("variant")) {
	case LateGuard:
		m++
	case AsPrinted:
		m = max(m, 1)
	}
	return min(m, c.N-2) + 1
}

func check(c *protocol.Config) *protocol.Problem {
	if p := byzantine.CheckOrders(c); p != nil {
		return p
	}
	if most := NewChains(c.N).Most(); rounds(c) > most {
		return &protocol.Problem{Path: "params.m", Message: "is too large for " + strconv.Itoa(c.N) + " generals: their chains have room for " +
			strconv.Itoa(most) + " signatures, the commander's and " + strconv.Itoa(most-1) + " others"}
	}
	const most = 6
	if n := bits.OnesCount64(uint64(traitors(c))); n > most && Menu(c.Param("menu")) == Everything {
		return &protocol.Problem{Path: "params.menu", Message: "cannot offer everything that " + strconv.Itoa(n) + " traitors can sign together; at most " +
			strconv.Itoa(most) + " of the faulty processes may be arbitrary, or take the menu of a search"}
	}
	return nil
}

// traitors are those that may say anything, and so may sign what others give them.
func traitors(c *protocol.Config) (s sim.Set) {
	for p, m := range c.Models {
		if m&sim.Arbitrary != 0 {
			s = s.With(sim.ID(p))
		}
	}
	return s
}

// Messages is the number of messages of SM(m) if all generals are loyal: each of
// them tells its neighbours, lieutenants not the one from whom they heard first,
// but only those to whom the order comes with fewer than m signatures of others. On
// a complete graph that makes (n-1)^2 for m >= 1.
func Messages(g graph.Graph, m int) int {
	n := g.Degree(0)
	for p, d := range g.Distances(0, sim.All(len(g))) {
		if d > 0 && d <= m {
			n += g.Degree(sim.ID(p)) - 1
		}
	}
	return n
}

func costs(c *protocol.Config) []protocol.Cost {
	m := int(c.Param("m"))
	switch v := Variant(c.Param("variant")); {
	case v == Short:
		m--
	case v == LateGuard:
		m++
	case v == AsPrinted:
		m = max(m, 1)
	}
	g := c.Graph
	if g == nil {
		g = graph.Complete(min(c.N, sim.MaxProcesses))
	}
	return []protocol.Cost{{Name: "messages", Decimal: strconv.Itoa(Messages(g, m))}}
}

func setup(c *protocol.Config) sim.Setup {
	s := &Signed{
		Chains: NewChains(c.N), Graph: c.Graph, M: int(c.Param("m")), Rounds: int32(rounds(c)),
		Order: uint8(c.Param("order")), Default: uint8(c.Param("default")), Orders: uint8(c.Param("orders")),
		Choice: Choice(c.Param("choice")), Variant: Variant(c.Param("variant")), Menu: Menu(c.Param("menu")), Traitors: traitors(c),
	}
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: s.Orders, Rounds: s.Rounds,
		// In a round a process says each order to each neighbour once at most, and
		// may hear of everybody's crash.
		Pending: int(s.Orders)*2*c.Graph.Links() + c.N*c.N,
		Shared:  s,
		Build: func(b *sim.Builder) {
			for p := range c.N {
				if s.Traitors.Has(sim.ID(p)) {
					sim.Place(b, newTraitor(s, p, c.N), 0)
				} else {
					sim.Place(b, General{}, 0)
				}
			}
		},
	}
}
