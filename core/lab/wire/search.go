package wire

// Search is one that was begun.
type Search struct {
	Handle int
	Cases  int // sets of faulty processes that it tries
}

// Progress is how far a search is.
type Progress struct {
	Done        bool
	Stopped     string // why
	Case, Cases int    // sets of faulty processes: tried, and in all
	States      int
	Transitions int
	Ends        int
	Steps       int // none is further away than so many steps
	Faults      int // and so many faults
	Waiting     int // states that were found and not yet expanded
	Bytes       int // that are taken for states
	Claims      []Finding
	Events      []EventCount
	Covered     []string // what a proof speaks of, in sentences; once it is done
	Fair        Fair
}

// Finding is what a search says of a claim.
type Finding struct {
	Claim   string
	Outcome int // 0 unknown, 1 proved, 2 refuted
	Faults  int // of the run that refutes it
	Steps   int // of that run
	AtEnd   bool
	Ends    []int    // how many ends leave it with each status
	Faulty  []string // who is faulty in that run, where that was open
	Model   string   // and how
	Choices []Choice // of that run
	Void    string   // why it asks nothing, or empty
}

// EventCount is how often a kind of event was seen.
type EventCount struct {
	Kind  string
	Count int
}

// Fair is whether everything is decided in time if nothing more goes wrong.
type Fair struct {
	Asked   bool
	Failed  int      // states from which it isn't
	Choices []Choice // the way to the first of them
	Steps   int      // of that way
}

// Reductions are those that a search of a document can use.
type Reductions struct {
	Symmetry bool // states that differ by the names of interchangeable processes count as one
	Order    bool // orders of deliveries that make no difference are left out
}

// Grid is the table of all runs of a small document.
type Grid struct {
	All    bool     // and not just the first of them
	Claims []string // by name
	Axes   []Axis   // only where they are the same in every run
	Runs   []GridRun
}

// Axis is a step at which there is something to choose.
type Axis struct {
	Step    int
	Options []AxisOption
}

// AxisOption is one of the choices there.
type AxisOption struct {
	Choice Choice
	Text   string
}

// GridRun is a run of the table.
type GridRun struct {
	Choices  []Choice
	Statuses []int  // of each claim, as in a run
	Values   []byte // that each process decided or put out last; 255: none
}
