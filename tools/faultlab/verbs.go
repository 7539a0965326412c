package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/protocol"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// checkCommand goes through all files whatever is wrong with one of them.
func checkCommand(c *context, args []string) int {
	args, ok := parse(c.flags("check"), args)
	if !ok || len(args) == 0 {
		fmt.Fprintln(c.err, "faultlab check takes scenarios")
		return exitUsage
	}
	code := exitOK
	for _, arg := range args {
		s, err := load(arg)
		if err != nil {
			code = max(code, c.fail(err))
			continue
		}
		bad := fails(s)
		for _, b := range bad {
			fmt.Fprintln(c.err, b)
			code = max(code, exitFails)
		}
		if len(bad) == 0 {
			fmt.Fprintf(c.out, "%s: as expected\n", s.file)
		}
	}
	return code
}

// fails runs a scenario and says in which respect it does not come out as its
// document says: a choice that does not fit, or a claim that ends otherwise.
func fails(s *source) (bad []string) {
	x, list := s.experiment()
	end := x.Replay(list, -1)
	complain := func(path, format string, args ...any) {
		line, column := text.Place(&s.value, path)
		bad = append(bad, fmt.Sprintf("%s:%d:%d: ", s.file, line, column)+fmt.Sprintf(format, args...))
	}
	if end == choose.Overflow {
		complain("", "the run was given up: %v", x.World.Err())
	}
	for i, e := range x.Entries {
		if !e.Fits {
			complain(fmt.Sprintf("choices[%d]", i), "%d: %s: does not fit: %s", e.Choice.Step, e.Text, e.Why)
		}
	}
	for _, want := range s.doc.Expect {
		for i, k := range s.doc.Config.Claims {
			status, _, _ := x.World.Status(i)
			if name := s.doc.Config.Spec.Claims[k].Name; k == want.Claim && status != want.Status {
				complain("expect."+name, "%s is expected to be %q and is %q", name, sim.Statuses[want.Status], sim.Statuses[status])
			}
		}
	}
	if step := int(x.World.Steps()); s.doc.Show.Step > step {
		complain("show.step", "the run is over after step %d, before the step that is to be shown", step)
	}
	return bad
}

func optionsCommand(c *context, args []string) int {
	f := c.flags("options")
	step := f.Int("step", 0, "how many steps are done before")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	s, ok := one(c, "options", args)
	if !ok {
		return exitUsage
	}
	x, list := s.experiment()
	offers := x.Offers(list, int32(*step))
	if len(offers) == 0 {
		fmt.Fprintf(c.err, "the run is over after step %d\n", x.World.Steps())
		return exitUsage
	}
	for i, o := range offers {
		mark := " "
		switch {
		case i == 0:
			mark = "=" // what happens if nobody chooses
		case o.Fault:
			mark = "!"
		}
		fmt.Fprintf(c.out, "%s %-8s %d: %s\n", mark, o.Group, *step, o.Text)
	}
	return exitOK
}

func randomCommand(c *context, args []string) int {
	f := c.flags("random")
	seed := f.Uint64("seed", 1, "the same seed gives the same run")
	weight := f.Uint("weight", uint(choose.DefaultWeights.Fault), "of a fault where one is possible, in thousandths")
	runs := f.Uint64("runs", 1, "try this many seeds and show the first run that violates a claim, made small")
	lines := f.Bool("json", false, "write JSON lines, as FORMAT.md describes them")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	s, ok := one(c, "random", args)
	if !ok {
		return exitUsage
	}
	x := lab.Open(s.doc)
	weights := choose.DefaultWeights
	weights.Fault = uint32(min(*weight, 1000))
	for n := uint64(0); ; n++ {
		end := x.Random(*seed+n, weights)
		if i := violated(x); i >= 0 && *runs > 1 {
			replays, _ := x.Shrink(lab.Listed(append([]sim.Choice(nil), x.Run.Taken...)), i)
			fmt.Fprintf(c.err, "seed %d violates %s; made small in %d replays\n", *seed+n, claimName(x, i), replays)
			end = x.Run.End
		} else if n+1 < *runs {
			continue
		}
		code := report(c, s, x, end, *lines)
		if !*lines {
			fmt.Fprintf(c.out, "\nchoices: %s\n", choicesText(x))
		}
		return code
	}
}

func violated(x *lab.Experiment) int {
	for i := range x.Doc.Config.Claims {
		if s, _, _ := x.World.Status(i); s == sim.Violated {
			return i
		}
	}
	return -1
}

// choicesText writes the choices of a run as a document has them.
func choicesText(x *lab.Experiment) string {
	v := text.Words()
	for _, e := range x.Entries {
		v.Items = append(v.Items, text.Words(fmt.Sprintf("%d: %s", e.Choice.Step, e.Text)).Items...)
	}
	return strings.TrimSpace(string(text.Pretty(&v)))
}

func linkCommand(c *context, args []string) int {
	f := c.flags("link")
	step := f.Int("step", -1, "how many steps are shown; the document's own if left out")
	id := f.String("id", "faultlab", "the id of the element that is to show it")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	s, ok := one(c, "link", args)
	if !ok {
		return exitUsage
	}
	x, list := s.experiment()
	x.Replay(list, -1)
	for _, e := range x.Entries {
		if !e.Fits {
			return c.fail(fmt.Errorf("%s: this choice does not fit: %d: %s: %s", s.file, e.Choice.Step, e.Text, e.Why))
		}
	}
	if *step < 0 {
		*step = s.doc.Show.Step
	}
	fmt.Fprintln(c.out, linkOf(s, x, *id, *step))
	return exitOK
}

// linkOf is the link to the run that an experiment has just made.
func linkOf(s *source, x *lab.Experiment, id string, step int) text.Link {
	l := text.Link{ID: id, Name: s.name, Step: step}
	if s.name == "" {
		l.Document = &s.value
	}
	for _, e := range x.Entries {
		l.Choices = append(l.Choices, e.Choice)
	}
	return l
}

func describeCommand(c *context, args []string) int {
	r := registry()
	if len(args) == 0 {
		for _, s := range r.Specs() {
			fmt.Fprintf(c.out, "%-22s %s\n", s.Name, s.Title)
		}
		return exitOK
	}
	for _, name := range args {
		s := r.Find(name)
		if s == nil {
			return c.fail(fmt.Errorf("there is no protocol %q; there are %s", name, strings.Join(r.Names(), ", ")))
		}
		describe(c, s)
	}
	return exitOK
}

func describe(c *context, s *protocol.Spec) {
	fmt.Fprintf(c.out, "%s, version %d: %s\n%s\n", s.Name, s.Version, s.Title, s.Doc)
	if len(s.Processes.Fixed) > 0 {
		fmt.Fprintf(c.out, "\nprocesses  %s\n", strings.Join(s.Processes.Fixed, ", "))
	} else {
		fmt.Fprintf(c.out, "\nprocesses  %d to %d\n", s.Processes.Min, min(s.Processes.Max, sim.MaxProcesses))
	}
	fmt.Fprintf(c.out, "faults     %s\nviews      %s\n\nparams\n", s.Models, strings.Join(s.Views, ", "))
	for _, p := range s.Params {
		values := fmt.Sprintf("%d to %d, %d if left out", p.Min, p.Max, p.Default)
		switch p.Kind {
		case protocol.Choice:
			values = strings.Join(p.Allowed, ", ") + "; " + p.Allowed[p.Default] + " if left out"
		case protocol.Bool:
			values = fmt.Sprintf("true or false, %t if left out", p.Default != 0)
		case protocol.Who:
			values = "the name of a process"
		}
		fmt.Fprintf(c.out, "  %-10s %s\n             (%s)\n", p.Name, p.Doc, values)
	}
	fmt.Fprint(c.out, "\nclaims\n")
	for _, k := range s.Claims {
		fmt.Fprintf(c.out, "  %-10s %s\n", k.Name, k.Title)
	}
}

func formatCommand(c *context, args []string) int {
	f := c.flags("format")
	rewrite := f.Bool("w", false, "rewrite the files")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	if len(args) == 0 {
		fmt.Fprintln(c.err, "faultlab format takes scenarios")
		return exitUsage
	}
	code := exitOK
	for _, arg := range args {
		s, err := load(arg)
		if err != nil {
			code = c.fail(err)
			continue
		}
		switch out := text.Pretty(&s.value); {
		case !*rewrite:
			fmt.Fprintf(c.out, "%s", out)
		case !bytes.Equal(out, s.text):
			if err := os.WriteFile(s.file, out, 0o644); err != nil {
				code = c.fail(err)
			}
		}
	}
	return code
}

func schemaCommand(c *context, args []string) int {
	f := c.flags("schema")
	file := f.String("o", "", "write to this file")
	if _, ok := parse(f, args); !ok {
		return exitUsage
	}
	schema := text.Schema(registry())
	if *file == "" {
		fmt.Fprintf(c.out, "%s", schema)
		return exitOK
	}
	if err := os.WriteFile(*file, schema, 0o644); err != nil {
		return c.fail(err)
	}
	return exitOK
}
