package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
)

func registry() *scenario.Registry { return scenario.New(scenario.Builtin()...) }

// source is a scenario that was asked for, and where it came from.
type source struct {
	file  string // for messages
	name  string // of a scenario kept here, or empty
	text  []byte
	value scenario.Value
	doc   *scenario.Document
	link  *text.Link
}

// load reads a scenario: a file, a name, a link, or standard input. Its errors
// begin with file, line and column.
func load(arg string) (*source, error) { return loadWithin(arg, scenario.DefaultLimits()) }

func loadWithin(arg string, limits scenario.DocumentLimits) (*source, error) {
	if text.IsLink(arg) {
		return loadLink(arg, limits)
	}
	s := &source{}
	var err error
	if s.file, s.name, err = find(arg); err != nil {
		return nil, err
	}
	if s.file == "-" {
		s.text, err = io.ReadAll(os.Stdin)
		s.file = "standard input"
	} else {
		s.text, err = os.ReadFile(s.file)
	}
	if err != nil {
		return nil, err
	}
	return s, s.read(limits)
}

// read decodes and checks the text.
func (s *source) read(limits scenario.DocumentLimits) error {
	var err error
	if s.value, err = text.Decode(s.text, limits); err == nil {
		s.doc, err = s.check(limits)
	}
	var bad text.Problems
	if errors.As(err, &bad) {
		return errors.New(bad.In(s.file))
	}
	return err
}

func (s *source) check(limits scenario.DocumentLimits) (*scenario.Document, error) {
	doc, bad := registry().Check(&s.value, limits)
	if bad != nil {
		return nil, text.Locate(&s.value, bad)
	}
	return doc, nil
}

func loadLink(arg string, limits scenario.DocumentLimits) (*source, error) {
	l, err := text.ParseLink(arg, limits)
	if err != nil {
		return nil, err
	}
	if l.Document == nil {
		s, err := loadWithin(l.Name, limits)
		if err != nil {
			return nil, err
		}
		s.link = &l
		return s, nil
	}
	s := &source{file: "link", link: &l, text: text.Compact(l.Document)}
	return s, s.read(limits)
}

// find tells a file from a name. A name is looked for in testdata/scenarios of
// the module in whose folder, or below it, the command was started.
func find(arg string) (file, name string, err error) {
	if arg == "-" {
		return arg, "", nil
	}
	folder := scenarios()
	if strings.HasSuffix(arg, ".json") || folder == "" {
		if folder != "" {
			if full, err := filepath.Abs(arg); err == nil {
				if rel, err := filepath.Rel(folder, full); err == nil && !strings.HasPrefix(rel, "..") {
					name = strings.TrimSuffix(filepath.ToSlash(rel), ".json")
				}
			}
		}
		if _, err := os.Stat(arg); folder == "" && err != nil {
			return "", "", fmt.Errorf("%s is no file here; a scenario that comes with Faultlab has its name only in Faultlab's own folder, or below it", arg)
		}
		return arg, name, nil
	}
	file = filepath.Join(folder, filepath.FromSlash(arg)+".json")
	if _, err := os.Stat(file); err == nil {
		return file, arg, nil
	}
	if _, err := os.Stat(arg); err == nil {
		return arg, "", nil
	}
	return "", "", fmt.Errorf("%s is no file, and no scenario in %s", arg, folder)
}

// scenarios is the folder of the scenarios kept in this module, or empty.
func scenarios() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			folder := filepath.Join(dir, "testdata", "scenarios")
			if _, e := os.Stat(folder); e == nil {
				return folder
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return ""
}

// experiment opens the scenario and returns its list of choices: the link's, if
// there are any, or the document's own.
func (s *source) experiment() (*lab.Experiment, []lab.Entry) {
	x := lab.Open(s.doc)
	if s.link != nil && !s.link.Own {
		return x, lab.Listed(s.link.Choices)
	}
	return x, x.Own()
}

// one loads the only scenario of a command's arguments.
func one(c *context, name string, args []string) (*source, bool) {
	return oneWithin(c, name, args, scenario.DefaultLimits())
}

func oneWithin(c *context, name string, args []string, limits scenario.DocumentLimits) (*source, bool) {
	if len(args) != 1 {
		fmt.Fprintf(c.err, "faultlab %s takes one scenario\n", name)
		return nil, false
	}
	s, err := loadWithin(args[0], limits)
	if err != nil {
		c.fail(err)
		return nil, false
	}
	return s, true
}
