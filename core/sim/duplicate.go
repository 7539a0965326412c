package sim

// The network can make further copies of a message that is on its way. A copy is behind
// what it was made of and in front of all that was sent later: a channel that keeps an
// order keeps it, and a bound on the delay is one for all copies. So they are one record,
// which counts how many of it are still to come. Each arrives by an option of its own, as
// it is, or altered, or as whatever an arbitrarily faulty sender says this time.

// copies says whether the network can make another copy of a message: over a link whose
// failure that is, or on the budget that all links have in common. It can as long as no
// copy has arrived and the receiver is up: later, it would come to the same.
func (w *World) copies(p *pending) (byLink, counted bool) {
	net := &w.setup.Net
	if net.LockStep || net.Wired || p.class != Message || p.flags&flagSlot != 0 || p.signs&signSecond != 0 || p.more == 255 || !w.status[p.To].up {
		return false, false
	}
	if w.twice != nil && w.twice[p.From].Has(p.To) && p.more == 0 {
		return true, false
	}
	return false, w.head.copied < w.setup.Budget.Duplicates
}

// duplicate makes another copy of what is in flight.
func (w *World) duplicate(at int) {
	p := &w.pend[at]
	if byLink, _ := w.copies(p); !byLink {
		w.head.copied++
	}
	p.more++
	p.print = 0
	w.touch(at)
	w.cause = p.sent
	w.emit(Event{Kind: EvCopy, Process: p.To, Peer: p.From, Msg: p.tag(), Value: Nothing, Truth: p.truth, Arg: p.Arg,
		Message: p.sent, Span: w.span(p, w.load(at))})
}

// oneOf takes one of several copies and leaves the others in the list.
func (w *World) oneOf(at int) pending {
	rest := &w.pend[at]
	p := *rest
	copy(w.carried, w.load(at))
	rest.more--
	rest.signs |= signSecond
	rest.print = 0
	w.touch(at)
	return p
}

// repeat settles that the other copies of a message say what the first one does: its
// sender has the value failure model, and said it once.
func (w *World) repeat(at int, said Msg) {
	p := &w.pend[at]
	if p.flags&flagSpoken != 0 || w.model(p.From)&(Value|Arbitrary) != Value {
		return
	}
	p.Val, p.Arg = said.Val, said.Arg
	p.flags |= flagSpoken
	w.settleLoad(at)
}
