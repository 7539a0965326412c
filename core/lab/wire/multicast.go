package wire

// JudgedLog is what is said of a log that somebody wrote.
type JudgedLog struct {
	Run      Run // for drawing
	Problems []LogProblem
	Verdicts []Verdict
	Lines    []byte // of 32 bits, little-endian: of each event of the run its line; 0: it has none
	Ignored  int    // how many events are not about the group
}

// LogProblem is something wrong in a log that can be read all the same.
type LogProblem struct {
	Line int
	Text string
}

// Verdict is what is said of one property of a history.
type Verdict struct {
	Name, Title, Doc, Group string
	Status                  uint8   // 2 holds, 3 violated, 4 unknown
	Cases                   int32   // how often something was asked
	Says                    string  // the violation, or why nothing can be said
	Events                  []int32 // the witness, events of the run
	Processes               []int32 // those that the sentence speaks of
	Messages                []string
}

// LegalOrders are the orders in which receivers may deliver.
type LegalOrders struct {
	Counts []OrderCounts // for no order, for FIFO, for causal order
	Orders []TriedOrder  // all that there are
}

// OrderCounts are how many orders are legal.
type OrderCounts struct {
	One   uint64 // for one receiver
	All   uint64 // for all of them, each on its own
	Total uint64 // for all of them in one order
}

// TriedOrder is an order of delivery, and what it breaks: two messages that are the wrong
// way round, the one that is delivered first in front, or nothing.
type TriedOrder struct {
	Order  []int // of messages, from 1
	FIFO   []int
	Causal []int
	Total  []int // two messages that a sender delivers the other way round
}

// OrderVerdicts are those on the claims FIFO, causal and total.
type OrderVerdicts []OrderVerdict

// OrderVerdict is one of them.
type OrderVerdict struct {
	Claim     string
	Holds     bool
	Receivers []int  // the places of those that break it
	Pair      []int  // two messages that show it, or nothing
	Text      string // a sentence
}

// Feedback is how much the member gets that gets most. The first four are measured in a
// run, and -1 for more receivers than a run can have.
type Feedback struct {
	Acks      int // with acknowledgements to the sender
	Tree      int // with acknowledgements up a tree
	Nacks     int // with negative ones, if all is well
	Implosion int // with negative ones, if all lack the same message
	Levels    int // how many the tree has
	PerMember int // how many acknowledgements one member of the tree gets
}

// Requests are how often a message is asked for that many lack.
type Requests struct {
	Sum             int // how many in all runs
	Most            int // how many in one run at most
	Expected        int // how many in one run, in continuous time, in thousandths
	ExpectedInTicks int // how many in one run, in whole ticks, in thousandths
}
