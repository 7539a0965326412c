package every

import (
	"math/big"
	"math/bits"
	"strconv"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/natural"
	"faultlab/core/sim"
)

// The second way to count behaviours: make them all, and see how many different tables of who was told what along
// which path there are. (For arbitrary faults the simulator does this: see simulated_test.go.)
func TestBehavioursAreCountedAsTheyAre(t *testing.T) {
	for _, size := range [][2]int{{2, 0}, {3, 1}, {4, 1}, {4, 2}, {5, 1}} {
		n, m := size[0], size[1]
		for _, model := range []sim.Model{sim.Crash, sim.Omission, sim.Timing, sim.Value, sim.Transition, sim.Omission | sim.Value, sim.Crash | sim.Value} {
			for faulty := range uint64(1) << n {
				for orders := 2; orders <= 3; orders++ {
					q := question(n, m, byzantine.Attack, model, faulty)
					q.Orders, q.Whole = orders, faulty&2 != 0
					got := q.Behaviours()
					if len(got.Decimal) > 4 {
						continue
					}
					x := newNaive(q)
					x.said, x.deaf = map[string]bool{}, true
					x.fall(0, n)
					if want := strconv.Itoa(len(x.said)); got.Decimal != want {
						t.Errorf("%s: %+v behaviours, want %s", q, got, want)
					}
				}
			}
		}
	}
}

// The exact numbers by another arithmetic, from walking along all paths.
func TestBehavioursOfTraitorsAreAPowerOfWhatCanBeSaid(t *testing.T) {
	for _, c := range []struct {
		n, m     int
		traitors uint64
	}{{4, 1, 0b1000}, {7, 2, 0b1100000}, {7, 2, 0b1000001}, {10, 3, 0b1110000000}, {10, 3, 0b1100000001}, {11, 3, 0b11100000000}} {
		messages := int64(slots(c.n, c.m, c.traitors))
		want := new(big.Int).Exp(big.NewInt(3), big.NewInt(messages), nil).String()
		got := question(c.n, c.m, byzantine.Attack, sim.Arbitrary, c.traitors).Behaviours()
		if got.Decimal != want || got.Digits != strconv.Itoa(len(want)) || len(got.Terms) != 1 || got.Terms[0].Times != "1" ||
			len(got.Terms[0].Factors) != 1 || got.Terms[0].Factors[0] != (Power{"3", strconv.FormatInt(messages, 10)}) {
			t.Errorf("%+v: %+v; want 3^%d", c, got, messages)
		}
	}
}

func TestAProofCountsTheBehavioursOfAllSetsOfTraitors(t *testing.T) {
	for _, c := range [][3]int{{4, 1, 1}, {4, 1, 0}, {5, 1, 2}, {7, 2, 2}, {10, 3, 3}, {4, 1, 4}} {
		n, m, k := c[0], c[1], c[2]
		want, count := new(big.Int), 0
		for traitors := range uint64(1) << n {
			if bits.OnesCount64(traitors) != k {
				continue
			}
			count++
			one := new(big.Int).Exp(big.NewInt(3), big.NewInt(int64(slots(n, m, traitors))), nil)
			want.Add(want, one)
			if traitors&1 == 0 {
				want.Add(want, one) // for the other order
			}
		}
		p := prove(t, n, m, k, sim.Arbitrary)
		if got, _ := p.Behaviours(); got.Decimal != want.String() || p.Sets != strconv.Itoa(count) {
			t.Errorf("%v: %s sets, %+v; want %d, %s", c, p.Sets, got, count, want)
		}
	}
}

// A number too long to be written down still has its digits counted, from its logarithm. Held against numbers that
// are written down, and against one that big.Int writes.
func TestDigitsOfLongNumbersAreCounted(t *testing.T) {
	checked := 0
	for n := 3; n <= 12; n++ {
		for m := 1; m <= 4; m++ {
			for k := 1; k < n; k++ {
				for _, model := range []sim.Model{sim.Arbitrary, sim.Omission, sim.Crash, sim.Value} {
					p := question(n, m, byzantine.Attack, model, 1<<k-1).behaviours()
					if p.value == nil || len(p.value.String()) > natural.MaxDigits {
						continue
					}
					if got, ok := natural.DigitsOfSum(p.log()); !ok && len(p.factors) > 0 || ok && got.String() != strconv.Itoa(len(p.value.String())) {
						t.Errorf("n=%d m=%d t=%d model %d: %s digits, %v; want %d", n, m, k, model, got, ok, len(p.value.String()))
					}
					checked++
				}
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d numbers", checked)
	}
	got, each := prove(t, 13, 4, 4, sim.Arbitrary).Behaviours()
	if len(each) != 3 || each[2].Digits != "12933" || each[0].Terms[0].Times != "1" {
		t.Errorf("each: %+v", each)
	}
	if got.Decimal != "" || len(got.Terms) != 2 || got.Terms[0].Factors[0].Exponent != "36124" || got.Terms[0].Times != "990" {
		t.Errorf("%+v", got)
	}
	want := new(big.Int).Exp(big.NewInt(3), big.NewInt(36124), nil)
	if want.Mul(want, big.NewInt(990)); got.Digits != strconv.Itoa(len(want.String())) {
		t.Errorf("%s digits, want %d", got.Digits, len(want.String()))
	}
}
