package lint

import (
	"path"
	"regexp"
	"sort"
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

// importsOf has for each script of bindings/src what it imports of the others, types
// among it: whoever reads one end of a circle has to read all of it.
func importsOf(all []file) map[string][]string {
	graph := map[string][]string{}
	for _, f := range all {
		graph[f.path] = nil
	}
	for _, f := range all {
		for _, m := range importOf.FindAllStringSubmatch(f.text, -1) {
			if target := path.Join(path.Dir(f.path), m[1]); strings.HasPrefix(m[1], ".") && target != f.path {
				if _, known := graph[target]; known {
					graph[f.path] = append(graph[f.path], target)
				}
			}
		}
	}
	return graph
}

// circles are the ways from a file back to it, each once.
func circles(graph map[string][]string) [][]string {
	var found [][]string
	var way []string
	done, place := map[string]bool{}, map[string]int{}
	var follow func(string)
	follow = func(f string) {
		place[f] = len(way)
		way = append(way, f)
		for _, target := range graph[f] {
			if from, on := place[target]; on {
				found = append(found, append([]string(nil), way[from:]...))
			} else if !done[target] {
				follow(target)
			}
		}
		way = way[:len(way)-1]
		delete(place, f)
		done[f] = true
	}
	names := make([]string, 0, len(graph))
	for f := range graph {
		names = append(names, f)
	}
	sort.Strings(names)
	for _, f := range names {
		if !done[f] {
			follow(f)
		}
	}
	return found
}

func TestScriptsImportInNoCircle(t *testing.T) {
	for _, circle := range circles(importsOf(below(files(t, ".ts"), "bindings/src/"))) {
		if strings.HasPrefix(circle[0], "bindings/src/element/figure/") {
			continue // its parts still know the element that they are parts of
		}
		t.Errorf("%s import each other in a circle: put what they share into a file below them.", strings.Join(circle, ", "))
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
	floor := -1
	for _, file := range []string{"views/group.ts", "element/figure/menus.ts", "element/instruments/base/x.ts", "element/instruments/log/log.ts", "element/x.ts", "define.ts"} {
		above := scriptFloor("bindings/src/" + file)
		if above <= floor {
			t.Errorf("the floors are out of order: %s is on %d, above %d", file, above, floor)
		}
		floor = above
	}
	ring := importsOf([]file{{"a/a.ts", `import type { B } from "./b.ts"`}, {"a/b.ts", `export * from "../c.ts"`}, {"c.ts", `import "./a/a.ts"; import "./d.ts"`}, {"d.ts", ""}})
	if found := circles(ring); len(found) != 1 || len(found[0]) != 3 {
		t.Errorf("of one circle of three files %v are found", found)
	}
	if scriptFloor("bindings/src/element/instruments/log/log.ts") != scriptFloor("bindings/src/element/instruments/pair/pair.ts") {
		t.Error("two instruments are on different floors")
	}
}
