package wire

// PrintServer is the print server's table under a reading of ACK.
type PrintServer struct {
	Outcomes   []string // their names
	Orderings  []Ordering
	Strategies []Strategy
}

// Ordering is an order in which the server says that it is done, prints and crashes.
type Ordering struct {
	Name   string
	Server string // its strategy, as documents name it
	Tabled bool   // the book's table has it
}

// Strategy is a set of situations in which the client asks again.
type Strategy struct {
	Rule   string       // the book's name for it, or own
	Bits   int          // by what the client has: 1 nothing, 2 the delivery, 4 the completion
	Cells  [][]*Choices // by ordering and outcome, the choices of a run; null: it is impossible
	Right  []string     // the servers with which it is OK in every case of the book's table
	States int          // how many were tried, with both servers together
}

// Policies are the rows of the table of remote calls.
type Policies []Policy

// Policy is one of them.
type Policy struct {
	Title  string
	Params []PolicyParam
}

// PolicyParam is a parameter that isn't as by default.
type PolicyParam struct {
	Name string
	JSON string // its value
}

// CallOutcomes are what can become of the first call of the first client.
type CallOutcomes struct {
	Outcomes []CallOutcome
	All      bool // what was not found is impossible
	States   int  // how many were tried
	Executed bool // in every steady run it is executed once
	Replied  bool // and in every steady run its client has a reply besides
}

// CallOutcome is one of them.
type CallOutcome struct {
	Times   int      // how often it is executed; 2: or more often
	Replied bool     // its client has a reply
	Steady  bool     // it can be in a steady run
	Choices *Choices // of a run; null: it is impossible
}

// OrphanTable is what every way to deal with orphans does with every kind of trouble.
type OrphanTable struct {
	Measures []Measure
	Cells    []OrphanCell
}

// Measure is something that is counted.
type Measure struct {
	Name   string
	Summed bool // over all runs; otherwise it is that of the dearest one
}

// OrphanCell is one way and one kind of trouble, over all crash points.
type OrphanCell struct {
	Variant  string
	Trouble  string
	Document string // JSON, without choices
	Runs     int
	Numbers  []OrphanNumber // by measure
}

// OrphanNumber is what was counted, and the run that has the most of it.
type OrphanNumber struct {
	Number  int      // over all runs, or in the dearest one
	Most    int      // in one run
	Choices []Choice // of the first run that has so much
}
