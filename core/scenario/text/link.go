package text

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	"faultlab/core/choose"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

// Link is what the fragment of a page's address says: which figure, which
// scenario, how far, and with which choices. This is the format of links:
//
//	#ID=1.SOURCE.STEP.CHOICES
//
// ID is the id of the element, or "faultlab". SOURCE is the name of a scenario
// that the page has, or "~" and the whole document as compact JSON in base64url.
// STEP is the number of steps shown. CHOICES is the sparse list of choices (see
// choose.Encode) in base64url; an empty one means that nothing is chosen, and a
// link without it takes the document's own. bindings/src/sources/link.ts reads and
// writes the same, and testdata/links keeps links that must open for ever.
type Link struct {
	ID       string
	Name     string          // of a scenario
	Document *scenario.Value // instead of a name
	Step     int
	Choices  []sim.Choice
	Own      bool // the document's own choices
}

// linkVersion is the version of the format of links.
const linkVersion = "1"

// Errors of what is no link, or one of another version.
var (
	ErrNoLink      = errors.New("a link has the form #faultlab=1.SCENARIO.STEP.CHOICES")
	ErrLinkVersion = errors.New("the link is of a newer version than this laboratory reads")
)

// IsLink says whether a text looks like a link or an address that has one.
func IsLink(s string) bool { return strings.Contains(s, "#") && strings.Contains(s, "=") }

// ParseLink reads a link: a fragment, or a whole address.
func ParseLink(s string, lim scenario.DocumentLimits) (Link, error) {
	lim = lim.OrDefault()
	var l Link
	if _, fragment, ok := strings.Cut(s, "#"); ok {
		s = fragment
	}
	id, rest, ok := strings.Cut(s, "=")
	if !ok || id == "" {
		return l, ErrNoLink
	}
	l.ID = id
	part := strings.Split(rest, ".")
	if part[0] != linkVersion {
		if n, err := strconv.Atoi(part[0]); err == nil && n > 1 {
			return l, ErrLinkVersion
		}
		return l, ErrNoLink
	}
	if len(part) < 3 || len(part) > 4 {
		return l, ErrNoLink
	}
	var err error
	if l.Step, err = strconv.Atoi(part[2]); err != nil || l.Step < 0 || part[2][0] == '+' {
		return l, errors.New("the link's step is no number: " + cut(part[2]))
	}
	if l.Own = len(part) == 3; !l.Own {
		b, err := base64.RawURLEncoding.Strict().DecodeString(part[3])
		if err != nil {
			return l, errors.New("the link's choices are damaged")
		}
		if l.Choices, err = choose.Decode(b, lim.Choices); err != nil {
			return l, err
		}
	}
	return l, l.source(part[1], lim)
}

func (l *Link) source(s string, lim scenario.DocumentLimits) error {
	packed, ok := strings.CutPrefix(s, "~")
	if !ok {
		if !isName(s) {
			return errors.New("the link names no scenario: " + cut(s))
		}
		l.Name = s
		return nil
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(packed)
	if err != nil {
		return errors.New("the link's document is damaged")
	}
	v, err := Decode(b, lim)
	if err != nil {
		return err
	}
	l.Document = &v
	return nil
}

// isName says whether a text can name a scenario: words of letters, digits and
// dashes, with slashes in between. So a name is never a path that leaves a folder.
func isName(s string) bool {
	if s == "" || len(s) > 100 {
		return false
	}
	for _, word := range strings.Split(s, "/") {
		if word == "" {
			return false
		}
		for i := range len(word) {
			c := word[i]
			if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
				return false
			}
		}
	}
	return true
}

// String writes the link.
func (l Link) String() string {
	source := l.Name
	if l.Document != nil {
		source = "~" + base64.RawURLEncoding.EncodeToString(Compact(l.Document))
	}
	s := "#" + l.ID + "=" + linkVersion + "." + source + "." + strconv.Itoa(l.Step)
	if !l.Own {
		s += "." + base64.RawURLEncoding.EncodeToString(choose.Encode(nil, l.Choices))
	}
	return s
}
