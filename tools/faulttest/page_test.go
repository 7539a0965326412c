package faulttest

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"faultlab/core/lab/door"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"

	"github.com/google/go-cmp/cmp"
)

func document(t *testing.T, name string) *scenario.Value {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../testdata/scenarios", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.Decode(b, scenario.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return &v
}

// between is the text between two others, the first of each.
func between(t *testing.T, s, from, to string) string {
	t.Helper()
	_, s, ok := strings.Cut(s, from)
	s, _, closed := strings.Cut(s, to)
	if !ok || !closed {
		t.Fatalf("there is nothing between %s and %s", from, to)
	}
	return s
}

const holder = `<script type="application/octet-stream" id="faultlab-run" data-format="`

// held is the run that a page holds.
func held(t *testing.T, page []byte) []byte {
	t.Helper()
	_, packed, _ := strings.Cut(between(t, string(page), holder, "</script>"), ">")
	in, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	run, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestAPageHoldsItsRun(t *testing.T) {
	run, err := Run(door.New(door.RequestLimits{}), document(t, "byzantine/oral-4-1"), nil)
	if err != nil {
		t.Fatal(err)
	}
	page := Page("TestFour", run)
	if diff := cmp.Diff(run, held(t, page)); diff != "" {
		t.Errorf("the run in the page (-want +got):\n%s", diff)
	}
	if !bytes.Equal(page, Page("TestFour", run)) {
		t.Error("the same run gives another page")
	}
	for _, place := range []string{"<title>", "<h1>"} {
		if got := between(t, string(page), place, "<"); got != "TestFour" {
			t.Errorf("%s%s", place, got)
		}
	}
}

func TestTheChoicesOfARunCanBeGiven(t *testing.T) {
	l := door.New(door.RequestLimits{})
	own, err := Run(l, document(t, "byzantine/oral-4-1-lieutenant"), nil)
	if err != nil {
		t.Fatal(err)
	}
	none, err := Run(l, document(t, "byzantine/oral-4-1-lieutenant"), []sim.Choice{})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(own, none) {
		t.Error("without any choice the run is the same")
	}
}

func TestWhatIsRefusedIsToldWithItsField(t *testing.T) {
	_, err := Run(door.New(door.RequestLimits{}), &scenario.Value{Kind: scenario.Map}, nil)
	if err == nil || !strings.Contains(err.Error(), "faultlab") {
		t.Errorf("an empty document: %v", err)
	}
}

// A policy that names hashes is of use only if they are those of what is there.
func TestThePolicyAllowsWhatIsInThePageAndNothingElse(t *testing.T) {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	page := string(Page("a title", []byte{0x90}))
	policy := between(t, page, `Content-Security-Policy" content="`, `"`)
	want := "default-src 'none'; script-src " + hash(between(t, page, "<script>", "</script>")) +
		"; style-src " + hash(between(t, page, "<style>", "</style>")) + "; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("the policy is\n%s, and should be\n%s", policy, want)
	}
	if n := strings.Count(page, "<script"); n != 2 {
		t.Errorf("the page has %d scripts", n)
	}
	markup := strings.Replace(page, between(t, page, "<script>", "</script>"), "", 1)
	for _, what := range []string{" src=", " href=", "@import", "url("} {
		if strings.Contains(markup, what) {
			t.Errorf("the page mentions %s: it should hold all that it needs", what)
		}
	}
	if strings.Contains(page, "WebAssembly") {
		t.Error("the page can start an engine, and has none")
	}
}

// The viewer that is checked in may be of another day than what writes runs. It must
// read the same format; what that is worth, a test in core/lab/door sees to.
func TestTheViewerReadsWhatIsWritten(t *testing.T) {
	if reads := between(t, player(), holder, `"`); reads != format {
		t.Errorf("the viewer reads %q, and what is written is %q: run tools/build.sh player, which needs Node, and commit what it writes", reads, format)
	}
}

func TestThePlacesForTitleAndRunAreThere(t *testing.T) {
	if n := strings.Count(player(), titlePlace); n != 2 {
		t.Errorf("there are %d places for a title", n)
	}
	if n := strings.Count(player(), runPlace); n != 1 {
		t.Errorf("there are %d places for a run", n)
	}
	// A title is put in first, and must not make a place for a run.
	if page := Page(runPlace, nil); !strings.Contains(string(page), "&lt;!--run--&gt;") || len(held(t, page)) != 0 {
		t.Error("a title was taken for a place")
	}
}

func TestATitleIsTextWhateverStandsInIt(t *testing.T) {
	for title, want := range map[string]string{
		"</title><script>alert(1)</script>": "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
		`"quoted" & 'so'`:                   "&#34;quoted&#34; &amp; &#39;so&#39;",
		"a line\nand a\x00nother":           "a line and a nother",
		"no \xff UTF-8":                     "no \uFFFD UTF-8",
		strings.Repeat("ä", 300):            strings.Repeat("ä", 199) + "…",
	} {
		if got := between(t, string(Page(title, nil)), "<h1>", "</h1>"); got != want {
			t.Errorf("%q is written %q, and should be %q", title, got, want)
		}
	}
}

func TestARunThatIsTooLongIsToldAndNotShown(t *testing.T) {
	page := Page("long", make([]byte, MaxRun+1))
	if got := string(held(t, page)); !strings.Contains(got, "67108865 bytes, more than the 67108864 that a page shows") {
		t.Errorf("the page holds %d bytes: %q", len(got), got[:min(len(got), 200)])
	}
}
