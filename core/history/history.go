// Package history judges what a group of processes did, from outside: it reads
// a record of multicasts, deliveries, installed views, crashes and leaves, and
// says of every property of group communication whether it holds, with
// witnesses where it does not. It knows nothing of the protocol that made the
// record. The record may be a log that somebody wrote, in JSON lines or with
// the vector clocks of ShiViz, or the trace of a simulated run.
//
// A history is one sequence of events which respects cause and effect. Each
// process sees a part of it, in its own order: it multicasts messages, delivers
// messages, and installs views; what it does between two installations happens
// in the first of the two views. What is received and not delivered is no part
// of a history: its properties are about delivery.
//
// Where the properties come from. Most are those of Chockler, Keidar and
// Vitenberg, "Group communication specifications: a comprehensive study", ACM
// Computing Surveys 33(4), 2001. What is asked of correct processes alone, and
// that a sender is a member of the view in which its message is delivered, is
// the definition of Coulouris, Dollimore and Kindberg, "Distributed Systems".
//
// A verdict is never just true or false. Most properties forbid something, so a
// violation is final, wherever the record ends; that one holds can only be said
// of a history which is complete, in which nothing was still under way. What is
// asked of correct processes alone stays unknown until then either way, since
// whoever goes on to crash is not asked any more.
//
// Each property is computed in the time of about one reading. The tests have a
// twin of each, which is its definition and nothing else, and hold the two
// against each other on random histories.
package history

import (
	"math/bits"
	"strconv"
)

// Kind is what a process does. Its values are None, Multicast, Deliver, Install, Crash,
// Leave and Restart.
type Kind uint8

const (
	None Kind = iota
	Multicast
	Deliver
	Install // the process is in the view from here on
	Crash
	Leave
	Restart // the process is back, and remembers nothing
)

// Kinds are the names of the kinds in logs.
var Kinds = [...]string{"none", "multicast", "deliver", "install", "crash", "leave", "restart"}

// Limits of a history.
const (
	MaxProcesses    = 64    // names; a set of them is one word
	MaxIncarnations = 256   // a process and each of its restarts
	MaxEvents       = 20000 // events that count
	MaxMessages     = 8192
	MaxViews        = 4096
	MaxName         = 64      // bytes of a name
	MaxText         = 4 << 20 // bytes of a log
	MaxLine         = 1 << 20 // bytes of one line
	MaxNumber       = 1 << 31 // of a view, or of a clock
)

// Process is one life of a process: who restarts begins another one.
type Process struct {
	Name   string
	Of     int32 // its name's place in History.Names
	Faulty bool  // it crashes or leaves
}

// Set is a set of names.
type Set uint64

func (s Set) has(name int32) bool { return s>>uint(name)&1 != 0 }

// Size is the number of members.
func (s Set) Size() int { return bits.OnesCount64(uint64(s)) }

// View is a view by its number and its members. Two that differ in their members
// alone are two views, which a primary component does not allow.
type View struct {
	Number  int64
	Members Set
}

// Message is a message by its name.
type Message struct {
	Name   string
	Sender int32 // the life of a process that multicast it; -1: nobody did
	Sent   int32 // the event of its multicast; -1: there is none
}

// Event is what one process does.
type Event struct {
	Kind         Kind
	Given        bool // an install says its transitional set
	Process      int32
	Message      int32 // of a multicast and a delivery; else -1
	View         int32 // what is installed; of all else the view in which it happens, -1: in none
	Line         int32 // of the log, from 1; 0: there is no log
	Source       int32 // the event of the trace it comes from; -1: there is no trace
	Transitional Set
}

// History is what all processes did.
type History struct {
	Names     []string
	Processes []Process
	Messages  []Message
	Views     []View
	Events    []Event
	Initial   int32 // the view in which the processes begin; -1: in none
	Complete  bool  // nothing was still under way at its end
	Problems  []Problem
	Ignored   int // events of the log that are not about the group
}

// Problem is what is wrong with a record, and where. A record with problems of
// its own can still be judged; one which can't be read at all has only one.
type Problem struct {
	Line    int
	Message string
}

// Record is one event as a log tells it, by names.
type Record struct {
	Kind         Kind
	Process      string
	Message      string
	View         int64
	Members      []string
	Given        bool // Transitional is said
	Transitional []string
	Line, Source int32
	copied       bool // it is a multicast only if nothing else is: one of its copies is sent
}

// Builder makes a history, event by event, and refuses what can be no event.
type Builder struct {
	h        History
	names    map[string]int32
	messages map[string]int32
	views    map[View]int32
	now      []int32 // the present life of each name; -1: none yet
	in       []int32 // the view of each life
	gone     []int32 // the event with which each life ended; -1: it goes on
	declared bool
}

// NewBuilder begins a history.
func NewBuilder() *Builder {
	return &Builder{h: History{Initial: -1}, names: map[string]int32{}, messages: map[string]int32{}, views: map[View]int32{}}
}

func bad(line int32, message string) *Problem { return &Problem{int(line), message} }

// Declare names the processes, so that any other name is a mistake.
func (b *Builder) Declare(names []string, line int32) *Problem {
	if len(names) == 0 {
		return bad(line, "names no process")
	}
	for _, name := range names {
		if _, ok := b.names[name]; ok {
			return bad(line, "names two processes "+Clip(name)+": every process has a name of its own")
		}
		if p := b.name(name, line); p != nil {
			return p
		}
	}
	b.declared = true
	return nil
}

func tooMany(line int32) *Problem {
	return bad(line, "is an event too many: at most "+strconv.Itoa(MaxEvents)+" are judged")
}

func (b *Builder) name(name string, line int32) *Problem {
	switch {
	case name == "":
		return bad(line, "has a process without a name")
	case len(name) > MaxName:
		return bad(line, "has a name longer than "+strconv.Itoa(MaxName)+" bytes: "+Clip(name))
	case len(b.h.Names) == MaxProcesses:
		return bad(line, "names more than "+strconv.Itoa(MaxProcesses)+" processes")
	}
	b.names[name] = int32(len(b.h.Names))
	b.h.Names = append(b.h.Names, name)
	b.now = append(b.now, -1)
	return nil
}

// Begin says in which view the processes are before anything happens.
func (b *Builder) Begin(number int64, members []string, line int32) *Problem {
	set, p := b.set(members, line)
	if p != nil {
		return p
	}
	if b.h.Initial, p = b.view(number, set, line); p != nil {
		return p
	}
	for name := range b.h.Names {
		if set.has(int32(name)) {
			if p := b.live(int32(name), line); p != nil {
				return p
			}
		}
	}
	return nil
}

// live begins a life of a name.
func (b *Builder) live(name, line int32) *Problem {
	if len(b.h.Processes) == MaxIncarnations {
		return bad(line, "is one restart too many: at most "+strconv.Itoa(MaxIncarnations)+" lives of processes are followed")
	}
	in, title := b.h.Initial, b.h.Names[name]
	if b.now[name] >= 0 {
		in = -1
		lives := 1
		for i := range b.h.Processes {
			if b.h.Processes[i].Of == name {
				lives++
			}
		}
		title += " (life " + strconv.Itoa(lives) + ")"
	} else if in >= 0 && !b.h.Views[in].Members.has(name) {
		in = -1
	}
	b.now[name] = int32(len(b.h.Processes))
	b.h.Processes = append(b.h.Processes, Process{Name: title, Of: name})
	b.in = append(b.in, in)
	b.gone = append(b.gone, -1)
	return nil
}

func (b *Builder) set(members []string, line int32) (s Set, p *Problem) {
	for _, name := range members {
		i, p := b.find(name, line)
		if p != nil {
			return 0, p
		}
		if s.has(i) {
			return 0, bad(line, "has the member "+Clip(name)+" twice")
		}
		s |= 1 << uint(i)
	}
	return s, nil
}

func (b *Builder) find(name string, line int32) (int32, *Problem) {
	if i, ok := b.names[name]; ok {
		return i, nil
	}
	if b.declared {
		return 0, bad(line, "names "+Clip(name)+", which is none of the processes: "+join(b.h.Names))
	}
	if p := b.name(name, line); p != nil {
		return 0, p
	}
	return b.names[name], nil
}

func (b *Builder) view(number int64, members Set, line int32) (int32, *Problem) {
	if number < 0 || number >= MaxNumber {
		return 0, bad(line, "has a view whose number is not from 0 to "+strconv.Itoa(MaxNumber-1))
	}
	if members == 0 {
		return 0, bad(line, "has a view without members")
	}
	v := View{number, members}
	i, ok := b.views[v]
	if !ok {
		if len(b.h.Views) == MaxViews {
			return 0, bad(line, "is a view too many: at most "+strconv.Itoa(MaxViews)+" are followed")
		}
		i = int32(len(b.h.Views))
		b.views[v] = i
		b.h.Views = append(b.h.Views, v)
	}
	return i, nil
}

func (b *Builder) message(name string, line int32) (int32, *Problem) {
	switch i, ok := b.messages[name]; {
	case ok:
		return i, nil
	case name == "":
		return 0, bad(line, "names no message")
	case len(name) > 2*MaxName:
		return 0, bad(line, "has a name longer than "+strconv.Itoa(2*MaxName)+" bytes: "+Clip(name))
	case len(b.h.Messages) == MaxMessages:
		return 0, bad(line, "is a message too many: at most "+strconv.Itoa(MaxMessages)+" are followed")
	}
	i := int32(len(b.h.Messages))
	b.messages[name] = i
	b.h.Messages = append(b.h.Messages, Message{name, -1, -1})
	return i, nil
}

// Add adds what happened next.
func (b *Builder) Add(r *Record) *Problem {
	if len(b.h.Events) == MaxEvents {
		return tooMany(r.Line)
	}
	name, p := b.find(r.Process, r.Line)
	if p != nil {
		return p
	}
	e := Event{Kind: r.Kind, Message: -1, Line: r.Line, Source: r.Source}
	number := int32(len(b.h.Events))
	life := b.now[name]
	switch {
	case life < 0 && r.Kind == Restart:
		if p := b.live(name, r.Line); p != nil { // it was there, and did nothing
			return p
		}
		b.gone[b.now[name]] = number
		b.h.Processes[b.now[name]].Faulty = true
		fallthrough
	case life >= 0 && r.Kind == Restart:
		if life := b.now[name]; b.gone[life] < 0 {
			b.h.Processes[life].Faulty = true // its crash is not in the log
		}
		if p := b.live(name, r.Line); p != nil {
			return p
		}
	case life < 0:
		if p := b.live(name, r.Line); p != nil {
			return p
		}
	case b.gone[life] >= 0:
		end := &b.h.Events[b.gone[life]]
		return bad(r.Line, r.Process+" "+says[r.Kind]+" after its "+Kinds[end.Kind]+at(end)+": a process that comes back restarts first")
	}
	life = b.now[name]
	e.Process = life
	switch r.Kind {
	case Multicast, Deliver:
		if e.Message, p = b.message(r.Message, r.Line); p != nil {
			return p
		}
		m := &b.h.Messages[e.Message]
		if r.Kind == Multicast {
			if m.Sent >= 0 {
				return bad(r.Line, Clip(m.Name)+" is multicast a second time, after"+at(&b.h.Events[m.Sent])+": every message has a name of its own")
			}
			m.Sender, m.Sent = life, number
		}
	case Install:
		set, p := b.set(r.Members, r.Line)
		if p != nil {
			return p
		}
		if b.in[life], p = b.view(r.View, set, r.Line); p != nil {
			return p
		}
		if e.Given = r.Given; r.Given {
			if e.Transitional, p = b.set(r.Transitional, r.Line); p != nil {
				return p
			}
		}
		if !set.has(name) {
			b.h.Problems = append(b.h.Problems, *bad(r.Line, r.Process+" installs a view of which it is no member: "+b.h.ViewName(b.in[life])))
		}
	case Crash, Leave:
		b.gone[life] = number
		b.h.Processes[life].Faulty = true
	}
	e.View = b.in[life]
	b.h.Events = append(b.h.Events, e)
	return nil
}

var says = [...]string{"does something", "multicasts", "delivers", "installs a view", "crashes", "leaves", "restarts"}

// Says is what a process does, as a verb.
func Says(k Kind) string { return says[k] }

func at(e *Event) string {
	if e.Line == 0 {
		return ""
	}
	return " at line " + strconv.Itoa(int(e.Line))
}

// End closes the history. What was delivered and never multicast is a problem of
// the record, and a verdict besides.
func (b *Builder) End(complete bool) *History {
	h := &b.h
	h.Complete = complete
	told := make([]bool, len(h.Messages))
	for i := range h.Events {
		e := &h.Events[i]
		if e.Kind != Deliver || told[e.Message] {
			continue
		}
		m := &h.Messages[e.Message]
		if m.Sent < 0 || int(m.Sent) > i {
			told[e.Message] = true
			h.Problems = append(h.Problems, *bad(e.Line, h.neverSent(e)))
		}
	}
	return h
}

func (h *History) neverSent(e *Event) string {
	m := &h.Messages[e.Message]
	s := h.Processes[e.Process].Name + " delivers " + Clip(m.Name)
	if m.Sent < 0 {
		return s + ", which nobody has multicast"
	}
	return s + ", which is multicast only afterwards" + at(&h.Events[m.Sent])
}

// ViewName is a view in words.
func (h *History) ViewName(v int32) string {
	if v < 0 {
		return "no view"
	}
	s := "view " + strconv.FormatInt(h.Views[v].Number, 10) + " {"
	first := true
	for i, name := range h.Names {
		if h.Views[v].Members.has(int32(i)) {
			if !first {
				s += ", "
			}
			s += name
			first = false
		}
	}
	return s + "}"
}

// Clip shortens what somebody else wrote, so that it can stand in a sentence.
func Clip(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	n := most
	for n > 0 && s[n]&0xc0 == 0x80 { // not inside of a character
		n--
	}
	return s[:n] + "…"
}

func join(names []string) string {
	s := ""
	for i, name := range names {
		if i > 0 {
			s += ", "
		}
		if i == 16 {
			return s + "…"
		}
		s += name
	}
	return s
}
