package lint

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// scriptFloors are the floors of bindings/src, the lowest first. A file imports
// from its own folder and from floors below; a room that isn't named is on the
// floor of the one it lies in, so two instruments know nothing of each other.
var scriptFloors = [][]string{
	{"operations", "style"},
	{"engine", "views"},
	{"sources", "play"},
	{"element/shared"},
	{"element/figure"},
	{"element/instruments/base"},
	{"element/instruments"},
	{"element"},
}

func scriptFloor(file string) int {
	for room := path.Dir(strings.TrimPrefix(file, "bindings/src/")); room != "."; room = path.Dir(room) {
		for i, names := range scriptFloors {
			if contains(names, room) {
				return i
			}
		}
	}
	return len(scriptFloors)
}

var importOf = regexp.MustCompile(`(?m)(?:\bfrom|\bimport\(|^import)\s*["']([^"']+)["']`)

// bare are the packages of others which scripts of a page may import, and where:
// in a file, or in a folder and all below it.
var bare = map[string][]string{
	"lit":              {"bindings/src/element/shared/", "bindings/src/element/figure/", "bindings/src/element/instruments/", "bindings/src/views/lit.ts"},
	"@msgpack/msgpack": {"bindings/src/engine/"},
	"wasm_exec":        {"bindings/src/engine/"},
	"worker-text:":     {"bindings/src/engine/"},
	"node:":            {"bindings/src/engine/"},
}

func within(file string, places []string) bool {
	for _, place := range places {
		if strings.HasPrefix(file, place) {
			return true
		}
	}
	return false
}

func TestScriptsImportDownwards(t *testing.T) {
	for _, f := range below(files(t, ".ts"), "bindings/src/") {
		for _, m := range importOf.FindAllStringSubmatchIndex(f.text, -1) {
			what, line := f.text[m[2]:m[3]], lineOf(f.text, m[0])
			if !strings.HasPrefix(what, ".") {
				name, _, _ := strings.Cut(what, "/")
				if strings.HasPrefix(what, "@") {
					name = what
				} else if i := strings.IndexByte(what, ':'); i > 0 {
					name = what[:i+1]
				}
				if where := bare[name]; !within(f.path, where) {
					t.Errorf("%s:%d: imports %s: a page carries little, and each package is wrapped in one place (%s).", f.path, line, what, strings.Join(where, ", "))
				}
				continue
			}
			target := path.Join(path.Dir(f.path), what)
			switch {
			case !strings.HasPrefix(target, "bindings/src/"):
				t.Errorf("%s:%d: imports %s: the package stands for itself. Move what it needs into bindings/src.", f.path, line, what)
			case path.Dir(target) != path.Dir(f.path) && scriptFloor(target) >= scriptFloor(f.path):
				t.Errorf("%s:%d: imports %s: arrows point one way, element (an instrument > instruments/base > figure > shared) > sources, play > engine, views > operations. Move what is shared to the lower one.", f.path, line, what)
			case path.Dir(target) == path.Dir(f.path) && scriptFloor(target) > scriptFloor(f.path):
				t.Errorf("%s:%d: imports %s, which stands above it. Move what is shared to the lower one.", f.path, line, what)
			}
		}
	}
}

// Whoever wants to understand a file of a circle has to understand all of them, and
// a type that is imported says as much as a function: that one knows the other.
func TestScriptsImportInNoCircle(t *testing.T) {
	imports := map[string][]string{}
	for _, f := range below(files(t, ".ts"), "bindings/src/") {
		imports[f.path] = []string{}
		for _, m := range importOf.FindAllStringSubmatch(f.text, -1) {
			if strings.HasPrefix(m[1], ".") {
				imports[f.path] = append(imports[f.path], path.Join(path.Dir(f.path), m[1]))
			}
		}
	}
	for _, circle := range circles(imports) {
		t.Errorf("%s: imports in a circle. Move what several of them need into a file that knows none of them.", strings.Join(circle, " > "))
	}
}

// circles returns a shortest circle through every file that lies on one, from that
// file and back to it; of files that share one, through the first of them alone.
func circles(imports map[string][]string) [][]string {
	var found [][]string
	told := map[string]bool{}
	for _, start := range slices.Sorted(maps.Keys(imports)) {
		if told[start] {
			continue
		}
		circle := wayBack(imports, start)
		for _, name := range circle {
			told[name] = true
		}
		if circle != nil {
			found = append(found, circle)
		}
	}
	return found
}

// wayBack returns a shortest way from a file to itself, with both ends; nil if
// there is none.
func wayBack(imports map[string][]string, start string) []string {
	ways := [][]string{{start}}
	seen := map[string]bool{}
	for len(ways) > 0 {
		way := ways[0]
		ways = ways[1:]
		for _, next := range imports[way[len(way)-1]] {
			longer := append(slices.Clone(way), next)
			if next == start {
				return longer
			}
			if !seen[next] {
				seen[next] = true
				ways = append(ways, longer)
			}
		}
	}
	return nil
}

// What a figure is can be read and tested without a page: its parts draw it, and
// its element hands in what is the page's.
func TestTheStateOfAFigureKnowsNoPage(t *testing.T) {
	folder := "bindings/src/element/"
	state := below(files(t, ".ts"), folder+"figure/state.ts", folder+"figure/look.ts", folder+"figure/surroundings.ts",
		folder+"shared/experiment.ts", folder+"shared/quest.ts")
	if len(state) != 5 {
		t.Fatalf("%d of 5 files are there: the state of a figure was moved", len(state))
	}
	forbid(t, state, []banned{
		{what: pageOf, instead: "the state knows no page: let surroundings.ts say what it needs, and the element hand it in"},
		{what: regexp.MustCompile(`from "lit`), instead: "the state draws nothing: a part of the figure reads it"},
	})
}

var pageOf = regexp.MustCompile(`(?:^|[^.\w])(?:document|window|navigator|location|history|localStorage)\.[a-z]|` +
	`\b(?:setTimeout|setInterval|requestAnimationFrame|querySelector\w*|addEventListener|dispatchEvent|(?:HTML|SVG)?Element)\b`)

// A view is a function from a run and a step to a tree: it is drawn in a page and
// written as text where there is none.
func TestViewsAreFunctions(t *testing.T) {
	forbid(t, below(files(t, ".ts"), "bindings/src/views/", "bindings/src/operations/", "bindings/src/sources/link.ts"), []banned{
		{what: regexp.MustCompile(`\b(document|window|navigator|localStorage|sessionStorage|performance)\.[a-z]`),
			instead: "a view knows no page: give it what it needs as an argument"},
		{what: regexp.MustCompile(`\bMath\.random\b|\bDate\.now\b|\bnew Date\b`), instead: "a view has no chance and no clock: the same step is the same picture"},
	})
}

func TestScriptRulesFindWhatTheyAreFor(t *testing.T) {
	for text, want := range map[string]string{
		"import { a } from \"../run.ts\";":    "../run.ts",
		"import type { A } from './b.ts'":     "./b.ts",
		"const x = await import(\"./c.ts\")":  "./c.ts",
		"export { d } from \"./element.ts\";": "./element.ts",
		"import \"./side.ts\";":               "./side.ts",
	} {
		m := importOf.FindStringSubmatch(text)
		if m == nil || m[1] != want {
			t.Errorf("%s: %v", text, m)
		}
	}
	floor := -1
	for _, file := range []string{"views/group.ts", "element/figure/menus.ts", "element/instruments/base/x.ts", "element/instruments/log/log.ts", "element/x.ts", "define.ts"} {
		above := scriptFloor("bindings/src/" + file)
		if above <= floor {
			t.Errorf("the floors are out of order: %s is on %d, above %d", file, above, floor)
		}
		floor = above
	}
	if scriptFloor("bindings/src/element/instruments/log/log.ts") != scriptFloor("bindings/src/element/instruments/pair/pair.ts") {
		t.Error("two instruments are on different floors")
	}
	for text, want := range map[string]bool{
		"document.querySelector(x)": true, "const timer = setTimeout(f)": true, "(window.x)": true, "as HTMLElement": true,
		"this.experiment.document": false, "const { document } = this.experiment;": false, "a.document.title": false,
	} {
		if pageOf.MatchString(text) != want {
			t.Errorf("%s: is of a page: %v", text, !want)
		}
	}
}

func TestCirclesAreFound(t *testing.T) {
	for _, c := range []struct {
		imports string
		want    []string
	}{
		{"a>b b>c a>c", nil},
		{"a>a", []string{"a a"}},
		{"a>b b>c c>b", []string{"b c b"}},
		{"a>b b>c c>d d>a c>a", []string{"a b c a", "d a b c d"}},
		{"a>x x>b b>y y>x c>d d>c", []string{"b y x b", "c d c"}},
	} {
		imports := map[string][]string{}
		for _, pair := range strings.Fields(c.imports) {
			from, to, _ := strings.Cut(pair, ">")
			imports[from] = append(imports[from], to)
		}
		var got []string
		for _, circle := range circles(imports) {
			got = append(got, strings.Join(circle, " "))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q, not %q", c.imports, got, c.want)
		}
	}
}
