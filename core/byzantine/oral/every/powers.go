package every

import (
	"errors"
	"slices"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// The failure models as the alphabet of what a faulty sender may say. As core/sim has it
// (sim/options.go), a process of OM(m) with the model
//
//	arbitrary         says anything to each receiver, or nothing
//	omission, timing  says to each receiver what it should, or nothing; and with omission it may fail to
//	                  receive what it is told, and so passes on the default to all
//	value             says another value, the same to all receivers of one path
//	state transition  takes another value for what it was told, and passes that on to all
//	crash             is honest up to a round, in which some of its messages may be lost (none, on a
//	                  multicast network), and then silent
//
// What concerns one path is a power. A crash concerns all paths at once: it is a round, in which a
// process that is otherwise honest may be silent to some, and after which it is mute.
type power uint8

const (
	says     power = 1 << iota // anything, to each receiver
	drops                      // to each receiver what it should, or nothing
	wrongs                     // another value, to all alike
	mistakes                   // the same, if it was told anything, for it takes that for another value
	misses                     // the default to all, if it was told anything, for it fails to receive that
	mute                       // nothing
	crashes                    // on the whole: one of its rounds may be its last
)

// powers are what a process of a model may do, beyond what it should.
func (q *Question) powers(m sim.Model) (p power) {
	if m&sim.Arbitrary != 0 {
		return says
	}
	if m&(sim.Omission|sim.Timing) != 0 {
		p |= drops
	}
	if m&sim.Omission != 0 {
		p |= misses
	}
	if m&sim.Value != 0 {
		p |= wrongs
	}
	if m&sim.Transition != 0 && q.Mistakes > 0 {
		p |= mistakes
	}
	if m&sim.Crash != 0 && p&drops == 0 && q.Crashes > 0 {
		p |= crashes // whoever can be silent to anybody at any time has no need of it
	}
	return p
}

// at is what is left of the powers on the given level, for a process that crashes on the same or another one;
// nobody crashes on level endless. The commander's order follows from nothing that he could miss or mistake.
func (q *Question) at(p power, level, crash int) power {
	p &^= crashes
	if level == 0 {
		p &^= mistakes | misses
	}
	switch {
	case level > crash:
		return mute
	case level == crash && p&says == 0 && !q.Whole:
		return p | drops
	}
	return p
}

const endless = byzantine.MaxProcesses

// kind is a class of processes that are alike: their powers by level.
type kind [byzantine.MaxProcesses]power

// A team says of each process what it may do, with the rounds in which processes crash laid down.
type team struct {
	kinds   []kind  // kinds[0] is that of the loyal ones
	of      []uint8 // of each process its kind
	crashes last
}

// A crash is a process and the level of its last words: some of them may be lost.
type crash struct{ process, level int }

// last words, in order of processes.
type last []crash

// teams calls try with every way to lay down the rounds of crashes. In a run that has not begun, processes
// of the same model are alike: those in front crash no later, and those who don't crash come last.
func (q *Question) teams(played *Played, try func(t team) error) error {
	levels := byzantine.Levels(q.N, q.M)
	t := team{of: make([]uint8, q.N)}
	var lay func(p, left int) error
	lay = func(p, left int) error {
		if p == q.N {
			t.classify(q, levels, played)
			return try(team{t.kinds, append([]uint8(nil), t.of...), append([]crash(nil), t.crashes...)})
		}
		if err := lay(p+1, left); err != nil { // he doesn't crash
			return err
		}
		if left <= 0 || q.Models[p] == 0 || q.powers(q.Models[p])&crashes == 0 || played.crashed(p) >= 0 {
			return nil
		}
		first, last := played.level(), levels-1
		if p == 0 {
			last = 0 // his only words
		} else if before := q.alike(p); before > 0 && played == nil {
			if first = t.crashes.level(before); first < 0 {
				return nil
			}
		}
		for level := first; level <= last; level++ {
			t.crashes = append(t.crashes, crash{p, level})
			if err := lay(p+1, left-1); err != nil {
				return err
			}
			t.crashes = t.crashes[:len(t.crashes)-1]
		}
		return nil
	}
	return lay(0, q.Crashes)
}

// alike is the last lieutenant in front of p with the same model; 0 if there is none.
func (q *Question) alike(p int) int {
	for before := p - 1; before > 0; before-- {
		if q.Models[before] == q.Models[p] {
			return before
		}
	}
	return 0
}

// level is that of the last words of process p; -1 if it doesn't crash.
func (l last) level(p int) int {
	for _, c := range l {
		if c.process == p {
			return c.level
		}
	}
	return -1
}

// classify puts processes of the same powers on every level into one kind.
func (t *team) classify(q *Question, levels int, played *Played) {
	t.kinds = []kind{{}}
	for p := range q.N {
		if q.Models[p] == 0 {
			continue
		}
		fall := max(t.crashes.level(p), played.crashed(p))
		if fall < 0 {
			fall = endless
		}
		var k kind
		for level := range levels {
			k[level] = q.at(q.powers(q.Models[p]), level, fall)
		}
		at := 1
		for at < len(t.kinds) && t.kinds[at] != k {
			at++
		}
		if at == len(t.kinds) {
			t.kinds = append(t.kinds, k)
		}
		t.of[p] = uint8(at)
	}
}

// check finds what is wrong with a question.
func (q *Question) check(played *Played) error {
	number := strconv.Itoa
	switch {
	case q.N < 2 || q.N > byzantine.MaxProcesses:
		return errors.New("byzantine: n must be from 2 to " + number(byzantine.MaxProcesses) + ", not " + number(q.N))
	case q.M < 0:
		return errors.New("byzantine: m must not be negative, it is " + number(q.M))
	case q.Orders < 2 || q.Orders > byzantine.Delay+1:
		return errors.New("byzantine: orders must be 2 or 3, not " + number(q.Orders))
	case int(q.Order) >= q.Orders:
		return errors.New("byzantine: order must be one of the first " + number(q.Orders) + " orders")
	case int(q.Default) >= q.Orders:
		return errors.New("byzantine: default must be one of the first " + number(q.Orders) + " orders")
	case q.Rule > byzantine.Median:
		return errors.New("byzantine: rule must be majority or median")
	case len(q.Models) != q.N:
		return errors.New("byzantine: models must say of each of the " + number(q.N) + " processes how it may fail")
	case q.Crashes < 0:
		return errors.New("byzantine: crashes must not be negative")
	case played != nil && (played.tree.Processes() != q.N || played.tree.Levels() != byzantine.Levels(q.N, q.M) || !slices.Equal(played.models, q.Models)):
		return errors.New("byzantine: what was played is of another run: n, m or models differ")
	}
	if a, b := q.binding(); b > 0 {
		return errors.New("byzantine: models has a value fault for process " + number(a) + " and a state transition for process " + number(b) +
			": the first receiver of a multicast cannot be mistaken about a value that is decided for all with it; ask about one of them at a time")
	}
	if need := q.mistakable(played); q.Mistakes > 0 && need > q.Mistakes {
		return errors.New("byzantine: mistakes is " + number(q.Mistakes) + ": with a budget that can run out, what is mistaken on one path " +
			"binds the others; take 0, or as many as there can be of consequence")
	}
	return nil
}

// binding looks for a process that says one thing to all and another that may mistake it. What the one says is
// decided with the first copy, and who gets that can't mistake it in the same step: their faults bind each other.
func (q *Question) binding() (value, transition int) {
	for a, m := range q.Models {
		for b := 1; b < q.N; b++ {
			if a != b && q.powers(m)&(wrongs|says) == wrongs && q.powers(q.Models[b])&(mistakes|wrongs) == mistakes {
				return a, b
			}
		}
	}
	return 0, 0
}

// unbounded is a budget of mistakes that never runs out.
const unbounded = 1 << 20

// mistakable counts the messages that matter to others and can be mistaken by processes which can do
// nothing worse. It stops counting at a number above all budgets.
func (q *Question) mistakable(played *Played) int {
	each := 0 // paths that end at one lieutenant, the commander's left out
	for level, paths := 1, 1; level <= min(q.M, q.N-2) && each < unbounded; level++ {
		each += paths
		paths = min(paths*(q.N-1-level), unbounded)
	}
	all := 0
	for p := 1; p < q.N; p++ {
		if q.powers(q.Models[p])&(mistakes|wrongs) == mistakes {
			all = min(all+each-played.decided(p), unbounded)
		}
	}
	return all
}
