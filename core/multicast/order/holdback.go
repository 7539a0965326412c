package order

import "faultlab/core/sim"

// holdBack is the hold-back queue of a member: what it has received and not delivered
// yet. It has a record for each message that there will ever be, by number. A message
// is in the queue while it is received and not delivered; before that its record keeps
// what others have said of it, and after that only that it was delivered.
type holdBack []byte

// record is what a member knows of one message.
type record []byte

// Where things are in a record.
const (
	stamp  = 0 // to 3: its vector
	state  = 4
	place  = 5 // position, or priority: its number, and behind it three bits of who proposed it
	acked  = 6 // who has it, one bit each
	agreed = 7 // its sender: who has proposed a priority
	size   = 8
)

// States of a message at a member.
const (
	received  = 1 << iota
	stable    // all have it
	taken     // all that must come before it has been taken
	settled   // its place in the total order is known
	delivered // and it is forgotten, but for this
	passing   // it is being sent to others, and delivered after that
)

func (h holdBack) of(x int) record { return record(h[size*x : size*(x+1)]) }

// keep puts a message into the queue of a member, with the vector that says what must
// come before it.
func (h holdBack) keep(x int, me sim.ID, vector uint32) {
	r := h.of(x)
	r[stamp], r[stamp+1], r[stamp+2] = uint8(vector), uint8(vector>>8), uint8(vector>>16)
	r[state] |= received
	r[acked] |= 1 << me
}

// vector is what must have been delivered before a message.
func (r record) vector() uint32 {
	return uint32(r[stamp]) | uint32(r[stamp+1])<<8 | uint32(r[stamp+2])<<16
}

// leave takes a message out of the queue: it is delivered, and nothing else is known of
// it any more.
func (r record) leave() {
	clear(r)
	r[state] = received | taken | delivered
}
