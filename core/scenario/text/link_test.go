package text_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"faultlab/core/choose"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

var withoutPlaces = cmp.Options{
	cmpopts.IgnoreFields(scenario.Value{}, "Line", "Column"),
	cmpopts.IgnoreFields(scenario.Field{}, "Line", "Column"),
	cmpopts.EquateEmpty(),
}

// keptLink is an entry of testdata/links/links.json, which the bindings read too.
type keptLink struct {
	About    string          `json:"about"`
	Link     string          `json:"link"`
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Document json.RawMessage `json:"document"`
	Step     int             `json:"step"`
	Choices  [][9]int64      `json:"choices"` // null: the document's own
}

func keptLinks(t testing.TB) []keptLink {
	t.Helper()
	b, err := os.ReadFile("../../../testdata/links/links.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []keptLink
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestLinksOfOldOpenForEver(t *testing.T) {
	for _, k := range keptLinks(t) {
		l, err := text.ParseLink(k.Link, scenario.DocumentLimits{})
		if err != nil {
			t.Errorf("%s: %v", k.About, err)
			continue
		}
		if l.ID != k.ID || l.Name != k.Name || l.Step != k.Step || l.Own != (k.Choices == nil) {
			t.Errorf("%s: %+v", k.About, l)
		}
		var choices [][9]int64
		for _, c := range l.Choices {
			choices = append(choices, choose.Numbers(c))
		}
		if diff := cmp.Diff(k.Choices, choices, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", k.About, diff)
		}
		if (l.Document != nil) != (k.Document != nil) {
			t.Errorf("%s: document %v", k.About, l.Document)
		} else if l.Document != nil {
			want, err := text.Decode(k.Document, scenario.DocumentLimits{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, *l.Document, withoutPlaces); diff != "" {
				t.Errorf("%s: %s", k.About, diff)
			}
		}
		if l.String() != k.Link[strings.IndexByte(k.Link, '#'):] {
			t.Errorf("%s: written again it is %s", k.About, l)
		}
	}
}

func TestWhatIsNoLinkIsRefused(t *testing.T) {
	for s, says := range map[string]string{
		"":                             "a link has the form",
		"#":                            "a link has the form",
		"#a":                           "a link has the form",
		"#=1.a.0.":                     "a link has the form",
		"#x=1.a":                       "a link has the form",
		"#x=1.a.0.AA.AA":               "a link has the form",
		"#x=0.a.0.":                    "a link has the form",
		"#x=one.a.0.":                  "a link has the form",
		"#x=2.a.0.":                    "newer version",
		"#x=1.a.-1.":                   "step is no number",
		"#x=1.a.+1.":                   "step is no number",
		"#x=1.a..":                     "step is no number",
		"#x=1.a.99999999999999999999.": "step is no number",
		"#x=1..0.":                     "names no scenario",
		"#x=1./a.0.":                   "names no scenario",
		"#x=1.a//b.0.":                 "names no scenario",
		"#x=1.a%2fb.0.":                "names no scenario",
		"#x=1.a.0.?":                   "choices are damaged",
		"#x=1.a.0.AA==":                "choices are damaged",
		"#x=1.a.0.AAAA":                "cut off",
		"#x=1.a.0._____________w":      "cut off",
		"#x=1.~?.0.":                   "document is damaged",
		"#x=1.~e30K.0.?":               "choices are damaged",
		"#x=1.~ew.0.":                  "ends too early",
	} {
		if l, err := text.ParseLink(s, scenario.DocumentLimits{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v %v, want %s", s, l, err, says)
		}
	}
	long := text.Link{ID: "x", Name: "a", Choices: make([]sim.Choice, 20)}.String()
	if _, err := text.ParseLink(long, scenario.DocumentLimits{Choices: 19}); err == nil {
		t.Error("more choices than the limit are read")
	}
}

// FuzzLinks asks of any text: it is refused, or it is a link that is written and
// read again as the same.
func FuzzLinks(f *testing.F) {
	for _, k := range keptLinks(f) {
		f.Add(k.Link)
	}
	f.Add("#faultlab=1.byzantine/oral-4-1.9.CAMDAQEDAAADAQQDAgEDAP8BAA")
	f.Fuzz(func(t *testing.T, s string) {
		lim := scenario.DocumentLimits{Choices: 100}
		l, err := text.ParseLink(s, lim)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("refused without a word")
			}
			return
		}
		last := int32(0)
		for _, c := range l.Choices {
			if c.Step < last || int(c.Kind) >= len(sim.Kinds) {
				t.Fatalf("choice %+v behind step %d", c, last)
			}
			last = c.Step
		}
		again, err := text.ParseLink(l.String(), lim)
		if err != nil {
			t.Fatalf("%s becomes %s: %v", s, l, err)
		}
		if diff := cmp.Diff(l, again, withoutPlaces); diff != "" {
			t.Fatal(diff)
		}
	})
}
