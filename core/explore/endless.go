package explore

import "faultlab/core/sim"

// Runs that never end.
//
// # The problem
//
// What a claim says of the end of a run ("the request completes") is judged at ends. A
// run that goes on for ever has none: a process whose timer sets itself again never
// comes to one, and a claim that is violated at every end would be proved.
//
// # The idea
//
// Among finitely many states, a run that never ends comes back to a state. So first:
// can any? Of all transitions, count for each state those that lead to it; take away a
// state that none leads to, and what leads on from it; again and again. If nothing is
// left, every run ends (Kahn 1962).
//
// What is left are the states with loops, and those behind them. A run in a loop breaks
// a claim if it is fair, and if at no moment of it the claim would hold, were the run to
// end there. So, for each claim: of the states in which it would not hold, the strongly
// connected components. One is fair unless some step (this delivery, this timer, that
// time passes) is possible in all its states, and on its transitions neither taken nor
// withdrawn (component.go). Then whoever goes through all of it, again and again, is a
// fair run that breaks the claim; lasso.go looks for a short one.
//
// # What it rests on
//
// All transitions: sleep sets, symmetry and order reduction leave some out, so the
// states are walked through once more without them. Faults with a budget are used up
// sometime; those without, such as lies, may come again and again in a loop, and are
// never owed. While a recovery is owed no loop is fair.
//
// # Sources
//
// A. Kahn: Topological Sorting of Large Networks. CACM 5(11), 1962. O. Lichtenstein, A.
// Pnueli: Checking That Finite State Concurrent Programs Satisfy Their Linear
// Specification. POPL 1985. B. Alpern, F. Schneider: Defining Liveness. Information
// Processing Letters 21(4), 1985.

// Endless is what is known of runs that never end.
type Endless uint8

const (
	Unasked Endless = iota // no claim is about the ends of runs
	AllEnd                 // every run ends
	Judged                 // some go on for ever, and they have been judged
	MayBe                  // there may be some: nobody looked, or Options.Edges was too little
)

// EndlessNames are their names.
var EndlessNames = [...]string{"", "every run ends", "some runs never end", "there may be runs that never end"}

// DefaultEdges is the memory for transitions, and for what else is needed to find runs
// that never end.
const DefaultEdges = 1 << 30

// endless is the search for runs that never end. It begins when all states are known.
type endless struct {
	s      *Search
	asked  uint64 // the claims that a run without an end could break
	w      *sim.World
	graph  graph
	line   queue // states that are not expanded yet
	chunk  []record
	option []sim.Option
	broken bool // a bound was met
	peeled bool
	costs  *costs
	todo   []component
}

// open are the claims of which the search so far says that no run with an end breaks
// them, and which one without an end could break.
func (s *Search) open() (claims uint64) {
	for c := range s.best {
		def := &s.world.Setup().Claims[c]
		if !s.best[c].known && (def.Finish != nil && !def.Lenient || s.atTheEnd) {
			claims |= 1 << c
		}
	}
	return claims
}

func newEndless(s *Search, asked uint64) *endless {
	e := &endless{s: s, asked: asked, w: s.world.Twin()}
	e.line.free = &s.free
	s.first(e.w)
	e.w.Unpack(e.w.Pack(nil))
	e.graph.visit(e.print(), e.falls())
	r := e.w.Pack([]uint64{0, 0})
	e.line.push(head(0, 0, len(r)-headWords), r)
	return e
}

// print is what tells states apart, without symmetry.
func (e *endless) print() uint64 { return max(e.w.Fingerprint(), 1) }

// falls are the claims asked for that would not hold if the run stayed in the present
// state, or ended there, and if such a run is asked about.
func (e *endless) falls() (claims uint64) {
	if !e.w.Meets() {
		return 0
	}
	each(e.asked, func(c int) {
		if e.w.Would(c) == sim.Violated {
			claims |= 1 << c
		}
	})
	return claims
}

// run goes on until about so many states more have been expanded. It returns their
// number; done says that all is known.
func (e *endless) run(states int) (expanded int, done bool) {
	switch {
	case e.broken:
		return 1, true
	case e.line.n > 0:
		e.chunk = e.line.take(e.chunk[:0], min(states, chunkStates))
		for _, r := range e.chunk {
			e.expand(r)
		}
		e.line.release()
		g := &e.graph
		e.broken = e.broken || g.n() > e.s.options.States || g.edges.n >= maxEdges ||
			g.bytes()+e.line.bytes() > e.s.options.Edges
		return len(e.chunk), false
	case !e.peeled:
		e.peeled = true
		if e.graph.peel() == 0 {
			e.s.result.Endless = AllEnd
			return 1, true
		}
		e.s.result.Endless = Judged
		e.costs = e.graph.costs()
		each(e.asked, func(c int) { e.todo = append(e.todo, e.components(c)...) })
		return 1, false
	case len(e.todo) > 0:
		c := e.todo[0]
		e.todo = e.todo[1:]
		if e.s.best[c.claim].known {
			return 1, false // a cheaper one has refuted the claim
		}
		return e.judge(&c), false
	}
	return 1, true
}

// expand notes every transition of a state.
func (e *endless) expand(r record) {
	w := e.w
	w.Unpack(r.state())
	w.Mark()
	e.option = w.Enabled(e.option[:0])
	e.graph.from()
	moved := false
	for _, o := range e.option {
		if o.Kind == sim.Rest {
			continue
		}
		if moved {
			w.Back()
		}
		w.Apply(o)
		moved = true
		f := e.print()
		id, known := e.graph.find(f)
		if !known {
			id = e.graph.visit(f, e.falls())
			next := w.Pack([]uint64{0, f})
			if len(next)-headWords > maxWords {
				e.broken = true
				return
			}
			e.line.push(head(id, 0, len(next)-headWords), next)
		}
		e.graph.edge(id, o.Kind.Fault())
	}
}

// finish says what is known of the claims that were left open.
func (e *endless) finish() {
	r := &e.s.result
	if e.broken {
		r.Endless = MayBe
	}
	e.s.conclude(Complete)
}
