package signed

import "faultlab/core/sim"

// Menu says what traitors are offered. Its values are Search and Everything.
type Menu int32

const (
	// Search offers what can make a difference, and each but once. In a round, for
	// each order and each loyal lieutenant who has not seen it, traitors together
	// show nothing or one chain that counts, with as few signatures as count, their
	// own first. Which of them it is, and which of several chains with the same
	// order, makes no difference to anybody: loyal signers have seen the order.
	Search Menu = iota
	// Everything offers each traitor, in each round and for each lieutenant it has a
	// link to, whatever chain traitors can make: those that count, and those that
	// come too late, with signatures repeated, or forged. It can show one of them
	// instead of what its protocol has it show, and another one besides.
	Everything
)

// Lies is what a traitor can say instead of m.
func (t *Traitor) Lies(m sim.Msg, k int) (sim.Msg, bool) {
	if Menu(t.Menu) == Everything {
		for v := range t.Orders {
			own := uint32(0)
			if m.Val == v {
				own = m.Arg // nothing instead of the same
			}
			if c := t.nth(v, m.To, own, &k); c != 0 {
				m.Val, m.Arg = v, c
				return m, true
			}
		}
		return m, false
	}
	if m.Kind < show || k > 0 {
		return m, false
	}
	m.Val = m.Kind - show
	m.Arg = t.acceptable(m.Val, m.To)
	return m, m.Arg != 0
}

// acceptable is a chain about an order that counts for a lieutenant in the present
// round, or 0 if traitors can't make one.
func (t *Traitor) acceptable(v uint8, to sim.ID) uint32 {
	need := int(t.Round)
	if Variant(t.Variant) == NoDeadline {
		need = 1
	}
	if need > t.Chains.Most() {
		return 0
	}
	if t.Fellows.Has(0) {
		if c := t.lengthen(t.Chains.Sign(0, 0), need, to); c != 0 {
			return c
		}
	}
	for p := range sim.ID(t.N) {
		if c := t.Received[v][p]; c != 0 && !t.Chains.signers(c).Has(to) {
			if c = t.lengthen(c, need, to); c != 0 {
				return c
			}
		}
	}
	if Variant(t.Variant) == Unverified {
		return t.forge(v, to)
	}
	return 0
}

// lengthen puts traitors' signatures behind a chain until there are enough: of
// others than have signed, or, for lieutenants who allow it, the same again.
func (t *Traitor) lengthen(chain uint32, need int, to sim.ID) uint32 {
	c := t.Chains
	n := c.Len(chain)
	for rest := t.Fellows.Without(to) &^ c.signers(chain); n < need && rest != 0; rest &= rest - 1 {
		chain = c.Sign(chain, first(rest))
		n++
	}
	for ; n < need && Variant(t.Variant) == RepeatedSigners; n++ {
		chain = c.Sign(chain, sim.ID(t.Me))
	}
	if n < need {
		return 0
	}
	return chain
}

// nth is the k-th chain about an order that traitors can show, but for the one that
// the protocol shows there. Behind the last it is 0, and k is less by as many as
// there are. In this order: the commander's order
// with his signature, if he is a traitor, and each chain that was received, each as
// it is and with the signatures of some traitors behind it; the first of these with
// a signature repeated until there are enough of them for this round; one with a
// signature that is forged.
func (t *Traitor) nth(v uint8, to sim.ID, own uint32, k *int) uint32 {
	chains, repeated := t.Chains, uint32(0)
	most := min(int(t.Rounds), chains.Most())
	for p := -1; p < int(t.N); p++ {
		base := uint32(0)
		switch {
		case p >= 0:
			base = t.Received[v][p]
		case t.Fellows.Has(0):
			base = chains.Sign(0, 0)
		}
		if base == 0 {
			continue
		}
		if repeated == 0 {
			repeated = t.repeat(base)
		}
		n, free := chains.Len(base), t.Fellows&^chains.signers(base)
		for some := sim.Set(0); ; some = (some - free) & free { // every subset in turn
			c, room := base, most-n
			for rest := some; rest != 0; rest &= rest - 1 {
				c = chains.Sign(c, first(rest))
				room--
			}
			if room >= 0 && c != own {
				if *k == 0 {
					return c
				}
				*k--
			}
			if some == free {
				break
			}
		}
	}
	for _, c := range [...]uint32{repeated, t.forge(v, to)} {
		if c != 0 && c != own {
			if *k == 0 {
				return c
			}
			*k--
		}
	}
	return 0
}

// repeat signs a chain until it has enough signatures for this round, and at least
// one of them twice.
func (t *Traitor) repeat(chain uint32) uint32 {
	c := t.Chains
	me := sim.ID(t.Me)
	if !c.signers(chain).Has(me) {
		chain = c.Sign(chain, me)
	}
	for again := true; again || c.Len(chain) < int(t.Round); again = false {
		if c.Len(chain) == c.Most() {
			return 0
		}
		chain = c.Sign(chain, me)
	}
	return chain
}

// forge makes a chain that would count if one signature were not forged: the
// commander's if he is loyal and has signed no such order that traitors have
// received, else that of a loyal lieutenant. It is 0 if there is nobody whose
// signature is missing.
func (t *Traitor) forge(v uint8, to sim.ID) uint32 {
	c := t.Chains
	chain := c.Sign(0, 0)
	if t.Fellows.Has(0) || t.Received[v][0] != 0 {
		p := sim.ID(1)
		for p == to || t.Fellows.Has(p) || t.Received[v][p] != 0 {
			if p++; p >= sim.ID(t.N) {
				return 0
			}
		}
		chain = c.Sign(chain, p)
	}
	signers := c.signers(chain)
	for _, some := range [...]sim.Set{t.Fellows, sim.All(int(t.N))} {
		for rest := some.Without(to) &^ signers; c.Len(chain) < int(t.Round) && rest != 0; rest &= rest - 1 {
			chain = c.Sign(chain, first(rest))
			signers = signers.With(first(rest))
		}
	}
	if c.Len(chain) < int(t.Round) {
		return 0
	}
	return chain | forged
}
