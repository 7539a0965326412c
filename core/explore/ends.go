package explore

import (
	"errors"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// Ends asks which ends the runs of a world can have: a question with more answers than
// yes and no, such as "executed never, once or twice, with a reply or without".
type Ends struct {
	Classes int    // of ends; at most 64
	Size    int    // bytes of history that tell them apart
	Watch   uint64 // the events that count
	Observe func(history []byte, e *sim.Event)
	// Class is the class of a run that ends with this history; one that isn't asked for
	// is negative.
	Class func(history []byte) int
	// Swaps is Claim.Swaps of the history.
	Swaps bool
}

// Possible are the classes that a search has found.
type Possible struct {
	Found   []bool
	Choices [][]sim.Choice // a run of each that was found: few faults, few steps, and nothing that can be left out
	All     bool           // what was not found is impossible, within the bounds of the setup
	States  int
}

// ErrClasses is the error of a question with too many answers.
var ErrClasses = errors.New("explore: at most 64 classes of ends are told apart")

// replays bounds how long a run is made simpler.
const replays = 400

// Possible searches all runs of a setup, whose own claims are left out.
func (q *Ends) Possible(setup sim.Setup, states int) (*Possible, error) {
	if q.Classes > 64 {
		return nil, ErrClasses
	}
	setup.Claims = make([]sim.Claim, q.Classes)
	for k := range setup.Claims {
		setup.Claims[k] = sim.Claim{
			Size: q.Size, Watch: q.Watch, Begin: sim.Open, Swaps: q.Swaps,
			Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
				q.Observe(m.History, e)
				return sim.Open
			},
			Finish: func(m *sim.Memory) sim.Status {
				if q.Class(m.History) == k {
					return sim.Violated
				}
				return sim.Open
			},
		}
	}
	w := sim.New(&setup)
	s, err := New(w, Options{States: states, Edges: -1}) // of runs that never end nothing is asked
	if err != nil {
		return nil, err
	}
	for s.Result().Stopped == Going {
		s.Run(1 << 16)
	}
	r := s.Result()
	p := &Possible{Found: make([]bool, q.Classes), Choices: make([][]sim.Choice, q.Classes), States: r.States,
		All: r.Stopped == Complete || r.Stopped == Settled}
	run := choose.NewRun(sim.New(&setup))
	for k := range r.Findings {
		f := &r.Findings[k]
		if f.Outcome != Refuted {
			continue
		}
		p.Found[k] = true
		p.Choices[k], _ = run.Shrink(f.Choices, replays, func(w *sim.World) bool { return w.Standing(k) == sim.Violated })
	}
	return p, nil
}
