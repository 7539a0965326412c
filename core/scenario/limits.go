package scenario

import (
	"strconv"
	"strings"

	"faultlab/core/protocol"
	"faultlab/core/words"
)

// DocumentLimits bounds what one document may be, and what its run may cost. Everything is held
// against them before any work begins, so that an impossible wish gets an
// answer and never a frozen page. A field that is zero means the default.
type DocumentLimits struct {
	Bytes    int   // of a document
	Depth    int   // how deeply lists and objects are nested
	Nodes    int   // values of all kinds
	Fields   int   // of one object
	String   int   // bytes of one text
	Choices  int   // entries of a list of choices
	Steps    int32 // of a run
	Events   int64 // what Spec.Costs names first
	Problems int   // how many are reported
	Counted  bool  // the run is counted, without a trace: the protocol says how many events that may be
}

// The defaults serve a page and a command alike. The nesting stays far below what
// a page's stack can bear. What is in flight at one time is numbered with 16 bits,
// so more events than these could not even be told apart.
var defaults = DocumentLimits{
	Bytes: 2 << 20, Depth: 12, Nodes: 200_000, Fields: 200, String: 4096,
	Choices: 50_000, Steps: 1_000_000, Events: 50_000, Problems: 20,
}

// DefaultLimits returns the limits that stand where a field is zero.
func DefaultLimits() DocumentLimits { return defaults }

// OrDefault puts the defaults where a field is zero.
func (l DocumentLimits) OrDefault() DocumentLimits {
	fill(&l.Bytes, defaults.Bytes)
	fill(&l.Depth, defaults.Depth)
	fill(&l.Nodes, defaults.Nodes)
	fill(&l.Fields, defaults.Fields)
	fill(&l.String, defaults.String)
	fill(&l.Choices, defaults.Choices)
	fill(&l.Steps, defaults.Steps)
	fill(&l.Events, defaults.Events)
	fill(&l.Problems, defaults.Problems)
	return l
}

func fill[T int | int32 | int64](x *T, d T) {
	if *x <= 0 {
		*x = d
	}
}

// Estimate computes what a configuration costs and says whether the first cost
// is above the limit on events. The numbers are exact however large they are.
func Estimate(c *protocol.Config, lim DocumentLimits) (costs []protocol.Cost, bad *protocol.Problem) {
	if c.Spec.Costs == nil {
		return nil, nil
	}
	lim = lim.OrDefault()
	costs = c.Spec.Costs(c)
	if len(costs) == 0 || !above(costs[0].Decimal, lim.Events) {
		return costs, nil
	}
	path, size := "processes", "many"
	if len(c.Spec.Processes.Fixed) > 0 {
		path, size = "params", "large"
	}
	return costs, &protocol.Problem{
		Path:   path,
		TooBig: true,
		Message: "are too " + size + ": " + costOf(costs[0]) + "; at most " + words.Grouped(strconv.FormatInt(lim.Events, 10)) +
			" are run here. Take fewer processes, or smaller parameters.",
	}
}

func costOf(c protocol.Cost) string {
	return "this run would need " + Shorten(c.Decimal) + " " + c.Name
}

// guessable bounds the numbers for which a cost is still computed although the
// document is refused for another reason: what lies above would take long.
const guessable = 1000

// wouldCost says what a document would cost whose numbers are out of bounds, or
// nothing if that cannot be said.
func wouldCost(s *protocol.Spec, n int64, params []int32) string {
	if s.Costs == nil || n < 1 || n > guessable {
		return ""
	}
	for _, p := range params {
		if p < 0 || p > guessable {
			return ""
		}
	}
	c := &protocol.Config{Spec: s, N: int(n), Params: params, Net: s.Network, Budget: s.Budget}
	costs := s.Costs(c)
	if len(costs) == 0 || !above(costs[0].Decimal, 0) {
		return ""
	}
	return costOf(costs[0])
}

// above compares a number in decimal digits with a limit. A protocol that gives
// up counting says so in words, and words are above every limit.
func above(decimal string, limit int64) bool {
	if !digits(decimal) {
		return true
	}
	decimal = strings.TrimLeft(decimal, "0")
	bound := strconv.FormatInt(limit, 10)
	if limit == 0 {
		bound = ""
	}
	if len(decimal) != len(bound) {
		return len(decimal) > len(bound)
	}
	return decimal > bound
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Shorten writes a number in decimal digits so that a person can read it: in
// groups of three up to 15 digits, and otherwise its first digits, its power of ten and how
// many digits it has.
func Shorten(decimal string) string {
	if !digits(decimal) {
		return decimal
	}
	decimal = strings.TrimLeft(decimal, "0")
	switch n := len(decimal); {
	case n == 0:
		return "0"
	case n <= 15:
		return words.Grouped(decimal)
	default:
		return "about " + decimal[:1] + "." + decimal[1:4] + "e" + strconv.Itoa(n-1) + " (a number of " + strconv.Itoa(n) + " digits)"
	}
}
