// Package wire has the shapes of what the door answers, and writes them as
// MessagePack.
//
// A request is the array [version, operation, body], where the body is the array of
// what the operation takes. A response is [version, true, answer], or [version, false,
// refusal]. A struct of this package is the array of its fields, in their order; a
// field is added at the end, and whoever removes one or puts one in between raises the
// version. testdata/wire holds bytes to which both sides are held.
//
// From these shapes and from the table of operations (core/lab/door) come the methods
// that write them (write_gen.go), their types in TypeScript
// (bindings/src/operations/wire.ts and requests.ts) and the document of the wire
// (core/lab/WIRE.md). The comments of the fields are the sentences of the last.
package wire

//go:generate go run faultlab/tools/wire/writers
//go:generate go run faultlab/tools/wire

import "github.com/tinylib/msgp/msgp"

// Version of requests and responses. It is raised where a reader of another day
// would misread a run: testdata/wire/run.txt has what such a reader knows, and a test
// compares. A page with a recorded run has such a reader inside (tools/faulttest).
const Version = 2

// Answer is a shape that an operation gives.
type Answer interface{ write(w *writer) }

// Refusal is why a request isn't answered.
type Refusal struct {
	Code    string   // for programs: "request", "document", "limit", ...
	Path    string   // of what is wrong: a part of the request, or of the document in it
	Message string   // what is wrong with it, as a predicate of the path
	Allowed []string // there, if that can be listed
}

// AppendAnswer appends a response that gives what was asked for.
func AppendAnswer(b []byte, a Answer) []byte { return appendResponse(b, true, a) }

// AppendRefusal appends a response that refuses.
func AppendRefusal(b []byte, r *Refusal) []byte { return appendResponse(b, false, r) }

func appendResponse(b []byte, ok bool, body Answer) []byte {
	w := writer{b}
	w.list(3)
	w.signed(Version)
	w.truth(ok)
	body.write(&w)
	return w.out
}

// writer appends MessagePack to what it has.
type writer struct{ out []byte }

func (w *writer) list(n int)        { w.out = msgp.AppendArrayHeader(w.out, uint32(n)) }
func (w *writer) text(s string)     { w.out = msgp.AppendString(w.out, s) }
func (w *writer) bytes(b []byte)    { w.out = msgp.AppendBytes(w.out, b) }
func (w *writer) truth(b bool)      { w.out = msgp.AppendBool(w.out, b) }
func (w *writer) signed(n int64)    { w.out = msgp.AppendInt64(w.out, n) }
func (w *writer) unsigned(n uint64) { w.out = msgp.AppendUint64(w.out, n) }
func (w *writer) null()             { w.out = msgp.AppendNil(w.out) }

// Document is a scenario document, written as MessagePack already.
type Document []byte

func (d *Document) write(w *writer) { w.out = append(w.out, *d...) }

// Nothing is the answer where there is nothing to say.
type Nothing struct{}
