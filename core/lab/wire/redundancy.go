package wire

// FaultSets are the sets of faulty parts of the TMR circuit that it masks.
type FaultSets struct {
	BySize []int // by the number of faulty parts
	Masked int   // in all
}

// Curve is rows of reliabilities in parts per million; tmr.CurveColumns names the columns.
type Curve [][]int

// Purposes are what a group can be asked for although some of its members fail, the
// cheapest first.
type Purposes []Purpose

// Purpose is one of them.
type Purpose struct {
	Name     string
	Asks     string // as a sentence
	Fails    string // how members fail: a failure model
	Protocol string
	Params   []Setting
	Enough   int    // how many members are, the client not counted
	Outside  bool   // a client stands outside of them
	Vacuous  bool   // one member fewer breaks nothing, for nothing is asked any more
	Source   string // in the literature
}

// Setting is a parameter of a document: a word, or a number if that is empty.
type Setting struct {
	Name   string
	Number int
	Word   string
}

// Service is a run of a service, measured, beside what is calculated.
type Service struct {
	Horizon    int32  // how many ticks it is watched for
	Needs      int    // how many parts must be up
	MTTF, MTTR int32  // ticks
	Calculated uint64 // parts per billion
	Nines      int    // how many nines that has
	Lanes      []Lane // the service, then its parts
}

// Lane is what a run, or many, show of a service or a part, in ticks and events.
type Lane struct {
	Name      string
	Up, Down  int64 // ticks
	Failures  int64
	Repairs   int64
	Planned   int64   // how often it was taken down by plan
	Available uint64  // parts per billion
	Nines     int     // -1: there was no time down
	Downs     []int32 // from, to, from, to, ...
}

// Survey is what many runs of a service show together.
type Survey struct {
	Runs       int
	Calculated uint64 // parts per billion
	Nines      int    // how many nines that has
	Service    Lane
	Part       Lane     // sums over all parts
	Survived   []int    // runs without a failure in the first 0, 1, ... 10 tenths of the time
	Expected   []uint64 // the same of one part, calculated, in parts per billion; or empty
}

// Causes are all that can go wrong with one server.
type Causes []Cause

// Cause is one of them, and what the client sees of it.
type Cause struct {
	Name     string
	Document string // JSON, without choices
	Runs     int
	Views    []View
	Shared   []Shared // what it shares with each cause
}

// View is something that the client can see.
type View struct {
	Text    string
	Choices []string // of the first run that has it, as documents have them
}

// Shared is how many views two causes share.
type Shared struct {
	Views         int
	First, Second int // the place of the first of these among the views of either; -1: none
}
