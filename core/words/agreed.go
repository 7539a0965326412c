package words

import "faultlab/core/sim"

// Agreed is something that processes can agree on. Whatever it is, an agreement
// protocol does the same: what it agrees on changes the names of the values and a
// few words, never the algorithm.
type Agreed struct {
	Name   string
	Values [3]string // the first one is what stands for silence, if a document says nothing
	Sends  string    // how the process with the value sends it
	Begins string    // how it says it when it makes it up
	Comes  string    // how it comes to its receiver
	Ends   string    // how a process says what it ends with
}

// Uses are the things to agree on that documents can name, the first one where a
// document names none.
var Uses = [...]Agreed{
	{"order", [3]string{"retreat", "attack", "delay"}, "{p} sends {q} the order to {v}", "{p} orders {q} to {v}", "{q} receives the order to {v} from {p}", "{p} obeys: {v}"},
	{"result", [3]string{"no result", "result 17", "result 42"}, "{p} sends {v} to {q}", "{p} tells {q} {v}", "{q} hears {v} from {p}", "{p} takes {v}"},
	{"leader", [3]string{"no leader", "leader A", "leader B"}, "{p} sends {v} to {q}", "{p} tells {q} {v}", "{q} hears {v} from {p}", "{p} follows {v}"},
	{"turn", [3]string{"nobody's turn", "A's turn", "B's turn"}, "{p} sends {v} to {q}", "{p} tells {q} {v}", "{q} hears {v} from {p}", "{p} decides: {v}"},
	{"transaction", [3]string{"abort", "commit", "wait"}, "{p} sends {v} to {q}", "{p} tells {q} {v}", "{q} hears {v} from {p}", "{p} ends it: {v}"},
}

// UseNames are the names of Uses.
func UseNames() []string {
	names := make([]string, len(Uses))
	for i := range Uses {
		names[i] = Uses[i].Name
	}
	return names
}

// OtherValues are the names of values in all uses but the first.
func OtherValues() []string {
	var names []string
	for i := range Uses[1:] {
		names = append(names, Uses[1+i].Values[:]...)
	}
	return names
}

// For returns the vocabulary with the values of a use, and with its way to say what
// a process ends with.
func (v *Vocabulary) For(use *Agreed) *Vocabulary {
	w := *v
	w.Values = use.Values[:]
	w.Phrases = append([]Phrase{{sim.EvDecide, Any, Any, use.Ends}}, w.Phrases...)
	return &w
}
