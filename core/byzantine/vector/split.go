package vector

import (
	"errors"
	"strconv"
)

// MaxBehaviours bounds what Splits goes through.
const MaxBehaviours = 1 << 24

// Splits goes through all that one faulty process among n can say about its own
// value, one of several in phase 1 to each of the others and one in its vector to
// each of them, and counts the behaviours that leave two correct processes with
// different elements for it. What it says about others can't do that: of their
// elements every correct process has a majority that is told the truth.
//
// With the vote of PSL80 there are none for n >= 4.
func Splits(n, values int, vote Vote) (splits, behaviours int, err error) {
	if n < 2 || n > MaxProcesses || values < 1 || values > MaxBehaviours {
		return 0, 0, errors.New("vector: there are 2 to " + strconv.Itoa(MaxProcesses) + " processes and at least one value, not n = " +
			strconv.Itoa(n) + " and " + strconv.Itoa(values) + " values")
	}
	others := n - 1
	behaviours = 1
	for range 2 * others {
		if behaviours *= values; behaviours > MaxBehaviours {
			return 0, 0, errors.New("vector: of n = " + strconv.Itoa(n) + " processes with " + strconv.Itoa(values) + " values at most " +
				strconv.Itoa(MaxBehaviours) + " behaviours are gone through")
		}
	}
	const unknown = 255
	said := make([]uint8, 2*others) // in phase 1 to each, then in phase 3 to each
	entries := make([]uint8, 0, others)
	for b := range behaviours {
		for i := range said {
			said[i] = uint8(b % values)
			b /= values
		}
		first := uint8(0)
		for i := range others {
			entries = entries[:0]
			for k := range others {
				if k != i || vote == PSL80 {
					entries = append(entries, said[k]) // what k was told in phase 1
				}
			}
			if vote == Book {
				entries = append(entries, said[others+i])
			}
			if x := majority(entries, unknown); i == 0 {
				first = x
			} else if x != first {
				splits++
				break
			}
		}
	}
	return splits, behaviours, nil
}
