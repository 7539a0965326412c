package main

import (
	"bufio"
	"fmt"
	"strings"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

func runCommand(c *context, args []string) int {
	f := c.flags("run")
	lines := f.Bool("json", false, "write JSON lines, as FORMAT.md describes them")
	until := f.Int("until", -1, "stop in front of this step")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	s, ok := one(c, "run", args)
	if !ok {
		return exitUsage
	}
	x, list := s.experiment()
	end := x.Replay(list, int32(*until))
	return report(c, s, x, end, *lines)
}

// report writes a run and returns the exit code that its claims deserve.
func report(c *context, s *source, x *lab.Experiment, end choose.End, lines bool) int {
	w := bufio.NewWriter(c.out)
	defer w.Flush()
	if lines {
		writeLog(w, s, x, end)
	} else {
		narrate(w, x, end)
	}
	code := exitOK
	for i := range x.Doc.Config.Claims {
		if status, _, _ := x.World.Status(i); status == sim.Violated {
			code = exitFails
		}
	}
	return code
}

// narrate tells a run, an event a line, and says where a claim turns.
func narrate(w *bufio.Writer, x *lab.Experiment, end choose.End) {
	c := x.Doc.Config
	fmt.Fprintf(w, "%s\n", x.Doc.Title)
	if x.Doc.About != "" {
		fmt.Fprintf(w, "%s\n", x.Doc.About)
	}
	fmt.Fprintf(w, "\n%s: %s\n", c.Spec.Name, strings.Join(cast(x), ", "))
	for _, r := range remarks(x) {
		fmt.Fprintf(w, "Note: %s\n", r)
	}
	fmt.Fprintln(w)

	turns := x.Trace.Verdicts
	tell := func(event int32, all bool) {
		for len(turns) > 0 && (all || turns[0].Event <= event && turns[0].Event >= 0 || turns[0].Step < 0) {
			if v := turns[0]; v.Step >= 0 && claimOf(c, v.Claim).AsksNothing(c) == "" {
				fmt.Fprintf(w, "%8s%s: %s\n", "", claimName(x, v.Claim), statusWords(v.Status))
			}
			turns = turns[1:]
		}
	}
	for i := range x.Trace.Events {
		e := &x.Trace.Events[i]
		says := x.Scene.Event(e, x.Trace.Span(e))
		if e.Kind == sim.EvRound || e.Kind == sim.EvWait {
			fmt.Fprintf(w, "%s\n", says)
		} else if says != "" {
			fmt.Fprintf(w, "%6s  %s\n", numbered(e.Step), says)
		}
		tell(int32(i), false)
	}
	tell(0, true)
	fmt.Fprintf(w, "\n%s after %d steps\n", ends[end], x.World.Steps())
	for i := range c.Claims {
		fmt.Fprintln(w, judgement(x, i))
	}
	for _, e := range x.Entries {
		if !e.Fits {
			fmt.Fprintf(w, "This choice does not fit: %d: %s: %s\n", e.Choice.Step, e.Text, e.Why)
		}
	}
}

var ends = map[choose.End]string{
	choose.Quiescent: "The run is over",
	choose.Limit:     "The run was stopped by its budget of steps",
	choose.Until:     "The run stops here",
	choose.Overflow:  "The run was given up: more is in flight than there is room for",
}

// numbered is the number of a step as pages count them: the first one is 1. In front of
// it there is none. A document's choice has how many steps come before it, one less.
func numbered(step int32) string {
	if step < 0 {
		return ""
	}
	return fmt.Sprint(step + 1)
}

// cast lists who takes part, and who may fail in which way.
func cast(x *lab.Experiment) []string {
	c := x.Doc.Config
	var all []string
	for i, name := range c.Names {
		var how []string
		for _, m := range sim.Models {
			if c.Models[i]&m.Model != 0 {
				how = append(how, m.Name)
			}
		}
		if len(how) > 0 {
			name += " (" + strings.Join(how, ", ") + ")"
		}
		all = append(all, name)
	}
	return all
}

func remarks(x *lab.Experiment) []string {
	var all []string
	for _, r := range x.Doc.Remarks {
		all = append(all, r.Text)
	}
	if f := x.Doc.Config.Spec.Remarks; f != nil {
		for _, r := range f(x.Doc.Config) {
			all = append(all, r.Text)
		}
	}
	return all
}

func claimOf(c *protocol.Config, i int) *protocol.Claim { return &c.Spec.Claims[c.Claims[i]] }

func claimName(x *lab.Experiment, i int) string { return claimOf(x.Doc.Config, i).Name }

func statusWords(s sim.Status) string {
	if s == sim.Violated {
		return "VIOLATED"
	}
	return sim.Statuses[s]
}

// verdict is a status and what was claimed; a claim that asks nothing is void,
// whatever its monitor says.
func verdict(c *protocol.Config, i int, status sim.Status) string {
	claim := claimOf(c, i)
	if why := claim.AsksNothing(c); why != "" {
		return fmt.Sprintf("%-9s %s: %s; %s", "void", claim.Name, claim.Title, why)
	}
	return fmt.Sprintf("%-9s %s: %s", statusWords(status), claim.Name, claim.Title)
}

// judgement is the last word on a claim, with its witness.
func judgement(x *lab.Experiment, i int) string {
	c := x.Doc.Config
	status, who, events := x.World.Status(i)
	s := verdict(c, i, status)
	if status != sim.Violated {
		return s
	}
	var names, says []string
	for p := range c.N {
		if who.Has(sim.ID(p)) {
			names = append(names, c.Names[p])
		}
	}
	for _, n := range events {
		if n >= 0 && int(n) < len(x.Trace.Events) {
			e := &x.Trace.Events[n]
			says = append(says, x.Scene.Event(e, x.Trace.Span(e)))
		}
	}
	if len(names) > 0 {
		s += " [" + strings.Join(names, ", ") + "]"
	}
	if len(says) > 0 {
		s += "\n          " + strings.Join(says, "; ")
	}
	return s
}
