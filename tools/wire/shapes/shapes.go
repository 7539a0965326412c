// Package shapes reads the types of core/lab/wire from their source, as everything that
// is generated from them needs them: with their comments, and without compiling them.
package shapes

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
)

// Folder is where the shapes are, from the root of the repository.
const Folder = "core/lab/wire"

// Shape is a type that goes over the wire: a struct, which is the array of its fields,
// or a list.
type Shape struct {
	Name   string
	Doc    string // one paragraph, or empty
	Fields []Field
	List   *Type // of a list; nil: a struct
}

// Field is a field of a struct.
type Field struct {
	Name string
	Doc  string
	Type Type
}

// Kind is what kind of value a type has.
type Kind int

// The kinds. A raw value is written as MessagePack already.
const (
	Truth Kind = iota
	Signed
	Unsigned
	Text
	Bytes
	Raw
	Named
	List
	Maybe
)

// Type is the type of a field.
type Type struct {
	Kind Kind
	Name string // of a shape
	Of   *Type  // the elements of a list, or what is there if it isn't null
	Size int    // of an array; 0: a list of any length
}

// raw is the one type that isn't a shape: a document, encoded by scenario.Append.
const raw = "Document"

// Read reads the shapes in the order of their files and places.
func Read(root string) ([]Shape, error) {
	set := token.NewFileSet()
	folder := filepath.Join(root, filepath.FromSlash(Folder))
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no shapes in %s: %w", folder, fs.ErrNotExist)
	}
	var all []Shape
	for _, name := range files {
		if strings.HasSuffix(name, "_gen.go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			general, ok := d.(*ast.GenDecl)
			if !ok || general.Tok != token.TYPE {
				continue
			}
			spec := general.Specs[0].(*ast.TypeSpec)
			if !spec.Name.IsExported() || spec.Name.Name == raw {
				continue
			}
			s, err := shapeOf(spec, general.Doc)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", set.Position(spec.Pos()), err)
			}
			if s != nil {
				all = append(all, *s)
			}
		}
	}
	return all, nil
}

func shapeOf(spec *ast.TypeSpec, doc *ast.CommentGroup) (*Shape, error) {
	s := &Shape{Name: spec.Name.Name, Doc: Sentence(doc)}
	switch x := spec.Type.(type) {
	case *ast.InterfaceType:
		return nil, nil // what all answers have in common
	case *ast.StructType:
		for _, f := range x.Fields.List {
			t, err := typeOf(f.Type)
			if err != nil {
				return nil, err
			}
			said := Sentence(f.Comment)
			if said == "" {
				said = Sentence(f.Doc)
			}
			for _, name := range f.Names {
				s.Fields = append(s.Fields, Field{name.Name, said, *t})
			}
		}
	default:
		t, err := typeOf(spec.Type)
		if err != nil {
			return nil, err
		}
		if t.Kind != List {
			return nil, fmt.Errorf("%s is neither a struct nor a list", s.Name)
		}
		s.List = t
	}
	return s, nil
}

var basic = map[string]Kind{
	"bool": Truth, "string": Text,
	"int": Signed, "int32": Signed, "int64": Signed,
	"uint8": Unsigned, "uint16": Unsigned, "uint32": Unsigned, "uint64": Unsigned,
}

func typeOf(x ast.Expr) (*Type, error) {
	switch x := x.(type) {
	case *ast.Ident:
		if kind, ok := basic[x.Name]; ok {
			return &Type{Kind: kind}, nil
		}
		if x.Name == raw {
			return &Type{Kind: Raw}, nil
		}
		if x.IsExported() {
			return &Type{Kind: Named, Name: x.Name}, nil
		}
	case *ast.StarExpr:
		of, err := typeOf(x.X)
		if err == nil && of.Kind != Named {
			err = fmt.Errorf("only a shape can be null")
		}
		return &Type{Kind: Maybe, Of: of}, err
	case *ast.ArrayType:
		if name, ok := x.Elt.(*ast.Ident); ok && name.Name == "byte" && x.Len == nil {
			return &Type{Kind: Bytes}, nil
		}
		t := &Type{Kind: List}
		if size, ok := x.Len.(*ast.BasicLit); ok {
			t.Size, _ = strconv.Atoi(size.Value)
		}
		var err error
		t.Of, err = typeOf(x.Elt)
		return t, err
	}
	return nil, fmt.Errorf("a field has a type that doesn't go over the wire: take a number, a text, a truth, bytes, a shape, or a list of these")
}

// Sentence is a comment in one line. Of several paragraphs it is the first.
func Sentence(c *ast.CommentGroup) string {
	if c == nil {
		return ""
	}
	first, _, _ := strings.Cut(c.Text(), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

// Camel is a name as documents and TypeScript write it: title, perRound, mttf.
func Camel(name string) string {
	runes := []rune(name)
	for i := range runes {
		if i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
			break
		}
		if !unicode.IsUpper(runes[i]) {
			break
		}
		runes[i] = unicode.ToLower(runes[i])
	}
	return string(runes)
}
