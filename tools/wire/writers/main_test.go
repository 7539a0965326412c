package main

import (
	"os"
	"path/filepath"
	"testing"

	"faultlab/tools/wire/shapes"
)

func TestWhatIsWrittenIsCurrent(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	all, err := shapes.Read(root)
	if err != nil {
		t.Fatal(err)
	}
	want, err := writers(all)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(shapes.Folder), "write_gen.go"))
	if err != nil || string(got) != string(want) {
		t.Errorf("write_gen.go isn't what the shapes say (%v): run go generate ./core/lab/wire", err)
	}
}
