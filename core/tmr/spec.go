package tmr

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

var valueNames = []string{"x", "y", "z", "undefined"}

// Circuit is the circuit of three stages as scenario documents know it.
var Circuit = protocol.Spec{
	Name:    "tmr/circuit",
	Version: 1,
	Title:   "Triple modular redundancy, three stages with triplicated voters",
	Doc: "Every module exists three times, and so does the voter behind it. A voter passes on what two or three of its inputs " +
		"agree on; if all differ its output is undefined (von Neumann 1956; Lyons and Vanderkulk 1962).",
	Processes: protocol.Processes{Min: Parts, Max: Parts, Fixed: partNames(), Name: func(i int) string { return Part(i).String() }, Role: role},
	Params: []protocol.Param{
		{Name: "input", Kind: protocol.Choice, Allowed: valueNames[:values], Doc: "what all three lanes begin with; the right output of every part"},
	},
	Networks: func(n sim.Network) (string, bool) { return "a circuit has wires and no network", n.Wired },
	Network:  sim.Network{LockStep: true, Bounded: true, Wired: true},
	Models:   sim.Crash | sim.Omission | sim.Value,
	Budget:   sim.Budget{Crashes: Parts},
	Claims: []protocol.Claim{
		{Name: "masked", Title: "At least two of the three final outputs are right", Doc: "the faults are masked", Make: masked},
		{Name: "safe", Title: "No final output is wrong", Doc: "undefined is not wrong: it is known to be a failure", Make: safe},
	},
	Views: []string{"circuit"},
	Words: vocabulary,
	Costs: func(*protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "parts", Decimal: strconv.Itoa(Parts)}}
	},
	Remarks: nil,
	Setup:   setup,
	Shape:   shape,
}

func partNames() []string {
	names := make([]string, Parts)
	for p := range names {
		names[p] = Part(p).String()
	}
	return names
}

func role(_ *protocol.Config, i int) string {
	if Part(i).Voter() {
		return "voter"
	}
	return "module"
}

func setup(c *protocol.Config) sim.Setup {
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: values, Rounds: 2 * Stages, Pending: 2 * Parts,
		Shared: &Input{uint8(c.Param("input"))},
		Build: func(b *sim.Builder) {
			for range Parts {
				sim.Place(b, Component{}, 0)
			}
		},
	}
}

// shape lists the parts: column, lane, 1 for a voter, then the parts it reads.
func shape(*protocol.Config) [][]int32 {
	s := make([][]int32, Parts)
	for p := Part(0); p < Parts; p++ {
		s[p] = []int32{int32(p.Column()), int32(p.Lane()), 0}
		if p.Voter() {
			s[p][2] = 1
		}
		for _, q := range p.Inputs() {
			s[p] = append(s[p], int32(q))
		}
	}
	return s
}

var vocabulary = words.Vocabulary{
	Values: valueNames,
	Kinds:  []string{"result", "vote", "output"},
	Say:    []string{"{p} puts out {v}", "{p} puts out {v}", "{p} puts out {v}"},
	Known: []words.Phrase{
		{Event: sim.EvTask, Msg: words.Any, Reason: int(sim.Lie), Text: words.Unsaid},
	},
	Many: []words.Phrase{
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Undefined), Text: "{p} read {list}: no two agree"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} read {list}: the vote is {v}"},
	},
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: words.Any, Reason: int(sim.Lie), Text: "{p} fails, and puts out {v}, where {t} would be right"},
		{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: words.Unsaid}, // its output is told
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Undefined), Text: "{p} reads {list}: no two agree"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} reads {list}: the vote is {v}"},
		{Event: sim.EvReceive, Msg: words.Any, Reason: words.Any, Text: "{p} reads {v} from {q}"},
		{Event: sim.EvSend, Msg: words.Any, Reason: words.Any, Text: "{p} puts {v} on the wire to {q}"},
		{Event: sim.EvRound, Msg: words.Any, Reason: words.Any, Text: "Column {n} of the circuit works"},
	},
}
