package vector

import (
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// speak puts in the names of the values; behind them comes that of no majority.
func speak(c *protocol.Config) *words.Vocabulary {
	v := vocabulary
	v.Values = append(append([]string(nil), names(c)...), "UNKNOWN")
	return &v
}

var vocabulary = words.Vocabulary{
	Values: append(append([]string(nil), alphabets[0].names...), "UNKNOWN"),
	Kinds:  []string{"value", "entry"},
	Say:    []string{"{p} tells {q} {v}", "{p} tells {q}{via} {v}"},
	Arrive: []string{"{q} hears {v} from {p}", "{q} hears from {p}{via} {v}"},
	// Via says whose value is told: ": P3 has", or along which path it came.
	Via: func(s *words.Scene, _ uint8, arg uint32) string {
		v, ok := s.Data.(*Vector)
		if !ok || arg >= uint32(v.N)*v.Nodes {
			return ""
		}
		element := sim.ID(arg / v.Nodes)
		text := ":"
		if v.Tree != nil {
			path := v.Tree.AppendPath(nil, int(arg%v.Nodes))
			for i := len(path) - 2; i > 0; i-- {
				text += " " + s.Name(v.process(element, int(path[i]))) + " says"
			}
		}
		return text + " " + s.Name(element) + " has"
	},
	Arg: func(s *words.Scene, msg uint8, arg uint32) string {
		v, ok := s.Data.(*Vector)
		if !ok || msg&63 != entry || arg >= uint32(v.N)*v.Nodes {
			return ""
		}
		element := sim.ID(arg / v.Nodes)
		if v.Tree != nil {
			if path := v.Tree.AppendPath(nil, int(arg%v.Nodes)); len(path) > 2 {
				return "what " + s.Name(v.process(element, int(path[len(path)-2]))) + " said of " + s.Name(element)
			}
		}
		return "the value of " + s.Name(element)
	},
	Phrases: []words.Phrase{
		{Event: sim.EvSend, Msg: int(value), Reason: words.Any, Text: "{p} sends {q} its value {v}"},
		{Event: sim.EvSend, Msg: int(entry), Reason: words.Any, Text: "{p} sends {q} its entry{via} {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Missing), Text: "{p} heard nothing from {q}: that counts as {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.NoReason), Text: "{p} keeps its own value: {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Undefined), Text: "{p} counts for {q}: {list}; no majority, so UNKNOWN"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} counts for {q}: {list}; so {v}"},
		{Event: sim.EvOutput, Msg: words.Any, Reason: words.Any, Text: "{p} makes its vector: ({list})"},
		{Event: sim.EvDecide, Msg: words.Any, Reason: words.Any, Text: "{p} ends with ({list})"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Unexpected), Text: "{p} ignores what {q} says: it does not belong to this round"},
	},
	Many: []words.Phrase{
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Missing), Text: "{p} heard nothing from {q}: that counts as {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Undefined), Text: "{p} count for {q}: {list}; no majority, so UNKNOWN"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} count for {q}: {list}; so {v}"},
		{Event: sim.EvOutput, Msg: words.Any, Reason: words.Any, Text: "{p} make the same vector: ({list})"},
		{Event: sim.EvDecide, Msg: words.Any, Reason: words.Any, Text: "{p} end with ({list})"},
	},
}
