package door

import (
	"faultlab/core/choose"
	"faultlab/core/lab/wire"
	"faultlab/core/sim"
)

// What several answers need, in the shapes of the wire.

func choices(list []sim.Choice) wire.Choices {
	all := make(wire.Choices, len(list))
	for i, c := range list {
		all[i] = choose.Numbers(c)
	}
	return all
}

// possible are the choices of a run in which something happens, or null if there is none.
func possible(found bool, list []sim.Choice) *wire.Choices {
	if !found {
		return nil
	}
	all := choices(list)
	return &all
}

// numbers are small ones as whole numbers.
func numbers(small []uint8) []int {
	list := make([]int, len(small))
	for i, n := range small {
		list[i] = int(n)
	}
	return list
}
