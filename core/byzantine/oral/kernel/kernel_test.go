package kernel

import (
	"fmt"
	"math/bits"
	"testing"

	"faultlab/core/byzantine"
)

// twins runs a case in all forms of the kernel and returns what they agree on.
func twins(t *testing.T, stored *Stored, sliced *Sliced, c Case) Outcome {
	t.Helper()
	if err := c.Check(stored.n, 64); err != nil {
		t.Fatal(err)
	}
	want := Naive(stored.Tree(), c)
	if got := stored.Run(&c); got != want {
		t.Fatalf("n=%d levels=%d %+v: stored %+v, naive %+v", stored.n, stored.levels, c, got, want)
	}
	if got := sliced.Run(&c); got != want {
		t.Fatalf("n=%d levels=%d %+v: sliced %+v, naive %+v", stored.n, stored.levels, c, got, want)
	}
	return want
}

func kernels(t testing.TB, n, m int) (*Stored, *Sliced) {
	t.Helper()
	stored, err := NewStored(n, m)
	if err != nil {
		t.Fatal(err)
	}
	sliced, err := NewSliced(n, m)
	if err != nil {
		t.Fatal(err)
	}
	return stored, sliced
}

func behaviours(seeds uint64) []Behaviour {
	var list []Behaviour
	for s := Honest; s < Random; s++ {
		list = append(list, Behaviour{Strategy: s})
	}
	for seed := range seeds {
		list = append(list, Behaviour{Strategy: Random, Seed: seed})
	}
	return list
}

func TestKernelsAgreeWithThePlainRecursion(t *testing.T) {
	runs, random, least := 0, uint64(30), 30_000
	if testing.Short() {
		random, least = 2, 5_000
	}
	for n := 2; n <= 7; n++ {
		for _, m := range []int{0, 1, 2, 3, 4, 9} {
			if n == 7 && (m == 9 || m > 2 && testing.Short()) {
				continue // nothing new, and by far the most messages
			}
			stored, sliced := kernels(t, n, m)
			for traitors := range uint64(1) << n {
				if bits.OnesCount64(traitors) > 3 {
					continue
				}
				for _, b := range behaviours(random) {
					for order := range uint8(2) {
						twins(t, stored, sliced, Case{order, traitors, b})
						runs++
					}
				}
			}
		}
	}
	if runs < least {
		t.Errorf("only %d runs were compared", runs)
	}
}

func TestKernelsAgreeOnBigSystems(t *testing.T) {
	for _, c := range []struct {
		n, m     int
		traitors uint64
	}{
		{13, 4, 1<<12 | 1<<7 | 1<<6 | 1<<2},
		{13, 4, 1<<0 | 1<<1 | 1<<5 | 1<<12},
		{10, 6, 1<<3 | 1<<4 | 1<<9}, // more rounds than needed
		{17, 3, 0xf01},              // a third level of vertical counters, rows of more than one word
		{40, 2, 0xaaaaaaa},
		{64, 2, 0xdeadbeefcafe},
		{64, 1, 1<<63 | 1<<62},
		{33, 1, 1<<32 | 1},
	} {
		stored, sliced := kernels(t, c.n, c.m)
		for _, b := range behaviours(2) {
			twins(t, stored, sliced, Case{byzantine.Attack, c.traitors, b})
		}
	}
}

// Everything that Stored remembers of a run must follow the rules: loyal processes say what they
// were told, results are majorities, and the number of messages is right.
func TestStoredMessagesFollowTheAlgorithm(t *testing.T) {
	for _, size := range [][2]int{{4, 1}, {4, 2}, {5, 3}, {7, 2}, {11, 2}, {12, 3}} {
		stored, _ := kernels(t, size[0], size[1])
		tree := stored.Tree()
		for _, b := range behaviours(4) {
			for _, traitors := range []uint64{0, 1, 2, 6, 9} {
				c := Case{byzantine.Attack, traitors, b}
				totals := stored.Run(&c)
				sent := uint64(0)
				for node := range tree.Nodes() {
					sent += checkStoredNode(t, stored, &c, node)
				}
				if sent != totals.Sent {
					t.Fatalf("%v %+v: %d messages found, %d counted", size, c, sent, totals.Sent)
				}
			}
		}
	}
}

func checkStoredNode(t *testing.T, s *Stored, c *Case, node int) (sent uint64) {
	t.Helper()
	tree, speaker := s.Tree(), s.Tree().Process(node)
	honest := c.Order
	if node > 0 {
		honest, _ = s.Told(tree.Parent(node), speaker)
	}
	for i := range tree.Processes() {
		if tree.OnPath(node, i) {
			continue
		}
		order, said := s.Told(node, i)
		if said {
			sent++
		}
		if c.Traitors>>speaker&1 == 0 && (!said || order != honest) {
			t.Fatalf("node %d: loyal %d was told %d and told %d %d", node, speaker, honest, i, order)
		}
		votes, attacks := 1, int(order)
		for j := range tree.Processes() {
			if child := tree.Child(node, j); child >= 0 && j != i {
				votes++
				attacks += int(s.Result(child, i))
			}
		}
		want := uint8(byzantine.Retreat)
		if 2*attacks > votes {
			want = byzantine.Attack
		}
		if got := s.Result(node, i); got != want {
			t.Fatalf("node %d: %d makes %d of it, want %d", node, i, got, want)
		}
	}
	return sent
}

func TestScalarAndWordFormOfAStrategySayTheSame(t *testing.T) {
	script := Behaviour{Strategy: Scripted, Said: []uint64{5, 6, 7}, Silent: []uint64{1, 2, 12}}
	for _, b := range append(behaviours(3), script) {
		rule := b.compile()
		for node := range uint64(3) {
			for honest := range uint8(2) {
				said, silent := rule.words(node, -uint64(honest))
				for i := range 64 {
					order, spoken := b.Say(node, i, honest)
					if spoken != (silent>>i&1 == 0) || order != uint8(said>>i&1) {
						t.Fatalf("%+v: node %d receiver %d", b, node, i)
					}
				}
			}
		}
	}
}

func TestRandomStrategyIsSilentOneTimeInFour(t *testing.T) {
	said, silent := 0, 0
	const nodes = 10_000
	rule := (&Behaviour{Strategy: Random, Seed: 1}).compile()
	for node := range uint64(nodes) {
		a, b := rule.words(node, 0)
		said += bits.OnesCount64(a)
		silent += bits.OnesCount64(b)
	}
	if d := said - nodes*32; d < -3000 || d > 3000 {
		t.Errorf("%d attacks of %d", said, nodes*64)
	}
	if d := silent - nodes*16; d < -3000 || d > 3000 {
		t.Errorf("%d silences of %d", silent, nodes*64)
	}
}

func TestStrategiesHaveNames(t *testing.T) {
	for _, name := range StrategyNames() {
		if s, ok := ParseStrategy(name); !ok || s.String() != name {
			t.Errorf("%s is parsed as %v, %v", name, s, ok)
		}
	}
	for _, name := range []string{"", "scripted", "Honest"} {
		if _, ok := ParseStrategy(name); ok {
			t.Errorf("%q was accepted", name)
		}
	}
}

func TestSimulateRefusesWhatItCannotRun(t *testing.T) {
	for _, c := range []struct {
		n, m int
		c    Case
		why  string
	}{
		{1, 0, Case{}, "no lieutenants"},
		{65, 1, Case{}, "a set of processes is one word"},
		{4, -1, Case{}, "rounds are counted from 0"},
		{30, 12, Case{}, "too many messages"},
		{64, 62, Case{}, "the number of messages overflows"},
		{4, 1, Case{Order: 2}, "not an order"},
		{4, 1, Case{Traitors: 1 << 4}, "no such process"},
		{4, 1, Case{Behaviour: Behaviour{Strategy: strategies}}, "no such strategy"},
		{4, 1, Case{Behaviour: Behaviour{Strategy: Scripted, Said: make([]uint64, 3), Silent: make([]uint64, 3)}}, "a node without words"},
	} {
		if got, err := Simulate(c.n, c.m, c.c); err == nil {
			t.Errorf("n=%d m=%d %+v was run (%s): %+v", c.n, c.m, c.c, c.why, got)
		}
	}
	if _, err := NewStored(20, 6); err == nil {
		t.Error("Stored took 24 million paths")
	}
	got, err := Simulate(13, 4, Case{Order: byzantine.Attack, Traitors: 0xf, Behaviour: Behaviour{Strategy: Split}})
	if err != nil || got.Sent != 108384 || got.IC1 != byzantine.Satisfied || got.IC2 != byzantine.Vacuous {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestKernelsDoNotAllocateAfterSetUp(t *testing.T) {
	stored, sliced := kernels(t, 7, 3)
	c := Case{byzantine.Attack, 0b1010, Behaviour{Strategy: Random, Seed: 7}}
	if allocs := testing.AllocsPerRun(20, func() { stored.Run(&c) }); allocs != 0 {
		t.Errorf("stored: %v allocations a run", allocs)
	}
	if allocs := testing.AllocsPerRun(20, func() { sliced.Run(&c) }); allocs != 0 {
		t.Errorf("sliced: %v allocations a run", allocs)
	}
}

// The speed is given in messages: those that a real system would send in the same run.
func BenchmarkKernel(b *testing.B) {
	for _, size := range []struct {
		n, m     int
		traitors uint64
	}{{13, 4, 0b1000011000100}, {10, 3, 0b1000011000}, {17, 5, 0b11111}, {64, 3, 0xf0f}} {
		for _, s := range []Strategy{Split, Random} {
			c := Case{byzantine.Attack, size.traitors, Behaviour{Strategy: s, Seed: 1}}
			run := func(form string, run func() Outcome) {
				b.Run(fmt.Sprintf("%s/n=%d,m=%d/%v", form, size.n, size.m, s), func(b *testing.B) {
					sent := uint64(0)
					for b.Loop() {
						t := run()
						sent += t.Sent + t.Silent
					}
					b.ReportMetric(float64(sent)/1e6/b.Elapsed().Seconds(), "Mmessages/s")
				})
			}
			if stored, err := NewStored(size.n, size.m); err == nil {
				if size.n < 17 {
					run("naive", func() Outcome { return Naive(stored.Tree(), c) })
				}
				run("stored", func() Outcome { return stored.Run(&c) })
			}
			sliced, err := NewSliced(size.n, size.m)
			if err != nil {
				b.Fatal(err)
			}
			run("sliced", func() Outcome { return sliced.Run(&c) })
		}
	}
}
