package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
)

var update = flag.Bool("update", false, "write the golden traces and their stories anew")

const traces = "../../testdata/traces"

// wholeUpTo is the number of events up to which a trace is kept whole. Of a longer
// one there are its number of events and its hash.
const wholeUpTo = 120

// mostOfAStory is the number of lines up to which the steps of a story are kept whole.
// Of a longer one there are the first and the last of them.
const mostOfAStory = 400

// The same scenario gives the same trace for ever: saved links and lists of choices
// rely on it. What is compared are events, not words. Beside them lies the story,
// as "faultlab run" tells it, by which a reviewer reads what has changed.
func TestTracesAndStoriesAreWhatTheyWere(t *testing.T) {
	all := map[string]bool{}
	for _, file := range kept(t) {
		s, err := load(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range []struct {
			extension string
			got       []byte
			meant     string
		}{
			{".jsonl", eventsOf(s), "raise the version of " + s.doc.Config.Spec.Name + ", as old links may break, and "},
			{".txt", storyOf(s), ""},
		} {
			golden := filepath.Join(traces, filepath.FromSlash(s.name)+g.extension)
			all[golden] = true
			if *update {
				write(t, golden, g.got)
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Errorf("%v: run go test ./tools/faultlab -update", err)
			} else if !bytes.Equal(g.got, want) {
				t.Errorf("%s is another one, %s\nIf that is meant, %srun go test ./tools/faultlab -update", golden, difference(want, g.got), g.meant)
			}
		}
	}
	for _, golden := range leftOver(t, traces, all) {
		if *update {
			if err := os.Remove(golden); err != nil {
				t.Fatal(err)
			}
			continue
		}
		t.Errorf("%s is of no scenario any more: go test ./tools/faultlab -update removes it", golden)
	}
}

func write(t *testing.T, file string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// leftOver are the files in a folder, and below it, that are none of all.
func leftOver(t *testing.T, folder string, all map[string]bool) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !all[path] {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// eventsOf writes the events of a scenario's run without their words.
func eventsOf(s *source) []byte {
	x, list := s.experiment()
	x.Replay(list, -1)
	var b bytes.Buffer
	for i := range x.Trace.Events {
		v := eventLine(x, int32(i))
		v.Fields = v.Fields[:len(v.Fields)-1] // says
		b.Write(text.Compact(&v))
		b.WriteByte('\n')
	}
	if len(x.Trace.Events) <= wholeUpTo {
		return b.Bytes()
	}
	return fmt.Appendf(nil, `{"events":%d,"sha256":"%x"}`+"\n", len(x.Trace.Events), sha256.Sum256(b.Bytes()))
}

// storyOf tells a scenario's run, a step a line.
func storyOf(s *source) []byte {
	x, list := s.experiment()
	end := x.Replay(list, -1)
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	narrate(w, x, end, mostOfAStory)
	w.Flush()
	return b.Bytes()
}

// difference shows the first line in which two texts differ.
func difference(want, got []byte) string {
	x, y := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := 0; ; i++ {
		switch {
		case i >= len(x):
			return fmt.Sprintf("longer by line %d:\n%s", i+1, y[i])
		case i >= len(y):
			return fmt.Sprintf("shorter by line %d:\n%s", i+1, x[i])
		case x[i] != y[i]:
			return fmt.Sprintf("first in line %d:\n%s\nwhere it was\n%s", i+1, y[i], x[i])
		}
	}
}

func TestAFileOfNoScenarioIsFound(t *testing.T) {
	folder := t.TempDir()
	story, orphan := filepath.Join(folder, "tmr", "kept.txt"), filepath.Join(folder, "tmr", "gone.txt")
	write(t, story, nil)
	write(t, orphan, nil)
	if found := leftOver(t, folder, map[string]bool{story: true}); len(found) != 1 || found[0] != orphan {
		t.Errorf("found are %q", found)
	}
}

func TestWordsAreTheLastFieldOfAnEvent(t *testing.T) {
	s, err := load(kept(t)[0])
	if err != nil {
		t.Fatal(err)
	}
	x, list := s.experiment()
	x.Replay(list, -1)
	v := eventLine(x, 0)
	if last := v.Fields[len(v.Fields)-1]; last.Key != "says" || last.Value.Kind != scenario.String {
		t.Errorf("the last field is %s", last.Key)
	}
}
