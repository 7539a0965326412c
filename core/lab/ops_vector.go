package lab

import "faultlab/core/byzantine/vector"

// maxSplitBehaviours bounds what one request goes through.
const maxSplitBehaviours = 1 << 20

// vectorSplits: [n, values, vote] gives [splits, behaviours]: of all that one faulty
// process among n can say about itself, how much leaves two correct processes with
// different vectors. The vote is a name as in a document.
func vectorSplits(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	n := int(in.integer("n", 2, vector.MaxProcesses))
	values := int(in.integer("values", 1, 1<<10))
	vote := vector.Vote(in.word("vote", []string{"book", "psl80"}))
	if in.bad != nil {
		return in.bad
	}
	for k, all := 0, 1; k < 2*(n-1); k++ {
		if all *= values; all > maxSplitBehaviours {
			return &refusal{"limit", "n", "there would be more behaviours than the million that are gone through: take fewer processes or values", nil}
		}
	}
	splits, behaviours, err := vector.Splits(n, values, vote)
	if err != nil {
		return &refusal{"limit", "n", err.Error(), nil}
	}
	l.list(2)
	l.number(splits)
	l.number(behaviours)
	return nil
}
