package main

import (
	"fmt"

	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// totalsCommand counts a run that may be too big to be told event by event.
func totalsCommand(c *context, args []string) int {
	f := c.flags("totals")
	rule := f.String("rule", "honest", "what all faulty processes do, for there are no choices")
	seed := f.Uint64("seed", 1, "for rules that draw")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	limits := scenario.DefaultLimits()
	limits.Counted = true
	s, ok := oneWithin(c, "totals", args, limits)
	if !ok {
		return exitUsage
	}
	total, _, bad := lab.CountDocument(s.doc, *rule, *seed)
	if bad != nil {
		line, column := text.Place(&s.value, bad.Path)
		return c.fail(fmt.Errorf("%s:%d:%d: %s", s.file, line, column, scenario.Sentence(bad)))
	}
	fmt.Fprintln(c.out, s.doc.Title)
	for _, says := range total.Says {
		fmt.Fprintf(c.out, "%s.\n", says)
	}
	fmt.Fprintln(c.out)
	for i, n := range total.Rounds {
		fmt.Fprintf(c.out, "round %-2d %16s\n", i+1, words.Grouped(fmt.Sprint(n)))
	}
	fmt.Fprintln(c.out)
	code := exitOK
	for i, violated := range total.Violated {
		status := sim.Holds
		if violated {
			status, code = sim.Violated, exitFails
		}
		fmt.Fprintln(c.out, verdict(s.doc.Config, i, status))
	}
	return code
}
