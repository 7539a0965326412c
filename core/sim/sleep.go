package sim

import "math/bits"

// What a search needs to take, of many orders of deliveries that come to the same
// state, one: which deliveries commute, an order among them that is the same in
// every state, and a mark on what is in flight. See explore/sleep.go.

// Commutes says whether deliveries to different processes commute: whichever comes
// first, both are possible, and the state behind them is the same. It is so without
// rounds and clock, if no order among the messages of different senders is kept. Two
// kinds of deliveries are exempt: those that ask for a draw, which comes before all
// else (Drawing), and those that close the channel from a process that is up (Closed).
// The histories of claims must commute, too; see Claim.Swaps.
func (w *World) Commutes() bool {
	net := &w.setup.Net
	return !net.LockStep && !w.timed && net.Order != Ordered && !net.Wired && !w.hasValue
}

// Drawing says whether a random quantity is drawn next, before anything else.
func (w *World) Drawing() bool { return w.head.draws > 0 }

// Deliveries are those among the options of a state, which come first of all, in an
// order that is the same in every state: by receiver, and then by what is delivered.
type Deliveries struct {
	Order  []uint16 // their places among the options
	To     []ID     // of each in that order, its receiver
	Asleep []bool   // it was put to sleep, or is the same as the one before it
	keys   []uint64
}

// Deliveries writes those of the present state to d.
func (w *World) Deliveries(options []Option, d *Deliveries) {
	d.Order, d.To, d.Asleep, d.keys = d.Order[:0], d.To[:0], d.Asleep[:0], d.keys[:0]
	for i := range options {
		if options[i].Kind != Deliver {
			break
		}
		p := &w.pend[options[i].slot]
		// Sender, receiver, kind, value, argument: turned so that the receiver is on top.
		key := bits.RotateLeft64(p.words()[0], -16)
		at := len(d.keys)
		d.keys, d.Order = append(d.keys, key), append(d.Order, uint16(i))
		for at > 0 && (d.keys[at-1] > key || d.keys[at-1] == key && w.content(options, d.Order[at-1]) > content(p)) {
			d.keys[at], d.Order[at] = d.keys[at-1], d.Order[at-1]
			at--
		}
		d.keys[at], d.Order[at] = key, uint16(i)
	}
	for n, i := range d.Order {
		p := &w.pend[options[i].slot]
		again := n > 0 && d.keys[n-1] == d.keys[n] && w.content(options, d.Order[n-1]) == content(p)
		d.To = append(d.To, p.To)
		d.Asleep = append(d.Asleep, again || p.flags&flagAsleep != 0)
	}
}

// content is what tells records of equal messages apart.
func content(p *pending) uint64 { return p.words()[1] & contentMask }

func (w *World) content(options []Option, i uint16) uint64 { return content(&w.pend[options[i].slot]) }

// contentMask leaves out what is no part of a record's content; see pending.
const contentMask = 0xffffffff &^ (uint64(flagAsleep) << 8)

// Sleep puts a delivery to sleep, or wakes it, in the marked state and the present
// one, which has to be the same. The sign stays with the record in packed states. It
// is no part of a fingerprint.
func (w *World) Sleep(o Option, asleep bool) {
	p, marked := &w.pend[o.slot], &w.mark[o.slot]
	if p.flags &^= flagAsleep; asleep {
		p.flags |= flagAsleep
	}
	marked.flags = p.flags
}

// Wake wakes all deliveries in the present state.
func (w *World) Wake() {
	for i := w.first; i < len(w.pend); i++ {
		if p := &w.pend[i]; p.flags&flagAsleep != 0 {
			p.flags &^= flagAsleep
			w.touch(i)
		}
	}
}

// Again says whether one of the options before option i does the same to a message
// in flight which differs in nothing, and so leads to the same state.
func (w *World) Again(options []Option, i int) bool {
	o := options[i]
	if w.setup.Net.Order != Unordered || o.Kind == CrashNow || o.Kind == RestartNow || o.Kind < Say {
		return false
	}
	p := &w.pend[o.slot]
	for i--; i >= 0; i-- {
		before := options[i]
		if before.Kind != o.Kind || before.k != o.k {
			continue
		}
		if q := &w.pend[before.slot]; p.words()[0] == q.words()[0] && content(p) == content(q) {
			return true
		}
	}
	return false
}

// Receiver is the process to which an option delivers something, or None.
func (w *World) Receiver(o Option) ID {
	if o.Kind != Deliver {
		return None
	}
	return w.pend[o.slot].To
}
