// Package every decides about all traitors of OM(m) at once: can anything at all that the faulty processes may do
// break a condition?
//
// # The question
//
// Given who is faulty and how each of them may fail, is there a behaviour (a value, or silence, for every path that
// ends at a faulty process and every receiver) after which IC1 or IC2 is violated? Two traitors among seven have 3^50
// behaviours, three among ten 3^1200. Nothing here goes through them, and the answer is exact all the same.
//
// # The idea
//
//  1. Both conditions speak of few. IC1 falls when two loyal lieutenants end differently, IC2 when one ends otherwise
//     than a loyal commander orders. So look at two loyal lieutenants i and j at a time, and let the others end as
//     they like.
//  2. What i holds for a path is a vote over what he was told along it and over what he holds for the paths that go
//     on from there through others (step (3) of OM(m)). No message belongs to two of these, so what the faulty make
//     of one is independent of what they make of the next.
//  3. Therefore a path is known by the set of pairs (what i holds for it, what j holds for it) that the faulty can
//     bring about: at most four pairs. The set of a path follows from those of the paths that go on: add the votes
//     for i and for j, keep all sums that can be reached.
//  4. The set depends only on how many loyal and how many faulty processes of each kind are not on the path yet, and
//     on what its end tells the others. There are few such shapes, and each is computed once, from the last round
//     backwards.
//  5. Beside each pair stands the smallest number of lies that brings it about. Lies on different paths add up, so
//     this is a shortest path, and its steps are the shortest run that violates the condition (Witness).
//
// # The assumptions
//
// Step 2 needs that what a faulty process says on one path does not bind it on another. That holds for arbitrary,
// omission, timing and value faults. A crash binds: it is before all later rounds on every path. So crashes are tried
// by the round in which each process crashes, and given these rounds the paths are independent again. Mistakes of a
// process in state transition are independent only while the scenario's budget doesn't run out; a budget that could is
// refused. See powers.go.
//
// More than two orders, and the median for a vote, are looked at through a lens (lens.go) that makes two values of
// them, exactly.
//
// # What comes out
//
// OM(m) withstands every strategy of t >= 1 traitors exactly when t <= m and n > 2t+m: a test holds all sizes up to 18
// to this sentence. The half of it that is a theorem, n > 3m and t <= m suffice, is Theorem 1 of Lamport, Shostak and
// Pease; that n > 2t+m suffices for IC2 is their Lemma 1.
//
// # Why it is right
//
// Beside the argument above, the answers are held against a naive twin that goes through all behaviours one by one,
// against all runs of the simulator, against its search of all states, and against the kernel; and what a Witness
// says is played on the simulator and violates the condition.
//
// # Where to find it
//
// A Question says who may lie: who is faulty, and how. Ask makes one of a scenario (ask.go). Steps 3 to 5 are
// search.compute in pairs.go; from the pairs back to the lies goes witness.go, along the paths of walk.go, and play.go
// plays them. All placements of t faulty processes are asked about in proof.go, and how many behaviours that were is
// counted in behaviours.go. Questions about the rest of a run that has begun are played.go.
//
// # Source
//
// The problem and the theorems: L. Lamport, R. Shostak, M. Pease: The Byzantine Generals Problem. ACM TOPLAS 4(3),
// 1982, 382–401; section 3. The way to decide is this project's own.
package every

import (
	"errors"

	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// A Question says who is faulty in which way, in a run of OM(m) among n with the given order: can they break IC1 or
// IC2?
type Question struct {
	N, M     int
	Orders   int // how many orders there are: 2 or 3
	Order    uint8
	Default  uint8
	Rule     byzantine.Rule
	Models   []sim.Model // of each process; 0 is a loyal one
	Crashes  int         // how many processes may crash, of those that can do nothing worse
	Mistakes int         // how many messages may be mistaken, by those that can do nothing worse
	Whole    bool        // a multicast is one step that no crash can cut
}

// Found is the answer: what becomes of the two conditions under the worst behaviour.
type Found struct {
	IC1, IC2 byzantine.Verdict // Violated if there is a behaviour that violates it
	Lies     [2]uint64         // the fewest choices that violate IC1, and IC2; MaxLies if that many or more
	Work     int               // what it took, in steps of the innermost loop

	question *Question
	ways     [2]way
}

// MaxLies is where counting the fewest lies ends.
const MaxLies = 1 << 62

// never is the price of what cannot be brought about.
const never = ^uint64(0)

// MaxWork bounds what Decide does, in steps of its innermost loop: a few seconds.
const MaxWork = 1 << 31

// ErrWork says that a question is beyond the bound on work.
var ErrWork = errors.New("byzantine: deciding this takes more work than allowed: take fewer processes, rounds or faulty ones")

// A way is where a violation was found: which of the cases that Decide goes through.
type way struct {
	price uint64
	lens  lens
	team  team
	i, j  int // the lieutenants who show it; i is -1 for IC2
}

// Decide answers the question. It refuses what is malformed with an error that names the field, and
// gives up with ErrWork after about limit steps; 0 stands for MaxWork.
func (q *Question) Decide(limit int) (*Found, error) { return q.decide(nil, limit) }

func (q *Question) decide(played *Played, limit int) (*Found, error) {
	if limit <= 0 || limit > MaxWork {
		limit = MaxWork
	}
	if played != nil { // what is used up of the budgets can't be used again
		rest := *q
		rest.Crashes, rest.Mistakes = max(0, q.Crashes-played.crashes), max(0, q.Mistakes-played.mistakes)
		q = &rest
	}
	if err := q.check(played); err != nil {
		return nil, err
	}
	f := &Found{IC1: byzantine.Satisfied, IC2: byzantine.Satisfied, question: q}
	if q.Models[0] != 0 {
		f.IC2 = byzantine.Vacuous
	}
	f.ways = [2]way{{price: never}, {price: never}}
	err := q.teams(played, func(t team) error {
		for _, l := range q.lenses() {
			s, err := newSearch(q, &l, &t, limit-f.Work)
			if err != nil {
				return err
			}
			w := walker{search: s, played: played, tree: played.messageTree()}
			err = w.ask(f)
			f.Work += s.work
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for c, verdict := range [...]*byzantine.Verdict{&f.IC1, &f.IC2} {
		if f.ways[c].price != never {
			*verdict, f.Lies[c] = byzantine.Violated, f.ways[c].price
		}
	}
	return f, nil
}

// loyal lists the loyal lieutenants.
func (q *Question) loyal() []int {
	var list []int
	for p := 1; p < q.N; p++ {
		if q.Models[p] == 0 {
			list = append(list, p)
		}
	}
	return list
}
