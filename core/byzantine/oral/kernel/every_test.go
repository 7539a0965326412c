package kernel_test

import (
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral/every"
	"faultlab/core/byzantine/oral/kernel"
	"faultlab/core/sim"
)

// The kernel shows what one behaviour of the traitors leads to, package every decides about all of them at once.
// Here either is held against the other.

// Six generals with two traitors, and five with two: too many behaviours for the naive twin of package every, and not
// for the kernel. What traitors tell each other is of no consequence, nor is the difference between silence and
// RETREAT.
func TestAllTraitorsAtOnceAreAllRunsOfTheKernel(t *testing.T) {
	for _, c := range []struct {
		n, m     int
		traitors uint64
	}{{5, 2, 0b11000}, {5, 2, 0b10001}, {5, 3, 0b10000}, {6, 2, 0b100000}, {6, 2, 0b100001}} {
		sliced, err := kernel.NewSliced(c.n, c.m)
		if err != nil {
			t.Fatal(err)
		}
		e := enumerate(t, c.n, c.m, c.traitors, 2)
		heard := e.slots[:0]
		for _, s := range e.slots {
			if c.traitors>>s.receiver&1 == 0 {
				heard = append(heard, s)
			}
		}
		e.slots, e.digits = heard, e.digits[:len(heard)]
		for order := range uint8(2) {
			var violated [2]int
			for more := true; more; more = e.next() {
				got := sliced.Run(&kernel.Case{Order: order, Traitors: c.traitors, Behaviour: e.script})
				if got.IC1 == byzantine.Violated {
					violated[0]++
				}
				if got.IC2 == byzantine.Violated {
					violated[1]++
				}
			}
			q := every.Question{N: c.n, M: c.m, Orders: 2, Order: order, Models: make([]sim.Model, c.n)}
			for p := range c.n {
				if c.traitors>>p&1 != 0 {
					q.Models[p] = sim.Arbitrary
				}
			}
			f, err := q.Decide(0)
			if err != nil {
				t.Fatal(err)
			}
			if (f.IC1 == byzantine.Violated) != (violated[0] > 0) || (f.IC2 == byzantine.Violated) != (violated[1] > 0) {
				t.Errorf("%+v, order %d: %d and %d behaviours violate IC1 and IC2, and the answer is %+v", c, order, violated[0], violated[1], f)
			}
		}
	}
}

// The kernel is told the behaviour with the fewest lies, and finds that it violates what it should; in runs of up to
// 100,000 messages, of which nobody sees all.
func TestTheKernelConfirmsTheWitnesses(t *testing.T) {
	confirmed := 0
	for _, c := range [][3]int{{3, 1, 1}, {4, 2, 1}, {6, 2, 2}, {7, 1, 2}, {8, 4, 2}, {9, 3, 3}, {10, 3, 4}, {10, 4, 3}, {12, 4, 4}} {
		p, err := (&every.All{N: c[0], M: c[1], Faulty: c[2], Model: sim.Arbitrary, Orders: 2}).Prove(0)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Placements {
			place := &p.Placements[i]
			for condition, verdict := range [...]byzantine.Verdict{place.IC1, place.IC2} {
				if verdict != byzantine.Violated {
					continue
				}
				x, err := place.Witness(condition)
				if err != nil {
					t.Fatal(err)
				}
				if uint64(len(x.Lies)) != place.Lies[condition] {
					t.Errorf("%v, IC%d: %d lies, want %d", c, condition+1, len(x.Lies), place.Lies[condition])
				}
				got, err := kernel.Simulate(c[0], c[1], scripted(t, &place.Question, x.Lies))
				if err != nil {
					t.Fatal(err)
				}
				if [...]byzantine.Verdict{got.IC1, got.IC2}[condition] != byzantine.Violated {
					t.Errorf("%v, order %d: the kernel says that IC%d holds", c, place.Question.Order, condition+1)
				}
				confirmed++
			}
		}
	}
	if confirmed < 15 {
		t.Errorf("only %d behaviours", confirmed)
	}
}

// scripted writes lies down for the kernel; where there is none, everybody passes on what he was told.
func scripted(t *testing.T, q *every.Question, lies []every.Lie) kernel.Case {
	t.Helper()
	tree, err := byzantine.NewTree(q.N, q.M)
	if err != nil {
		t.Fatal(err)
	}
	script := kernel.Behaviour{Strategy: kernel.Scripted, Said: make([]uint64, tree.Nodes()), Silent: make([]uint64, tree.Nodes())}
	of := make([][]every.Lie, tree.Nodes())
	for _, l := range lies {
		of[l.Node] = append(of[l.Node], l)
	}
	for node := range tree.Nodes() {
		told := q.Order
		if parent := tree.Parent(node); parent >= 0 {
			told = uint8(script.Said[parent] >> tree.Process(node) & 1)
		}
		script.Said[node] = -uint64(told)
		for _, l := range of[node] {
			if l.To < 0 || l.Value > byzantine.Attack {
				t.Fatalf("%+v is no lie of a traitor who may tell anybody anything", l)
			}
			script.Said[node] = script.Said[node]&^(1<<l.To) | uint64(l.Value)<<l.To
		}
	}
	c := kernel.Case{Order: q.Order, Behaviour: script}
	for p, m := range q.Models {
		if m != 0 {
			c.Traitors |= 1 << p
		}
	}
	return c
}
