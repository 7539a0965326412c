package tmr_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/tmr"
)

// circuit makes the world in which every part may be wrong or silent.
func circuit() (*choose.Run, *protocol.Config) {
	s := &tmr.Circuit
	c := &protocol.Config{Spec: s, N: tmr.Parts, Names: s.Processes.Fixed, Params: []int32{0}, Net: s.Network,
		Models: make([]sim.Model, tmr.Parts)}
	for i := range c.Models {
		c.Models[i] = sim.Value | sim.Omission
	}
	setup := s.Setup(c)
	for _, claim := range s.Claims {
		setup.Claims = append(setup.Claims, claim.Make(c))
	}
	return choose.NewRun(sim.New(&setup)), c
}

// disturb decides what the faulty parts put out: say(part) is a value, sim.Nothing
// for silence, or a negative number for a correct part.
func disturb(r *choose.Run, t *sim.Trace, say func(tmr.Part) int) {
	r.Drive(t, -1, func(w *sim.World, options []sim.Option) int {
		for i, o := range options {
			c := w.Choice(o)
			want := say(tmr.Part(c.Who))
			if c.Who == sim.None || want < 0 {
				return 0
			}
			if o.Kind == sim.Say && int(c.Val) == want || o.Kind == sim.Silent && want == int(sim.Nothing) {
				return i
			}
		}
		return 0 // it puts out this value anyway
	})
}

func status(r *choose.Run, claim int) sim.Status {
	s, _, _ := r.World.Status(claim)
	return s
}

// The whole table of fault sets, by running the circuit for each of the 2^18, with
// all faulty parts wrong in the same way.
func TestTheCircuitMasksExactlyTheSetsThatAreCounted(t *testing.T) {
	r, _ := circuit()
	masked := 0
	for set := tmr.Set(0); set < 1<<tmr.Parts; set++ {
		// A short test runs all that are masked, and of the others one in 61.
		if testing.Short() && !tmr.Masked(set) && set%61 != 0 {
			continue
		}
		disturb(r, nil, func(p tmr.Part) int {
			if set.Has(p) {
				return 1
			}
			return -1
		})
		held := status(r, 0) == sim.Holds
		if held != tmr.Masked(set) {
			t.Fatalf("set %018b: the run says masked = %v", set, held)
		}
		if held {
			masked++
		}
	}
	if f := tmr.CountFaultSets(); masked != f.Masked {
		t.Errorf("%d sets are masked in runs, %d are counted", masked, f.Masked)
	}
}

func TestThreeDifferentInputsAreUndefinedAndMisleadNobody(t *testing.T) {
	r, _ := circuit()
	a1, a2 := tmr.ModuleOf(0, 0), tmr.ModuleOf(0, 1)
	var trace sim.Trace
	disturb(r, &trace, func(p tmr.Part) int {
		switch p {
		case a1:
			return 1
		case a2:
			return 2
		}
		return -1
	})
	if status(r, 0) != sim.Violated || status(r, 1) != sim.Holds {
		t.Errorf("masked %v, safe %v", sim.Statuses[status(r, 0)], sim.Statuses[status(r, 1)])
	}
	for _, e := range trace.Events {
		if e.Kind == sim.EvOutput && tmr.Part(e.Process).Voter() && e.Value != tmr.Undefined {
			t.Errorf("%s puts out %d", tmr.Part(e.Process), e.Value)
		}
	}
}

func TestASilentPartIsOutvotedLikeAWrongOne(t *testing.T) {
	r, _ := circuit()
	for p := tmr.Part(0); p < tmr.Parts; p++ {
		disturb(r, nil, func(q tmr.Part) int {
			if p == q {
				return int(sim.Nothing)
			}
			return -1
		})
		if status(r, 0) != sim.Holds || status(r, 1) != sim.Holds {
			t.Errorf("silent %s is not masked", p)
		}
	}
}

// Holding the monitors against the plain function over the whole trace.
func TestClaimsOfTheCircuitAgreeWithTheirNaiveTwins(t *testing.T) {
	r, _ := circuit()
	var trace sim.Trace
	runs := uint64(20_000)
	if testing.Short() {
		runs = 4_000
	}
	for seed := range runs {
		r.Random(&trace, seed, choose.Weights{Fault: uint32(seed % 400)})
		right, wrong := 0, false
		for _, e := range trace.Events {
			if e.Kind == sim.EvOutput && tmr.Part(e.Process).Final() {
				if e.Value == 0 {
					right++
				} else if e.Value != tmr.Undefined {
					wrong = true
				}
			}
		}
		if got := status(r, 0) == sim.Holds; got != (right >= 2) {
			t.Fatalf("seed %d: masked %v with %d right outputs", seed, got, right)
		}
		if got := status(r, 1) == sim.Violated; got != wrong {
			t.Fatalf("seed %d: safe is violated %v, a wrong output %v", seed, got, wrong)
		}
	}
}
