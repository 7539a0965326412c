package explore

// set is the set of fingerprints that have been visited: open addressing in a
// table whose size is a power of two, nothing but words. A fingerprint is a good
// hash already, so its low bits are its place.
type set struct {
	slots []uint64 // 0: free
	mask  uint64
	n     int
}

const smallestSet = 1 << 10

func newSet() *set { return &set{slots: make([]uint64, smallestSet), mask: smallestSet - 1} }

// full says whether one more element would make the table grow: with three
// quarters in use, chains get long.
func (s *set) full() bool { return 4*(s.n+1) > 3*len(s.slots) }

// has says whether f is in the set. No fingerprint is 0; see key.
func (s *set) has(f uint64) bool {
	for i := f & s.mask; ; i = (i + 1) & s.mask {
		switch s.slots[i] {
		case f:
			return true
		case 0:
			return false
		}
	}
}

// add puts f into the set and says whether it was not in it before. The caller
// has seen that the set is not full.
func (s *set) add(f uint64) bool {
	for i := f & s.mask; ; i = (i + 1) & s.mask {
		switch s.slots[i] {
		case f:
			return false
		case 0:
			s.slots[i] = f
			s.n++
			return true
		}
	}
}

// missing writes to fresh which of the fingerprints are not in the set. It looks
// at the first place of all of them before it looks on: the memory answers them
// side by side, and a search spends most of its time in waiting for memory.
func (s *set) missing(f []uint64, fresh []bool) {
	var first [window]uint64
	mask, slots := s.mask, s.slots
	for i, x := range f {
		first[i] = slots[x&mask]
	}
	for i, x := range f {
		fresh[i] = first[i] == 0 || first[i] != x && !s.has(x)
	}
}

// grow doubles the table.
func (s *set) grow() {
	old := s.slots
	s.slots = make([]uint64, 2*len(old))
	s.mask = uint64(len(s.slots) - 1)
	for _, f := range old {
		if f == 0 {
			continue
		}
		i := f & s.mask
		for s.slots[i] != 0 {
			i = (i + 1) & s.mask
		}
		s.slots[i] = f
	}
}

// clear empties the set and keeps its table.
func (s *set) clear() {
	clear(s.slots)
	s.n = 0
}

func (s *set) bytes() int64 { return 8 * int64(len(s.slots)) }
