package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// listed is what the go command says of a package.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	SFiles     []string
	EmbedFiles []string
	Module     *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// list names the packages of the program, as it is built for a page, that
// belong to a module: ours and other people's.
func list(program string) ([]listed, error) {
	command := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,SFiles,EmbedFiles,Module", program)
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var packages []listed
	for in := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := in.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		if p.Module != nil {
			packages = append(packages, p)
		}
	}
}

// source is one package, parsed.
type source struct {
	path    string
	module  string
	dir     string // of the package, from the root of its module
	root    string // the folder of its module
	ours    bool   // it is kept whole
	files   []*file
	named   map[string][]*decl // declarations by their names
	methods map[string][]*decl // methods by the names of their types
	used    map[string]bool    // the names that what is kept mentions
}

type file struct {
	name    string
	text    string
	syntax  *ast.File
	imports map[string]string // paths by the names that the file knows them under
	decls   []*decl
}

// decl is the least that is kept or left out: a function, a type, a variable
// (or those that share a line), or a whole group of constants, whose values
// may follow from each other's places.
type decl struct {
	in      *file
	node    ast.Node
	method  string // its name, if it is one
	keyword string // what must be written in front of it
	doc     *ast.CommentGroup
	kept    bool
}

// read parses packages, those of others without the files that their pins
// leave out and with the edits made.
func read(packages []listed, pins map[string]pin) ([]*source, error) {
	var all []*source
	named := map[string]bool{}
	for _, p := range packages {
		if len(p.SFiles)+len(p.EmbedFiles) > 0 && !p.Module.Main {
			return nil, fmt.Errorf("%s has files that aren't Go: trim can't tell what they use", p.ImportPath)
		}
		dir, err := filepath.Rel(p.Module.Dir, p.Dir)
		if err != nil {
			return nil, err
		}
		s := &source{path: p.ImportPath, module: p.Module.Path, dir: filepath.ToSlash(dir), root: p.Module.Dir, ours: p.Module.Main}
		pin := pins[p.Module.Path]
		if !s.ours {
			if err := pin.check(p.Module.Path, p.Module.Version); err != nil {
				return nil, err
			}
		}
		texts := map[string]string{}
		for _, name := range p.GoFiles {
			text, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				return nil, err
			}
			from := path.Join(s.dir, name)
			named[s.module+" "+from] = true
			if slices.Contains(pin.without, from) {
				continue
			}
			if texts[name], err = pin.apply(s.module, from, string(text)); err != nil {
				return nil, err
			}
		}
		if err := s.parse(texts); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	for module, p := range pins {
		for _, f := range p.files() {
			if !named[module+" "+f] {
				return nil, fmt.Errorf("%s isn't a file of %s that the engine is built from, and tools/trim/pins.go names it", f, module)
			}
		}
	}
	return all, nil
}

// parse takes the files of a package apart into declarations.
func (s *source) parse(texts map[string]string) error {
	s.named, s.methods, s.used = map[string][]*decl{}, map[string][]*decl{}, map[string]bool{}
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		syntax, err := parser.ParseFile(token.NewFileSet(), name, texts[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		f := &file{name: name, text: texts[name], syntax: syntax, imports: map[string]string{}}
		for _, i := range syntax.Imports {
			known, from := imported(i)
			if known == "." || known == "_" {
				return fmt.Errorf("%s of %s imports %s as %s: trim can't tell what that brings", name, s.path, from, known)
			}
			f.imports[known] = from
		}
		for _, d := range syntax.Decls {
			s.take(f, d)
		}
		s.files = append(s.files, f)
	}
	return nil
}

// take notes the declarations that a line or a group of the file makes.
func (s *source) take(f *file, d ast.Decl) {
	add := func(n *decl, names ...*ast.Ident) {
		f.decls = append(f.decls, n)
		for _, name := range names {
			s.named[name.Name] = append(s.named[name.Name], n)
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		n := &decl{in: f, node: d, doc: d.Doc}
		if d.Recv == nil {
			add(n, d.Name)
			return
		}
		n.method = d.Name.Name
		add(n)
		of := receiver(d.Recv.List[0].Type)
		s.methods[of] = append(s.methods[of], n)
	case *ast.GenDecl:
		if d.Tok == token.CONST {
			n := &decl{in: f, node: d, doc: d.Doc}
			var names []*ast.Ident
			for _, spec := range d.Specs {
				names = append(names, spec.(*ast.ValueSpec).Names...)
			}
			add(n, names...)
			return
		}
		for _, spec := range d.Specs {
			n := &decl{in: f, node: spec, doc: d.Doc, keyword: d.Tok.String() + " "}
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if d.Lparen.IsValid() {
					n.doc = spec.Doc
				}
				add(n, spec.Name)
			case *ast.ValueSpec:
				if d.Lparen.IsValid() {
					n.doc = spec.Doc
				}
				add(n, spec.Names...)
			}
		}
	}
}

// receiver is the name of the type that a method belongs to.
func receiver(t ast.Expr) string {
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		default:
			return t.(*ast.Ident).Name
		}
	}
}

var major = regexp.MustCompile(`/v[0-9]+$`)

// imported is the name under which a file knows an import, and the path.
func imported(i *ast.ImportSpec) (name, from string) {
	from, _ = strconv.Unquote(i.Path.Value)
	if i.Name != nil {
		return i.Name.Name, from
	}
	return path.Base(strings.TrimSuffix(from, major.FindString(from))), from
}
