package tmr

import (
	"math"
	"math/bits"
)

// Reliabilities are given per mille and returned in parts per million, rounded half up. In between
// everything is exact: a probability per mille to the n-th power is an integer over 1000^n, and 256
// bits hold all that occurs here. So a page, a test and every kind of machine see the same digits.

// AtLeast returns the probability that k or more of n independent parts work (n at most 20).
func AtLeast(k, n, part int) int {
	sum := atLeast(k, n, part)
	return sum.perMillion(n)
}

// Perfect returns the reliability of three modules and a voter that never fails: 3r² - 2r³. That is
// more than r if r is above one half, and less below: redundancy makes bad modules worse.
func Perfect(module int) int { return AtLeast(2, 3, module) }

// FiveModules returns the reliability of five modules and a voter that never fails.
func FiveModules(module int) int { return AtLeast(3, 5, module) }

// OneVoter returns the reliability of three modules and one voter, which is a single point of
// failure: v(3r² - 2r³).
func OneVoter(module, voter int) int {
	sum := atLeast(2, 3, module)
	sum.timesPower(checkPerMille(voter), 1)
	return sum.perMillion(4)
}

// ThreeVoters returns the reliability of three lanes of a module and a voter in series of which two
// must work: 3(rv)² - 2(rv)³. For where the lanes are in the circuit, see FaultSets.Circuit.
func ThreeVoters(module, voter int) int {
	lane := checkPerMille(module) * checkPerMille(voter) // per million
	var sum wide
	for works := 2; works <= 3; works++ {
		term := wide{choose(3, works)}
		term.timesPower(lane, works)
		term.timesPower(1_000_000-lane, 3-works)
		sum.plus(&term)
	}
	return sum.perMillion(6)
}

// SingleVoterCircuit returns the reliability of the three stages with one voter in each.
func SingleVoterCircuit(module, voter int) int {
	sum := wide{1}
	for range Stages {
		sum.timesAtLeast(2, 3, module)
		sum.timesPower(checkPerMille(voter), 1)
	}
	return sum.perMillion(Stages * 4)
}

// Chain returns the reliability of three bare modules one behind the other.
func Chain(module int) int {
	sum := wide{1}
	sum.timesPower(checkPerMille(module), Stages)
	return sum.perMillion(Stages)
}

// Worth compares three modules of reliability r with one voter of reliability v, both given as
// fractions, to one module alone: it returns the sign of v(3r - 2r²) - 1. Positive means that
// redundancy is worth having. Numerators and denominators must be at most 10000.
func Worth(r, rOf, v, vOf int) int {
	d := v*(3*r*rOf-2*r*r) - vOf*rOf*rOf
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

// Crossover returns the bounds, in parts per million, between which the reliability of a module must
// lie for three of them with one voter of reliability v/of to be better than one module alone:
// (3 ± √(9 - 8/v)) / 4. With v below 8/9 there are none, and at 8/9 they meet at 3/4.
func Crossover(v, of int) (low, high int, ok bool) {
	d := 9*v - 8*of
	if v <= 0 || v > of || d < 0 {
		return 0, 0, false
	}
	// A quotient and a square root are correctly rounded everywhere, and there is no product next to
	// a sum that a compiler could fuse, so this is the same number on every machine.
	root := math.Sqrt(float64(d) / float64(v))
	return int(math.Round((3 - root) * 250_000)), int(math.Round((3 + root) * 250_000)), true
}

// MeanLife returns the mean time to failure of n modules of which k must work, as a fraction of the
// mean time of one module, if modules live exponentially long: 1/k + ... + 1/n. For three modules
// this is 5/6. They fail sooner on average, although they are more reliable on short missions.
func MeanLife(k, n int) (num, den int) {
	num, den = 0, 1
	for i := k; i <= n; i++ {
		num, den = num*i+den, den*i
		for a, b := num, den; ; a, b = b, a%b {
			if b == 0 {
				num, den = num/a, den/a
				break
			}
		}
	}
	return num, den
}

// CurveColumns names the columns of Curve. All but the first are reliabilities for the first.
var CurveColumns = [...]string{"module", "alone", "perfect voter", "one voter", "three voters", "five modules",
	"three modules in a row", "three stages with one voter each", "three stages with three voters each"}

// A CurvePoint is a row of Curve, in parts per million.
type CurvePoint [len(CurveColumns)]int

// MaxCurvePoints is how many different reliabilities per mille there are.
const MaxCurvePoints = 1001

// Curve returns what redundancy makes of modules of every reliability from 0 to 1, with voters of the
// given reliability per mille. There are points rows, from 2 to MaxCurvePoints of them, at equal
// distances rounded to one per mille.
func Curve(voter, points int) []CurvePoint {
	checkPerMille(voter)
	if points < 2 || points > MaxCurvePoints {
		panic("tmr: a curve has 2 to 1001 points")
	}
	sets := CountFaultSets()
	curve := make([]CurvePoint, points)
	for i := range curve {
		r := (2000*i + points - 1) / (2 * (points - 1))
		curve[i] = CurvePoint{1000 * r, 1000 * r, Perfect(r), OneVoter(r, voter), ThreeVoters(r, voter), FiveModules(r),
			Chain(r), SingleVoterCircuit(r, voter), sets.Circuit(r, voter)}
	}
	return curve
}

// atLeast returns the probability that k or more of n parts work, times 1000^n.
func atLeast(k, n, part int) wide {
	sum := wide{1}
	sum.timesAtLeast(k, n, part)
	return sum
}

// choose returns the number of ways to choose k of n.
func choose(n, k int) uint64 {
	c := uint64(1)
	for i := range k {
		c = c * uint64(n-i) / uint64(i+1)
	}
	return c
}

// checkPerMille panics if p is no probability: callers validate what comes from outside.
func checkPerMille(p int) int {
	if p < 0 || p > 1000 {
		panic("tmr: a probability per mille is not between 0 and 1000")
	}
	return p
}

// wide is a natural number of 256 bits, the lowest word first. The largest one here is about
// 1000^20, or 2^200.
type wide [4]uint64

func (w *wide) times(f uint64) {
	carry := uint64(0)
	for i, word := range w {
		high, low := bits.Mul64(word, f)
		sum, c := bits.Add64(low, carry, 0)
		w[i], carry = sum, high+c
	}
	if carry != 0 {
		panic("tmr: 256 bits are not enough")
	}
}

func (w *wide) timesPower(f, exponent int) {
	for range exponent {
		w.times(uint64(f))
	}
}

// timesAtLeast multiplies by the probability that k or more of n parts work, times 1000^n.
func (w *wide) timesAtLeast(k, n, part int) {
	checkPerMille(part)
	var sum wide
	for works := k; works <= n; works++ {
		term := *w
		term.times(choose(n, works))
		term.timesPower(part, works)
		term.timesPower(1000-part, n-works)
		sum.plus(&term)
	}
	*w = sum
}

func (w *wide) plus(v *wide) {
	carry := uint64(0)
	for i := range w {
		w[i], carry = bits.Add64(w[i], v[i], carry)
	}
	if carry != 0 {
		panic("tmr: 256 bits are not enough")
	}
}

// divide returns the quotient by a small number, rounded down.
func (w *wide) divide(d uint64) {
	rest := uint64(0)
	for i := len(w) - 1; i >= 0; i-- {
		w[i], rest = bits.Div64(rest, w[i], d)
	}
}

// perMillion returns w / 1000^exponent in parts per million, rounded half up.
func (w wide) perMillion(exponent int) int {
	w.times(2_000_000)
	half := wide{1}
	half.timesPower(1000, exponent)
	w.plus(&half)
	for range exponent {
		w.divide(1000)
	}
	return int(w[0] / 2)
}
