package choose

import (
	"errors"

	"faultlab/core/sim"
)

// Errors of a list that was cut off or made up.
var (
	ErrCutOff = errors.New("choose: the list of choices is cut off")
	ErrRange  = errors.New("choose: a number in the list of choices is out of range")
	ErrLong   = errors.New("choose: the list has more choices than allowed")
)

// Encode appends a list of choices in the compact form which links carry: nine
// unsigned varints (LEB128) a choice, the first one the distance to the step of
// the choice before.
func Encode(b []byte, list []sim.Choice) []byte {
	last := int32(0)
	for _, c := range list {
		for _, x := range [...]uint32{uint32(c.Step - last), uint32(c.Kind), uint32(c.Who), uint32(c.To), uint32(c.Msg),
			c.Arg, uint32(c.Rank), uint32(c.Val), c.Word} {
			for ; x >= 0x80; x >>= 7 {
				b = append(b, byte(x)|0x80)
			}
			b = append(b, byte(x))
		}
		last = c.Step
	}
	return b
}

// Decode reads what Encode wrote; at most limit choices.
func Decode(b []byte, limit int) ([]sim.Choice, error) {
	var list []sim.Choice
	last := int64(0)
	for len(b) > 0 {
		if len(list) == limit {
			return nil, ErrLong
		}
		var x [9]uint64
		for i := range x {
			var err error
			if x[i], b, err = varint(b); err != nil {
				return nil, err
			}
		}
		step := last + int64(x[0])
		c, err := FromNumbers([9]int64{step, int64(x[1]), int64(x[2]), int64(x[3]), int64(x[4]), int64(x[5]), int64(x[6]),
			int64(x[7]), int64(x[8])})
		if err != nil {
			return nil, err
		}
		list = append(list, c)
		last = step
	}
	return list, nil
}

func varint(b []byte) (x uint64, rest []byte, err error) {
	for i := 0; i < len(b) && i < 5; i++ {
		x |= uint64(b[i]&0x7f) << (7 * i)
		if b[i] < 0x80 {
			return x, b[i+1:], nil
		}
	}
	return 0, nil, ErrCutOff
}

// Numbers are the nine numbers of a choice, in the order of its fields.
func Numbers(c sim.Choice) [9]int64 {
	return [9]int64{int64(c.Step), int64(c.Kind), int64(c.Who), int64(c.To), int64(c.Msg), int64(c.Arg), int64(c.Rank),
		int64(c.Val), int64(c.Word)}
}

// FromNumbers is the inverse of Numbers; every number must be in its range.
func FromNumbers(x [9]int64) (sim.Choice, error) {
	top := [9]int64{1<<31 - 1, int64(len(sim.Kinds)) - 1, 255, 255, 255, 1<<32 - 1, 255, 255, 1<<32 - 1}
	for i := range x {
		if x[i] < 0 || x[i] > top[i] {
			return sim.Choice{}, ErrRange
		}
	}
	return sim.Choice{Step: int32(x[0]), Kind: sim.Kind(x[1]), Who: sim.ID(x[2]), To: sim.ID(x[3]), Msg: uint8(x[4]),
		Arg: uint32(x[5]), Rank: uint8(x[6]), Val: uint8(x[7]), Word: uint32(x[8])}, nil
}
