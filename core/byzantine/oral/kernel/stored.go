package kernel

import (
	"math/bits"

	"faultlab/core/byzantine"
)

// Stored runs OM(m) and keeps all that was said: one byte for every message, level by level in
// flat arrays, in the order of the message tree.
//
// A node has a row with one byte for each receiver, in order of process id. The row of a relay
// has one byte more, at the place where the relay itself stands among its parent's receivers: the
// value that it was told and passes on. So the rows of a node's children form a square, and the
// vote of all receivers of the node is nothing but the sums of its columns: what the others say
// they got, and on the diagonal what one got oneself. Eight columns are summed at once, as eight
// bytes of one word.
type Stored struct {
	shape
	tree *byzantine.Tree
	base [byzantine.MaxProcesses]int // where each level's rows begin
	told []byte                      // what was said: Retreat, Attack or silence
	res  []byte                      // what came out of it, in the same places; not for the last level

	run Case
}

const (
	ones   = 0x0101010101010101
	highs  = 0x8080808080808080
	margin = 8 // rows are written and read in words of eight bytes, the last of which may stick out
)

// NewStored prepares OM(m) among n processes with room for every message.
func NewStored(n, m int) (*Stored, error) {
	if err := checkSize(n, m, maxStored); err != nil {
		return nil, err
	}
	tree, err := byzantine.NewTree(n, m)
	if err != nil {
		return nil, err
	}
	s := &Stored{shape: newShape(n, m), tree: tree}
	size, inner := 0, 0
	for k := 0; k < s.levels; k++ {
		s.base[k] = size
		inner = size
		size += (tree.Offset(k+1) - tree.Offset(k)) * s.width(k)
	}
	s.told = make([]byte, size+margin)
	s.res = make([]byte, inner+margin)
	return s, nil
}

// width returns the length of the rows of a level.
func (s *Stored) width(level int) int {
	if level == 0 {
		return s.n - 1
	}
	return s.n - level
}

// row returns where the row of a node begins, and the place in it that belongs to the node's own
// process; -1 for the commander, whom nobody told anything.
func (s *Stored) row(level, node int) (begin, own int) {
	width := s.width(level)
	at := node - s.tree.Offset(level)
	begin = s.base[level] + at*width
	if level == 0 {
		return begin, -1
	}
	return begin, at % width
}

// Run runs one case, which must have passed Check. It allocates nothing.
func (s *Stored) Run(c *Case) Outcome {
	rule := c.compile()
	s.run = *c
	silent := s.command(&rule)
	for k := 0; k < s.levels-1; k++ {
		silent += s.relay(k, &rule)
	}
	result := s.told
	for k := s.levels - 2; k >= 0; k-- {
		s.vote(k, result)
		result = s.res
	}
	o := Outcome{Votes: s.votes, Silent: silent, Sent: s.sent - silent}
	for i := 1; i < s.n; i++ {
		o.Attacks |= uint64(result[i-1]&1) << i
	}
	o.judge(s.n, c)
	return o
}

// command fills the row of the commander.
func (s *Stored) command(rule *rule) (kept uint64) {
	said, silent := -uint64(s.run.Order&1), uint64(0)
	if s.run.Traitors&1 != 0 {
		said, silent = rule.words(0, said)
	}
	for i := 1; i < s.n; i++ {
		s.told[i-1] = spoken(said, silent, i)
		kept += silent >> i & 1
	}
	return kept
}

// relay fills the rows of the children of a level: everybody tells the others what it was told.
func (s *Stored) relay(level int, rule *rule) (kept uint64) {
	c := s.n - 1 - level // receivers of each node, and so the width of the children's rows
	at := s.base[level+1]
	child := s.tree.Offset(level + 1)
	for node := s.tree.Offset(level); node < s.tree.Offset(level+1); node++ {
		begin, own := s.row(level, node)
		processes := s.tree.Ends(child, child+c)
		for r, p := range processes {
			from := begin + r
			if own >= 0 && r >= own {
				from++
			}
			got := s.told[from] & 1 // silence counts as RETREAT
			row := s.told[at : at+c+margin]
			if s.run.Traitors>>p&1 == 0 {
				word := ones * uint64(got)
				for i := 0; i < c; i += 8 {
					put8(row[i:], word)
				}
			} else {
				said, silent := rule.words(uint64(child+r), -uint64(got))
				for i, q := range processes {
					row[i] = spoken(said, silent, int(q))
				}
				row[r] = got
				kept += uint64(bits.OnesCount64(silent & s.tree.Receivers(child+r)))
			}
			at += c
		}
		child += c
	}
	return kept
}

// vote fills the results of a level from those of its children: on the last level but one what
// was said, above it the results of votes.
func (s *Stored) vote(level int, children []byte) {
	c := s.n - 1 - level
	passes := ones * uint64(128-(c/2+1)) // lifts a strict majority of c to the highest bit
	square := s.base[level+1]
	for node := s.tree.Offset(level); node < s.tree.Offset(level+1); node++ {
		begin, own := s.row(level, node)
		for col := 0; col < c; col += 8 {
			sum := uint64(0)
			for at := square + col; at < square+c*c; at += c {
				sum += get8(children[at:]) & ones
			}
			verdicts := (sum + passes) & highs >> 7
			for r := col; r < min(col+8, c); r++ {
				to := begin + r
				if own >= 0 && r >= own {
					to++
				}
				s.res[to] = byte(verdicts & 1)
				verdicts >>= 8
			}
		}
		if own >= 0 {
			s.res[begin+own] = s.told[begin+own]
		}
		square += c * c
	}
}

// Told returns what the end of the path node told receiver in the last run, and whether it said
// anything. Receiver must not be on the path.
func (s *Stored) Told(node, receiver int) (order uint8, said bool) {
	v := s.told[s.place(node, receiver)]
	return v & 1, v != silence
}

// Result returns what receiver made of the path node in the last run: the result of OM for it.
func (s *Stored) Result(node, receiver int) uint8 {
	if s.tree.Level(node) == s.levels-1 {
		return s.told[s.place(node, receiver)] & 1
	}
	return s.res[s.place(node, receiver)]
}

// Tree returns the numbering of the nodes.
func (s *Stored) Tree() *byzantine.Tree { return s.tree }

func (s *Stored) place(node, receiver int) int {
	begin, own := s.row(s.tree.Level(node), node)
	r := s.tree.Rank(node, receiver)
	if own >= 0 && r >= own {
		r++
	}
	return begin + r
}

// spoken returns the byte of one receiver. It has no branch, since lies are hard to predict.
func spoken(said, silent uint64, receiver int) byte {
	receiver &= 63
	return byte(said&^silent>>receiver&1) | byte(-(silent>>receiver&1))&silence
}

// get8 and put8 read and write eight bytes as a word; the compiler makes one instruction of each.
func get8(b []byte) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

func put8(b []byte, w uint64) {
	_ = b[7]
	b[0], b[1], b[2], b[3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
	b[4], b[5], b[6], b[7] = byte(w>>32), byte(w>>40), byte(w>>48), byte(w>>56)
}
