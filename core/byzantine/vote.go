package byzantine

import "faultlab/core/sim"

// Rule is how a lieutenant makes one value of several. Either has what the proof
// needs: a value held by more than half wins.
type Rule int32

const (
	Majority Rule = iota // strict majority of all entries, else the default
	Median               // the lower median
)

// Vote makes one value of several by the rule, and says whether it won or is the
// default.
func (r Rule) Vote(votes []uint8, otherwise uint8) (uint8, sim.Reason) {
	if r == Median {
		count := tally(votes)
		at := (len(votes) - 1) / 2
		for v, c := range count {
			if at < c {
				return uint8(v), sim.Majority
			}
			at -= c
		}
	}
	return StrictMajority(votes, otherwise)
}

// StrictMajority is the value of more than half of the votes, or the default.
func StrictMajority(votes []uint8, otherwise uint8) (uint8, sim.Reason) {
	for v, c := range tally(votes) {
		if 2*c > len(votes) {
			return uint8(v), sim.Majority
		}
	}
	return otherwise, sim.Tie
}

// tally counts the votes for each order.
func tally(votes []uint8) (count [Delay + 1]int) {
	for _, v := range votes {
		count[min(v, Delay)]++
	}
	return count
}
