package door_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"faultlab/core/lab/door"
	"faultlab/core/lab/wire"
	"faultlab/core/scenario"

	"github.com/tinylib/msgp/msgp"
)

// FuzzHandle asks of any request: the laboratory answers it, with an envelope
// that is whole, and what it says about the same request twice is the same. That
// it does not panic is the point of a door.
func FuzzHandle(f *testing.F) {
	files, err := filepath.Glob("../../../testdata/scenarios/*/*.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("no scenarios: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(b) > 2500 {
			continue // long lists of choices teach a fuzzer nothing
		}
		document := string(b)
		f.Add(request(f, "run", document, nil, -1))
		f.Add(request(f, "options", document, nil, 4))
		f.Add(request(f, "random", document, 7, 300))
	}
	f.Add(request(f, "run", oral41, []any{[]any{8, 3, 3, 1, 1, 3, 0, 0, 3}, []any{9, 4, 3, 2, 1, 3, 0, 255, 0}}, 10))
	f.Add(request(f, "shrink", oral41, []any{[]any{8, 3, 3, 1, 1, 3, 0, 0, 3}}, "IC1"))
	f.Add(request(f, "explore.open", oral41, nil, -1, []any{0, 0, 0, 0, 3}, []any{0, ""}))
	f.Add(request(f, "explore.grid", oral41, 100))
	f.Add(call(f, "history.check", "json", historyLog, false))
	f.Add(call(f, "history.check", "shiviz", "multicast m\np {\"p\":1}\ndeliver m\nq {\"p\":1,\"q\":1}", true))
	f.Add(call(f, "explore.run", 1, 1000))
	f.Add(call(f, "describe"))
	f.Add(call(f, "oral.counts", 1000, 300))
	f.Add(request(f, "totals", oral13, "random", 3))
	f.Add(call(f, "oral.every", 6, 2, 2, "arbitrary", 2, "retreat", "majority"))
	f.Add(call(f, "three.rules"))
	f.Add(call(f, "vector.splits", 4, 2, "book"))
	f.Add(call(f, "oral.every", 4, 2, 1, "crash", 3, "delay", "median"))
	f.Add(request(f, "oral.rest", oral41, []any{[]any{8, 3, 3, 1, 1, 3, 0, 0, 3}}, 9))
	f.Add([]byte{0x93, 1, 0xa3, 'r', 'u', 'n', 0xc0})
	f.Add(bytes.Repeat([]byte{0x93}, 50))

	small := door.RequestLimits{Document: scenario.DocumentLimits{Nodes: 2000, Events: 3000, Steps: 1000, Choices: 200}, Request: 1 << 16, Trace: 20_000, Work: 1 << 16}
	f.Fuzz(func(t *testing.T, b []byte) {
		l := door.New(small)
		first := bytes.Clone(l.Handle(b))
		if again := door.New(small).Handle(b); !bytes.Equal(first, again) {
			t.Fatalf("the same request gets two answers:\n%x\n%x", first, again)
		}
		envelope(t, first)
	})
}

// call makes the bytes of a request that is about no document.
func call(t testing.TB, op string, body ...any) []byte {
	t.Helper()
	b := msgp.AppendArrayHeader(nil, 3)
	b = msgp.AppendInt(b, wire.Version)
	b = msgp.AppendString(b, op)
	b, err := msgp.AppendIntf(b, body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// envelope checks that an answer is [version, ok, body] to its last byte, and
// that a refusal says why.
func envelope(t *testing.T, response []byte) {
	n, rest, err := msgp.ReadArrayHeaderBytes(response)
	if err != nil || n != 3 {
		t.Fatalf("no envelope: %x", response)
	}
	if version, r, err := msgp.ReadIntBytes(rest); err != nil || version != wire.Version {
		t.Fatalf("version %d: %v", version, err)
	} else {
		rest = r
	}
	ok, rest, err := msgp.ReadBoolBytes(rest)
	if err != nil {
		t.Fatal(err)
	}
	if ok {
		if rest, err = msgp.Skip(rest); err != nil || len(rest) != 0 {
			t.Fatalf("the body is not whole: %v, %d bytes behind it", err, len(rest))
		}
		return
	}
	if n, rest, err = msgp.ReadArrayHeaderBytes(rest); err != nil || n != 4 {
		t.Fatalf("no refusal: %v", err)
	}
	code, rest, _ := msgp.ReadStringBytes(rest)
	_, rest, _ = msgp.ReadStringBytes(rest)
	message, rest, err := msgp.ReadStringBytes(rest)
	if err != nil || code == "" || message == "" {
		t.Fatalf("a refusal without a word: %q %q %v", code, message, err)
	}
	if rest, err = msgp.Skip(rest); err != nil || len(rest) != 0 {
		t.Fatalf("the refusal is not whole: %v", err)
	}
}
