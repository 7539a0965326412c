package lint

import (
	"path"
	"regexp"
	"strings"
	"testing"
)

// scriptFloors are the floors of bindings/src, the lowest first. A file imports
// from its own folder and from floors below.
var scriptFloors = [][]string{
	{"operations", "style"},
	{"engine", "views"},
	{"sources", "play"},
	{"element/shared"},
	{"element/figure"},
	{"element/instruments"},
	{"element"},
}

func scriptFloor(file string) int {
	parts := strings.Split(strings.TrimPrefix(file, "bindings/src/"), "/")
	for i, names := range scriptFloors {
		if contains(names, parts[0]) || len(parts) > 2 && contains(names, parts[0]+"/"+parts[1]) {
			return i
		}
	}
	return len(scriptFloors)
}

var importOf = regexp.MustCompile(`(?m)(?:\bfrom|\bimport\(|^import)\s*["']([^"']+)["']`)

// bare are the packages of others which scripts of a page may import, and where.
var bare = map[string]string{
	"lit":              "bindings/src/element/shared/, bindings/src/element/figure/, bindings/src/element/instruments/ and bindings/src/views/lit.ts",
	"@msgpack/msgpack": "bindings/src/engine/",
	"wasm_exec":        "bindings/src/engine/",
	"worker-text:":     "bindings/src/engine/",
	"node:":            "bindings/src/engine/",
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
				if where := bare[name]; where == "" || !strings.Contains(where, f.path) && !strings.Contains(where, path.Dir(f.path)+"/") {
					t.Errorf("%s:%d: imports %s: a page carries little, and each package is wrapped in one place (%s).", f.path, line, what, where)
				}
				continue
			}
			target := path.Join(path.Dir(f.path), what)
			switch {
			case !strings.HasPrefix(target, "bindings/src/"):
				t.Errorf("%s:%d: imports %s: the package stands for itself. Move what it needs into bindings/src.", f.path, line, what)
			case path.Dir(target) != path.Dir(f.path) && scriptFloor(target) >= scriptFloor(f.path):
				t.Errorf("%s:%d: imports %s: arrows point one way, element (instruments > figure > shared) > sources, play > engine, views > operations. Move what is shared to the lower one.", f.path, line, what)
			case path.Dir(target) == path.Dir(f.path) && scriptFloor(target) > scriptFloor(f.path):
				t.Errorf("%s:%d: imports %s, which stands above it. Move what is shared to the lower one.", f.path, line, what)
			}
		}
	}
}

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
	if scriptFloor("bindings/src/views/group.ts") >= scriptFloor("bindings/src/element/figure/menus.ts") || scriptFloor("bindings/src/define.ts") <= scriptFloor("bindings/src/element/x.ts") {
		t.Error("the floors are out of order")
	}
}
