package door

import (
	"faultlab/core/lab"
	"faultlab/core/scenario"
)

// Field is one of the values that an operation takes: its place in the body's array is
// its place in the table.
type Field struct {
	Name        string
	Kind        Kind
	Least, Most int64    // of a whole number; Most is also how many bytes a text may have
	Words       []string // that are allowed
	Of          []Field  // of a group
}

// Kind is what a field may be.
type Kind uint8

// The kinds of fields.
const (
	Document  Kind = iota // a scenario document
	Counted               // one that may be too big to be run
	Choices               // of a run, in order of steps; null stands for the document's own
	Whole                 // a whole number
	Flag                  // 0 or 1
	Truth                 // true or false
	Text                  // a text
	Word                  // one of some texts
	Senders               // processes with what each does: [[name, [step, ...]], ...]; see order.Sender
	Receivers             // processes with what each delivers: [[name, [message, ...]], ...]
	Group                 // an array of fields
)

// value is what was read. The kind of its field says which of these it is.
type value struct {
	number   int64  // also a flag, a truth, and the place of a word
	text     string // also a word
	document *scenario.Document
	choices  []lab.Entry
	own      bool // the document's own choices are meant
	lines    []line
	group    *asked
}

// line is a sender or a receiver.
type line struct {
	name string
	list []int
}

// read reads the field's value.
func (f *Field) read(in *reader) (v value) {
	switch f.Kind {
	case Document, Counted:
		limits := in.door.limits.Document
		limits.Counted = f.Kind == Counted
		v.document = in.document(limits)
	case Choices:
		if v.own = in.null(); !v.own {
			v.choices = in.choices(f.Name)
		}
	case Whole:
		v.number = in.whole(f.Name, f.Least, f.Most)
	case Flag:
		v.number = in.whole(f.Name, 0, 1)
	case Truth:
		if in.truth(f.Name) {
			v.number = 1
		}
	case Text:
		v.text = in.text(f.Name, int(f.Most))
	case Word:
		if v.number = int64(in.word(f.Name, f.Words)); in.bad == nil {
			v.text = f.Words[v.number]
		}
	case Senders:
		v.lines = in.lines(f.Name, "steps")
	case Receivers:
		v.lines = in.lines(f.Name, "order")
	case Group:
		in.array(f.Name, len(f.Of), len(f.Of))
		v.group = in.fields(f.Of)
	}
	return v
}

// asked is what an operation was asked with: its values, by the names of the table. A
// name that isn't there is our bug.
type asked struct {
	fields []Field
	values []value
}

// find is the value of a field, or nil where it was left out.
func (a *asked) find(name string) *value {
	for i := range a.fields {
		if a.fields[i].Name == name {
			return &a.values[i]
		}
	}
	return nil
}

func (a *asked) the(name string) *value {
	v := a.find(name)
	if v == nil {
		panic("door: the table has no " + name + " for this operation")
	}
	return v
}

func (a *asked) whole(name string) int        { return int(a.the(name).number) }
func (a *asked) is(name string) bool          { return a.the(name).number != 0 }
func (a *asked) text(name string) string      { return a.the(name).text }
func (a *asked) lines(name string) []line     { return a.the(name).lines }
func (a *asked) group(name string) *asked     { return a.the(name).group }
func (a *asked) document() *scenario.Document { return a.the("document").document }
func (a *asked) experiment() *lab.Experiment  { return lab.Open(a.document()) }

// run opens a document, and takes the choices that go with it.
func (a *asked) run(document, choices string) (*lab.Experiment, []lab.Entry) {
	x := lab.Open(a.the(document).document)
	c := a.the(choices)
	if c.own {
		return x, x.Own()
	}
	return x, c.choices
}
