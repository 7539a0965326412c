package words

import (
	"strconv"
	"strings"

	"faultlab/core/sim"
)

// fill is what the places of a sentence stand for.
type fill struct {
	s       *Scene
	p, q    sim.ID
	msg     uint8
	v, t    uint8
	arg, n  uint32
	say     string
	arrives string
	list    string
	payload []int32
	who     string // instead of p, or empty
}

// text puts names and values into the places of a sentence. A place it does not
// know is our bug, and shows.
func (f *fill) text(template string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			b.WriteString(template)
			return b.String()
		}
		end := open + strings.IndexByte(template[open:], '}')
		b.WriteString(template[:open])
		b.WriteString(f.place(template[open+1 : end]))
		template = template[end+1:]
	}
}

func (f *fill) place(name string) string {
	switch name {
	case "p":
		if f.who != "" {
			return f.who
		}
		return f.s.Name(f.p)
	case "q":
		return f.s.Name(f.q)
	case "v":
		return f.s.Value(f.v)
	case "t":
		return f.s.Value(f.t)
	case "k":
		return f.s.kind(f.msg)
	case "a":
		return f.s.arg(f.msg, f.arg)
	case "via":
		if f.s.Words.Via == nil {
			return ""
		}
		return f.s.Words.Via(f.s, f.msg, f.arg)
	case "n":
		return strconv.FormatUint(uint64(f.n), 10)
	case "say":
		return f.say
	case "carries":
		return f.s.carries(f.msg, f.payload)
	case "number":
		return strconv.Itoa(int(f.v))
	case "with":
		if f.q == sim.None {
			return ""
		}
		return " with " + f.s.Name(f.q)
	case "arrives":
		return f.arrives
	case "list":
		return f.list
	case "about":
		if f.s.Words.Arg == nil {
			return ""
		}
		if a := f.s.arg(f.msg, f.arg); a != "" {
			return " (" + a + ")"
		}
		return ""
	}
	return "{" + name + "}"
}
