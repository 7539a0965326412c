package door_test

import (
	"strings"
	"testing"

	"faultlab/core/lab/door"
	"faultlab/core/sim"
)

const oral13 = `{"faultlab":1,"protocol":"byzantine/oral","processes":13,"params":{"m":4,"order":"attack"},
 "faults":[{"process":"L9","model":"arbitrary"},{"process":"L10","model":"arbitrary"},
  {"process":"L11","model":"arbitrary"},{"process":"L12","model":"arbitrary"}]}`

func commanded(document string) string {
	return strings.Replace(document, `"L9"`, `"commander"`, 1)
}

// What cannot be watched is refused as a run, by a code of its own, and is counted.
func TestARunTooBigToBeWatchedIsCounted(t *testing.T) {
	l := door.New(door.RequestLimits{})
	ok, body := answer(t, l.Handle(request(t, "run", oral13, nil, -1)))
	if ok || body[0] != "limit" || body[1] != "processes" || !strings.Contains(body[2].(string), "108,384 messages") {
		t.Fatalf("as a run it is answered with %v", body)
	}
	ok, body = answer(t, l.Handle(request(t, "totals", oral13, "opposite", 0)))
	if !ok {
		t.Fatal(body...)
	}
	if body[0] != "OM(4) among 13 generals" {
		t.Errorf("the title is %v", body[0])
	}
	if sent, silent := body[6], body[7]; sent != "108384" || silent != "0" {
		t.Errorf("%v messages are sent and %v kept back", sent, silent)
	}
	if says := body[11].([]any); says[0] != "13 generals exchange 108,384 messages in 5 rounds" || says[1] != "All 8 loyal lieutenants obey: attack" {
		t.Errorf("it says %q", says)
	}
	if why := body[12].(string); !strings.HasPrefix(why, "Only totals are shown: nobody could watch 108,384 messages") {
		t.Errorf("why: %s", why)
	}
}

// A claim that asks nothing is told from one that is fulfilled, in totals and in
// runs alike.
func TestAClaimThatAsksNothingIsNotCalledFulfilled(t *testing.T) {
	l := door.New(door.RequestLimits{})
	statuses := func(document string) (list []any, void string) {
		_, body := answer(t, l.Handle(request(t, "totals", document, "split", 0)))
		for _, c := range body[10].([]any) {
			list = append(list, c.([]any)[2])
		}
		return list, body[10].([]any)[1].([]any)[3].(string)
	}
	if got, void := statuses(oral13); got[0] != int64(sim.Holds) || got[1] != int64(sim.Holds) || void != "" {
		t.Errorf("with a loyal commander the claims are %v (%s)", got, void)
	}
	if got, void := statuses(commanded(oral13)); got[1] != int64(5) || !strings.Contains(void, "loyal commander") {
		t.Errorf("with a traitor for a commander the claims are %v (%s)", got, void)
	}
	small := `{"faultlab":1,"protocol":"byzantine/oral","processes":4,"faults":[{"process":"commander","model":"arbitrary"}]}`
	_, body := answer(t, l.Handle(request(t, "run", small, nil, -1)))
	ic2 := body[10].([]any)[1].([]any)
	if changes := ic2[2].([]any); len(changes) != 1 || changes[0].([]any)[2] != int64(5) || ic2[6] == "" {
		t.Errorf("in a run IC2 is %v", ic2)
	}
}

func TestWhatCannotBeCountedNamesItsField(t *testing.T) {
	l := door.New(door.RequestLimits{})
	oral := func(rest string) string {
		return `{"faultlab":1,"protocol":"byzantine/oral","processes":7,` + rest + `}`
	}
	for _, c := range []struct{ document, rule, path, says string }{
		{oral(`"params":{"m":2}`), "nice", "rule", "not known"},
		{oral(`"params":{"orders":3,"order":"delay"}`), "honest", "params.orders", "stepped through"},
		{oral(`"params":{"default":"attack"}`), "honest", "params.default", "stepped through"},
		{oral(`"params":{"rule":"median"}`), "honest", "params.rule", "majority"},
		{oral(`"faults":[{"process":"L3","model":"crash"}]`), "silent", "faults", "of L3"},
		{oral(`"choices":["8: L3 tells L1 retreat"]`), "honest", "choices", "no steps"},
		{`{"faultlab":1,"protocol":"byzantine/oral","processes":60,"params":{"m":30}}`, "honest", "processes", "digits) messages; at most 4,294,967,296"},
		{`{"faultlab":1,"protocol":"byzantine/oral","processes":1000,"params":{"m":300}}`, "honest", "processes", "881 digits"},
		{`{"faultlab":1,"protocol":"rpc/request","processes":2}`, "honest", "protocol", "watched"},
	} {
		ok, body := answer(t, l.Handle(request(t, "totals", c.document, c.rule, 0)))
		if ok || body[1] != c.path || !strings.Contains(body[2].(string), c.says) {
			t.Errorf("%s: %v", c.document, body)
		}
	}
}
