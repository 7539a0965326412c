package scenario_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"faultlab/core/graph"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// seeds adds documents that are right and documents that are nearly right.
func seeds(f *testing.F, add func(document []byte)) {
	for _, s := range []string{good, `{}`, `[[[[1]]]]`, `{"faultlab":1,"protocol":"test/circuit"}`, `{"a":1,"a":2}`, `[1e21,0.5,-1,"\u0000"]`} {
		add([]byte(s))
	}
	files, err := filepath.Glob("../../testdata/scenarios/*/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		add(b)
	}
}

// FuzzDecodeValue asks of any bytes: they are refused or they are one value,
// within the limits, which is written as it was read.
func FuzzDecodeValue(f *testing.F) {
	seeds(f, func(document []byte) {
		if v, err := text.Decode(document, scenario.DocumentLimits{}); err == nil {
			f.Add(scenario.Append(nil, &v))
		}
	})
	f.Add(bytes.Repeat([]byte{0x91}, 100))
	f.Add([]byte{0xdf, 0xff, 0xff, 0xff, 0xff})
	lim := scenario.DocumentLimits{Bytes: 1 << 16, Depth: 8, Nodes: 1000, Fields: 50, String: 300}
	f.Fuzz(func(t *testing.T, b []byte) {
		v, bad := scenario.Decode(b, lim)
		if bad != nil {
			if bad.Message == "" || v.Kind != scenario.Null {
				t.Fatalf("refused without a word, or with a value: %v", v)
			}
			return
		}
		if n, depth := measure(&v); n > lim.Nodes || depth > lim.Depth {
			t.Fatalf("%d values, %d levels", n, depth)
		}
		again, bad := scenario.Decode(scenario.Append(nil, &v), lim)
		if bad != nil {
			t.Fatal(bad)
		}
		if diff := cmp.Diff(written(&v), written(&again)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// written compares by what is written, as a number that is none is not equal to itself.
func written(v *scenario.Value) string { return string(text.Compact(v)) }

func measure(v *scenario.Value) (nodes, depth int) {
	nodes = 1
	for i := range v.Items {
		n, d := measure(&v.Items[i])
		nodes, depth = nodes+n, max(depth, d+1)
	}
	for i := range v.Fields {
		n, d := measure(&v.Fields[i].Value)
		nodes, depth = nodes+n, max(depth, d+1)
	}
	return nodes, depth
}

// FuzzDocument asks of any text: it is refused with problems that have a place,
// or it is a document; and the same document in bytes is judged alike.
func FuzzDocument(f *testing.F) {
	seeds(f, func(document []byte) { f.Add(document) })
	all := scenario.New(append(scenario.Builtin(), generals, circuit)...)
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := text.Decode(b, scenario.DocumentLimits{})
		if err != nil {
			for _, p := range err.(text.Problems) {
				if p.Line < 1 || p.Column < 1 || p.Message == "" {
					t.Fatalf("a problem without a place or a word: %+v", p)
				}
			}
			return
		}
		doc, bad := all.Check(&v, scenario.DocumentLimits{})
		packed, packedBad := all.Read(scenario.Append(nil, &v), scenario.DocumentLimits{})
		if (doc == nil) == (bad == nil) || len(bad) > 20 {
			t.Fatalf("%v %v", doc, bad)
		}
		if bad.Error() != packedBad.Error() {
			t.Fatalf("text: %v\nbytes: %v", bad, packedBad)
		}
		if doc == nil {
			for _, p := range text.Locate(&v, bad) {
				if p.Line < 1 || p.Column < 1 || p.Message == "" {
					t.Fatalf("a problem without a place or a word: %+v", p)
				}
			}
			return
		}
		consistent(t, doc)
		if packed.Title != doc.Title || cmp.Diff(packed.Choices, doc.Choices) != "" || cmp.Diff(packed.Config.Params, doc.Config.Params) != "" {
			t.Fatalf("text and bytes differ: %+v %+v", doc, packed)
		}
	})
}

// consistent checks what everybody relies on who is given a document.
func consistent(t *testing.T, doc *scenario.Document) {
	c := doc.Config
	switch {
	case c.N != len(c.Names) || c.N != len(c.Models) || c.N > 64,
		len(c.Params) != len(c.Spec.Params),
		c.Budget.Steps < 1 || c.Budget.Steps > 1_000_000,
		doc.Show.Step < 0 || doc.Show.Step > int(c.Budget.Steps),
		c.Net.Bounded && !c.Net.LockStep && !c.Net.Wired && (c.Net.MinDelay < 1 || c.Net.MaxDelay < c.Net.MinDelay):
		t.Fatalf("inconsistent: %+v", c)
	}
	for i, p := range c.Spec.Params {
		least := int32(0)
		switch p.Kind {
		case protocol.Links:
			least = -1
			if d, _, _ := c.Graph.Diameter(sim.All(c.N)); len(c.Graph) != c.N || d == graph.Far {
				t.Fatalf("a graph of %d among %d: %b", len(c.Graph), c.N, c.Graph)
			}
		case protocol.Each:
			if len(c.Each) != c.N || slices.Min(c.Each) < 0 || int(slices.Max(c.Each)) >= len(p.AllowedIn(c)) {
				t.Fatalf("%s is %v", p.Name, c.Each)
			}
		}
		if v := c.Params[i]; len(p.Allowed) > 0 && (v < least || int(v) >= len(p.Allowed)) || p.Max > p.Min && (v < p.Min || v > p.Max) {
			t.Fatalf("parameter %s is %d", p.Name, v)
		}
	}
	for _, m := range c.Models {
		if m&^c.Spec.Models != 0 {
			t.Fatalf("a failure model that the protocol does not know: %b", m)
		}
	}
	last := -1
	for _, s := range doc.Choices {
		step, words, ok := scenario.SplitChoice(s)
		if !ok || step <= last || words == "" {
			t.Fatalf("choice %q", s)
		}
		last = step
	}
}
