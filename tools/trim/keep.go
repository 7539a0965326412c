package main

import "go/ast"

// sought are methods that Go's own packages look for in values of any type, so
// that nobody needs to name them.
var sought = []string{"Error", "Unwrap", "Is", "As", "String", "GoString", "Format"}

// keeper follows names from what is kept to what they stand for.
type keeper struct {
	packages map[string]*source
	called   map[string]bool // names of methods
	more     bool            // whether something was found since the last look
}

// keep marks what is used of other people's packages, beginning with what ours
// use of them, and with what they do at the start of a program.
func keep(all []*source) {
	k := keeper{packages: map[string]*source{}, called: map[string]bool{}, more: true}
	for _, name := range sought {
		k.called[name] = true
	}
	for _, s := range all {
		if !s.ours {
			k.packages[s.path] = s
		}
	}
	for _, s := range all {
		for _, f := range s.files {
			if s.ours {
				k.follow(s, f, f.syntax)
			}
		}
	}
	for k.more {
		k.more = false
		for _, s := range all {
			if s.ours || len(s.used) == 0 {
				continue
			}
			k.use(s, "init")
			for of, methods := range s.methods {
				for _, m := range methods {
					if s.used[of] && k.called[m.method] {
						k.mark(s, m)
					}
				}
			}
		}
	}
}

// follow looks at all names in a piece of a file. One that is a local variable
// may be taken for a declaration of the package: then too much is kept.
func (k *keeper) follow(s *source, f *file, piece ast.Node) {
	ast.Inspect(piece, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				if other := k.packages[f.imports[x.Name]]; other != nil {
					k.use(other, n.Sel.Name)
				}
			}
			k.call(n.Sel.Name)
		case *ast.InterfaceType:
			for _, m := range n.Methods.List {
				for _, name := range m.Names {
					k.call(name.Name)
				}
			}
		case *ast.Ident:
			if !s.ours {
				k.use(s, n.Name)
			}
		}
		return true
	})
}

func (k *keeper) call(method string) {
	if !k.called[method] {
		k.called[method] = true
		k.more = true
	}
}

func (k *keeper) use(s *source, name string) {
	if s.used[name] {
		return
	}
	s.used[name] = true
	k.more = true
	for _, d := range s.named[name] {
		k.mark(s, d)
	}
}

func (k *keeper) mark(s *source, d *decl) {
	if d.kept {
		return
	}
	d.kept = true
	k.more = true
	k.follow(s, d.in, d.node)
}
