package scenario

import (
	"math"
	"strconv"
	"strings"
)

// fraction words a number that isn't an Int for an error message: as people
// write it if fifteen digits will do, and else about. Package strconv does it
// for all numbers, and for that brings tables into a page that weigh as much as
// a protocol.
func fraction(x float64) string {
	sign := ""
	if math.Signbit(x) {
		x, sign = -x, "-"
	}
	switch {
	case math.IsNaN(x):
		return "NaN"
	case math.IsInf(x, 0):
		return sign + "infinity"
	}
	// Both r and ten to the k are exact here, so their quotient is the float
	// that is nearest to the decimal number r / ten to the k.
	const most = 1e15
	for k, scale := 0, 1.0; k <= 22 && x*scale < most; k, scale = k+1, scale*10 {
		if r := math.Round(x * scale); r/scale == x {
			return sign + decimal(strconv.FormatInt(int64(r), 10), k)
		}
	}
	// A large number with zeros behind its digits: the other way about.
	for k, scale := 22, 1e22; k > 0; k, scale = k-1, scale/10 {
		if r := math.Round(x / scale); r < most && r*scale == x {
			digits := strconv.FormatInt(int64(r), 10)
			return sign + power(digits, k+len(digits)-1)
		}
	}
	exponent := 0
	for ; x >= 10; exponent++ {
		x /= 10
	}
	for ; x < 1; exponent-- {
		x *= 10
	}
	return "about " + sign + power(strconv.Itoa(int(x*100)), exponent)
}

// power words digits with a point behind the first of them, times ten to the
// exponent.
func power(digits string, exponent int) string {
	sign := "+"
	if exponent < 0 {
		sign = ""
	}
	return decimal(digits, len(digits)-1) + "e" + sign + strconv.Itoa(exponent)
}

// decimal puts the point in front of the last k digits.
func decimal(digits string, k int) string {
	if k == 0 {
		return digits
	}
	if missing := k + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return digits[:len(digits)-k] + "." + digits[len(digits)-k:]
}
