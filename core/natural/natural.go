// Package natural has natural numbers of any size, as far as counting needs them: the messages of OM(300) among a
// thousand generals are a number of 881 digits, and the behaviours of five traitors among sixteen one of 636,112.
// What has more than MaxDigits digits is not written down any more; of such a number it is known how many digits it
// has, from the logarithms of what it is made of.
//
// Go's own math/big does more, and brings package fmt with it, which is heavy in a page.
package natural

import (
	"math/bits"
	"strconv"
)

// MaxDigits bounds the numbers that are written down. Products and powers keep to it, roughly; sums may go beyond.
const MaxDigits = 1000

// A Number is a natural number in digits of base 10^9, the lowest first. Times, Plus and Over reuse the memory of
// what they are called on; all other operations leave both sides as they are.
//
// A Number that is nil is too large to be written down, and so is whatever Product, Sum, Minus and Raised make of it.
type Number []uint32

const base = 1_000_000_000

// Of is n as a Number.
func Of(n uint64) Number {
	a := Number{}
	for ; n > 0; n /= base {
		a = append(a, uint32(n%base))
	}
	return a
}

// Times returns a*f, where f is less than 2^32. It reuses the memory of a.
func (a Number) Times(f uint64) Number {
	carry := uint64(0)
	for i, digit := range a {
		carry += uint64(digit) * f
		a[i] = uint32(carry % base)
		carry /= base
	}
	for ; carry > 0; carry /= base {
		a = append(a, uint32(carry%base))
	}
	return a
}

// Plus returns a+b. It reuses the memory of a.
func (a Number) Plus(b Number) Number {
	for len(a) < len(b) {
		a = append(a, 0)
	}
	carry := uint32(0)
	for i := range a {
		sum := a[i] + carry
		if i < len(b) {
			sum += b[i]
		}
		a[i], carry = sum%base, sum/base
	}
	if carry > 0 {
		a = append(a, carry)
	}
	return a
}

func (a Number) String() string {
	top := len(a) - 1
	for top >= 0 && a[top] == 0 {
		top--
	}
	if top < 0 {
		return "0"
	}
	text := strconv.AppendUint(make([]byte, 0, 9*(top+1)), uint64(a[top]), 10)
	for i := top - 1; i >= 0; i-- {
		digit := strconv.AppendUint(make([]byte, 0, 10), uint64(a[i])+base, 10)
		text = append(text, digit[1:]...)
	}
	return string(text)
}

// Copy returns a in memory of its own; of nil it returns nil.
func (a Number) Copy() Number {
	if a == nil {
		return nil
	}
	return append(Number{}, a...)
}

// Less says whether a is less than b, neither of which may be nil.
func (a Number) Less(b Number) bool {
	for i := max(len(a), len(b)) - 1; i >= 0; i-- {
		var x, y uint32
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return x < y
		}
	}
	return false
}

// bits is the number of binary digits of a, or less if a is large.
func (a Number) bits() int {
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] != 0 {
			return 29*i + bits.Len32(a[i])
		}
	}
	return 0
}

// Same says whether a is b. What is too large to be written down is the same as nothing.
func (a Number) Same(b Number) bool { return a != nil && b != nil && !a.Less(b) && !b.Less(a) }

// Is says whether a is n, which is less than 10^9.
func (a Number) Is(n uint32) bool { return a.Same(Number{n}) }

// Product returns a*b, or nil if that is too large.
func (a Number) Product(b Number) Number {
	if a == nil || b == nil || 9*(len(a)+len(b)-2) > MaxDigits {
		return nil
	}
	all := make(Number, len(a)+len(b))
	for i, x := range a {
		carry := uint64(0)
		for j, y := range b {
			carry += uint64(all[i+j]) + uint64(x)*uint64(y)
			all[i+j] = uint32(carry % base)
			carry /= base
		}
		all[i+len(b)] = uint32(carry)
	}
	for len(all) > 0 && all[len(all)-1] == 0 {
		all = all[:len(all)-1]
	}
	return all
}

// Sum returns a+b.
func (a Number) Sum(b Number) Number {
	if a == nil || b == nil {
		return nil
	}
	return a.Copy().Plus(b)
}

// Minus returns a-b, which must not be negative.
func (a Number) Minus(b Number) Number {
	if a == nil || b == nil {
		return nil
	}
	c := a.Copy()
	borrow := uint32(0)
	for i := range c {
		take := borrow
		if i < len(b) {
			take += b[i]
		}
		borrow = 0
		if c[i] < take {
			c[i] += base
			borrow = 1
		}
		c[i] -= take
	}
	return c
}

// Raised returns a to the power of e, by squaring, or nil if that is too large.
func (a Number) Raised(e Number) Number {
	if a == nil || e == nil {
		return nil
	}
	if a.Is(0) || a.Is(1) {
		if e.Is(0) {
			return Number{1}
		}
		return a
	}
	// Each power of a is at least so many bits; three digits have at most ten.
	text := e.String()
	n, err := strconv.Atoi(text)
	if err != nil || len(text) > 6 || 3*n*(a.bits()-1) > 10*(MaxDigits+10) {
		return nil
	}
	all, square := Number{1}, a
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			all = all.Product(square)
		}
		if n > 1 {
			square = square.Product(square)
		}
	}
	return all
}

// Parse reads what String wrote.
func Parse(decimal string) Number {
	n := Number{}
	for i := range len(decimal) {
		n = n.Times(10).Plus(Number{uint32(decimal[i] - '0')})
	}
	return n
}

// Over returns a/d rounded down, where d is less than 2^32. It reuses the memory of a.
func (a Number) Over(d uint64) Number {
	rest := uint64(0)
	for i := len(a) - 1; i >= 0; i-- {
		x := rest*base + uint64(a[i])
		a[i], rest = uint32(x/d), x%d
	}
	return a
}

// logBits is how many binary digits of a logarithm there are behind the point.
const logBits = 96

// Logarithm returns the decimal logarithm of a, which is not 0, as a fixed-point number: in units of 2^-96, rounded
// down. It looks at the first 45 digits of a, which is good for all but the last few bits.
func (a Number) Logarithm() Number {
	text := a.String()
	whole := uint64(len(text) - 1)
	for len(text) < 46 {
		text += "0"
	}
	y := Parse(text[:46]) // five digits of our base behind the point
	log := Of(whole)
	for range logBits {
		// The next bit is 1 if the square is 10 or more.
		y = y.Product(y)[5:]
		log = log.Times(2)
		if y.atLeast46() {
			y = y.Over(10)
			log = log.Plus(Number{1})
		}
	}
	return log
}

// atLeast46 says whether a has more than 46 digits.
func (a Number) atLeast46() bool {
	return len(a) > 6 && a[6] > 0 || len(a) > 5 && a[5] >= 10
}

// DigitsOfSum returns how many digits a sum has, from the logarithms of its terms. The largest of them decides, if it
// is more than 10^10 times any other. It returns false if it isn't, or if the sum is so near to a power of ten that
// the logarithms don't tell.
func DigitsOfSum(logs ...Number) (n Number, ok bool) {
	largest, second := Number{}, Number{}
	for _, log := range logs {
		if largest.Less(log) {
			largest, second = log, largest
		} else if second.Less(log) {
			second = log
		}
	}
	if far := second.Sum(Number{10}.Product(Number{2}.Raised(Number{logBits}))); len(logs) > 1 && !far.Less(largest) {
		return nil, false
	}
	whole, above := wholePart(largest), wholePart(largest.Sum(Number{2}.Raised(Number{logBits - 20})))
	return whole.Sum(Number{1}), whole.Same(above)
}

// wholePart is what stands in front of the point of a logarithm.
func wholePart(log Number) Number {
	whole := log.Copy()
	for range logBits / 24 {
		whole = whole.Over(1 << 24)
	}
	return whole
}

// Binomial returns in how many ways k of n can be chosen.
func Binomial(n, k int) Number {
	if k < 0 || k > n {
		return Number{}
	}
	row := make([]Number, k+1) // of Pascal's triangle
	row[0] = Number{1}
	for i := 1; i <= n; i++ {
		for j := min(i, k); j > 0; j-- {
			row[j] = row[j-1].Copy().Plus(row[j])
		}
	}
	return row[k]
}
