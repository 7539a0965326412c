package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parsed makes a package out of one text.
func parsed(t *testing.T, path, text string) *source {
	t.Helper()
	s := &source{path: path, module: path, dir: "."}
	if err := s.parse(map[string]string{"a.go": text}); err != nil {
		t.Fatal(err)
	}
	return s
}

// after trims a dependency to what a program uses of it.
func after(t *testing.T, program, dependency string) string {
	t.Helper()
	p, d := parsed(t, "program", program), parsed(t, "example.org/dep", dependency)
	p.ours = true
	keep([]*source{p, d})
	text, err := trimmed(d, d.files[0])
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ = strings.Cut(text, "\n\n")
	return text
}

const program = `package main

import "example.org/dep"

func main() { dep.Used() }
`

func TestWhatNobodyMentionsIsLeftOut(t *testing.T) {
	got := after(t, program, `// Package dep is about something.
package dep

import (
	"fmt"
	"strconv"
)

// Used is used.
func Used() string { return strconv.Itoa(size) + string(other()) }

// Unused brings fmt.
func Unused() { fmt.Println(size) }

func other() word { return "w" } // and this stays where it is

var (
	// size is in a group.
	size = 3
	gone = fmt.Sprint(size)
)

type word string
`)
	want := `package dep

import "strconv"

// Used is used.
func Used() string { return strconv.Itoa(size) + string(other()) }

func other() word { return "w" }

// size is in a group.
var size = 3

type word string
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("trimmed (-want +got):\n%s", diff)
	}
}

func TestWhatAPackageDoesAtTheStartIsKept(t *testing.T) {
	got := after(t, program, `package dep

func Used() {}

var table [2]func()

func init() { table[0] = entry }

func entry() {}
`)
	for _, want := range []string{"func init()", "var table", "func entry()"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
}

func TestOfAPackageThatNobodyUsesNothingIsKept(t *testing.T) {
	if got := after(t, "package main\n\nfunc main() {}\n", "package dep\n\nfunc init() { panic(1) }\n"); got != "" {
		t.Errorf("kept:\n%s", got)
	}
}

func TestConstantsThatCountStayTogether(t *testing.T) {
	got := after(t, program, `package dep

const (
	zero = iota
	one
	two
)

func Used() int { return two }
`)
	if !strings.Contains(got, "zero = iota") {
		t.Errorf("a constant lost its place:\n%s", got)
	}
}

// A method is called by a name, or through an interface, or by Go's own
// packages, which look for an error's text in values of any type.
func TestMethodsAreKeptWhereSomebodyCouldCallThem(t *testing.T) {
	got := after(t, `package main

import "example.org/dep"

type closer interface{ Close() }

func main() { dep.Used().Open() }
`, `package dep

func Used() *Thing { return nil }

type Thing struct{}

func (t *Thing) Open()         {}
func (t *Thing) Close()        {}
func (t *Thing) Lost()         {}
func (t *Thing) Error() string { return "" }

type Gone struct{}

func (g Gone) Open() {}
`)
	for name, kept := range map[string]bool{"Open()": true, "Close()": true, "Error()": true, "Lost()": false, "Gone": false} {
		if strings.Contains(got, name) != kept {
			t.Errorf("%s: kept should be %v in\n%s", name, kept, got)
		}
	}
}

func TestImportsThatCannotBeFollowedAreRefused(t *testing.T) {
	for _, how := range []string{".", "_"} {
		s := &source{path: "dep"}
		err := s.parse(map[string]string{"a.go": "package dep\n\nimport " + how + ` "fmt"` + "\n"})
		if err == nil || !strings.Contains(err.Error(), "fmt as "+how) {
			t.Errorf("import %s: %v", how, err)
		}
	}
}

func TestAnotherVersionFailsTheBuild(t *testing.T) {
	p := pins["github.com/tinylib/msgp"]
	if err := p.check("github.com/tinylib/msgp", p.version); err != nil {
		t.Error(err)
	}
	err := p.check("github.com/tinylib/msgp", "v9.0.0")
	if err == nil || !strings.Contains(err.Error(), "v9.0.0") || !strings.Contains(err.Error(), p.version) {
		t.Errorf("another version: %v", err)
	}
	if err := (pin{}).check("example.org/new", "v1.0.0"); err == nil || !strings.Contains(err.Error(), "pins.go") {
		t.Errorf("another module: %v", err)
	}
}

func TestAnEditThatDoesNotFitFailsTheBuild(t *testing.T) {
	p := pin{version: "v1.0.0", edits: []edit{{file: "a.go", old: "x", new: "y"}}}
	if got, err := p.apply("m", "a.go", "a x b"); err != nil || got != "a y b" {
		t.Errorf("edited to %q, %v", got, err)
	}
	for _, text := range []string{"a b", "x x"} {
		if _, err := p.apply("m", "a.go", text); err == nil {
			t.Errorf("%q was edited", text)
		}
	}
}

// weighty are packages of Go that a page must not carry: each brings a good
// part of the others, and all are there only to word an error or a number.
var weighty = []string{"bufio", "encoding/json", "fmt", "internal/poll", "os", "sort", "time"}

const loud = `package runtime

import (
	"a"
	b "example.org/c"
)

// Speak is heard.
func speak() { a.Say("here") }

func asked() int { return b.Two() }

type mouth struct{}

func (m mouth) open()      { b.One() }
func (m *mouth) shut()     { b.Two() }
func (m mouth) isOpen() bool { return true }
`

func TestASilencedFunctionHasNoBody(t *testing.T) {
	got, err := silence{"a.go", []string{"speak", "mouth.*"}}.apply([]byte(loud))
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{`"a"`: `_ "a"`, `{ a.Say("here") }`: "{}", "{ b.One() }": "{}", "{ b.Two() }\nfunc (m mouth) isO": "{}\nfunc (m mouth) isO"} {
		if strings.Contains(got, from) && from != `"a"` || !strings.Contains(got, to) {
			t.Errorf("%s should have become %s:\n%s", from, to, got)
		}
	}
	for _, kept := range []string{"// Speak is heard.", "return b.Two()", "return true", `b "example.org/c"`} {
		if !strings.Contains(got, kept) {
			t.Errorf("%s is missing:\n%s", kept, got)
		}
	}
}

func TestWhatCannotBeSilencedFailsTheBuild(t *testing.T) {
	for name, want := range map[string]string{"asked": "has a result", "whisper": "has no function whisper"} {
		_, err := silence{"a.go", []string{name}}.apply([]byte(loud))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheTrimmedEngineBuildsWithoutWhatIsHeavy(t *testing.T) {
	t.Chdir("../..")
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	folder, err := filepath.Rel(root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := run(folder); err != nil {
		t.Fatal(err)
	}
	imported := func(flags ...string) []string {
		args := append([]string{"list", "-deps"}, flags...)
		command := exec.Command("go", append(args, "./wasm")...)
		command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
		return strings.Fields(string(out))
	}
	whole, engine := imported(), imported("-modfile="+filepath.Join(folder, "engine.mod"))
	for _, path := range weighty {
		if slices.Contains(engine, path) {
			t.Errorf("the engine imports %s: see with \"go list -deps\" who brings it, and use something lighter there", path)
		}
		// Otherwise it would not be worth a word.
		if path != "sort" && path != "bufio" && !slices.Contains(whole, path) {
			t.Errorf("nobody imports %s any more, trimmed or not", path)
		}
	}
	for _, path := range []string{"github.com/hack-pad/safejs", "github.com/tinylib/msgp/msgp"} {
		if !slices.Contains(engine, path) {
			t.Errorf("the engine doesn't import %s", path)
		}
	}
	command := exec.Command("go", "vet", "-modfile="+filepath.Join(folder, "engine.mod"), "github.com/hack-pad/safejs/...", "github.com/tinylib/msgp/msgp")
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("the trimmed copies don't compile: %v\n%s", err, out)
	}
}
