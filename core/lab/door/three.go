package door

import (
	"slices"
	"strconv"

	"faultlab/core/byzantine/three"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/sim"
)

func threeRules(*Door, *asked) (wire.Answer, *wire.Refusal) {
	answer := &wire.Refutation{}
	for i := range three.Situations {
		s := &three.Situations[i]
		answer.Situations = append(answer.Situations, wire.Situation{Title: s.Title, Traitor: s.Traitor, Order: int(s.Order),
			Direct: heard(s.Direct), Told: heard(s.Told)})
	}
	for f1 := range three.Rule(three.Rules) {
		for f2 := range three.Rule(three.Rules) {
			situation, ok := three.Refute(f1, f2)
			if !ok {
				situation = -1
			}
			answer.Pairs = append(answer.Pairs, situation)
		}
	}
	return answer, nil
}

func heard(orders [2]uint8) [2]int { return [2]int{int(orders[0]), int(orders[1])} }

func threeAlike(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	var runs [2]*lab.Experiment
	var lists [2][]lab.Entry
	runs[0], lists[0] = a.run("first", "firstChoices")
	runs[1], lists[1] = a.run("second", "secondChoices")
	process := a.whole("process")
	if most := min(runs[0].Doc.Config.N, runs[1].Doc.Config.N) - 1; process > most {
		return nil, refuse("request", "process", "must be a whole number from 0 to "+strconv.Itoa(most)+": a process of both documents")
	}
	until := [2]int{-1, -1}
	if a.find("firstSteps") != nil {
		until = [2]int{a.whole("firstSteps"), a.whole("secondSteps")}
	}
	for i, x := range runs {
		x.Replay(lists[i], int32(until[i]))
	}
	first, second := three.View(&runs[0].Trace, sim.ID(process)), three.View(&runs[1].Trace, sim.ID(process))
	return &wire.Likeness{Alike: slices.Equal(first, second), First: len(first), Second: len(second)}, nil
}
