package sim_test

import (
	"testing"

	"faultlab/core/explore/naive"
	"faultlab/core/explore/random"
	"faultlab/core/sim"
	"faultlab/tools/seeds"
)

// What a state leaves out makes no difference in any system: not the age of what is in
// flight, nor the names of multicasts, nor the order of tasks.
func TestEqualStatesOfAnySystemHaveEqualFutures(t *testing.T) {
	seeds.Hold(t, random.Any, func(s *random.System, all *naive.Everything) string {
		if state, by, ok := all.Congruent(s.World()); !ok {
			return "a state is reached in two ways, and what can follow differs:\n" + seeds.Run(s, all, state) + "    " + random.Tell(by) + "\n"
		}
		return ""
	})
}

// A fingerprint tells apart what all bytes tell apart.
func TestFingerprintsAreOfStates(t *testing.T) {
	seeds.Hold(t, random.Any, func(s *random.System, all *naive.Everything) string {
		prints := map[uint64]int{}
		for id := range all.States {
			if other, known := prints[all.States[id].Print]; known {
				return "two states have one fingerprint:\n" + seeds.Run(s, all, id) + "and\n" + seeds.Run(s, all, other)
			}
			prints[all.States[id].Print] = id
		}
		return ""
	})
}

// The rules of options hold in every state of any system.
func TestOptionsOfAnySystemKeepTheirRules(t *testing.T) {
	seeds.Hold(t, random.Any, func(s *random.System, all *naive.Everything) string {
		w := s.World()
		for id := range all.States {
			w.Load(all.States[id].Saved)
			if wrong := unruly(w); wrong != "" {
				return wrong + ", behind\n" + seeds.Run(s, all, id)
			}
		}
		return ""
	})
}

// unruly says which rule the options of the present state break.
func unruly(w *sim.World) string {
	options := w.Enabled(nil)
	if len(options) > 0 && options[0].Kind.Fault() {
		return "option 0 is a fault: " + sim.Kinds[options[0].Kind]
	}
	if o, ok := w.Boring(); ok && (len(options) == 0 || o != options[0]) {
		return "the boring option is not option 0"
	}
	chosen := map[sim.Choice]bool{}
	for _, o := range options {
		c := w.Choice(o)
		if chosen[c] {
			return "two options are one choice: " + random.Tell(c)
		}
		chosen[c] = true
		if found, ok := w.Find(c, options); !ok || found != o {
			return "a choice does not find its option: " + random.Tell(c)
		}
	}
	if w.Quiescent(options) && w.Pending() > 0 && !w.Setup().Net.LockStep && w.Err() == nil {
		return "the run rests, and something is in flight"
	}
	return ""
}
