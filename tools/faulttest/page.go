// Package faulttest shows what a test has found: a run as one HTML file that
// holds everything it needs, for whoever has only a browser. It steps, goes
// back, tells what happens and what becomes of the claims; it has no engine, so
// it can't branch. A programmer's own process runs in the programmer's test and
// in no page.
//
//	run, err := faulttest.Run(door.With(door.RequestLimits{}, registry), &document, nil)
//	...
//	os.WriteFile("run.html", faulttest.Page(t.Name(), run), 0o644)
//
// The page asks nothing of any server, and its content security policy allows
// its own script and style alone, by their hashes. What the title and the run
// say is shown as text, whatever stands in it.
package faulttest

import (
	"bytes"
	"compress/gzip"
	_ "embed" // for the page
	"encoding/base64"
	"html"
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"faultlab/core/lab/wire"
)

// viewer is a page without a run, in gzip: the figure, made of what was in bindings
// one day ("tools/build.sh player"). It shows runs of any day that are in its format.
//
//go:embed player.html.gz
var viewer []byte

// The places in it where something is to be put.
const (
	titlePlace = "<!--title-->"
	runPlace   = "<!--run-->"
)

// format is how Page writes a run: the viewer declares which one it reads, and a
// test compares. Whoever writes runs otherwise says so here and in
// bindings/src/player/format.ts, and renews the viewer.
var format = "response " + strconv.Itoa(wire.Version) + ", gzip, base64"

// player is the viewer unpacked.
var player = sync.OnceValue(func() string {
	page, err := gzip.NewReader(bytes.NewReader(viewer))
	if err != nil {
		panic("faulttest: the viewer is damaged: " + err.Error())
	}
	text, err := io.ReadAll(page)
	if err != nil {
		panic("faulttest: the viewer is damaged: " + err.Error())
	}
	return string(text)
})

// MaxRun is how many bytes of a run a page shows: more than the longest trace
// that a laboratory answers with, whose limit is 400,000 events.
const MaxRun = 64 << 20

const maxTitle = 200 // runes

// Page is the file: a title, such as the name of a test, above a run, which is
// the response of the laboratory's door to the operation run, random or shrink.
// The same title and run give the same page.
//
// A run that is too long isn't shown, and neither is what isn't a run; the page
// says so. A title is cut off after 200 characters.
func Page(title string, run []byte) []byte {
	if len(run) > MaxRun {
		run = refusal("the run has " + strconv.Itoa(len(run)) + " bytes, more than the " + strconv.Itoa(MaxRun) +
			" that a page shows: take fewer steps or processes")
	}
	page := strings.ReplaceAll(player(), titlePlace, html.EscapeString(shown(title)))
	before, after, _ := strings.Cut(page, runPlace)
	var out bytes.Buffer
	out.Grow(len(page) + len(run)/2)
	out.WriteString(before)
	pack(&out, run)
	out.WriteString(after)
	return out.Bytes()
}

// shown is a title that fits into a line.
func shown(title string) string {
	runes := []rune(strings.ToValidUTF8(title, "\uFFFD"))
	for i, r := range runes {
		if unicode.IsControl(r) {
			runes[i] = ' '
		}
	}
	if len(runes) > maxTitle {
		runes = append(runes[:maxTitle-1], '…')
	}
	return string(runes)
}

// pack writes base64 of gzip: a trace is repetitive, and ten times as long
// without. Writing into memory can't fail.
func pack(out *bytes.Buffer, run []byte) {
	text := base64.NewEncoder(base64.StdEncoding, out)
	packed, err := gzip.NewWriterLevel(text, gzip.BestCompression)
	if err == nil {
		_, err = packed.Write(run)
	}
	if err == nil {
		err = packed.Close()
	}
	if err == nil {
		err = text.Close()
	}
	if err != nil {
		panic("faulttest: a run can't be packed: " + err.Error())
	}
}

// refusal is a response of the door that says why there is no run.
func refusal(message string) []byte {
	return wire.AppendRefusal(nil, &wire.Refusal{Code: "limit", Path: "run", Message: message})
}
