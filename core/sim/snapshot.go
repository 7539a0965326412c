package sim

import "unsafe"

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
	w.pend, w.first = w.pend[:live], 0
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
	if w.setup.Net.Timed() {
		for i := range live {
			p := (*[4]uint64)(unsafe.Pointer(&live[i]))
			b = append(b, p[0], p[1], p[2])
		}
		return b
	}
	for i := range live {
		p := (*[4]uint64)(unsafe.Pointer(&live[i]))
		b = append(b, p[0], p[1])
	}
	return b
}

// Unpack puts the world into a packed state. What Pack leaves out is not
// restored.
func (w *World) Unpack(b []uint64) {
	copy(w.arena[:w.hashed], b)
	b = b[w.hashed:]
	if w.setup.Net.Timed() {
		w.pend, w.first = w.pend[:len(b)/3], 0
		for i := range w.pend {
			p := (*[4]uint64)(unsafe.Pointer(&w.pend[i]))
			p[0], p[1], p[2] = b[3*i], b[3*i+1], b[3*i+2]
		}
		return
	}
	w.pend, w.first = w.pend[:len(b)/2], 0
	for i := range w.pend {
		p := (*[4]uint64)(unsafe.Pointer(&w.pend[i]))
		p[0], p[1] = b[2*i], b[2*i+1]
		p[2] = uint64(Forever) << 32 // enabled from time 0 on, for ever
	}
}

// Fingerprint hashes, to 64 bits, all that can influence the future, and the
// claims: the states of the processes and what is in flight, by channel. Numbers
// of steps and events, causes and the age of what is in flight in an unordered
// network do not count, so k independent messages are 2^k states and not k!.
func (w *World) Fingerprint() uint64 {
	const name = 0xff << 40 // header.groups
	h := fold(0x9e3779b97f4a7c15, w.arena[0])
	h = fold(h, w.arena[1]&^name)
	for _, x := range w.arena[2:w.hashed] {
		h = fold(h, x)
	}
	if w.first == len(w.pend) {
		return avalanche(h)
	}
	order, timed := w.setup.Net.Order, w.setup.Net.Timed()
	if order != Unordered {
		clear(w.ranks)
	}
	var sum uint64
	for i := range w.pend[w.first:] {
		p := &w.pend[w.first+i]
		words := (*[4]uint64)(unsafe.Pointer(p))
		y := words[1] & 0xffffffff // class, flags, incarnation, truth
		if order != Unordered && p.class == Message {
			// Where the order of a channel matters, so does the place in it.
			at := int(p.To)
			if order == FIFO {
				at += int(p.From) * len(w.status)
			}
			y |= uint64(w.ranks[at]) << 32
			w.ranks[at]++
		}
		if p.group != 0 {
			if w.hasValue && p.flags&flagSpoken == 0 && w.model(p.From)&Value != 0 {
				y |= uint64(p.group) << 48
			}
			if w.setup.Net.Multicast {
				y |= 1 << 56 // no crash can cut it
			}
		}
		x := scramble(words[0]) ^ y
		if timed {
			z := uint64(uint32(max(p.early-w.head.clock, 0)))
			if p.late != Forever {
				z |= uint64(uint32(p.late-w.head.clock)) << 32
			} else {
				z |= 0xffffffff << 32
			}
			x = scramble(x) ^ z
		}
		sum += avalanche(x)
	}
	return avalanche(fold(h, sum))
}

// The hash is Austin Appleby's MurmurHash64A, a word at a time: multiplications
// of 64 bits only, which a page does as fast as a machine. The multiset of what
// is in flight is hashed as a sum.
const murmur = 0xc6a4a7935bd1e995

// scramble spreads a word over all its bits; no two words become one.
func scramble(x uint64) uint64 {
	x *= murmur
	x ^= x >> 47
	return x * murmur
}

func fold(h, x uint64) uint64 { return (h ^ scramble(x)) * murmur }

// avalanche finishes a hash, so that each bit of it depends on each bit of its input.
func avalanche(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}
