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
	w.pend, w.first = w.pend[:live], 0
	if live > 0 {
		copy(unsafe.Slice((*byte)(unsafe.Pointer(&w.pend[0])), live*pendingSize), b[n:])
	}
}

// Twin makes a second world of the same setup, for another walk. A world can't
// be copied by assignment: its processes point into its own memory.
func (w *World) Twin() *World { return New(w.setup) }

// Fingerprint hashes, to 64 bits, all that can influence the future, and the
// claims: the states of the processes and what is in flight, by channel. Numbers
// of steps and events, causes and the age of what is in flight in an unordered
// network do not count, so k independent messages are 2^k states and not k!.
func (w *World) Fingerprint() uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&w.arena[0])), hashedHeader)
	for _, b := range bytes {
		h = mix(h ^ uint64(b))
	}
	skip := int(unsafe.Sizeof(header{})) / 8
	for _, x := range w.arena[skip:w.hashed] {
		h = mix(h ^ x)
	}
	var sum uint64
	for i := w.first; i < len(w.pend); i++ {
		p := &w.pend[i]
		x := uint64(p.From) | uint64(p.To)<<8 | uint64(p.tag())<<16 | uint64(p.Val)<<24 | uint64(p.Arg)<<32
		y := uint64(p.flags) | uint64(p.inc)<<8 | uint64(p.truth)<<16 | uint64(w.rank(i))<<24
		if w.hasValue && p.flags&flagSpoken == 0 && w.model(p.From)&Value != 0 {
			y |= uint64(p.group) << 40
		}
		if w.setup.Net.Multicast && p.group != 0 {
			y |= 1 << 48 // no crash can cut it
		}
		z := uint64(0)
		if w.setup.Net.Timed() {
			z = uint64(uint32(max(p.early-w.head.clock, 0)))
			if p.late != Forever {
				z |= uint64(uint32(p.late-w.head.clock)) << 32
			} else {
				z |= 0xffffffff << 32
			}
		}
		sum += mix(mix(mix(x)^y) ^ z)
	}
	return mix(h ^ sum)
}

// rank is how many older records are in the same channel, where the order of a
// channel matters.
func (w *World) rank(i int) (r uint16) {
	p := &w.pend[i]
	order := w.setup.Net.Order
	if p.class != Message || order == Unordered {
		return 0
	}
	for j := w.first; j < i; j++ {
		q := &w.pend[j]
		if q.class == Message && q.To == p.To && (order == Ordered || q.From == p.From) {
			r++
		}
	}
	return r
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^0x2d358dccaa6c78a5, 0x8bb84b93962eacc9)
	return hi ^ lo
}
