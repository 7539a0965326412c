package every

import (
	"errors"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// A Witness is a behaviour of the faulty that violates a condition, with as few lies as any: what is said
// otherwise than it should be, and who crashes. All else goes as if nobody were faulty.
//
// It plays itself on the simulator (Pick), which makes of it a list of choices.
type Witness struct {
	Condition int // 0 for IC1, 1 for IC2
	Lies      []Lie
	Crashes   []Crash

	// I and J are the lieutenants who show the violation; I is -1 for IC2.
	I, J int

	question *Question
	lens     lens
	tree     *byzantine.Tree

	// The lies by node, to be played: of whom it is decided what he is told, what, and who is told nothing;
	// and what is said to everybody else, plus one.
	set, bits, silent []uint64
	wrong             []uint8
	mistaken          []bool
}

// A Lie is what a process tells along a path: to one receiver, or to all (To is -1). Where it missed what it was
// told, or took another value for it, and believes what it says, it is mistaken; the value then is what it took.
type Lie struct {
	Node, To int
	Value    uint8 // sim.Nothing for silence
	Mistaken bool
}

// A Crash is a process that crashes in a round, counted from 1. What it had to say in this round arrives, unless
// a lie of silence says that it is lost.
type Crash struct{ Process, Round int }

// MaxWitness bounds the lies of a behaviour that is written down.
const MaxWitness = 1 << 16

// ErrWitness says that there is a behaviour, but too big a one to be written down.
var ErrWitness = errors.New("byzantine: the behaviour has too many messages or lies to be written down")

// Witness returns the behaviour that violates a condition: 0 for IC1, 1 for IC2. There is none if the condition
// isn't violated.
func (f *Found) Witness(condition int) (*Witness, error) { return f.witness(condition, nil) }

// WitnessRest does the same for what DecideRest has found about the rest of a run.
func (f *Found) WitnessRest(condition int, played *Played) (*Witness, error) {
	return f.witness(condition, played)
}

func (f *Found) witness(condition int, played *Played) (*Witness, error) {
	way := &f.ways[condition]
	if way.price == never {
		return nil, errors.New("byzantine: no behaviour violates IC" + strconv.Itoa(condition+1))
	}
	q := f.question
	tree, err := byzantine.NewTree(q.N, q.M)
	if err != nil || way.price > MaxWitness {
		return nil, ErrWitness
	}
	s, err := newSearch(q, &way.lens, &way.team, MaxWork)
	if err != nil {
		return nil, err
	}
	w := walker{search: s, played: played, tree: tree}
	w.begin(condition, way)
	if s.work > s.limit {
		return nil, ErrWork
	}
	x := &Witness{Condition: condition, Lies: w.lies, I: way.i, J: way.j, question: q, lens: way.lens, tree: tree}
	for _, c := range way.team.crashes {
		x.Crashes = append(x.Crashes, Crash{c.process, c.level + 1})
	}
	x.lay()
	return x, nil
}

// begin follows the prices from the result of the whole run back to the lies.
func (w *walker) begin(condition int, way *way) {
	target, price := []int{0b01, 0b10}, way.price-uint64(len(w.team.crashes))
	if condition == 1 {
		target = []int{int(1 - w.order)}
	}
	for _, move := range w.commands() {
		c := w.prices(0, 0, move.mode, way.i, way.j)
		for _, r := range target {
			if plus(c[r], move.wrong) == price {
				w.pass(0, 0, move)
				w.follow(0, 0, move.mode, way.i, way.j, r)
				return
			}
		}
	}
	panic("byzantine: a violation without a behaviour")
}

// follow finds what has to be said along a path, and along those that go on from it, to bring about the pair r.
// Where that prices nothing nobody has to lie.
func (w *walker) follow(node, level int, m mode, i, j, r int) {
	price := w.prices(node, level, m, i, j)[r]
	if price == 0 || w.work > w.limit {
		return
	}
	if level == w.levels-1 {
		ti, tj := w.owns(node, m, i, j)
		w.tell(node, i, ti, r>>1)
		w.tell(node, j, tj, r&1)
		return
	}
	f := w.fork(node, level, m, i, j)
	v := &w.votes
	v.reset(w.n-1-level, i >= 0)
	steps := [][]uint64{append([]uint64(nil), v.now...)}
	for at := range f.rows {
		v.add(&f.rows[at].best)
		steps = append(steps, append([]uint64(nil), v.now...))
	}
	w.work += v.work

	// How the count ended.
	var last struct{ at, a, b int }
	found := false
	v.ends(f.ti, f.tj, &f.x, &f.y, func(at int, ti, tj hearing, a, b, result int, p uint64) {
		if !found && result == r && p == price {
			last.at, last.a, last.b, found = at, a, b, true
			if i >= 0 {
				w.tell(node, i, []hearing{ti}, int(ti.bit))
			}
			w.tell(node, j, []hearing{tj}, int(tj.bit))
			f.ti, f.tj = []hearing{ti}, []hearing{tj}
		}
	})
	if !found {
		panic("byzantine: a price that nothing prices")
	}

	// Which vote each of the others gave, from the last one back.
	gave := make([]int, len(f.rows))
	for at, to := len(f.rows)-1, last.at; at >= 0; at-- {
		to, gave[at] = v.before(steps[at], to, steps[at+1][to], &f.rows[at].best)
	}
	for at := range f.rows {
		w.through(node, level, &f.rows[at], i, j, gave[at])
	}
	if i >= 0 {
		w.left[0]--
		w.follow(w.tree.Child(node, j), level+1, told(f.tj[0].bit), -1, i, last.a)
		w.follow(w.tree.Child(node, i), level+1, told(f.ti[0].bit), -1, j, last.b)
		w.left[0]++
	}
}

// before finds where a step came from: the place on the grid, and the vote.
func (v *votes) before(grid []uint64, to int, price uint64, o *prices) (from, vote int) {
	wide := v.win + 1
	for at, p := range grid {
		for r, more := range o {
			if plus(p, more) == price && min(at/wide+r>>1, v.win)*wide+min(at%wide+r&1, v.win) == to {
				return at, r
			}
		}
	}
	panic("byzantine: a vote that nobody gave")
}

// through follows the path that goes on through one of the others.
func (w *walker) through(node, level int, row *row, i, j, r int) {
	for at, move := range row.moves {
		if plus(row.prices[at][r], move.heard.lie+move.wrong) != row.best[r] {
			continue
		}
		w.tell(node, row.process, []hearing{move.heard}, int(move.heard.bit))
		child := w.tree.Child(node, row.process)
		w.pass(child, row.process, move)
		k := w.team.of[row.process]
		w.left[k]--
		w.follow(child, level+1, move.mode, i, j, r)
		w.left[k]++
		return
	}
	panic("byzantine: a vote that nobody could give")
}

// tell notes the lie by which a receiver is told bit, if it takes one.
func (w *walker) tell(node, to int, can []hearing, bit int) {
	for _, h := range can {
		if int(h.bit) != bit || h.lie == 0 {
			continue
		}
		value := sim.Nothing
		if w.power(node)&says != 0 {
			value = w.lens.value(h.bit)
		}
		w.lies = append(w.lies, Lie{Node: node, To: to, Value: value})
	}
}

// pass notes that a process passes on something else than it was told.
func (w *walker) pass(node, process int, m move) {
	if m.wrong != 0 {
		bit := uint8(m.mode-told0) & 1
		if m.mode >= free0 {
			bit = uint8(m.mode - free0)
		}
		lie := Lie{Node: node, To: -1, Value: w.lens.value(bit), Mistaken: w.power(node)&wrongs == 0}
		if w.power(node)&(wrongs|mistakes) == 0 {
			lie.Value = sim.Nothing // missed
		}
		w.lies = append(w.lies, lie)
	}
}

func (w *walker) power(node int) power {
	return w.team.kinds[w.team.of[w.tree.Process(node)]][w.tree.Level(node)]
}
