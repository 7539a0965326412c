// Package door is the one way into the laboratory: a request in bytes gives a response
// in bytes, natively and in a page alike.
//
// table.go is the table of operations: what can be asked, what each operation takes and
// gives, and who answers. request.go takes a request apart as the table says; the
// answerers, a file for each subject, get what was asked and give a shape of package
// wire, or refuse. WIRE.md beside this folder is written from the table.
//
// A request carries all that it needs, since replaying a run costs microseconds: the
// laboratory keeps nothing between two requests, so a step back is a shorter list and an
// engine that died has lost nothing. The exception is a search of all runs, which goes
// on in slices behind a handle.
package door

import (
	"strconv"

	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/scenario"
)

// RequestLimits bounds what one request may cost; the zero value means the defaults.
type RequestLimits struct {
	Document scenario.DocumentLimits
	Request  int // bytes of a request
	Trace    int // events of a trace that is sent
	Work     int // steps of deciding about all behaviours at once; see every.Question
}

const (
	defaultRequest = 16 << 20
	defaultTrace   = 400_000
	defaultWork    = 1 << 28
)

// Door answers requests. One goroutine uses it at a time.
type Door struct {
	limits   RequestLimits
	registry *scenario.Registry
	out      []byte
	searches map[int]*lab.Quest // by handle
	handles  int
}

// New opens the door of a laboratory with the protocols that come with it.
func New(l RequestLimits) *Door { return With(l, scenario.New(scenario.Builtin()...)) }

// With opens the door of a laboratory with the given protocols: a programmer's own among
// them, if wanted.
func With(l RequestLimits, r *scenario.Registry) *Door {
	if l.Request <= 0 {
		l.Request = defaultRequest
	}
	if l.Trace <= 0 {
		l.Trace = defaultTrace
	}
	if l.Work <= 0 {
		l.Work = defaultWork
	}
	l.Document = l.Document.OrDefault()
	return &Door{limits: l, registry: r, searches: map[int]*lab.Quest{}}
}

// Handle answers one request. The bytes of the response are good until the next
// call. It never panics for what a request says; a panic is our bug.
func (d *Door) Handle(request []byte) []byte {
	answer, refusal := d.answer(request)
	if refusal != nil {
		d.out = wire.AppendRefusal(d.out[:0], refusal)
	} else {
		d.out = wire.AppendAnswer(d.out[:0], answer)
	}
	return d.out
}

func (d *Door) answer(request []byte) (wire.Answer, *wire.Refusal) {
	if len(request) > d.limits.Request {
		return nil, refuse("limit", "request", "has more bytes than this laboratory takes")
	}
	in := reader{door: d, rest: request}
	in.array("request", 3, 3)
	version := in.whole("version", 0, 1<<31-1)
	name := in.text("op", mostName)
	if in.bad == nil && version != wire.Version {
		return nil, refuse("version", "version", "this laboratory speaks another version: load the page and its engine anew", strconv.Itoa(wire.Version))
	}
	if in.bad != nil {
		return nil, in.bad
	}
	op := find(name)
	if op == nil {
		return nil, refuse("op", "op", "there is no operation "+name, names()...)
	}
	asked := in.body(op)
	if in.bad != nil {
		return nil, in.bad
	}
	return op.answer(d, asked)
}

// refuse says what is wrong, and what is allowed there.
func refuse(code, path, message string, allowed ...string) *wire.Refusal {
	return &wire.Refusal{Code: code, Path: path, Message: message, Allowed: allowed}
}
