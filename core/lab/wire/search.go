package wire

// Search is one that was begun.
type Search struct {
	Handle int
	Cases  int // how many sets of faulty processes it tries
}

// Progress is how far a search is.
type Progress struct {
	Done        bool
	Stopped     string // what stopped it, or that it goes on
	Case, Cases int    // how many sets of faulty processes were tried, and are in all
	States      int    // visited so far
	Transitions int    // steps between states
	Ends        int    // states in which nothing but faults could still happen
	Steps       int    // of the longest of the shortest ways to a state
	Faults      int    // the most of a state
	Waiting     int    // states that were found and not yet expanded
	Bytes       int    // taken for states
	Claims      []Finding
	Events      []EventCount
	Covered     []string // what a proof speaks of, in sentences; once it is done
	Fair        Fair
	Short       int // ends of runs that are none of those that the document asks about, and are not judged
}

// Finding is what a search says of a claim.
type Finding struct {
	Claim   string
	Outcome int      // 0 unknown, 1 proved, 2 refuted
	Faults  int      // of the run that refutes it
	Steps   int      // of that run
	AtEnd   bool     // it falls only when nothing more can happen
	Ends    []int    // how many ends leave it with each status
	Faulty  []string // who is faulty in that run, where that was open
	Model   string   // how they fail, or empty
	Choices []Choice // that make that run
	Void    string   // why it asks nothing, or empty
	Since   int      // the run never ends: from this step on it does the same for ever; -1: it ends
	Doubt   string   // why it is unknown though everything was tried, or empty
}

// EventCount is how often a kind of event was seen.
type EventCount struct {
	Kind  string
	Count int
}

// Fair is whether everything is decided in time if nothing more goes wrong.
type Fair struct {
	Asked   bool
	Failed  int      // from how many states it isn't
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
	All    bool     // these are all runs, and not just the first
	Claims []string // their names
	Axes   []Axis   // where there is something to choose, if that is the same in every run
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
	Values   []byte // of each process what it decided or put out last; 255: nothing
}
