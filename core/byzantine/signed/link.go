package signed

import "faultlab/core/sim"

// Forgeries says what somebody on the way can make of a signed order: another order,
// for which its signatures are not genuine. He can't sign for anybody. (What he can do
// besides is to keep the message, and against that no signature helps.)
func (g *General) Forgeries(m sim.Msg, k int) (sim.Msg, bool) {
	if m.Val == 0 {
		m.Val = 1
	} else {
		m.Val = 0
	}
	m.Arg |= forged
	return m, k == 0
}
