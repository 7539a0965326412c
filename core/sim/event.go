package sim

// EventKind says what happened. Receive is what the communication layer does,
// Deliver what the application sees: never the same thing. Its values are EvNone,
// EvStart, EvSend, EvReceive, EvDeliver, EvHold, EvDrop, EvCrash, EvRestart, EvTimeout,
// EvTask, EvRound, EvWait, EvVote, EvDecide, EvOutput, EvExecute, EvComplete, EvMistake,
// EvDraw, EvNotice, EvRest, EvProof, EvMulticast, EvInstall, EvSuspect, EvStable, EvJoin,
// EvLeave, EvElect, EvWrite, EvKill, EvFault, EvError, EvFailure, EvRepair, EvReport,
// EvLock and EvUnlock.
type EventKind uint8

const (
	EvNone    EventKind = iota
	EvStart             // a process begins
	EvSend              // Peer is the receiver
	EvReceive           // Peer is the sender, Cause the send
	EvDeliver           // a message reaches the application
	EvHold              // received, not yet delivered; Reason says why
	EvDrop              // a message that is never received; Process is the receiver
	EvCrash
	EvRestart
	EvTimeout // a timer fires
	EvTask    // a process's own next step
	EvRound   // a round begins; Time is its number
	EvWait    // the clock moves to Time
	EvVote    // a result computed from several inputs, which the span lists
	EvDecide
	EvOutput   // a value put out by a component or a program
	EvExecute  // an operation takes effect
	EvComplete // a request is answered, as its client sees it
	EvMistake  // a process handles another message than the one that came
	EvDraw     // a random quantity is drawn
	EvNotice   // a process learns that Peer has crashed
	EvRest     // nothing but faults could still happen, and none does
	EvProof    // a process can prove that Peer is faulty; the span lists what it holds against it

	// Of groups.
	EvMulticast // the application hands a message to its group: one event, however many copies are sent
	EvInstall   // a process installs view Arg, whose members the span lists
	EvSuspect   // a process takes Peer for crashed
	EvStable    // a process knows that all members have a message
	EvJoin
	EvLeave
	EvElect // a process follows Peer as its coordinator from now on

	// Of dependability, and of what lies between a request and its reply.
	EvWrite   // a record reaches stable storage
	EvKill    // a process ends a computation that it runs for Peer
	EvFault   // the cause: a part goes wrong
	EvError   // its effect: state that is not as it should be
	EvFailure // what others see of it: a promise that is broken
	EvRepair
	EvReport // a client tells its application that it has no reply; Reason says why
	EvLock
	EvUnlock
	evCount
)

// EventKinds are the names of the kinds in traces written as text.
var EventKinds = [...]string{"none", "start", "send", "receive", "deliver", "hold", "drop", "crash", "restart",
	"timeout", "task", "round", "wait", "vote", "decide", "output", "execute", "complete", "mistake", "draw",
	"notice", "rest", "proof", "multicast", "install", "suspect", "stable", "join", "leave", "elect", "write", "kill",
	"fault", "error", "failure", "repair", "report", "lock", "unlock"}

// Watch makes the mask of event kinds that a claim wants to see.
func Watch(kinds ...EventKind) uint64 {
	var m uint64
	for _, k := range kinds {
		m |= 1 << k
	}
	return m
}

// Reason says why an event is as it is. The zero value says that there is
// nothing to explain. Its values are NoReason, Lie, Silence, SendOmission,
// ReceiveOmission, TooLate, Loss, Cut, ReceiverDown, OldIncarnation, Tie, Missing,
// Majority, Undefined, Unexpected, Duplicate, Deferred, Closed, FewSignatures,
// RepeatedSigner, OwnSignature, Forged, Altered, Intercepted, NeedsEarlier, NeedsCause,
// NeedsOrder, NeedsView, NotStable, Excluded, OldView, Flushing, Suppressed, Forgotten,
// OldEpoch, Expired, OwnerFound, OwnerNotFound, NotFound, WrongVersion, GaveUp and
// Repeated.
type Reason uint8

const (
	NoReason        Reason = iota
	Lie                    // the value told is not what the protocol says
	Silence                // a faulty process chose to say nothing
	SendOmission           // blamed on the sender
	ReceiveOmission        // blamed on the receiver
	TooLate                // outside its window
	Loss                   // the network lost it
	Cut                    // lost in the crash of its sender
	ReceiverDown
	OldIncarnation
	Tie        // no strict majority: the default
	Missing    // nothing was received: the default
	Majority   // a strict majority of the inputs
	Undefined  // no value is the result
	Unexpected // nobody waits for it
	Duplicate
	Deferred // not in this round
	Closed   // discarded with its channel
	FewSignatures
	RepeatedSigner
	OwnSignature // its receiver has signed it already
	Forged
	Altered     // on its way: its sender said something else
	Intercepted // on its way

	NeedsEarlier // an earlier message of its sender is missing
	NeedsCause   // a message on which it may depend is missing
	NeedsOrder   // its place in the one order of all is not known yet
	NeedsView    // it belongs to a view that is not installed yet
	NotStable    // not all members have it yet, or it isn't known that they have
	Excluded     // its sender is no member any more
	OldView      // it belongs to a view that is gone
	Flushing     // the view is changing
	Suppressed   // another process has said it already
	Forgotten    // nobody keeps it any more

	OldEpoch
	Expired
	OwnerFound
	OwnerNotFound
	NotFound // no server is known for it
	WrongVersion
	GaveUp
	Repeated // the answer that was given before
)

// Reasons are the names of the reasons in traces written as text.
var Reasons = [...]string{"", "lie", "silence", "send-omission", "receive-omission", "late", "loss", "cut",
	"receiver-down", "old-incarnation", "tie", "missing", "majority", "undefined", "unexpected", "duplicate",
	"deferred", "closed", "few-signatures", "repeated-signer", "own-signature", "forged",
	"altered", "intercepted", "needs-earlier", "needs-cause", "needs-order", "needs-view", "not-stable", "excluded",
	"old-view", "flushing", "suppressed", "forgotten", "old-epoch", "expired", "owner-found", "owner-not-found",
	"not-found", "wrong-version", "gave-up", "repeated"}

// Flags of an event.
const (
	FlagFaulty uint8 = 1 << iota // its process has a failure model
)

// Event is one line of the trace: a fixed header, and a span in the trace's pool
// of words for what varies in size. Numbers of events count from 0 in the order
// in which they happened.
type Event struct {
	Kind    EventKind
	Reason  Reason
	Process ID
	Peer    ID
	Msg     uint8 // message kind, and 64 times its class
	Value   uint8
	Truth   uint8 // what the sender's protocol would have said
	Flags   uint8
	Arg     uint32
	Cause   int32  // the event that made this one happen; -1: none
	Time    int32  // the clock: in lock step the round
	Step    int32  // the step it belongs to; -1: before the first one
	Message int32  // the event that sent the message; -1: none
	Span    uint32 // where its list begins in the pool: its length, then its words; 0: none
}

// Trace is the sink that keeps events. A search runs without one.
type Trace struct {
	Events   []Event
	Pool     []int32 // Pool[0] is never the start of a span
	Verdicts []Verdict
	Clocks   []int32 // the clock in front of every step
}

// Verdict is a claim that changed at an event of a step.
type Verdict struct {
	Claim  int
	Step   int32
	Event  int32
	Status Status
}

// Reset empties the trace and keeps its memory.
func (t *Trace) Reset() {
	t.Events, t.Verdicts, t.Clocks = t.Events[:0], t.Verdicts[:0], t.Clocks[:0]
	t.Pool = append(t.Pool[:0], 0)
}

// Span returns the words of an event's list.
func (t *Trace) Span(e *Event) []int32 {
	if e.Span == 0 {
		return nil
	}
	n := t.Pool[e.Span]
	return t.Pool[e.Span+1 : e.Span+1+uint32(n)]
}

// Status is what a claim says of a run so far. It is never just true or false. Its values
// are Open, HoldsSoFar, Holds, Violated and Unknown.
type Status uint8

const (
	Open       Status = iota // nothing can be said yet
	HoldsSoFar               // not violated, and the run goes on
	Holds                    // the run is over, and it was not violated
	Violated                 // it is broken, whatever follows
	Unknown                  // the run was stopped before its end
)

// Statuses are the names of the statuses in documents and traces.
var Statuses = [...]string{"open", "holds so far", "holds", "violated", "unknown"}

// Claim is a monitor: a small state of fixed size which eats events one at a
// time. Its bytes live in the world, so a snapshot holds them and a fingerprint
// counts them. Without that a search would prove claims about history falsely.
type Claim struct {
	Name    string
	Size    int    // bytes of history
	Keys    int    // how many events it may keep as witnesses; 0 means MaxProcesses
	Watch   uint64 // kinds of events it wants; see Watch
	Begin   Status // Open or HoldsSoFar
	Observe func(m *Memory, e *Event) Status
	// Finish judges the end of a run which is quiescent. Nil: what holds so far
	// holds, and what is open stays so.
	Finish func(m *Memory) Status

	// Swaps says that the verdict survives swaps: two neighbouring events at
	// different processes may come in either order, and leave the same history. Without
	// it a search takes every order of deliveries.
	Swaps bool
	// Rename renames the processes that the history knows: what is said of p is to
	// be said of perm[p]. Nil: the history has nothing to do with who is who; or, if
	// it is not empty, the claim can't be searched up to interchangeable processes.
	Rename func(history []byte, perm []ID)
}

// Memory is what a claim may keep. History counts in a fingerprint; the witness
// does not, since numbers of events differ between runs that are otherwise equal.
type Memory struct {
	History []byte
	witness *witness
	kept    []int32
	now     int32
}

type witness struct {
	who    Set
	events [2]int32
}

// keys is how many events the claim may keep.
func (c *Claim) keys() int {
	if c.Keys > 0 {
		return c.Keys
	}
	return MaxProcesses
}

// Keep remembers the present event under the number of a process, so that it can
// be named as a witness later.
func (m *Memory) Keep(key ID) { m.KeepAt(int(key)) }

// KeepAt is Keep for claims with keys of their own, below Claim.Keys.
func (m *Memory) KeepAt(key int) { m.kept[key] = m.now }

// Stash keeps a number for a later witness, such as who was first; Stashed returns
// it. Like the witness it is no part of a state, so no verdict may depend on it.
func (m *Memory) Stash(key int, x int32) { m.kept[key] = x }
func (m *Memory) Stashed(key int) int32  { return m.kept[key] }

// Blame names the processes which show the violation, and the event kept under
// key as the second witness beside the present one.
func (m *Memory) Blame(who Set, key ID) {
	if key == None {
		m.witness.who, m.witness.events = who, [2]int32{-1, m.now}
		return
	}
	m.BlameAt(who, int(key))
}

// BlameAt is Blame with a key of KeepAt.
func (m *Memory) BlameAt(who Set, key int) {
	m.witness.who, m.witness.events = who, [2]int32{m.kept[key], m.now}
}
