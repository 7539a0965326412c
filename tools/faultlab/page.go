package main

import (
	"fmt"
	"os"

	"faultlab/core/lab/door"
	"faultlab/core/sim"
	"faultlab/tools/faulttest"
)

// pageCommand writes what a failing test writes: one file with a run in it.
func pageCommand(c *context, args []string) int {
	f := c.flags("page")
	title := f.String("title", "", "what the page is called; the scenario's name if left out")
	file := f.String("o", "", "write to this file")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	s, ok := one(c, "page", args)
	if !ok {
		return exitUsage
	}
	if *title == "" {
		if *title = s.name; s.name == "" {
			*title = s.file
		}
	}
	var choices []sim.Choice
	if s.link != nil && !s.link.Own {
		choices = append([]sim.Choice{}, s.link.Choices...)
	}
	run, err := faulttest.Run(door.With(door.RequestLimits{}, registry()), &s.value, choices)
	if err != nil {
		return c.fail(fmt.Errorf("%s: %w", s.file, err))
	}
	page := faulttest.Page(*title, run)
	if *file == "" {
		fmt.Fprintf(c.out, "%s", page)
		return exitOK
	}
	if err := os.WriteFile(*file, page, 0o644); err != nil {
		return c.fail(err)
	}
	return exitOK
}
