package oral

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/byzantine"
)

// The exact numbers behind Lamport, Shostak, Pease, "The Byzantine Generals Problem", TOPLAS
// 4(3), 1982, section 6, whose product (n-1)(n-2)...(n-m-1) is the column last.
func TestMessagesOfOralMessagesAreTheSumOverAllRounds(t *testing.T) {
	for _, c := range []struct {
		n, m                int
		rounds, total, last string
		packed, calls       string
	}{
		{3, 1, "2+2", "4", "2", "4", "1,2"},
		{4, 1, "3+6", "9", "6", "9", "1,3"},
		{5, 1, "4+12", "16", "12", "16", "1,4"},
		{7, 1, "6+30", "36", "30", "36", "1,6"},
		{7, 2, "6+30+120", "156", "120", "66", "1,6,30"},
		{10, 3, "9+72+504+3024", "3609", "3024", "225", "1,9,72,504"},
		{13, 4, "12+132+1320+11880+95040", "108384", "95040", "540", "1,12,132,1320,11880"},
		{4, 2, "3+6+6", "15", "6", "15", "1,3,6"},
		{4, 3, "3+6+6", "15", "0", "15", "1,3,6"}, // round 3 has no one left to tell
		{2, 5, "1", "1", "0", "1", "1"},
		{1, 1, "", "0", "0", "0", ""}, // a commander without lieutenants
	} {
		got, err := Count(c.n, c.m)
		if err != nil {
			t.Fatal(err)
		}
		if rounds := strings.Join(got.PerRound, "+"); rounds != c.rounds {
			t.Errorf("n=%d m=%d: rounds %s, want %s", c.n, c.m, rounds, c.rounds)
		}
		if calls := strings.Join(got.Calls, ","); calls != c.calls {
			t.Errorf("n=%d m=%d: calls %s, want %s", c.n, c.m, calls, c.calls)
		}
		if got.Total != c.total || got.Last != c.last || got.Packed != c.packed {
			t.Errorf("n=%d m=%d: %s, %s, %s; want %s, %s, %s", c.n, c.m, got.Total, got.Last, got.Packed, c.total, c.last, c.packed)
		}
	}
}

func TestOneRoundOfRelaysCostsASquare(t *testing.T) {
	for n := 3; n < 200; n++ {
		if got, _ := Count(n, 1); got.Total != strconv.Itoa((n-1)*(n-1)) {
			t.Errorf("n=%d: %s messages", n, got.Total)
		}
	}
}

// The second way counts by walking along every path and writing down who tells whom and when.
func TestCountsAgreeWithWalkingAllPaths(t *testing.T) {
	for n := 1; n <= 7; n++ {
		for m := 0; m <= 8; m++ {
			rounds, calls := make([]int, m+1), make([]int, m+1)
			packets := map[[3]int]bool{}
			var walk func(path []int)
			walk = func(path []int) {
				k := len(path) - 1
				heard := 0
				for p := 0; p < n; p++ {
					if slices.Contains(path, p) {
						continue
					}
					heard++
					rounds[k]++
					packets[[3]int{k, path[k], p}] = true
					if k < m {
						walk(append(slices.Clone(path), p))
					}
				}
				if heard > 0 {
					calls[k]++
				}
			}
			walk([]int{0})

			got, err := Count(n, m)
			if err != nil {
				t.Fatal(err)
			}
			total := 0
			for k := range rounds {
				total += rounds[k]
				if k >= len(got.PerRound) {
					if rounds[k] != 0 || calls[k] != 0 {
						t.Errorf("n=%d m=%d: round %d is missing", n, m, k)
					}
				} else if got.PerRound[k] != strconv.Itoa(rounds[k]) || got.Calls[k] != strconv.Itoa(calls[k]) {
					t.Errorf("n=%d m=%d round %d: %s messages, %s calls; want %d, %d", n, m, k, got.PerRound[k], got.Calls[k], rounds[k], calls[k])
				}
			}
			if got.Total != strconv.Itoa(total) || got.Last != strconv.Itoa(rounds[m]) || got.Packed != strconv.Itoa(len(packets)) {
				t.Errorf("n=%d m=%d: %s, %s, %s; want %d, %d, %d", n, m, got.Total, got.Last, got.Packed, total, rounds[m], len(packets))
			}
			if got, ok := byzantine.Messages(n, m, 1<<32); !ok || got != uint64(total) {
				t.Errorf("n=%d m=%d: messages %d, %v; want %d", n, m, got, ok, total)
			}
		}
	}
}

func TestCountsAreExactFarBeyondSixtyFourBits(t *testing.T) {
	for _, c := range [][2]int{{1000, 300}, {64, 20}, {1000, 1000}, {23, 21}} {
		n, m := c[0], c[1]
		got, err := Count(n, m)
		if err != nil {
			t.Fatal(err)
		}
		total, product := new(big.Int), big.NewInt(1)
		for k := 0; k <= m; k++ {
			product.Mul(product, big.NewInt(int64(max(0, n-1-k))))
			total.Add(total, product)
		}
		if got.Total != total.String() || got.Last != product.String() {
			t.Errorf("n=%d m=%d: %s, %s; want %s, %s", n, m, got.Total, got.Last, total, product)
		}
	}
	if got, _ := Count(1000, 300); len(got.Total) != 881 {
		t.Errorf("n=1000 m=300: %d digits, want 881", len(got.Total))
	}
}

func TestCountRefusesWhatItWouldNotFinish(t *testing.T) {
	for _, c := range [][2]int{{0, 1}, {4, -1}, {MaxCounted + 1, 1}, {4, MaxCounted + 1}} {
		if _, err := Count(c[0], c[1]); err == nil {
			t.Errorf("n=%d m=%d was counted", c[0], c[1])
		}
	}
	if _, ok := byzantine.Messages(64, 62, 1<<32); ok {
		t.Error("62 rounds among 64 processes were said to fit")
	}
}
