package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
)

var update = flag.Bool("update", false, "write the golden traces anew")

// wholeUpTo is the number of events up to which a trace is kept whole. Of a longer
// one there are its number of events and its hash.
const wholeUpTo = 120

// The same scenario gives the same trace for ever: saved links and lists of
// choices rely on it. What is kept are events, not words.
func TestTracesAreWhatTheyWere(t *testing.T) {
	for _, file := range kept(t) {
		s, err := load(file)
		if err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("../../testdata/traces", s.name+".jsonl")
		got := eventsOf(s)
		if *update {
			if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Errorf("%v: run go test ./tools/faultlab -update", err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s: another trace than before, first in line %d. If that is meant, raise the version of %s, as old links may break, and run go test ./tools/faultlab -update",
				s.name, firstDifference(got, want), s.doc.Config.Spec.Name)
		}
	}
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

func firstDifference(a, b []byte) int {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return i + 1
		}
	}
	return min(len(x), len(y)) + 1
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
