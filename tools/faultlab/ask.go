package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// askCommand lets a person decide: at every step at which more than one thing can
// happen it prints what can, numbered, and reads a number. The questions go to the
// error output, so that the run on the standard output can be kept.
func askCommand(c *context, args []string) int {
	f := c.flags("ask")
	lines := f.Bool("json", false, "write the run as JSON lines, as FORMAT.md describes them, instead of its link")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	if len(args) == 1 && args[0] == "-" {
		return c.fail(errors.New("faultlab ask reads the answers from the standard input: give the scenario as a file or by name"))
	}
	s, ok := one(c, "ask", args)
	if !ok {
		return exitUsage
	}
	x, list := s.experiment()
	a := &asking{x: x, in: bufio.NewScanner(c.in), out: c.err, usual: map[int32]sim.Choice{}}
	x.Replay(list, -1)
	for _, e := range x.Entries {
		if e.Fits {
			a.usual[e.Choice.Step] = e.Choice
		}
	}
	fmt.Fprintf(a.out, "%s\n%s\n\n", s.doc.Title, askHelp)
	end := a.run()
	if *lines {
		return report(c, s, x, end, true)
	}
	fmt.Fprintf(a.out, "\n%s after %d steps\n", ends[end], x.World.Steps())
	code := exitOK
	for i := range x.Doc.Config.Claims {
		fmt.Fprintln(a.out, judgement(x, i))
		if status, _, _ := x.World.Status(i); status == sim.Violated {
			code = exitFails
		}
	}
	fmt.Fprintln(c.out, linkOf(s, x, "faultlab", int(x.World.Steps())))
	return code
}

const askHelp = "A number takes that option, an empty line the one with =; b goes back, g goes on without asking, q ends it here."

// asking is a run while it is decided. The driver goes only forward, so going back
// is another run with one answer less.
type asking struct {
	x     *lab.Experiment
	in    *bufio.Scanner
	out   io.Writer
	usual map[int32]sim.Choice // what the scenario itself chooses, by step

	answers []int // one for each question
	told    int   // events that were told
	hush    bool  // nothing more is asked or told in this run
	again   bool  // the run begins anew, with the answers there are
	back    bool  // and the next question comes after going back
	stop    int32 // where it ends, or negative
}

// run asks until the run is over or the person has had enough, and replays what was
// decided.
func (a *asking) run() choose.End {
	for first := true; first || a.again; first = false {
		next := 0
		a.hush, a.again, a.stop, a.told = false, false, -1, 0
		a.x.Run.Ask(&a.x.Trace, func(w *sim.World, options []sim.Option) int {
			if a.hush {
				return a.usually(w, options)
			}
			if next < len(a.answers) {
				next++
				return a.answers[next-1]
			}
			i := a.ask(w, options)
			if !a.hush {
				a.answers = append(a.answers, i)
				next++
			}
			return i
		})
	}
	a.tell(a.stop)
	var list []sim.Choice
	for _, c := range a.x.Run.Taken {
		if a.stop < 0 || c.Step < a.stop {
			list = append(list, c)
		}
	}
	return a.x.Replay(lab.Listed(list), a.stop)
}

// ask tells what has happened, shows the menu of a step, and reads an answer.
func (a *asking) ask(w *sim.World, options []sim.Option) int {
	if a.back {
		// What led here was told before.
		fmt.Fprintf(a.out, "Back in front of step %s.\n", numbered(w.Steps()))
		a.told, a.back = len(a.x.Trace.Events), false
	}
	a.tell(w.Steps())
	usual := a.usually(w, options)
	for i, o := range options {
		mark := ' '
		switch {
		case i == usual:
			mark = '='
		case o.Kind.Fault():
			mark = '!'
		}
		fmt.Fprintf(a.out, "  %c %2d  %s\n", mark, i+1, a.x.Text(o))
	}
	for {
		fmt.Fprintf(a.out, "step %s> ", numbered(w.Steps()))
		if !a.in.Scan() {
			fmt.Fprintln(a.out)
			a.hush, a.stop = true, w.Steps()
			return 0
		}
		switch answer := strings.TrimSpace(a.in.Text()); answer {
		case "":
			return usual
		case "q":
			a.hush, a.stop = true, w.Steps()
			return 0
		case "g":
			a.hush = true
			return usual
		case "b":
			if len(a.answers) == 0 {
				fmt.Fprintln(a.out, "There is nothing to go back to: this is the first question.")
				continue
			}
			a.answers = a.answers[:len(a.answers)-1]
			a.hush, a.again, a.back = true, true, true
			return 0
		default:
			if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(options) {
				return n - 1
			}
			fmt.Fprintf(a.out, "%q is none of the numbers from 1 to %d, nor b, g or q.\n", answer, len(options))
		}
	}
}

// usually is what the scenario does at a step: its own choice, where that is still
// possible, or what happens by itself.
func (a *asking) usually(w *sim.World, options []sim.Option) int {
	if own, ok := a.usual[w.Steps()]; ok {
		for i, o := range options {
			if w.Choice(o) == own {
				return i
			}
		}
	}
	return 0
}

// tell says what happened up to a step, or to the end, and was not told before.
func (a *asking) tell(step int32) {
	t := &a.x.Trace
	for ; a.told < len(t.Events); a.told++ {
		e := &t.Events[a.told]
		if step >= 0 && e.Step >= step {
			return
		}
		if says := a.x.Scene.Event(e, t.Span(e)); says != "" {
			fmt.Fprintf(a.out, "%6s  %s\n", numbered(e.Step), says)
		}
	}
}
