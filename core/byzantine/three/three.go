// Package three shows that three generals cannot cope with one traitor, whatever
// they do: not that one algorithm fails, but that none is possible.
//
// # The problem
//
// A commander and two lieutenants, one of the three a traitor, and oral messages. IC1
// and IC2 are those of package byzantine. A lieutenant hears an order from the
// commander and hears from the other lieutenant what that one was ordered. Whatever
// rule he has, it makes a decision of these two words: attack or retreat for each of
// the four pairs of words, so there are 16 rules, and 256 pairs of rules for the two.
//
// # The argument
//
// Three situations are enough to refute every pair:
//
//	L2 lies         The commander orders attack, and L2 tells L1 that he heard retreat.
//	                L1 has attack from the commander and retreat from L2, and IC2 asks
//	                of him to attack.
//	Commander lies  He orders L1 to attack and L2 to retreat, and each tells the other
//	                so. L1 has the same two words as before, L2 has retreat from the
//	                commander and attack from L1, and IC1 asks of them to do the same.
//	L1 lies         The commander orders retreat, and L1 tells L2 that he heard attack.
//	                L2 has the same two words as before, and IC2 asks of him to retreat.
//
// L1 cannot tell the first two apart, nor L2 the last two: what they saw is the same.
// So L1 attacks in the second, L2 retreats, and IC1 is broken.
//
// More rounds of talk do not help: in each a traitor can say what he would have said in
// the other situation. And as each of three generals can stand for a third of an army,
// no n <= 3m generals can cope with m traitors.
//
// # Where to find it
//
// Situations are the three, Refute finds the one that refutes a pair of rules, All
// goes through every pair. In view.go is what one process sees of a run: the tests
// play the three situations as runs of OM(1) and find equal views.
//
// # Source
//
// L. Lamport, R. Shostak, M. Pease: The Byzantine Generals Problem. ACM TOPLAS 4(3),
// 1982, 382–401; section 2 with figures 1 and 2.
package three

import "faultlab/core/byzantine"

// Rules is how many rules a lieutenant can have, Pairs how many two of them.
const (
	Rules = 16
	Pairs = Rules * Rules
)

// Rule is what a lieutenant makes of an order that he heard from the commander and of
// the one that the other lieutenant says he heard: bit 2*direct+told is the decision.
type Rule uint8

// Decide applies the rule to two orders, byzantine.Retreat or byzantine.Attack.
func (f Rule) Decide(direct, told uint8) uint8 { return uint8(f) >> (2*direct + told) & 1 }

// Situation is one of the three: who is the traitor, and what each lieutenant hears.
type Situation struct {
	Title   string
	Traitor int // 0 for the commander, 1 and 2 for the lieutenants
	Order   uint8
	Direct  [2]uint8 // what L1 and L2 hear from the commander
	Told    [2]uint8 // what each of them hears from the other
}

// Situations refute every pair of rules.
var Situations = [...]Situation{
	{"L2 lies", 2, byzantine.Attack, [2]uint8{byzantine.Attack, byzantine.Attack}, [2]uint8{byzantine.Retreat, byzantine.Attack}},
	{"Commander lies", 0, byzantine.Attack, [2]uint8{byzantine.Attack, byzantine.Retreat}, [2]uint8{byzantine.Retreat, byzantine.Attack}},
	{"L1 lies", 1, byzantine.Retreat, [2]uint8{byzantine.Retreat, byzantine.Retreat}, [2]uint8{byzantine.Retreat, byzantine.Attack}},
}

// Holds says whether two rules satisfy IC1 and IC2 in a situation.
func (s *Situation) Holds(f1, f2 Rule) (ic1, ic2 bool) {
	d1, d2 := f1.Decide(s.Direct[0], s.Told[0]), f2.Decide(s.Direct[1], s.Told[1])
	switch s.Traitor {
	case 0:
		return d1 == d2, true
	case 1:
		return true, d2 == s.Order
	}
	return true, d1 == s.Order
}

// Refute returns the first situation in which two rules break IC1 or IC2, and false
// if there is none.
func Refute(f1, f2 Rule) (situation int, ok bool) {
	for i := range Situations {
		if ic1, ic2 := Situations[i].Holds(f1, f2); !ic1 || !ic2 {
			return i, true
		}
	}
	return 0, false
}

// All goes through every pair of rules. It returns how many withstand all three
// situations, and how many each situation is the first to refute.
func All() (withstand int, refuted [len(Situations)]int) {
	for f1 := range Rule(Rules) {
		for f2 := range Rule(Rules) {
			if i, ok := Refute(f1, f2); ok {
				refuted[i]++
			} else {
				withstand++
			}
		}
	}
	return withstand, refuted
}
