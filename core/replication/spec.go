package replication

import (
	"math/bits"
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// MaxReplicas bounds n.
const MaxReplicas = 31

const (
	rounds = 2 // the request, and the answers
	values = 3
)

// Replicas is a client with a group of replicas as scenario documents know it.
var Replicas = protocol.Spec{
	Name:    "replication/replicas",
	Version: 1,
	Title:   "A client and a group of replicas",
	Doc: "A client asks all replicas and takes any answer, or the one that k+1 of them give. k+1 replicas are enough if k fail silently, " +
		"and 2k+1 if k may answer wrongly (Schneider 1990).",
	Processes: protocol.Processes{Min: 2, Max: 1 + MaxReplicas, Name: name, Role: role},
	Params: []protocol.Param{
		{Name: "k", Min: 0, Max: MaxReplicas, Default: 1, Doc: "how many replicas may fail"},
		{Name: "rule", Kind: protocol.Choice, Allowed: []string{"any", "vote"}, Default: int32(Vote),
			Doc: "what the client takes: the first answer that it has, or what k+1 replicas say"},
		{Name: "answer", Kind: protocol.Choice, Allowed: valueNames, Doc: "the right answer"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "the client needs rounds and a bounded delay: the absence of an answer is detected", n.LockStep && n.Bounded
	},
	Network: sim.Network{LockStep: true, Bounded: true},
	Models:  sim.Crash | sim.Omission | sim.Timing | sim.Value | sim.Arbitrary,
	Budget:  sim.Budget{Crashes: sim.MaxProcesses},
	Claims: []protocol.Claim{
		{Name: "answered", Title: "The client has an answer", Doc: "judged when nothing more can come", Make: func(*protocol.Config) sim.Claim {
			return claim.Completes("answered", client)
		}},
		{Name: "right", Title: "The client takes no wrong answer", Doc: "no answer is not a wrong one", Make: right},
	},
	Views: []string{"space-time", "group"},
	Words: vocabulary,
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages", Decimal: strconv.Itoa(2 * (c.N - 1))}}
	},
	Remarks: remarks,
	Setup:   setup,
}

var valueNames = []string{"x", "y", "z"}

func name(i int) string {
	if i == int(client) {
		return "client"
	}
	return "R" + strconv.Itoa(i)
}

func role(_ *protocol.Config, i int) string {
	if i == int(client) {
		return "client"
	}
	return "replica"
}

// right: the client takes no other answer than the one of a correct replica.
func right(c *protocol.Config) sim.Claim {
	want := uint8(c.Param("answer"))
	return sim.Claim{
		Name: "right", Watch: sim.Watch(sim.EvComplete), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Value != want {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	say := func(code, text string) { r = append(r, protocol.Remark{Code: code, Text: text}) }
	n, k := c.N-1, int(c.Param("k"))
	wrong := sim.Set(0) // those that may say something wrong
	for p, m := range c.Models {
		if m&(sim.Value|sim.Arbitrary) != 0 {
			wrong = wrong.With(sim.ID(p))
		}
	}
	if c.Faulty().Has(client) {
		say("client-fails", "The client is outside of the group: what replicas can do for it they do for one that does not fail.")
	}
	if faulty := bits.OnesCount64(uint64(c.Faulty().Without(client))); faulty > k {
		say("many-faulty", "More replicas may fail, "+strconv.Itoa(faulty)+", than the client counts on, "+strconv.Itoa(k)+".")
	}
	switch rule := Rule(c.Param("rule")); {
	case rule == Any && wrong != 0:
		say("wrong-answers", "Any answer will do only if none is wrong, and here some can be.")
	case rule == Any && n < k+1:
		say("few-replicas", "Too few: if "+words.Counted(uint64(k), "replica")+" may fall silent, "+strconv.Itoa(k+1)+" are needed, and the group has "+strconv.Itoa(n)+".")
	case rule == Vote && n < 2*k+1:
		say("few-replicas", "Too few: to outvote "+words.Counted(uint64(k), "wrong answer")+" takes "+strconv.Itoa(2*k+1)+" replicas, and the group has "+strconv.Itoa(n)+".")
	}
	return r
}

func setup(c *protocol.Config) sim.Setup {
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: values, Rounds: rounds,
		Pending: 2*c.N + c.N*c.N, // both ways, and notices of crashes
		Shared:  &Replication{K: int(c.Param("k")), Rule: Rule(c.Param("rule")), Answer: uint8(c.Param("answer"))},
		Build: func(b *sim.Builder) {
			sim.Place(b, Client{}, c.N)
			for range c.N - 1 {
				sim.Place(b, Replica{}, 0)
			}
		},
	}
}

var vocabulary = words.Vocabulary{
	Values: valueNames,
	Kinds:  []string{"request", "answer"},
	Say:    []string{"{p} asks {q}", "{p} answers {v}"},
	Arrive: []string{"the request of {p} reaches {q}", "{q} receives the answer {v} of {p}"},
	Arg:    func(*words.Scene, uint8, uint32) string { return "" },
	// The client is process 0, and the list is by replica.
	List: func(s *words.Scene, _ *sim.Event, span []int32) string {
		text := ""
		for i, v := range span {
			if i > 0 {
				text += ", "
			}
			text += s.Value(uint8(v)) + " from " + s.Name(sim.ID(i+1))
		}
		return text
	},
	Phrases: []words.Phrase{
		{Event: sim.EvSend, Msg: int(request), Reason: words.Any, Text: "{p} asks {q}"},
		{Event: sim.EvSend, Msg: int(answer), Reason: words.Any, Text: "{p} sends its answer {v}"},
		{Event: sim.EvReceive, Msg: int(request), Reason: int(sim.NoReason), Text: "{p} receives the request"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Missing), Text: "{p} has no answer at all"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Undefined), Text: "{p} has {list}: no answer has enough votes"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Majority), Text: "{p} has {list}: enough say {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} has {list}: the first is {v}"},
		{Event: sim.EvComplete, Msg: words.Any, Reason: words.Any, Text: "{p} takes {v}"},
	},
}
