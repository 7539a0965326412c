package lint

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// go doc of a type shows one line of its constants, and an ellipsis for the rest. So the
// doc of a type names those that it has, and whoever reads it knows what to ask for.
func TestTheDocOfATypeNamesItsConstants(t *testing.T) {
	docs, types := map[string]string{}, map[string]*goFile{}
	var constants [][2]string // the type and the name
	all := goFiles(t)
	for i := range all {
		f := &all[i]
		if f.test || !strings.HasPrefix(f.pkg, "core/") {
			continue
		}
		for _, d := range f.syntax.Decls {
			g, ok := d.(*ast.GenDecl)
			switch {
			case ok && g.Tok == token.TYPE:
				for _, s := range g.Specs {
					s := s.(*ast.TypeSpec)
					name := f.pkg + "." + s.Name.Name
					docs[name], types[name] = s.Doc.Text(), f
					if len(g.Specs) == 1 {
						docs[name] += g.Doc.Text()
					}
				}
			case ok && g.Tok == token.CONST:
				for _, c := range typedConstants(g) {
					constants = append(constants, [2]string{f.pkg + "." + c[0], c[1]})
				}
			}
		}
	}
	named := 0
	for _, c := range constants {
		f := types[c[0]]
		_, name, _ := strings.Cut(c[0], ".")
		if f == nil || !ast.IsExported(name) || !ast.IsExported(c[1]) {
			continue
		}
		if named++; !regexp.MustCompile(`\b` + c[1] + `\b`).MatchString(docs[c[0]]) {
			t.Errorf("%s: the doc of %s does not name its constant %s: go doc hides it.", f.path, c[0], c[1])
		}
	}
	if named < 100 {
		t.Errorf("only %d constants are found: a rule that finds nothing may be wrong", named)
	}
}

// typedConstants are the constants of a group that have a type by name: that type, and
// the constant. Behind iota the type is that of the line above.
func typedConstants(g *ast.GenDecl) (list [][2]string) {
	now := ""
	for _, s := range g.Specs {
		s := s.(*ast.ValueSpec)
		if ident, ok := s.Type.(*ast.Ident); ok {
			now = ident.Name
		} else if len(s.Values) > 0 {
			now = ""
		}
		for _, name := range s.Names {
			if now != "" {
				list = append(list, [2]string{now, name.Name})
			}
		}
	}
	return list
}
