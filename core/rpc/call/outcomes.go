package call

import (
	"faultlab/core/explore"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Outcomes of a call: how often it was executed, at most twice, and whether its client
// had a reply.
const (
	Never = iota
	Once
	Twice // or more
	Replied
	Outcomes = 2 * Replied // without a reply, and with one
)

// Tried is what was found by trying everything.
type Tried struct {
	Found   [Outcomes]bool // possible
	Steady  [Outcomes]bool // and even in a run that is steady
	Choices [Outcomes][]sim.Choice
	All     bool // what was not found is impossible
	States  int
}

// ExactlyOnce says whether in every steady run the call is executed once, and whether
// its client has a reply besides.
func (t *Tried) ExactlyOnce() (executed, replied bool) {
	s := &t.Steady
	executed = t.All && !s[Never] && !s[Twice] && !s[Never+Replied] && !s[Twice+Replied]
	return executed, executed && !s[Once]
}

// Try searches every run of a configuration of Remote and says which outcomes the first
// call of its first client can have. So many states are tried at most.
//
// A run is steady if no process is down at its end, and if the server misses at most one
// message while it is down. Of other runs nobody can expect much: the client loses its
// patience before anybody is there.
func Try(c *protocol.Config, states int) (*Tried, error) {
	s := shared(c)
	q := ends
	q.Observe = func(h []byte, e *sim.Event) { observe(h, e, s.Server) }
	p, err := q.Possible(setup(c), states)
	if err != nil {
		return nil, err
	}
	t := &Tried{All: p.All, States: p.States}
	for k := range Outcomes {
		t.Steady[k] = p.Found[k]
		t.Found[k] = p.Found[k] || p.Found[k+Outcomes]
		if t.Choices[k] = p.Choices[k]; !p.Found[k] {
			t.Choices[k] = p.Choices[k+Outcomes]
		}
	}
	return t, nil
}

// What is remembered of a run.
const (
	times = iota
	replied
	missed // by the server while it was down, at most twice
	down   // how many processes are
	remembered
)

var ends = explore.Ends{
	Classes: 2 * Outcomes, Size: remembered,
	Watch: sim.Watch(sim.EvExecute, sim.EvComplete, sim.EvDrop, sim.EvCrash, sim.EvRestart),
	Class: func(h []byte) int {
		k := int(h[times]) + Replied*int(h[replied])
		if h[missed] > 1 || h[down] > 0 {
			k += Outcomes
		}
		return k
	},
}

func observe(h []byte, e *sim.Event, server sim.ID) {
	first := e.Arg == Number(0, 0, 1)
	switch {
	case e.Kind == sim.EvExecute && first:
		h[times] = min(h[times]+1, Twice)
	case e.Kind == sim.EvComplete && first:
		h[replied] = 1
	case e.Kind == sim.EvDrop && e.Process == server && e.Reason == sim.ReceiverDown:
		h[missed] = min(h[missed]+1, 2)
	case e.Kind == sim.EvCrash:
		h[down]++
	case e.Kind == sim.EvRestart:
		h[down]--
	}
}

// Row is a way to deal with lost replies and crashes, as parameters of Remote.
type Row struct {
	Title  string
	Policy Policy
	Record Record
	Others []Given // what else is not as by default
}

// Rows are the policies side by side, each better than the one before or dearer.
var Rows = [...]Row{
	{"Ask once, and give up", Maybe, InMemory, nil},
	{"Ask again, and execute again", AtLeastOnce, InMemory, nil},
	{"A filter in memory, which only throws away", FilterOnly, InMemory, nil},
	{"A filter and replies in memory", Replies, InMemory, nil},
	{"The same, but every retry has a number of its own", Replies, InMemory, []Given{{"identity", quoted(Identities[ByMessage])}}},
	{"In memory, and bound to one life of the server", Replies, InMemory, []Given{{"bound", "true"}}},
	{"On disk, before it is executed", Replies, Before, nil},
	{"On disk, after it is executed", Replies, After, nil},
	{"On disk, in one step with the execution", Replies, Together, nil},
	{"The same, but only the last record is kept", Replies, Together, []Given{{"retention", "1"}, {"requests", "2"}}},
}

// Given is a parameter as a document has it: a name in quotes, true, or a number.
type Given struct{ Name, JSON string }

// Params are the parameters of a row that are not as by default, but for the operation.
func (r *Row) Params() []Given {
	g := []Given{{"policy", quoted(Policies[r.Policy])}, {"record", quoted(Records[r.Record])}}
	return append(g, r.Others...)
}

func quoted(s string) string { return `"` + s + `"` }
