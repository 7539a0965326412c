package sim

import (
	"cmp"
	"unsafe"
)

// A message has a Val and an Arg, which is enough for most protocols. One that has to say
// more, such as a ballot and a value, or a vector of clocks, asks for a payload: so many
// words of 32 bits with each message (Setup.Payload). They lie beside the list of what is
// in flight, in its order, and without a payload there is nothing there.

// MaxPayload bounds the words that a message can carry: one for each process there can be.
const MaxPayload = MaxProcesses

// PayloadLiar is a Liar for messages with a payload. LiesWith returns the k-th thing, from 0,
// that a faulty process may say instead of m, and writes over the payload, which is
// that of m, what it carries instead; ok is false behind the last.
type PayloadLiar interface {
	LiesWith(m Msg, payload []uint32, k int) (lie Msg, ok bool)
}

// PayloadRenamer is a Renamer whose messages have ids in their payload. RenamePayload renames
// them; m is the message as RenameMsg gets it.
type PayloadRenamer interface {
	RenamePayload(m Msg, payload []uint32, perm []ID)
}

// cargo is what messages carry, in machine words.
type cargo struct {
	each    int      // machine words of each record; 0: no message carries anything
	loads   []uint64 // of what is in flight, by its place in the list
	kept    []uint64 // of the state that Mark keeps
	carried []uint64 // of the record that is handled now
	said    []uint64 // of a lie
	sorted  []uint64 // of beginRound: of a list that is being sorted
}

func (w *World) layCargo() {
	n := w.setup.Payload
	if n < 0 || n > MaxPayload {
		panic("sim: Setup.Payload must be 0 to 64 words")
	}
	if n == 0 {
		return
	}
	c := &w.cargo
	c.each = (n + 1) / 2
	c.loads = make([]uint64, cap(w.pend)*c.each)
	if w.setup.Net.LockStep {
		c.sorted = make([]uint64, len(c.loads))
	}
	c.carried, c.said = make([]uint64, c.each), make([]uint64, c.each)
}

// load is what the record at a place of the list carries. It is asked for in many places
// and in none of them often, so it is not written out in each.
//
//go:noinline
func (c *cargo) load(at int) []uint64 { return c.loads[at*c.each : (at+1)*c.each] }

// words32 are the words of a load as protocols see them.
func (w *World) words32(load []uint64) []uint32 {
	if len(load) == 0 {
		return nil
	}
	return unsafe.Slice((*uint32)(unsafe.Pointer(&load[0])), w.setup.Payload)
}

// move moves what n records carry to another place of the list.
func (c *cargo) move(to, from, n int) {
	if c.each > 0 {
		copy(c.loads[to*c.each:], c.loads[from*c.each:(from+n)*c.each])
	}
}

// put writes what the newest record carries.
func (w *World) put(payload []uint32) {
	if len(payload) > w.setup.Payload {
		panic("sim: a message with a longer payload than Setup.Payload")
	}
	if w.head.full != 0 {
		return
	}
	at := len(w.pend) - 1
	copy(w.words32(w.load(at)), payload)
	w.pend[at].signs |= signCarries
}

// says makes what the lie carries what the record at hand does.
func (w *World) says(p *pending) {
	if w.differs(w.said) {
		copy(w.carried, w.said)
		p.signs |= signLied | signCarries
	}
}

// addBack puts a record in flight again that has just been taken.
func (w *World) addBack(p pending) {
	if w.add(p); w.each > 0 && w.head.full == 0 {
		w.reload(w.carried)
	}
}

// unload takes from the list what a record carries, before the record itself is taken.
func (w *World) unload(at int) {
	copy(w.carried, w.load(at))
	if at > w.first {
		w.move(at, at+1, len(w.pend)-at-1)
	}
}

// reload writes what the newest record carries: a load, or nothing.
func (w *World) reload(load []uint64) {
	l := w.load(len(w.pend) - 1)
	clear(l[copy(l, load):])
}

// compare is an order of what two records carry.
func (w *World) compare(a, b int) int {
	x, y := w.load(a), w.load(b)
	for i := range x {
		if c := cmp.Compare(x[i], y[i]); c != 0 {
			return c
		}
	}
	return 0
}

// differs says whether a load is another than the one at hand.
func (w *World) differs(load []uint64) bool {
	for i, x := range load {
		if x != w.carried[i] {
			return true
		}
	}
	return false
}

// number notes the places of what is in flight, and follow brings what each carries to
// its new one when the list has been sorted.
func (w *World) number() {
	for i := w.first; w.each > 0 && i < len(w.pend); i++ {
		w.pend[i].place = int32(i)
	}
}

func (w *World) follow() {
	if w.each == 0 {
		return
	}
	copy(w.sorted, w.loads)
	for i := w.first; i < len(w.pend); i++ {
		at := int(w.pend[i].place)
		copy(w.load(i), w.sorted[at*w.each:(at+1)*w.each])
	}
}

// settleLoad gives a record what its sender, by a value fault, says with all of them.
func (w *World) settleLoad(at int) {
	if load := w.load(at); w.differs(load) {
		copy(load, w.carried)
		w.pend[at].signs |= signLied
	}
}

// span writes a load to the pool of the trace, for an event.
func (w *World) span(p *pending, load []uint64) uint32 {
	if p.signs&signCarries == 0 {
		return 0
	}
	return w.list(w.words32(load))
}

// list writes words to the pool of the trace, which are the span of an event: as many as
// a message carries.
func (w *World) list(payload []uint32) (span uint32) {
	if w.trace == nil || w.each == 0 {
		return 0
	}
	span = uint32(len(w.trace.Pool))
	w.trace.Pool = append(w.trace.Pool, int32(w.setup.Payload))
	for i := range w.setup.Payload {
		x := uint32(0)
		if i < len(payload) {
			x = payload[i]
		}
		w.trace.Pool = append(w.trace.Pool, int32(x))
	}
	return span
}

// Payload is what the message of an option carries, as it would be handled; nil where
// messages carry nothing. It is good until the world is asked for something else.
func (w *World) Payload(o Option) []uint32 {
	switch o.Kind {
	case Wait, Rest, CrashNow, RestartNow:
		return nil
	case Say, Mistake:
		w.lie(&w.pend[o.slot], w.load(int(o.slot)), int(o.k))
		return w.words32(w.said)
	case Alter:
		w.forgery(&w.pend[o.slot], w.load(int(o.slot)), int(o.k))
		return w.words32(w.said)
	}
	return w.words32(w.load(int(o.slot)))
}

// SendWith is Send with a payload, of at most Setup.Payload words. It is copied.
func (e *Env) SendWith(to ID, kind, val uint8, arg uint32, payload ...uint32) {
	e.w.send(Msg{e.Me, to, kind, val, arg}, 0, payload)
}

// MulticastWith is Multicast with a payload.
func (e *Env) MulticastWith(to Set, kind, val uint8, arg uint32, payload ...uint32) {
	e.multicast(to, kind, val, arg, payload)
}

// DoWith is Do with a payload.
func (e *Env) DoWith(kind, val uint8, arg uint32, payload ...uint32) {
	e.Do(kind, val, arg)
	e.w.put(payload)
}

// Payload is what the message at hand carries: Setup.Payload words, of which those that
// its sender left out are 0. It is valid during Deliver, and is not to be written to.
func (e *Env) Payload() []uint32 { return e.w.words32(e.w.carried) }

func bytesOf(words []uint64) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), len(words)*8)
}

// packLaden appends what is in flight in the form of Pack, and of each record behind it
// what it carries.
func (w *World) packLaden(b []uint64) []uint64 {
	each := 2
	if w.timed {
		each = 3
	}
	for i := w.first; i < len(w.pend); i++ {
		b = append(b, w.pend[i].words()[:each]...)
		b = append(b, w.load(i)...)
	}
	return b
}

func (w *World) unpackLaden(b []uint64, each int) {
	w.pend, w.first, w.touched = w.pend[:len(b)/(each+w.each)], 0, 0
	for i := range w.pend {
		p := w.pend[i].words()
		p[2] = uint64(Forever) << 32
		copy(p[:each], b)
		copy(w.load(i), b[each:])
		b = b[each+w.each:]
		p[3] = w.print(i)
	}
}

// renameLoad gives another world what a record carries, with renamed processes.
func (w *World) renameLoad(to *World, at int, perm []ID) {
	from := &w.pend[w.first+at]
	copy(to.load(at), w.load(w.first+at))
	if r, ok := w.procs[from.From].(PayloadRenamer); ok {
		r.RenamePayload(from.Msg, to.words32(to.load(at)), perm)
	}
}
