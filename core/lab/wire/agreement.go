package wire

// Circumstances are the sixteen cells of the table, row by row.
type Circumstances []Circumstance

// Circumstance is an answer to each of four questions about a system, as documents
// write them, and whether agreement is possible then.
type Circumstance struct {
	Process, Delay, Order, Send string
	Possible                    bool
	Theorem                     string // what holds of every protocol, and who proved it
	Scenario                    string // one under exactly these conditions
	Protocol                    string // of that scenario
	Shown                       string // what it shows, and nothing more than that
}

// Schedules are all ways to send so many messages between two generals.
type Schedules []Schedule

// Schedule is who of two generals may send in each slot, and what becomes of all their
// plans.
type Schedule struct {
	Senders []uint8 // of each slot: 0 is A, 1 is B
	Views   [2]int  // how much each general can have seen at the end
	Tried   bool    // every plan was, one by one; otherwise the four numbers are 0
	Rules   uint64  // how many plans there are
	Disobey uint64  // how many do not do as A is ordered, in some run where both must
	Split   uint64  // how many do, and part the two in some run
	Succeed uint64  // how many do neither
	Chain   []Link  // runs from one order to the other, each like the next to one of them; empty: there is none
}

// Link is a run of that chain.
type Link struct {
	Order uint8  // 0 to retreat, 1 to attack
	Lost  uint16 // bit i: the message in slot i
	Same  uint8  // who can't tell this run from the next; 255: nobody
}
