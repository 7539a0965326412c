// Package text reads scenarios from JSON text and writes them, natively. The
// engine in a page does not have it: there, JavaScript's own JSON.parse and a
// MessagePack encoder make the same tree of values.
package text

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"faultlab/core/protocol"
	"faultlab/core/scenario"
)

// Problem is what is wrong with a text, and where: Line and Column count from
// 1, a column is a character.
type Problem struct {
	Line, Column int
	protocol.Problem
}

// Problems is everything that was found wrong.
type Problems []Problem

// Error writes a line for each problem: "3:5: params.m is ...".
func (p Problems) Error() string { return p.In("") }

// In writes the problems with the name of a file in front of each, the way
// that editors jump to.
func (p Problems) In(file string) string {
	var s strings.Builder
	for i := range p {
		if i > 0 {
			s.WriteByte('\n')
		}
		if file != "" {
			s.WriteString(file + ":")
		}
		fmt.Fprintf(&s, "%d:%d: %s", p[i].Line, p[i].Column, scenario.Sentence(&p[i].Problem))
	}
	return s.String()
}

// Read decodes JSON text and checks it against the protocols of a registry. The
// error is of type Problems.
func Read(r *scenario.Registry, b []byte, lim scenario.DocumentLimits) (*scenario.Document, error) {
	v, err := Decode(b, lim)
	if err != nil {
		return nil, err
	}
	doc, bad := r.Check(&v, lim)
	if bad == nil {
		return doc, nil
	}
	return nil, Locate(&v, bad)
}

// Decode reads the one JSON value that a text consists of, and keeps the order
// of fields, which of them are given twice, and where everything stands. The
// error is of type Problems.
func Decode(b []byte, lim scenario.DocumentLimits) (scenario.Value, error) {
	d := decoder{text: b, lim: lim.OrDefault()}
	if len(b) > d.lim.Bytes {
		return scenario.Value{}, d.at(0, "", fmt.Sprintf("is a text of %d bytes; at most %d are read", len(b), d.lim.Bytes))
	}
	if bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		return scenario.Value{}, d.at(0, "", "begins with a byte order mark: save it as plain UTF-8")
	}
	if i := invalid(b); i >= 0 {
		return scenario.Value{}, d.at(i, "", "is not valid UTF-8 here")
	}
	d.json = json.NewDecoder(bytes.NewReader(b))
	d.json.UseNumber()
	v, err := d.value("", 0)
	if err != nil {
		return scenario.Value{}, err
	}
	if at := d.next(); at < len(b) {
		return scenario.Value{}, d.at(at, "", "goes on behind its end")
	}
	return v, nil
}

func invalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

type decoder struct {
	text  []byte
	json  *json.Decoder
	lim   scenario.DocumentLimits
	nodes int

	offset, line, column int // of the last place asked for: the text is counted once
}

// place computes line and column of an offset. Offsets are asked for in
// ascending order, but for an error.
func (d *decoder) place(offset int) (line, column int) {
	if offset < d.offset {
		d.offset, d.line, d.column = 0, 0, 0
	}
	for ; d.offset < offset; d.offset++ {
		switch c := d.text[d.offset]; {
		case c == '\n':
			d.line, d.column = d.line+1, 0
		case utf8.RuneStart(c):
			d.column++
		}
	}
	return d.line + 1, d.column + 1
}

func (d *decoder) at(offset int, path, message string) error {
	line, column := d.place(min(offset, len(d.text)))
	return Problems{{line, column, protocol.Problem{Path: path, Message: message}}}
}

// next is where the next token begins: behind space and what separates values.
func (d *decoder) next() int {
	i := int(d.json.InputOffset())
	for i < len(d.text) && strings.IndexByte(" \t\r\n,:", d.text[i]) >= 0 {
		i++
	}
	return i
}

// token reads the next token and says where it begins.
func (d *decoder) token(path string) (json.Token, int, error) {
	at := d.next()
	t, err := d.json.Token()
	if err == nil {
		return t, at, nil
	}
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, at, d.at(len(d.text), path, "ends too early: a bracket or a quotation mark is still open")
	case errors.As(err, &syntax):
		return nil, at, d.at(max(at, int(syntax.Offset)-1), path, "is no JSON here: "+syntax.Error())
	}
	return nil, at, d.at(at, path, "is no JSON here: "+err.Error())
}

func (d *decoder) value(path string, depth int) (scenario.Value, error) {
	t, at, err := d.token(path)
	if err != nil {
		return scenario.Value{}, err
	}
	if d.nodes++; d.nodes > d.lim.Nodes {
		return scenario.Value{}, d.at(at, path, fmt.Sprintf("is one value too many: at most %d are read", d.lim.Nodes))
	}
	if depth > d.lim.Depth {
		return scenario.Value{}, d.at(at, path, fmt.Sprintf("is nested too deeply: at most %d levels are read", d.lim.Depth))
	}
	line, column := d.place(at)
	var v scenario.Value
	switch t := t.(type) {
	case bool:
		v.Kind = scenario.Bool
		if t {
			v.Int = 1
		}
	case json.Number:
		x, err := strconv.ParseFloat(string(t), 64)
		if err != nil {
			return v, d.at(at, path, "is a number too large to be read: "+cut(string(t)))
		}
		v = scenario.Number(x)
	case string:
		v, err = scenario.Text(t), d.length(t, at, path)
	case json.Delim:
		if t == '[' {
			v, err = d.list(path, depth)
		} else {
			v, err = d.fields(path, depth)
		}
	}
	v.Line, v.Column = int32(line), int32(column)
	return v, err
}

func (d *decoder) length(s string, at int, path string) error {
	if len(s) > d.lim.String {
		return d.at(at, path, fmt.Sprintf("is a text of %d bytes; at most %d are read", len(s), d.lim.String))
	}
	return nil
}

func (d *decoder) list(path string, depth int) (v scenario.Value, err error) {
	v.Kind = scenario.List
	for d.json.More() {
		item, err := d.value(scenario.At(path, len(v.Items)), depth+1)
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, item)
	}
	_, _, err = d.token(path)
	return v, err
}

func (d *decoder) fields(path string, depth int) (v scenario.Value, err error) {
	v.Kind = scenario.Map
	for d.json.More() {
		key, at, err := d.token(path)
		if err != nil {
			return v, err
		}
		name := key.(string)
		if err := d.length(name, at, path); err != nil {
			return v, err
		}
		if len(v.Fields) == d.lim.Fields {
			return v, d.at(at, path, fmt.Sprintf("has too many fields: at most %d are read", d.lim.Fields))
		}
		line, column := d.place(at)
		f := scenario.Field{Key: name, Line: int32(line), Column: int32(column)}
		if f.Value, err = d.value(scenario.In(path, name), depth+1); err != nil {
			return v, err
		}
		v.Add(f)
	}
	_, _, err = d.token(path)
	return v, err
}

func cut(s string) string {
	if len(s) > 40 {
		return s[:40] + "..."
	}
	return s
}

// Locate finds where in the text the problems are that a validator found in
// its value. A field that is missing is reported where it should be.
func Locate(v *scenario.Value, bad scenario.Problems) Problems {
	found := make(Problems, len(bad))
	for i, p := range bad {
		line, column := locate(v, "", p.Path)
		found[i] = Problem{int(line), int(column), p}
	}
	return found
}

func locate(v *scenario.Value, path, wanted string) (line, column int32) {
	line, column = v.Line, v.Column
	for i := range v.Fields {
		f := &v.Fields[i]
		if p := scenario.In(path, f.Key); within(wanted, p) {
			// Of a field that is given twice the second one is the mistake.
			line, column = f.Line, f.Column
			if p != wanted {
				line, column = locate(&f.Value, p, wanted)
			}
		}
	}
	for i := range v.Items {
		if p := scenario.At(path, i); within(wanted, p) {
			return locate(&v.Items[i], p, wanted)
		}
	}
	return line, column
}

// within says whether a path is another one or leads on from it.
func within(wanted, path string) bool {
	rest, ok := strings.CutPrefix(wanted, path)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// Place is the line and column in the text of what a path leads to.
func Place(v *scenario.Value, path string) (line, column int) {
	l, c := locate(v, "", path)
	return int(l), int(c)
}
