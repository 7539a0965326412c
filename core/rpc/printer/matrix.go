package printer

import (
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// Outcome is what is on paper in the end. Its values are OK, Dup and Zero.
type Outcome uint8

const (
	OK   Outcome = iota // the text, once
	Dup                 // the text, more than once
	Zero                // nothing
	outcomes
)

// Outcomes are their names.
var Outcomes = [...]string{"OK", "DUP", "ZERO"}

// Orderings are the orders in which M, P and C can come, by the server's strategy. What
// stands in parentheses never happens. The last one of each is beyond the book's table:
// the server crashes before the request reaches it.
var Orderings = [2][4]string{
	TellFirst:  {"MPC", "MC(P)", "C(MP)", "C"},
	PrintFirst: {"PMC", "PC(M)", "C(PM)", "C"},
}

// Tabled is how many of them are in the table.
const Tabled = 3

// Cell is a pair of strategies under one ordering: which outcomes are possible, and a
// simple run of each.
type Cell struct {
	Found   [outcomes]bool
	Choices [outcomes][]sim.Choice
}

// Only is the outcome that all runs have; ok is false if they differ, or if there
// are none.
func (c *Cell) Only() (o Outcome, ok bool) {
	for i, found := range c.Found {
		if found {
			if ok {
				return o, false
			}
			o, ok = Outcome(i), true
		}
	}
	return o, ok
}

// Column is what becomes of a pair of strategies.
type Column struct {
	Cells  [4]Cell // by Orderings
	States int     // in which the two of them can be
	All    bool    // every run was tried
}

// limit is how many states are tried at most; with two crashes there are some
// thousands.
const limit = 200_000

// Play tries every run in which a server of this strategy crashes at most so many times
// and comes up again each time, with a client of that strategy, and sorts them by what
// happened before the first crash.
func Play(order Order, strategy Strategy, crashes uint8) *Column {
	return play(order, crashes, usual, strategy)
}

func play(order Order, crashes uint8, build func(*sim.Builder), strategy Strategy) *Column {
	setup := world(&Job{order, strategy}, build)
	setup.Models = []sim.Model{server: sim.Crash}
	setup.Budget = sim.Budget{Crashes: crashes, Restarts: crashes}
	p, err := ends.Possible(setup, limit)
	if err != nil {
		panic(err)
	}
	col := &Column{States: p.States, All: p.All}
	for k, found := range p.Found {
		c := &col.Cells[k/int(outcomes)]
		c.Found[k%int(outcomes)], c.Choices[k%int(outcomes)] = found, p.Choices[k]
	}
	return col
}

func usual(b *sim.Builder) {
	sim.Place(b, Client{}, 0)
	sim.Place(b, Server{}, 0)
}

// world is the network that the table takes for granted.
func world(job *Job, build func(*sim.Builder)) sim.Setup {
	return sim.Setup{N: 2, Net: sim.Network{Order: sim.FIFO}, Apart: true, Shared: job, Build: build}
}

// What is remembered of a run.
const (
	printed   = iota // how often, at most twice
	done             // of M and P, before the first crash
	delivered        // 1: the request was there before it
	crashed          // how often
	down             // 1: and not up again
	remembered
)

// ends are the orderings with the outcomes of each. It is no run of the table if nothing
// crashes, or if the server stays down.
var ends = explore.Ends{
	Classes: 4 * int(outcomes), Size: remembered,
	Watch: sim.Watch(sim.EvCrash, sim.EvRestart, sim.EvExecute, sim.EvReceive, sim.EvSend),
	Observe: func(h []byte, e *sim.Event) {
		if e.Process != server {
			return
		}
		first := h[crashed] == 0
		switch {
		case e.Kind == sim.EvCrash:
			h[crashed], h[down] = h[crashed]+1, 1
		case e.Kind == sim.EvRestart:
			h[down] = 0
		case e.Kind == sim.EvExecute:
			h[printed] = min(h[printed]+1, 2)
			if first {
				h[done]++
			}
		case e.Kind == sim.EvReceive && first:
			h[delivered] = 1
		case e.Kind == sim.EvSend && e.Msg == completed && first:
			h[done]++
		}
	},
	Class: func(h []byte) int {
		if h[crashed] == 0 || h[down] == 1 {
			return -1
		}
		ordering := Tabled
		if h[delivered] == 1 {
			ordering = 2 - min(int(h[done]), 2)
		}
		return ordering*int(outcomes) + int([...]Outcome{Zero, OK, Dup}[h[printed]])
	},
}

// MaxCrashes is the largest number of crashes that a table is asked for: with three the
// reader has what two show already.
const MaxCrashes = 2

// Row is a strategy of the client, with the book's name for it.
type Row struct {
	Rule     Rule
	Strategy Strategy
}

// Rows are the book's four under a reading of ACK, and every other set of situations. If
// two of the four mean the same, each has its row.
func Rows(ack Reading) (rows []Row) {
	named := uint8(0)
	for rule := Always; rule < Own; rule++ {
		s := rule.Strategy(ack)
		rows = append(rows, Row{rule, s})
		named |= 1 << s
	}
	for s := range Strategy(Strategies) {
		if named>>s&1 == 0 {
			rows = append(rows, Row{Own, s})
		}
	}
	return rows
}

// Right says whether the text is on paper once in every run that the book asks about.
func (c *Column) Right() bool {
	for i := range Tabled {
		if o, ok := c.Cells[i].Only(); !ok || o != OK {
			return false
		}
	}
	return c.All
}
