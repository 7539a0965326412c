package lint

import (
	"go/ast"
	"go/format"
	"regexp"
	"strings"
	"testing"
)

// most is the largest number of lines of a file that somebody wrote.
const most = 500

func TestNoFileIsWithoutEnd(t *testing.T) {
	for _, f := range files(t, ".go", ".ts", ".mjs", ".js", ".css", ".sh") {
		if n := strings.Count(f.text, "\n"); n > most && !generated(f) {
			t.Errorf("%s has %d lines: nobody reads more than %d at a time. Split it by what its parts are about.", f.path, n, most)
		}
	}
}

func TestGoIsFormatted(t *testing.T) {
	for _, f := range files(t, ".go") {
		b, err := format.Source([]byte(f.text))
		if err != nil {
			t.Errorf("%s: %v", f.path, err)
		} else if string(b) != f.text {
			t.Errorf("%s is not formatted: run gofmt -w on it", f.path)
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	said, seen := map[string]bool{}, map[string]bool{}
	for _, f := range goFiles(t) {
		if f.test {
			continue
		}
		seen[f.pkg] = true
		said[f.pkg] = said[f.pkg] || f.syntax.Doc != nil
	}
	for pkg := range seen {
		if !said[pkg] {
			t.Errorf("%s has no package comment: begin one of its files with what it is, what it assumes, and where it is from.", pkg)
		}
	}
}

// banned is what must not stand in a file of a kind, and what to use instead.
type banned struct {
	what    *regexp.Regexp
	instead string
	except  string // a path that begins with this may have it; empty: none
}

func forbid(t *testing.T, all []file, rules []banned) {
	t.Helper()
	for _, f := range all {
		for _, r := range rules {
			if r.except != "" && strings.HasPrefix(f.path, r.except) {
				continue
			}
			if at := r.what.FindStringIndex(f.text); at != nil {
				t.Errorf("%s:%d: %q: %s", f.path, lineOf(f.text, at[0]), strings.TrimSpace(f.text[at[0]:at[1]]), r.instead)
			}
		}
	}
}

func below(all []file, folders ...string) []file {
	var some []file
	for _, f := range all {
		for _, folder := range folders {
			if strings.HasPrefix(f.path, folder) {
				some = append(some, f)
				break
			}
		}
	}
	return some
}

const (
	asTree   = "build a tree (bindings/src/views/markup.ts); it is drawn node by node, and text stays text"
	asModule = "the content security policy forbids it: write the code as a module"
	asClass  = "the content security policy forbids it: use a class, a custom property, or a presentation attribute of SVG"
	asEvent  = "the content security policy forbids it: use addEventListener"
)

// pageRules keep two promises: what a document says is shown as text and never
// becomes markup or code, and a page works under a strict content security policy.
var pageRules = []banned{
	{what: regexp.MustCompile(`\.(inner|outer)HTML\b`), instead: asTree},
	{what: regexp.MustCompile(`\b(insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|DOMParser|unsafeHTML|unsafeSVG)\b`), instead: asTree},
	{what: regexp.MustCompile(`\bdocument\.write`), instead: asTree},
	{what: regexp.MustCompile(`\beval\(`), instead: asModule},
	{what: regexp.MustCompile(`\bnew Function\b`), instead: asModule},
	{what: regexp.MustCompile(`\bset(?:Timeout|Interval)\(\s*["'` + "`" + `]`), instead: asModule},
	{what: regexp.MustCompile(`\sstyle=["'$\\{]`), instead: asClass, except: "site/generator/formula.mjs"}, // it takes them away
	{what: regexp.MustCompile(`setAttribute\(\s*["']style["']`), instead: asClass},
	{what: regexp.MustCompile(`\son[a-z]+=["']`), instead: asEvent},
	{what: regexp.MustCompile(`\bjavascript:`), instead: asEvent},
}

func TestPagesMakeNoMarkupOrCodeOfText(t *testing.T) {
	all := files(t, ".ts", ".mjs", ".js", ".html", ".md")
	forbid(t, below(all, "bindings/src/", "site/script/", "site/pages/", "site/generator/"), pageRules)
}

// A rule that finds nothing may be a rule that is wrong.
func TestPageRulesFindWhatTheyAreFor(t *testing.T) {
	for i, sample := range []string{
		"a.innerHTML = b", "a.insertAdjacentHTML('x', y)", "document.write(x)", "eval(x)", "new Function(x)", "setTimeout('x()', 1)",
		`<p style="color: red">`, "e.setAttribute('style', x)", `<a onclick="x">`, `<a href="javascript:x">`,
	} {
		if !pageRules[i].what.MatchString(sample) {
			t.Errorf("%s is not found by %s", sample, pageRules[i].what)
		}
	}
}

func TestGoHasNoLeftovers(t *testing.T) {
	forbid(t, files(t, ".go", ".ts", ".mjs", ".js", ".css", ".sh", ".md"), []banned{
		{what: regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|X` + `XX|HA` + `CK)\b`), instead: "do it, or say in a sentence what is the case"},
		{what: regexp.MustCompile(`\bt\.Skip(Now|f)?\(|\b(it|test|describe)\.(skip|only|todo)\b`), instead: "a test runs, or it isn't there"},
		{what: regexp.MustCompile(`/(ro` + `ot|wo` + `rk|tm` + `p)/[a-z]`), instead: "paths of one machine mean nothing on another: use a relative one, or t.TempDir"},
	})
}

func TestTestsDoNotSleep(t *testing.T) {
	for _, f := range goFiles(t) {
		if !f.test {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Sleep" {
				t.Errorf("%s:%d: a test that sleeps is slow or wrong: wait for what it is about.", f.path, f.line(s.Pos()))
			}
			return true
		})
	}
}
