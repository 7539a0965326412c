package sim

// A link is the way from one process to another. Somebody may sit on it: then what
// goes over it can be held back, and if the link's failures are arbitrary, be changed,
// so that the receiver hears something that its sender never said. A process's own
// failures are another matter: here both its ends are correct.

// Link is a link that fails: what From sends to To. Its model is Omission, messages are
// intercepted, Arbitrary, they are also altered, or Duplication, each can come twice; or
// several of them.
type Link struct {
	From, To ID
	Model    Model
}

// LinkModels are the failure models that a link can have.
const LinkModels = Omission | Arbitrary | Duplication

// Forger is for protocols in which somebody on the way can't say all that the sender
// could, such as those that sign. Forgeries returns the k-th thing, from 0, that m can
// become; ok is false behind the last. Without it a message can become whatever its
// sender could say instead.
type Forger interface {
	Forgeries(m Msg, k int) (forged Msg, ok bool)
}

// layLinks notes which links fail.
func (w *World) layLinks() {
	for _, l := range w.setup.Links {
		if int(l.From) >= w.setup.N || int(l.To) >= w.setup.N {
			panic("sim: a link of a process that does not exist")
		}
		if w.leaky == nil {
			w.leaky, w.tapped, w.twice = make([]Set, w.setup.N), make([]Set, w.setup.N), make([]Set, w.setup.N)
		}
		if l.Model&(Omission|Arbitrary) != 0 {
			w.leaky[l.From] = w.leaky[l.From].With(l.To)
		}
		if l.Model&Duplication != 0 {
			w.twice[l.From] = w.twice[l.From].With(l.To)
		}
		if l.Model&Arbitrary != 0 {
			w.tapped[l.From] = w.tapped[l.From].With(l.To)
		}
	}
}

// onTheWay lists what can happen to a message on a link that fails. What a sender with
// arbitrary failures says is as bad as it can be, and so is left as it is.
func (w *World) onTheWay(o []Option, at int, one bool) []Option {
	p := &w.pend[at]
	if p.flags&flagSlot != 0 || !w.leaky[p.From].Has(p.To) || w.teller(p)&Arbitrary != 0 {
		return o
	}
	if w.tapped[p.From].Has(p.To) {
		for k := 0; k < 1<<16-1; k++ {
			if _, ok := w.forgery(p, w.load(at), k); !ok {
				break
			}
			o = append(o, Option{Kind: Alter, slot: uint16(at), k: uint16(k)})
		}
	}
	if !one {
		return o
	}
	return append(o, Option{Kind: Intercept, slot: uint16(at)})
}

// forgery is the k-th thing that p can become on its way.
func (w *World) forgery(p *pending, load []uint64, k int) (Msg, bool) {
	if f, ok := w.procs[p.From].(Forger); ok {
		copy(w.said, load)
		return f.Forgeries(p.Msg, k)
	}
	return w.lie(p, load, k)
}
