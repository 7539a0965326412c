package door_test

import (
	"os"
	"testing"

	"faultlab/core/agreement"
	"faultlab/core/lab/door"
)

// The table goes through the door as it is, and each scenario that it names is there.
func TestCircumstancesThroughTheDoor(t *testing.T) {
	ok, cells := answer(t, door.New(door.RequestLimits{}).Handle(call(t, "agreement.circumstances")))
	want := agreement.Circumstances()
	if !ok || len(cells) != len(want) {
		t.Fatal(cells)
	}
	for i, c := range want {
		got, w := cells[i].([]any), c.Words()
		for at, x := range []any{w[0], w[1], w[2], w[3], c.Possible, c.Theorem, c.Scenario, c.Protocol, c.Shown} {
			if got[at] != x {
				t.Errorf("cell %d, place %d: %v, want %v", i, at, got[at], x)
			}
		}
		if _, err := os.Stat(scenarios + "/" + c.Scenario + ".json"); err != nil {
			t.Error(err)
		}
	}
}

func TestPlansOfTwoGeneralsThroughTheDoor(t *testing.T) {
	l := door.New(door.RequestLimits{})
	for _, test := range []struct {
		messages, losses int
		schedules, rules int
		works            bool // some plan does
	}{{1, 1, 2, 64, false}, {2, 2, 4, 2048, false}, {3, 3, 8, 1 << 20, false}, {3, 0, 8, 0, true}, {8, 8, 256, 0, false}} {
		ok, all := answer(t, l.Handle(call(t, "agreement.plans", test.messages, test.losses)))
		if !ok || len(all) != test.schedules {
			t.Fatalf("%+v: %d schedules: %v", test, len(all), ok)
		}
		rules, works := 0, false
		for _, s := range all {
			s := s.([]any)
			if len(s[0].([]any)) != test.messages {
				t.Errorf("%+v: senders %v", test, s[0])
			}
			rules += number(s[3])
			works = works || len(s[7].([]any)) == 0
			if tried := s[2].(bool); tried != (test.messages <= agreement.MaxTried) || tried && (number(s[6]) > 0) != (len(s[7].([]any)) == 0) {
				t.Errorf("%+v: %v", test, s)
			}
		}
		if test.rules > 0 && rules != test.rules || works != test.works {
			t.Errorf("%+v: %d plans; some work: %t", test, rules, works)
		}
	}
	if ok, bad := answer(t, l.Handle(call(t, "agreement.plans", 2, 3))); ok || bad[1] != "losses" {
		t.Error(bad)
	}
}

func number(x any) int {
	switch x := x.(type) {
	case int64:
		return int(x)
	case uint64:
		return int(x)
	}
	return -1 << 30
}
