package lab

import (
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"

	"github.com/tinylib/msgp/msgp"
)

// list and append write to the response. The generated marshalling of our own
// flat structs into memory can't fail.
func (l *Lab) list(n int) { l.out = msgp.AppendArrayHeader(l.out, uint32(n)) }

func (l *Lab) number(n int) { l.out = msgp.AppendInt(l.out, n) }

func (l *Lab) append(v msgp.Marshaler) {
	out, err := v.MarshalMsg(l.out)
	if err != nil {
		panic("lab: a response can't be marshalled: " + err.Error())
	}
	l.out = out
}

// answer writes the run that an experiment has just made.
func (l *Lab) answer(x *Experiment, end choose.End, replays int) *refusal {
	if len(x.Trace.Events) > l.limits.Trace {
		return &refusal{"limit", "budget.steps", "the run has " + strconv.Itoa(len(x.Trace.Events)) +
			" events, more than a trace may have here: take fewer steps or processes, or at most this many events",
			[]string{strconv.Itoa(l.limits.Trace)}}
	}
	c := x.Doc.Config
	r := runResponse{
		Title: x.Doc.Title, About: x.Doc.About, Protocol: c.Spec.Name, Steps: x.World.Steps(), End: choose.Ends[end],
		Events: eventBytes(x.Trace.Events), Pool: wordBytes(x.Trace.Pool), Times: wordBytes(x.Trace.Clocks),
		Values: x.Scene.Words.Values, Kinds: x.Scene.Words.Kinds, Views: c.Spec.Views,
		Show:    showInfo{int32(x.Doc.Show.Step), x.Doc.Show.Views},
		Replays: int32(replays), Processes: processes(c), Remarks: remarks(x.Doc), Params: params(c),
	}
	told := tell(x)
	r.Says, r.Said, r.Known, r.Together = told.says, wordBytes(told.said), wordBytes(told.known), told.together
	for i := range x.Entries {
		e := &x.Entries[i]
		if e.Choice.Kind == byText { // never resolved: it has only words
			r.Choices = append(r.Choices, choiceInfo{[9]int64{int64(e.Choice.Step)}, e.Text, false, e.Why})
			continue
		}
		r.Choices = append(r.Choices, choiceInfo{choose.Numbers(e.Choice), e.Text, e.Fits, e.Why})
	}
	r.Claims = claims(x)
	for _, k := range x.Doc.Costs {
		r.Costs = append(r.Costs, costInfo{k.Name, k.Decimal})
	}
	if c.Spec.Shape != nil {
		r.Shape = c.Spec.Shape(c)
	}
	l.append(&r)
	return nil
}

func processes(c *protocol.Config) []processInfo {
	list := make([]processInfo, len(c.Names))
	for i, name := range c.Names {
		list[i] = processInfo{Name: name, Models: uint8(c.Models[i]), Faulty: c.Models[i] != 0}
		if c.Spec.Processes.Role != nil {
			list[i].Role = c.Spec.Processes.Role(c, i)
		}
	}
	return list
}

// remarks are those about the document, and those about what it asks for.
func remarks(doc *scenario.Document) []remarkInfo {
	list := []remarkInfo{}
	for _, m := range doc.Remarks {
		list = append(list, remarkInfo{m.Code, m.Text})
	}
	if c := doc.Config; c.Spec.Remarks != nil {
		for _, m := range c.Spec.Remarks(c) {
			list = append(list, remarkInfo{m.Code, m.Text})
		}
	}
	return list
}

func params(c *protocol.Config) []paramInfo {
	list := []paramInfo{{"n", int32(c.N)}}
	for i := range c.Spec.Params {
		list = append(list, paramInfo{c.Spec.Params[i].Name, c.Params[i]})
	}
	return list
}

// asksNothing is the status, beside those of sim, of a claim that is void here.
// The monitor calls it fulfilled, as logic does; a reader should not.
const asksNothing = 5

func claims(x *Experiment) []claimInfo {
	c := x.Doc.Config
	list := make([]claimInfo, len(c.Claims))
	for i, s := range c.Claims {
		claim := &c.Spec.Claims[s]
		list[i].Name, list[i].Title, list[i].Doc, list[i].Void = claim.Name, claim.Title, claim.Doc, claim.AsksNothing(c)
		if list[i].Void != "" {
			list[i].Changes = []changeInfo{{-1, -1, asksNothing}}
			continue
		}
		status, who, events := x.World.Status(i)
		if status != sim.Violated {
			continue
		}
		for p := range c.N {
			if who.Has(sim.ID(p)) {
				list[i].Who = append(list[i].Who, uint8(p))
			}
		}
		for _, e := range events {
			if e >= 0 {
				list[i].Events = append(list[i].Events, e)
			}
		}
	}
	for _, v := range x.Trace.Verdicts {
		if list[v.Claim].Void != "" {
			continue
		}
		list[v.Claim].Changes = append(list[v.Claim].Changes, changeInfo{v.Step, v.Event, uint8(v.Status)})
	}
	return list
}

// eventBytes writes events as records of 32 bytes:
//
//	0 kind  1 reason  2 process  3 peer  4 message kind  5 value  6 truth  7 flags
//	8 argument  12 cause  16 time  20 step  24 message  28 span
//
// The numbers from 8 on are little-endian and of 32 bits; cause, time, step and
// message are signed.
func eventBytes(events []sim.Event) []byte {
	b := make([]byte, 0, 32*len(events))
	for i := range events {
		e := &events[i]
		b = append(b, byte(e.Kind), byte(e.Reason), byte(e.Process), byte(e.Peer), e.Msg, e.Value, e.Truth, e.Flags)
		for _, x := range [...]uint32{e.Arg, uint32(e.Cause), uint32(e.Time), uint32(e.Step), uint32(e.Message), e.Span} {
			b = append32(b, x)
		}
	}
	return b
}

func wordBytes(words []int32) []byte {
	b := make([]byte, 0, 4*len(words))
	for _, x := range words {
		b = append32(b, uint32(x))
	}
	return b
}

func append32(b []byte, x uint32) []byte {
	return append(b, byte(x), byte(x>>8), byte(x>>16), byte(x>>24))
}
