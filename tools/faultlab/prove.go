package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"faultlab/core/byzantine"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// proveCommand decides all behaviours of OM(m) at once: of all sets of so many faulty processes, or of those of a
// scenario, from a step on.
func proveCommand(c *context, args []string) int {
	f := c.flags("prove")
	model := f.String("model", "arbitrary", "how the faulty may fail")
	orders := f.Int("orders", 2, "how many orders there are")
	byDefault := f.String("default", "retreat", "what silence and a tie count as")
	rule := f.String("rule", "majority", "how several values become one")
	step := f.Int("step", 0, "of a scenario: how many steps of its run are over")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	if len(args) != 3 {
		s, ok := one(c, "prove", args)
		if !ok {
			return exitUsage
		}
		return proveRest(c, s, *step)
	}
	a := byzantine.All{Orders: *orders}
	for i, to := range []*int{&a.N, &a.M, &a.Faulty} {
		var err error
		if *to, err = strconv.Atoi(args[i]); err != nil {
			return c.fail(fmt.Errorf("faultlab prove takes n, m and how many are faulty as whole numbers, not %q", args[i]))
		}
	}
	for _, m := range sim.Models {
		if m.Name == *model {
			a.Model = m.Model
		}
	}
	if a.Model == 0 {
		return c.fail(fmt.Errorf("there is no failure model %q; faultlab describe byzantine/oral lists them", *model))
	}
	for _, name := range []struct {
		param, value string
		to           func(int)
	}{{"default", *byDefault, func(i int) { a.Default = uint8(i) }}, {"rule", *rule, func(i int) { a.Rule = byzantine.Rule(i) }}} {
		i := slices.Index(namesOf(name.param), name.value)
		if i < 0 {
			return c.fail(fmt.Errorf("-%s is one of %s, not %q", name.param, strings.Join(namesOf(name.param), ", "), name.value))
		}
		name.to(i)
	}
	p, err := a.Prove(0)
	if err != nil {
		return c.fail(err)
	}
	all, _ := p.Behaviours()
	fmt.Fprintf(c.out, "OM(%d) among %d with %d faulty (%s): %s, every order, and all that they can say:\n%s.\n\n",
		a.M, a.N, a.Faulty, *model, counted(p.Sets, "set of faulty processes", "sets of faulty processes"), amount(all))
	code := exitOK
	for condition, status := range [...]byzantine.Verdict{p.IC1, p.IC2} {
		best := p.Best(condition)
		proved(c, condition, status)
		if best == nil {
			continue
		}
		code = exitFails
		byNoFewer(c, best.Lies[condition], a.Model == sim.Crash)
		x, err := best.Witness(condition)
		if err == nil {
			var document scenario.Value
			var list []sim.Choice
			if document, list, err = lab.Counterexample(&best.Every, x, scenario.DefaultLimits()); err == nil {
				err = showChoices(c, document, list)
			}
		}
		if errors.Is(err, byzantine.ErrWitness) || errors.Is(err, lab.ErrBig) {
			fmt.Fprintf(c.out, "          such a run is too big to be shown\n")
		} else if err != nil {
			return c.fail(err)
		}
	}
	return code
}

func namesOf(param string) []string {
	for _, p := range byzantine.OralMessages.Params {
		if p.Name == param {
			return p.Allowed
		}
	}
	return nil
}

// proveRest says what the faulty of a scenario can still do.
func proveRest(c *context, s *source, step int) int {
	x, list := s.experiment()
	f, lists, bad := x.Rest(list, int32(step), 0)
	if bad != nil {
		line, column := text.Place(&s.value, bad.Path)
		return c.fail(fmt.Errorf("%s:%d:%d: %s", s.file, line, column, scenario.Sentence(bad)))
	}
	fmt.Fprintf(c.out, "%s, after %d steps, and all that can be said from there on:\n\n", s.file, step)
	code := exitOK
	for condition, status := range [...]byzantine.Verdict{f.IC1, f.IC2} {
		proved(c, condition, status)
		if status != byzantine.Violated {
			continue
		}
		code = exitFails
		crashes := slices.ContainsFunc(lists[condition], func(c sim.Choice) bool { return c.Kind == sim.CrashNow && c.Step >= int32(step) })
		byNoFewer(c, f.Lies[condition], crashes)
		for _, e := range written(x, lists[condition]) {
			if e.Choice.Step >= int32(step) {
				fmt.Fprintf(c.out, "          step %s: %s\n", numbered(e.Choice.Step), e.Text)
			}
		}
	}
	return code
}

// proved writes the verdict about a condition.
func proved(c *context, condition int, status byzantine.Verdict) {
	claim := &byzantine.OralMessages.Claims[condition]
	word := [...]string{byzantine.Violated: statusWords(sim.Violated), byzantine.Satisfied: statusWords(sim.Holds), byzantine.Vacuous: "void"}[status]
	fmt.Fprintf(c.out, "%-9s %s: %s\n", word, claim.Name, claim.Title)
}

// byNoFewer says how few lies violate a condition. Silence is a lie; a crash is counted where it is all that a process
// can do, and not as a short way of being silent.
func byNoFewer(c *context, lies uint64, crashes bool) {
	switch {
	case lies == 0:
		fmt.Fprintf(c.out, "          by what has been said already\n")
	case lies >= byzantine.MaxLies:
		fmt.Fprintf(c.out, "          by more lies than can be counted\n")
	case crashes:
		fmt.Fprintf(c.out, "          by %s, crashes included, and by no fewer:\n", words.Counted(lies, "fault"))
	default:
		fmt.Fprintf(c.out, "          by %s, and by no fewer:\n", words.Counted(lies, "lie"))
	}
}

// showChoices writes the choices of a counterexample and the link that opens it.
func showChoices(c *context, document scenario.Value, list []sim.Choice) error {
	const most = 40
	doc, bad := registry().Check(&document, scenario.DefaultLimits())
	if bad != nil {
		return bad
	}
	for i, e := range written(lab.Open(doc), list) {
		if i == most {
			fmt.Fprintf(c.out, "          and %d more\n", len(list)-most)
			break
		}
		fmt.Fprintf(c.out, "          step %s: %s\n", numbered(e.Choice.Step), e.Text)
	}
	fmt.Fprintf(c.out, "          %s\n", text.Link{ID: "faultlab", Document: &document, Choices: list})
	return nil
}

// written puts choices in words.
func written(x *lab.Experiment, list []sim.Choice) []lab.Entry {
	x.Replay(lab.Listed(list), -1)
	return x.Entries
}

func counted(decimal, one, many string) string {
	if decimal == "1" {
		return "1 " + one
	}
	return words.Grouped(decimal) + " " + many
}

// amount writes a number of behaviours, with how it comes about where that is short.
func amount(a byzantine.Amount) string {
	var terms []string
	for _, t := range a.Terms {
		var factors []string
		if t.Times != "1" || len(t.Factors) == 0 {
			factors = append(factors, words.Grouped(t.Times))
		}
		for _, p := range t.Factors {
			if p.Exponent != "1" {
				p.Base += "^" + p.Exponent
			}
			factors = append(factors, p.Base)
		}
		terms = append(terms, strings.Join(factors, " x "))
	}
	formula := strings.Join(terms, " + ")
	const most = 60
	switch {
	case a.Decimal != "" && len(a.Decimal) <= most && formula != a.Decimal && len(formula) <= most:
		return counted(a.Decimal, "behaviour", "behaviours") + " (" + formula + ")"
	case a.Decimal != "" && len(a.Decimal) <= most:
		return counted(a.Decimal, "behaviour", "behaviours")
	case a.Digits != "" && len(formula) <= 2*most:
		return formula + " behaviours, a number of " + words.Grouped(a.Digits) + " digits"
	case a.Digits != "":
		return "a number of behaviours of " + words.Grouped(a.Digits) + " digits"
	}
	return "more behaviours than are counted here"
}
