package tmr

import (
	"math/big"
	"testing"
)

// The formulas are those of Lyons and Vanderkulk, "The Use of Triple-Modular Redundancy to Improve
// Computer Reliability", IBM Journal 6(2), 1962; the numbers follow by arithmetic.
func TestReliabilityOfOneStage(t *testing.T) {
	for _, c := range []struct{ r, perfect, one, three, five int }{
		{400, 352_000, 348_480, 346_250, 317_440}, // below one half redundancy makes it worse
		{500, 500_000, 495_000, 492_500, 500_000},
		{600, 648_000, 641_520, 639_339, 682_560},
		{800, 896_000, 887_040, 888_206, 942_080},
		{900, 972_000, 962_280, 966_947, 991_440},
		{990, 999_702, 989_705, 998_828, 999_990},
		{0, 0, 0, 0, 0},
	} {
		const v = 990
		for _, got := range []struct {
			what      string
			got, want int
		}{
			{"perfect voter", Perfect(c.r), c.perfect},
			{"one voter", OneVoter(c.r, v), c.one},
			{"three voters", ThreeVoters(c.r, v), c.three},
			{"five modules", FiveModules(c.r), c.five},
		} {
			if got.got != got.want {
				t.Errorf("r = %d per mille, %s: %d ppm, want %d", c.r, got.what, got.got, got.want)
			}
		}
	}
}

// R = 3r² - 2r³ is above r exactly for 1/2 < r < 1.
func TestRedundancyHelpsOnlyModulesBetterThanACoin(t *testing.T) {
	for r := 1; r < 1000; r++ {
		three, alone := Perfect(r), 1000*r
		if (r < 500 && three >= alone) || (r == 500 && three != alone) || (r > 500 && three <= alone) {
			t.Errorf("r = %d per mille: %d ppm", r, three)
		}
	}
}

func TestCrossoverOfOneVoter(t *testing.T) {
	for _, c := range []struct{ v, of, low, high int }{
		{1, 1, 500_000, 1_000_000},
		{999, 1000, 501_003, 998_997},
		{99, 100, 510_314, 989_686},
		{95, 100, 559_779, 940_221},
		{9, 10, 666_667, 833_333}, // 2/3 and 5/6 exactly, see below
		{8, 9, 750_000, 750_000},
	} {
		if low, high, ok := Crossover(c.v, c.of); !ok || low != c.low || high != c.high {
			t.Errorf("v = %d/%d: %d to %d, %v; want %d to %d", c.v, c.of, low, high, ok, c.low, c.high)
		}
	}
	for _, c := range [][2]int{{8888, 10_000}, {1, 2}, {0, 1}, {2, 1}} {
		if low, high, ok := Crossover(c[0], c[1]); ok {
			t.Errorf("v = %d/%d: %d to %d, want none", c[0], c[1], low, high)
		}
	}
	for _, c := range []struct{ r, rOf, v, vOf, want int }{
		{2, 3, 9, 10, 0}, {5, 6, 9, 10, 0}, {3, 4, 9, 10, 1}, {3, 5, 9, 10, -1}, {6, 7, 9, 10, -1},
		{3, 4, 8, 9, 0}, {7499, 10_000, 8, 9, -1}, {7501, 10_000, 8, 9, -1}, {1, 2, 1, 1, 0}, {1, 1, 1, 1, 0},
	} {
		if got := Worth(c.r, c.rOf, c.v, c.vOf); got != c.want {
			t.Errorf("r = %d/%d, v = %d/%d: %d, want %d", c.r, c.rOf, c.v, c.vOf, got, c.want)
		}
	}
	// Between the bounds, and only there, the reliability itself says the same.
	for v := 850; v <= 1000; v += 5 {
		low, high, ok := Crossover(v, 1000)
		for r := 1; r < 1000; r++ {
			inside := ok && low < 1000*r && 1000*r < high
			if better := Worth(r, 1000, v, 1000) > 0; better != inside {
				t.Errorf("v = %d, r = %d per mille: better %v, inside %v", v, r, better, inside)
			}
			if d := OneVoter(r, v) - 1000*r; d > 1 != inside && (d > 1 || d < -1) {
				t.Errorf("v = %d, r = %d per mille: %d ppm better, inside %v", v, r, d, inside)
			}
		}
	}
}

// Three modules that live exponentially long are expected to fail sooner than one, although they
// are more reliable on every mission shorter than its median life.
func TestMeanLifeOfThreeModulesIsFiveSixths(t *testing.T) {
	for _, c := range []struct{ k, n, num, den int }{{1, 1, 1, 1}, {2, 3, 5, 6}, {3, 5, 47, 60}, {1, 2, 3, 2}} {
		if num, den := MeanLife(c.k, c.n); num != c.num || den != c.den {
			t.Errorf("%d of %d: %d/%d, want %d/%d", c.k, c.n, num, den, c.num, c.den)
		}
	}
}

// Rationals of package math/big are the second way for everything that is computed in 256 bits.
func TestReliabilitiesAreExactlyRounded(t *testing.T) {
	f := func(x *big.Rat) *big.Rat { // 3x² - 2x³
		xx := new(big.Rat).Mul(x, x)
		xxx := new(big.Rat).Mul(xx, x)
		return xx.Sub(xx.Mul(xx, big.NewRat(3, 1)), xxx.Mul(xxx, big.NewRat(2, 1)))
	}
	product := func(list ...*big.Rat) *big.Rat {
		p := big.NewRat(1, 1)
		for _, x := range list {
			p.Mul(p, x)
		}
		return p
	}
	sets := CountFaultSets()
	for r := 0; r <= 1000; r += 37 {
		for v := 0; v <= 1000; v += 41 {
			m, w := big.NewRat(int64(r), 1000), big.NewRat(int64(v), 1000)
			fm, lane := f(m), product(m, w)
			for _, c := range []struct {
				what string
				got  int
				want *big.Rat
			}{
				{"perfect", Perfect(r), fm},
				{"one voter", OneVoter(r, v), product(w, fm)},
				{"three voters", ThreeVoters(r, v), f(lane)},
				{"chain", Chain(r), product(m, m, m)},
				{"single voters", SingleVoterCircuit(r, v), product(w, fm, w, fm, w, fm)},
				{"circuit", sets.Circuit(r, v), product(fm, f(lane), f(lane), f(w))},
			} {
				if want := roundPPM(c.want); c.got != want {
					t.Errorf("%s, r = %d, v = %d: %d ppm, want %d", c.what, r, v, c.got, want)
				}
			}
		}
	}
}

// roundPPM rounds half up.
func roundPPM(x *big.Rat) int {
	x = new(big.Rat).Mul(x, big.NewRat(2_000_000, 1))
	x.Add(x, big.NewRat(1, 1))
	q := new(big.Int).Quo(x.Num(), x.Denom())
	return int(q.Int64() / 2)
}

// A stage as "module with the voter behind it" is the usual short cut. With perfect voters it is
// right; otherwise the circuit is better than it says.
func TestPairingModulesWithTheVotersBehindThemUnderestimates(t *testing.T) {
	sets := CountFaultSets()
	for r := 50; r < 1000; r += 50 {
		for _, v := range []int{500, 900, 990, 999, 1000} {
			shortCut := new(big.Rat).SetFrac64(int64(ThreeVoters(r, v)), 1_000_000)
			cube := new(big.Rat).Mul(shortCut, shortCut)
			cube.Mul(cube, shortCut)
			got, short := sets.Circuit(r, v), roundPPM(cube)
			if v < 1000 && got < short-2 {
				t.Errorf("r = %d, v = %d: %d ppm, the short cut says %d", r, v, got, short)
			}
			if v == 1000 && (got < short-2 || got > short+2) {
				t.Errorf("r = %d, perfect voters: %d ppm, the short cut says %d", r, got, short)
			}
		}
	}
	if got := sets.Circuit(900, 900); got != 774_517 { // the short cut says 0.742245
		t.Errorf("r = v = 0.9: %d ppm", got)
	}
}

func TestCurveHasItsColumns(t *testing.T) {
	curve := Curve(990, 101)
	if len(curve) != 101 || curve[0] != (CurvePoint{}) {
		t.Fatalf("%d points, the first %v", len(curve), curve[0])
	}
	want := CurvePoint{900_000, 900_000, 972_000, 962_280, 966_947, 991_440, 729_000}
	want[7] = 891_055 // 0.96228 to the third power
	sets := CountFaultSets()
	want[8] = sets.Circuit(900, 990)
	if curve[90] != want {
		t.Errorf("r = 0.9: %v, want %v", curve[90], want)
	}
	for i := 1; i < len(curve); i++ {
		for column := range curve[i] {
			if curve[i][column] < curve[i-1][column] {
				t.Errorf("%s falls at %d", CurveColumns[column], curve[i][0])
			}
		}
	}
	if ends := Curve(1000, 2); ends[1] != (CurvePoint{1e6, 1e6, 1e6, 1e6, 1e6, 1e6, 1e6, 1e6, 1e6}) {
		t.Errorf("perfect parts: %v", ends[1])
	}
	if uneven := Curve(1000, 8); uneven[1][0] != 143_000 || uneven[7][0] != 1_000_000 {
		t.Errorf("eight points: %v", uneven)
	}
}
