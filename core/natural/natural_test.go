package natural

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestNaturalsCalculateLikeBigNumbers(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	number := func() (Number, *big.Int) {
		text := strconv.FormatUint(rnd.Uint64()>>rnd.IntN(64), 10)
		for range rnd.IntN(5) {
			text += strconv.FormatUint(rnd.Uint64()>>rnd.IntN(64), 10)
		}
		x, _ := new(big.Int).SetString(text, 10)
		return Parse(text), x
	}
	for range 2000 {
		a, x := number()
		b, y := number()
		if x.Cmp(y) < 0 {
			a, x, b, y = b, y, a, x
		}
		small := uint64(1 + rnd.IntN(1<<31))
		e := uint32(rnd.IntN(20))
		for name, c := range map[string]struct {
			got  Number
			want *big.Int
		}{
			"product": {a.Product(b), new(big.Int).Mul(x, y)},
			"sum":     {a.Sum(b), new(big.Int).Add(x, y)},
			"minus":   {a.Minus(b), new(big.Int).Sub(x, y)},
			"over":    {a.Copy().Over(small), new(big.Int).Div(x, new(big.Int).SetUint64(small))},
			"raised":  {b.Raised(Of(uint64(e))), new(big.Int).Exp(y, big.NewInt(int64(e)), nil)},
			"of":      {Of(small), new(big.Int).SetUint64(small)},
			"same":    {a, x},
		} {
			want := c.want.String()
			if name == "raised" && len(want) > MaxDigits && c.got == nil {
				continue // too large to be written down
			}
			if c.got.String() != want {
				t.Fatalf("%s of %s and %s: %s, want %s", name, x, y, c.got, c.want)
			}
		}
		if b.Less(a) != (y.Cmp(x) < 0) || a.Less(b) {
			t.Fatalf("%s is less than %s: %v", y, x, b.Less(a))
		}
	}
}

func TestNaturalsKnowWhatIsTooLarge(t *testing.T) {
	large := Of(10).Raised(Of(2 * MaxDigits))
	if large != nil || large.Product(Of(2)) != nil || large.Sum(Of(1)) != nil || Of(2).Raised(large) != nil || large.Copy() != nil || large.Same(large) {
		t.Errorf("10 to the power of %d is %v", 2*MaxDigits, large)
	}
	if one := Of(1).Raised(Of(1 << 40)); !one.Is(1) {
		t.Errorf("a power of 1 is %v", one)
	}
	if zero := Of(0); !zero.Is(0) || zero == nil {
		t.Errorf("0 is %v", zero)
	}
}

func TestBinomialsAreThoseOfBigNumbers(t *testing.T) {
	for n := range 65 {
		for k := -1; k <= n+1; k++ {
			want := new(big.Int)
			if k >= 0 && k <= n {
				want.Binomial(int64(n), int64(k))
			}
			if got := Binomial(n, k); got.String() != want.String() {
				t.Errorf("%d of %d: %s, want %s", k, n, got, want)
			}
		}
	}
}

// The digits of a sum are those of its largest term, where that is much larger than the rest; nothing is said where
// that isn't so, and where the sum is just below a power of ten.
func TestDigitsAreCountedFromLogarithms(t *testing.T) {
	for e := uint64(1); e <= 900; e += 7 {
		n := Of(7).Raised(Of(e))
		want := strconv.Itoa(len(n.String()))
		for name, logs := range map[string][]Number{
			"alone":               {n.Logarithm()},
			"as a product":        {Of(7).Logarithm().Product(Of(e))},
			"beside a small term": {Of(1).Logarithm(), n.Product(Of(1_000_000_000_000)).Logarithm()},
		} {
			want := want
			if len(logs) > 1 {
				want = strconv.Itoa(len(n.String()) + 12)
			}
			if got, ok := DigitsOfSum(logs...); !ok || got.String() != want {
				t.Errorf("7^%d %s has %s digits, %v; want %s", e, name, got, ok, want)
			}
		}
		if got, ok := DigitsOfSum(n.Logarithm(), n.Logarithm()); ok {
			t.Errorf("twice 7^%d has %s digits, as if one of them were larger", e, got)
		}
	}
	power := Of(10).Raised(Of(30))
	if got, ok := DigitsOfSum(power.Logarithm()); !ok || !got.Is(31) {
		t.Errorf("10^30 has %s digits, %v", got, ok)
	}
	if got, ok := DigitsOfSum(power.Minus(Of(1)).Logarithm()); ok {
		t.Errorf("10^30-1 has %s digits, as its logarithm could tell", got)
	}
}
