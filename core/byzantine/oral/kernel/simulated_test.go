package kernel_test

import (
	"math/bits"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/oral/kernel"
	"faultlab/core/choose"
	"faultlab/core/sim"
)

// The generals on the simulator, whose traitors lie choice by choice, and the kernel, whose
// traitors follow a rule, are two programs for one algorithm. Here the simulator's traitors make
// just the choices that the rule makes; every lieutenant must then decide the same, the traitors
// included, and as many messages must have been sent and kept back.
func TestSimulatedGeneralsDecideAsTheKernelSays(t *testing.T) {
	runs := 0
	for _, size := range [][2]int{{2, 1}, {3, 1}, {4, 0}, {4, 1}, {4, 2}, {5, 3}, {5, 9}, {6, 2}, {7, 2}} {
		n, m := size[0], size[1]
		for traitors := range uint64(1) << n {
			if bits.OnesCount64(traitors) > 2 {
				continue
			}
			for seed := range uint64(6) {
				b := kernel.Behaviour{Strategy: kernel.Strategy(seed % 5), Seed: seed}
				if seed == 5 {
					b.Strategy = kernel.Random
				}
				c := kernel.Case{Order: uint8(byzantine.Attack), Traitors: traitors, Behaviour: b}
				if seed%2 == 1 {
					c.Order = byzantine.Retreat
				}
				simulate(t, n, m, c)
				runs++
			}
		}
	}
	if runs < 500 {
		t.Errorf("only %d runs were compared", runs)
	}
}

// simulate runs one case on the simulator and holds it against the kernel.
func simulate(t *testing.T, n, m int, c kernel.Case) {
	t.Helper()
	config := oral.Messages.Default(n)
	config.SetParam("m", int32(m))
	config.SetParam("order", int32(c.Order))
	for p := range n {
		if c.Traitors>>p&1 != 0 {
			config.Models[p] = sim.Arbitrary
		}
	}
	setup := config.Setup()
	w := sim.New(&setup)
	tree := w.Setup().Shared.(*oral.Oral).Tree
	var trace sim.Trace
	choose.NewRun(w).Drive(&trace, -1, func(w *sim.World, options []sim.Option) int {
		if options[0].Kind != sim.Deliver {
			return 0
		}
		honest, _, _ := w.Described(options[0])
		if c.Traitors>>honest.From&1 == 0 {
			return 0
		}
		value, spoken := c.Say(uint64(honest.Arg), int(honest.To), honest.Val)
		if spoken && value == honest.Val {
			return 0
		}
		for i, o := range options {
			if lie, _, _ := w.Described(o); spoken && o.Kind == sim.Say && lie.Val == value || !spoken && o.Kind == sim.Silent {
				return i
			}
		}
		t.Fatalf("n=%d m=%d %+v: the simulator does not offer this behaviour for %+v", n, m, c, honest)
		return 0
	})

	var got kernel.Outcome
	decided := 0
	for _, e := range trace.Events {
		switch {
		case e.Kind == sim.EvReceive:
			got.Sent++
		case e.Kind == sim.EvDrop && e.Reason == sim.Silence:
			got.Silent++
		case e.Kind == sim.EvVote && e.Reason != sim.Missing && tree.FirstChild(int(e.Arg)) >= 0:
			got.Votes++
		case e.Kind == sim.EvDecide:
			decided++
			got.Attacks |= uint64(e.Value) << e.Process
		}
	}
	want, err := kernel.Simulate(n, m, c)
	if err != nil {
		t.Fatal(err)
	}
	if decided != n-1 || got.Attacks != want.Attacks || got.Sent != want.Sent || got.Silent != want.Silent || got.Votes != want.Votes {
		t.Fatalf("n=%d m=%d %+v: simulated %+v with %d decisions, the kernel says %+v", n, m, c, got, decided, want)
	}
	for i, verdict := range []byzantine.Verdict{want.IC1, want.IC2} {
		s, _, _ := w.Status(i)
		if violated := verdict == byzantine.Violated; violated != (s == sim.Violated) {
			t.Fatalf("n=%d m=%d %+v: claim %d %s, the kernel says %v", n, m, c, i, sim.Statuses[s], verdict)
		}
	}
}
