package sim

import (
	"math/bits"
	"unsafe"
)

const pendingSize = int(unsafe.Sizeof(pending{}))

// Size is the number of bytes that Save appends in the present state.
func (w *World) Size() int { return len(w.arena)*8 + (len(w.pend)-w.first)*pendingSize }

// Save appends the state to b: a plain copy of the world's flat memory. It is
// good for any world of the same Setup, in the same process.
func (w *World) Save(b []byte) []byte {
	b = append(b, unsafe.Slice((*byte)(unsafe.Pointer(&w.arena[0])), len(w.arena)*8)...)
	if live := w.pend[w.first:]; len(live) > 0 {
		b = append(b, unsafe.Slice((*byte)(unsafe.Pointer(&live[0])), len(live)*pendingSize)...)
	}
	return b
}

// Load puts the world back into a saved state. The trace is left as it is: a
// world that is loaded is one that a search walks through, without a trace.
func (w *World) Load(b []byte) {
	n := len(w.arena) * 8
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&w.arena[0])), n), b[:n])
	live := (len(b) - n) / pendingSize
	w.pend, w.first, w.touched = w.pend[:live], 0, 0
	if live > 0 {
		copy(unsafe.Slice((*byte)(unsafe.Pointer(&w.pend[0])), live*pendingSize), b[n:])
	}
}

// Twin makes a second world of the same setup, for another walk. A world can't
// be copied by assignment: its processes point into its own memory.
func (w *World) Twin() *World { return New(w.setup) }

// Pack appends the state in the form in which a search keeps millions: what can
// influence the future and nothing else, in machine words. The numbers of steps
// and events and the witnesses of claims are left out; whoever wants them replays
// the run.
func (w *World) Pack(b []uint64) []uint64 {
	b = append(b, w.arena[:w.hashed]...)
	live := w.pend[w.first:]
	if w.timed {
		for i := range live {
			p := live[i].words()
			b = append(b, p[0], p[1], p[2])
		}
		return b
	}
	for i := range live {
		p := live[i].words()
		b = append(b, p[0], p[1])
	}
	return b
}

// Unpack puts the world into a packed state. What Pack leaves out is not
// restored.
func (w *World) Unpack(b []uint64) {
	copy(w.arena[:w.hashed], b)
	b = b[w.hashed:]
	each := 2
	if w.timed {
		each = 3
	}
	w.pend, w.first, w.touched = w.pend[:len(b)/each], 0, 0
	for i := range w.pend {
		p := w.pend[i].words()
		p[0], p[1] = b[each*i], b[each*i+1]
		if each == 3 {
			p[2] = b[3*i+2]
		} else {
			p[2] = uint64(Forever) << 32 // enabled from time 0 on, for ever
		}
		p[3] = w.print(&w.pend[i])
	}
}

// Mark keeps the present state, and Back returns to it, as often as wanted. It is
// how a search tries one option after the other.
func (w *World) Mark() {
	w.marked = append(w.marked[:0], w.arena[:w.hashed]...)
	w.mark = append(w.mark[:0], w.pend[w.first:]...)
	w.touched = 0
	if w.first == 0 {
		w.touched = len(w.mark)
	}
}

// Back returns to the marked state. What Pack leaves out is not restored. Options
// that Enabled listed in the marked state, when that had just been unpacked, are
// good again.
func (w *World) Back() {
	copy(w.arena, w.marked)
	// What is in flight in front of the first change is as it was.
	w.pend, w.first = w.pend[:len(w.mark)], 0
	if w.touched < len(w.mark) {
		copy(w.pend[w.touched:], w.mark[w.touched:])
	}
	w.touched = len(w.mark)
}

func (p *pending) words() *[5]uint64 { return (*[5]uint64)(unsafe.Pointer(p)) }

// Fingerprint hashes, to 64 bits, all that can influence the future, and the
// claims: the states of the processes and what is in flight, by channel. Numbers
// of steps and events, causes and the age of what is in flight in an unordered
// network do not count, so k independent messages are 2^k states and not k!.
func (w *World) Fingerprint() uint64 {
	// Two chains side by side: a machine multiplies faster than it waits.
	even, odd := fold(prime5, w.arena[0]), fold(prime3, w.arena[1])
	state := w.arena[2:w.hashed]
	for len(state) >= 2 {
		even, odd = fold(even, state[0]), fold(odd, state[1])
		state = state[2:]
	}
	if len(state) > 0 {
		even = fold(even, state[0])
	}
	h := fold(even, odd)
	if w.first == len(w.pend) {
		return avalanche(h)
	}
	live := w.pend[w.first:]
	for i := range live {
		if p := &live[i]; p.print == 0 {
			p.print = w.print(p)
		}
	}
	var sum uint64
	switch {
	case w.timed:
		sum = w.timedSum(live)
	case w.setup.Net.Order == Unordered && !w.setup.InTurn:
		for i := range live {
			sum += live[i].print
		}
	case len(w.status) <= 8 && len(live) < 16:
		sum = w.smallSum(live)
	default:
		sum = w.orderedSum(live)
	}
	return avalanche(fold(h, sum))
}

// orderedSum is the part of a fingerprint that is in flight where the order of a
// channel matters: so does the place in it. Notices in their turn are a channel, from
// each process to itself.
func (w *World) orderedSum(live []pending) (sum uint64) {
	ranks, rows := w.ranks, uint(len(w.status))
	clear(ranks)
	if w.setup.Net.Order == Ordered {
		rows = 0 // one channel for each receiver, whoever sends
	}
	for i := range live {
		p := &live[i]
		x := p.print
		if from, inOrder := w.channel(p); inOrder {
			at := uint(from)*rows + uint(p.To)
			x = ranked(x, uint64(ranks[at]))
			ranks[at]++
		}
		sum += x
	}
	return sum
}

// channel says behind whose messages a record waits its turn, if it does.
func (w *World) channel(p *pending) (from ID, inOrder bool) {
	switch p.class {
	case Message:
		return p.From, w.setup.Net.Order != Unordered
	case Notice:
		return p.To, w.setup.InTurn
	}
	return 0, false
}

// smallSum is orderedSum where four bits a channel are enough for its length, and
// so the lengths of all channels of eight processes fit into four words.
func (w *World) smallSum(live []pending) (sum uint64) {
	var ranks [4]uint64
	rows := uint(len(w.status))
	if w.setup.Net.Order == Ordered {
		rows = 0
	}
	for i := range live {
		p := &live[i]
		x := p.print
		if from, inOrder := w.channel(p); inOrder {
			at := uint(from)*rows + uint(p.To)
			word, shift := &ranks[at>>4&3], at&15*4
			x = ranked(x, *word>>shift&15)
			*word += 1 << shift
		}
		sum += x
	}
	return sum
}

// ranked is the print of a record with so many others in front of it in its
// channel: turned by as many times seven bits, since a print is as good as random
// whichever way it is turned, and nothing is cheaper.
func ranked(print, rank uint64) uint64 { return bits.RotateLeft64(print, int(7*rank&63)) }

// timedSum is the same where there is a clock, by which everything in flight has a
// window.
func (w *World) timedSum(live []pending) (sum uint64) {
	clear(w.ranks)
	turn := uint64(0)
	for i := range live {
		p := &live[i]
		x := p.print
		if p.class == Task && w.setup.Net.LockStep {
			x = ranked(x, turn) // in a round they come in their order, and that is no choice
			turn++
		}
		if from, inOrder := w.channel(p); inOrder {
			at := int(p.To)
			if w.setup.Net.Order != Ordered {
				at += int(from) * len(w.status)
			}
			x = ranked(x, uint64(w.ranks[at]))
			w.ranks[at]++
		}
		z := uint64(uint32(max(p.early-w.head.clock, 0)))
		if p.late != Forever {
			z |= uint64(uint32(p.late-w.head.clock)) << 32
		} else {
			z |= 0xffffffff << 32
		}
		sum += avalanche(fold(x, z))
	}
	return sum
}

// print hashes what a record is, whenever it comes and whatever is in front of it.
// It is never 0.
func (w *World) print(p *pending) uint64 {
	y := p.words()[1] & contentMask // class, flags, incarnation, truth
	if p.flags&flagSpoken == 0 {
		y |= uint64(p.group) << 32
	}
	return max(avalanche(fold(fold(prime4, p.words()[0]), y)), 1)
}

// speaksAlike says whether a record is one of those to which its sender, by a value
// fault, will say the same.
func (w *World) speaksAlike(p *pending) bool {
	return p.group != 0 && p.flags&flagSpoken == 0 && p.class == Message
}

// The hash is built of the rounds of Yann Collet's XXH64: multiplications of 64
// bits only, which a page does as fast as a machine. The multiset of what is in
// flight is hashed as a sum.
const (
	prime1 = 0x9e3779b185ebca87
	prime2 = 0xc2b2ae3d27d4eb4f
	prime3 = 0x165667b19e3779f9
	prime4 = 0x85ebca77c2b2ae63
	prime5 = 0x27d4eb2f165667c5
)

func fold(h, x uint64) uint64 { return bits.RotateLeft64(h+x*prime2, 31) * prime1 }

// avalanche finishes a hash, so that each bit of it depends on each bit of its
// input.
func avalanche(x uint64) uint64 {
	x ^= x >> 33
	x *= prime2
	x ^= x >> 29
	x *= prime3
	return x ^ x>>32
}
