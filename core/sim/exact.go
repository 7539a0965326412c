package sim

import "slices"

// Exact appends all that a Fingerprint counts, in full and in an order of its own, so
// that two states are the same if and only if these bytes are: the naive twin of
// Fingerprint, against which tests hold it. It is slow, and good for any world of the
// same Setup.
func (w *World) Exact(b []byte) []byte {
	for _, word := range w.arena[:w.hashed] {
		b = appendNumber(b, 8, word)
	}
	records := make([]string, 0, w.Pending())
	for i := w.first; i < len(w.pend); i++ {
		records = append(records, w.exact(i))
	}
	slices.Sort(records) // their age counts in channels only, and there it is in the record
	for _, r := range records {
		b = append(b, r...)
	}
	return b
}

// exact is all that counts of one record.
func (w *World) exact(i int) string {
	p := &w.pend[i]
	b := []byte{uint8(p.From), uint8(p.To), p.Kind, p.Val, uint8(p.class), p.flags &^ flagAsleep, p.inc, p.truth}
	b = appendNumber(b, 4, uint64(p.Arg))
	group := p.group
	if p.flags&flagSpoken != 0 {
		group = 0 // what its copies say is decided
	}
	b = appendNumber(b, 2, uint64(group))
	early, late := int32(0), Forever
	if w.timed {
		early = max(p.early-w.head.clock, 0)
		if late = p.late; late != Forever {
			late -= w.head.clock
		}
	}
	b = appendNumber(b, 4, uint64(early))
	b = appendNumber(b, 4, uint64(late))
	place := uint64(0)
	for j := w.first; j < i; j++ {
		if w.inFront(&w.pend[j], p) {
			place++
		}
	}
	return string(appendNumber(b, 2, place))
}

// inFront says whether the older one of two records comes before the other one, which
// waits for it.
func (w *World) inFront(older, p *pending) bool {
	if older.class == Task && p.class == Task {
		return w.setup.Net.LockStep
	}
	one, ordered := w.channel(older)
	other, too := w.channel(p)
	return ordered && too && older.To == p.To && (one == other || w.setup.Net.Order == Ordered)
}

func appendNumber(b []byte, bytes int, x uint64) []byte {
	for range bytes {
		b = append(b, uint8(x))
		x >>= 8
	}
	return b
}
