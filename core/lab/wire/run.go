package wire

// Run is a run of a document: its trace, its words, and what becomes of its claims.
type Run struct {
	Title     string
	Protocol  string
	Processes []Process
	Steps     int32    // that were taken
	End       string   // why it ends: quiescent, limit, until or overflow
	Events    []byte   // a record for each, see Records
	Pool      []byte   // of 32 bits, little-endian: the lists of events; a span is the place of one's length
	Says      []string // each different sentence once
	Said      []byte   // of 32 bits, little-endian: of each event its sentence in says; all ones: it needs none
	Choices   []ResolvedChoice
	Claims    []Claim
	Remarks   []Remark
	Costs     []Cost // of the whole run, computed beforehand
	Params    []Param
	Values    []string  // the name of value i
	Kinds     []string  // the name of message kind i
	Shape     [][]int32 // what a view needs besides: the message tree of OM(m), the parts of a circuit
	Views     []string  // the views that can draw it
	Show      Show
	Times     []byte // of 32 bits, little-endian: the clock in front of each step
	Replays   int32  // how many runs were tried to make this one smaller, or 0
	About     string
	Known     []byte    // pairs of 32 bits, little-endian: an event, and its sentence as its own process knows it, if that is another
	Together  [][]int32 // a sentence, and the events of one step that it tells at once
}

// Process is one of those that take part.
type Process struct {
	Name   string
	Role   string // in the protocol, or empty
	Models uint8  // bits: the failure models that it may follow
	Faulty bool
}

// Choice is what differed from what happens by itself at one step: step, kind, who, to,
// message, argument, rank, value, word.
type Choice [9]int64

// Choices make a run.
type Choices []Choice

// ResolvedChoice is a choice of a run, and what became of it.
type ResolvedChoice struct {
	Choice Choice
	Text   string // as menus and documents have it
	Fits   bool   // it was taken
	Why    string // why it doesn't fit, or empty
}

// Claim is what should hold of a run, and what becomes of it step by step.
type Claim struct {
	Name    string
	Title   string
	Changes []Change
	Who     []uint8 // the processes that show a violation
	Events  []int32 // the events that show it
	Doc     string  // what it says, in a sentence
	Void    string  // why it asks nothing here, or empty
}

// Change is a step at which a claim changes.
type Change struct {
	Step   int32 // -1: before the first step
	Event  int32 // that changes it, or -1
	Status uint8 // 0 open, 1 holds so far, 2 holds, 3 violated, 4 unknown, 5 asks nothing
}

// Remark is something to know of a document: that a theorem doesn't cover it, for one.
type Remark struct {
	Code string // for programs
	Text string
}

// Cost is how much of something a run takes.
type Cost struct {
	Name    string // of what: messages
	Decimal string
}

// Param is a parameter of the protocol, and its value here.
type Param struct {
	Name  string
	Value int32
}

// Show is what a figure begins with.
type Show struct {
	Step  int32
	Views []string
}

// Offers are what can happen at a step. The first is what happens if nobody chooses.
type Offers []Offer

// Offer is one of them.
type Offer struct {
	Choice Choice
	Text   string
	Group  string // what kind of choice it is
	Fault  bool   // a fault, and not merely another order
}

// Totals are a run that was counted, without a trace. Numbers of messages are decimals,
// since they outgrow what a page counts exactly.
type Totals struct {
	Title     string
	About     string
	Protocol  string
	Processes []Process
	Params    []Param
	Values    []string
	Sent      string   // how many messages
	Silent    string   // how many faulty processes kept back
	Rounds    []string // messages of each round if everybody speaks
	Ends      []uint8  // the value each process ends with; 255: none is asked of it
	Claims    []ClaimTotal
	Says      []string // the outcome, in sentences
	Why       string   // that these are totals, and why
	Remarks   []Remark
	Rules     []Rule // that faulty processes can follow
	Rule      string // the one that they followed
	Seed      uint32
}

// ClaimTotal is what a claim comes to.
type ClaimTotal struct {
	Name   string
	Title  string
	Status uint8  // 2 holds, 3 violated, 5 asks nothing
	Void   string // why it asks nothing, or empty
}

// Rule is what all faulty processes of a counted run do.
type Rule struct {
	Name   string
	Doc    string // what they do, as words behind their names
	Seeded bool   // it draws, so that the seed matters
}

// Protocols are those of this engine.
type Protocols []Protocol

// Protocol is what one tells of itself.
type Protocol struct {
	Name     string
	Version  int
	Title    string
	Params   []ParamSpec
	Claims   []ClaimSpec
	Doc      string
	Min, Max int      // how many processes there may be
	Models   []string // failure models that make sense
	Views    []string // that can draw its runs
}

// ParamSpec is a parameter of a protocol.
type ParamSpec struct {
	Name, Kind        string
	Min, Max, Default int32
	Doc               string
	Allowed           []string // the words by their numbers, where it is a word
}

// ClaimSpec is a claim of a protocol.
type ClaimSpec struct {
	Name  string
	Title string
}
