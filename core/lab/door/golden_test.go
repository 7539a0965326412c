package door_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"faultlab/core/lab/door"
	"faultlab/core/lab/wire"

	"github.com/google/go-cmp/cmp"
	"github.com/tinylib/msgp/msgp"
)

var update = flag.Bool("update", false, "write testdata/wire anew")

const (
	scenarios = "../../../testdata/scenarios"
	goldens   = "../../../testdata/wire/"
)

// The same bytes everywhere: what every scenario's run looks like is pinned here,
// and held natively, in wasm under Node (these tests run there too) and in the
// three browsers (bindings/test/browser/traces.test.mjs).
func TestTracesAreTheSameBytesEverywhere(t *testing.T) {
	files, err := filepath.Glob(scenarios + "/*/*.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d scenarios found: %v", len(files), err)
	}
	l := door.New(door.RequestLimits{})
	got := map[string]string{}
	for _, f := range files {
		document, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		ok, body := answer(t, l.Handle(request(t, "run", string(document), nil, -1)))
		if !ok {
			t.Fatal(f, body)
		}
		name := strings.TrimSuffix(filepath.ToSlash(strings.TrimPrefix(f, filepath.FromSlash(scenarios)+string(filepath.Separator))), ".json")
		got[name] = digest(body)
	}
	golden := goldens + "traces.json"
	if *update {
		text, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("traces have changed (go test ./core/lab/door -update writes them anew):\n%s", d)
	}
}

// digest hashes what makes a trace: events, lists, sentences, and clocks.
func digest(body []any) string {
	h := sha256.New()
	for _, place := range []int{5, 6, 8, 19} {
		h.Write(body[place].([]byte))
	}
	for _, s := range body[7].([]any) {
		h.Write([]byte(s.(string)))
		h.Write([]byte{'\n'})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Exchanges byte for byte, which the decoders in JavaScript are held to as well.
func TestTheWireIsStable(t *testing.T) {
	read := func(name string) string {
		document, err := os.ReadFile(scenarios + "/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		return string(document)
	}
	three, commander := read("byzantine/oral-3-1-lieutenant"), read("byzantine/oral-4-1-commander")
	l := door.New(door.RequestLimits{})
	for _, x := range []struct {
		name    string
		request []byte
	}{
		{"oral-4-1", request(t, "run", read("byzantine/oral-4-1"), nil, -1)},
		{"explore-open", request(t, "explore.open", three, nil, -1, []any{0, 1 << 30, 0, 0, 12}, []any{1, "arbitrary"})},
		{"explore-going", call(t, "explore.run", 1, 16)},
		{"explore-done", call(t, "explore.run", 1, 1000)},
		{"explore-close", call(t, "explore.close", 1)},
		{"grid", request(t, "explore.grid", commander, 100)},
	} {
		for kind, got := range map[string][]byte{"request": x.request, "response": l.Handle(x.request)} {
			name := goldens + x.name + "." + kind + ".bin"
			if *update {
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s has changed: raise the wire's version, or add at the end only and write it anew", name)
			}
		}
	}
}

func TestEveryCutOffRequestIsAClearError(t *testing.T) {
	whole, err := os.ReadFile(goldens + "oral-4-1.request.bin")
	if err != nil {
		t.Fatal(err)
	}
	l := door.New(door.RequestLimits{})
	for n := range whole {
		ok, body := answer(t, l.Handle(whole[:n]))
		if ok || body[2] == "" {
			t.Fatalf("the first %d bytes are answered with %v", n, body)
		}
	}
}

func TestRefusalsNameTheFieldAndWhatIsAllowed(t *testing.T) {
	l := door.New(door.RequestLimits{})
	envelope := func(version int, op string, body ...any) []byte {
		b := msgp.AppendArrayHeader(nil, 3)
		b = msgp.AppendInt(b, version)
		b = msgp.AppendString(b, op)
		b, err := msgp.AppendIntf(b, body)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct {
		name    string
		request []byte
		path    string
	}{
		{"another version", envelope(wire.Version+1, "run"), "version"},
		{"an unknown operation", envelope(wire.Version, "make coffee"), "op"},
		{"too few arguments", envelope(wire.Version, "oral.counts", 4), "body"},
		{"no process", envelope(wire.Version, "oral.counts", 0, 1), "n"},
		{"too many processes", envelope(wire.Version, "oral.counts", 1_000_000, 1), "n"},
		{"an unknown rule", request(t, "totals", oral41, "nice", 0), "choices"},
		{"a seed below nothing", request(t, "totals", oral41, "split", -1), "seed"},
		{"a voter better than perfect", envelope(wire.Version, "tmr.curve", 1001, 10), "voter"},
		{"no message at all", envelope(wire.Version, "agreement.plans", 0, 0), "messages"},
		{"a question with an answer in it", envelope(wire.Version, "agreement.circumstances", 1), "body"},
		{"a choice that is none", request(t, "run", oral41, []any{[]any{1, 2}}, -1), "choices[0]"},
		{"a choice out of range", request(t, "run", oral41, []any{[]any{1, 99, 0, 0, 0, 0, 0, 0, 0}}, -1), "choices[0]"},
		{"a claim nobody asked for", request(t, "shrink", oral41, nil, "IC3"), "claim"},
		{"a search that is not there", envelope(wire.Version, "explore.run", 7, 100), "handle"},
		{"no model to fail by", request(t, "explore.open", oral41, nil, -1, []any{0, 0, 0, 0, 0}, []any{1, "whim"}), "model"},
		{"a run in progress with anyone faulty", request(t, "explore.open", oral41, nil, 3, []any{0, 0, 0, 0, 0}, []any{1, "arbitrary"}), "step"},
		{"nobody is alike", request(t, "explore.open", oral41, nil, -1, []any{0, 0, 1, 0, 0}, []any{0, ""}), "options"},
		{"more memory than a page has", request(t, "explore.open", oral41, nil, -1, []any{0, 1 << 40, 0, 0, 0}, []any{0, ""}), "bytes"},
		{"n = 1000, m = 300", request(t, "run", `{"faultlab":1,"protocol":"byzantine/oral","version":1,"processes":1000,"params":{"m":300}}`, nil, -1), "processes"},
	} {
		ok, body := answer(t, l.Handle(c.request))
		if ok || body[1] != c.path || body[2] == "" {
			t.Errorf("%s: %v", c.name, body)
		}
	}
	_, body := answer(t, l.Handle(request(t, "run", `{"faultlab":1,"protocol":"byzantine/oral","version":1,"processes":1000,"params":{"m":300}}`, nil, -1)))
	if !strings.Contains(body[2].(string), "881 digits") {
		t.Errorf("n = 1000, m = 300 is refused with %q", body[2])
	}
}
