package lab

import (
	"slices"

	"faultlab/core/byzantine/three"
	"faultlab/core/sim"

	"github.com/tinylib/msgp/msgp"
)

// threeRules: [] gives why three generals cannot cope with one traitor: the three
// situations as [title, traitor, order, direct, told], where direct and told have what
// L1 and L2 hear from the commander and from each other; and for each of the 256 pairs
// of rules, the rule of L1 times 16 plus that of L2, the situation that refutes it.
// Bit 2*direct+told of a rule is what it decides. A pair that nothing refuted would
// have -1.
func threeRules(l *Lab, in *reader) *refusal {
	in.array("body", 0, 0)
	if in.bad != nil {
		return in.bad
	}
	l.list(2)
	l.list(len(three.Situations))
	for i := range three.Situations {
		s := &three.Situations[i]
		l.list(5)
		l.out = msgp.AppendString(l.out, s.Title)
		l.number(s.Traitor)
		l.number(int(s.Order))
		for _, heard := range [][2]uint8{s.Direct, s.Told} {
			l.list(len(heard))
			for _, order := range heard {
				l.number(int(order))
			}
		}
	}
	l.list(three.Pairs)
	for f1 := range three.Rule(three.Rules) {
		for f2 := range three.Rule(three.Rules) {
			situation, ok := three.Refute(f1, f2)
			if !ok {
				situation = -1
			}
			l.number(situation)
		}
	}
	return nil
}

// threeAlike: [document, choices or null, document, choices or null, process] says
// whether two runs look alike to a process: [alike, how much it sees in the first, and
// in the second]. All of the two runs is compared, to their ends; with two more numbers
// behind the process, so many steps of each.
func threeAlike(l *Lab, in *reader) *refusal {
	n := in.array("body", 5, 7)
	var runs [2]*Experiment
	var lists [2][]Entry
	for i := range runs {
		runs[i] = in.experiment(l)
		lists[i] = in.entries(l, runs[i])
		if in.bad != nil {
			return in.bad
		}
	}
	most := min(runs[0].Doc.Config.N, runs[1].Doc.Config.N) - 1
	p := sim.ID(in.integer("process", 0, int64(most)))
	until := [2]int64{-1, -1}
	if n > 5 {
		if n == 6 {
			in.fail("body", "must have a number of steps for each run, or for none")
		}
		until[0], until[1] = in.integer("first steps", 0, 1<<31-1), in.integer("second steps", 0, 1<<31-1)
	}
	if in.bad != nil {
		return in.bad
	}
	for i, x := range runs {
		x.Replay(lists[i], int32(until[i]))
	}
	a, b := three.View(&runs[0].Trace, p), three.View(&runs[1].Trace, p)
	l.list(3)
	l.out = msgp.AppendBool(l.out, slices.Equal(a, b))
	l.number(len(a))
	l.number(len(b))
	return nil
}
