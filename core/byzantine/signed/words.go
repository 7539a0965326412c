package signed

import (
	"faultlab/core/sim"
	"faultlab/core/words"
)

var vocabulary = words.Vocabulary{
	Values: words.Uses[0].Values[:],
	Kinds:  []string{"order", "word", "word", "word", "word"},
	Say: []string{
		"{p} shows {q} {v}{via}",
		"{p} shows {q} {v}{via}",
		"{p} shows {q} {v}{via}",
		"{p} shows {q} {v}{via}",
		"{p} shows {q} {v}{via}",
	},
	Arrive: []string{
		"{q} receives {v} from {p}{via}",
		"{q} receives {v} from {p}{via}",
		"{q} receives {v} from {p}{via}",
		"{q} receives {v} from {p}{via}",
		"{q} receives {v} from {p}{via}",
	},
	Former: []string{"{p} sends {q} {v}{via}"},
	// Via says who has signed: ", signed by commander and L1".
	Via: func(s *words.Scene, _ uint8, arg uint32) string {
		chains, ok := s.Data.(Chains)
		if !ok || arg == 0 {
			return ""
		}
		var c Chain
		chains.Read(arg, &c)
		signers := make([]string, c.N)
		for i, p := range c.By[:c.N] {
			signers[i] = s.Name(sim.ID(p))
		}
		text := ", signed by " + words.List(signers)
		if c.Forged {
			text += ", a forgery"
		}
		return text
	},
	Arg: func(*words.Scene, uint8, uint32) string { return "" },
	List: func(s *words.Scene, e *sim.Event, span []int32) string {
		list := make([]string, len(span))
		for i, x := range span {
			if e.Kind == sim.EvVote || e.Kind == sim.EvProof {
				list[i] = s.Value(uint8(x))
			} else {
				list[i] = s.Name(sim.ID(x))
			}
		}
		return words.List(list)
	},
	Phrases: []words.Phrase{
		{Event: sim.EvSend, Msg: words.Any, Reason: words.Any, Text: "{p} sends {v} to {q}{via}"},
		{Event: sim.EvReceive, Msg: words.Any, Reason: int(sim.Lie), Text: "{say}, which its protocol would not do"},
		{Event: sim.EvDeliver, Msg: words.Any, Reason: words.Any, Text: "{p} holds a new order: {v}, signed by {list}"},
		{Event: sim.EvProof, Msg: words.Any, Reason: words.Any, Text: "{p} can prove that {q} is a traitor: its signature is on {list}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Missing), Text: "{p} holds no order: that counts as {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Tie), Text: "{p} holds {list}: of several orders none counts, so {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} holds {list}: so {v}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.NoReason), Text: "{q} shows {p} nothing"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.FewSignatures), Text: "{p} refuses {v} of {q}: too few have signed it for this round ({list})"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.RepeatedSigner), Text: "{p} refuses {v} of {q}: somebody has signed it twice ({list})"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.OwnSignature), Text: "{p} refuses {v} of {q}: it has signed that itself ({list})"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Forged), Text: "{p} refuses {v} of {q}: a signature is forged ({list})"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Unexpected), Text: "{p} ignores {v} of {q}"},
	},
	Many: []words.Phrase{
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Missing), Text: "{p} hold no order: that counts as {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Tie), Text: "{p} hold {list}: of several orders none counts, so {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} hold {list}: so {v}"},
		{Event: sim.EvDecide, Msg: words.Any, Reason: words.Any, Text: "{p} obey: {v}"},
	},
}
