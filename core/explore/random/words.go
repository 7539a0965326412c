package random

import (
	"strconv"
	"strings"

	"faultlab/core/sim"
)

// String says what a system is, line by line.
func (s *System) String() string {
	var b strings.Builder
	line := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
		b.WriteString("\n")
	}
	line("system ", strconv.FormatUint(s.Seed, 10), " (", Shapes[s.Shape], "): ", number(s.N), " processes; ", s.network())
	for p, model := range s.Models {
		for _, m := range sim.Models {
			if model&m.Model != 0 {
				line(name(sim.ID(p)), " may have failures of the kind ", m.Name)
			}
		}
	}
	if says := s.budget(); says != "" {
		line("at most: ", says)
	}
	if s.Pending > 0 {
		line("in flight at most: ", number(s.Pending))
	}
	for _, l := range s.Links {
		line("the link from ", name(l.From), " to ", name(l.To), " fails", map[bool]string{true: ", and may alter what is said"}[l.Model&sim.Arbitrary != 0])
	}
	for _, set := range s.Alike {
		line(names(set), " are alike")
	}
	if s.Outside != 0 {
		line(names(s.Outside), " never starts")
	}
	if s.Quiet != 0 {
		var kinds []string
		for k := range Kinds {
			if s.Quiet>>k&1 != 0 {
				kinds = append(kinds, messages[k])
			}
		}
		line("messages that set nothing off: ", strings.Join(kinds, ", "))
	}
	for r := range s.Roles {
		var who sim.Set
		for p, of := range s.Of {
			if of == r {
				who = who.With(sim.ID(p))
			}
		}
		if who != 0 {
			s.Roles[r].write(who, line)
		}
	}
	for i := range s.Claims {
		line("claim ", number(i+1), ": ", s.Claims[i].String())
	}
	return b.String()
}

func (r *Role) write(who sim.Set, line func(parts ...string)) {
	says := ""
	if r.Keeps {
		says += ", whose state survives a crash"
	}
	if r.Lies {
		says += ", with lies of its own"
	}
	if r.InMem {
		says += ", with its state in its memory"
	}
	line(names(who), says, ":")
	for i := range r.Rows {
		row := &r.Rows[i]
		does := []string{}
		if row.Then != row.State {
			does = append(does, "go to "+number(int(row.Then)))
		}
		for k := range row.Do {
			does = append(does, row.Do[k].String())
		}
		if len(does) == 0 {
			does = append(does, "nothing")
		}
		line("  in ", number(int(row.State)), ", ", row.cause(), ": ", strings.Join(does, ", "))
	}
}

func (row *Row) cause() string {
	later := ""
	if row.Later {
		later = " from a later life"
	}
	switch row.On {
	case Begins:
		return "at the start"
	case Recovers:
		return "after a crash"
	case Hears:
		if row.Kind == Naming {
			return messages[Naming] + map[bool]string{true: "(me)", false: "(another)"}[row.Val == 1] + later
		}
		return said(row.Kind, row.Val) + later
	case Fires:
		return "timer " + number(int(row.Kind))
	case Works:
		return "task " + number(int(row.Kind)) + "(" + number(int(row.Val)) + ")"
	case Draws:
		return "draw " + number(int(row.Kind)) + " is " + number(int(row.Val))
	case Learns:
		return "told of a crash"
	}
	return "at the end of a round"
}

// String says what an action does.
func (a *Action) String() string {
	to := [...]string{One: name(a.Who), Sender: "the sender", Remembered: "who is remembered", Next: "the next one"}[a.To]
	switch a.Verb {
	case Send:
		return "send " + a.says() + " to " + to
	case Cast:
		return "multicast " + a.says()
	case Set:
		return "set timer " + number(int(a.Kind)) + " in " + number(int(a.Ticks))
	case Cancel:
		return "cancel timers and tasks " + number(int(a.Kind))
	case Do:
		return "do task " + number(int(a.Kind)) + "(" + value(a.Val) + ")"
	case Draw:
		return "ask for draw " + number(int(a.Kind))
	case Close:
		return "close the channel from " + to
	case Remember:
		return "remember " + to
	}
	return "put out " + value(a.Val) + [...]string{"", " as a state"}[a.Kind]
}

func (a *Action) says() string {
	if a.Kind == Naming {
		return messages[Naming] + map[bool]string{true: "(who is remembered)", false: "(me)"}[a.Val == 1]
	}
	return said(a.Kind, a.Val)
}

// String says what is claimed.
func (c *Claim) String() string {
	what := [...]string{"", " as a state"}[c.Kind]
	switch c.Form {
	case Never:
		return "none of " + names(c.Of) + " puts out " + value(c.Value) + what
	case Agree:
		return "no two of " + names(c.Of) + " put out different values" + what
	case Pair:
		return "never do both " + name(c.One) + " and " + name(c.Other) + " put out " + value(c.Value) + what
	case Most:
		return names(c.Of) + " put out at most " + value(c.Most) + " values in all" + what
	case Sometime:
		return "in the end, one of " + names(c.Of) + " has put out " + value(c.Value) + what
	case Each:
		return "in the end, each of " + names(c.Of) + " has put out something, or crashed" + what
	}
	return name(c.Other) + " puts out nothing before " + name(c.One) + " does" + what
}

func (s *System) network() string {
	net := &s.Net
	says := "asynchronous"
	switch {
	case net.LockStep:
		says = "in " + number(int(s.Rounds)) + " rounds"
	case net.Bounded:
		says = "a delay of " + number(int(net.MinDelay)) + " to " + number(int(net.MaxDelay))
	case net.Wired:
		says = "a circuit"
	}
	says += ", " + sim.Orders[net.Order]
	for _, x := range []struct {
		so  bool
		say string
	}{
		{net.LockStep && !net.Bounded, "messages may come in a later round"}, {net.Multicast, "multicasts are not cut"},
		{net.Pace == sim.Forever, "a task takes any time"}, {net.Pace > 0 && net.Pace != sim.Forever, "a task takes at most " + number(int(net.Pace))},
		{net.Detector, "crashes are told"}, {s.InTurn, "in turn"}, {s.Closes, "and close channels"}, {s.Apart, "sends are apart"},
		{s.Slots, "the faulty speak where nobody is asked"},
	} {
		if x.so {
			says += ", " + x.say
		}
	}
	return says
}

func (s *System) budget() string {
	var says []string
	for _, x := range []struct {
		n    int
		what string
	}{
		{int(s.Budget.Crashes), "crashes"}, {int(s.Budget.Restarts), "recoveries"}, {int(s.Budget.Losses), "losses"},
		{int(s.Budget.Late), "late messages"}, {int(s.Budget.Mistakes), "mistakes"}, {int(s.Budget.Steps), "steps"},
	} {
		if x.n > 0 {
			says = append(says, number(x.n)+" "+x.what)
		}
	}
	return strings.Join(says, ", ")
}

// messages are the names of their kinds.
var messages = [Kinds]string{"a", "b", "c", "named"}

func said(kind, val uint8) string { return messages[kind&(Kinds-1)] + "(" + value(val) + ")" }

func value(v uint8) string {
	switch v {
	case Same:
		return "the same"
	case sim.Nothing:
		return "-"
	}
	return number(int(v))
}

func number(n int) string { return strconv.Itoa(n) }

func name(p sim.ID) string {
	if p == sim.None {
		return "nobody"
	}
	return "P" + strconv.Itoa(int(p)+1)
}

func names(set sim.Set) string {
	var list []string
	each(set, func(p sim.ID) { list = append(list, name(p)) })
	return strings.Join(list, ", ")
}

// Tell says what a choice is, for a system's run.
func Tell(c sim.Choice) string {
	says := sim.Kinds[c.Kind]
	if c.Who == sim.None {
		return says
	}
	says = name(c.Who) + ": " + says
	class := sim.Class(c.Msg >> 6)
	if c.Kind != sim.CrashNow && c.Kind != sim.RestartNow {
		says += " " + [...]string{"", "timer ", "task ", "notice "}[class] + messages[c.Msg&(Kinds-1)]
	}
	if c.Val != sim.Nothing {
		says += " as " + number(int(c.Val))
	}
	if c.To != sim.None && c.To != c.Who {
		says += " to " + name(c.To)
	}
	if c.Rank > 0 {
		says += ", number " + number(int(c.Rank)+1)
	}
	return says
}
