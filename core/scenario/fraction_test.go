package scenario

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestAFractionIsWordedAsItWasWritten(t *testing.T) {
	for want, x := range map[string]float64{
		"2.5": 2.5, "-0.5": -0.5, "0.001": 0.001, "0.0000001": 1e-7, "3.14159": 3.14159, "99.99": 99.99,
		"9.00719925474e+18": 9.00719925474e18, "1e+21": 1e21, "-1.2e+21": -1.2e21, "123456789012.5": 123456789012.5,
		"about 1.00e+300": 1e300, "about -4.94e-324": -math.SmallestNonzeroFloat64, "about 1.79e+308": math.MaxFloat64,
		"about 3.33e-1": 1.0 / 3, "NaN": math.NaN(), "infinity": math.Inf(1), "-infinity": math.Inf(-1),
	} {
		if got := fraction(x); got != want {
			t.Errorf("%v is worded %s, not %s", x, got, want)
		}
	}
}

func TestNumbersOfFifteenDigitsAreWordedExactly(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		digits, places := draw.Int64N(1e15), draw.IntN(16)
		written := decimal(strconv.FormatInt(digits, 10), places)
		x, err := strconv.ParseFloat(written, 64)
		if err != nil {
			t.Fatal(err)
		}
		got, want := fraction(x), strconv.FormatFloat(x, 'f', -1, 64)
		if got != want {
			t.Fatalf("%s is worded %s, not %s", written, got, want)
		}
	}
}
