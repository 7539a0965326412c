package explore

import (
	"faultlab/core/choose"
	"faultlab/core/sim"
)

// Grid is the table of all runs of a small scenario: every list of choices that
// there is, in order, and how each claim ends in its run.
type Grid struct {
	Runs []GridRun
	All  bool // there are no more
	// Axes are the points at which something could be chosen, if they are the same in
	// every run: then run i has, as the digits of i, the choice at each of them.
	Axes []Axis
}

// Axis is a point of a run at which there is more than one option.
type Axis struct {
	Step    int32
	Options []sim.Choice
}

// GridRun is one run.
type GridRun struct {
	Choices []sim.Choice
	Claims  []sim.Status
}

// Tabulate runs every list of choices of a world, at most limit of them, and stops
// after about so many steps in all.
func Tabulate(w *sim.World, limit, steps int) *Grid {
	g := &Grid{}
	r := choose.NewRun(w)
	claims := len(w.Setup().Claims)
	var axes []Axis
	same := true
	at := 0
	_, g.All = r.Watch(func(w *sim.World, options []sim.Option) {
		if len(g.Runs) == 0 {
			a := Axis{Step: w.Steps()}
			for _, o := range options {
				a.Options = append(a.Options, w.Choice(o))
			}
			axes = append(axes, a)
		} else if same {
			same = at < len(axes) && axes[at].fits(w, options)
		}
		at++
	}).Enumerate(limit, func(w *sim.World, taken []sim.Choice) bool {
		run := GridRun{Choices: append([]sim.Choice(nil), taken...)}
		for c := range claims {
			run.Claims = append(run.Claims, w.Standing(c))
		}
		same = same && at == len(axes)
		g.Runs = append(g.Runs, run)
		at = 0
		steps -= int(w.Steps())
		return steps > 0
	})
	if same && g.All {
		g.Axes = axes
	}
	return g
}

// fits says whether the options are those of the axis.
func (a *Axis) fits(w *sim.World, options []sim.Option) bool {
	if a.Step != w.Steps() || len(a.Options) != len(options) {
		return false
	}
	for i, o := range options {
		if w.Choice(o) != a.Options[i] {
			return false
		}
	}
	return true
}
