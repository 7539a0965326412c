package shapes

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// read reads shapes from a source of their own.
func read(t *testing.T, source string) ([]Shape, error) {
	t.Helper()
	root := t.TempDir()
	folder := filepath.Join(root, filepath.FromSlash(Folder))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "a.go"), []byte("package wire\n"+source), 0o644); err != nil {
		t.Fatal(err)
	}
	return Read(root)
}

func TestAShapeIsReadWithItsComments(t *testing.T) {
	all, err := read(t, `
// Run is a run
// of a document.
//
// More of it.
type Run struct {
	Min, Max int // at most
	// Told by whom.
	Who   []uint8
	Bytes []byte
	Rows  [][2]Row
	Maybe *Row
}

// Row is a list.
type Row []string

type inner struct{ X map[string]int }
`)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	run := all[0]
	if run.Doc != "Run is a run of a document." || len(run.Fields) != 6 || run.Fields[1].Name != "Max" || run.Fields[1].Doc != "at most" || run.Fields[2].Doc != "Told by whom." {
		t.Errorf("%+v", run)
	}
	if who, bytes := run.Fields[2].Type, run.Fields[3].Type; who.Kind != List || who.Of.Kind != Unsigned || bytes.Kind != Bytes {
		t.Errorf("a list of small numbers and bytes are two things: %+v %+v", who, bytes)
	}
	if rows := run.Fields[4].Type; rows.Of.Size != 2 || rows.Of.Of.Name != "Row" {
		t.Errorf("%+v", rows)
	}
	if maybe := run.Fields[5].Type; maybe.Kind != Maybe || maybe.Of.Name != "Row" {
		t.Errorf("%+v", maybe)
	}
	if all[1].List == nil || all[1].List.Of.Kind != Text {
		t.Errorf("%+v", all[1])
	}
}

func TestWhatDoesNotGoOverTheWireIsRefused(t *testing.T) {
	for name, source := range map[string]string{
		"a map":         "type A struct{ X map[string]int }",
		"a float":       "type A struct{ X float64 }",
		"a null number": "type A struct{ X *int }",
		"a number":      "type A int",
	} {
		if all, err := read(t, source); err == nil || !strings.Contains(err.Error(), "a.go:2:6") {
			t.Errorf("%s is read as %+v: %v", name, all, err)
		}
	}
}

func TestNamesAreWrittenAsDocumentsHaveThem(t *testing.T) {
	for name, want := range map[string]string{"Title": "title", "PerRound": "perRound", "IC1": "ic1", "MTTF": "mttf", "JSON": "json", "FIFOLink": "fifoLink", "X": "x"} {
		if got := Camel(name); got != want {
			t.Errorf("%s becomes %s", name, got)
		}
	}
}
