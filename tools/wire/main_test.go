package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"faultlab/core/lab/door"
	"faultlab/tools/wire/shapes"
)

var root = filepath.Join("..", "..")

func TestWhatIsWrittenIsCurrent(t *testing.T) {
	files, err := written(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil || string(got) != want {
			t.Errorf("%s isn't what the table and the shapes say (%v): run go generate ./core/lab/wire", name, err)
		}
	}
}

// Every operation and every field of the table is in the client and in the document.
func TestEveryOperationIsWritten(t *testing.T) {
	table, err := readTable(root)
	if err != nil {
		t.Fatal(err)
	}
	all, err := shapes.Read(root)
	if err != nil {
		t.Fatal(err)
	}
	typescript, described := requests(table), document(all, table)
	for _, op := range door.Operations() {
		for _, text := range []string{"\n  " + key(op.Name) + ": {\n", "\n  " + key(op.Name) + ": ("} {
			if !strings.Contains(typescript, text) {
				t.Errorf("requests.ts has no %q", text)
			}
		}
		_, part, found := strings.Cut(described, "\n### "+op.Name+"\n")
		part, _, _ = strings.Cut(part, "\n### ")
		for _, f := range append(op.Takes[:len(op.Takes):len(op.Takes)], op.MayTake...) {
			found = found && strings.Contains(part, "| "+f.Name+" |")
		}
		if !found {
			t.Errorf("WIRE.md doesn't say what %s takes", op.Name)
		}
	}
	for _, s := range all {
		if !strings.Contains(described, "\n### "+s.Name+"\n") {
			t.Errorf("no operation gives a %s", s.Name)
		}
	}
}

func TestLongCommentsAreWrapped(t *testing.T) {
	long := strings.Repeat("word ", 60)
	for _, line := range strings.Split(comment("    ", strings.TrimSpace(long)), "\n") {
		if len(line) > width || strings.HasSuffix(line, " ") {
			t.Errorf("%q", line)
		}
	}
	if got := comment("  ", "of a fault"); got != "  /** Of a fault. */\n" {
		t.Errorf("%q", got)
	}
}
