package door_test

import (
	"testing"

	"faultlab/core/lab/door"
)

// Feedback is measured in runs: an implosion with acknowledgements, nothing with
// negative ones unless all lack the same message, and a few at most in a tree.
func TestFeedbackIsMeasuredInRuns(t *testing.T) {
	l := door.New(door.RequestLimits{})
	for _, test := range [][8]int{{1, 10, 1, 1, 0, 1, 1, 1}, {50, 10, 50, 10, 0, 50, 2, 10}, {63, 2, 63, 2, 0, 63, 6, 2}, {1000, 10, -1, -1, -1, -1, 3, 10}} {
		ok, body := answer(t, l.Handle(call(t, "reliable.feedback", test[0], test[1])))
		if !ok {
			t.Fatal(body)
		}
		for i, n := range body {
			if number(n) != test[2+i] {
				t.Errorf("%v: %v", test, body)
				break
			}
		}
	}
}

// What is expected is what happens, within six times the error of a mean of so many runs
// (a request count varies by at most the square root of its mean times the group).
func TestRequestsAreWhatIsExpected(t *testing.T) {
	l := door.New(door.RequestLimits{})
	for _, test := range [][3]int{{30, 1, 100}, {30, 10, 100}, {20, 20, 20}, {1, 1, 10}, {10, 3, 30}} {
		const runs = 60
		ok, body := answer(t, l.Handle(call(t, "reliable.requests", test[0], test[1], test[2], runs)))
		if !ok {
			t.Fatal(body)
		}
		mean, want := number(body[0])*1000/runs, number(body[3])
		if d := mean - want; d < -1000 || d > 1000 {
			t.Errorf("%v: %d thousandths, expected %d", test, mean, want)
		}
		if test[0] == 20 && mean != 20_000 {
			t.Errorf("a delay as long as the width suppresses nothing: %d", mean)
		}
	}
	for path, request := range map[string][]byte{
		"losers": call(t, "reliable.requests", 64, 1, 10, 10), "delay": call(t, "reliable.requests", 6, 11, 10, 10),
		"runs": call(t, "reliable.requests", 60, 1000, 1000, 1000), "receivers": call(t, "reliable.feedback", 0, 1),
		"fanout": call(t, "reliable.feedback", 1000, 1),
	} {
		if ok, bad := answer(t, l.Handle(request)); ok || bad[1] != path {
			t.Errorf("%s: %v", path, bad)
		}
	}
}
