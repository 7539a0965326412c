package random

import "faultlab/core/sim"

// System is a small system: what sim.Setup says, with tables in the place of code.
type System struct {
	Seed  uint64
	Shape Shape

	N       int
	Net     sim.Network
	Models  []sim.Model // of each process
	Budget  sim.Budget
	Values  uint8 // values are 0 to Values-1
	Rounds  int32
	Outside sim.Set
	Links   []sim.Link
	Alike   []sim.Set
	Quiet   uint64 // kinds of messages that set nothing off
	Closes  bool   // whoever is told of a crash closes the channel from the crashed one
	InTurn  bool
	Apart   bool
	Slots   bool // in rounds, a faulty process may speak where nobody is asked to
	Pending int  // how much may be in flight; 0: more than there ever is

	Roles  []Role
	Of     []int // the role of each process
	Claims []Claim
}

// Shape is what is asked of a system. Its values are Any, Commuting, Alike and Quiet.
type Shape uint8

const (
	Any       Shape = iota // whatever a world can be
	Commuting              // no rounds, no clock, no order across senders: sleep sets have something to save
	Alike                  // some processes are interchangeable
	Quiet                  // some messages set nothing off
)

// Shapes are their names.
var Shapes = [...]string{"any", "commuting", "alike", "quiet"}

// Role is what a process does. One without a row for what happens forgets it.
type Role struct {
	Keeps  bool // a crash leaves its state as it is
	Lies   bool // it has a list of lies of its own
	InMem  bool // its state lies in its block of memory
	States uint8
	Rows   []Row
}

// Row says what a process does when something happens in one of its states.
type Row struct {
	State uint8
	On    Cause
	Kind  uint8 // of the message, timer, task or draw
	Val   uint8 // what it says; of the kind Naming: 1 names the receiver itself, 0 another one
	Later bool  // only if it was sent in a later life of its sender
	Then  uint8 // the next state
	Do    []Action
}

// Cause is what a process reacts to. Its values are Begins, Recovers, Hears, Fires,
// Works, Draws, Learns and Ends.
type Cause uint8

const (
	Begins   Cause = iota // the process starts
	Recovers              // it comes up again
	Hears                 // a message comes
	Fires                 // a timer fires
	Works                 // a task of its own is due
	Draws                 // a quantity that it asked for is there
	Learns                // of a crash
	Ends                  // a round is over
	causeCount
)

// Action is one thing that a row does.
type Action struct {
	Verb  Verb
	To    Target // of Send, Close and Remember
	Who   sim.ID // if To is One
	Kind  uint8  // of what is sent, set, cancelled, asked for or put out
	Val   uint8  // what is said, or Same; of the kind Naming: 0 names the sender, 1 the one it remembers
	Ticks int32  // of Set
}

// Verb is what an action does. Its values are Send, Cast, Set, Cancel, Do, Draw, Close,
// Put and Remember.
type Verb uint8

const (
	Send     Verb = iota // a message to one process
	Cast                 // a message to all others
	Set                  // a timer
	Cancel               // timers and tasks of a kind
	Do                   // a task: a step of its own
	Draw                 // ask for one of two values
	Close                // the channel from a process
	Put                  // put out a value: an event that claims watch
	Remember             // a process, in the place of the one that is remembered
	verbCount
)

// Target is which process an action is about. Where there is none, nothing happens. Its
// values are One, Sender, Remembered and Next.
type Target uint8

const (
	One        Target = iota // Action.Who
	Sender                   // of the message, or who crashed
	Remembered               // the one that it remembers
	Next                     // the one behind the process itself
	targetCount
)

// Same says of Action.Val that it is what the process has just heard.
const Same uint8 = 250

// Naming is the kind of messages that name a process.
const Naming uint8 = 3

// Kinds are how many kinds of messages there are, Naming included; of timers, tasks
// and draws there are fewer.
const (
	Kinds  = 4
	timers = 2
	tasks  = 2
	draws  = 2
)

// Puts are the kinds of events that a value is put out by, by Action.Kind. With the
// second one a process also tells of each of its states.
var Puts = [...]sim.EventKind{sim.EvDecide, sim.EvOutput}

// Claim is what should hold of the values that are put out.
type Claim struct {
	Form  Form
	Kind  uint8   // of Puts
	Of    sim.Set // whose values count
	Value uint8
	Most  uint8  // of Most
	One   sim.ID // of Pair and Before
	Other sim.ID
}

// Form is the form of a claim. Its values are Never, Agree, Pair, Most, Sometime, Each
// and Before.
type Form uint8

const (
	Never    Form = iota // none of them puts out Value
	Agree                // no two of them put out different values
	Pair                 // never both: One puts out Value, and Other does
	Most                 // at most so many values are put out in all
	Sometime             // in the end, one of them has put out Value
	Each                 // in the end, each of them has put out something, or crashed
	Before               // Other puts out nothing before One has
	formCount
)

// Clone is a copy that shares nothing.
func (s *System) Clone() *System {
	c := *s
	c.Models = append([]sim.Model(nil), s.Models...)
	c.Links = append([]sim.Link(nil), s.Links...)
	c.Alike = append([]sim.Set(nil), s.Alike...)
	c.Of = append([]int(nil), s.Of...)
	c.Claims = append([]Claim(nil), s.Claims...)
	c.Roles = append([]Role(nil), s.Roles...)
	for r := range c.Roles {
		c.Roles[r].Rows = append([]Row(nil), s.Roles[r].Rows...)
		for i := range c.Roles[r].Rows {
			row := &c.Roles[r].Rows[i]
			row.Do = append([]Action(nil), row.Do...)
		}
	}
	return &c
}

// Setup makes of the tables what a world is made of.
func (s *System) Setup() *sim.Setup {
	p := &played{System: s}
	for r := range s.Roles {
		p.rows = append(p.rows, index(&s.Roles[r]))
	}
	setup := &sim.Setup{
		N: s.N, Net: s.Net, Models: s.Models, Budget: s.Budget, Values: s.Values, Rounds: s.Rounds, Outside: s.Outside,
		Links: s.Links, Alike: s.Alike, Quiet: s.Quiet, Closes: s.Closes, InTurn: s.InTurn, Apart: s.Apart,
		Pending: capacity, Shared: p, Build: p.build,
	}
	if s.Pending > 0 {
		setup.Pending = s.Pending
	}
	for i := range s.Claims {
		setup.Claims = append(setup.Claims, s.Claims[i].watch(s.N, i))
	}
	return setup
}

// capacity is how much may be in flight: more than there ever is.
const capacity = 48

// World is a world of the system, in front of its first step.
func (s *System) World() *sim.World { return sim.New(s.Setup()) }

// like are the processes of which what is true of p has to be true.
func (s *System) like(p sim.ID) sim.Set {
	for _, set := range s.Alike {
		if set.Has(p) {
			return set
		}
	}
	return sim.SetOf(p)
}
