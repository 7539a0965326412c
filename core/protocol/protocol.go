// Package protocol says what a protocol tells of itself: its parameters and
// their bounds, who takes part, which failures it can be asked about, what it
// claims, what a run costs, and its words. A scenario document is checked
// against it, the site's reference is printed from it.
package protocol

import (
	"faultlab/core/graph"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Spec describes one protocol. Everything in it is constant.
type Spec struct {
	Name    string // "byzantine/oral": the folder of the concept, then the protocol
	Version int    // raised whenever an old list of choices gives another trace
	Title   string
	Doc     string // one paragraph: idea, assumptions, source

	Processes Processes
	Params    []Param
	Networks  func(net sim.Network) (why string, ok bool) // nil: any network
	Network   sim.Network                                 // the one that is meant when a document names none
	Models    sim.Model                                   // failure models that make sense here
	Links     sim.Model                                   // and those of links; 0: links never fail here
	Budget    sim.Budget                                  // defaults
	Claims    []Claim
	Views     []string // of the figure, the best first
	Words     words.Vocabulary
	// Vocabulary gives the words of a configuration, where its parameters change
	// some of them; nil: they are always Words.
	Vocabulary func(c *Config) *words.Vocabulary

	// Check finds what no single field can show, such as two parameters that do
	// not go together. Nil means that there is nothing more to check.
	Check func(c *Config) *Problem
	// Costs are exact, and computed before any work; the first one is held
	// against Limits.Events of whoever runs the document.
	Costs func(c *Config) []Cost
	// Remarks are said with every run: "outside the theorem: n <= 3m".
	Remarks func(c *Config) []Remark
	// Setup makes the world of a checked configuration.
	Setup func(c *Config) sim.Setup
	// Scene is what the functions of Words need; nil: nothing.
	Scene func(c *Config) any
	// Shape is the structure which views draw (a tree, a circuit); see the spec.
	Shape func(c *Config) [][]int32
	// Totals counts what is too big to be watched; nil: nothing here is.
	Totals *Totals
}

// Processes bounds how many take part and names them when a document gives a
// number instead of names.
type Processes struct {
	Min, Max int
	Fixed    []string                      // the only names possible (a circuit); nil otherwise
	Name     func(i int) string            // the default name of process i
	Role     func(c *Config, i int) string // "commander"; may be nil
}

// ParamKind is the type of a parameter in a document. Its values are Int, Choice, Bool,
// Who, Links and Each.
type ParamKind uint8

const (
	Int    ParamKind = iota // an integer from Min to Max
	Choice                  // one of Allowed; the value is its index
	Bool                    // 0 or 1
	Who                     // the name of a process; the value is its ID
	Links                   // a graph, by name or link by link: see Config.Graph; the value is the index of the name, or -1
	Each                    // one of Allowed for each process: see Config.Each; the value is 0
)

// ParamKinds are the names of the kinds in the reference and the schema.
var ParamKinds = [...]string{"integer", "name", "boolean", "process", "graph", "a name for each process"}

// Param is one parameter. Its value is an int32 whatever its kind. A protocol has
// at most one parameter of the kind Links, and at most one of the kind Each.
type Param struct {
	Name     string
	Kind     ParamKind
	Min, Max int32
	Default  int32
	Allowed  []string
	Doc      string

	// Names are the names of the values where other parameters, which have no
	// such names themselves, change them; nil: they are always Allowed. Also has all that Names can give
	// and Allowed has not, for the schema.
	Names func(c *Config) []string
	Also  []string
	// Initial is what a process has of a parameter of the kind Each if the document
	// leaves it out.
	Initial func(c *Config, p int) int32
}

// AllowedIn lists the names that a configuration allows for the parameter.
func (p *Param) AllowedIn(c *Config) []string {
	if p.Names == nil {
		return p.Allowed
	}
	return p.Names(c)
}

// Claim names a monitor that the protocol can be held to.
type Claim struct {
	Name  string // "IC1"
	Title string // one sentence
	Doc   string // source and fine print
	Make  func(c *Config) sim.Claim
	// Void says why the claim asks nothing of a configuration, so that it can't be
	// violated and nobody should take that for a merit; empty, or nil: it asks
	// something.
	Void func(c *Config) string
}

// AsksNothing says in a sentence that the claim is void in a configuration, and
// why; it is empty where the claim asks something.
func (k *Claim) AsksNothing(c *Config) string {
	if k.Void != nil {
		if why := k.Void(c); why != "" {
			return words.AsksNothing(k.Name, why)
		}
	}
	return ""
}

// Config is a checked document: every number within its bounds, every name
// resolved.
type Config struct {
	Spec   *Spec
	N      int
	Names  []string
	Params []int32 // in the order of Spec.Params
	Net    sim.Network
	Models []sim.Model
	Links  []sim.Link // those that fail
	Budget sim.Budget
	Claims []int // indices into Spec.Claims, in the order asked for

	Graph graph.Graph // of a parameter of the kind Links; connected. Nil: complete
	Each  []int32     // of a parameter of the kind Each, by process
}

// Words are the words of the configuration.
func (c *Config) Words() *words.Vocabulary {
	if c.Spec.Vocabulary != nil {
		return c.Spec.Vocabulary(c)
	}
	return &c.Spec.Words
}

// Param returns the value of a parameter by its name, which must exist.
func (c *Config) Param(name string) int32 {
	for i := range c.Spec.Params {
		if c.Spec.Params[i].Name == name {
			return c.Params[i]
		}
	}
	panic("protocol: " + c.Spec.Name + " has no parameter " + name)
}

// Faulty is the set of processes with a failure model.
func (c *Config) Faulty() sim.Set {
	var s sim.Set
	for i, m := range c.Models {
		if m != 0 {
			s = s.With(sim.ID(i))
		}
	}
	return s
}

// Problem is what is wrong with a document: where, and what would be right.
type Problem struct {
	Path    string // "params.m"
	Message string
	Allowed []string
	TooBig  bool // nothing is wrong but that the run has more events than are run here
}

// Cost is an exact number, however large, in decimal digits.
type Cost struct{ Name, Decimal string }

// Remark is a sentence about the configuration, with a stable code.
type Remark struct{ Code, Text string }

// Outside is the code of the remark that a configuration lies outside of what is
// promised. A protocol makes at most one such remark: it comes and goes with the
// faults that a reader allows, and a figure keeps a place for it.
const Outside = "outside"
