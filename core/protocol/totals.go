package protocol

// Totals is how a protocol counts a run that nobody could watch: it gives the
// outcome and keeps no trace. Without a trace there are no steps, and nobody to
// choose what a faulty process does at one, so all of them follow a rule.
type Totals struct {
	Events int64  // the most that are counted, of what Spec.Costs names first
	Rules  []Rule // by which faulty processes behave; the first one is to behave as if correct
	// Count runs a checked configuration under the rule of that index. The seed is
	// for rules that draw. The problem says what can't be counted, if there is such.
	Count func(c *Config, rule int, seed uint64) (Total, *Problem)
}

// Rule is what all faulty processes of a counted run do.
type Rule struct {
	Name   string
	Doc    string // what they do, behind their name: "say nothing"
	Seeded bool   // it draws, so that the seed matters
}

// Total is how a counted run ends.
type Total struct {
	Title        string   // what was counted: "OM(4) among 13 generals"
	Sent, Silent uint64   // messages that were sent, and that faulty processes kept back
	Rounds       []uint64 // messages of each round if everybody speaks
	Ends         []uint8  // the value that each process ends with; sim.Nothing: none is asked of it
	Violated     []bool   // of the claims of Config.Claims
	Says         []string // the outcome in sentences
}
