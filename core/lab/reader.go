package lab

import (
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/scenario"
	"faultlab/core/sim"

	"github.com/tinylib/msgp/msgp"
)

// reader takes a request apart. After the first thing that is wrong it reads
// nothing more and bad says what it was. Sizes are held against limits before
// memory is made for them.
type reader struct {
	rest []byte
	bad  *refusal
}

func (r *reader) fail(path, message string) {
	if r.bad == nil {
		r.bad = &refusal{code: "request", path: path, message: message}
	}
}

// array reads the header of an array of least to most elements.
func (r *reader) array(path string, least, most int) int {
	if r.bad != nil {
		return 0
	}
	n, rest, err := msgp.ReadArrayHeaderBytes(r.rest)
	if err != nil {
		r.fail(path, "must be an array")
		return 0
	}
	if int64(n) < int64(least) || int64(n) > int64(most) {
		r.fail(path, "must have from "+strconv.Itoa(least)+" to "+strconv.Itoa(most)+" elements, not "+strconv.FormatUint(uint64(n), 10))
		return 0
	}
	r.rest = rest
	return int(n)
}

func (r *reader) integer(path string, least, most int64) int64 {
	if r.bad != nil {
		return 0
	}
	x, rest, err := msgp.ReadInt64Bytes(r.rest)
	if err != nil || x < least || x > most {
		r.fail(path, "must be a whole number from "+strconv.FormatInt(least, 10)+" to "+strconv.FormatInt(most, 10))
		return 0
	}
	r.rest = rest
	return x
}

func (r *reader) truth(path string) bool {
	if r.bad != nil {
		return false
	}
	x, rest, err := msgp.ReadBoolBytes(r.rest)
	if err != nil {
		r.fail(path, "must be true or false")
		return false
	}
	r.rest = rest
	return x
}

func (r *reader) text(path string, most int) string {
	if r.bad != nil {
		return ""
	}
	b, rest, err := msgp.ReadStringZC(r.rest)
	if err != nil || len(b) > most {
		r.fail(path, "must be a text of at most "+strconv.Itoa(most)+" bytes")
		return ""
	}
	r.rest = rest
	return string(b)
}

// word reads one of a list of names and returns its place.
func (r *reader) word(path string, names []string) int {
	s := r.text(path, 64)
	if r.bad != nil {
		return 0
	}
	for i, name := range names {
		if s == name {
			return i
		}
	}
	r.bad = &refusal{"request", path, "must be one of the names allowed, not " + clip(s), names}
	return 0
}

// null reads a null if there is one.
func (r *reader) null() bool {
	if r.bad != nil || !msgp.IsNil(r.rest) {
		return false
	}
	r.rest, _ = msgp.ReadNilBytes(r.rest)
	return true
}

// document reads a document and checks it.
func (r *reader) document(l *Lab, lim scenario.DocumentLimits) *scenario.Document {
	if r.bad != nil {
		return nil
	}
	v, rest, bad := scenario.DecodeNext(r.rest, lim)
	if bad != nil {
		r.bad = refuseProblems(scenario.Problems{*bad})
		return nil
	}
	r.rest = rest
	doc, problems := l.registry.Check(&v, lim)
	if len(problems) > 0 {
		r.bad = refuseProblems(problems)
		return nil
	}
	return doc
}

// refuseProblems makes one refusal of all that is wrong with a document. Its code
// is "limit" where nothing is wrong but its size: it can perhaps be counted.
func refuseProblems(problems scenario.Problems) *refusal {
	p := &problems[0]
	bad := &refusal{"document", p.Path, p.Message, p.Allowed}
	if p.TooBig && len(problems) == 1 {
		bad.code = "limit"
	}
	for i := 1; i < len(problems); i++ {
		bad.message += "\n" + scenario.Sentence(&problems[i])
	}
	return bad
}

// experiment reads a document and opens it.
func (r *reader) experiment(l *Lab) *Experiment {
	doc := r.document(l, l.limits.Document)
	if r.bad != nil {
		return nil
	}
	return Open(doc)
}

// entries reads a list of choices; null stands for the document's own.
func (r *reader) entries(l *Lab, x *Experiment) []Entry {
	if r.bad != nil {
		return nil
	}
	if r.null() {
		return x.Own()
	}
	list := make([]Entry, r.array("choices", 0, l.limits.Document.Choices))
	for i := range list {
		list[i] = Entry{Choice: r.choice(scenario.At("choices", i))}
		if r.bad == nil && i > 0 && list[i].Choice.Step < list[i-1].Choice.Step {
			r.fail(scenario.At("choices", i), "comes before the choice in front of it: a list is in order of steps")
		}
	}
	return list
}

func (r *reader) choice(path string) (c sim.Choice) {
	if r.array(path, 9, 9); r.bad != nil {
		return
	}
	var x [9]int64
	for i := range x {
		x[i] = r.integer(path, 0, 1<<32-1)
	}
	if r.bad != nil {
		return
	}
	c, err := choose.FromNumbers(x)
	if err != nil {
		r.fail(path, "has a number out of its range: step, kind, who, to, message, argument, rank, value, word")
	}
	return c
}
