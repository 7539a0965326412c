package lint

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// place is what a row of the table "Where is ..." names: a file or folder, and what is declared there, if it says so.
type place struct{ what, path, name string }

var span = regexp.MustCompile("`([^`]+)`")

// places reads the table. In a row's second cell a span with a slash is a path, and any other one a name that is
// declared in the path before it.
func places(text string) (all []place) {
	_, text, _ = strings.Cut(text, "\n## Where is ...\n")
	text, _, _ = strings.Cut(text, "\n## ")
	for _, line := range strings.Split(text, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || !strings.Contains(cells[2], "`") {
			continue
		}
		for _, s := range span.FindAllStringSubmatch(cells[2], -1) {
			if what := strings.TrimSpace(cells[1]); strings.Contains(s[1], "/") {
				all = append(all, place{what, s[1], ""})
			} else if len(all) > 0 && all[len(all)-1].what == what {
				all[len(all)-1].name = s[1]
			} else {
				all = append(all, place{what, "", s[1]})
			}
		}
	}
	return all
}

// missing says what of a place isn't there, or nothing.
func missing(p place) string {
	if p.path == "" {
		return "names " + p.name + " and no place"
	}
	at := filepath.Join(root, filepath.FromSlash(p.path))
	info, err := os.Stat(at)
	if err != nil {
		return "names " + p.path + ", which isn't there"
	}
	if p.name == "" {
		return ""
	}
	texts := []string{at}
	if info.IsDir() {
		texts, _ = filepath.Glob(filepath.Join(at, "*.*"))
	}
	declared := regexp.MustCompile(`(?m)^\s*(?:export )?(?:func(?: \([^)]*\))?|type|const|var|function|class|interface) ` + regexp.QuoteMeta(p.name) + `\b`)
	for _, file := range texts {
		if b, err := os.ReadFile(file); err == nil && !strings.HasSuffix(file, "_test.go") && declared.Match(b) {
			return ""
		}
	}
	return "names " + p.name + ", which " + p.path + " doesn't declare"
}

// ARCHITECTURE.md has a table for who looks for something. It leads somewhere, and it has the words of those who look.
func TestWhatSomebodyLooksForIsWhereTheTableSays(t *testing.T) {
	text := ""
	for _, f := range files(t, "ARCHITECTURE.md") {
		text += f.text
	}
	all := places(text)
	rows, words := map[string]bool{}, ""
	for _, p := range all {
		rows[p.what] = true
		words += p.what + "\n"
		if why := missing(p); why != "" {
			t.Errorf("ARCHITECTURE.md, where is %s: %s. Name where it is now.", p.what, why)
		}
	}
	if len(rows) < 20 {
		t.Errorf("the table has %d rows that name a place", len(rows))
	}
	for _, word := range []string{"hold-back queue", "who may lie", "limits", "format of links", "claims on screen"} {
		if !strings.Contains(words, word) {
			t.Errorf("nobody who looks for %q finds it in the table", word)
		}
	}
}

// A rule that finds nothing may be a rule that is wrong.
func TestThePlacesOfTheTableCanBeMissing(t *testing.T) {
	for _, test := range []struct {
		place
		missing string
	}{
		{place{"a folder", "core/sim", ""}, ""},
		{place{"a name in a folder", "core/sim", "World"}, ""},
		{place{"a method", "core/sim/options.go", "Enabled"}, ""},
		{place{"a function of a page", "bindings/src/sources/link.ts", "readLink"}, ""},
		{place{"no folder", "core/nothing", ""}, "isn't there"},
		{place{"no such name", "core/sim/options.go", "World"}, "doesn't declare"},
		{place{"no such name in a folder", "core/sim", "Nobody"}, "doesn't declare"},
		{place{"a name that is only used", "core/sim/choice.go", "World"}, "doesn't declare"},
		{place{"a name and no place", "", "World"}, "no place"},
	} {
		if got := missing(test.place); (got == "") != (test.missing == "") || !strings.Contains(got, test.missing) {
			t.Errorf("%s: %q, want %q", test.what, got, test.missing)
		}
	}
	text := "# A\n\n## Where is ...\n\n| what | where |\n|---|---|\n| one | `a/b` `C`, and `d/e.ts` |\n| two | `F` |\n\n## After\n\n| three | `g/h` |\n"
	want := []place{{"one", "a/b", "C"}, {"one", "d/e.ts", ""}, {"two", "", "F"}}
	got := places(text)
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%+v, want %+v", got, want)
		}
	}
}
