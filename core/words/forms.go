package words

import "faultlab/core/sim"

// unheard stands for what a process that listens in rounds knows of a message
// which it does not get; without rounds it can't know that there was one.
const unheard = "{unheard}"

const hearsNothing = "{p} hears nothing from {q}{about}"

// known says what the process of an event knows of it, where that is less than
// what really happened: of a lie what it hears, of what is lost that nothing came.
var known = []Phrase{
	{sim.EvReceive, Any, int(sim.Lie), "{arrives}"},
	{sim.EvHold, Any, int(sim.TooLate), Unsaid},
	{sim.EvHold, Any, int(sim.Deferred), Unsaid},
	{sim.EvDrop, 128, Any, "{p} stays silent"},
	{sim.EvDrop, Any, int(sim.NoReason), unheard},
	{sim.EvDrop, Any, int(sim.Silence), unheard},
	{sim.EvDrop, Any, int(sim.SendOmission), unheard},
	{sim.EvDrop, Any, int(sim.ReceiveOmission), unheard},
	{sim.EvDrop, Any, int(sim.TooLate), unheard},
	{sim.EvDrop, Any, int(sim.Loss), unheard},
	{sim.EvDrop, Any, int(sim.Cut), unheard},
	{sim.EvDrop, Any, int(sim.ReceiverDown), Unsaid},
	{sim.EvTask, Any, int(sim.Lie), "{p} goes on with {v}"},
	{sim.EvMistake, Any, Any, Unsaid},
}

// many says of several processes at once what they do in one step.
var many = []Phrase{
	{sim.EvStart, Any, Any, "{p} start"},
	{sim.EvVote, Any, int(sim.Tie), "{p} have {list}: no majority, so {v}"},
	{sim.EvVote, Any, int(sim.Missing), "{p} were told nothing, and take {v}"},
	{sim.EvVote, Any, Any, "{p} have {list}: {v}"},
	{sim.EvDecide, Any, Any, "{p} decide {v}"},
	{sim.EvOutput, Any, Any, "{p} put out {v}"},
	{sim.EvCrash, Any, Any, "{p} crash"},
}

// Known puts in words what the process of an event knows of it. It is what Event
// says, unless that takes an onlooker; it is empty where the process knows nothing.
func (s *Scene) Known(e *sim.Event, span []int32) string {
	text := find(s.Words.Known, e)
	if text == "" {
		text = find(known, e)
	}
	switch {
	case text == "":
		return s.Event(e, span)
	case text == unheard && s.Rounds:
		text = hearsNothing
	case text == unheard:
		return ""
	}
	return s.told(e, span, text, "")
}

// Together puts in words what several processes do in one step, of which e is the
// event of one. Who lists them; it is empty where the catalogue has no words for
// more than one.
func (s *Scene) Together(e *sim.Event, span []int32, who string) string {
	text := find(s.Words.Many, e)
	if text == "" {
		text = find(many, e)
	}
	if text == "" {
		return ""
	}
	return s.told(e, span, text, who)
}

// List writes names as "L1, L2 and L3".
func List(names []string) string {
	s := ""
	for i, name := range names {
		switch {
		case i > 0 && i == len(names)-1:
			s += " and "
		case i > 0:
			s += ", "
		}
		s += name
	}
	return s
}
