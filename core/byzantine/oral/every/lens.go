package every

import "faultlab/core/byzantine"

// A lens makes two values of all: one stands out, or all from one on do. Both rules of voting come to
// the same whether one looks at the votes through it or at their result:
//
//   - With a strict majority, a value other than the default is the result if and only if more than
//     half of the votes are this value. One lens for each such value.
//   - The lower median is at least v if and only if more than half of the votes are. One lens for each v
//     but the lowest.
//
// Two results differ if and only if they differ through one of the lenses. And what a faulty process can
// make of a message seen through a lens, it can make of the message.
type lens struct {
	out     uint8 // the value that stands out
	upwards bool  // and all above it
	other   uint8 // a value that doesn't
	silence uint8 // how the default looks
}

func (q *Question) lenses() []lens {
	var all []lens
	for v := range uint8(q.Orders) {
		switch {
		case q.Rule == byzantine.Median && v > 0:
			l := lens{out: v, upwards: true, other: byzantine.Retreat}
			l.silence = l.bit(q.Default)
			all = append(all, l)
		case q.Rule == byzantine.Majority && v != q.Default:
			all = append(all, lens{out: v, other: q.Default})
		}
	}
	return all
}

// bit is how a value looks.
func (l *lens) bit(v uint8) uint8 {
	if v == l.out || l.upwards && v > l.out {
		return 1
	}
	return 0
}

// value is a value that looks like bit.
func (l *lens) value(bit uint8) uint8 {
	if bit == 1 {
		return l.out
	}
	return l.other
}
