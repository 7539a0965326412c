package vsync

import (
	"strconv"

	"faultlab/core/sim"
	"faultlab/core/words"
)

var vocabulary = words.Vocabulary{
	Values: said(),
	Kinds:  []string{"notice", "message", "copy", "flush", "word that it is ready", "acknowledgement", "multicast"},
	Arrive: []string{"", "{v} of {p} reaches {q}", "{v} reaches {q}, forwarded by {p}", "{v} of {p} reaches {q}", "{v} of {p} reaches {q}", "{q} hears that {p} {v}"},
	Former: []string{"", "{v} of {p} reaches {q}", "{p} forwards {v} to {q}", "{p} sends {q} {v}", "{p} tells {q}: {v}", "{p} tells {q}: {v}"},
	Do:     []string{"", "", "", "", "", "", "{p} multicasts {v}"},
	Arg:    func(*words.Scene, uint8, uint32) string { return "" },
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvSend, Msg: int(forward), Reason: words.Any, Text: "{p} forwards {v} to {q}"},
		{Event: sim.EvSend, Msg: int(ack), Reason: words.Any, Text: "{p} tells {q} that it {v}"},
		{Event: sim.EvSend, Msg: words.Any, Reason: words.Any, Text: "{p} sends {v} to {q}"},
		{Event: sim.EvDeliver, Msg: words.Any, Reason: words.Any, Text: "{p} delivers {v}"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.Flushing), Text: "{p} keeps its multicast for the next view: the view is changing"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NeedsView), Text: "{p} holds {v} back: it belongs to a view that {p} has not installed yet"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NotStable), Text: "{p} holds {v} back: not all members are known to have it"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.OldView), Text: "{p} ignores {v}: its view is gone"},
	},
	List: members,
}

// said are the names of what can be said in one byte; see flushes, readies, acks.
func said() []string {
	names := make([]string, acks+8)
	for i := range 8 {
		n := strconv.Itoa(i + 1)
		view := strconv.Itoa(i)
		names[i], names[flushes+i], names[readies+i], names[acks+i] = "m"+n, "flush "+view, "ready "+view, "has m"+n
	}
	return names
}

// members names the processes of a view.
func members(s *words.Scene, _ *sim.Event, span []int32) string {
	names := make([]string, len(span))
	for i, p := range span {
		names[i] = s.Name(sim.ID(p))
	}
	return words.List(names)
}
