package every

import "faultlab/core/byzantine"

// From the shapes of paths to the paths themselves. A walker goes along the message tree of one run: to find
// out what the lies of a violation are, and where what has been said already makes a difference.
type walker struct {
	*search
	played *Played         // nil: nothing has been said
	tree   *byzantine.Tree // nil, as long as only shapes are asked about
	lies   []Lie
}

// ask finds the cheapest violation of each condition under one team and through one lens.
func (w *walker) ask(f *Found) error {
	q := f.question
	fallen := uint64(len(w.team.crashes))
	consider := func(condition int, price uint64, i, j int) {
		if price = plus(price, fallen); price < f.ways[condition].price {
			f.ways[condition] = way{price, *w.lens, *w.team, i, j}
		}
	}
	loyal := q.loyal()
	for at, j := range loyal {
		if q.Models[0] == 0 {
			consider(1, w.whole(-1, j)[1-w.order], -1, j)
		}
		for _, i := range loyal[:at] {
			c := w.whole(i, j)
			consider(0, c[0b01], i, j)
			consider(0, c[0b10], i, j)
		}
		if w.played == nil && at == 1 {
			break // one pair is like another
		}
	}
	if w.work > w.limit {
		return ErrWork
	}
	return nil
}

// whole is the price of the results of the whole run.
func (w *walker) whole(i, j int) prices {
	o := impossible
	for _, move := range w.commands() {
		o.atMost(w.prices(0, 0, move.mode, i, j), move.wrong)
	}
	return o
}

// commands are what the commander can make of his order.
func (w *walker) commands() []move {
	var buffer [8]move
	return w.movesAt(0, 0, 0, []hearing{{w.order, 0}}, false, buffer[:0])
}

// prices are those of the path node; whoever is on it is not in left any more.
func (w *walker) prices(node, level int, m mode, i, j int) prices {
	if !w.played.touches(node) {
		return w.reach(level, m, i >= 0)
	}
	if w.work > w.limit {
		return impossible
	}
	if level == w.levels-1 {
		ti, tj := w.owns(node, m, i, j)
		return leaf(ti, tj, i >= 0)
	}
	f := w.fork(node, level, m, i, j)
	w.votes.reset(w.n-1-level, i >= 0)
	for at := range f.rows {
		w.votes.add(&f.rows[at].best)
	}
	w.work += w.votes.work
	return w.votes.count(f.ti, f.tj, &f.x, &f.y)
}

// A fork is all that the result of a path is made of.
type fork struct {
	rows   []row     // the paths that go on through others than i and j
	ti, tj []hearing // what i and j can be told
	x, y   [2]prices // the path through j as i hears it, and the other way round, by what is told
}

// A row is a path that goes on, with what its end can make of what it hears, and what comes of each.
type row struct {
	process int
	moves   []move
	prices  []prices
	best    prices
}

func (w *walker) fork(node, level int, m mode, i, j int) (f fork) {
	for p := 1; p < w.n; p++ {
		if p == i || p == j || w.tree.OnPath(node, p) {
			continue
		}
		f.rows = append(f.rows, w.row(node, level, m, p, i, j))
	}
	f.ti, f.tj = w.owns(node, m, i, j)
	if i < 0 {
		return f
	}
	w.left[0]--
	for _, heard := range f.tj {
		f.x[heard.bit] = w.prices(w.tree.Child(node, j), level+1, told(heard.bit), -1, i)
	}
	for _, heard := range f.ti {
		f.y[heard.bit] = w.prices(w.tree.Child(node, i), level+1, told(heard.bit), -1, j)
	}
	w.left[0]++
	return f
}

func (w *walker) row(node, level int, m mode, p, i, j int) row {
	k, child := w.team.of[p], w.tree.Child(node, p)
	r := row{process: p, best: impossible}
	var h [2]hearing
	heard, deaf := w.hearingsAt(node, m, p, &h)
	r.moves = w.movesAt(child, level+1, p, heard, deaf, nil)
	w.left[k]--
	for _, move := range r.moves {
		c := w.prices(child, level+1, move.mode, i, j)
		r.prices = append(r.prices, c)
		r.best.atMost(c, move.heard.lie+move.wrong)
	}
	w.left[k]++
	return r
}

// owns are what i and j can be told along a path.
func (w *walker) owns(node int, m mode, i, j int) (ti, tj []hearing) {
	var hi, hj [2]hearing
	if i >= 0 {
		ti, _ = w.hearingsAt(node, m, i, &hi)
	}
	tj, _ = w.hearingsAt(node, m, j, &hj)
	return ti, tj
}

// hearingsAt lists what a process can be told along a path, unless it has been told already; deaf is one who
// hears nothing.
func (w *walker) hearingsAt(node int, m mode, p int, h *[2]hearing) (list []hearing, deaf bool) {
	if bit, ok := w.played.heard(node, p, w.lens); ok {
		h[0] = hearing{bit, 0}
		return h[:1], false // what he makes of it is known
	}
	return w.hearings(m, h), m == nothing
}

// movesAt lists what the process at the end of a path can make of what it hears. Where a value fault has
// been decided it stays as it is, and what was missed or mistaken is what was heard.
func (w *walker) movesAt(node, level, p int, heard []hearing, deaf bool, all []move) []move {
	power := w.team.kinds[w.team.of[p]][level]
	if bit, ok := w.played.settled(node, w.lens); ok && power&(wrongs|says|mute) == wrongs {
		settled := w.movesOf(power&^(wrongs|mistakes|misses), hearing{bit, 0}, deaf, all)
		settled[len(settled)-1].heard = heard[0]
		return settled
	}
	if w.tree != nil && node > 0 && w.played.knows(w.tree.Parent(node), p) {
		power &^= mistakes | misses
	}
	for _, h := range heard {
		all = w.movesOf(power, h, deaf, all)
	}
	return all
}
