package wire

import "faultlab/core/sim"

// Records writes events as records of 32 bytes each:
//
//	0  kind          8  argument
//	1  reason       12  cause
//	2  process      16  time
//	3  peer         20  step
//	4  message kind 24  message
//	5  value        28  span
//	6  truth
//	7  flags
//
// The numbers from 8 on are little-endian and of 32 bits; cause, time, step and message
// are signed. What they mean is said by sim.Event.
func Records(events []sim.Event) []byte {
	b := make([]byte, 0, 32*len(events))
	for i := range events {
		e := &events[i]
		b = append(b, byte(e.Kind), byte(e.Reason), byte(e.Process), byte(e.Peer), e.Msg, e.Value, e.Truth, e.Flags)
		for _, x := range [...]uint32{e.Arg, uint32(e.Cause), uint32(e.Time), uint32(e.Step), uint32(e.Message), e.Span} {
			b = Append32(b, x)
		}
	}
	return b
}

// Words writes numbers of 32 bits, little-endian.
func Words(words []int32) []byte {
	b := make([]byte, 0, 4*len(words))
	for _, x := range words {
		b = Append32(b, uint32(x))
	}
	return b
}

// Append32 appends a number of 32 bits, little-endian.
func Append32(b []byte, x uint32) []byte {
	return append(b, byte(x), byte(x>>8), byte(x>>16), byte(x>>24))
}
