package reliable

import "math/bits"

// How much feedback is there? These are exact answers; the laboratory measures the same
// in the running protocol.

// one is the number 1 of the fractions used here: sixty-two bits behind the point. An
// error of a rounding is far below the thousandths that are asked for.
const one = 1 << 62

// over is a/b as a fraction, for a <= b.
func over(a, b uint64) uint64 {
	q, _ := bits.Div64(a>>2, a<<62, b)
	return q
}

func times(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi<<2 | lo>>62
}

func power(a uint64, n int) uint64 {
	p := uint64(one)
	for range n {
		p = times(p, a)
	}
	return p
}

// thousandths rounds n times one fraction and another one, together and once: half a
// thousandth is rounded up, also where the fractions were cut off behind their last bit.
func thousandths(n int, a, b uint64) int {
	hi, lo := bits.Mul64(a, 1000*uint64(n))
	high, low := bits.Mul64(b, 1000)
	lo, carry := bits.Add64(lo, low, 0)
	hi += high + carry
	lo, carry = bits.Add64(lo, one/2+cutOff*uint64(n), 0)
	return int((hi+carry)<<2 | lo>>62)
}

// cutOff is more than a thousand fractions lose by being cut off, and far less than
// anything that is asked for.
const cutOff = 1 << 20

// Expected returns how many requests there are on average, in thousandths, if losers
// lack the same message, each waits for a random time below width and then speaks
// unless it has heard another one, and hears it after delay. Time is continuous here:
// with r = delay/width, which is at most 1, it is Gr + 1 - r^G of G losers.
func Expected(losers, delay, width int) int {
	r := over(uint64(delay), uint64(width))
	return thousandths(losers, r, one-power(r, losers))
}

// ExpectedInTicks is the same if a random time is one of the whole numbers below width,
// as it is in a run: somebody who draws k speaks unless another one has drawn k - delay
// or less.
func ExpectedInTicks(losers, delay, width int) int {
	sum := uint64(0) // of probabilities divided by width, so it stays below 1
	for k := range width {
		later := uint64(width - max(0, k-delay+1))
		sum += power(over(later, uint64(width)), losers-1) / uint64(width)
	}
	return thousandths(losers, sum, 0)
}

// Tree is a tree of local coordinators: how many levels below the sender so many
// receivers make if each member listens to at most fanout others, and how many
// acknowledgements of one message whoever hears most gets.
func Tree(receivers, fanout int) (levels, most int) {
	for level, left := fanout, receivers; left > 0; level *= fanout {
		levels++
		most = max(most, min(left, fanout))
		left -= min(left, level)
	}
	return levels, most
}

// IsFeedback says whether a kind of messages is what receivers say about what they have.
func IsFeedback(kind uint8) bool { return kind == ack || kind == nack }
