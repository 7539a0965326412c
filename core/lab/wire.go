package lab

import "github.com/tinylib/msgp/msgp"

// The shapes of responses. Each is a MessagePack array whose places are the
// fields in order; bindings/src/operations/run.ts reads the same order, and testdata/wire
// holds bytes that both must agree on. A field is added at the end; whoever
// removes one or puts one in between raises the version, which a test sees to.

//go:generate go tool -modfile=../../tools/dev.mod msgp -io=false -tests=false -unexported -file wire.go -o wire_gen.go

//msgp:tuple runResponse processInfo choiceInfo claimInfo remarkInfo costInfo paramInfo showInfo changeInfo
//msgp:tuple offerInfo specInfo paramSpec claimSpec countsInfo totalsInfo claimTotal ruleInfo
//msgp:tuple everyInfo placementInfo witnessInfo amountInfo termInfo powerInfo restInfo conditionInfo
//msgp:tuple circumstanceInfo scheduleInfo linkInfo
//msgp:tuple serviceInfo laneInfo surveyInfo causeInfo viewInfo sharedInfo
//msgp:tuple verdictInfo

type runResponse struct {
	Title     string
	Protocol  string
	Processes []processInfo
	Steps     int32
	End       string // quiescent, limit, until or overflow
	Events    []byte // records of 32 bytes, little-endian; see eventBytes
	Pool      []byte // int32, little-endian: the lists of events
	Says      []string
	Said      []byte // uint32, little-endian: of each event its sentence in Says, or all ones: none
	Choices   []choiceInfo
	Claims    []claimInfo
	Remarks   []remarkInfo
	Costs     []costInfo
	Params    []paramInfo
	Values    []string
	Kinds     []string
	Shape     [][]int32
	Views     []string
	Show      showInfo
	Times     []byte // int32, little-endian: the clock in front of each step
	Replays   int32  // how many runs were tried, where a run was shrunk
	About     string
	Known     []byte    // pairs of uint32: an event, and the sentence for what its process knows of it, if that is another
	Together  [][]int32 // a sentence, and the events of one step that it tells at once
}

type processInfo struct {
	Name   string
	Role   string
	Models uint8 // bits of sim.Model
	Faulty bool
}

type choiceInfo struct {
	Choice [9]int64
	Text   string
	Fits   bool
	Why    string
}

type claimInfo struct {
	Name    string
	Title   string
	Changes []changeInfo
	Who     []uint8 // the processes that show a violation
	Events  []int32 // the events that show it
	Doc     string
	Void    string // why it asks nothing here, or empty
}

type changeInfo struct {
	Step   int32 // -1: before the first step
	Event  int32
	Status uint8 // sim.Status, or 5: the claim asks nothing
}

type remarkInfo struct{ Code, Text string }

type costInfo struct{ Name, Decimal string }

type paramInfo struct {
	Name  string
	Value int32
}

type showInfo struct {
	Step  int32
	Views []string
}

type offerInfo struct {
	Choice [9]int64
	Text   string
	Group  string
	Fault  bool
}

type specInfo struct {
	Protocol string
	Version  int
	Title    string
	Params   []paramSpec
	Claims   []claimSpec
	Doc      string
	Min, Max int      // processes
	Models   []string // failure models that make sense
	Views    []string
}

type paramSpec struct {
	Name, Kind        string
	Min, Max, Default int32
	Doc               string
	Allowed           []string
}

type claimSpec struct{ Name, Title string }

type countsInfo struct {
	Total, Last, Packed string
	PerRound            []string
}

// totalsInfo is a run that was counted. Numbers of messages are decimals, since
// they outgrow what a page counts exactly.
type totalsInfo struct {
	Title     string
	About     string
	Protocol  string
	Processes []processInfo
	Params    []paramInfo
	Values    []string
	Sent      string
	Silent    string   // what faulty processes kept back
	Rounds    []string // messages of each round if everybody speaks
	Ends      []uint8  // the value each process ends with; 255: none is asked of it
	Claims    []claimTotal
	Says      []string
	Why       string // that these are totals, and why
	Remarks   []remarkInfo
	Rules     []ruleInfo // that faulty processes can follow
	Rule      string
	Seed      uint32
}

// claimTotal is what a claim comes to: the status holds, violated or, with a reason
// in Void, that it asks nothing.
type claimTotal struct {
	Name   string
	Title  string
	Status uint8
	Void   string
}

type ruleInfo struct {
	Name   string
	Doc    string
	Seeded bool
}

// everyInfo is what was found out about all faulty processes at once. A verdict is one of byzantine.Verdict: 0 is
// violated, 1 holds, 2 asks nothing. Lies are decimals; empty where nothing is violated.
type everyInfo struct {
	IC1, IC2   uint8
	Sets       string // of faulty processes
	Behaviours amountInfo
	Placements []placementInfo
	Witnesses  []witnessInfo
	Work       int64
}

type placementInfo struct {
	Faulty     []uint8 // of one of the sets that it stands for
	Order      uint8
	Sets       string
	IC1, IC2   uint8
	Lies1      string
	Lies2      string
	Behaviours amountInfo // of one set
}

// witnessInfo is a run that violates a condition, ready to be run: a document, and choices in order of steps. There
// are no choices if the run is too big for a trace.
type witnessInfo struct {
	Claim    string
	Faulty   []uint8
	Order    uint8
	Lies     string
	Document msgp.Raw
	Choices  [][9]int64
}

type amountInfo struct {
	Decimal string // empty if it is too long
	Digits  string // empty if they are not known
	Terms   []termInfo
}

type termInfo struct {
	Times   string
	Factors []powerInfo
}

type powerInfo struct{ Base, Exponent string }

// restInfo is what the faulty can still do to a run that has begun.
type restInfo struct {
	Steps    int32
	IC1, IC2 conditionInfo
	Work     int64
}

type conditionInfo struct {
	Verdict uint8
	Lies    string     // how many more are needed
	Choices [][9]int64 // those of the beginning, and these
}

// circumstanceInfo is a cell of the table of when agreement is possible.
type circumstanceInfo struct {
	Process, Delay, Order, Send string // as documents write them
	Possible                    bool
	Theorem                     string
	Scenario                    string
	Protocol                    string
	Shown                       string // by the scenario
}

// scheduleInfo is who of two generals may send in each slot, and what has become of
// all their plans.
type scheduleInfo struct {
	Senders []uint8
	Views   [2]int // of each general, at the end
	Tried   bool   // one by one; otherwise the four numbers are 0
	Rules   uint64
	Disobey uint64
	Split   uint64
	Succeed uint64
	Chain   []linkInfo // empty: there is none
}

type linkInfo struct {
	Order uint8  // 0: to retreat
	Lost  uint16 // bit i: the message in slot i
	Same  uint8  // who can't tell this run from the next; 255: nobody
}

// laneInfo is what a run, or many, show of a service or a part. Ticks and events; the
// availability is in parts per billion, Nines is -1 where there was no time down.
type laneInfo struct {
	Name      string
	Up, Down  int64
	Failures  int64
	Repairs   int64
	Planned   int64
	Available uint64
	Nines     int
	Downs     []int32 // from, to, from, to, ...
}

// serviceInfo is a run of a service, measured, beside what is calculated.
type serviceInfo struct {
	Horizon    int32
	Needs      int
	MTTF, MTTR int32
	Calculated uint64 // parts per billion
	Nines      int
	Lanes      []laneInfo // the service, then its parts
}

// surveyInfo is what many runs of a service show together.
type surveyInfo struct {
	Runs       int
	Calculated uint64
	Nines      int
	Service    laneInfo
	Part       laneInfo // sums over all parts
	Survived   []int    // runs without a failure in the first 0, 1, ... 10 tenths of the time
	Expected   []uint64 // the same of one part, calculated, in parts per billion; or empty
}

// causeInfo is something that can go wrong with one server, and what its client sees.
type causeInfo struct {
	Name     string
	Document string // without its choices
	Runs     int
	Views    []viewInfo
	Shared   []sharedInfo // with each cause
}

type viewInfo struct {
	Text    string
	Choices []string // of the first run that has it
}

// sharedInfo is how many views two causes share, and the first of these in each; -1: none.
type sharedInfo struct{ Views, First, Second int }

// verdictInfo is what is said of one property of a history.
type verdictInfo struct {
	Name, Title, Doc, Group string
	Status                  uint8 // sim.Status: holds, violated or unknown
	Cases                   int32 // how often something was asked
	Says                    string
	Events                  []int32 // the witness, events of the run
	Processes               []int32
	Messages                []string
}
