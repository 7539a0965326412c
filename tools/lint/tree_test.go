package lint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

// ignored are folders of which nothing was written by hand.
var ignored = map[string]bool{".git": true, "node_modules": true, "dist": true, "build": true, "fuzz": true}

// file is a source file of the tree.
type file struct {
	path string // from the root, with slashes
	text string
}

// files reads all files whose names end in one of the extensions.
func files(t *testing.T, extensions ...string) []file {
	t.Helper()
	var all []file
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if ignored[d.Name()] {
				return filepath.SkipDir
			}
			return nil
		}
		for _, x := range extensions {
			if !strings.HasSuffix(path, x) {
				continue
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			all = append(all, file{filepath.ToSlash(rel), string(b)})
			break
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("no files %v below %s", extensions, root)
	}
	return all
}

// generated says whether a file was written by a program.
func generated(f file) bool {
	head := f.text[:min(len(f.text), 400)]
	return strings.Contains(head, "Code generated") && strings.Contains(head, "DO NOT EDIT")
}

// goFile is a parsed Go file.
type goFile struct {
	file
	pkg    string // the folder of its package, from the root
	test   bool
	syntax *ast.File
	set    *token.FileSet
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var all []goFile
	for _, f := range files(t, ".go") {
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, f.path, f.text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		pkg := f.path[:max(strings.LastIndexByte(f.path, '/'), 0)]
		all = append(all, goFile{f, pkg, strings.HasSuffix(f.path, "_test.go"), syntax, set})
	}
	return all
}

func (f *goFile) line(p token.Pos) int { return f.set.Position(p).Line }

// lineOf counts the lines up to an offset.
func lineOf(text string, offset int) int { return 1 + strings.Count(text[:offset], "\n") }
