package every

import "faultlab/core/byzantine"

// The pairs of results that can be brought about, and at what price: the recursion over the shapes of
// paths. See the package comment for why this is all that there is to know.

// prices are the smallest number of lies for each pair of results (what i holds, what j holds), at place
// 2*i+j. Where there is only one lieutenant to look at, he is j, and i counts as 0.
type prices [4]uint64

var impossible = prices{never, never, never, never}

// plus adds two prices.
func plus(a, b uint64) uint64 {
	if a == never || b == never {
		return never
	}
	return min(a+b, MaxLies)
}

// A mode is what the end of a path tells the others.
type mode uint8

const (
	told0 mode = iota // what looks like 0, to all
	told1
	nothing // nothing, to anybody
	free0   // to each receiver what it will, and every 1 is a lie
	free1   // to each receiver what it will, and every 0 is a lie
	modes
)

func told(bit uint8) mode { return told0 + mode(bit) }
func free(bit uint8) mode { return free0 + mode(bit) }

// A hearing is one of the things that a receiver can be told.
type hearing struct {
	bit uint8
	lie uint64 // 1 if it is a lie
}

// hearings lists what a receiver can be told, the truth first.
func (s *search) hearings(m mode, h *[2]hearing) []hearing {
	switch m {
	case told0, told1:
		h[0] = hearing{uint8(m - told0), 0}
	case nothing:
		h[0] = hearing{s.silence, 0}
	default:
		h[0], h[1] = hearing{uint8(m - free0), 0}, hearing{uint8(1 - (m - free0)), 1}
		return h[:2]
	}
	return h[:1]
}

// A move is one of the things that a process can make of what it hears, and pass on.
type move struct {
	heard hearing
	wrong uint64 // 1 if it passes on another value, or one that it missed or mistook
	mode  mode
}

// moves lists what a process of a kind, whose path ends on the given level, can hear from a sender and
// make of it; the honest thing comes first.
func (s *search) moves(k *kind, level int, from mode, buffer *[8]move) []move {
	all := buffer[:0]
	var h [2]hearing
	for _, heard := range s.hearings(from, &h) {
		all = s.movesOf(k[level], heard, from == nothing, all)
	}
	return all
}

func (s *search) movesOf(p power, heard hearing, deaf bool, all []move) []move {
	switch {
	case p&mute != 0:
		return append(all, move{heard, 0, nothing})
	case p&says != 0:
		return append(all, move{heard, 0, free(heard.bit)})
	}
	say := func(wrong uint64, bit uint8) {
		m := told(bit)
		if p&drops != 0 && bit != s.silence {
			m = free(bit)
		}
		all = append(all, move{heard, wrong, m})
	}
	say(0, heard.bit)
	if p&wrongs != 0 || p&mistakes != 0 && !deaf {
		say(1, 1-heard.bit)
	} else if p&misses != 0 && heard.bit != s.silence {
		all = append(all, move{heard, 1, told(s.silence)})
	}
	return all
}

// A search is the recursion for one team and one lens.
type search struct {
	n, levels   int
	lens        *lens
	silence     uint8
	order       uint8 // how the order looks
	team        *team
	left        []int // of each kind, how many lieutenants are not on the path
	stride      []int
	memo        []cell
	votes       votes
	work, limit int // beyond the limit nothing is computed any more
}

// A cell keeps what is known of a shape: for one lieutenant and for two, by mode.
type cell struct {
	done [2][modes]bool
	cost [2][modes]prices
}

const maxCells = 1 << 16

func newSearch(q *Question, l *lens, t *team, limit int) (*search, error) {
	s := &search{n: q.N, lens: l, levels: byzantine.Levels(q.N, q.M), silence: l.silence, order: l.bit(q.Order), team: t, limit: limit}
	s.left = make([]int, len(t.kinds))
	for _, k := range t.of[1:] {
		s.left[k]++
	}
	cells := 1
	for _, count := range s.left {
		s.stride = append(s.stride, cells)
		if cells *= count + 1; cells > maxCells {
			return nil, ErrWork
		}
	}
	s.memo = make([]cell, cells)
	s.work = cells
	return s, nil
}

// reach returns the prices of the pairs of results for a path that ends on the given level with a sender
// in the given mode. Who is not on it is in left. Both lieutenants are among these, or only one.
func (s *search) reach(level int, m mode, both bool) prices {
	at, two := 0, 0
	for k, count := range s.left {
		at += count * s.stride[k]
	}
	if both {
		two = 1
	}
	c := &s.memo[at]
	if !c.done[two][m] {
		c.cost[two][m] = s.compute(level, m, both)
		c.done[two][m] = true
	}
	return c.cost[two][m]
}

// compute adds up the votes for i and j. At the last level there is no vote.
func (s *search) compute(level int, m mode, both bool) prices {
	if s.work > s.limit {
		return impossible
	}
	var h [2]hearing
	own := s.hearings(m, &h)
	if level == s.levels-1 {
		return leaf(own, own, both)
	}
	// What each of the others can add; the loyal ones first.
	rows := make([]prices, len(s.left))
	for k := range rows {
		rows[k] = impossible
		if s.left[k] == 0 || k == 0 && s.left[0] <= looked(both) {
			continue
		}
		var buffer [8]move
		s.left[k]--
		for _, move := range s.moves(&s.team.kinds[k], level+1, m, &buffer) {
			rows[k].atMost(s.reach(level+1, move.mode, both), move.heard.lie+move.wrong)
		}
		s.left[k]++
	}
	// What the path that goes on through i gives to j, and the other way round.
	var through [2]prices
	if both {
		s.left[0]--
		for _, heard := range own {
			through[heard.bit] = s.reach(level+1, told(heard.bit), false)
		}
		s.left[0]++
	}
	s.votes.reset(s.n-1-level, both)
	for k, count := range s.left {
		if k == 0 {
			count -= looked(both)
		}
		for range count {
			s.votes.add(&rows[k])
		}
	}
	s.work += s.votes.work
	return s.votes.count(own, own, &through, &through)
}

// looked is how many loyal lieutenants are looked at.
func looked(both bool) int {
	if both {
		return 2
	}
	return 1
}

// atMost lowers the prices to those of c and some lies, where they are lower.
func (o *prices) atMost(c prices, lies uint64) {
	for r := range o {
		o[r] = min(o[r], plus(c[r], lies))
	}
}

// leaf is a path of the last round: i and j hold what they are told.
func leaf(ti, tj []hearing, both bool) prices {
	o := impossible
	for _, j := range tj {
		if !both {
			o[j.bit] = min(o[j.bit], j.lie)
			continue
		}
		for _, i := range ti {
			o[2*i.bit+j.bit] = min(o[2*i.bit+j.bit], i.lie+j.lie)
		}
	}
	return o
}

// votes are the prices of the sums that i and j can get, on a grid. A sum that wins counts for all above.
type votes struct {
	both     bool
	win      int // more than half
	now, new []uint64
	work     int
}

// reset begins to count the votes of a path with so many receivers.
func (v *votes) reset(receivers int, both bool) {
	v.both, v.win, v.work = both, receivers/2+1, 0
	size := v.win + 1
	if both {
		size *= v.win + 1
	}
	if cap(v.now) < size {
		v.now, v.new = make([]uint64, size), make([]uint64, size)
	}
	v.now, v.new = v.now[:size], v.new[:size]
	fill(v.now)
	v.now[0] = 0
}

func fill(grid []uint64) {
	for i := range grid {
		grid[i] = never
	}
}

// add takes in the vote of one more path, for i and for j.
func (v *votes) add(o *prices) {
	fill(v.new)
	wide := v.win + 1
	for at, price := range v.now {
		if price == never {
			continue
		}
		v.work += 4
		i, j := at/wide, at%wide
		for r, more := range o {
			if more == never {
				continue
			}
			to := min(i+r>>1, v.win)*wide + min(j+r&1, v.win)
			v.new[to] = min(v.new[to], plus(price, more))
		}
	}
	v.work += len(v.now)
	v.now, v.new = v.new, v.now
}

// count adds what i and j were told themselves, and what they tell each other of it; x is the path through
// j, as i hears it, and y the one through i, by what these were told. It returns the prices of the results.
func (v *votes) count(ti, tj []hearing, x, y *[2]prices) prices {
	// At most two votes are still to come, so of each count it matters only how near it is to winning.
	near := votes{both: v.both, win: min(v.win, 3)}
	var kept [16]uint64
	wide, less := v.win+1, v.win-near.win
	size := near.win + 1
	if v.both {
		size *= near.win + 1
	}
	near.now = kept[:size]
	fill(near.now)
	for at, price := range v.now {
		if price != never {
			to := max(at/wide-less, 0)*(near.win+1) + max(at%wide-less, 0)
			near.now[to] = min(near.now[to], price)
		}
	}
	o := impossible
	near.ends(ti, tj, x, y, func(_ int, _, _ hearing, _, _ int, r int, price uint64) {
		o[r] = min(o[r], price)
	})
	return o
}

// ends goes through all ways in which a count can end: a place on the grid, what i and j were told, what
// they hear of each other (a and b), with the pair of results and the price of it all.
func (v *votes) ends(ti, tj []hearing, x, y *[2]prices, end func(at int, i, j hearing, a, b int, r int, price uint64)) {
	wide := v.win + 1
	for at, price := range v.now {
		if price == never {
			continue
		}
		ci, cj := at/wide, at%wide
		for _, j := range tj {
			if !v.both {
				end(at, hearing{}, j, 0, 0, won(cj+int(j.bit), v.win), plus(price, j.lie))
				continue
			}
			for _, i := range ti {
				for a := range 2 {
					for b := range 2 {
						r := 2*won(ci+int(i.bit)+a, v.win) + won(cj+int(j.bit)+b, v.win)
						end(at, i, j, a, b, r, plus(plus(price, i.lie+j.lie), plus(x[j.bit][a], y[i.bit][b])))
					}
				}
			}
		}
	}
}

func won(votes, win int) int {
	if votes >= win {
		return 1
	}
	return 0
}
