package sim

// ID names a process by its place in the scenario, from 0. It is a small
// number and never shown to a person: documents and pages use names. A special one is
// None.
type ID uint8

// None stands where an event or a choice has no process.
const None ID = 255

// MaxProcesses is the largest number of processes of one world: a Set is one
// machine word.
const MaxProcesses = 64

// Set is a set of processes, one bit each.
type Set uint64

// SetOf returns the set of the given processes.
func SetOf(ids ...ID) Set {
	var s Set
	for _, id := range ids {
		s |= 1 << id
	}
	return s
}

// All returns the set of the processes 0 to n-1.
func All(n int) Set {
	if n >= 64 {
		return ^Set(0)
	}
	return 1<<n - 1
}

// Has says whether the set contains p.
func (s Set) Has(p ID) bool { return p < 64 && s>>p&1 != 0 }

// With and Without return the set with p in it, or not in it.
func (s Set) With(p ID) Set    { return s | 1<<p }
func (s Set) Without(p ID) Set { return s &^ (1 << p) }

// Nothing is the value of silence: no value was said.
const Nothing uint8 = 255

// Msg is one thing in flight: a message, a timer, a process's own next step or
// the notice of a crash. What a lie changes is Val (and Arg, where a protocol's
// list of lies says so); Kind and Arg say which message it is.
type Msg struct {
	From, To  ID
	Kind, Val uint8 // Kind is below MaxKinds
	Arg       uint32
}

// MaxKinds bounds a protocol's message kinds.
const MaxKinds = 64

// Class says what a pending record is. Its values are Message, Timer, Task, Notice and
// Drawing.
type Class uint8

const (
	Message Class = iota // travels from one process to another
	Timer                // fires at the process that set it
	Task                 // a process's own next step: a crash can come before it
	Notice               // tells a process of another one's crash
	Drawing              // a random quantity that a handler asked for
)

// Forever is the latest time of what may take any time.
const Forever int32 = 1<<31 - 1

// Model is a set of failure models (Cristian; Hadzilacos and Toueg). The zero
// value is a correct process. Crash is included in Omission, and all are
// included in Arbitrary: Options grants what the inclusion says. Its values are Crash,
// Omission, Timing, Value, Transition and Arbitrary.
type Model uint8

const (
	Crash      Model = 1 << iota // halts; behaves correctly until then
	Omission                     // fails to send or to receive a message
	Timing                       // its message arrives outside its window
	Value                        // says another value, the same to all
	Transition                   // handles another message than the one that came
	Arbitrary                    // all of these, and any lie to anybody
)

// Models lists the failure models in the order of the lecture, with their names
// in documents.
var Models = [...]struct {
	Model Model
	Name  string
}{
	{Crash, "crash"}, {Omission, "omission"}, {Timing, "timing"},
	{Value, "value"}, {Transition, "state-transition"}, {Arbitrary, "arbitrary"},
}

// Order says in which order messages are delivered. Its values are Unordered, FIFO and
// Ordered.
type Order uint8

const (
	Unordered Order = iota // any message in flight may be next
	FIFO                   // each link keeps its order
	Ordered                // the order of sending, in real time, whoever sent
)

// Orders are the names of the orders in documents.
var Orders = [...]string{"unordered", "fifo", "ordered"}

// Network has the lecture's four characteristics of a system, and what they
// need to be precise.
type Network struct {
	LockStep  bool // processes are synchronous: they advance in rounds
	Bounded   bool // delivery within MaxDelay
	Order     Order
	Multicast bool // a multicast is one step which no crash can cut

	// MinDelay and MaxDelay are in ticks, with 0 < MinDelay <= MaxDelay; they
	// count only in a bounded network which is not in lock step. In lock step a
	// bounded delay is one round.
	MinDelay, MaxDelay int32

	// Pace, where it isn't 0, is how many ticks a step of a process's own (Env.Do)
	// takes at most; it takes at least one. So between two steps of a process another
	// one takes at most Pace+1. Forever: processes are asynchronous, and a step takes
	// any time. It counts only outside of lock step. 0: own steps take no time.
	Pace int32

	Detector bool // a perfect failure detector tells every process of a crash
	Wired    bool // no network at all: what is sent is there at once (circuits)
}

// Timed says whether the clock decides what is enabled. Without a bound on the
// delay or the pace and without rounds nothing about time can be known, so nothing
// about time is kept.
func (n Network) Timed() bool {
	return n.Bounded || n.LockStep || n.Pace > 0 && n.Pace != Forever
}

// Budget bounds what may go wrong in one run beyond what a failure model grants.
type Budget struct {
	Crashes  uint8 // crashes, over all processes that may crash
	Restarts uint8 // recoveries of crashed processes
	Losses   uint8 // messages that the network itself loses
	Late     uint8 // messages deferred to a later round (unbounded delay in lock step)
	Mistakes uint8 // messages handled as another one, over all processes
	Steps    int32 // steps of a run; 0 means DefaultSteps
}

// DefaultSteps ends a run that has no end of its own.
const DefaultSteps = 100_000

// Setup is everything that a world is made of. The slices are read, never kept
// writable: two worlds may share one Setup.
type Setup struct {
	N       int
	Net     Network
	Models  []Model // of each process; nil means that all are correct
	Budget  Budget
	Values  uint8  // values are 0 to Values-1; the default list of lies uses it
	Rounds  int32  // lock step: the run is over after this many rounds
	Outside Set    // processes that exist but have not started
	Links   []Link // links that fail
	Pending int    // capacity: records in flight at one time, at most 65,535; 0 means 256
	Claims  []Claim

	// Closes says that every process closes the channel from a process of whose
	// crash it is told (Env.Close). On FIFO links the notice that overtakes what is
	// in flight then is the cut, and what is in flight of a crashed process needs no
	// option of its own to be lost.
	Closes bool

	// InTurn says that notices of crashes reach each process in the order of the
	// crashes, as from one source that everybody hears: then all agree on who is gone
	// after the first one, and after the second. Otherwise each comes when it comes.
	InTurn bool

	// Apart says that every send is a step of its own, so that crashes fall between
	// two of them by themselves: what has been sent arrives, whatever becomes of its
	// sender.
	Apart bool

	// Quiet are the kinds of messages that set nothing off: whoever handles one
	// sends nothing, sets no timer, asks for nothing, and closes no channel from a
	// process that is up. One bit each.
	Quiet uint64

	// Alike are sets of processes that are interchangeable: to exchange two of a set
	// everywhere (their states, what is in flight, what claims remember) gives a state
	// with the same future. See Renamer.
	Alike []Set

	Shared any // what all processes may read and nobody changes: parameters, a tree
	Build  func(b *Builder)
}

// Tally counts events by kind: a search keeps no trace, but an empty proof
// ("nobody ever decided") must show itself.
type Tally [evCount]uint64
