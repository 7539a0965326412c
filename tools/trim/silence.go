package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// silencedGo is the Go whose runtime somebody has read for this.
const silencedGo = "go1.26"

// A silence is a file of package runtime with functions in it that are left
// without a body. Each has no result, and in a page nothing to do: it isn't
// called, or it prints what nobody sees.
//
// The linker can't leave out what is behind a question that is asked when the
// program runs, and so a program that is never traced has a tracer in it, and
// one that shows a line of what it prints when it dies has all the rest.
type silence struct {
	file      string
	functions []string // "name", or "type.*" for all methods of a type without results
}

var silences = []silence{
	// The trace of goroutines that a panic prints behind its first line, and what else is printed in despair.
	{"traceback.go", []string{"traceback1", "goroutineheader", "printcreatedby", "tracebackothers", "tracebackHexdump", "printAncestorTraceback"}},
	{"hexdump.go", []string{"hexdumpWords"}},
	{"mgcmark.go", []string{"gcDumpObject"}},
	// A number with a fraction is printed for a panic with one, which nobody has; it needs tables of powers of ten.
	{"print.go", []string{"printfloat64", "printfloat32", "printcomplex128", "printcomplex64"}},
	// An execution trace is begun by runtime.StartTrace, which isn't linked.
	{"traceruntime.go", []string{"traceLocker.*"}},
	{"trace.go", []string{"traceAdvance"}},
	// Profiles of memory and of blocking have rates, which only those who want one set.
	{"mprof.go", []string{"mProf_Malloc", "mProf_Free", "saveblockevent"}},
	// What GODEBUG asks for; a page has no environment.
	{"proc.go", []string{"schedtrace", "dumpgstatus"}},
	{"mgcscavenge.go", []string{"printScavTrace"}},
	{"mcheckmark.go", []string{"checkFinalizersAndCleanups"}},
	// Types of several modules are told apart; there is one.
	{"type.go", []string{"typelinksinit"}},
}

// silenceRuntime writes the files of package runtime without those bodies, and
// overlay.json, by which "go build -overlay" reads them in the place of Go's own.
// With another Go it silences nothing.
func silenceRuntime(folder string, all []silence) error {
	version, err := goEnv("GOVERSION")
	if err != nil {
		return err
	}
	replace := map[string]string{}
	if version == silencedGo || strings.HasPrefix(version, silencedGo+".") {
		root, err := goEnv("GOROOT")
		if err != nil {
			return err
		}
		for _, s := range all {
			from := filepath.Join(root, "src", "runtime", s.file)
			text, err := os.ReadFile(from)
			if err != nil {
				return err
			}
			silent, err := s.apply(text)
			if err != nil {
				return err
			}
			// Go passes by folders whose name begins so.
			to := path.Join(filepath.ToSlash(folder), "_runtime", s.file)
			if err := writeFile(to, silent); err != nil {
				return err
			}
			replace[from] = filepath.FromSlash(to)
		}
	} else {
		fmt.Fprintf(os.Stderr, "trim: the runtime of %s is left as it is, for tools/trim/silence.go knows that of %s\n", version, silencedGo)
	}
	overlay, err := json.MarshalIndent(map[string]any{"Replace": replace}, "", "\t")
	if err != nil {
		return err
	}
	return writeFile(path.Join(folder, "overlay.json"), string(overlay))
}

func goEnv(name string) (string, error) {
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		return "", fmt.Errorf("go env %s: %w", name, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// apply takes the bodies out of a file's text, and imports that nobody uses then.
func (s silence) apply(text []byte) (string, error) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, s.file, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	at := 0
	found := map[string]bool{}
	for _, d := range syntax.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name, ok := s.names(f)
		if !ok {
			continue
		}
		found[name] = true
		if f.Type.Results != nil {
			if strings.HasSuffix(name, ".*") {
				continue
			}
			return "", fmt.Errorf("runtime.%s of %s has a result, and can't be silenced", name, s.file)
		}
		out.Write(text[at : set.Position(f.Body.Lbrace).Offset+1])
		at = set.Position(f.Body.Rbrace).Offset
	}
	out.Write(text[at:])
	for _, name := range s.functions {
		if !found[name] {
			return "", fmt.Errorf("%s of package runtime has no function %s, and tools/trim/silence.go silences it", s.file, name)
		}
	}
	return withoutImports(s.file, out.String())
}

// names says whether a function is to be silenced, and under which name.
func (s silence) names(f *ast.FuncDecl) (string, bool) {
	name := f.Name.Name
	if f.Recv != nil {
		name = receiver(f.Recv.List[0].Type) + ".*"
	}
	return name, f.Body != nil && slices.Contains(s.functions, name)
}

// withoutImports imports for nothing what a text doesn't use.
func withoutImports(file, text string) (string, error) {
	syntax, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	used := map[string]bool{}
	ast.Inspect(syntax, func(n ast.Node) bool {
		if x, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := x.X.(*ast.Ident); ok {
				used[x.Name] = true
			}
		}
		return true
	})
	for _, i := range slices.Backward(syntax.Imports) {
		if known, from := imported(i); known != "_" && !used[known] {
			text = text[:i.Pos()-syntax.FileStart] + "_ " + strconv.Quote(from) + text[i.End()-syntax.FileStart:]
		}
	}
	return text, nil
}
