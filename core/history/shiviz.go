package history

import (
	"strconv"
	"strings"
)

// ReadClocks reads a log with vector clocks as ShiViz takes it (Beschastnikh et
// al., "Visualizing distributed system executions", TOSEM 29(2), 2020;
// bestchai.bitbucket.io/shiviz). An entry is two lines, the text of an event and
// a host with its clock, in either order:
//
//	deliver m1
//	q {"p":1, "q":2}
//
// A host's own entry of the clock counts its events from 1. The lines may come in
// any order: the clocks decide what happened before what. What the text says is
// for people; here its first words are read: multicast M, deliver M, install N P
// Q R, crash, leave, restart. All else is an event of the host that is not about
// the group. The regular expression and the delimiter with which files for ShiViz
// begin may stand in front. Such a log has no end, so the caller says whether it
// is whole.
func ReadClocks(log string, whole bool) (*History, *Problem) {
	if p := tooLong(log); p != nil {
		return nil, p
	}
	entries, p := clockEntries(log)
	if p != nil {
		return nil, p
	}
	c := clocks{entries: entries, hosts: map[string]int32{}}
	if p := c.sort(); p != nil {
		return nil, p
	}
	b := NewBuilder()
	sent := map[string]*entry{}
	for _, e := range c.order {
		r := Record{Line: e.line, Process: e.host, Source: -1}
		if p := e.read(&r); p != nil {
			return nil, p
		}
		if r.Kind == None {
			b.h.Ignored++
			continue
		}
		switch r.Kind {
		case Multicast:
			sent[r.Message] = e
		case Deliver:
			if m := sent[r.Message]; m != nil && e.knows(m) < m.own {
				return nil, bad(e.line, e.host+" delivers "+Clip(r.Message)+", and its clock doesn't know of the multicast at line "+strconv.Itoa(int(m.line))+": the clock must travel with the message")
			}
		}
		if p := b.Add(&r); p != nil {
			return nil, p
		}
	}
	if !whole {
		b.h.Problems = append(b.h.Problems, *bad(c.last, "is the last entry, and nothing says that the log is whole, so nothing can be said to hold"))
	}
	return b.End(whole), nil
}

type entry struct {
	line, clockLine int32
	host, event     string
	own             int64
	names           []string
	ticks           []int64
	id              int32 // of the host
	known           []int32
}

func (e *entry) knows(other *entry) int64 {
	for i, name := range e.names {
		if name == other.host {
			return e.ticks[i]
		}
	}
	return 0
}

// clockEntries takes a log apart into entries.
func clockEntries(log string) ([]*entry, *Problem) {
	var lines []string
	var numbers []int32
	header, clockFirst, known := false, false, false
	for n, rest := int32(1), log; rest != ""; n++ {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		switch {
		case n == 1 && strings.Contains(line, "(?<"):
			host, clock, event := strings.Index(line, "(?<host>"), strings.Index(line, "(?<clock>"), strings.Index(line, "(?<event>")
			if host < 0 || event < 0 || clock < host || event > host && event < clock || !strings.Contains(line, `\n`) {
				return nil, bad(1, `is a regular expression that is not read here: one of (?<event>.*)\n(?<host>\S*) (?<clock>{.*}) and (?<host>\S*) (?<clock>{.*})\n(?<event>.*)`)
			}
			header, known, clockFirst = true, true, clock < event
		case line != "":
			lines, numbers = append(lines, line), append(numbers, n)
		}
	}
	if len(lines) == 0 {
		return nil, bad(1, "is empty: a log has two lines for each event, its text, and its host with the clock")
	}
	if !known {
		_, _, clockFirst = splitClock(lines[0])
	}
	if header && numbers[0] == 2 {
		first := 1 // the line that has the clock, if the delimiter was left out
		if clockFirst {
			first = 0
		}
		if _, _, ok := splitClock(lines[min(first, len(lines)-1)]); !ok {
			return nil, bad(2, "is a delimiter of several executions: they are judged one at a time, so paste one and leave this line empty")
		}
	}
	if len(lines)/2 > MaxEvents {
		return nil, bad(numbers[2*MaxEvents], "is an event too many: at most "+strconv.Itoa(MaxEvents)+" are read")
	}
	entries := make([]*entry, 0, len(lines)/2)
	for i := 0; i < len(lines); i += 2 {
		if i+1 == len(lines) {
			return nil, bad(numbers[i], "is half an entry: the log is cut off")
		}
		e := &entry{line: numbers[i], event: lines[i]}
		clock, at := lines[i+1], numbers[i+1]
		if clockFirst {
			e.event, clock, at = clock, lines[i], numbers[i]
			e.line = numbers[i+1]
		}
		e.clockLine = at
		host, rest, ok := splitClock(clock)
		if !ok {
			return nil, bad(at, "is no host with its clock, such as p {\"p\":1}: "+Clip(clock))
		}
		e.host = host
		v, wrong := parse(rest)
		if wrong != "" {
			return nil, bad(at, "has a clock that "+wrong)
		}
		for k := range v.items {
			if v.items[k].kind != number || v.items[k].num < 0 || v.items[k].num >= MaxNumber {
				return nil, bad(at, "has a clock in which "+Clip(v.keys[k])+" has no whole number")
			}
			if v.keys[k] == host {
				e.own = v.items[k].num
			}
			e.names, e.ticks = append(e.names, v.keys[k]), append(e.ticks, v.items[k].num)
		}
		if e.own == 0 {
			return nil, bad(at, "has a clock without an entry of "+Clip(host)+" itself, which counts its events from 1")
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// splitClock parts a host from its clock.
func splitClock(line string) (host, clock string, ok bool) {
	host, clock, ok = strings.Cut(line, " ")
	clock = strings.TrimSpace(clock)
	return host, clock, ok && host != "" && len(host) <= MaxName && strings.HasPrefix(clock, "{") && strings.HasSuffix(clock, "}")
}

// clocks puts entries in an order that respects their clocks.
type clocks struct {
	entries []*entry
	hosts   map[string]int32
	own     [][]*entry // of each host, by its own count
	order   []*entry
	last    int32
}

func (c *clocks) sort() *Problem {
	for _, e := range c.entries {
		id, ok := c.hosts[e.host]
		if !ok {
			if len(c.own) == MaxProcesses {
				return bad(e.clockLine, "names more than "+strconv.Itoa(MaxProcesses)+" hosts")
			}
			id = int32(len(c.own))
			c.hosts[e.host] = id
			c.own = append(c.own, nil)
		}
		e.id = id
		if e.own > int64(len(c.entries)) {
			return bad(e.clockLine, "is event "+strconv.FormatInt(e.own, 10)+" of "+e.host+" in a log of "+strconv.Itoa(len(c.entries)))
		}
		for int64(len(c.own[id])) < e.own {
			c.own[id] = append(c.own[id], nil)
		}
		if other := c.own[id][e.own-1]; other != nil {
			return bad(e.clockLine, "is a second event "+strconv.FormatInt(e.own, 10)+" of "+e.host+", after line "+strconv.Itoa(int(other.clockLine))+": no two processes have one name")
		}
		c.own[id][e.own-1] = e
		c.last = max(c.last, e.line, e.clockLine)
	}
	for _, e := range c.entries {
		for k := range c.own[e.id] {
			if c.own[e.id][k] == nil {
				return bad(e.clockLine, "belongs to "+e.host+", whose event "+strconv.Itoa(k+1)+" is missing: a clock counts every event of its host")
			}
		}
		e.known = make([]int32, len(c.own))
		for i, name := range e.names {
			id, ok := c.hosts[name]
			switch {
			case !ok && e.ticks[i] > 0:
				return bad(e.clockLine, "knows of "+Clip(name)+", which has no event in this log")
			case ok && e.ticks[i] > int64(len(c.own[id])):
				return bad(e.clockLine, "knows of event "+strconv.FormatInt(e.ticks[i], 10)+" of "+name+", which has "+strconv.Itoa(len(c.own[id])))
			case ok:
				e.known[id] = int32(e.ticks[i])
			}
		}
	}
	done := make([]int32, len(c.own))
	for len(c.order) < len(c.entries) {
		var next, stuck *entry
		for id := range c.own {
			if int(done[id]) == len(c.own[id]) {
				continue
			}
			e := c.own[id][done[id]]
			if stuck == nil || e.line < stuck.line {
				stuck = e
			}
			ready := next == nil || e.line < next.line
			for k := range done {
				ready = ready && (k == id || e.known[k] <= done[k])
			}
			if ready {
				next = e
			}
		}
		if next == nil {
			return bad(stuck.clockLine, "has a clock that knows of something which knows of it: the clocks contradict each other")
		}
		done[next.id]++
		c.order = append(c.order, next)
	}
	return nil
}

// read takes the words of an event.
func (e *entry) read(r *Record) *Problem {
	words := strings.FieldsFunc(e.event, func(c rune) bool { return strings.ContainsRune(" \t,:{}[]()", c) })
	if len(words) == 0 {
		return nil
	}
	first := strings.TrimSuffix(strings.ToLower(words[0]), "s")
	for k := Multicast; k <= Restart; k++ {
		if first == Kinds[k] || first == "crashe" && k == Crash {
			r.Kind = k
		}
	}
	switch r.Kind {
	case Multicast, Deliver:
		if len(words) < 2 {
			return bad(e.line, "names no message")
		}
		r.Message = words[1]
	case Install:
		if len(words) > 1 && strings.ToLower(words[1]) == "view" {
			words = words[1:]
		}
		if len(words) < 3 {
			return bad(e.line, "installs a view without its number and members: install 2 p q")
		}
		n, err := strconv.ParseInt(words[1], 10, 64)
		if err != nil {
			return bad(e.line, "installs a view whose number is no whole number: "+Clip(words[1]))
		}
		r.View, r.Members = n, words[2:]
	}
	return nil
}
