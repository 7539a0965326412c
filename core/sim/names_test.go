package sim_test

import (
	"slices"
	"testing"

	"faultlab/core/sim"
)

func TestFailureModelsHaveNames(t *testing.T) {
	all := []string{"crash", "omission", "timing", "value", "state-transition", "arbitrary"}
	if got := sim.AllModels.Names(); !slices.Equal(got, all) {
		t.Errorf("%v", got)
	}
	for i, name := range all {
		if m := sim.AllModels.Named(name); m != 1<<i || m.String() != name || m.Named(name) != m || (sim.AllModels&^m).Named(name) != 0 {
			t.Errorf("%s is model %b, called %s", name, uint8(m), m)
		}
	}
	if got := (sim.Value | sim.Crash).String(); got != "crash, value" {
		t.Errorf("two models are called %q", got)
	}
	if correct := sim.Model(0); correct.String() != "" || correct.Names() != nil {
		t.Errorf("a correct process is called %q", correct)
	}
	for _, name := range []string{"", "Crash", "crash, value", "byzantine"} {
		if m := sim.AllModels.Named(name); m != 0 {
			t.Errorf("%q is model %b", name, uint8(m))
		}
	}
}
