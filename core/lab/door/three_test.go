package door_test

import (
	"encoding/json"
	"os"
	"testing"

	"faultlab/core/lab/door"
)

func TestTheDoorRefutesEveryPairOfRulesOfThreeGenerals(t *testing.T) {
	ok, body := answer(t, door.New(door.RequestLimits{}).Handle(call(t, "three.rules")))
	if !ok || len(body) != 2 {
		t.Fatal(body...)
	}
	situations, pairs := body[0].([]any), body[1].([]any)
	if len(situations) != 3 || len(pairs) != 256 {
		t.Fatal(len(situations), len(pairs))
	}
	// A second way, from the answer itself: what the two rules decide in the situation
	// that is named is not what IC1 or IC2 asks for.
	number := func(x any) int { return int(x.(int64)) }
	for k, at := range pairs {
		s := situations[number(at)].([]any)
		direct, told := s[3].([]any), s[4].([]any)
		d1 := k / 16 >> (2*number(direct[0]) + number(told[0])) & 1
		d2 := k % 16 >> (2*number(direct[1]) + number(told[1])) & 1
		refuted := d1 != d2
		switch number(s[1]) {
		case 1:
			refuted = d2 != number(s[2])
		case 2:
			refuted = d1 != number(s[2])
		}
		if !refuted {
			t.Errorf("pair %d withstands %v", k, s)
		}
	}
}

func ownScenario(t *testing.T, name string) any {
	t.Helper()
	b, err := os.ReadFile("../../../testdata/scenarios/byzantine/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	return whole(doc)
}

// whole turns the numbers of JSON into whole ones, as a page would send them.
func whole(v any) any {
	switch v := v.(type) {
	case float64:
		return int64(v)
	case []any:
		for i := range v {
			v[i] = whole(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = whole(v[k])
		}
	}
	return v
}

func TestTwoRunsLookAlikeToOneLieutenantAndNotToTheOther(t *testing.T) {
	l := door.New(door.RequestLimits{})
	a, b := ownScenario(t, "oral-3-1-lieutenant"), ownScenario(t, "oral-3-1-commander")
	for p, want := range map[int]bool{1: true, 2: false} {
		ok, body := answer(t, l.Handle(call(t, "three.alike", a, nil, b, nil, p)))
		if !ok || body[0] != want || body[1] == int64(0) {
			t.Errorf("to process %d: %v", p, body)
		}
	}
}

func TestTheDoorCountsTheSplitsOfTheTextbooksVote(t *testing.T) {
	l := door.New(door.RequestLimits{})
	for vote, none := range map[string]bool{"book": false, "psl80": true} {
		ok, body := answer(t, l.Handle(call(t, "vector.splits", 4, 2, vote)))
		if !ok || body[1] != int64(64) || (body[0] == int64(0)) != none {
			t.Errorf("%s: %v", vote, body)
		}
	}
	for name, request := range map[string][]byte{
		"process": call(t, "three.alike", ownScenario(t, "oral-3-1-lieutenant"), nil, ownScenario(t, "oral-3-1-commander"), nil, 3),
		"n":       call(t, "vector.splits", 16, 16, "book"),
		"vote":    call(t, "vector.splits", 4, 2, "dice"),
		"body":    call(t, "three.rules", 1),
	} {
		if ok, body := answer(t, l.Handle(request)); ok || body[1] != name {
			t.Errorf("%s: %v", name, body)
		}
	}
}
