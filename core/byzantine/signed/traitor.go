package signed

import (
	"math/bits"

	"faultlab/core/sim"
)

// MaxGenerals bounds n: what traitors have received is kept for each of so many.
const MaxGenerals = 16

// Traitor is a general that may do anything with the signatures it has. They are:
// those of all traitors, who sign for each other, and what any of them has received.
// A loyal general signs each order once at most, so one chain for each order and
// loyal signer is all that can be received; a chain contains the shorter ones which
// it was made of.
//
// Unless it chooses otherwise it behaves as a General does.
type Traitor struct {
	General
	Fellows  sim.Set            // the traitors, this one too
	Told     [MaxOrders]sim.Set // to whom it says which order in round ToldIn, as its protocol has it
	ToldIn   [MaxOrders]int32
	Round    int32 // the present one
	Chains   Chains
	Me       uint8
	N        uint8
	Rounds   uint8
	Variant  uint8
	Menu     uint8
	Orders   uint8
	_        [2]uint8
	Received [MaxOrders][MaxGenerals]uint32 // by order, then by its last loyal signer; 0: none
}

// newTraitor returns the traitor me before it starts.
func newTraitor(s *Signed, me, n int) Traitor {
	return Traitor{
		Fellows: s.Traitors, Chains: s.Chains,
		Me: uint8(me), N: uint8(n), Rounds: uint8(s.Rounds), Variant: uint8(s.Variant), Menu: uint8(s.Menu), Orders: s.Orders,
	}
}

// Start: a traitorous commander knows whom its protocol tells.
func (t *Traitor) Start(e *sim.Env) {
	t.General.Start(e)
	if e.Me == 0 {
		s := e.Shared().(*Signed)
		t.Told[s.Order], t.ToldIn[s.Order] = s.Graph[0], 1
	}
}

// Deliver also tells all traitors what has come.
func (t *Traitor) Deliver(e *sim.Env, m sim.Msg) {
	if told := t.hear(e, m); told != 0 {
		t.Told[m.Val], t.ToldIn[m.Val] = told, e.Now()+1
	}
	if e.Class() != sim.Message || m.Arg&forged != 0 || m.Val >= MaxOrders {
		return
	}
	for rest := t.Fellows; rest != 0; rest &= rest - 1 {
		e.Fellow(first(rest)).(*Traitor).keep(m.Val, m.Arg)
	}
}

// keep remembers a chain, and those which it was made of, under its last loyal
// signer: traitors put their own signatures behind as they like.
func (t *Traitor) keep(v uint8, chain uint32) {
	for chain != 0 {
		before, last := t.Chains.Before(chain)
		if !t.Fellows.Has(last) {
			t.Received[v][last] = chain
		}
		chain = before
	}
}

// Slots says what traitors could show in the coming round besides what their
// protocol shows; see Menu.
func (t *Traitor) Slots(e *sim.Env, r int32) {
	s := e.Shared().(*Signed)
	t.Round = r
	for v := range t.Told {
		if t.ToldIn[v] != r {
			t.Told[v], t.ToldIn[v] = 0, 0
		}
	}
	for rest := s.Graph[e.Me].Without(0); rest != 0; rest &= rest - 1 {
		to := first(rest)
		if s.Menu == Everything {
			e.Slot(to, show, 0)
			continue
		}
		for v := range s.Orders {
			if t.offers(e, s, to, v, r) {
				e.Slot(to, show+v, 0)
			}
		}
	}
}

// offers says whether a search looks at what traitors can show of an order to a
// loyal lieutenant. One of them speaks for all.
func (t *Traitor) offers(e *sim.Env, s *Signed, to sim.ID, v uint8, r int32) bool {
	if t.Fellows.Has(to) || first(s.Graph[to]&t.Fellows) != e.Me || e.Fellow(to).(*General).Held>>v&1 != 0 {
		return false
	}
	for rest := t.Fellows; rest != 0; rest &= rest - 1 {
		f := e.Fellow(first(rest)).(*Traitor)
		if f.ToldIn[v] == r && f.Told[v].Has(to) {
			return false // another one says it as its protocol has it
		}
	}
	return t.acceptable(v, to) != 0
}

// first is the lowest process of a set that is not empty.
func first(s sim.Set) sim.ID { return sim.ID(bits.TrailingZeros64(uint64(s))) }
