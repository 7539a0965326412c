package byzantine

import (
	"errors"
	"strconv"
)

// The kernel runs OM(m) for one purpose: the outcome of big systems at full speed, without a
// trace. Everything a traitor says is decided by a rule (Behaviour) instead of choice by choice.
// The assumptions and the algorithm are those of the simulated process: oral messages, process 0
// commands, silence counts as RETREAT, and a lieutenant votes on what it got itself together with
// the results it got for the others; a strict majority wins, anything else is RETREAT (Lamport,
// Shostak and Pease 1982, section 3).
//
// It comes in two forms that must agree to the last bit. Stored keeps every message of the run in
// a flat array and can be asked about each of them. Sliced keeps nothing but one machine word for
// every path it is inside of: bit i is what process i heard along this path. A traitor's lies to
// all receivers are then one word, and the votes of all receivers are taken at once by adding the
// words up in "vertical" counters, the binary digits of which are words as well.
//
// Naive is the same algorithm written down as the paper has it, to hold the two against.

// The two orders. What is no order at all, silence, is never one of the values that are voted on.
const (
	Retreat = 0
	Attack  = 1
)

// silence is how Stored keeps a message that was not sent. Its lowest bit is Retreat, so that
// masking with 1 is the rule that puts RETREAT in its place.
const silence = 254

// MaxMessages bounds the runs that Simulate takes on.
const MaxMessages = 1 << 32

// maxStored bounds the messages that Stored keeps, one byte each.
const maxStored = 1 << 24

// A Case is what may differ between two runs of OM(m) among the same n processes.
type Case struct {
	Order     uint8  // what the commander was told to order: Retreat or Attack
	Traitors  uint64 // the set of traitors, bit i for process i
	Behaviour        // what the traitors say
}

// Check says what is wrong with a case for OM(m) among n processes.
func (c *Case) Check(n, m int) error {
	tree := newShape(n, m)
	switch {
	case c.Order > Attack:
		return errors.New("byzantine: the order must be Retreat or Attack")
	case c.Traitors&^everybody(n) != 0:
		return errors.New("byzantine: a traitor is not among the " + strconv.Itoa(n) + " processes")
	case c.Strategy >= strategies:
		return errors.New("byzantine: unknown strategy")
	case c.Strategy == Scripted && (len(c.Said) < int(tree.nodes()) || len(c.Silent) < len(c.Said)):
		return errors.New("byzantine: a script must have two words for every node of the message tree")
	}
	return nil
}

// A Verdict is what a run says about one of the two conditions. Its values are Violated,
// Satisfied and Vacuous.
type Verdict uint8

const (
	Violated Verdict = iota
	Satisfied
	Vacuous // IC2 says nothing if the commander is a traitor
)

// Totals are the outcome of a run.
type Totals struct {
	Attacks uint64 // the lieutenants, traitors too, whose procedure ends with ATTACK
	Sent    uint64 // messages that were sent
	Silent  uint64 // messages that traitors kept back
	Votes   uint64 // majorities that were taken: one for each receiver of each inner path
	IC1     Verdict
	IC2     Verdict
}

// Decision returns what lieutenant i ends with. For a traitor this is what the algorithm would
// have it do; nothing is asked of it.
func (t *Totals) Decision(i int) uint8 { return uint8(t.Attacks >> i & 1) }

// judge fills in the two interactive consistency conditions.
//
//	IC1: all loyal lieutenants obey the same order.
//	IC2: if the commander is loyal, every loyal lieutenant obeys the order it sends.
func (t *Totals) judge(n int, c *Case) {
	loyal := everybody(n) &^ c.Traitors &^ 1
	attack := t.Attacks & loyal
	t.IC1, t.IC2 = Violated, Violated
	if attack == 0 || attack == loyal {
		t.IC1 = Satisfied
	}
	switch {
	case c.Traitors&1 != 0:
		t.IC2 = Vacuous
	case c.Order == Attack && attack == loyal, c.Order == Retreat && attack == 0:
		t.IC2 = Satisfied
	}
}

// Simulate runs one case of OM(m) among n processes and returns its outcome. It refuses what is
// malformed, and systems of more than MaxMessages messages before any work is done.
func Simulate(n, m int, c Case) (Totals, error) {
	k, err := NewSliced(n, m)
	if err != nil {
		return Totals{}, err
	}
	if err := c.Check(n, m); err != nil {
		return Totals{}, err
	}
	return k.Run(&c), nil
}

// shape is the arithmetic of the message tree (see Tree) without the tree: enough to number the
// nodes while walking along them.
type shape struct {
	n, levels int
	sent      uint64 // messages, if nobody is silent
	votes     uint64
	offset    [MaxProcesses]uint64 // first node of each level
}

// newShape expects n and m to have passed checkSize.
func newShape(n, m int) shape {
	s := shape{n: n, levels: min(m, n-2) + 1}
	first, width := uint64(0), uint64(1)
	for k := 0; k < s.levels; k++ {
		s.offset[k] = first
		first += width
		width *= uint64(n - 1 - k) // now the messages of round k, the nodes of level k+1
		s.sent += width
		if k < s.levels-1 {
			s.votes += width
		}
	}
	return s
}

// nodes returns the number of nodes of the tree: one for the commander, and then one for every
// message but those of the last round.
func (s *shape) nodes() uint64 { return 1 + s.votes }

// child returns the first child of node.
func (s *shape) child(level int, node uint64) uint64 {
	return s.offset[level+1] + (node-s.offset[level])*uint64(s.n-1-level)
}

// checkSize refuses systems that the kernel can't run or shouldn't.
func checkSize(n, m int, limit uint64) error {
	if n < 2 || n > MaxProcesses {
		return errors.New("byzantine: the kernel takes 2 to " + strconv.Itoa(MaxProcesses) + " processes, not " + strconv.Itoa(n))
	}
	if m < 0 {
		return errors.New("byzantine: m must not be negative, it is " + strconv.Itoa(m))
	}
	if _, ok := messages(n, m, limit); !ok {
		return errors.New("byzantine: OM(" + strconv.Itoa(m) + ") among " + strconv.Itoa(n) + " processes sends more than " +
			strconv.FormatUint(limit, 10) + " messages")
	}
	return nil
}
