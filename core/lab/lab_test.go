package lab_test

import (
	"testing"

	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"

	"github.com/tinylib/msgp/msgp"
)

const oral41 = `{"faultlab":1,"protocol":"byzantine/oral","version":1,"title":"A traitor among four",
 "processes":["commander","L1","L2","L3"],"params":{"m":1,"order":"attack"},
 "faults":[{"process":"L3","model":"arbitrary"}],"claims":["IC1","IC2"],
 "choices":["8: L3 tells L1 retreat"]}`

// request makes the bytes of a request about a document.
func request(t testing.TB, op, document string, rest ...any) []byte {
	t.Helper()
	v, bad := text.Decode([]byte(document), scenario.Limits{})
	if bad != nil {
		t.Fatal(bad)
	}
	b := msgp.AppendArrayHeader(nil, 3)
	b = msgp.AppendInt(b, lab.Version)
	b = msgp.AppendString(b, op)
	b = msgp.AppendArrayHeader(b, uint32(1+len(rest)))
	b = scenario.Append(b, &v)
	for _, x := range rest {
		var err error
		if b, err = msgp.AppendIntf(b, x); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// answer takes a response apart into plain values.
func answer(t testing.TB, response []byte) (ok bool, body []any) {
	t.Helper()
	v, rest, err := msgp.ReadIntfBytes(response)
	if err != nil || len(rest) > 0 {
		t.Fatalf("the response is no MessagePack: %v, %d bytes left", err, len(rest))
	}
	envelope := v.([]any)
	return envelope[1].(bool), envelope[2].([]any)
}

func TestARunAnswersWithTraceWordsAndClaims(t *testing.T) {
	l := lab.New(lab.Limits{})
	ok, body := answer(t, l.Handle(request(t, "run", oral41, nil, -1)))
	if !ok {
		t.Fatal(body...)
	}
	for i, x := range body {
		if _, isBytes := x.([]byte); !isBytes {
			t.Log(i, x)
		}
	}
	ok, body = answer(t, l.Handle(request(t, "options", oral41, nil, 8)))
	t.Log(ok, body)
}
