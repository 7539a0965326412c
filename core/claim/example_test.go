package claim_test

import (
	"fmt"

	"faultlab/core/claim"
	"faultlab/core/sim"
)

// A claim can be held against events that no simulator made: here P2 delivers P1's
// second message before the first one.
func Example() {
	monitors := sim.NewMonitors([]sim.Claim{claim.FIFO("FIFO", 2), claim.NoDuplication("no duplication", 2, 2)})
	for i, number := range []uint32{2, 1} {
		monitors.Observe(int32(i), &sim.Event{Kind: sim.EvDeliver, Process: 1, Peer: 0, Arg: number})
	}
	monitors.Finish(true)

	for i, name := range []string{"FIFO", "no duplication"} {
		status, _, _ := monitors.Status(i)
		fmt.Println(name, sim.Statuses[status])
	}
	// Output:
	// FIFO violated
	// no duplication holds
}
