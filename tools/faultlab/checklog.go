package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// checkClaims holds a log against the claims of the scenario that it begins with.
func checkClaims(c *context, name string, in io.Reader) int {
	l, err := readLog(name, in)
	if err != nil {
		return c.fail(err)
	}
	fmt.Fprintf(c.out, "%s: %d events of %s\n", name, l.events, l.doc.Config.Spec.Name)
	code := exitOK
	for i := range l.doc.Config.Claims {
		status, who, events := l.monitors.Status(i)
		fmt.Fprint(c.out, verdict(l.doc.Config, i, status))
		if status == sim.Violated {
			code = exitFails
			fmt.Fprint(c.out, l.witness(who, events))
		}
		fmt.Fprintln(c.out)
	}
	return code
}

// log is a file of JSON lines while it is read.
type log struct {
	name     string
	doc      *scenario.Document
	words    *words.Vocabulary
	monitors *sim.Monitors
	events   int32
	time     int32
	lines    []int // of each event
	complete bool
}

func (l *log) witness(who sim.Set, events [2]int32) string {
	var names, lines []string
	for p, name := range l.doc.Config.Names {
		if who.Has(sim.ID(p)) {
			names = append(names, name)
		}
	}
	for _, e := range events {
		if e >= 0 && int(e) < len(l.lines) {
			lines = append(lines, fmt.Sprintf("%s:%d", l.name, l.lines[e]))
		}
	}
	s := ""
	if len(names) > 0 {
		s += " [" + strings.Join(names, ", ") + "]"
	}
	if len(lines) > 0 {
		s += " at " + strings.Join(lines, " and ")
	}
	return s
}

// maxLine bounds a line of a log; the first one carries a whole scenario.
const maxLine = 4 << 20

// readLog goes through a log line by line and shows its events to the claims. Its
// errors begin with file, line and column.
func readLog(name string, in io.Reader) (*log, error) {
	l := &log{name: name}
	scan := bufio.NewScanner(in)
	scan.Buffer(make([]byte, 64<<10), maxLine)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimSpace(scan.Text())
		if line == "" {
			continue
		}
		if err := l.line(n, []byte(scan.Text())); err != nil {
			return nil, err
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if l.doc == nil {
		return nil, fmt.Errorf("%s: no scenario: the first line says which scenario the log is about", name)
	}
	l.monitors.Finish(l.complete)
	return l, nil
}

func (l *log) line(n int, b []byte) error {
	v, err := text.Decode(b, scenario.DefaultLimits())
	if err != nil {
		return l.wrong(n, err)
	}
	kind, _ := v.Get("type")
	switch {
	case kind == nil || kind.Kind != scenario.String:
		return l.at(n, &v, "has no type: every line is an object with one")
	case kind.Str == "scenario":
		return l.scenario(n, &v)
	case l.doc == nil:
		return l.at(n, kind, "comes before the scenario: the first line says which scenario the log is about")
	case kind.Str == "event":
		return l.event(n, &v)
	case kind.Str == "end":
		how, ok := v.Get("end")
		l.complete = ok && how.Kind == scenario.String && how.Str == "quiescent"
		return nil
	case kind.Str == "choice" || kind.Str == "claim":
		return nil // what another run made of it; here the events are asked
	}
	return l.at(n, kind, "is of a type that is not known: "+kind.Str+" (one of scenario, choice, event, claim, end)")
}

func (l *log) wrong(n int, err error) error {
	var bad text.Problems
	if !errors.As(err, &bad) {
		return err
	}
	for i := range bad {
		bad[i].Line += n - 1
	}
	return errors.New(bad.In(l.name))
}

func (l *log) at(n int, v *scenario.Value, message string) error {
	return fmt.Errorf("%s:%d:%d: %s", l.name, n, max(v.Column, 1), message)
}

func (l *log) scenario(n int, v *scenario.Value) error {
	if l.doc != nil {
		return l.at(n, v, "is a second scenario: a log is about one")
	}
	if x, ok := v.Get("log"); !ok || x.Kind != scenario.Int || x.Int != logVersion {
		return l.at(n, v, fmt.Sprintf("is of another version of the format: \"log\" must be %d", logVersion))
	}
	x, ok := v.Get("scenario")
	if !ok {
		return l.at(n, v, "has no scenario")
	}
	doc, bad := registry().Check(x, scenario.DefaultLimits())
	if bad != nil {
		return l.wrong(n, text.Locate(x, bad))
	}
	l.doc, l.words = doc, doc.Config.Words()
	var claims []sim.Claim
	for _, k := range doc.Config.Claims {
		claims = append(claims, doc.Config.Spec.Claims[k].Make(doc.Config))
	}
	l.monitors = sim.NewMonitors(claims)
	return nil
}

// event reads one event and shows it to the claims.
func (l *log) event(n int, v *scenario.Value) error {
	e := sim.Event{Process: sim.None, Peer: sim.None, Value: sim.Nothing, Truth: sim.Nothing, Cause: -1, Message: -1, Time: l.time}
	c := l.doc.Config
	w := l.words
	var err error
	word := func(key string, of []string, set func(i int)) {
		x, ok := v.Get(key)
		if !ok || x.Kind == scenario.Null || err != nil {
			return
		}
		for i, name := range of {
			if x.Kind == scenario.String && x.Str == name {
				set(i)
				return
			}
		}
		err = l.at(n, x, fmt.Sprintf("%s is not known: %s (one of %s)", key, text.Compact(x), strings.Join(of, ", ")))
	}
	// A value without a name is written as its number.
	value := func(key string, set func(i int)) {
		if x, ok := v.Get(key); ok && x.Kind == scenario.String {
			if i, bad := strconv.Atoi(x.Str); bad == nil && i >= len(w.Values) && i < int(sim.Nothing) && strconv.Itoa(i) == x.Str {
				set(i)
				return
			}
		}
		word(key, w.Values, set)
	}
	number := func(key string, lo, hi int64, set func(i int64)) {
		x, ok := v.Get(key)
		if !ok || err != nil {
			return
		}
		if x.Kind != scenario.Int || x.Int < lo || x.Int > hi {
			err = l.at(n, x, fmt.Sprintf("%s is a whole number from %d to %d", key, lo, hi))
			return
		}
		set(x.Int)
	}
	word("kind", sim.EventKinds[:], func(i int) { e.Kind = sim.EventKind(i) })
	word("process", c.Names, func(i int) { e.Process = sim.ID(i) })
	word("peer", c.Names, func(i int) { e.Peer = sim.ID(i) })
	word("message", w.Kinds, func(i int) { e.Msg = uint8(i) })
	value("value", func(i int) { e.Value = uint8(i) })
	value("truth", func(i int) { e.Truth = uint8(i) })
	word("reason", sim.Reasons[:], func(i int) { e.Reason = sim.Reason(i) })
	const most = 1<<31 - 1
	number("arg", 0, 1<<32-1, func(i int64) { e.Arg = uint32(i) })
	number("cause", 0, most, func(i int64) { e.Cause = int32(i) })
	number("sent", 0, most, func(i int64) { e.Message = int32(i) })
	number("time", 0, most, func(i int64) { e.Time = int32(i) })
	number("step", -1, most, func(i int64) { e.Step = int32(i) })
	switch {
	case err != nil:
		return err
	case e.Kind == sim.EvNone:
		return l.at(n, v, "is an event without a kind")
	case e.Process == sim.None && e.Kind != sim.EvRound && e.Kind != sim.EvWait && e.Kind != sim.EvRest:
		return l.at(n, v, "is an event without a process")
	case e.Time < l.time:
		return l.at(n, v, fmt.Sprintf("is at time %d, behind an event at time %d", e.Time, l.time))
	}
	if e.Process != sim.None && c.Models[e.Process] != 0 {
		e.Flags |= sim.FlagFaulty
	}
	if e.Kind == sim.EvSend {
		e.Message = l.events
	}
	l.time = e.Time
	l.monitors.Observe(l.events, &e)
	l.events++
	l.lines = append(l.lines, n)
	return nil
}
