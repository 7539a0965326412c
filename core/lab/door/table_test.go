package door

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/lab/wire"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"

	"github.com/tinylib/msgp/msgp"
)

const (
	small   = `{"faultlab":1,"protocol":"byzantine/oral","processes":3,"faults":[{"process":"L2","model":"arbitrary"}]}`
	broken  = `{"faultlab":1,"protocol":"byzantine/oral","processes":3,"faults":[{"process":"L2","model":"arbitrary"}],"choices":["4: L2 tells L1 retreat"]}`
	service = `{"faultlab":1,"protocol":"dependability/service","processes":2,"params":{"needs":1}}`
	calls   = `{"faultlab":1,"protocol":"rpc/call","processes":2,"params":{"retries":1,"timeout":4},"network":{"delay":"bounded","latency":[1,2]}}`
)

// examples are, of every operation, the bodies of requests that are answered. A string
// that begins like a document is one.
var examples = map[string][][]any{
	"run":                     {{small, nil, -1}, {small, []any{[]any{4, 4, 2, 1, 1, 2, 0, 255, 0}}, 5}},
	"options":                 {{small, nil, 4}},
	"random":                  {{small, 7, 300}},
	"shrink":                  {{broken, nil, "IC2"}},
	"describe":                {{}},
	"totals":                  {{small, "honest", 1}},
	"explore.open":            {{small, nil, -1, []any{0, 0, 0, 0, 0}, []any{1, "arbitrary"}}, {small, nil, 3, []any{100, 1 << 20, 0, 0, 9}, []any{0, ""}}},
	"explore.run":             {{1, 10}},
	"explore.close":           {{1}},
	"explore.grid":            {{small, 100}},
	"explore.reductions":      {{small}},
	"oral.counts":             {{7, 2}},
	"oral.every":              {{4, 1, 1, "arbitrary", 2, "retreat", "majority"}, {3, 1, 1, "crash", 3, "delay", "median"}},
	"oral.rest":               {{small, nil, 2}},
	"three.rules":             {{}},
	"three.alike":             {{small, nil, broken, nil, 1}, {small, nil, broken, nil, 1, 3, 4}},
	"vector.splits":           {{4, 2, "book"}},
	"tmr.sets":                {{}},
	"tmr.curve":               {{900, 10}},
	"dependability.run":       {{service, -1}, {service, 7}},
	"dependability.survey":    {{service, 5}},
	"failures.alike":          {{1, 0, 1}},
	"replication.purposes":    {{2}},
	"agreement.circumstances": {{}},
	"agreement.plans":         {{2, 1}},
	"rpc.printer":             {{"completion", 1}},
	"rpc.policies":            {{}},
	"rpc.outcomes":            {{calls}},
	"orphan.table":            {{}},
	"order.legal":             {{[]any{[]any{"P1", []any{1, 2}}}, 2}},
	"order.judge":             {{[]any{[]any{"P1", []any{1, 2}}}, []any{[]any{"P2", []any{2, 1}}}}},
	"reliable.feedback":       {{10, 3}},
	"reliable.requests":       {{5, 1, 10, 3}},
	"history.check":           {{"json", `{"type":"group","log":1,"processes":["p"],"view":1}`, false}},
}

// encoded writes a value; a document among them is written as one.
func encoded(t *testing.T, b []byte, x any) []byte {
	t.Helper()
	s, isText := x.(string)
	if isText && strings.HasPrefix(s, `{"faultlab"`) {
		v, bad := text.Decode([]byte(s), scenario.DocumentLimits{})
		if bad != nil {
			t.Fatal(bad)
		}
		return scenario.Append(b, &v)
	}
	if list, ok := x.([]any); ok {
		b = msgp.AppendArrayHeader(b, uint32(len(list)))
		for _, x := range list {
			b = encoded(t, b, x)
		}
		return b
	}
	b, err := msgp.AppendIntf(b, x)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func requestOf(t *testing.T, op string, body any) []byte {
	t.Helper()
	b := msgp.AppendArrayHeader(nil, 3)
	b = msgp.AppendInt(b, wire.Version)
	b = msgp.AppendString(b, op)
	return encoded(t, b, body)
}

// withSearch is a door behind which a search is under way, for those who go on with one.
func withSearch(t *testing.T) *Door {
	t.Helper()
	d := New(RequestLimits{})
	if _, bad := d.answer(requestOf(t, "explore.open", examples["explore.open"][0])); bad != nil {
		t.Fatal(bad)
	}
	return d
}

// eachExample goes over every operation of the table and each of its examples.
func eachExample(t *testing.T, visit func(t *testing.T, op *Operation, body []any)) {
	for i := range operations {
		op := &operations[i]
		t.Run(op.Name, func(t *testing.T) {
			if len(examples[op.Name]) == 0 {
				t.Fatal("has no example in table_test.go")
			}
			for _, body := range examples[op.Name] {
				visit(t, op, body)
			}
		})
	}
}

func TestEveryOperationGivesWhatTheTableSays(t *testing.T) {
	eachExample(t, func(t *testing.T, op *Operation, body []any) {
		d := withSearch(t)
		request := requestOf(t, op.Name, body)
		answer, bad := d.answer(request)
		if bad != nil {
			t.Fatalf("%v is refused: %+v", body, bad)
		}
		if got, want := reflect.TypeOf(answer), reflect.TypeOf(op.Gives); got != want {
			t.Errorf("gives %v, and the table says %v", got, want)
		}
		response := wire.AppendAnswer(nil, answer)
		if rest, err := msgp.Skip(response); err != nil || len(rest) > 0 {
			t.Errorf("the response isn't whole: %v, %d bytes behind it", err, len(rest))
		}
		if handled := bytes.Clone(withSearch(t).Handle(request)); !bytes.Equal(handled, response) {
			t.Error("the same request gets two answers")
		}
	})
}

// refused expects that a request is refused, with a path and with every one of the texts.
func refused(t *testing.T, what string, request []byte, path string, says ...string) {
	t.Helper()
	answer, bad := withSearch(t).answer(request)
	if bad == nil {
		t.Errorf("%s: is answered with %T", what, answer)
		return
	}
	if bad.Path != path {
		t.Errorf("%s: the path is %q, not %q: %+v", what, bad.Path, path, bad)
	}
	for _, s := range says {
		if !strings.Contains(bad.Message, s) {
			t.Errorf("%s: %q doesn't say %q", what, bad.Message, s)
		}
	}
}

// Whatever isn't a request for the operation is refused, before anything is done, in
// words that name the operation and what it takes.
func TestEveryOperationTakesWhatTheTableSaysAndNothingElse(t *testing.T) {
	eachExample(t, func(t *testing.T, op *Operation, body []any) {
		takes := op.Name + " takes " + op.Signature()
		request := requestOf(t, op.Name, body)
		refused(t, "three bytes more", append(bytes.Clone(request), 1, 2, 3), "request", takes, "3 bytes")
		refused(t, "a byte more", append(bytes.Clone(request), 0xc0), "request", takes)
		for name, wrong := range map[string]any{"a text": "run", "null": nil, "a number": 5, "a map": map[string]any{"n": 1}} {
			refused(t, name+" as a body", requestOf(t, op.Name, wrong), "body", takes)
		}
		if len(op.Takes) > 0 {
			refused(t, "an empty body", requestOf(t, op.Name, []any{}), "body", takes)
			refused(t, "a body that is too short", requestOf(t, op.Name, body[:len(body)-1]), "body", takes)
		}
		refused(t, "a body that is too long", requestOf(t, op.Name, append(body[:len(body):len(body)], nil)), "body", takes)
		huge := msgp.AppendArrayHeader(requestOf(t, op.Name, nil)[:len(requestOf(t, op.Name, nil))-1], 1<<32-1)
		refused(t, "an array without end", huge, "body", takes)
		for n := range request {
			if answer, bad := withSearch(t).answer(request[:n]); bad == nil || bad.Message == "" {
				t.Fatalf("the first %d bytes are answered with %T", n, answer)
			}
		}
		eachField(op.Takes, body, func(f *Field, with func(x any) []any) {
			if f.Kind == Document || f.Kind == Counted {
				for _, wrong := range []any{nil, 5, []any{}} {
					refused(t, f.Name+" that is no document", requestOf(t, op.Name, with(wrong)), "")
				}
				return
			}
			refused(t, f.Name+" of no kind that there is", requestOf(t, op.Name, with(map[string]any{})), f.Name, takes)
		})
	})
}

// eachField visits the fields of a body, those of groups among them, each with a function
// that makes the body with another value there.
func eachField(fields []Field, body []any, visit func(f *Field, with func(x any) []any)) {
	for i := range fields {
		f := &fields[i]
		with := func(x any) []any {
			changed := append([]any(nil), body...)
			changed[i] = x
			return changed
		}
		visit(f, with)
		if f.Kind == Group {
			eachField(f.Of, body[i].([]any), func(f *Field, inner func(x any) []any) {
				visit(f, func(x any) []any { return with(inner(x)) })
			})
		}
	}
}

// The limits of the table are those of the door.
func TestEveryFieldIsHeldAgainstItsLimits(t *testing.T) {
	eachExample(t, func(t *testing.T, op *Operation, body []any) {
		eachField(op.Takes, body, func(f *Field, with func(x any) []any) {
			request := func(x any) []byte { return requestOf(t, op.Name, with(x)) }
			switch f.Kind {
			case Whole:
				limits := span(f.Least, f.Most)
				refused(t, f.Name+" that is too small", request(f.Least-1), f.Name, limits)
				refused(t, f.Name+" that is too large", request(f.Most+1), f.Name, limits)
			case Flag:
				refused(t, f.Name+" that is neither", request(2), f.Name, "0 or 1")
			case Text:
				refused(t, f.Name+" that is too long", request(strings.Repeat("x", int(f.Most)+1)), f.Name, strconv.FormatInt(f.Most, 10))
			case Word:
				refused(t, f.Name+" that nobody knows", request("whim"), f.Name)
				if _, bad := withSearch(t).answer(request("whim")); !reflect.DeepEqual(bad.Allowed, f.Words) {
					t.Errorf("%s: allowed is %q, not %q", f.Name, bad.Allowed, f.Words)
				}
			case Choices:
				refused(t, f.Name+" that are none", request([]any{[]any{1, 2}}), f.Name+"[0]")
			case Senders, Receivers:
				refused(t, f.Name+" without anybody", request([]any{}), f.Name)
			}
		})
	})
}

func TestNamesAreGivenOnce(t *testing.T) {
	seen := map[string]bool{}
	for i := range operations {
		op := &operations[i]
		if seen[op.Name] || len(op.Name) > mostName {
			t.Errorf("%s is twice in the table, or too long", op.Name)
		}
		seen[op.Name] = true
		fields := map[string]bool{}
		for _, f := range append(op.Takes[:len(op.Takes):len(op.Takes)], op.MayTake...) {
			if fields[f.Name] {
				t.Errorf("%s takes %s twice", op.Name, f.Name)
			}
			fields[f.Name] = true
		}
	}
	for name := range examples {
		if !seen[name] {
			t.Errorf("%s is no operation", name)
		}
	}
	refused(t, "an unknown operation", requestOf(t, "describes", []any{}), "op", "describes")
	if _, bad := New(RequestLimits{}).answer(requestOf(t, "describes", []any{})); len(bad.Allowed) != len(operations) {
		t.Errorf("%d of %d operations are offered", len(bad.Allowed), len(operations))
	}
}
