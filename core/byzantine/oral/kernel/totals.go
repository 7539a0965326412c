package kernel

import (
	"math/bits"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Totals counts runs of OM(m) by the sliced kernel. A document says who is a
// traitor, and the rule says what all traitors do.
var Totals = protocol.Totals{Events: MaxMessages, Rules: rules(), Count: countRun}

// ruleWords say what traitors do under a strategy, behind their name.
var ruleWords = [Scripted]string{
	Honest:   "behave as if they were loyal",
	Silent:   "say nothing at all",
	Opposite: "say the opposite of what they should",
	Split:    "tell every other general to attack, and the rest to retreat",
	Random:   "say anything, by chance",
}

func rules() []protocol.Rule {
	list := make([]protocol.Rule, Scripted)
	for s := range Scripted {
		list[s] = protocol.Rule{Name: s.String(), Doc: ruleWords[s], Seeded: s == Random}
	}
	return list
}

// countRun runs a checked document on the kernel.
func countRun(c *protocol.Config, rule int, seed uint64) (t protocol.Total, bad *protocol.Problem) {
	strategy := Strategy(rule)
	if bad = kernelCan(c, strategy); bad != nil {
		return t, bad
	}
	k := Case{Order: uint8(c.Param("order")), Traitors: uint64(c.Faulty()), Behaviour: Behaviour{Strategy: strategy, Seed: seed}}
	m := int(c.Param("m"))
	got, err := Simulate(c.N, m, k)
	if err != nil {
		return t, &protocol.Problem{Path: "processes", Message: "can't be counted: " + err.Error(), TooBig: true}
	}
	t.Sent, t.Silent, t.Rounds = got.Sent, got.Silent, perRound(c.N, m)
	t.Ends = make([]uint8, c.N)
	t.Ends[0] = sim.Nothing // it orders and obeys nobody
	for i := 1; i < c.N; i++ {
		t.Ends[i] = got.Decision(i)
	}
	verdicts := [...]byzantine.Verdict{got.IC1, got.IC2} // in the order of oral.Messages.Claims
	for _, i := range c.Claims {
		t.Violated = append(t.Violated, verdicts[i] == byzantine.Violated)
	}
	t.Title = "OM(" + strconv.Itoa(m) + ") among " + words.Counted(uint64(c.N), "general")
	t.Says = []string{exchange(c, &got, len(t.Rounds)), obedience(c, &got)}
	return t, nil
}

// kernelCan says what the kernel does not know how to count. It has two orders,
// counts silence and ties as RETREAT, and traitors who follow one rule.
func kernelCan(c *protocol.Config, s Strategy) *protocol.Problem {
	const only = " can be stepped through, but not counted: totals know "
	two := byzantine.Orders(c)[:2]
	switch {
	case c.Param("orders") > 2 || c.Param("order") > byzantine.Attack:
		return &protocol.Problem{Path: "params.orders", Message: "above 2" + only + "no orders but these", Allowed: two}
	case c.Param("default") != byzantine.Retreat:
		return &protocol.Problem{Path: "params.default", Message: "other than " + two[0] + only + "no other", Allowed: two[:1]}
	case byzantine.Rule(c.Param("rule")) != byzantine.Majority:
		return &protocol.Problem{Path: "params.rule", Message: "other than majority" + only + "no other", Allowed: []string{"majority"}}
	}
	for i, models := range c.Models {
		if models&^sim.Arbitrary != 0 && s != Honest {
			return &protocol.Problem{Path: "faults", Message: "of " + c.Names[i] + only + "traitors alone, all of one rule", Allowed: []string{"arbitrary"}}
		}
	}
	return nil
}

func perRound(n, m int) []uint64 {
	s := newShape(n, m)
	list, width := make([]uint64, s.levels), uint64(1)
	for k := range list {
		width *= uint64(n - 1 - k)
		list[k] = width
	}
	return list
}

func exchange(c *protocol.Config, o *Outcome, rounds int) string {
	s := words.Counted(uint64(c.N), "general") + " exchange " + words.Counted(o.Sent, "message") + " in " + words.Counted(uint64(rounds), "round")
	if o.Silent > 0 {
		s += "; traitors keep " + words.Grouped(strconv.FormatUint(o.Silent, 10)) + " more back"
	}
	return s
}

// obedience says what the loyal lieutenants do.
func obedience(c *protocol.Config, o *Outcome) string {
	orders, loyal := byzantine.Orders(c), everybody(c.N)&^uint64(c.Faulty())&^1
	all, attack := bits.OnesCount64(loyal), bits.OnesCount64(o.Attacks&loyal)
	switch {
	case all == 0:
		return "No lieutenant is loyal"
	case all == 1:
		return "The one loyal lieutenant obeys: " + orders[min(attack, 1)]
	case attack == 0 || attack == all:
		which := "All " + strconv.Itoa(all)
		if all == 2 {
			which = "Both"
		}
		return which + " loyal lieutenants obey: " + orders[min(attack, 1)]
	}
	return "Of " + strconv.Itoa(all) + " loyal lieutenants " + obey(attack) + orders[byzantine.Attack] + ", " + obey(all-attack) + orders[byzantine.Retreat]
}

func obey(n int) string {
	if n == 1 {
		return "1 obeys: "
	}
	return strconv.Itoa(n) + " obey: "
}
