package lint

import (
	"go/ast"
	"strconv"
	"strings"
	"testing"
)

// layers are the floors of the house, the lowest first: a package imports only
// from floors below its own. What is not named is a protocol, on the floor of
// the protocols.
var layers = [][]string{
	{"core/sim"},
	{"core/choose", "core/claim", "core/words", "core/graph", "core/history"},
	{"core/protocol", "core/explore", "core/explore/random", "core/explore/naive"},
	{protocols},
	{"core/scenario"},
	{"core/lab", "core/scenario/text"},
	{"wasm", "tools"},
}

const protocols = "a protocol"

func layer(pkg string) int {
	for i, names := range layers {
		for _, name := range names {
			if pkg == name || name == "tools" && strings.HasPrefix(pkg, "tools/") {
				return i
			}
		}
	}
	for i, names := range layers {
		if names[0] == protocols {
			return i
		}
	}
	panic("lint: no layer for protocols")
}

func isProtocol(pkg string) bool { return layers[layer(pkg)][0] == protocols }

func TestImportsPointDown(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test {
			continue
		}
		for _, s := range f.syntax.Imports {
			path, _ := strconv.Unquote(s.Path.Value)
			pkg, ours := strings.CutPrefix(path, "faultlab/")
			line := f.line(s.Pos())
			switch {
			case !ours:
			case isProtocol(f.pkg) && isProtocol(pkg) && strings.HasPrefix(f.pkg, pkg+"/"):
				// A family stands on the package of its folder, which states the problem.
			case isProtocol(f.pkg) && isProtocol(pkg):
				t.Errorf("%s:%d: %s imports %s: a protocol stands for itself, or on the package of the folder it lies in. What others share belongs to core/claim or core/sim.", f.path, line, f.pkg, pkg)
			case isProtocol(f.pkg) && pkg == "core/choose":
				t.Errorf("%s:%d: %s imports %s: a protocol knows no drivers. Let the test, or core/lab, drive it.", f.path, line, f.pkg, pkg)
			case layer(pkg) >= layer(f.pkg) && !strings.HasPrefix(f.pkg, "tools/"):
				t.Errorf("%s:%d: %s imports %s: arrows point one way, wasm > lab > scenario > protocols > sim. Move what is shared to the lower one.", f.path, line, f.pkg, pkg)
			}
		}
	}
}

// instead says what core uses where Go has something that a page can't bear, or
// that would make two runs differ. A name that ends in a slash stands for all
// packages below it.
var instead = map[string]string{
	"fmt":           "strconv and +: it weighs 126 kB in a page",
	"encoding/json": "scenario.Value, and package scenario/text natively",
	"encoding/":     "msgp, or bytes written by hand",
	"reflect":       "an interface or a table: it keeps everything reachable",
	"math/rand":     "choose.Rand: all chance is a choice",
	"math/rand/":    "choose.Rand: all chance is a choice",
	"math/big":      "a few lines of decimal arithmetic, as in byzantine/count.go: it brings fmt",
	"crypto/":       "choose.Rand, or a fingerprint: all chance is a choice",
	"hash/":         "sim.World.Fingerprint, or a few lines: what a hash counts is decided there",
	"hash":          "sim.World.Fingerprint",
	"time":          "the clock of the world, Env.Now: the core has no other",
	"os":            "an argument: the core does no I/O",
	"os/":           "an argument: the core does no I/O",
	"io":            "a slice of bytes: the core does no I/O",
	"io/":           "a slice of bytes: the core does no I/O",
	"bufio":         "a slice of bytes: the core does no I/O",
	"log":           "an error or an event: the core does no I/O",
	"log/":          "an error or an event: the core does no I/O",
	"net":           "nothing: the core does no I/O",
	"net/":          "nothing: the core does no I/O",
	"path":          "strings: the core knows no files",
	"path/":         "strings: the core knows no files",
	"sync":          "one goroutine: a world belongs to whoever steps it",
	"sync/":         "one goroutine: a world belongs to whoever steps it",
	"context":       "a limit on the work, in steps or replays",
	"runtime":       "nothing: the core is the same everywhere",
	"runtime/":      "nothing: the core is the same everywhere",
	"syscall":       "package wasm: the core knows no JavaScript",
	"syscall/":      "package wasm: the core knows no JavaScript",
	"regexp":        "strings and a loop",
	"text/":         "+, or package words",
	"maps":          "a slice in a fixed order: ranging over a map is chance",
	"container/":    "a slice",
}

// heavy are the packages of core that no page carries.
var heavy = map[string]bool{"core/scenario/text": true}

// special are imports which one package may have and no other.
var special = map[string]string{
	"unsafe":                           "core/sim: its arena is the one place where bytes are states",
	"github.com/tinylib/msgp/msgp":     "core/lab and core/scenario: nobody else is spoken to in bytes",
	"github.com/hack-pad/safejs":       "wasm: the core knows no JavaScript",
	"github.com/google/go-cmp/cmp":     "tests",
	"github.com/philhofer/fwd":         "nothing: msgp brings it for streams, and there are none",
	"golang.org/x/exp/constraints":     "cmp",
	"github.com/google/jsonschema-go/": "tests",
}

var mayImport = map[string][]string{
	"unsafe":                       {"core/sim", "wasm"},
	"github.com/tinylib/msgp/msgp": {"core/lab", "core/scenario", "wasm"},
	"github.com/hack-pad/safejs":   {"wasm"},
}

func TestCoreImportsNothingThatAPageCannotBear(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || heavy[f.pkg] || !strings.HasPrefix(f.pkg, "core/") {
			continue
		}
		for _, s := range f.syntax.Imports {
			path, _ := strconv.Unquote(s.Path.Value)
			if why := lookUp(instead, path); why != "" {
				t.Errorf("%s:%d: core imports %s: use %s.", f.path, f.line(s.Pos()), path, why)
			}
			if strings.HasPrefix(path, "faultlab/core/scenario/text") {
				t.Errorf("%s:%d: core imports %s: use scenario.Value; text is for native tools.", f.path, f.line(s.Pos()), path)
			}
		}
	}
}

// The shim may use what is Go's own and light, and no more than the core what is heavy.
func TestTheShimImportsNothingThatIsHeavy(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || f.pkg != "wasm" {
			continue
		}
		for _, s := range f.syntax.Imports {
			switch path, _ := strconv.Unquote(s.Path.Value); path {
			case "fmt", "os", "io", "time", "reflect", "encoding/json", "bufio", "log":
				t.Errorf("%s:%d: wasm imports %s: use %s.", f.path, f.line(s.Pos()), path, lookUp(instead, path))
			}
		}
	}
}

func TestOtherPeoplesPackagesStayWhereTheyBelong(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || strings.HasPrefix(f.pkg, "tools") {
			continue
		}
		for _, s := range f.syntax.Imports {
			path, _ := strconv.Unquote(s.Path.Value)
			if path != "unsafe" && (strings.HasPrefix(path, "faultlab/") || !strings.Contains(path, ".")) {
				continue
			}
			if !contains(mayImport[path], f.pkg) {
				why := lookUp(special, path)
				if why == "" {
					why = "nothing: a new dependency is a decision, to be written down in RATIONALE.md and here"
				}
				t.Errorf("%s:%d: %s imports %s: it is for %s.", f.path, f.line(s.Pos()), f.pkg, path, why)
			}
		}
	}
}

func lookUp(table map[string]string, path string) string {
	if why := table[path]; why != "" {
		return why
	}
	for i := len(path) - 1; i > 0; i-- {
		if path[i] == '/' {
			if why := table[path[:i+1]]; why != "" {
				return why
			}
		}
	}
	return ""
}

// A rule that finds nothing may be a rule that is wrong.
func TestRulesOfImportsFindWhatTheyAreFor(t *testing.T) {
	for _, path := range []string{"fmt", "math/rand/v2", "net/http", "encoding/binary", "syscall/js", "sync/atomic", "time", "os"} {
		if lookUp(instead, path) == "" {
			t.Errorf("%s is not found", path)
		}
	}
	for _, path := range []string{"errors", "math/bits", "strconv", "strings", "unicode/utf8", "slices"} {
		if why := lookUp(instead, path); why != "" {
			t.Errorf("%s is found: %s", path, why)
		}
	}
	if layer("core/sim") >= layer("core/byzantine") || layer("core/byzantine") >= layer("core/scenario") || !isProtocol("core/anything") {
		t.Error("the floors are out of order")
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// inexact are the functions of math that give other results natively than in a
// page: assembly there, portable code here.
var inexact = map[string]bool{"Exp": true, "Pow": true, "Tanh": true, "Expm1": true, "Gamma": true, "Lgamma": true, "Sinh": true, "Cosh": true, "FMA": true}

func TestFloatsAreTheSameEverywhere(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || !strings.HasPrefix(f.pkg, "core/") {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "math" && inexact[s.Sel.Name] {
					t.Errorf("%s:%d: math.%s differs between a page and a native build: use whole numbers, fractions, or polynomials with float64() around each product.",
						f.path, f.line(s.Pos()), s.Sel.Name)
				}
			}
			return true
		})
	}
}

// A goroutine, a channel or a select would bring an order that no choice decides.
func TestCoreStartsNothing(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || !strings.HasPrefix(f.pkg, "core/") {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.GoStmt, *ast.SelectStmt, *ast.ChanType:
				t.Errorf("%s:%d: core starts goroutines or waits for them: let a driver call it step by step.", f.path, f.line(n.Pos()))
			}
			return true
		})
	}
}
