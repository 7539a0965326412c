package oralgraph

import (
	"faultlab/core/byzantine"
	"faultlab/core/sim"
	"faultlab/core/words"
)

var vocabulary = words.Vocabulary{
	Values: words.Uses[0].Values[:],
	Kinds:  []string{"order", "word", "word"},
	Say:    []string{"{p} orders {q} to {v}", "{p} tells {q}{via} {v}", "{p} tells {q}{via} {v}"},
	Arrive: []string{words.Uses[0].Comes, "{q} hears {v} from {p}{about}", "{q} hears {v} from {p}{about}"},
	// Via says whom a word is meant for, and whose it is: ", for L5: L1 says".
	Via: func(s *words.Scene, _ uint8, arg uint32) string {
		p, h := hop(s, arg)
		if h == nil {
			return ""
		}
		whom, whose := "", origin(s, p, h)
		if h.To != h.For {
			whom = ", for " + s.Name(h.For)
		}
		if whom+whose != "" {
			whom += ":"
		}
		return whom + whose
	},
	Arg: func(s *words.Scene, _ uint8, arg uint32) string {
		p, h := hop(s, arg)
		if h == nil {
			return about(s, p, arg)
		}
		text := ""
		if h.Kind == passed && h.From != h.Origin {
			text = "what " + s.Name(h.Origin) + " says"
		}
		if h.To != h.For {
			if text != "" {
				text += ", "
			}
			text += "for " + s.Name(h.For)
		}
		if c := about(s, p, uint32(len(p.Hops))+uint32(h.Call)); c != "" && h.Kind != order {
			if text != "" {
				text += ", of "
			}
			text += c
		}
		return text
	},
	List: byzantine.ListVotes,
	Phrases: []words.Phrase{
		{Event: sim.EvSend, Msg: words.Any, Reason: words.Any, Text: "{p} sends {v} to {q}{about}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Missing), Text: "{p} heard nothing from {q}{about}: it counts as {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: int(sim.Tie), Text: "{p} votes{about}: {list}; no majority, so {v}"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} votes{about}: {list}; so {v}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Unexpected), Text: "{p} ignores what {q} says: it does not belong to this round"},
	},
}

// hop is what an argument stands for, unless it is a call, behind all hops.
func hop(s *words.Scene, arg uint32) (*Plan, *Hop) {
	p, ok := s.Data.(*Plan)
	if !ok || int(arg) >= len(p.Hops) {
		return p, nil
	}
	return p, &p.Hops[arg]
}

// origin says whose word a hop brings: those who said it, the last one first, without
// the one who speaks and without the commander.
func origin(s *words.Scene, p *Plan, h *Hop) string {
	text := ""
	if h.Kind == passed && h.From != h.Origin {
		text = " " + s.Name(h.Origin) + " says"
	}
	for c := h.Call; c > 0; c = p.Calls[c].Of {
		if p.Calls[c].Commander != h.From {
			text += " " + s.Name(p.Calls[c].Commander) + " says"
		}
	}
	return text
}

// about says which call is meant: the commander's needs no words.
func about(s *words.Scene, p *Plan, arg uint32) string {
	if p == nil || int(arg) < len(p.Hops) {
		return ""
	}
	text := ""
	for c := int(arg) - len(p.Hops); c > 0 && c < len(p.Calls); c = int(p.Calls[c].Of) {
		if text == "" {
			text = "what " + s.Name(p.Calls[c].Commander) + " said"
		} else {
			text += " of " + s.Name(p.Calls[c].Commander)
		}
	}
	return text
}
