package claim

import "faultlab/core/sim"

// FIFO: among n processes, each receiver delivers the messages of one sender in
// the order of their numbers, which is the order of sending. A deliver event has
// the sender as its peer and the number, from 1 to 255, as its argument. It says
// nothing about gaps: what is never delivered breaks no order.
func FIFO(name string, n int) sim.Claim {
	return sim.Claim{
		Name: name, Size: n * n, Keys: n * n, Watch: sim.Watch(sim.EvDeliver), Begin: sim.Open, Swaps: true,
		Rename: func(history []byte, perm []sim.ID) {
			var old [sim.MaxProcesses * sim.MaxProcesses]byte
			copy(old[:], history)
			for p, p2 := range perm {
				for q, q2 := range perm {
					history[int(p2)*n+int(q2)] = old[p*n+q]
				}
			}
		},
		// The history has, for every receiver and sender, the last number delivered.
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			at := int(e.Process)*n + int(e.Peer)
			if last := m.History[at]; uint32(last) >= e.Arg {
				m.BlameAt(sim.SetOf(e.Peer, e.Process), at)
				return sim.Violated
			}
			m.History[at] = uint8(e.Arg)
			m.KeepAt(at)
			return sim.HoldsSoFar
		},
	}
}
