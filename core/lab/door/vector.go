package door

import (
	"faultlab/core/byzantine/vector"
	"faultlab/core/lab/wire"
)

// maxSplitBehaviours bounds what one request goes through.
const maxSplitBehaviours = 1 << 20

func vectorSplits(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	n, values := a.whole("n"), a.whole("values")
	for k, all := 0, 1; k < 2*(n-1); k++ {
		if all *= values; all > maxSplitBehaviours {
			return nil, refuse("limit", "n", "there would be more behaviours than the million that are gone through: take fewer processes or values")
		}
	}
	splits, behaviours, err := vector.Splits(n, values, vector.Vote(a.whole("vote")))
	if err != nil {
		return nil, refuse("limit", "n", err.Error())
	}
	return &wire.Splits{Splits: splits, Behaviours: behaviours}, nil
}
