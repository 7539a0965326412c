package explore

// A record is one state that waits to be expanded: a head, its fingerprint, and
// its packed words. The head names the state, or, for one that is not known to be
// new yet, the state it came from and the option that led to it.
type record []uint64

const (
	headWords = 2
	maxWords  = 1<<16 - 1 // of a packed state
	maxOption = 1<<16 - 1
)

func head(id uint32, option, words int) uint64 {
	return uint64(id) | uint64(option)<<32 | uint64(words)<<48
}

func (r record) id() uint32          { return uint32(r[0]) }
func (r record) option() uint16      { return uint16(r[0] >> 32) }
func (r record) fingerprint() uint64 { return r[1] }
func (r record) state() []uint64     { return r[headWords:] }

// first is the record at the beginning of words.
func first(words []uint64) record { return words[:headWords+int(words[0]>>48)] }

// queue is a line of records in blocks, so that it grows without being copied,
// and what has been read is used again.
type queue struct {
	free    *[][]uint64 // blocks that nobody uses
	blocks  [][]uint64
	reading int // the block that is being read
	at      int // how many of its words have been read
	n       int
	words   int64 // of its blocks
}

const blockWords = 1 << 14

// push appends a record with the given head.
func (q *queue) push(head uint64, r record) {
	n := len(r)
	if len(q.blocks) == 0 || len(q.blocks[len(q.blocks)-1])+n > cap(q.blocks[len(q.blocks)-1]) {
		q.block(n)
	}
	last := &q.blocks[len(q.blocks)-1]
	*last = append(*last, head)
	*last = append(*last, r[1:]...)
	q.n++
}

// block opens a new block with room for a record of n words.
func (q *queue) block(n int) {
	if free := *q.free; n <= blockWords && len(free) > 0 {
		q.blocks = append(q.blocks, free[len(free)-1][:0])
		*q.free = free[:len(free)-1]
	} else {
		q.blocks = append(q.blocks, make([]uint64, 0, max(n, blockWords)))
	}
	q.words += int64(cap(q.blocks[len(q.blocks)-1]))
}

// take appends up to n records to dst and removes them from the queue. Their
// memory is theirs until release is called.
func (q *queue) take(dst []record, n int) []record {
	for ; n > 0 && q.n > 0; n-- {
		if q.at == len(q.blocks[q.reading]) {
			q.reading, q.at = q.reading+1, 0
		}
		r := first(q.blocks[q.reading][q.at:])
		dst = append(dst, r)
		q.at += len(r)
		q.n--
	}
	return dst
}

// release gives back the blocks that have been read to their end.
func (q *queue) release() {
	if q.n == 0 && len(q.blocks) > 0 {
		q.reading, q.at = len(q.blocks), 0
	}
	for _, b := range q.blocks[:q.reading] {
		if cap(b) == blockWords {
			*q.free = append(*q.free, b)
		}
		q.words -= int64(cap(b))
	}
	q.blocks = append(q.blocks[:0], q.blocks[q.reading:]...)
	q.reading = 0
}

func (q *queue) bytes() int64 { return 8 * q.words }
