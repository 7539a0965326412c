package sim

import "strings"

// Who may lie, and how: which processes of a set-up are faulty (Setup.Models), and by
// which failure models. A traitor of the Byzantine generals is a process that is
// Arbitrary. What each model lets a process do is options.go.

// Model is a set of failure models (Cristian; Hadzilacos and Toueg). The zero
// value is a correct process. Crash is included in Omission, and all are
// included in Arbitrary: Options grants what the inclusion says.
type Model uint8

const (
	Crash       Model = 1 << iota // halts; behaves correctly until then
	Omission                      // fails to send or to receive a message
	Timing                        // its message arrives outside its window
	Value                         // says another value, the same to all
	Transition                    // handles another message than the one that came
	Arbitrary                     // all of these, and any lie to anybody
	Duplication                   // of links only: what is sent once can come twice
)

// AllModels has every failure model of a process.
const AllModels = Crash | Omission | Timing | Value | Transition | Arbitrary

// models are the failure models in the order of the lecture, with their names in
// documents.
var models = [...]struct {
	model Model
	name  string
}{
	{Crash, "crash"}, {Omission, "omission"}, {Timing, "timing"},
	{Value, "value"}, {Transition, "state-transition"}, {Arbitrary, "arbitrary"}, {Duplication, "duplication"},
}

// Names lists the failure models of a set by their names in documents, in the order
// of the lecture.
func (m Model) Names() (names []string) {
	for _, known := range models {
		if m&known.model != 0 {
			names = append(names, known.name)
		}
	}
	return names
}

// Named returns the failure model with the name, or 0 if the set has none that is
// called so.
func (m Model) Named(name string) Model {
	for _, known := range models {
		if m&known.model != 0 && known.name == name {
			return known.model
		}
	}
	return 0
}

// String lists the names with commas. A correct process has none.
func (m Model) String() string { return strings.Join(m.Names(), ", ") }
