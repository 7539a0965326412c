package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"faultlab/core/history"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// logFlags are what check-log is told besides the names of files.
type logFlags struct {
	format                  string
	whole, json, properties bool
}

func checkLogCommand(c *context, args []string) int {
	var flags logFlags
	f := c.flags("check-log")
	f.StringVar(&flags.format, "format", "", "json or shiviz; else the first character of the log decides")
	f.BoolVar(&flags.whole, "whole", false, "a log of ShiViz is not cut off: nothing was under way at its end")
	f.BoolVar(&flags.json, "json", false, "writes the verdicts on the properties of group communication as JSON lines")
	f.BoolVar(&flags.properties, "properties", false, "holds a log that has a scenario against the properties, and not against the scenario's claims")
	args, ok := parse(f, args)
	if ok && flags.format != "" && flags.format != history.Formats[0] && flags.format != history.Formats[1] {
		fmt.Fprintf(c.err, "faultlab check-log reads the formats %s\n", strings.Join(history.Formats[:], " and "))
		return exitUsage
	}
	if !ok || len(args) == 0 {
		fmt.Fprintln(c.err, "faultlab check-log takes files of JSON lines, or with vector clocks")
		return exitUsage
	}
	code := exitOK
	for _, arg := range args {
		if e := checkLog(c, arg, &flags); e > code {
			code = e
		}
	}
	return code
}

func checkLog(c *context, name string, flags *logFlags) int {
	in := c.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return c.fail(err)
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxLog+1))
	if err != nil {
		return c.fail(err)
	}
	if len(b) > maxLog {
		return c.fail(fmt.Errorf("%s:1: begins a log of more than %d bytes", name, maxLog))
	}
	first, _, _ := bytes.Cut(bytes.TrimSpace(b), []byte("\n"))
	format := 0
	if flags.format == history.Formats[1] || flags.format == "" && len(first) > 0 && !strings.ContainsRune("{[\"0123456789", rune(first[0])) {
		format = 1
	}
	if v, err := text.Decode(first, scenario.DefaultLimits()); format == 0 && !flags.properties && (err != nil || !isGroup(&v)) {
		return checkClaims(c, name, bytes.NewReader(b))
	}
	h, bad := history.Read(format, string(b), flags.whole)
	if bad != nil {
		return c.fail(fmt.Errorf("%s:%d: %s", name, bad.Line, bad.Message))
	}
	return tellVerdicts(c, name, h, flags.json)
}

// maxLog bounds a file; what the properties are held against is bounded more
// narrowly.
const maxLog = 256 << 20

func isGroup(v *scenario.Value) bool {
	kind, ok := v.Get("type")
	return ok && kind.Kind == scenario.String && kind.Str == "group"
}

// tellVerdicts writes what becomes of each property, and the lines that show it.
func tellVerdicts(c *context, name string, h *history.History, asJSON bool) int {
	write := func(pairs ...any) {
		v := text.Object(pairs...)
		c.out.Write(append(text.Compact(&v), '\n'))
	}
	if !asJSON {
		fmt.Fprintf(c.out, "%s: %d events of %d processes\n", name, len(h.Events), len(h.Names))
	}
	for _, p := range h.Problems {
		if asJSON {
			write("type", "problem", "line", p.Line, "says", p.Message)
		} else {
			fmt.Fprintf(c.out, "line %d: %s\n", p.Line, p.Message)
		}
	}
	code := exitOK
	for _, v := range history.Check(h) {
		info := &history.Properties[v.Property]
		if v.Status == sim.Violated {
			code = exitFails
		}
		if !asJSON {
			word := sim.Statuses[v.Status]
			if v.Status == sim.Violated {
				word = "VIOLATED"
			}
			fmt.Fprintf(c.out, "%-9s %s", word, info.Title)
			if v.Status == sim.Holds {
				fmt.Fprint(c.out, " (", asked(v.Cases), ")")
			} else {
				fmt.Fprintf(c.out, ": %s", v.Says)
			}
			for i, e := range v.Events {
				fmt.Fprint(c.out, map[bool]string{true: " at ", false: ", "}[i == 0], name, ":", h.Events[e].Line)
			}
			fmt.Fprintln(c.out)
			continue
		}
		lines, processes, messages := text.List(), text.Words(), text.Words()
		for _, e := range v.Events {
			lines.Items = append(lines.Items, scenario.Integer(int64(h.Events[e].Line)))
		}
		for _, p := range v.Processes {
			processes.Items = append(processes.Items, scenario.Text(h.Processes[p].Name))
		}
		for _, m := range v.Messages {
			messages.Items = append(messages.Items, scenario.Text(h.Messages[m].Name))
		}
		write("type", "verdict", "property", info.Name, "status", sim.Statuses[v.Status], "cases", v.Cases, "says", v.Says,
			"lines", lines, "processes", processes, "messages", messages)
	}
	return code
}

// asked says how often a property was put to the test. One that was asked nothing holds
// of every log.
func asked(cases int) string {
	switch cases {
	case 0:
		return "asked nothing"
	case 1:
		return "asked once"
	}
	return "asked " + words.Grouped(strconv.Itoa(cases)) + " times"
}
