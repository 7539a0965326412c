package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// write makes the folder anew: a module for each one of which something was
// kept, and engine.mod beside them.
func write(folder string, all []*source) error {
	if filepath.IsAbs(folder) {
		return errors.New("the folder must be given from the root of the project, or builds would differ from place to place")
	}
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	replaced := map[string]string{}
	for _, s := range all {
		if s.ours || len(s.used) == 0 {
			continue
		}
		to := path.Join(filepath.ToSlash(folder), path.Base(s.module))
		if replaced[s.module] == "" {
			if err := writeModule(to, s); err != nil {
				return err
			}
			replaced[s.module] = to
		}
		for _, f := range s.files {
			text, err := trimmed(s, f)
			if err != nil {
				return err
			}
			if text == "" {
				continue
			}
			if err := writeFile(path.Join(to, s.dir, f.name), text); err != nil {
				return err
			}
		}
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		return err
	}
	sum, err := os.ReadFile("go.sum")
	if err != nil {
		return err
	}
	text := string(mod)
	for _, module := range sorted(replaced) {
		text += fmt.Sprintf("\nreplace %s => ./%s\n", module, replaced[module])
	}
	if err := writeFile(path.Join(folder, "engine.mod"), text); err != nil {
		return err
	}
	return writeFile(path.Join(folder, "engine.sum"), string(sum))
}

var language = regexp.MustCompile(`(?m)^go .*$`)

// writeModule writes the go.mod of a copy, in the module's version of the language.
func writeModule(to string, s *source) error {
	mod, err := os.ReadFile(filepath.Join(s.root, "go.mod"))
	if err != nil {
		return err
	}
	return writeFile(path.Join(to, "go.mod"), "module "+s.module+"\n\n"+language.FindString(string(mod))+"\n")
}

// trimmed is a file with the declarations that are kept, in their own words; it
// is empty if there are none.
func trimmed(s *source, f *file) (string, error) {
	var body strings.Builder
	called := map[string]bool{}
	for _, d := range f.decls {
		if !d.kept {
			continue
		}
		body.WriteString("\n")
		if d.doc != nil {
			body.WriteString(f.cut(d.doc) + "\n")
		}
		body.WriteString(d.keyword + f.cut(withoutDoc(d.node)) + "\n")
		ast.Inspect(d.node, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := x.X.(*ast.Ident); ok {
					called[x.Name] = true
				}
			}
			return true
		})
	}
	if body.Len() == 0 {
		return "", nil
	}
	head := "// Trimmed by Faultlab (tools/trim) for its engine: the original is in " + s.module + ".\n\npackage " + f.syntax.Name.Name + "\n\n"
	for _, i := range f.syntax.Imports {
		if known, _ := imported(i); called[known] {
			head += "import " + f.cut(i) + "\n"
		}
	}
	text, err := format.Source([]byte(head + body.String()))
	if err != nil {
		return "", fmt.Errorf("%s of %s: %w", f.name, s.path, err)
	}
	return string(text), nil
}

// withoutDoc is a function without its comment, which is written apart.
func withoutDoc(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.FuncDecl:
		c := *n
		c.Doc = nil
		return &c
	case *ast.GenDecl:
		c := *n
		c.Doc = nil
		return &c
	}
	return n
}

// cut is the text of a piece of the file.
func (f *file) cut(n ast.Node) string {
	start := f.syntax.FileStart
	return f.text[n.Pos()-start : n.End()-start]
}

func sorted(m map[string]string) []string {
	var all []string
	for name := range m {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func writeFile(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}
