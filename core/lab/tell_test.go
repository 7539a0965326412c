package lab_test

import (
	"slices"
	"testing"

	"faultlab/core/lab"
)

// What was counted is told before what it came to, also where several are told at once.
func TestConclusionsAreToldBehindWhatLedToThem(t *testing.T) {
	x := lab.Open(scenarioOf(t, "byzantine/oral-4-1-commander"))
	x.Replay(x.Own(), -1)
	told := x.Told()
	var last []string
	for _, s := range told[len(told)-2:] {
		last = append(last, s.Text)
	}
	want := []string{"L1, L2 and L3 vote: 1 delay, 1 attack, 1 retreat; no majority, so retreat", "L1, L2 and L3 obey: retreat"}
	if !slices.Equal(last, want) {
		t.Errorf("it ends with %q, and not with %q", last, want)
	}
}
