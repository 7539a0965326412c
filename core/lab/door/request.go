package door

import (
	"math"
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/multicast/order"
	"faultlab/core/scenario"
	"faultlab/core/sim"

	"github.com/tinylib/msgp/msgp"
)

// mostName is how many bytes a name may have.
const mostName = 64

// reader takes a request apart. After the first thing that is wrong it reads
// nothing more and bad says what it was. Sizes are held against limits before
// memory is made for them.
type reader struct {
	door *Door
	rest []byte
	op   *Operation // once it is known
	bad  *wire.Refusal
}

// body reads what an operation takes, to the last byte of the request.
func (r *reader) body(op *Operation) *asked {
	r.op = op
	fields := op.Takes
	n := r.array("body", 0, math.MaxInt32)
	if n > len(fields) && n == len(fields)+len(op.MayTake) {
		fields = append(fields[:len(fields):len(fields)], op.MayTake...)
	}
	if r.bad == nil && n != len(fields) {
		r.wrong("body", "must have "+elements(len(fields))+", not "+strconv.Itoa(n))
	}
	asked := r.fields(fields)
	if r.bad == nil && len(r.rest) > 0 {
		r.wrong("request", "must end with its body, and goes on for "+strconv.Itoa(len(r.rest))+" bytes")
	}
	return asked
}

func elements(n int) string {
	switch n {
	case 0:
		return "no elements"
	case 1:
		return "1 element"
	}
	return strconv.Itoa(n) + " elements"
}

func (r *reader) fields(fields []Field) *asked {
	a := &asked{fields: fields, values: make([]value, len(fields))}
	for i := range fields {
		if r.bad == nil {
			a.values[i] = fields[i].read(r)
		}
	}
	return a
}

// fail refuses a value that isn't allowed where it stands.
func (r *reader) fail(path, message string) {
	if r.bad == nil {
		r.bad = refuse("request", path, message)
	}
}

// wrong refuses what isn't even of the right kind, and says what the operation takes.
func (r *reader) wrong(path, message string) {
	if r.op != nil {
		message += "; " + r.op.Name + " takes " + r.op.Signature()
	}
	r.fail(path, message)
}

// array reads the header of an array of least to most elements.
func (r *reader) array(path string, least, most int) int {
	if r.bad != nil {
		return 0
	}
	n, rest, err := msgp.ReadArrayHeaderBytes(r.rest)
	if err != nil {
		r.wrong(path, "must be an array")
		return 0
	}
	if int64(n) < int64(least) || int64(n) > int64(most) {
		r.wrong(path, "must have "+span(int64(least), int64(most))+" elements, not "+strconv.FormatUint(uint64(n), 10))
		return 0
	}
	r.rest = rest
	return int(n)
}

// span is what lies between two bounds, in words.
func span(least, most int64) string {
	switch most {
	case least:
		return strconv.FormatInt(least, 10)
	case least + 1:
		return strconv.FormatInt(least, 10) + " or " + strconv.FormatInt(most, 10)
	}
	return "from " + strconv.FormatInt(least, 10) + " to " + strconv.FormatInt(most, 10)
}

func (r *reader) whole(path string, least, most int64) int64 {
	if r.bad != nil {
		return 0
	}
	x, rest, err := msgp.ReadInt64Bytes(r.rest)
	if err != nil {
		r.wrong(path, mustBeWhole(least, most))
		return 0
	}
	if x < least || x > most {
		r.fail(path, mustBeWhole(least, most))
		return 0
	}
	r.rest = rest
	return x
}

func mustBeWhole(least, most int64) string {
	if most <= least+1 {
		return "must be " + span(least, most)
	}
	return "must be a whole number " + span(least, most)
}

func (r *reader) truth(path string) bool {
	if r.bad != nil {
		return false
	}
	x, rest, err := msgp.ReadBoolBytes(r.rest)
	if err != nil {
		r.wrong(path, "must be true or false")
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
	if err != nil {
		r.wrong(path, mustBeText(most))
		return ""
	}
	if len(b) > most {
		r.fail(path, mustBeText(most))
		return ""
	}
	r.rest = rest
	return string(b)
}

func mustBeText(most int) string { return "must be a text of at most " + strconv.Itoa(most) + " bytes" }

// word reads one of a list of names and returns its place.
func (r *reader) word(path string, names []string) int {
	s := r.text(path, mostName)
	if r.bad != nil {
		return 0
	}
	for i, name := range names {
		if s == name {
			return i
		}
	}
	r.bad = refuse("request", path, "must be one of the names allowed, not "+s, names...)
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
func (r *reader) document(limits scenario.DocumentLimits) *scenario.Document {
	v, rest, bad := scenario.DecodeNext(r.rest, limits)
	if bad != nil {
		r.bad = refuseDocument(scenario.Problems{*bad})
		return nil
	}
	r.rest = rest
	doc, problems := r.door.registry.Check(&v, limits)
	if len(problems) > 0 {
		r.bad = refuseDocument(problems)
		return nil
	}
	return doc
}

// refuseDocument makes one refusal of all that is wrong with a document. Its code
// is "limit" where nothing is wrong but its size: it can perhaps be counted.
func refuseDocument(problems scenario.Problems) *wire.Refusal {
	p := &problems[0]
	bad := refuse("document", p.Path, p.Message, p.Allowed...)
	if p.TooBig && len(problems) == 1 {
		bad.Code = "limit"
	}
	for i := 1; i < len(problems); i++ {
		bad.Message += "\n" + scenario.Sentence(&problems[i])
	}
	return bad
}

// choices reads a list of choices.
func (r *reader) choices(path string) []lab.Entry {
	if msgp.NextType(r.rest) != msgp.ArrayType {
		r.wrong(path, "must be an array of choices, or null for the document's own")
	}
	list := make([]lab.Entry, r.array(path, 0, r.door.limits.Document.Choices))
	for i := range list {
		list[i] = lab.Entry{Choice: r.choice(scenario.At(path, i))}
		if r.bad == nil && i > 0 && list[i].Choice.Step < list[i-1].Choice.Step {
			r.fail(scenario.At(path, i), "comes before the choice in front of it: a list is in order of steps")
		}
	}
	return list
}

func (r *reader) choice(path string) (c sim.Choice) {
	var x [9]int64
	r.array(path, len(x), len(x))
	for i := range x {
		x[i] = r.whole(path, 0, 1<<32-1)
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

// mostLine is how many bytes the name of a sender or a receiver may have.
const mostLine = 32

// lines reads senders or receivers: names, each with a list of messages.
func (r *reader) lines(path, list string) []line {
	all := make([]line, r.array(path, 1, order.MaxLines))
	for i := range all {
		at := scenario.At(path, i)
		r.array(at, 2, 2)
		all[i].name = r.text(at+".name", mostLine)
		at += "." + list
		all[i].list = make([]int, r.array(at, 0, 2*order.MaxDrawn))
		for j := range all[i].list {
			all[i].list[j] = int(r.whole(scenario.At(at, j), -order.MaxDrawn, order.MaxDrawn))
		}
	}
	return all
}
