package main

import (
	"bufio"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// logVersion is the version of the format of JSON lines; FORMAT.md describes it.
const logVersion = 1

// Where claims turn that turn at no event: as they begin, and when the run is over.
const (
	atStart = -1
	atEnd   = -2
)

// writeLog writes a run as JSON lines: the scenario, the choices, the events in
// their order with the turns of the claims among them, and the end.
func writeLog(w *bufio.Writer, s *source, x *lab.Experiment, end choose.End) {
	line := func(pairs ...any) {
		v := text.Object(pairs...)
		w.Write(text.Compact(&v))
		w.WriteByte('\n')
	}
	line("type", "scenario", "log", logVersion, "scenario", s.value)
	for _, e := range x.Entries {
		if e.Fits {
			line("type", "choice", "step", e.Choice.Step, "text", e.Text, "fits", true)
		} else {
			line("type", "choice", "step", e.Choice.Step, "text", e.Text, "fits", false, "why", e.Why)
		}
	}
	turns := x.Trace.Verdicts
	turn := func(event int32) {
		for len(turns) > 0 && (event == atEnd || turns[0].Step < 0 || turns[0].Event >= 0 && turns[0].Event <= event) {
			v := turns[0]
			turns = turns[1:]
			l := text.Object("type", "claim", "claim", claimName(x, v.Claim), "step", v.Step, "status", sim.Statuses[v.Status])
			if v.Event >= 0 {
				l.Add(scenario.Field{Key: "event", Value: scenario.Integer(int64(v.Event))})
			}
			if v.Status == sim.Violated {
				witness(x, v.Claim, &l)
			}
			w.Write(text.Compact(&l))
			w.WriteByte('\n')
		}
	}
	turn(atStart)
	for i := range x.Trace.Events {
		v := eventLine(x, int32(i))
		w.Write(text.Compact(&v))
		w.WriteByte('\n')
		turn(int32(i))
	}
	turn(atEnd)
	line("type", "end", "end", choose.Ends[end], "steps", x.World.Steps())
}

// witness adds who and which events show a violation.
func witness(x *lab.Experiment, claim int, l *scenario.Value) {
	_, who, events := x.World.Status(claim)
	names, numbers := text.Words(), text.List()
	for p := range x.Doc.Config.N {
		if who.Has(sim.ID(p)) {
			names.Items = append(names.Items, scenario.Text(x.Doc.Config.Names[p]))
		}
	}
	for _, e := range events {
		if e >= 0 {
			numbers.Items = append(numbers.Items, scenario.Integer(int64(e)))
		}
	}
	l.Add(scenario.Field{Key: "processes", Value: names})
	l.Add(scenario.Field{Key: "events", Value: numbers})
}

// eventLine writes one event. What does not apply is left out.
func eventLine(x *lab.Experiment, n int32) scenario.Value {
	e := &x.Trace.Events[n]
	span := x.Trace.Span(e)
	v := text.Object("type", "event", "n", n, "step", e.Step, "time", e.Time, "kind", sim.EventKinds[e.Kind])
	add := func(key string, value scenario.Value) { v.Add(scenario.Field{Key: key, Value: value}) }
	if int(e.Process) < len(x.Scene.Names) {
		add("process", scenario.Text(x.Scene.Name(e.Process)))
	}
	if int(e.Peer) < len(x.Scene.Names) {
		add("peer", scenario.Text(x.Scene.Name(e.Peer)))
	}
	if kinds := x.Scene.Words.Kinds; e.Message >= 0 && int(e.Msg&63) < len(kinds) && e.Msg < 64 {
		add("message", scenario.Text(kinds[e.Msg]))
	}
	value := func(key string, x8 uint8, needed bool) {
		if x8 != sim.Nothing {
			add(key, scenario.Text(x.Scene.Value(x8)))
		} else if needed {
			add(key, scenario.Value{})
		}
	}
	value("value", e.Value, e.Kind == sim.EvDecide || e.Kind == sim.EvVote || e.Kind == sim.EvOutput)
	if e.Truth != e.Value {
		value("truth", e.Truth, false)
	}
	if e.Reason != sim.NoReason {
		add("reason", scenario.Text(sim.Reasons[e.Reason]))
	}
	if e.Arg != 0 {
		add("arg", scenario.Integer(int64(e.Arg)))
	}
	if e.Cause >= 0 {
		add("cause", scenario.Integer(int64(e.Cause)))
	}
	if e.Message >= 0 && e.Message != n {
		add("sent", scenario.Integer(int64(e.Message)))
	}
	if e.Span != 0 {
		list := text.List()
		for _, w := range span {
			list.Items = append(list.Items, scenario.Integer(int64(w)))
		}
		add("list", list)
	}
	if e.Kind == sim.EvInstall {
		members := text.Words()
		for _, w := range span {
			members.Items = append(members.Items, scenario.Text(x.Scene.Name(sim.ID(w))))
		}
		add("members", members)
	}
	add("says", scenario.Text(x.Scene.Event(e, span)))
	return v
}
