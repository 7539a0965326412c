// Package words turns codes into sentences: the one catalogue from which the
// narration, a screen reader's text, the menu of what may happen here and the
// log of a failing test are made. Traces hold codes only. A translation is
// another catalogue with the same keys.
package words

import (
	"strconv"
	"strings"

	"faultlab/core/sim"
)

// Vocabulary is what a protocol adds: names of values and messages, and
// sentences for its own events.
type Vocabulary struct {
	Values []string // name of value i
	Kinds  []string // name of message kind i, a noun: "order", "request"
	// Say is what a faulty sender does when it makes up what is heard, by kind: "{p}
	// tells {q} {v}". Without an entry it is "{p} tells {q} {k} {v}".
	Say []string
	// Arrive is how a message comes to its receiver, whatever has become of its sender,
	// by kind: "{q} hears {v} from {p}". {p} is the sender here, too. Without an entry it
	// is "{k} {v} of {p} reaches {q}". No message is sent and received in the same words.
	Arrive []string
	// Former are words that earlier versions had for Say and Arrive, by kind: a document
	// may still hold them.
	Former []string
	// Do is what a process does in a step of its own, by kind: "{p} executes it".
	// Without an entry it is "{p} goes on", and of a timer "the timer of {p} fires".
	Do []string
	// Draw is how a quantity is drawn, by kind: "{p} proposes {v}". Without an entry it
	// is "{p} draws {n}".
	Draw []string
	// Phrases are looked up before the common ones; the first that fits is taken.
	Phrases []Phrase
	// Known says, where that is another thing, what the process of an event knows
	// of it. Many says it of several processes of which all else is the same; {p}
	// lists them. Both come before the common ones too.
	Known, Many []Phrase
	// Arg says, behind other words, which message is meant: "what L2 said"; empty
	// where that is clear. {a} is the same, {about} has it in parentheses.
	Arg func(s *Scene, msg uint8, arg uint32) string
	// Via stands between the hearer and the value for {via}: ": L2 says"; nil:
	// nothing.
	Via func(s *Scene, msg uint8, arg uint32) string
	// Carries puts what a message carries behind other words for {carries}: " for ballot 3"; nil:
	// " with " and its words, by comma. Where a message carries nothing {carries} is empty.
	Carries func(s *Scene, msg uint8, payload []int32) string
	// List puts the span of an event in words for {list}; nil: values, by comma.
	List func(s *Scene, e *sim.Event, span []int32) string
}

// Phrase is a sentence for events of a kind, if they have the reason (Any: all).
type Phrase struct {
	Event  sim.EventKind
	Msg    int // message kind, or Any
	Reason int // or Any
	Text   string
}

// Unsaid is the text of a phrase for events that another event of the same step
// tells already.
const Unsaid = "-"

// Any stands for every reason or message kind in a Phrase.
const Any = -1

// Scene is what sentences are about: the names of the processes and the words of
// the protocol.
type Scene struct {
	Names  []string
	Words  *Vocabulary
	Rounds bool // processes are in lock step, so that each notices what is missing
	Data   any  // what the vocabulary's own functions need, such as a tree
}

// Name is the name of a process.
func (s *Scene) Name(p sim.ID) string {
	if int(p) < len(s.Names) {
		return s.Names[p]
	}
	return "nobody"
}

// Value is the name of a value; silence is "nothing".
func (s *Scene) Value(v uint8) string {
	switch {
	case v == sim.Nothing:
		return "nothing"
	case int(v) < len(s.Words.Values):
		return s.Words.Values[v]
	}
	return strconv.Itoa(int(v))
}

func (s *Scene) kind(msg uint8) string {
	if k := int(msg & 63); k < len(s.Words.Kinds) {
		return s.Words.Kinds[k]
	}
	return "message"
}

func (s *Scene) arg(msg uint8, arg uint32) string {
	if s.Words.Arg != nil {
		return s.Words.Arg(s, msg, arg)
	}
	return strconv.FormatUint(uint64(arg), 10)
}

// common holds the sentences that every protocol shares. {p} is the process of
// the event, {q} its peer, {v} the value, {t} what the sender's protocol would
// have said, {k} the kind of message, {a} which message, {n} the argument as a
// number, {say} the protocol's way to say that the sender makes it up, {arrives} that
// it comes to its receiver. {number} is the value as a number, {with} the peer, if there
// is one: " with P3".
var common = []Phrase{
	{sim.EvStart, Any, Any, "{p} starts"},
	{sim.EvSend, Any, Any, "{p} sends {k} {v} to {q}{carries}"},
	{sim.EvReceive, Any, int(sim.Lie), "{say}, where its protocol says {t}"},
	{sim.EvReceive, Any, int(sim.TooLate), "{arrives}, too late"},
	{sim.EvReceive, Any, int(sim.Altered), "Somebody on the way from {q} to {p} turns {t} into {v}{about}"},
	{sim.EvReceive, Any, int(sim.Copied), "{arrives}, in another copy that the network made"},
	{sim.EvReceive, Any, Any, "{arrives}"},
	{sim.EvDeliver, Any, Any, "{p} delivers {v} from {q}"},
	{sim.EvHold, Any, int(sim.TooLate), "The {k} of {q} to {p} is late"},
	{sim.EvHold, Any, int(sim.Deferred), "The {k} of {q} to {p} does not come in this round"},
	{sim.EvHold, Any, int(sim.NeedsEarlier), "{p} holds {k} {v} of {q} back: an earlier one of {q} is missing"},
	{sim.EvHold, Any, int(sim.NeedsCause), "{p} holds {k} {v} of {q} back: one on which it may depend is missing"},
	{sim.EvHold, Any, int(sim.NeedsOrder), "{p} holds {k} {v} of {q} back: its place in the order is not known"},
	{sim.EvHold, Any, int(sim.NeedsView), "{p} holds {k} {v} of {q} back: its view is not installed"},
	{sim.EvHold, Any, int(sim.NotStable), "{p} holds {k} {v} of {q} back: not all members are known to have it"},
	{sim.EvHold, Any, int(sim.Flushing), "{p} holds {k} {v} of {q} back: the view is changing"},
	{sim.EvHold, Any, Any, "{p} holds {k} {v} of {q} back"},
	{sim.EvDrop, Any, int(sim.NoReason), "{q} has nothing to say to {p}, and says nothing"},
	{sim.EvDrop, 128, Any, "{p} stays silent"},
	{sim.EvDrop, Any, int(sim.Silence), "{q} says nothing to {p}"},
	{sim.EvDrop, Any, int(sim.SendOmission), "{q} fails to send {p} its {k}"},
	{sim.EvDrop, Any, int(sim.ReceiveOmission), "{p} fails to receive the {k} of {q}"},
	{sim.EvDrop, Any, int(sim.TooLate), "The {k} of {q} comes too late for {p}"},
	{sim.EvDrop, Any, int(sim.Loss), "The network loses the {k} of {q} to {p}"},
	{sim.EvDrop, Any, int(sim.Intercepted), "Somebody on the way from {q} to {p} intercepts the {k}{about}"},
	{sim.EvDrop, Any, int(sim.Cut), "The {k} of {q} to {p} is lost in the crash"},
	{sim.EvDrop, Any, int(sim.ReceiverDown), "{p} is down: the {k} of {q} is lost"},
	{sim.EvDrop, Any, int(sim.OldIncarnation), "{p} ignores the {k} of an earlier {q}"},
	{sim.EvDrop, Any, int(sim.Closed), "{p} no longer listens to {q}, and discards its {k}"},
	{sim.EvDrop, Any, int(sim.Excluded), "{p} ignores the {k} of {q}, which is no member any more"},
	{sim.EvDrop, Any, int(sim.OldView), "{p} ignores the {k} of {q}: its view is gone"},
	{sim.EvDrop, Any, int(sim.OldEpoch), "{p} ignores the {k} of {q}: its epoch is over"},
	{sim.EvDrop, Any, int(sim.Expired), "{p} ignores the {k} of {q}: its time is over"},
	{sim.EvDrop, Any, int(sim.WrongVersion), "{p} can't read the {k} of {q}: it has another version"},
	{sim.EvDrop, Any, Any, "{p} ignores the {k} of {q}"},
	{sim.EvCrash, Any, Any, "{p} crashes"},
	{sim.EvRestart, Any, Any, "{p} is up again, as incarnation {n}"},
	{sim.EvTimeout, Any, Any, "The timer of {p} fires"},
	{sim.EvTask, Any, int(sim.Lie), "{p} goes on with {v}, where it should be {t}"},
	{sim.EvTask, Any, Any, "{do}"},
	{sim.EvRound, Any, Any, "Round {n} begins"},
	{sim.EvWait, Any, Any, "The clock goes to {n}"},
	{sim.EvVote, Any, int(sim.Tie), "{p} has {list}: no majority, so {v}"},
	{sim.EvVote, Any, int(sim.Missing), "{p} was told nothing, and takes {v}"},
	{sim.EvVote, Any, Any, "{p} has {list}: {v}"},
	{sim.EvDecide, Any, Any, "{p} decides {v}"},
	{sim.EvOutput, Any, Any, "{p} puts out {v}"},
	{sim.EvExecute, Any, Any, "{p} executes {v}"},
	{sim.EvComplete, Any, Any, "{p} has its reply"},
	{sim.EvMistake, Any, Any, "{p} mistakes it for {v}"},
	{sim.EvDraw, Any, Any, "{drawn}"},
	{sim.EvNotice, Any, Any, "{p} learns that {q} has crashed"},
	{sim.EvProof, Any, Any, "{p} can prove that {q} is faulty"},
	{sim.EvMulticast, Any, Any, "{p} multicasts {v}"},
	{sim.EvInstall, Any, Any, "{p} installs view {n}: {list}"},
	{sim.EvSuspect, Any, Any, "{p} suspects {q}"},
	{sim.EvStable, Any, Any, "{p} knows that all have {v}"},
	{sim.EvJoin, Any, Any, "{p} joins"},
	{sim.EvLeave, Any, Any, "{p} leaves"},
	{sim.EvElect, Any, Any, "{p} follows {q}"},
	{sim.EvWrite, Any, Any, "{p} writes to stable storage"},
	{sim.EvKill, Any, Any, "{p} kills what it computes for {q}"},
	{sim.EvFault, Any, Any, "A fault: a part of {p} goes wrong"},
	{sim.EvError, Any, Any, "An error: the state of {p} is not as it should be"},
	{sim.EvFailure, Any, Any, "A failure: {p} breaks its promise"},
	{sim.EvRepair, Any, Any, "{p} is repaired"},
	{sim.EvReport, Any, int(sim.NotFound), "{p} finds no server"},
	{sim.EvReport, Any, int(sim.WrongVersion), "{p} finds only servers of another version"},
	{sim.EvReport, Any, Any, "{p} gives up"},
	{sim.EvLock, Any, Any, "{p} takes a lock for {q}"},
	{sim.EvUnlock, Any, Any, "{p} gives the lock of {q} back"},
	{sim.EvCopy, Any, Any, "The network makes another copy of the {k} of {q} to {p}{carries}{about}"},
}

// Event puts an event in words. The span is its list, if it has one. The words are
// empty for an event about which there is nothing to say: its phrase is Unsaid.
func (s *Scene) Event(e *sim.Event, span []int32) string {
	text := find(s.Words.Phrases, e)
	if text == "" {
		text = find(common, e)
	}
	return s.told(e, span, text, "")
}

// told fills in a phrase. Who, if it isn't empty, stands for the process.
func (s *Scene) told(e *sim.Event, span []int32, text, who string) string {
	if text == Unsaid {
		return ""
	}
	f := fill{s: s, p: e.Process, q: e.Peer, msg: e.Msg, v: e.Value, t: e.Truth, arg: e.Arg, n: e.Arg, who: who, payload: span}
	if strings.Contains(text, "{list}") {
		f.list = s.list(e, span)
	}
	// What is said and what arrives is worded from the sender's side: "L3 tells L1
	// retreat", "L1 hears retreat from L3".
	sender := f
	sender.p, sender.q = e.Peer, e.Process
	if strings.Contains(text, "{say}") {
		f.say = sender.text(s.say(e.Msg))
	}
	if strings.Contains(text, "{arrives}") {
		f.arrives = sender.text(s.arrive(e.Msg))
	}
	switch text {
	case "{do}":
		text = s.do(e.Msg)
	case "{drawn}":
		text = s.drawn(e.Msg)
	}
	return f.text(text)
}

func find(phrases []Phrase, e *sim.Event) string {
	for i := range phrases {
		p := &phrases[i]
		if p.Event == e.Kind && (p.Reason == Any || p.Reason == int(e.Reason)) && (p.Msg == Any || p.Msg == int(e.Msg&63) ||
			p.Msg >= 64 && p.Msg == int(e.Msg&^63)) {
			return p.Text
		}
	}
	return ""
}

func (s *Scene) say(msg uint8) string {
	if k := int(msg & 63); k < len(s.Words.Say) && s.Words.Say[k] != "" {
		return s.Words.Say[k]
	}
	return "{p} tells {q} {k} {v}{carries}"
}

func (s *Scene) arrive(msg uint8) string {
	if k := int(msg & 63); k < len(s.Words.Arrive) && s.Words.Arrive[k] != "" {
		return s.Words.Arrive[k]
	}
	return "{k} {v} of {p} reaches {q}{carries}"
}

func (s *Scene) do(msg uint8) string {
	if k := int(msg & 63); k < len(s.Words.Do) && s.Words.Do[k] != "" {
		return s.Words.Do[k]
	}
	return "{p} goes on"
}

func (s *Scene) drawn(msg uint8) string {
	if k := int(msg & 63); k < len(s.Words.Draw) && s.Words.Draw[k] != "" {
		return s.Words.Draw[k]
	}
	return "{p} draws {n}"
}

func (s *Scene) list(e *sim.Event, span []int32) string {
	if s.Words.List != nil {
		return s.Words.List(s, e, span)
	}
	var b strings.Builder
	for i, v := range span {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(s.Value(uint8(v)))
	}
	return b.String()
}

// Choice puts a choice in words, as documents and menus have it: "L3 tells L1
// retreat". It is unique among the options of one state but for messages that
// are alike in all, which get their rank. Heard and payload are what its message says
// and carries as it would be handled.
func (s *Scene) Choice(c sim.Choice, heard uint8, payload ...int32) string {
	f := fill{s: s, p: c.Who, q: c.To, msg: c.Msg, v: heard, arg: c.Arg, n: c.Arg, payload: payload}
	switch c.Kind {
	case sim.Say, sim.Mistake, sim.Alter:
		f.v, f.arg = c.Val, c.Word
	case sim.Drawn:
		f.v, f.arg, f.n = c.Val, c.Word, c.Word
	}
	f.say, f.arrives = f.text(s.say(c.Msg)), f.text(s.arrive(c.Msg))
	return f.text(s.option(c)) + ranked(c)
}

// Formerly is what Choice said of the same choice in earlier versions; empty where it
// has always said the same.
func (s *Scene) Formerly(c sim.Choice, heard uint8) string {
	if sim.Class(c.Msg>>6) != sim.Message || c.Kind != sim.Deliver && c.Kind != sim.Say {
		return ""
	}
	f := fill{s: s, p: c.Who, q: c.To, msg: c.Msg, v: heard, arg: c.Arg, n: c.Arg}
	if c.Kind == sim.Say {
		f.v, f.arg = c.Val, c.Word
	}
	text := s.say(c.Msg)
	if k := int(c.Msg & 63); k < len(s.Words.Former) && s.Words.Former[k] != "" {
		text = s.Words.Former[k]
	} else if k >= len(s.Words.Say) || s.Words.Say[k] == "" {
		text = "{p} sends {q} {k} {v}"
	}
	return f.text(text) + ranked(c)
}

// ranked tells messages apart that are alike in all.
func ranked(c sim.Choice) string {
	if c.Rank == 0 {
		return ""
	}
	return " (" + ordinal(int(c.Rank)+1) + " of its kind)"
}

func (s *Scene) option(c sim.Choice) string {
	class := sim.Class(c.Msg >> 6)
	switch c.Kind {
	case sim.Drawn:
		return s.drawn(c.Msg)
	case sim.Deliver:
		switch class {
		case sim.Timer:
			if k := int(c.Msg & 63); k < len(s.Words.Do) && s.Words.Do[k] != "" {
				return s.Words.Do[k]
			}
			return "the timer of {p} fires"
		case sim.Task:
			return s.do(c.Msg)
		case sim.Notice:
			return "{q} learns that {p} has crashed"
		}
		return "{arrives}"
	case sim.Say:
		if class == sim.Task {
			return "{p} puts out {v}"
		}
		return "{say}"
	case sim.Silent:
		if class == sim.Task {
			return "{p} stays silent"
		}
		return "{p} says nothing to {q}{about}"
	case sim.Miss:
		return "{q} fails to receive from {p}{about}"
	case sim.Late:
		return "{p} is too late for {q}{about}"
	case sim.Mistake:
		return "{q} takes what {p} says for {v}{about}"
	case sim.Lose:
		return "the {k} of {p} to {q} is lost{about}"
	case sim.Alter:
		return "on the way to {q}, what {p} says becomes {v}{about}"
	case sim.Intercept:
		return "on the way to {q}, the {k} of {p} is intercepted{about}"
	case sim.Copy:
		return "the network makes another copy of the {k} of {p} to {q}{carries}{about}"
	case sim.CutOff:
		return "the {k} of {p} to {q} is lost in the crash{about}"
	case sim.Defer:
		return "the {k} of {p} to {q} comes later{about}"
	case sim.CrashNow:
		return "{p} crashes"
	case sim.RestartNow:
		return "{p} comes up again"
	case sim.Wait:
		return "time passes"
	case sim.Repeat:
		return ForEver(c.Arg)
	}
	return "nothing more happens"
}

// ForEver says that a run goes on for ever, from where it was after so many steps.
func ForEver(step uint32) string {
	switch step {
	case 0:
		return forEver + "from the beginning"
	case 1:
		return forEver + "after 1 step"
	}
	return forEver + "after " + strconv.Itoa(int(step)) + " steps"
}

const forEver = "so on for ever, as "

// EverSince reads what ForEver writes.
func EverSince(text string) (step uint32, ok bool) {
	digits := strings.TrimPrefix(text, forEver+"after ")
	if at := strings.IndexByte(digits, ' '); at > 0 {
		digits = digits[:at]
	}
	n, _ := strconv.ParseUint(digits, 10, 31)
	return uint32(n), text == ForEver(uint32(n))
}

func ordinal(n int) string {
	switch n {
	case 2:
		return "second"
	case 3:
		return "third"
	}
	return strconv.Itoa(n) + "th"
}

// carries puts what a message carries in words.
func (s *Scene) carries(msg uint8, payload []int32) string {
	if len(payload) == 0 {
		return ""
	}
	if s.Words.Carries != nil {
		return s.Words.Carries(s, msg, payload)
	}
	text, between := " with ", ""
	for _, x := range payload {
		text += between + strconv.FormatUint(uint64(uint32(x)), 10)
		between = ", "
	}
	return text
}
