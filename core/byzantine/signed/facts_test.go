package signed_test

import (
	"slices"
	"testing"

	"faultlab/core/byzantine/signed"
	"faultlab/core/choose"
	"faultlab/core/graph"
	"faultlab/core/sim"
)

// Lamport, Shostak, Pease 1982, section 4: the commander tells n-1, and each of them
// n-2 others. In SM(0) nobody passes anything on, although step 2(A) is printed
// without that guard: literally, it would cost (n-1)(n-2) messages more.
func TestLoyalGeneralsSendASquareOfMessages(t *testing.T) {
	for n := 2; n <= 10; n++ {
		for m := range 4 {
			for v := signed.AsProved; v <= signed.Unverified; v++ {
				s := system{n: n, m: m, variant: v, order: 1}
				k := m // how often an order is passed on
				switch {
				case v == signed.Short:
					k--
				case v == signed.LateGuard:
					k++
				case v == signed.AsPrinted:
					k = max(k, 1)
				}
				want := n - 1
				if k >= 1 {
					want = (n - 1) * (n - 1)
				}
				c := s.config()
				if signed.SignedMessages.Check(c) != nil {
					continue // more signatures than there is room for
				}
				if got := sends(first(t, world(c))); got != want {
					t.Errorf("%+v: %d messages, want %d", s, got, want)
				}
				if got := signed.SignedMessages.Costs(c)[0].Decimal; got != decimal(want) {
					t.Errorf("%+v costs %s messages, want %d", s, got, want)
				}
			}
		}
	}
}

func TestCostsOfAGraphAreWhatARunSends(t *testing.T) {
	seen := 0
	for g := range graph.All(5) {
		if d, _, _ := g.Diameter(sim.All(5)); d == graph.Far {
			continue
		}
		seen++
		for m := range 5 {
			c := system{n: 5, m: m, graph: g}.config()
			tr := first(t, world(c))
			if got, want := signed.SignedMessages.Costs(c)[0].Decimal, sends(tr); got != decimal(want) {
				t.Errorf("graph %b, m=%d: %s messages expected, %d sent", g, m, got, want)
			}
			for i := range tr.Events {
				if e := &tr.Events[i]; e.Kind == sim.EvSend && !g[e.Process].Has(e.Peer) {
					t.Fatalf("graph %b: %d sends to %d, who is no neighbour", g, e.Process, e.Peer)
				}
			}
		}
	}
	if seen != 728 { // connected graphs of five nodes with names (OEIS A001187)
		t.Errorf("%d connected graphs", seen)
	}
}

func decimal(n int) string {
	text := ""
	for ; n > 9; n /= 10 {
		text = string(rune('0'+n%10)) + text
	}
	return string(rune('0'+n)) + text
}

// play drives a world; at each step it takes the first option that wanted agrees to,
// or option 0. Every wish must come true.
func play(t *testing.T, w *sim.World, wishes ...func(w *sim.World, c sim.Choice) bool) *sim.Trace {
	t.Helper()
	var tr sim.Trace
	choose.NewRun(w).Drive(&tr, -1, func(w *sim.World, options []sim.Option) int {
		for i, o := range options {
			for k, wish := range wishes {
				if i > 0 && wish(w, w.Choice(o)) {
					wishes = slices.Delete(slices.Clone(wishes), k, k+1)
					return i
				}
			}
		}
		return 0
	})
	if len(wishes) > 0 {
		t.Fatalf("%d wishes are left", len(wishes))
	}
	return &tr
}

// silent and shows are wishes: somebody says nothing to somebody of what it should,
// or shows a chain in a round.
func silent(who, to sim.ID) func(*sim.World, sim.Choice) bool {
	return func(_ *sim.World, c sim.Choice) bool { return c.Kind == sim.Silent && c.Who == who && c.To == to }
}

func shows(n int, round int32, who, to sim.ID, v uint8, chain ...sim.ID) func(*sim.World, sim.Choice) bool {
	packed := uint32(0)
	for _, p := range chain {
		packed = signed.NewChains(n).Sign(packed, p)
	}
	return func(w *sim.World, c sim.Choice) bool {
		return c.Kind == sim.Say && c.Who == who && c.To == to && c.Val == v && c.Word == packed && w.Clock() == round
	}
}

// ends are the decisions of a run by process, and the sets that they come from.
func ends(tr *sim.Trace) (decided, held map[sim.ID]uint32) {
	decided, held = map[sim.ID]uint32{}, map[sim.ID]uint32{}
	for i := range tr.Events {
		switch e := &tr.Events[i]; e.Kind {
		case sim.EvDecide:
			decided[e.Process] = uint32(e.Value)
		case sim.EvVote:
			held[e.Process] = e.Arg
		}
	}
	return decided, held
}

const attack, retreat = 1, 0

// Figure 5: the commander signs attack for one and retreat for the other. Both end
// with both, so both choose the same, and both can prove that he is a traitor.
func TestBothLieutenantsProveTheCommanderATraitor(t *testing.T) {
	s := system{n: 3, m: 1, traitors: []int{0}, order: attack}
	w := world(s.config())
	tr := play(t, w, silent(0, 2), shows(3, 1, 0, 2, retreat, 0))
	decided, held := ends(tr)
	for _, p := range []sim.ID{1, 2} {
		if held[p] != 1<<attack|1<<retreat || decided[p] != retreat {
			t.Errorf("lieutenant %d holds %b and obeys %d", p, held[p], decided[p])
		}
	}
	proofs := sim.Set(0)
	for i := range tr.Events {
		if e := &tr.Events[i]; e.Kind == sim.EvProof {
			proofs = proofs.With(e.Process)
			if e.Peer != 0 || !slices.Equal(tr.Span(e), []int32{retreat, attack}) {
				t.Errorf("the proof is of %v, against %d", tr.Span(e), e.Peer)
			}
		}
	}
	if proofs != sim.SetOf(1, 2) {
		t.Errorf("proofs are held by %b", proofs)
	}
}

// What is refused, and why: each condition is asked for by itself. L3 and the
// commander show what they can make in the round given; the order is new to L1.
func TestWhatDoesNotCountIsRefusedForItsReason(t *testing.T) {
	for _, test := range []struct {
		why   sim.Reason
		round int32
		chain []sim.ID
	}{
		{sim.NoReason, 1, []sim.ID{0}},
		{sim.NoReason, 1, []sim.ID{0, 3}}, // more than there need be
		{sim.FewSignatures, 2, []sim.ID{0}},
		{sim.NoReason, 2, []sim.ID{0, 3}},
		{sim.FewSignatures, 3, []sim.ID{0, 3}},
		{sim.RepeatedSigner, 3, []sim.ID{0, 3, 3}},
		{sim.RepeatedSigner, 2, []sim.ID{0, 3, 3}},
	} {
		s := system{n: 5, m: 2, traitors: []int{0, 3}, order: attack, menu: signed.Everything}
		w := world(s.config())
		tr := play(t, w, silent(0, 1), silent(0, 2), silent(0, 3), silent(0, 4), shows(5, test.round, 3, 1, attack, test.chain...))
		var why []sim.Reason
		for i := range tr.Events {
			if e := &tr.Events[i]; e.Process == 1 && e.Step >= 0 && (e.Kind == sim.EvDeliver || e.Kind == sim.EvDrop && e.Reason > sim.Closed) {
				why = append(why, e.Reason)
				var signers []sim.ID
				for _, p := range tr.Span(e) {
					signers = append(signers, sim.ID(p))
				}
				if !slices.Equal(signers, test.chain) {
					t.Errorf("%v in round %d: the event lists %v", test.chain, test.round, signers)
				}
			}
		}
		if !slices.Equal(why, []sim.Reason{test.why}) {
			t.Errorf("%v in round %d: %v, want %v", test.chain, test.round, why, test.why)
		}
	}
}

// Section 6: without the deadline n = 5, m = 2 and the traitors 0 and 3 are enough. L3
// shows A:0:3 in round 3 to L1 alone. The same goes for a signer who signs twice.
func TestAnOrderShownTooLateSplitsTheLoyal(t *testing.T) {
	for _, test := range []struct {
		variant signed.Variant
		chain   []sim.ID
		split   bool
	}{
		{signed.NoDeadline, []sim.ID{0, 3}, true},
		{signed.AsProved, []sim.ID{0, 3}, false},
		{signed.RepeatedSigners, []sim.ID{0, 3, 3}, true},
		{signed.AsProved, []sim.ID{0, 3, 3}, false},
	} {
		s := system{n: 5, m: 2, traitors: []int{0, 3}, variant: test.variant, order: attack, menu: signed.Everything}
		w := world(s.config())
		decided, _ := ends(play(t, w, silent(0, 1), silent(0, 2), silent(0, 3), silent(0, 4), shows(5, 3, 3, 1, attack, test.chain...)))
		if split := decided[1] == attack; split != test.split || decided[2] != retreat || decided[4] != retreat {
			t.Errorf("%+v: %v", test, decided)
		}
		if status, _, _ := w.Status(ic1); (status == sim.Violated) != test.split {
			t.Errorf("%+v: IC1 %s", test, sim.Statuses[status])
		}
	}
}

// Passing on at k = m breaks nothing. It is found by counting: an order that the
// commander shows one lieutenant only makes the others pass it on once more.
func TestALateGuardCostsMessagesAndNothingElse(t *testing.T) {
	count := map[signed.Variant]int{}
	for _, v := range []signed.Variant{signed.AsProved, signed.LateGuard} {
		w := world(system{n: 4, m: 1, traitors: []int{0}, variant: v, order: attack}.config())
		tr := play(t, w, silent(0, 2), silent(0, 3))
		count[v] = sends(tr)
		if s, _, _ := w.Status(ic1); s != sim.Holds {
			t.Errorf("variant %d: IC1 %s", v, sim.Statuses[s])
		}
	}
	if count[signed.LateGuard] != count[signed.AsProved]+2 {
		t.Errorf("%v", count)
	}
}

func TestChoicesAreFunctionsOfTheSet(t *testing.T) {
	for _, test := range []struct {
		choice signed.Choice
		shown  []uint8 // to L1, L2 and L3
		obeyed uint32
	}{
		{signed.ByDefault, []uint8{1, 1, 1}, 1},
		{signed.ByDefault, []uint8{1, 2, 1}, 0},
		{signed.ByDefault, []uint8{2, 1, 0}, 0},
		{signed.Median, []uint8{2, 1, 0}, 1},
		{signed.Median, []uint8{0, 1, 2}, 1},
		{signed.Median, []uint8{1, 2, 2}, 1},
		{signed.Median, []uint8{2, 2, 2}, 2},
	} {
		c := system{n: 4, m: 1, traitors: []int{0}, order: 0}.config()
		c.SetParam("orders", 3)
		c.SetParam("choice", int32(test.choice))
		var wishes []func(*sim.World, sim.Choice) bool
		for i, v := range test.shown {
			if to := sim.ID(i + 1); v != 0 {
				wishes = append(wishes, silent(0, to), shows(4, 1, 0, to, v, 0))
			}
		}
		decided, held := ends(play(t, world(c), wishes...))
		for p := sim.ID(1); p < 4; p++ {
			if decided[p] != test.obeyed || held[p] != held[1] {
				t.Errorf("%+v: L%d holds %b and obeys %d", test, p, held[p], decided[p])
			}
		}
	}
}

func TestChainsAreUnpackedAsTheyWereSigned(t *testing.T) {
	for _, test := range []struct{ n, most int }{{2, 19}, {4, 13}, {7, 10}, {9, 9}, {10, 8}, {16, 7}, {32, 6}} {
		c := signed.NewChains(test.n)
		if c.Most() != test.most {
			t.Errorf("among %d generals a chain has room for %d signatures, want %d", test.n, c.Most(), test.most)
		}
		rnd := choose.Rand(test.n)
		for range 1000 {
			var want []uint8
			packed := uint32(0)
			for range rnd.Below(uint32(test.most + 1)) {
				p := sim.ID(rnd.Below(uint32(test.n)))
				packed = c.Sign(packed, p)
				want = append(want, uint8(p))
			}
			var got signed.Chain
			c.Read(packed, &got)
			signers, repeated := sim.Set(0), false
			for _, p := range want {
				repeated = repeated || signers.Has(sim.ID(p))
				signers = signers.With(sim.ID(p))
			}
			if !slices.Equal(got.List(), want) || got.Signers != signers || got.Repeated != repeated || got.Forged || c.Len(packed) != len(want) {
				t.Fatalf("%v is unpacked as %+v", want, got)
			}
			if len(want) > 0 {
				if before, last := c.Before(packed); c.Sign(before, last) != packed || uint8(last) != want[len(want)-1] {
					t.Fatalf("%v without its last signature is %d, and that is %d", want, before, last)
				}
			}
		}
	}
}

func TestTooManySignaturesAreRefusedByName(t *testing.T) {
	for _, test := range []struct {
		system
		path string
	}{
		{system{n: 16, m: 6}, ""},
		{system{n: 16, m: 7}, "params.m"},
		{system{n: 9, m: 16}, ""}, // the rounds run out before
		{system{n: 10, m: 8}, "params.m"},
		{system{n: 12, m: 1, traitors: []int{0, 1, 2, 3, 4, 5}, menu: signed.Everything}, ""},
		{system{n: 12, m: 1, traitors: []int{0, 1, 2, 3, 4, 5, 6}, menu: signed.Everything}, "params.menu"},
		{system{n: 12, m: 1, traitors: []int{0, 1, 2, 3, 4, 5, 6}}, ""},
		{system{n: 4, m: 1, order: 2}, "params.order"},
	} {
		path := ""
		if p := signed.SignedMessages.Check(test.config()); p != nil {
			path = p.Path
		}
		if path != test.path {
			t.Errorf("%+v: %q, want %q", test.system, path, test.path)
		}
	}
}
