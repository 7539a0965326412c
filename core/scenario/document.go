// Package scenario reads the document that a page or a test asks with: which
// protocol, who takes part, who is faulty, what may go wrong, what is claimed
// and which choices are made.
//
// A document comes as MessagePack from a page, or as JSON text by way of
// package text. Both become the same tree of Values, and one validator turns
// that into a Document. What it refuses it refuses with the path of the field,
// a sentence that says what to change, and the allowed values.
package scenario

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Format is the version of the format of documents.
const Format = 1

// A Document is a checked scenario.
type Document struct {
	Title, About string
	Config       *protocol.Config

	// Choices are sentences with their positions, as an author wrote them:
	// "8: L3 tells L1 retreat". Only the world of that step can say what they mean.
	Choices []string
	Expect  []Expectation
	Show    Show

	Costs   []protocol.Cost
	Remarks []protocol.Remark // what is worth saying about the document itself
}

// verdicts are what a claim can come to at the end of a run.
var verdicts = []sim.Status{sim.Holds, sim.Violated, sim.Open, sim.Unknown}

// Verdicts are their names in documents.
func Verdicts() []string {
	names := make([]string, len(verdicts))
	for i, s := range verdicts {
		names[i] = sim.Statuses[s]
	}
	return names
}

// Expectation is what a run must show about a claim: a figure in a page says
// it, and a test holds the run against it.
type Expectation struct {
	Claim  int // index into Config.Spec.Claims
	Status sim.Status
}

// Show says what a figure shows first.
type Show struct {
	Step  int // after so many steps
	Views []string
}

// Registry is a list of protocols by name.
type Registry struct{ specs []*protocol.Spec }

// New makes a registry of protocols. A programmer's own are added to those that
// come with the laboratory: New(append(Builtin(), mine)...). Two of the same
// name are a mistake in the program.
func New(specs ...*protocol.Spec) *Registry {
	for i, s := range specs {
		for _, t := range specs[:i] {
			if s.Name == t.Name {
				panic("scenario: two protocols are called " + s.Name)
			}
		}
	}
	return &Registry{specs}
}

// Specs lists the protocols in the order in which they were given.
func (r *Registry) Specs() []*protocol.Spec { return r.specs }

// Find returns the protocol of the given name, or nil.
func (r *Registry) Find(name string) *protocol.Spec {
	for _, s := range r.specs {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Names lists the protocols' names.
func (r *Registry) Names() []string {
	names := make([]string, len(r.specs))
	for i, s := range r.specs {
		names[i] = s.Name
	}
	return names
}

// Read decodes a document from MessagePack and checks it.
func (r *Registry) Read(b []byte, lim DocumentLimits) (*Document, Problems) {
	v, bad := Decode(b, lim)
	if bad != nil {
		return nil, Problems{*bad}
	}
	return r.Check(&v, lim)
}

// Problems is everything that was found wrong with a document, in the order of
// the format's fields, and never empty when a document is refused.
type Problems []protocol.Problem

// Error makes one text of all problems, a line for each.
func (p Problems) Error() string {
	s := ""
	for i := range p {
		if i > 0 {
			s += "\n"
		}
		s += Sentence(&p[i])
	}
	return s
}

// Sentence writes one problem on one line.
func Sentence(p *protocol.Problem) string {
	s := "the document " + p.Message
	if p.Path != "" {
		s = p.Path + " " + p.Message
	}
	if len(p.Allowed) > 0 {
		s += " (" + alternatives(p.Allowed) + ")"
	}
	return s
}

// alternatives writes the allowed values as "one of a, b, c".
func alternatives(allowed []string) string {
	if len(allowed) == 1 {
		return "allowed: " + allowed[0]
	}
	s := "one of "
	for i, a := range allowed {
		if i > 0 {
			s += ", "
		}
		s += a
	}
	return s
}

// SplitChoice takes a choice apart: "8: L3 tells L1 retreat" is made in front of
// step 8, so when eight steps are done.
func SplitChoice(s string) (step int, text string, ok bool) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	step, err := strconv.Atoi(s[:i])
	if err != nil || len(s) < i+3 || s[i] != ':' || s[i+1] != ' ' || s[i+2] == ' ' {
		return 0, "", false
	}
	return step, s[i+2:], true
}
