package door_test

import (
	"testing"

	"faultlab/core/lab/door"
	"faultlab/core/lab/wire"
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
	v, bad := text.Decode([]byte(document), scenario.DocumentLimits{})
	if bad != nil {
		t.Fatal(bad)
	}
	b := msgp.AppendArrayHeader(nil, 3)
	b = msgp.AppendInt(b, wire.Version)
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
	ok, body := answer(t, door.New(door.RequestLimits{}).Handle(request(t, "run", oral41, nil, -1)))
	if !ok {
		t.Fatal(body...)
	}
	if title, steps, end := body[0], body[3], body[4]; title != "A traitor among four" || steps != int64(11) || end != "quiescent" {
		t.Errorf("title %v, %v steps, end %v", title, steps, end)
	}
	choice := body[9].([]any)[0].([]any)
	if choice[1] != "L3 tells L1 retreat" || choice[2] != true {
		t.Errorf("the document's choice became %v", choice)
	}
	for _, c := range body[10].([]any) {
		claim := c.([]any)
		changes := claim[2].([]any)
		if last := changes[len(changes)-1].([]any); last[2] != int64(2) {
			t.Errorf("%v ends with status %v", claim[0], last[2])
		}
	}
}

func TestTheMenuHasTheHonestThingFirstThenLiesThenSilence(t *testing.T) {
	_, body := answer(t, door.New(door.RequestLimits{}).Handle(request(t, "options", oral41, nil, 8)))
	want := []string{"L3 tells L1 attack", "L3 tells L1 retreat", "L3 says nothing to L1", "L3 crashes"}
	if len(body) != len(want) {
		t.Fatal(body...)
	}
	for i, o := range body {
		offer := o.([]any)
		if offer[1] != want[i] || offer[3] != (i > 0) {
			t.Errorf("option %d is %v, a fault: %v", i, offer[1], offer[3])
		}
	}
}

// requestAbout makes a request about a document that a response had.
func requestAbout(t testing.TB, op string, document any, rest ...any) []byte {
	t.Helper()
	b := msgp.AppendArrayHeader(nil, 3)
	b = msgp.AppendInt(b, wire.Version)
	b = msgp.AppendString(b, op)
	b, err := msgp.AppendIntf(b, append([]any{document}, rest...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestShrinkingKeepsOnlyTheChoicesThatBreakTheClaim(t *testing.T) {
	document := `{"faultlab":1,"protocol":"byzantine/oral","version":1,"processes":3,"params":{"m":1},
		"faults":[{"process":"L2","model":"arbitrary"}],
		"choices":["4: L2 tells L1 retreat"]}`
	l := door.New(door.RequestLimits{})
	ok, body := answer(t, l.Handle(request(t, "shrink", document, nil, "IC2")))
	if !ok {
		t.Fatal(body...)
	}
	if choices := body[9].([]any); len(choices) != 1 {
		t.Errorf("shrunk to %v", choices)
	}
}
