package history

import (
	"strconv"
	"strings"

	"faultlab/core/sim"
)

// ReadLines reads a log of JSON lines: one object a line, in the order in which
// things happened. It is what `faultlab run -json` writes, or, without a
// scenario, begins with a line of type "group" which names the processes.
// tools/faultlab/FORMAT.md describes it.
func ReadLines(log string) (*History, *Problem) {
	if p := tooLong(log); p != nil {
		return nil, p
	}
	l := lines{b: NewBuilder()}
	for n, rest := int32(1), log; rest != ""; n++ {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if p := l.line(line, n); p != nil {
			return nil, p
		}
		l.last = n
	}
	if p := l.flush(); p != nil {
		return nil, p
	}
	switch {
	case !l.begun:
		return nil, bad(1, "is empty: a log begins with a line of type \"group\" or \"scenario\"")
	case l.ended == 0:
		l.b.h.Problems = append(l.b.h.Problems, *bad(l.last, "is the last line, and no end: the log is cut off here, so nothing can be said to hold"))
	}
	return l.b.End(l.complete), nil
}

// tooLong refuses a log, or a line of it, which is beyond the limits.
func tooLong(log string) *Problem {
	if len(log) > MaxText {
		return bad(1, "begins a log of "+strconv.Itoa(len(log))+" bytes, more than "+strconv.Itoa(MaxText))
	}
	n := int32(1)
	for from := 0; from < len(log); n++ {
		end := strings.IndexByte(log[from:], '\n')
		if end < 0 {
			end = len(log) - from
		}
		if end > MaxLine {
			return bad(n, "is longer than "+strconv.Itoa(MaxLine)+" bytes")
		}
		from += end + 1
	}
	return nil
}

type lines struct {
	b        *Builder
	of       naming
	begun    bool
	scenario bool     // messages are told by origin, value and number, as in a run
	records  []Record // of a run, which wait until its first view is known
	complete bool
	ended    int32
	last     int32
}

func (l *lines) line(s string, n int32) *Problem {
	v, wrong := parse(s)
	if wrong != "" {
		return bad(n, wrong)
	}
	kind := ""
	if t := v.get("type"); t != nil && t.kind == text {
		kind = t.str
	}
	switch {
	case kind == "":
		return bad(n, "has no type: every line is an object with one")
	case l.ended > 0:
		return bad(n, "comes behind the end at line "+strconv.Itoa(int(l.ended)))
	case kind == "group" || kind == "scenario":
		if l.begun {
			return bad(n, "is a second beginning: a log is about one group")
		}
		l.begun = true
		if x := v.get("log"); x == nil || x.kind != number || x.num != 1 {
			return bad(n, "is of another version of the format: \"log\" must be 1")
		}
		if kind == "group" {
			return l.group(&v, n)
		}
		l.scenario = true
		if x := v.get("scenario"); x != nil {
			if names, ok := x.get("processes").texts(); ok {
				return l.b.Declare(names, n)
			}
		}
		return nil
	case !l.begun:
		return bad(n, "comes before the beginning: the first line has the type \"group\" or \"scenario\"")
	case kind == "event":
		return l.event(&v, n)
	case kind == "end":
		l.ended = n
		how := v.get("end")
		l.complete = how != nil && how.str == "quiescent"
		if !l.complete {
			l.b.h.Problems = append(l.b.h.Problems, *bad(n, "does not end quiescent, so nothing can be said to hold"))
		}
		return nil
	case kind == "choice" || kind == "claim":
		return nil // what another program made of it
	}
	return bad(n, "has a type that is not known: "+Clip(kind)+" (one of group, scenario, choice, event, claim, end)")
}

func (l *lines) group(v *value, n int32) *Problem {
	names, ok := v.get("processes").texts()
	if !ok {
		return bad(n, "lacks \"processes\", a list of names")
	}
	if p := l.b.Declare(names, n); p != nil {
		return p
	}
	x := v.get("view")
	if x == nil {
		return nil
	}
	if x.kind != number {
		return bad(n, "has a \"view\" that is no whole number")
	}
	if m := v.get("members"); m != nil {
		if names, ok = m.texts(); !ok {
			return bad(n, "has \"members\" that are no list of names")
		}
	}
	return l.b.Begin(x.num, names, n)
}

func (l *lines) event(v *value, n int32) *Problem {
	word := func(key string) string {
		if x := v.get(key); x != nil && x.kind == text {
			return x.str
		}
		return ""
	}
	whole := func(key string) (int64, bool) {
		x := v.get(key)
		if x == nil || x.kind != number {
			return 0, false
		}
		return x.num, true
	}
	r := Record{Line: n, Process: word("process"), Source: -1}
	name := word("kind")
	for k := Multicast; k <= Restart; k++ {
		if Kinds[k] == name {
			r.Kind = k
		}
	}
	if name == sim.EventKinds[sim.EvSend] && l.scenario {
		r.Kind, r.copied = Multicast, true
	}
	if r.Kind == None {
		for _, known := range sim.EventKinds[1:] {
			if known == name {
				l.b.h.Ignored++
				return nil
			}
		}
		return bad(n, "has a kind that is not known: "+Clip(name)+" (of a group: multicast, deliver, install, crash, leave, restart)")
	}
	if r.Process == "" {
		return bad(n, "is an event without a process")
	}
	switch r.Kind {
	case Multicast, Deliver:
		if r.Message = word("message"); l.scenario {
			origin := r.Process
			if peer := word("peer"); peer != "" && r.Kind == Deliver {
				origin = peer
			}
			arg, _ := whole("arg")
			r.Message = l.of.name(origin, word("value"), arg)
		} else if r.Message == "" {
			return bad(n, "lacks \"message\", the name of the message")
		}
	case Install:
		var ok bool
		if r.View, ok = whole("view"); !ok {
			if r.View, ok = whole("arg"); !ok {
				return bad(n, "lacks \"view\", the number of the view")
			}
		}
		if r.Members, ok = v.get("members").texts(); !ok {
			return bad(n, "lacks \"members\", a list of names")
		}
		if t := v.get("transitional"); t != nil {
			if r.Transitional, r.Given = t.texts(); !r.Given {
				return bad(n, "has a \"transitional\" set that is no list of names")
			}
		}
	}
	if l.scenario {
		if len(l.records) == 4*MaxEvents { // copies that are sent count once, if at all
			return tooMany(n)
		}
		l.records = append(l.records, r)
		return nil
	}
	return l.b.Add(&r)
}

// flush adds the events of a run.
func (l *lines) flush() *Problem {
	if p := l.b.beginAll(l.records); p != nil {
		return p
	}
	for i := range multicasts(l.records) {
		if p := l.b.Add(&l.records[i]); p != nil {
			return p
		}
	}
	return nil
}
