package oral

import (
	"errors"
	"strconv"

	"faultlab/core/natural"
)

// MaxCounted bounds n and m for Count: the numbers grow to thousands of digits.
const MaxCounted = 1000

// Counts says what one run of OM(m) among n generals costs when everybody speaks. The numbers
// are exact decimals, since they outgrow 64 bits soon: n = 1000 and m = 300 take 881 digits.
//
// Lamport, Shostak and Pease (1982, section 6) give "up to (n-1)(n-2)...(n-m-1)" messages. That
// product is the last round alone; all rounds together need the sum.
type Counts struct {
	Total  string // messages of all rounds
	Last   string // messages of round m, the paper's figure; 0 once the rounds have run out
	Packed string // packets, if all that one process tells another in a round travels together

	PerRound []string // messages of round 0, 1, ..., up to the last round that has any
	Calls    []string // calls of OM(m), OM(m-1), ... that have somebody to tell something
}

// Count returns the costs of OM(m) among n generals. It counts, it doesn't simulate.
//
// In round k everybody at the end of a path of k+1 generals tells it to those not on it: there
// are (n-1)(n-2)...(n-k) such paths, and n-1-k listeners for each. With m >= n-1 the rounds run
// out: the factor 0 appears and nothing more is sent.
func Count(n, m int) (Counts, error) {
	if n < 1 || n > MaxCounted || m < 0 || m > MaxCounted {
		return Counts{}, errors.New("byzantine: messages are counted for n from 1 to " + strconv.Itoa(MaxCounted) +
			" and m from 0 to " + strconv.Itoa(MaxCounted) + ", not n = " + strconv.Itoa(n) + ", m = " + strconv.Itoa(m))
	}
	c := Counts{Last: "0"}
	paths, total := natural.Of(1), natural.Of(0)
	for k := 0; k <= m && n-1-k > 0; k++ {
		c.Calls = append(c.Calls, paths.String())
		paths = paths.Times(uint64(n - 1 - k)) // the messages of this round are the paths of the next
		total = total.Plus(paths)
		c.PerRound = append(c.PerRound, paths.String())
		if k == m {
			c.Last = c.PerRound[k]
		}
	}
	c.Total = total.String()
	relays := max(0, min(m, n-2)) // rounds after the first in which anybody speaks
	c.Packed = strconv.Itoa((n - 1) + relays*(n-1)*(n-2))
	return c, nil
}
