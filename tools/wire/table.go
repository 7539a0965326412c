package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"

	"faultlab/core/lab/door"
	"faultlab/tools/wire/shapes"
)

// operation is a line of the door's table with its comments.
type operation struct {
	door.Operation
	doc            string
	takes, mayTake []field
	gives          string // a shape
}

// field is a field of the table with its comment.
type field struct {
	door.Field
	doc string
	of  []field
}

// readTable puts the comments of the table's source to its values. A comment stands
// above an operation, and behind a field.
func readTable(root string) ([]operation, error) {
	set := token.NewFileSet()
	name := filepath.Join(root, "core", "lab", "door", "table.go")
	file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	c := comments{set: set, above: map[int]string{}, behind: map[int]string{}}
	for _, group := range file.Comments {
		c.above[set.Position(group.End()).Line+1] = shapes.Sentence(group)
		c.behind[set.Position(group.Pos()).Line] = shapes.Sentence(group)
	}
	lines := tableOf(file)
	values := door.Operations()
	if len(lines) != len(values) {
		return nil, fmt.Errorf("%s: the table has %d lines, and the door %d operations", name, len(lines), len(values))
	}
	all := make([]operation, len(values))
	for i, v := range values {
		line := lines[i].(*ast.CompositeLit)
		all[i] = operation{Operation: v, doc: c.above[c.line(line)], gives: reflect.TypeOf(v.Gives).Elem().Name(),
			takes: c.fields(v.Takes, entry(line, "Takes")), mayTake: c.fields(v.MayTake, entry(line, "MayTake"))}
		if all[i].doc == "" {
			return nil, fmt.Errorf("%s: no comment above the operation %s", set.Position(line.Pos()), v.Name)
		}
	}
	return all, nil
}

// tableOf are the lines of the table.
func tableOf(file *ast.File) []ast.Expr {
	for _, d := range file.Decls {
		if general, ok := d.(*ast.GenDecl); ok && general.Tok == token.VAR {
			if spec := general.Specs[0].(*ast.ValueSpec); spec.Names[0].Name == "operations" {
				return spec.Values[0].(*ast.CompositeLit).Elts
			}
		}
	}
	return nil
}

// entry is the value of a key in a composite literal, as a list.
func entry(x *ast.CompositeLit, key string) []ast.Expr {
	for _, e := range x.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == key {
			return pair.Value.(*ast.CompositeLit).Elts
		}
	}
	return nil
}

// comments are those of a file, by the lines they belong to.
type comments struct {
	set           *token.FileSet
	above, behind map[int]string
}

func (c *comments) line(n ast.Node) int { return c.set.Position(n.Pos()).Line }

func (c *comments) fields(values []door.Field, source []ast.Expr) []field {
	all := make([]field, len(values))
	for i, v := range values {
		all[i] = field{Field: v, doc: c.behind[c.line(source[i])], of: c.fields(v.Of, entry(source[i].(*ast.CompositeLit), "Of"))}
	}
	return all
}
