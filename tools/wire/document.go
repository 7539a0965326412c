package main

import (
	"fmt"
	"strconv"
	"strings"

	"faultlab/core/lab/door"
	"faultlab/core/lab/wire"
	"faultlab/core/words"
	"faultlab/tools/wire/shapes"
)

// document is WIRE.md: what can be asked, and what is answered.
func document(all []shapes.Shape, table []operation) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# The wire

What goes over the wire between the engine and whoever asks it: version %d. This document is written by tools/wire from the table of operations (`+"`door/table.go`"+`) and from the shapes of the answers (`+"`wire/`"+`); `+"`go generate ./core/lab/wire`"+` writes it anew.

Everything is MessagePack. A request is the array `+"`[version, operation, body]`"+`, where the body is the array of what the operation takes, in the order of its table below, and of nothing more. A response is `+"`[version, true, answer]`"+`, or `+"`[version, false, refusal]`"+`, where the refusal is a [Refusal](#Refusal). A shape is the array of its fields, in their order. A field is added at the end; whoever removes one or puts one in between raises the version.

A document is a map, what would stand in its JSON file. A choice is an array of nine whole numbers; see [Choice](#Choice). Bytes of 32 bits are little-endian.

## Events

The events of a run are one block of bytes, with a record of 32 for each:

| byte | what | byte | what |
|---|---|---|---|
| 0 | kind | 8 | argument |
| 1 | reason | 12 | cause: the event that led to this one, or -1 |
| 2 | process | 16 | time |
| 3 | peer, or 255 | 20 | step, or -1 in front of the first |
| 4 | kind of message | 24 | message: the event that sent it, or -1 |
| 5 | value, or 255 | 28 | span: where in the pool the length of its list stands, and the list behind it; 0: it has none |
| 6 | truth: what the protocol would have said, or 255 | | |
| 7 | flags; 1: the process is faulty | | |

From byte 8 on these are numbers of 32 bits; cause, time, step and message are signed.

## Operations
`, wire.Version)
	for i := range table {
		op := &table[i]
		fmt.Fprintf(&b, "\n### %s\n\n%s\n", op.Name, sentence(op.doc))
		if len(op.takes) > 0 {
			b.WriteString("\n| takes | which is | meaning |\n|---|---|---|\n")
			rows(&b, "", op.takes)
		}
		if len(op.mayTake) > 0 {
			b.WriteString("\n| and all or none of | which is | meaning |\n|---|---|---|\n")
			rows(&b, "", op.mayTake)
		}
		if len(op.takes) == 0 {
			b.WriteString("\nTakes nothing: the body is an empty array.\n")
		}
		fmt.Fprintf(&b, "\nGives %s.\n", link(op.gives))
	}
	b.WriteString("\n## Answers\n")
	for _, s := range inOrder(all, table) {
		fmt.Fprintf(&b, "\n<a id=\"%s\"></a>\n### %s\n\n%s\n", s.Name, s.Name, sentence(s.Doc))
		switch {
		case s.List != nil:
			fmt.Fprintf(&b, "\nA %s.\n", spelled(s.List))
		case len(s.Fields) == 0:
			b.WriteString("\nAn empty array.\n")
		default:
			b.WriteString("\n| field | which is | meaning |\n|---|---|---|\n")
			for _, f := range s.Fields {
				fmt.Fprintf(&b, "| %s | %s |%s |\n", shapes.Camel(f.Name), spelled(&f.Type), cell(f.Doc))
			}
		}
	}
	return b.String()
}

func rows(b *strings.Builder, above string, fields []field) {
	for _, f := range fields {
		fmt.Fprintf(b, "| %s | %s |%s |\n", above+f.Name, allowed(&f), cell(f.doc))
		rows(b, above+f.Name+".", f.of)
	}
}

// inOrder are the shapes as a reader of the operations meets them.
func inOrder(all []shapes.Shape, table []operation) []shapes.Shape {
	byName, met := map[string]shapes.Shape{}, map[string]bool{}
	for _, s := range all {
		byName[s.Name] = s
	}
	var list []shapes.Shape
	var meet func(t *shapes.Type)
	meet = func(t *shapes.Type) {
		if t.Of != nil {
			meet(t.Of)
		}
		if t.Kind != shapes.Named || met[t.Name] {
			return
		}
		met[t.Name] = true
		s := byName[t.Name]
		list = append(list, s)
		if s.List != nil {
			meet(s.List)
		}
		for i := range s.Fields {
			meet(&s.Fields[i].Type)
		}
	}
	meet(&shapes.Type{Kind: shapes.Named, Name: "Refusal"})
	for _, op := range table {
		meet(&shapes.Type{Kind: shapes.Named, Name: op.gives})
	}
	return list
}

func cell(said string) string {
	if said == "" {
		return ""
	}
	return " " + strings.ReplaceAll(said, "|", `\|`)
}

func link(shape string) string { return "[" + shape + "](#" + shape + ")" }

// allowed is what a field takes, in words.
func allowed(f *field) string {
	switch f.Kind {
	case door.Document:
		return "document"
	case door.Counted:
		return "document, also one that is too big to be run"
	case door.Choices:
		return "list of [Choice](#Choice), or null: the document’s own"
	case door.Whole:
		return "whole number from " + strconv.FormatInt(f.Least, 10) + " to " + grouped(f.Most)
	case door.Flag:
		return "0 or 1"
	case door.Truth:
		return "true or false"
	case door.Text:
		return "text of at most " + grouped(f.Most) + " bytes"
	case door.Word:
		return "one of " + strings.Join(f.Words, ", ")
	case door.Senders:
		return "list of [name, steps]; a step k multicasts message k, from 1, and -k delivers that of another"
	case door.Receivers:
		return "list of [name, order]: messages, from 1"
	case door.Group:
		return "array of these:"
	}
	panic("wire: a field of a kind that has no words: " + f.Name)
}

func grouped(n int64) string { return words.Grouped(strconv.FormatInt(n, 10)) }

// spelled is a type in words.
func spelled(t *shapes.Type) string {
	switch t.Kind {
	case shapes.Truth:
		return "true or false"
	case shapes.Signed, shapes.Unsigned:
		return "whole number"
	case shapes.Text:
		return "text"
	case shapes.Bytes:
		return "bytes"
	case shapes.Raw:
		return "document"
	case shapes.Named:
		return link(t.Name)
	case shapes.Maybe:
		return spelled(t.Of) + " or null"
	}
	of := spelled(t.Of)
	switch t.Of.Kind {
	case shapes.Signed, shapes.Unsigned, shapes.Text:
		of += "s"
	case shapes.List:
		of = strings.Replace(of, "list of", "lists of", 1)
	}
	if t.Size > 0 {
		return "list of " + strconv.Itoa(t.Size) + " " + of
	}
	return "list of " + of
}
