package byzantine

import (
	"math/bits"
	"strconv"
)

// A natural is a natural number in digits of base 10^9, the lowest first. It has what counting
// needs and no more: math/big brings package fmt with it, which would cost a page more bytes than all of
// this package. Times and plus reuse the memory of a; the other operations leave both sides as they are.
//
// A natural that is nil is too large to be written down: whatever is made of it is too.
type natural []uint32

const naturalBase = 1_000_000_000

// times returns a*f, where f is less than 2^32. It reuses the memory of a.
func (a natural) times(f uint64) natural {
	carry := uint64(0)
	for i, digit := range a {
		carry += uint64(digit) * f
		a[i] = uint32(carry % naturalBase)
		carry /= naturalBase
	}
	for ; carry > 0; carry /= naturalBase {
		a = append(a, uint32(carry%naturalBase))
	}
	return a
}

// plus returns a+b. It reuses the memory of a.
func (a natural) plus(b natural) natural {
	for len(a) < len(b) {
		a = append(a, 0)
	}
	carry := uint32(0)
	for i := range a {
		sum := a[i] + carry
		if i < len(b) {
			sum += b[i]
		}
		a[i], carry = sum%naturalBase, sum/naturalBase
	}
	if carry > 0 {
		a = append(a, carry)
	}
	return a
}

func (a natural) String() string {
	top := len(a) - 1
	for top >= 0 && a[top] == 0 {
		top--
	}
	if top < 0 {
		return "0"
	}
	text := strconv.AppendUint(make([]byte, 0, 9*(top+1)), uint64(a[top]), 10)
	for i := top - 1; i >= 0; i-- {
		digit := strconv.AppendUint(make([]byte, 0, 10), uint64(a[i])+naturalBase, 10)
		text = append(text, digit[1:]...)
	}
	return string(text)
}

// copy keeps what is too large too large.
func (a natural) copy() natural {
	if a == nil {
		return nil
	}
	return append(natural{}, a...)
}

// less compares two naturals.
func (a natural) less(b natural) bool {
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
func (a natural) bits() int {
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] != 0 {
			return 29*i + bits.Len32(a[i])
		}
	}
	return 0
}

// same compares two naturals; what is too large is like nothing.
func (a natural) same(b natural) bool { return a != nil && b != nil && !a.less(b) && !b.less(a) }

func (a natural) is(n uint32) bool { return a.same(natural{n}) }

// product and sum are nil, too large, if one side is or they come out so.
func (a natural) product(b natural) natural {
	if a == nil || b == nil || 9*(len(a)+len(b)-2) > MaxDigits {
		return nil
	}
	all := make(natural, len(a)+len(b))
	for i, x := range a {
		carry := uint64(0)
		for j, y := range b {
			carry += uint64(all[i+j]) + uint64(x)*uint64(y)
			all[i+j] = uint32(carry % naturalBase)
			carry /= naturalBase
		}
		all[i+len(b)] = uint32(carry)
	}
	for len(all) > 0 && all[len(all)-1] == 0 {
		all = all[:len(all)-1]
	}
	return all
}

func (a natural) sum(b natural) natural {
	if a == nil || b == nil {
		return nil
	}
	return a.copy().plus(b)
}

// minus is a-b, which must not be negative.
func (a natural) minus(b natural) natural {
	if a == nil || b == nil {
		return nil
	}
	c := a.copy()
	borrow := uint32(0)
	for i := range c {
		take := borrow
		if i < len(b) {
			take += b[i]
		}
		borrow = 0
		if c[i] < take {
			c[i] += naturalBase
			borrow = 1
		}
		c[i] -= take
	}
	return c
}

// raised is a to the power of e, by squaring.
func (a natural) raised(e natural) natural {
	if a == nil || e == nil {
		return nil
	}
	if a.is(0) || a.is(1) {
		if e.is(0) {
			return natural{1}
		}
		return a
	}
	// Each power of a is at least so many bits; three digits have at most ten.
	text := e.String()
	n, err := strconv.Atoi(text)
	if err != nil || len(text) > 6 || 3*n*(a.bits()-1) > 10*(MaxDigits+10) {
		return nil
	}
	all, square := natural{1}, a
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			all = all.product(square)
		}
		if n > 1 {
			square = square.product(square)
		}
	}
	return all
}

// parse reads what String wrote.
func parse(decimal string) natural {
	n := natural{}
	for i := range len(decimal) {
		n = n.times(10).plus(natural{uint32(decimal[i] - '0')})
	}
	return n
}

// over returns a/d rounded down, where d is less than 2^32. It reuses the memory of a.
func (a natural) over(d uint64) natural {
	rest := uint64(0)
	for i := len(a) - 1; i >= 0; i-- {
		x := rest*naturalBase + uint64(a[i])
		a[i], rest = uint32(x/d), x%d
	}
	return a
}

// logarithm returns the decimal logarithm of a, which is not 0, in units of 2^-logBits, rounded down. It looks at
// the first 45 digits of a, which is good for all but the last few bits.
func (a natural) logarithm() natural {
	text := a.String()
	whole := uint64(len(text) - 1)
	for len(text) < 46 {
		text += "0"
	}
	y := parse(text[:46]) // five digits of our base behind the point
	log := natural{uint32(whole % naturalBase), uint32(whole / naturalBase)}
	for range logBits {
		// The next bit is 1 if the square is 10 or more.
		y = y.product(y)[5:]
		log = log.times(2)
		if y.atLeast46() {
			y = y.over(10)
			log = log.plus(natural{1})
		}
	}
	return log
}

const logBits = 96

// atLeast46 says whether a has more than 46 digits.
func (a natural) atLeast46() bool {
	return len(a) > 6 && a[6] > 0 || len(a) > 5 && a[5] >= 10
}

// digits returns the number of digits of the product of some powers, of which one knows the logarithm, and false if
// the product is so close to a power of ten that these don't tell.
func digits(log natural) (n natural, ok bool) {
	whole := log.copy()
	for range logBits / 24 {
		whole = whole.over(1 << 24)
	}
	near := log.sum(natural{2}.raised(natural{logBits - 20}))
	for range logBits / 24 {
		near = near.over(1 << 24)
	}
	return whole.copy().plus(natural{1}), near.String() == whole.String()
}
