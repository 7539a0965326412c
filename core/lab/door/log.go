package door

import (
	"strconv"

	"faultlab/core/history"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/sim"
)

func historyCheck(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	h, bad := history.Read(a.whole("format"), a.text("log"), a.is("whole"))
	if bad != nil {
		return nil, refuse("log", "line "+strconv.Itoa(bad.Line), bad.Message)
	}
	p := picture(h)
	answer := &wire.JudgedLog{Run: p.run, Lines: wire.Words(p.lines), Ignored: h.Ignored}
	for _, bad := range h.Problems {
		answer.Problems = append(answer.Problems, wire.LogProblem{Line: bad.Line, Text: bad.Message})
	}
	verdicts := history.Check(h)
	for i := range verdicts {
		answer.Verdicts = append(answer.Verdicts, p.judged(h, &verdicts[i]))
	}
	return answer, nil
}

// pictured is a history as a run that can be drawn: a step for each event, and an
// arrow from each multicast to each delivery of it. Nothing is known of receipts,
// so they are where the deliveries are.
type pictured struct {
	run   wire.Run
	trace sim.Trace
	lines []int32 // of each event of the run; 0: it stands in no line
	at    []int32 // the event of the run that is event i of the history
	sent  map[hop]int32
	told  lab.Telling
}

type hop struct{ message, to int32 }

func picture(h *history.History) *pictured {
	p := &pictured{sent: map[hop]int32{}, at: make([]int32, len(h.Events))}
	p.trace.Reset()
	receivers := make([][]int32, len(h.Messages))
	for i := range h.Events {
		e := &h.Events[i]
		if e.Kind != history.Deliver || h.Messages[e.Message].Sent < 0 || int(h.Messages[e.Message].Sent) > i {
			continue
		}
		// A sender's own delivery needs no arrow, nor does a second one.
		to := h.Processes[e.Process].Of
		if key := (hop{e.Message, to}); to != h.Processes[h.Messages[e.Message].Sender].Of {
			if _, ok := p.sent[key]; !ok {
				p.sent[key] = -1
				receivers[e.Message] = append(receivers[e.Message], to)
			}
		}
	}
	for i := range h.Events {
		p.event(h, int32(i), receivers)
	}
	end := "until"
	if h.Complete {
		end = "quiescent"
	}
	p.run = wire.Run{Protocol: "history", Steps: int32(len(h.Events)), End: end, Events: wire.Records(p.trace.Events), Pool: wire.Words(p.trace.Pool),
		Says: p.told.Says, Said: wire.Words(p.told.Said), Known: wire.Words(p.told.Known), Together: p.told.Together, Times: wire.Words(make([]int32, len(h.Events))),
		Values: []string{}, Kinds: []string{}, Views: []string{"space-time"}, Processes: make([]wire.Process, len(h.Names))}
	for i := range h.Messages {
		if i < int(sim.Nothing) {
			p.run.Values = append(p.run.Values, h.Messages[i].Name)
		}
	}
	for i, name := range h.Names {
		p.run.Processes[i].Name = name
	}
	return p
}

var simKinds = [...]sim.EventKind{sim.EvNone, sim.EvMulticast, sim.EvDeliver, sim.EvInstall, sim.EvCrash, sim.EvLeave, sim.EvRestart}

func (p *pictured) event(h *history.History, i int32, receivers [][]int32) {
	e := &h.Events[i]
	me := h.Processes[e.Process].Of
	s := sim.Event{Kind: simKinds[e.Kind], Process: sim.ID(me), Peer: sim.None, Value: sim.Nothing, Truth: sim.Nothing, Step: i, Cause: -1, Message: -1}
	name := h.Processes[e.Process].Name
	says := name + " " + history.Says(e.Kind)
	if e.Message >= 0 {
		says += " " + history.Clip(h.Messages[e.Message].Name)
		if e.Message < int32(sim.Nothing) {
			s.Value = uint8(e.Message)
		}
	}
	switch e.Kind {
	case history.Multicast:
		p.add(s, e.Line, says)
		p.at[i] = int32(len(p.trace.Events)) - 1
		for _, to := range receivers[e.Message] {
			m := s
			m.Kind, m.Peer, m.Cause, m.Message = sim.EvSend, sim.ID(to), p.at[i], int32(len(p.trace.Events))
			p.sent[hop{e.Message, to}] = m.Message
			p.add(m, e.Line, "")
		}
		return
	case history.Deliver:
		if m := h.Messages[e.Message]; m.Sent >= 0 && m.Sent < i {
			s.Peer = sim.ID(h.Processes[m.Sender].Of)
			key := hop{e.Message, me}
			if from, ok := p.sent[key]; ok && from >= 0 {
				r := s
				r.Kind, r.Cause, r.Message = sim.EvReceive, from, from
				p.sent[key] = -1
				s.Cause, s.Message = int32(len(p.trace.Events)), from
				p.add(r, e.Line, "")
			}
		}
	case history.Install:
		s.Arg = uint32(h.Views[e.View].Number)
		s.Span = uint32(len(p.trace.Pool))
		p.trace.Pool = append(p.trace.Pool, 0)
		for k := range h.Names {
			if h.Views[e.View].Members>>k&1 != 0 {
				p.trace.Pool = append(p.trace.Pool, int32(k))
				p.trace.Pool[s.Span]++
			}
		}
		says = name + " installs " + h.ViewName(e.View)
	}
	p.at[i] = int32(len(p.trace.Events))
	p.add(s, e.Line, says)
}

func (p *pictured) add(e sim.Event, line int32, says string) {
	p.trace.Events = append(p.trace.Events, e)
	p.lines = append(p.lines, line)
	p.told.Say(says)
}

// judged is a verdict about a history whose witness is named by events of the
// picture.
func (p *pictured) judged(h *history.History, v *history.Verdict) wire.Verdict {
	info := &history.Properties[v.Property]
	out := wire.Verdict{Name: info.Name, Title: info.Title, Doc: info.Doc, Group: history.Groups[info.Group], Status: uint8(v.Status),
		Cases: int32(v.Cases), Says: v.Says, Events: []int32{}, Processes: []int32{}, Messages: []string{}}
	for _, i := range v.Events {
		out.Events = append(out.Events, p.at[i])
	}
	for _, life := range v.Processes {
		out.Processes = append(out.Processes, h.Processes[life].Of)
	}
	for _, m := range v.Messages {
		out.Messages = append(out.Messages, h.Messages[m].Name)
	}
	return out
}
