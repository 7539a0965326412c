package kernel

import (
	"math/bits"

	"faultlab/core/byzantine"
)

// Sliced runs OM(m) with one word for every path: bit i is what process i heard. It goes through
// the message tree depth first and keeps only the words of the path it is on.
type Sliced struct {
	shape
	level [byzantine.MaxProcesses]sliceLevel

	// The run at hand.
	traitors uint64
	rule     rule
	silent   uint64
}

// sliceLevel is what a vote needs to know of its level: there c values are voted on, and a strict
// majority is c/2+1 of them. The counters have digits 0 to top and start at 2^top minus that
// majority, so digit top is the verdict, and 2^top is chosen so that they can't overflow.
type sliceLevel struct {
	top   int
	start int
}

// NewSliced prepares OM(m) among n processes: at most 64 of them, and at most MaxMessages messages.
func NewSliced(n, m int) (*Sliced, error) {
	if err := checkSize(n, m, MaxMessages); err != nil {
		return nil, err
	}
	s := &Sliced{shape: newShape(n, m)}
	for k := 0; k < s.levels; k++ {
		majority := (n-1-k)/2 + 1
		top := bits.Len(uint(majority - 1)) // the smallest with majority <= 2^top
		s.level[k] = sliceLevel{top: top, start: 1<<top - majority}
	}
	return s, nil
}

// Run runs one case, which must have passed Check. It allocates nothing.
func (s *Sliced) Run(c *Case) Outcome {
	s.traitors, s.rule, s.silent = c.Traitors, c.compile(), 0
	lieutenants := everybody(s.n) &^ 1
	got := -uint64(c.Order&1) & lieutenants
	if c.Traitors&1 != 0 {
		said, silent := s.rule.words(0, -uint64(c.Order&1))
		silent &= lieutenants
		s.silent += uint64(bits.OnesCount64(silent))
		got = said &^ silent & lieutenants
	}
	o := Outcome{Attacks: got, Votes: s.votes}
	if s.levels > 1 {
		o.Attacks = s.vote(0, 0, lieutenants, got) & lieutenants
	}
	o.Silent = s.silent
	o.Sent = s.sent - s.silent
	o.judge(s.n, c)
	return o
}

// vote returns, for every receiver of the path node, the result of OM(levels-1-level) with the
// end of that path as commander: bit i is the strict majority of what i got along the path and of
// i's results for the other receivers. Got is what the receivers got along the path; bits outside
// of them are 0. Bits of the result outside of the receivers mean nothing.
//
// A result for receiver j has no bit j, since nobody relays to himself. Putting there what j got
// itself makes the sum over all receivers' results the very vote of the paper, for everybody.
func (s *Sliced) vote(level int, node, receivers, got uint64) uint64 {
	if level == s.levels-2 {
		if s.level[level].top <= 3 {
			return s.lastVote4(level, node, receivers, got)
		}
		return s.lastVote6(level, node, receivers, got)
	}
	at := s.level[level]
	var sum [6]uint64
	for b := range sum {
		sum[b] = -uint64(at.start >> b & 1)
	}
	child := s.child(level, node)
	for rest := receivers; rest != 0; rest &= rest - 1 {
		me := rest & -rest
		honest := spread(got & me)
		told := honest
		if s.traitors&me != 0 {
			said, silent := s.rule.words(child, honest)
			silent &= receivers &^ me
			s.silent += uint64(bits.OnesCount64(silent))
			told = said &^ silent
		}
		carry := s.vote(level+1, child, receivers&^me, told&receivers&^me)&^me | got&me
		for b := 0; b <= at.top; b++ {
			sum[b], carry = sum[b]^carry, sum[b]&carry
		}
		child++
	}
	return sum[at.top]
}

// lastVote4 is vote where the receivers' own relays are the last ones, so that their results are
// just what they say. A loyal relay says the same to everybody. Such relays need no words: the
// number of those that got ATTACK is where everybody's counter starts. The counters have four
// digits here, which is enough for 15 receivers; they are variables so that they stay in registers.
func (s *Sliced) lastVote4(level int, node, receivers, got uint64) uint64 {
	start := s.level[level].start + bits.OnesCount64(got&^s.traitors)
	s0, s1 := -uint64(start&1), -uint64(start>>1&1)
	s2, s3 := -uint64(start>>2&1), -uint64(start>>3&1)
	first := s.child(level, node)
	for rest := receivers & s.traitors; rest != 0; rest &= rest - 1 {
		me := rest & -rest
		rank := uint64(bits.OnesCount64(receivers & (me - 1)))
		said, silent := s.rule.words(first+rank, spread(got&me))
		silent &= receivers &^ me
		s.silent += uint64(bits.OnesCount64(silent))
		carry := said&^silent&^me | got&me
		s0, carry = s0^carry, s0&carry
		s1, carry = s1^carry, s1&carry
		s2, carry = s2^carry, s2&carry
		s3 ^= carry
	}
	switch s.level[level].top {
	case 0:
		return s0
	case 1:
		return s1
	case 2:
		return s2
	}
	return s3
}

// lastVote6 is lastVote4 with six digits, for up to 63 receivers.
func (s *Sliced) lastVote6(level int, node, receivers, got uint64) uint64 {
	start := s.level[level].start + bits.OnesCount64(got&^s.traitors)
	s0, s1, s2 := -uint64(start&1), -uint64(start>>1&1), -uint64(start>>2&1)
	s3, s4, s5 := -uint64(start>>3&1), -uint64(start>>4&1), -uint64(start>>5&1)
	first := s.child(level, node)
	for rest := receivers & s.traitors; rest != 0; rest &= rest - 1 {
		me := rest & -rest
		rank := uint64(bits.OnesCount64(receivers & (me - 1)))
		said, silent := s.rule.words(first+rank, spread(got&me))
		silent &= receivers &^ me
		s.silent += uint64(bits.OnesCount64(silent))
		carry := said&^silent&^me | got&me
		s0, carry = s0^carry, s0&carry
		s1, carry = s1^carry, s1&carry
		s2, carry = s2^carry, s2&carry
		s3, carry = s3^carry, s3&carry
		s4, carry = s4^carry, s4&carry
		s5 ^= carry
	}
	if s.level[level].top == 4 {
		return s4
	}
	return s5
}

// spread returns all ones if any bit is set, else 0.
func spread(bit uint64) uint64 { return -((bit | -bit) >> 63) }
