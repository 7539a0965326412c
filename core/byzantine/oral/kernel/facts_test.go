package kernel_test

import (
	"math/bits"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral/kernel"
	"faultlab/core/sim"
)

// Claims about OM(m) from Lamport, Shostak, Pease, "The Byzantine Generals Problem", TOPLAS 4(3),
// 1982, and claims about its limits that the paper leaves to the reader. Each is decided by trying
// every behaviour of the traitors: at every path that ends at one, every receiver is told ATTACK,
// RETREAT or nothing.

// An enumeration goes through all behaviours of a set of traitors.
type enumeration struct {
	script kernel.Behaviour
	slots  []slot // the messages that the traitors decide on
	digits []uint8
	values uint8 // 3 with silence, 2 without
}

type slot struct{ node, receiver int }

func enumerate(t *testing.T, n, m int, traitors uint64, values uint8) *enumeration {
	t.Helper()
	tree, err := byzantine.NewTree(n, m)
	if err != nil {
		t.Fatal(err)
	}
	e := &enumeration{values: values}
	e.script = kernel.Behaviour{Strategy: kernel.Scripted, Said: make([]uint64, tree.Nodes()), Silent: make([]uint64, tree.Nodes())}
	for node := range tree.Nodes() {
		for i := range n {
			if traitors>>tree.Process(node)&1 != 0 && !tree.OnPath(node, i) {
				e.slots = append(e.slots, slot{node, i})
			}
		}
	}
	e.digits = make([]uint8, len(e.slots))
	return e
}

// next writes the following behaviour into the script; false behind the last.
func (e *enumeration) next() bool {
	for at := range e.digits {
		e.digits[at] = (e.digits[at] + 1) % e.values
		s, bit := e.slots[at], uint64(1)<<e.slots[at].receiver
		e.script.Said[s.node] &^= bit
		e.script.Silent[s.node] &^= bit
		switch e.digits[at] {
		case byzantine.Attack:
			e.script.Said[s.node] |= bit
		case 2:
			e.script.Silent[s.node] |= bit
		}
		if e.digits[at] != 0 {
			return true
		}
	}
	return false
}

// tally is what all behaviours together lead to.
type tally struct{ runs, ic1, ic2, attack int }

// try runs all behaviours of the traitors and counts the violations, and the runs in which every
// loyal lieutenant attacks.
func try(t *testing.T, n, m int, order uint8, traitors uint64, values uint8) tally {
	t.Helper()
	sliced, err := kernel.NewSliced(n, m)
	if err != nil {
		t.Fatal(err)
	}
	var sum tally
	loyal := uint64(sim.All(n)) &^ traitors &^ 1
	for e, more := enumerate(t, n, m, traitors, values), true; more; more = e.next() {
		got := sliced.Run(&kernel.Case{Order: order, Traitors: traitors, Behaviour: e.script})
		sum.runs++
		if got.IC1 == byzantine.Violated {
			sum.ic1++
		}
		if got.IC2 == byzantine.Violated {
			sum.ic2++
		}
		if got.Attacks&loyal == loyal {
			sum.attack++
		}
	}
	return sum
}

// Section 2 proves that no algorithm serves three generals with one traitor. How OM(1) fails there
// is narrower than one may expect.
func TestThreeGeneralsCannotMaskOneTraitor(t *testing.T) {
	for order := range uint8(2) {
		for traitor := range 3 {
			got := try(t, 3, 1, order, 1<<traitor, 3)
			if got.ic1 != 0 {
				t.Errorf("order %d, traitor %d: IC1 is violated %d times; with n = 3 it never is", order, traitor, got.ic1)
			}
			want := 0
			if order == byzantine.Attack && traitor != 0 {
				want = 2 // the lie RETREAT and silence; a tie goes to RETREAT, so that order can't be hurt
			}
			if got.ic2 != want || (traitor != 0 && got.runs != 3) {
				t.Errorf("order %d, traitor %d: IC2 is violated in %d of %d runs, want %d", order, traitor, got.ic2, got.runs, want)
			}
		}
	}
}

// Theorem 1 with m = 1: OM(1) serves four generals of whom one is a traitor.
func TestFourGeneralsMaskOneTraitor(t *testing.T) {
	for order := range uint8(2) {
		for traitor := range 4 {
			if got := try(t, 4, 1, order, 1<<traitor, 3); got.ic1 != 0 || got.ic2 != 0 {
				t.Errorf("order %d, traitor %d: %+v", order, traitor, got)
			}
		}
	}
}

// The three lieutenants of a traitorous commander vote on the same three values, so they always
// agree; they attack together if at least two of them were told to.
func TestTraitorousCommanderOfFourCannotSplitTheLieutenants(t *testing.T) {
	got := try(t, 4, 1, byzantine.Attack, 1, 3)
	if got.runs != 27 || got.ic1 != 0 || got.attack != 7 {
		t.Errorf("%+v; want 27 runs, no violation, 7 attacks", got)
	}
}

// Theorem 1 has the hypothesis "at most m traitors and more than 3m generals". More rounds than
// there are traitors make no run safer: m beyond n/3 breaks the vote even with a single traitor.
func TestMoreRoundsThanNeededBreakAgreement(t *testing.T) {
	for _, c := range []struct{ n, m int }{{4, 2}, {5, 3}} {
		var all tally
		for order := range uint8(2) {
			for traitor := range 2 { // lieutenants are alike: one stands for all of them
				got := try(t, c.n, c.m, order, 1<<traitor, 2)
				all.ic1 += got.ic1
				all.ic2 += got.ic2
			}
		}
		if all.ic1 == 0 || all.ic2 == 0 {
			t.Errorf("OM(%d) with n = %d and one traitor: IC1 violated %d times, IC2 %d times; want both", c.m, c.n, all.ic1, all.ic2)
		}
		for traitor := range c.n {
			for order := range uint8(2) {
				if got := try(t, c.n, 1, order, 1<<traitor, 3); got.ic1 != 0 || got.ic2 != 0 {
					t.Errorf("OM(1) with n = %d and traitor %d: %+v", c.n, traitor, got)
				}
			}
		}
	}
}

// Two traitors among four are too many for OM(1), wherever they are, and for OM(2) as well.
func TestFourGeneralsCannotMaskTwoTraitors(t *testing.T) {
	for m := 1; m <= 2; m++ {
		for traitors := range uint64(16) {
			if bits.OnesCount64(traitors) != 2 {
				continue
			}
			got := try(t, 4, m, byzantine.Attack, traitors, 2)
			if got.ic1+got.ic2 == 0 {
				t.Errorf("m=%d traitors %b: no violation in %d runs", m, traitors, got.runs)
			}
		}
	}
}

// Lemma 1: IC2 alone needs only n > 2k + m with k traitors. OM(1) keeps a loyal commander's order
// among six generals with two traitorous lieutenants although IC1 and Theorem 1 ask for seven.
func TestLoyalCommanderIsObeyedWithMoreTraitorsThanRounds(t *testing.T) {
	for order := range uint8(2) {
		if got := try(t, 6, 1, order, 0b110, 3); got.runs != 3*3*3*3*3*3*3*3 || got.ic2 != 0 {
			t.Errorf("order %d: %+v", order, got)
		}
		if got := try(t, 5, 1, order, 0b110, 3); order == byzantine.Attack && got.ic2 == 0 {
			t.Errorf("five generals are not more than 2*2+1, and still: %+v", got)
		}
	}
	if got := try(t, 6, 1, byzantine.Attack, 0b11, 2); got.ic1 == 0 {
		t.Errorf("two traitors, one of them the commander, never split the others: %+v", got)
	}
}

// Section 2 shows the impossibility for three generals by two scenarios that look the same. Here
// every deterministic way to decide is tried: a lieutenant knows what the commander told it and what
// the other says it was told, so it follows one of 16 functions of two values, and the two
// lieutenants one of 256 pairs.
func TestNoPairOfDecisionRulesServesThreeGenerals(t *testing.T) {
	decide := func(rule, direct, relayed int) int { return rule >> (2*direct + relayed) & 1 }
	ic2Alone, ic1Alone := 0, 0
	for f1 := range 16 {
		for f2 := range 16 {
			ic1, ic2 := true, true
			for a := range 2 {
				for b := range 2 {
					// The commander is the traitor: it tells them a and b, which they relay truly.
					ic1 = ic1 && decide(f1, a, b) == decide(f2, b, a)
					// The commander is loyal and orders a; the other lieutenant relays b.
					ic2 = ic2 && decide(f1, a, b) == a && decide(f2, a, b) == a
				}
			}
			if ic1 && ic2 {
				t.Errorf("rules %04b and %04b satisfy both conditions", f1, f2)
			}
			if ic1 {
				ic1Alone++
			}
			if ic2 {
				ic2Alone++
			}
		}
	}
	// Each condition alone is easy, so the test above is not empty: IC2 means to obey what one was
	// told, IC1 leaves 16 pairs, each rule with its mirror image.
	if ic1Alone != 16 || ic2Alone != 1 {
		t.Errorf("IC1 alone: %d pairs, IC2 alone: %d; want 16 and 1", ic1Alone, ic2Alone)
	}
}
