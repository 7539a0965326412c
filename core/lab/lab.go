// Package lab is the one door to the laboratory: a request in bytes gives a
// response in bytes, natively and in a page alike.
//
// A request is the MessagePack array [version, op, body]; a response is
// [version, ok, body], where the body of a refusal is [code, path, message,
// allowed]. A request carries all that it needs, since replaying a run costs
// microseconds: the laboratory keeps nothing between two requests, so a step
// back is a shorter list and an engine that died has lost nothing. The exception
// is a search of all runs, which goes on in slices behind a handle.
package lab

import (
	"strconv"

	"faultlab/core/scenario"

	"github.com/tinylib/msgp/msgp"
)

// Version of the requests and responses.
const Version = 2

// RequestLimits bounds what one request may cost; the zero value means the defaults.
type RequestLimits struct {
	Document scenario.DocumentLimits
	Request  int // bytes of a request
	Trace    int // events of a trace that is sent
	Work     int // steps of deciding about all behaviours at once; see byzantine.Every
}

const (
	defaultRequest = 16 << 20
	defaultTrace   = 400_000
	defaultWork    = 1 << 28
)

// Lab answers requests. One goroutine uses it at a time.
type Lab struct {
	limits   RequestLimits
	registry *scenario.Registry
	out      []byte
	quests   map[int64]*Quest // by handle
	handles  int64
}

// New opens a laboratory with the protocols that come with it.
func New(l RequestLimits) *Lab { return With(l, scenario.New(scenario.Builtin()...)) }

// With opens a laboratory with the given protocols: a programmer's own among
// them, if wanted.
func With(l RequestLimits, r *scenario.Registry) *Lab {
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
	return &Lab{limits: l, registry: r}
}

// Handle answers one request. The bytes of the response are good until the next
// call. It never panics for what a request says; a panic is our bug.
func (l *Lab) Handle(request []byte) []byte {
	l.out = l.out[:0]
	if len(request) > l.limits.Request {
		return l.refuse(&refusal{"limit", "request", "has more bytes than this laboratory takes", nil})
	}
	in := reader{rest: request}
	in.array("request", 3, 3)
	version := in.integer("version", 0, 1<<31-1)
	name := in.text("op", 64)
	if in.bad == nil && version != Version {
		return l.refuse(&refusal{"version", "version", "this laboratory speaks another version: load the page and its engine anew", []string{strconv.Itoa(Version)}})
	}
	op, known := ops[name]
	if in.bad == nil && !known {
		return l.refuse(&refusal{"op", "op", "there is no operation " + clip(name), opNames})
	}
	if in.bad != nil {
		return l.refuse(in.bad)
	}
	l.out = msgp.AppendArrayHeader(l.out, 3)
	l.out = msgp.AppendInt(l.out, Version)
	l.out = msgp.AppendBool(l.out, true)
	if bad := op(l, &in); bad != nil {
		return l.refuse(bad)
	}
	return l.out
}

// refusal is an error of the one who asks.
type refusal struct {
	code, path, message string
	allowed             []string
}

func (l *Lab) refuse(r *refusal) []byte {
	out := msgp.AppendArrayHeader(l.out[:0], 3)
	out = msgp.AppendInt(out, Version)
	out = msgp.AppendBool(out, false)
	out = msgp.AppendArrayHeader(out, 4)
	out = msgp.AppendString(out, r.code)
	out = msgp.AppendString(out, r.path)
	out = msgp.AppendString(out, r.message)
	out = msgp.AppendArrayHeader(out, uint32(len(r.allowed)))
	for _, a := range r.allowed {
		out = msgp.AppendString(out, a)
	}
	l.out = out
	return out
}

// clip shortens what somebody else wrote before it is quoted.
func clip(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	for i := range s {
		if i >= most {
			return s[:i] + "…"
		}
	}
	return s
}
