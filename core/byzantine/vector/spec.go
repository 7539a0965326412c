package vector

import (
	"math/bits"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// MaxProcesses bounds n: a vector goes entry by entry, and there are n of n entries.
const MaxProcesses = 16

// VectorAgreement is the vector form as scenario documents know it.
var VectorAgreement = protocol.Spec{
	Name:    "byzantine/vector",
	Version: 1,
	Title:   "Byzantine agreement, vectors in four phases",
	Doc: "Each process tells all others its value, makes a vector of what it was told, sends that to all others, and takes a vote " +
		"on every element. With more than two thirds correct all learn the values of the correct ones; whether they also agree on those " +
		"of the others depends on what is counted (Pease, Shostak, Lamport 1980).",
	Processes: protocol.Processes{Min: 2, Max: MaxProcesses, Name: func(i int) string { return "P" + strconv.Itoa(i+1) }},
	Params: []protocol.Param{
		{Name: "m", Min: 0, Max: 4, Default: 1, Doc: "rounds in which others' values are told; the faulty processes it is meant for"},
		{Name: "vote", Kind: protocol.Choice, Allowed: []string{"book", "psl80"},
			Doc: "what phase 4 counts: the vectors of others, as textbooks have it, or what a process said and what others say that it said (1980)"},
		{Name: "agree", Kind: protocol.Choice, Allowed: alphabetNames(), Doc: "what the values are: it changes words and how many there are, never the algorithm"},
		{Name: "values", Kind: protocol.Each, Allowed: alphabets[0].names, Names: names, Also: otherNames(), Initial: initial,
			Doc: "the value of each process; if left out, the first process has the first one, and so on"},
		{Name: "default", Kind: protocol.Choice, Allowed: alphabets[0].names, Names: names, Also: otherNames(), Doc: "what stands for a missing value"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "the phases need rounds and a bounded delay: the absence of a message can be detected (A3)", n.LockStep && n.Bounded
	},
	Network: sim.Network{LockStep: true, Bounded: true},
	Models:  sim.AllModels,
	Budget:  sim.Budget{Crashes: sim.MaxProcesses, Mistakes: 8},
	Claims: []protocol.Claim{
		{Name: "validity", Title: "Every correct process has the true values of all correct ones", Doc: "Pease, Shostak, Lamport 1980, section 1", Make: validity},
		{Name: "agreement", Title: "All correct processes have the same vector", Doc: "Pease, Shostak, Lamport 1980, section 1: interactive consistency", Make: agreement},
	},
	Views:      []string{"vectors", "space-time", "group"},
	Words:      vocabulary,
	Vocabulary: speak,
	Check:      check,
	Costs:      costs,
	Remarks:    remarks,
	Setup:      setup,
	Scene:      func(c *protocol.Config) any { return shared(c) },
	Shape:      paths,
}

// alphabets are what values can be: numbers, those of the lecture's example, and the
// uses of agreement.
var alphabets = func() []struct {
	name  string
	names []string
} {
	numbers := make([]string, MaxProcesses)
	for i := range numbers {
		numbers[i] = strconv.Itoa(i + 1)
	}
	list := []struct {
		name  string
		names []string
	}{
		{"numbers", numbers},
		{"letters", []string{"1", "2", "3", "4", "x", "y", "z", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"}},
		{"bits", []string{"0", "1"}},
	}
	for i := range words.Uses {
		list = append(list, struct {
			name  string
			names []string
		}{words.Uses[i].Name, words.Uses[i].Values[:]})
	}
	return list
}()

func alphabetNames() []string {
	list := make([]string, len(alphabets))
	for i := range alphabets {
		list[i] = alphabets[i].name
	}
	return list
}

// names are the values of a configuration. Of numbers there are as many as processes.
func names(c *protocol.Config) []string {
	list := alphabets[c.Param("agree")].names
	if c.Param("agree") == 0 {
		return list[:max(2, min(c.N, len(list)))]
	}
	return list
}

// otherNames are those that no number is among.
func otherNames() (list []string) {
	seen := map[string]bool{}
	for i := range alphabets {
		for _, name := range alphabets[i].names {
			if !seen[name] && i > 0 {
				list = append(list, name)
			}
			seen[name] = true
		}
	}
	return list
}

func initial(c *protocol.Config, p int) int32 { return int32(p % len(names(c))) }

func check(c *protocol.Config) *protocol.Problem {
	if m := c.Param("m"); Vote(c.Param("vote")) == Book && m != 1 {
		return &protocol.Problem{Path: "params.m", Message: "must be 1 with the textbook's vote, which knows one round of vectors; for more or none take params.vote psl80",
			Allowed: []string{"1"}}
	}
	return nil
}

// messages counts the entries that travel, and the packets if all that one process
// tells another in a round travels together.
func messages(c *protocol.Config) (entries, packets int) {
	n, m := c.N, int(c.Param("m"))
	pairs := n * (n - 1)
	if Vote(c.Param("vote")) == Book {
		return pairs + n*pairs, 2 * pairs // values, then vectors
	}
	each, _ := byzantine.Messages(n, m, 1<<32) // with the bounds on n and m there are never so many
	return n * int(each), byzantine.Levels(n, m) * pairs
}

func costs(c *protocol.Config) []protocol.Cost {
	entries, packets := messages(c)
	return []protocol.Cost{
		{Name: "messages", Decimal: strconv.Itoa(entries)},
		{Name: "packed by sender and receiver", Decimal: strconv.Itoa(packets)},
	}
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	say := func(code, text string) { r = append(r, protocol.Remark{Code: code, Text: text}) }
	n, m, faulty := c.N, int(c.Param("m")), bits.OnesCount64(uint64(c.Faulty()))
	if n <= 3*m {
		say("few-processes", "Outside the theorem: with "+strconv.Itoa(m)+" faulty it needs more than "+strconv.Itoa(3*m)+" processes, and here are "+strconv.Itoa(n)+".")
	}
	if faulty > m {
		say("many-faulty", "Outside the theorem: "+strconv.Itoa(m)+" rounds of telling others' values are meant for at most "+strconv.Itoa(m)+
			" faulty, and here are "+strconv.Itoa(faulty)+".")
	}
	if Vote(c.Param("vote")) == Book && faulty > 0 {
		say("book-vote", "The textbook's vote promises validity only: it can leave correct processes with different elements for a faulty one.")
	}
	return r
}

// nodes is the number of paths along which one element is told.
func nodes(c *protocol.Config) uint32 {
	if Vote(c.Param("vote")) == Book {
		return 1
	}
	return uint32(byzantine.TreeOf(c).Nodes())
}

// paths lists those along which one element is told, with process 0 as the one that
// has it: the path before, who tells, and how many told it before. The vote of the
// textbook knows no paths but from one process to another.
func paths(c *protocol.Config) [][]int32 {
	if Vote(c.Param("vote")) == Book {
		return nil
	}
	return byzantine.TreeOf(c).Shape()
}

func shared(c *protocol.Config) *Vector {
	v := &Vector{
		N: c.N, Vote: Vote(c.Param("vote")), Nodes: 1, Rounds: 2,
		Values: c.Each, Default: uint8(c.Param("default")), Unknown: uint8(len(names(c))),
	}
	if v.Vote == PSL80 {
		v.Tree = byzantine.TreeOf(c)
		v.Nodes, v.Rounds = uint32(v.Tree.Nodes()), int32(v.Tree.Levels())
	}
	return v
}

func setup(c *protocol.Config) sim.Setup {
	v := shared(c)
	memory := c.N + c.N*c.N
	if v.Vote == PSL80 {
		memory = (c.N + 1) * int(v.Nodes)
	}
	all, _ := messages(c)
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: v.Unknown, Rounds: v.Rounds, Shared: v,
		Pending: all + c.N*c.N, // the last round has most of them; and everybody may hear of everybody's crash
		Build: func(b *sim.Builder) {
			for range c.N {
				sim.Place(b, Process{}, memory)
			}
		},
	}
}
