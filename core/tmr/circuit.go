package tmr

import "faultlab/core/sim"

// Undefined is the output of a voter which has no majority, and of a module which
// has no defined input. It is behind the values that a circuit computes with.
const Undefined uint8 = 3

// values is how many there are to compute with: the right one, and two that are
// wrong in different ways.
const values = 3

// What goes on in a circuit: a module computes, a voter votes, a value is on a
// wire.
const (
	compute uint8 = iota
	vote
	wire
)

// Column returns the part's place from left to right, 0 to 5: the modules of stage
// A, its voters, the modules of stage B, and so on. All parts of a column work in
// the same round.
func (p Part) Column() int { return int(p) / Lanes }

// Inputs returns the parts whose outputs p reads: all modules of its stage for a
// voter, the voter of its lane for a module behind the first stage.
func (p Part) Inputs() []Part {
	switch {
	case p.Voter():
		return []Part{ModuleOf(p.Stage(), 0), ModuleOf(p.Stage(), 1), ModuleOf(p.Stage(), 2)}
	case p.Stage() > 0:
		return []Part{VoterOf(p.Stage()-1, p.Lane())}
	}
	return nil
}

// Readers returns the set of parts that read the output of p.
func (p Part) Readers() sim.Set {
	switch {
	case !p.Voter():
		return sim.SetOf(sim.ID(VoterOf(p.Stage(), 0)), sim.ID(VoterOf(p.Stage(), 1)), sim.ID(VoterOf(p.Stage(), 2)))
	case p.Stage() < Stages-1:
		return sim.SetOf(sim.ID(ModuleOf(p.Stage()+1, p.Lane())))
	}
	return 0
}

// Final reports whether the part puts out a result of the whole circuit.
func (p Part) Final() bool { return p.Column() == 2*Stages-1 }

// Component is a module or a voter on the simulator. A circuit has no network:
// what a part puts out is at its readers in the same step. Whether a part is
// faulty, and what it does then, is chosen at its own step, so that all its
// readers get the same.
type Component struct {
	Heard [Lanes]uint8 // by lane of the sender: the value on the wire, plus one; 0: nothing
}

// Start: the modules of the first stage work on the input of the circuit.
func (c *Component) Start(e *sim.Env) {
	if Part(e.Me).Column() == 0 {
		e.Do(compute, e.Shared().(*Input).Value, 0)
	}
}

// Input is what all three lanes begin with.
type Input struct{ Value uint8 }

// EndRound: when a column has done its work, the next one does its own.
func (c *Component) EndRound(e *sim.Env, r int32) {
	p := Part(e.Me)
	if p.Column() != int(r) {
		return
	}
	if p.Voter() {
		value, _ := c.majority()
		e.Do(vote, value, 0)
		return
	}
	value := Undefined
	if heard := c.Heard[p.Lane()]; heard != 0 {
		value = heard - 1
	}
	e.Do(compute, value, 0)
}

// Deliver takes what is on an input wire, or does the part's own work: then the
// value of the step is what it puts out.
func (c *Component) Deliver(e *sim.Env, m sim.Msg) {
	if e.Class() == sim.Message {
		c.Heard[Part(m.From).Lane()] = m.Val + 1
		return
	}
	if m.Kind == vote {
		value, why := c.majority()
		var inputs [Lanes]uint8
		for lane, heard := range c.Heard {
			inputs[lane] = heard - 1 // nothing heard becomes sim.Nothing
		}
		e.Note(sim.EvVote, sim.None, value, 0, why, inputs[:]...)
	}
	e.Note(sim.EvOutput, sim.None, m.Val, 0, sim.NoReason)
	e.Multicast(Part(e.Me).Readers(), wire, m.Val, 0)
}

// majority is the value of two or three of the inputs. If there is none, the
// output is undefined: neither one of the inputs nor a choice among them.
func (c *Component) majority() (uint8, sim.Reason) {
	for i := range Lanes {
		for j := range i {
			if h := c.Heard[i]; h == c.Heard[j] && h != 0 && h-1 != Undefined {
				return h - 1, sim.Majority
			}
		}
	}
	return Undefined, sim.Undefined
}
