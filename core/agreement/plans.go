package agreement

import (
	"errors"

	"faultlab/core/sim"
)

// Two generals who can't trust their messengers have no plan that works. Here all
// their plans are tried.
//
// A is ordered to attack or to retreat, and B knows of that only by messages, of which
// any may be lost. A plan must meet three conditions:
//
//	same     Both do the same, whatever is lost.
//	retreat  If A is ordered to retreat, both retreat, whatever is lost.
//	attack   If A is ordered to attack and nothing is lost, both attack.
//
// # The family
//
// A schedule says who may send in each of k slots, one after the other. A message says
// all that its sender knows: its order, and what came in its slots, or didn't. What a
// general has seen at the end is its view. A plan is a schedule with a rule for each
// general: what it does, for every view that it can have. Those are all deterministic
// plans of at most k messages in these slots. Whatever a message may say instead, or
// if it isn't sent at all when its sender thinks so, its receiver can work out for
// itself from what the sender knows, and so some rule over views does the same.
//
// # Why none works
//
// In two runs which look the same to a general it does the same; and so does the
// other, if they always do. A chain of such runs, each looking like the next to one
// of them, leads from the order to attack with nothing lost to the order to retreat:
// somewhere in it the plan breaks. There is such a chain in every schedule, since the
// last message that is delivered may as well be lost: its sender can't tell.
//
// # Sources
//
// E. Akkoyunlu, K. Ekanadham, R. Huber: Some Constraints and Trade-offs in the Design of
// Network Communications, SOSP 1975; J. Gray: Notes on Data Base Operating Systems,
// 1978; N. Lynch: Distributed Algorithms, 1996, section 5.1, has the proof.

// Orders, and what is done.
const (
	retreat uint8 = iota
	attack
)

// MaxSlots is the largest number of messages of a schedule; MaxTried that of the
// schedules whose plans are tried one by one.
const (
	MaxSlots = 8
	MaxTried = 3
)

// ErrSlots is the error of a schedule that has no or too many messages.
var ErrSlots = errors.New("agreement: a plan of two generals has 1 to 8 messages, of which none to all may be lost")

// Run is one of the things that can happen: the order, and which messages are lost.
type Run struct {
	Order uint8  // 1: attack
	Lost  uint16 // bit i: the message in slot i
}

// Schedule is who may send in each slot, and what can then be seen.
type Schedule struct {
	Senders []sim.ID // 0: A
	Losses  int      // at most so many are lost
	Runs    []Run    // all of them, the order to retreat first, then as the bits count
	Views   [2]int   // how many views A and B can have at the end
	sees    [][2]int // of each run: the views of A and of B
}

// Verdict is what has become of all plans of a schedule.
type Verdict struct {
	Rules   uint64 // plans: pairs of rules
	Disobey uint64 // that do not do as A is ordered
	Split   uint64 // that do, and in some run part the two
	Succeed uint64
}

// Link is a run of a chain, and who can't tell it from the next one.
type Link struct {
	Run
	Same sim.ID // of the last run: nobody, sim.None
}

// Schedules are all schedules of so many messages, of which at most so many are lost.
func Schedules(messages, losses int) ([]*Schedule, error) {
	if messages < 1 || messages > MaxSlots || losses < 0 || losses > messages {
		return nil, ErrSlots
	}
	all := make([]*Schedule, 1<<messages)
	for i := range all {
		senders := make([]sim.ID, messages)
		for slot := range senders {
			senders[slot] = sim.ID(i >> slot & 1)
		}
		all[i] = NewSchedule(senders, losses)
	}
	return all, nil
}

// NewSchedule lists the runs of a schedule and what each general sees in them.
func NewSchedule(senders []sim.ID, losses int) *Schedule {
	s := &Schedule{Senders: senders, Losses: losses}
	// A view is known by whose it is, by the one before, and by what has come in the
	// slot since: the sender's view, or nothing (-1).
	type look struct {
		whose      sim.ID
		slot       int
		before, in int
	}
	known := map[look]int{}
	number := func(l look) int {
		n, ok := known[l]
		if !ok {
			n = len(known)
			known[l] = n
		}
		return n
	}
	ends := [2]map[int]int{{}, {}}
	for order := range uint8(2) {
		for lost := range uint16(1) << len(senders) {
			if ones(lost) > losses {
				continue
			}
			view := [2]int{number(look{0, -1, -1, int(order)}), number(look{1, -1, -1, -1})}
			for slot, from := range senders {
				in := view[from]
				if lost>>slot&1 != 0 {
					in = -1
				}
				view[1-from] = number(look{1 - from, slot, view[1-from], in})
			}
			var sees [2]int
			for p, v := range view {
				n, ok := ends[p][v]
				if !ok {
					n = len(ends[p])
					ends[p][v] = n
				}
				sees[p] = n
			}
			s.Runs = append(s.Runs, Run{order, lost})
			s.sees = append(s.sees, sees)
		}
	}
	s.Views = [2]int{len(ends[0]), len(ends[1])}
	return s
}

func ones(x uint16) (n int) {
	for ; x != 0; x &= x - 1 {
		n++
	}
	return n
}

// acts are what A and B do in run i by a plan: a bit for each view of A and then of B,
// set if it attacks.
func (s *Schedule) acts(i int, plan uint64) (a, b uint8) {
	return uint8(plan >> s.sees[i][0] & 1), uint8(plan >> (s.Views[0] + s.sees[i][1]) & 1)
}

// asked is what both must do in a run; ok is false if only that they do the same.
func (r Run) asked() (act uint8, ok bool) { return r.Order, r.Order == retreat || r.Lost == 0 }

// Breaks is the first run in which a plan does not do what is asked, and whether it is
// that the two do different things where nothing else is asked. It is -1 for a plan
// that works. Disobedience comes first.
func (s *Schedule) Breaks(plan uint64) (run int, parts bool) {
	run = -1
	for i, r := range s.Runs {
		a, b := s.acts(i, plan)
		if act, ok := r.asked(); ok && (a != act || b != act) {
			return i, false
		}
		if a != b && run < 0 {
			run, parts = i, true
		}
	}
	return run, parts
}

// Try tries all plans. It is for at most MaxTried messages.
func (s *Schedule) Try() (v Verdict) {
	v.Rules = 1 << (s.Views[0] + s.Views[1])
	for plan := range v.Rules {
		switch run, parts := s.Breaks(plan); {
		case run < 0:
			v.Succeed++
		case parts:
			v.Split++
		default:
			v.Disobey++
		}
	}
	return v
}

// Chain is the shortest chain of runs from the order to attack with nothing lost to
// an order to retreat, each of which looks like the next to one of the generals. Nil:
// there is none, and so there are plans that work.
func (s *Schedule) Chain() []Link {
	const far = -1
	from := make([]int, len(s.Runs)) // the run before it in the chain
	for i := range from {
		from[i] = far
	}
	line := []int{len(s.Runs) / 2} // the order to attack, nothing lost
	from[line[0]] = line[0]
	for ; len(line) > 0; line = line[1:] {
		at := line[0]
		if s.Runs[at].Order == retreat {
			return s.chain(from, at)
		}
		for next := range s.Runs {
			if from[next] == far && (s.sees[at][0] == s.sees[next][0] || s.sees[at][1] == s.sees[next][1]) {
				from[next] = at
				line = append(line, next)
			}
		}
	}
	return nil
}

// chain follows a chain back from its last run.
func (s *Schedule) chain(from []int, last int) []Link {
	chain := []Link{{s.Runs[last], sim.None}}
	for at := last; from[at] != at; at = from[at] {
		same := sim.ID(0)
		if s.sees[at][0] != s.sees[from[at]][0] {
			same = 1
		}
		chain = append([]Link{{s.Runs[from[at]], same}}, chain...)
	}
	return chain
}
