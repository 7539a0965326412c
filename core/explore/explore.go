// Package explore tries everything: it walks through all states that a scenario
// can reach and says of every claim that it is proved within stated bounds, that
// it is refuted, with the run that shows it, or that it is not known, and why.
//
// # The idea
//
// A run is its choices, so "is there any way to break it?" is a question about
// all lists of choices. There are far too many lists and far fewer states: what
// can still happen depends on the state alone, so each state is walked through
// once. Claims are monitors whose memory is part of the state; without it, a
// claim about history would be proved falsely.
//
// # The order
//
// The search goes by cost: first everything that needs no fault, then one fault,
// then two; and with equal faults by the number of steps. The first violation in
// that order is the shortest there is: with the fewest faults, and of those with
// the fewest steps. Deviations from option 0 that are no faults, such as another
// order of deliveries, do not count, since which delivery is the boring one
// depends on how a state was reached and not on the state; Witness lists are
// shrunk afterwards, by whoever wants them simple.
//
// # How a proof can be wrong
//
// States are told apart by fingerprints of 64 bits. Two different states with
// the same fingerprint are taken for one; among n states the odds are below
// n²/2^65. And a proof speaks of its bounds only: so many processes, messages,
// faults and steps. A Result says all of that, and counts what happened, so that
// an empty proof ("nobody ever decided") shows itself.
//
// # Reductions
//
// Where deliveries commute, not every transition is taken: every state is visited
// all the same, and as cheaply (sleep.go). Two reductions may be switched on. Symmetry takes states that differ only by
// the names of interchangeable processes for one (symmetry.go). Partial order
// walks through one order of deliveries only where no order makes a difference
// (sim/reduce.go). With or without them the verdict is the same; a witness is then
// minimal in the sense of Shrink and need not be the shortest.
//
// # Sources
//
// The layered search is Dijkstra's with two costs. Partial-order reduction: D.
// Peled, All from One, One for All, CAV 1993, with the proviso for breadth-first
// search of D. Bošnački, G. Holzmann, Improving Spin's Partial-Order Reduction for
// Breadth-First Search, SPIN 2005. Symmetry: C. Ip, D. Dill, Better Verification
// Through Symmetry, FMSD 9, 1996.
package explore

import (
	"errors"

	"faultlab/core/sim"
)

// Defaults of Options.
const (
	DefaultStates = 50_000_000
	DefaultMemory = 2 << 30
)

// Options bound a search and switch its reductions.
type Options struct {
	States   int   // visit at most this many states; 0: DefaultStates
	Memory   int64 // use at most this many bytes for states; 0: DefaultMemory
	Workers  int   // expand states side by side, each in a world of its own; 0: one
	Symmetry bool  // take states alike up to interchangeable processes for one
	Order    bool  // leave out orders of deliveries that make no difference
	Every    bool  // take every transition, where fewer come to the same states (sleep.go)
	All      bool  // go on after every claim is refuted: for counting states

	// Together calls do(0) to do(n-1), at the same time if it can, and returns when
	// all have returned. The search itself starts nothing. Nil: one after the other.
	Together func(n int, do func(i int))

	// Within, if positive, asks of every state besides: if nothing goes wrong from
	// here, along option 0, which is fair, is everything decided within so many
	// steps? See Result.Fair.
	Within int32

	// From begins behind these choices instead of at the beginning; see Split.
	From *Prefix
}

// Prefix is the beginning of a run: its choices, and how many steps it has.
type Prefix struct {
	Choices []sim.Choice
	Steps   int32
}

// Outcome is what a search says of a claim. It is never just true or false. Its values
// are Unknown, Proved and Refuted.
type Outcome uint8

const (
	Unknown Outcome = iota // a bound was reached first; Result.Stopped says which
	Proved                 // no run within the bounds violates it
	Refuted                // a run violates it
)

// Outcomes are their names.
var Outcomes = [...]string{"unknown", "proved within the bounds", "refuted"}

// Stop is the bound that ended a search before it had seen everything. Its values are
// Complete, Going, Settled, States, Memory, Steps, Capacity and Wide.
type Stop uint8

const (
	Complete Stop = iota // nothing is left to see
	Going                // it has not ended yet
	Settled              // every claim was refuted, so nothing more was asked
	States               // Options.States
	Memory               // Options.Memory
	Steps                // the scenario's budget of steps, somewhere
	Capacity             // Setup.Pending, somewhere: more was in flight than there is room for
	Wide                 // a state is larger, or has more options, than a search can keep
)

// Stops are their names.
var Stops = [...]string{"complete", "going on", "every claim is refuted", "bound on states", "bound on memory",
	"bound on steps", "capacity of what is in flight", "size of a state"}

// Finding is what is known of one claim.
type Finding struct {
	Outcome Outcome
	// Of a refutation: the choices of its run and its cost. The run ends at Steps;
	// AtEnd says that the claim fell when nothing more could happen.
	Choices []sim.Choice
	Faults  int
	Steps   int32
	AtEnd   bool
	// Of the ends of runs that were reached: how many left the claim so, by
	// sim.Status. A claim that is open at every end was never put to the test.
	Ends [len(sim.Statuses)]uint64
}

// Result is what a search has found so far.
type Result struct {
	Findings    []Finding // of the world's claims, in their order
	Stopped     Stop
	States      int
	Transitions uint64
	Ends        uint64    // states in which nothing but faults could still happen
	Steps       int32     // of the longest of the shortest ways to a state
	Faults      int       // the largest number of faults
	Waiting     int       // states that are known and not expanded yet
	Bytes       int64     // of memory for states
	Events      sim.Tally // on all transitions, by kind
	Fair        Fairness
}

// Fairness is the answer to Options.Within.
type Fairness struct {
	Asked  bool
	Failed uint64 // states from which it is not decided in time
	First  *Prefix
}

// Errors of New.
var (
	ErrWired    = errors.New("explore: there is nothing to search in a world without options")
	ErrClaims   = errors.New("explore: at most 64 claims are searched at a time")
	ErrSymmetry = errors.New("explore: the scenario has no interchangeable processes, or a claim that can't rename them")
	ErrOrder    = errors.New("explore: a claim depends on the order of events at different processes, the clock counts, or nothing is known of what messages set off")
)

// Search is a search under way. It is used by one goroutine.
type Search struct {
	world   *sim.World
	options Options
	limit   int32 // steps
	perms   [][]sim.ID

	visited   *set
	scheduled *set // faulty successors that wait for the next level
	parents   pages[uint32]
	taken     pages[uint16] // the option by which a state was reached from its parent

	level     int   // faults
	depth     int32 // steps
	now, next queue
	again     queue            // states whose reduced expansion led to nothing new
	coming    map[int32]*queue // of this level, by depth: not known to be new
	later     map[int32]*queue // of the next level
	free      [][]uint64
	full      bool // now is being expanded without reduction
	sleeps    bool

	workers []*worker
	outs    []*output
	chunk   []record
	size    int // of a chunk, in states

	best   []found // of each claim
	result Result
	cut    Stop // a bound that was met on the way, which leaves verdicts unknown
}

// found is the cheapest violation of a claim that is known.
type found struct {
	known  bool
	final  bool
	faults int
	steps  int32
	parent uint32
	option int // -1: at the end of the parent
}

const noParent = 1<<32 - 1

// New begins a search of all runs of a world. The world is its own afterwards.
func New(w *sim.World, o Options) (*Search, error) {
	setup := w.Setup()
	if len(setup.Claims) > 64 {
		return nil, ErrClaims
	}
	if o.States <= 0 {
		o.States = DefaultStates
	}
	o.States = min(o.States, noParent-1)
	if o.Memory <= 0 {
		o.Memory = DefaultMemory
	}
	s := &Search{world: w, options: o, limit: setup.Budget.Steps, size: chunkStates, visited: newSet(), scheduled: newSet(),
		coming: map[int32]*queue{}, later: map[int32]*queue{}, best: make([]found, len(setup.Claims))}
	if s.limit <= 0 {
		s.limit = sim.DefaultSteps
	}
	if o.Symmetry {
		if s.perms = permutations(setup); s.perms == nil {
			return nil, ErrSymmetry
		}
	}
	if o.Order && !commuting(setup) {
		return nil, ErrOrder
	}
	s.sleeps = !o.Every && !o.Symmetry && !o.Order && sleeps(w)
	if s.options.Together == nil {
		s.options.Together = func(n int, do func(i int)) {
			for i := range n {
				do(i)
			}
		}
	}
	for range max(o.Workers, 1) {
		s.workers = append(s.workers, newWorker(s))
	}
	chunks := 1
	if len(s.workers) > 1 {
		chunks = 8 * len(s.workers)
	}
	for range chunks {
		s.outs = append(s.outs, &output{})
	}
	s.now.free, s.next.free, s.again.free = &s.free, &s.free, &s.free
	s.result.Findings = make([]Finding, len(setup.Claims))
	s.result.Stopped = Going
	s.result.Fair.Asked = o.Within > 0
	return s, s.begin()
}

// begin visits the first state.
func (s *Search) begin() error {
	w := s.world
	for _, c := range s.follow(nil) {
		if c.Kind.Fault() {
			s.level++
		}
	}
	s.depth = w.Steps()
	k := s.workers[0]
	k.w.Unpack(w.Pack(nil))
	r := append(record{0, k.key()}, k.w.Pack(nil)...)
	if len(r)-headWords > maxWords {
		s.result.Stopped = Wide
		return nil
	}
	r[0] = head(0, 0, len(r)-headWords)
	s.visited.add(r.fingerprint())
	s.register(noParent, 0)
	s.now.push(r[0], r)
	for c := range s.best {
		if w.Standing(c) == sim.Violated {
			s.best[c] = found{known: true, faults: s.level, steps: s.depth, parent: 0, option: atOnce}
		}
	}
	return nil
}

// register numbers a state that has been visited for the first time.
func (s *Search) register(parent uint32, option uint16) (id uint32) {
	id = uint32(s.result.States)
	s.parents.append(parent)
	s.taken.append(option)
	s.result.States++
	return id
}
