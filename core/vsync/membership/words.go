package membership

import (
	"strconv"

	"faultlab/core/sim"
	"faultlab/core/words"
)

var vocabulary = words.Vocabulary{
	Values: said(),
	Kinds: []string{"notice", "message", "copy", "proposal", "flush", "word that it is ready", "question", "answer", "state", "news of a view", "suspicion",
		"request to join", "farewell"},
	Arrive: []string{
		data:    "{v} of {p} reaches {q}",
		forward: "{v} reaches {q}, forwarded by {p}",
		propose: "{q} hears that {p} proposes {a}",
		flush:   "the flush of {p} reaches {q}",
		ready:   "{q} hears that {p} is ready",
		ask:     "{q} hears that {p} takes over, and is asked what it was ready for",
		answer:  "{q} hears that {p} was ready for {a}",
		state:   "{q} gets {v} from {p}",
		view:    "{q} hears of {a} from {p}",
		report:  "{q} hears that {p} suspects {a}",
		join:    "{q} hears that {p} wants to join",
		leave:   "{q} hears that {p} leaves",
	},
	Former: []string{
		data:    "{v} of {p} reaches {q}",
		forward: "{p} forwards {v} to {q}",
		propose: "{p} proposes {a} to {q}",
		flush:   "{p} flushes to {q}",
		ready:   "{p} tells {q} that it is ready",
		ask:     "{p} takes over, and asks {q} what it was ready for",
		answer:  "{p} was ready for {a}, and tells {q}",
		state:   "{p} gives {q} {v}",
		view:    "{p} tells {q} of {a}",
		report:  "{p} tells {q} that it suspects {a}",
		join:    "{p} asks {q} to let it join",
		leave:   "{p} tells {q} that it leaves",
	},
	Do:   []string{cast: "{p} multicasts {v}", enter: "{p} asks to join", exit: "{p} asks to leave", patience: "the patience of {p} ends"},
	Draw: []string{doubt: heard, doubt + 1: heard, doubt + 2: heard, doubt + 3: heard, doubt + 4: heard},
	Arg:  about,
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: int(cast), Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvTask, Msg: int(enter), Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvTimeout, Msg: words.Any, Reason: words.Any, Text: "The patience of {p} ends"},
		{Event: sim.EvSend, Msg: int(data), Reason: words.Any, Text: "{p} sends {q} {v}"},
		{Event: sim.EvSend, Msg: int(forward), Reason: words.Any, Text: "{p} forwards {v} to {q}"},
		{Event: sim.EvSend, Msg: int(propose), Reason: words.Any, Text: "{p} proposes {a} to {q}, and flushes"},
		{Event: sim.EvSend, Msg: int(flush), Reason: words.Any, Text: "{p} flushes to {q}"},
		{Event: sim.EvSend, Msg: int(ready), Reason: words.Any, Text: "{p} tells {q} that it is ready"},
		{Event: sim.EvSend, Msg: int(ask), Reason: words.Any, Text: "{p} asks {q} what it was ready for"},
		{Event: sim.EvSend, Msg: int(answer), Reason: words.Any, Text: "{p} tells {q} that it was ready for {a}"},
		{Event: sim.EvSend, Msg: int(state), Reason: words.Any, Text: "{p} sends {q} {v}"},
		{Event: sim.EvSend, Msg: int(view), Reason: words.Any, Text: "{p} tells {q} of {a}"},
		{Event: sim.EvSend, Msg: int(report), Reason: words.Any, Text: "{p} tells {q} that it suspects {a}"},
		{Event: sim.EvSend, Msg: int(join), Reason: words.Any, Text: "{p} asks {q} to let it join"},
		{Event: sim.EvSend, Msg: int(leave), Reason: words.Any, Text: "{p} tells {q} that it leaves"},
		{Event: sim.EvMulticast, Msg: words.Any, Reason: words.Any, Text: "{p} multicasts {v} to its group: {list}"},
		{Event: sim.EvDeliver, Msg: words.Any, Reason: words.Any, Text: "{p} delivers {v}"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.Flushing), Text: "{p} keeps its multicast for the next view: the view is changing"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NeedsView), Text: "{p} holds {v} back: its view is not installed yet"},
		{Event: sim.EvSuspect, Msg: words.Any, Reason: words.Any, Text: "{p} takes {q} to have crashed"},
		{Event: sim.EvElect, Msg: words.Any, Reason: words.Any, Text: "{p} takes over as the initiator"},
		{Event: sim.EvOutput, Msg: words.Any, Reason: words.Any, Text: "{p} begins with {v}"},
		{Event: sim.EvJoin, Msg: words.Any, Reason: words.Any, Text: "{p} asks to join"},
		{Event: sim.EvLeave, Msg: words.Any, Reason: int(sim.Excluded), Text: "{p} learns that view {n} is without it: its membership has ended"},
		{Event: sim.EvLeave, Msg: words.Any, Reason: words.Any, Text: "{p} has left: view {n} is without it"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Excluded), Text: "{p} takes nothing more from {q}, which it suspects"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.OldView), Text: "{p} ignores it: its view is gone"},
	},
	List: func(s *words.Scene, _ *sim.Event, span []int32) string {
		names := make([]string, len(span))
		for i, p := range span {
			names[i] = s.Name(sim.ID(p))
		}
		return words.List(names)
	},
}

const heard = "{p} hears from {a}"

// said are the names of messages, of states, and of what the members say besides.
func said() []string {
	names := make([]string, sign(leave)+1)
	for i := range states {
		names[i] = "m" + strconv.Itoa(i+1)
	}
	for kind, short := range [...]string{propose: "v?", flush: "f", ready: "r", ask: "?", answer: "!", view: "v", report: "s", join: "j", leave: "l"} {
		if short != "" {
			names[sign(uint8(kind))] = short
		}
	}
	names[states] = "the empty state"
	for set := 1; set < 1<<most; set++ {
		var of []string
		for i := range most {
			if set>>i&1 != 0 {
				of = append(of, names[i])
			}
		}
		names[states+set] = "the state with " + words.List(of)
	}
	return names
}

// about names what a message is about: the next view, that of its sender, or whom it
// suspects; and from whom one has heard whose patience ends.
func about(s *words.Scene, msg uint8, arg uint32) string {
	w, kind := read(arg), msg&63
	switch kind {
	case propose, flush, ready, answer, state:
		if w.round == 0 {
			return "nothing"
		}
		return numbered(s, w.view+1, w.next)
	case view:
		return numbered(s, w.view, w.members)
	case report:
		return everybody(s, w.flushers)
	}
	if kind < doubt {
		return ""
	}
	n, me := uint32(len(s.Names)), uint32(kind-doubt)
	switch {
	case arg == 0:
		return "all"
	case arg < n:
		return "all but " + s.Name(sim.ID((me+arg)%n))
	}
	return "nobody"
}

func numbered(s *words.Scene, number, members uint8) string {
	if members == 0 {
		return "view " + strconv.Itoa(int(number)) + ", which is empty"
	}
	return "view " + strconv.Itoa(int(number)) + " of " + everybody(s, members)
}

func everybody(s *words.Scene, set uint8) string {
	list, n := listed(set)
	names := make([]string, n)
	for i, p := range list[:n] {
		names[i] = s.Name(sim.ID(p))
	}
	return words.List(names)
}
