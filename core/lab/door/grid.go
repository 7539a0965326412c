package door

import (
	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

const (
	maxGrid      = 10_000
	maxGridSteps = 2_000_000
)

func exploreGrid(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x := a.experiment()
	c := *x.Doc.Config
	if pointless(&c) {
		c.Budget.Crashes = 0
	}
	g := explore.Tabulate(lab.World(&c), a.whole("limit"), maxGridSteps)
	answer := &wire.Grid{All: g.All}
	void := make([]bool, len(c.Claims))
	for i, k := range c.Claims {
		void[i] = c.Spec.Claims[k].AsksNothing(&c) != ""
		answer.Claims = append(answer.Claims, c.Spec.Claims[k].Name)
	}
	for _, axis := range g.Axes {
		answer.Axes = append(answer.Axes, axisOf(x, axis))
	}
	for _, r := range g.Runs {
		run := wire.GridRun{Choices: choices(r.Choices)}
		for i, s := range r.Claims {
			if void[i] {
				s = asksNothing
			}
			run.Statuses = append(run.Statuses, int(s))
		}
		x.Replay(lab.Listed(r.Choices), -1)
		run.Values = ends(x)
		answer.Runs = append(answer.Runs, run)
	}
	return answer, nil
}

// axisOf puts the options of a step in words.
func axisOf(x *lab.Experiment, axis explore.Axis) wire.Axis {
	told := wire.Axis{Step: int(axis.Step)}
	x.Replay(nil, axis.Step)
	options := x.Run.Options()
	for _, c := range axis.Options {
		option := wire.AxisOption{Choice: choose.Numbers(c)}
		if o, ok := x.World.Find(c, options); ok {
			option.Text = x.Text(o)
		}
		told.Options = append(told.Options, option)
	}
	return told
}

// ends are the values that the processes decided or put out last in a run.
func ends(x *lab.Experiment) []byte {
	last := make([]byte, x.Doc.Config.N)
	for p := range last {
		last[p] = sim.Nothing
	}
	for i := range x.Trace.Events {
		if e := &x.Trace.Events[i]; e.Kind == sim.EvDecide || e.Kind == sim.EvOutput {
			last[e.Process] = e.Value
		}
	}
	return last
}

// pointless says whether crashes add nothing to a grid: in rounds, an arbitrarily
// faulty process that crashes is one that says nothing any more, which it can do
// anyway.
func pointless(c *protocol.Config) bool {
	for _, m := range c.Models {
		if m != 0 && m&sim.Arbitrary == 0 {
			return false
		}
	}
	return c.Net.LockStep && !c.Net.Detector
}
