package door_test

import (
	"reflect"
	"testing"

	"faultlab/core/lab/door"
)

var twoSenders = []any{[]any{"P1", []any{1, 2}}, []any{"P4", []any{3, 4}}}

func TestLegalOrdersThroughTheDoor(t *testing.T) {
	l := door.New(door.RequestLimits{})
	ok, body := answer(t, l.Handle(call(t, "order.legal", twoSenders, 2)))
	if !ok {
		t.Fatal(body)
	}
	want := [][3]int{{24, 576, 24}, {6, 36, 6}, {6, 36, 6}}
	for rule, row := range body[0].([]any) {
		for i, n := range row.([]any) {
			if number(n) != want[rule][i] {
				t.Errorf("rule %d, place %d: %v", rule, i, n)
			}
		}
	}
	orders := body[1].([]any)
	if len(orders) != 24 || len(orders[0].([]any)[1].([]any)) != 0 || len(orders[23].([]any)[1].([]any)) != 2 {
		t.Errorf("%d orders, from %v to %v", len(orders), orders[0], orders[len(orders)-1])
	}
}

func TestOrdersAreJudgedThroughTheDoor(t *testing.T) {
	l := door.New(door.RequestLimits{})
	ok, body := answer(t, l.Handle(call(t, "order.judge", twoSenders, []any{[]any{"P2", []any{1, 2, 3, 4}}, []any{"P3", []any{2, 1}}})))
	if !ok || len(body) != 3 {
		t.Fatal(body)
	}
	for i, says := range []string{"P3 delivers m2 before m1, and P1 sent m1 first", "P3 delivers m2 before m1, on which it may depend",
		"P2 delivers m1 before m2, P3 m2 before m1"} {
		if v := body[i].([]any); v[1] != false || v[4] != says {
			t.Errorf("%v", v)
		}
	}
}

func TestImpossibleOrdersAreRefusedAtTheDoor(t *testing.T) {
	l := door.New(door.RequestLimits{})
	for _, test := range []struct {
		path    string
		request []byte
	}{
		{"senders", call(t, "order.legal", []any{}, 2)},
		{"receivers", call(t, "order.legal", twoSenders, 0)},
		{"senders[0]", call(t, "order.legal", []any{[]any{"P1"}}, 2)},
		{"senders[0].steps[0]", call(t, "order.legal", []any{[]any{"P1", []any{9}}}, 2)},
		{"senders[1].steps[0]", call(t, "order.legal", []any{[]any{"P1", []any{1}}, []any{"P4", []any{1}}}, 2)},
		{"receivers[0].order[1]", call(t, "order.judge", twoSenders, []any{[]any{"P2", []any{1, 1}}})},
	} {
		ok, body := answer(t, l.Handle(test.request))
		if ok || !reflect.DeepEqual(body[1], test.path) || body[2] == "" {
			t.Errorf("%s: %v", test.path, body)
		}
	}
}
