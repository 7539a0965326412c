package lab

import (
	"errors"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/oral/every"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

// What every.Question finds out is about no run. Here it becomes runs: choices that anybody can replay.

// ErrBig says that a run is too big to be made.
var ErrBig = errors.New("lab: the run has more messages than are run here")

// Counterexample plays a witness from the beginning and returns its choices, and the scenario they belong to. It
// panics if the run does not violate what it should: that would be our bug.
func Counterexample(q *every.Question, x *every.Witness, limits scenario.DocumentLimits) (document scenario.Value, list []sim.Choice, err error) {
	c := q.Config()
	mistaken := 0
	for _, l := range x.Lies {
		if l.Mistaken {
			mistaken++
		}
	}
	if mistaken > 255 {
		return DescribeOral(c), nil, ErrBig
	}
	// A traitor needs no crash, and the menu of the run is shorter without.
	c.Budget.Crashes = uint8(len(x.Crashes))
	document = DescribeOral(c)
	if _, bad := scenario.Estimate(c, limits); bad != nil {
		return document, nil, ErrBig
	}
	e := Open(&scenario.Document{Config: c})
	e.Run.Drive(nil, -1, x.Pick)
	mustViolate(e, x.Condition)
	return document, append([]sim.Choice(nil), e.Run.Taken...), nil
}

func mustViolate(e *Experiment, condition int) {
	for i, claim := range e.Doc.Config.Claims {
		if s, _, _ := e.World.Status(i); claim == condition && s != sim.Violated {
			panic("lab: a witness against IC" + strconv.Itoa(condition+1) + " leaves it " + sim.Statuses[s])
		}
	}
}

// DescribeOral writes a configuration of OM(m) as a document says it, without what goes without saying.
func DescribeOral(c *protocol.Config) scenario.Value {
	document := object("faultlab", scenario.Integer(scenario.Format), "protocol", scenario.Text(c.Spec.Name),
		"version", scenario.Integer(int64(c.Spec.Version)),
		"title", scenario.Text("OM("+strconv.Itoa(int(c.Param("m")))+") among "+strconv.Itoa(c.N)), "processes", scenario.Integer(int64(c.N)))
	params := object()
	for i := range c.Spec.Params {
		p := &c.Spec.Params[i]
		switch {
		case c.Params[i] == p.Default && p.Name != "m" && p.Name != "order":
		case p.Kind == protocol.Choice:
			set(&params, p.Name, scenario.Text(p.Allowed[c.Params[i]]))
		default:
			set(&params, p.Name, scenario.Integer(int64(c.Params[i])))
		}
	}
	set(&document, "params", params)
	if c.Net.Multicast {
		set(&document, "network", object("send", scenario.Text("multicast")))
	}
	faults := scenario.Value{Kind: scenario.List}
	for p, models := range c.Models {
		for _, name := range models.Names() {
			faults.Items = append(faults.Items, object("process", scenario.Text(c.Names[p]), "model", scenario.Text(name)))
		}
	}
	set(&document, "faults", faults)
	budget := object("crashes", scenario.Integer(int64(c.Budget.Crashes)))
	if c.Budget.Mistakes != c.Spec.Budget.Mistakes {
		set(&budget, "mistakes", scenario.Integer(int64(c.Budget.Mistakes)))
	}
	set(&document, "budget", budget)
	return document
}

func object(pairs ...any) scenario.Value {
	v := scenario.Value{Kind: scenario.Map}
	for i := 0; i < len(pairs); i += 2 {
		set(&v, pairs[i].(string), pairs[i+1].(scenario.Value))
	}
	return v
}

func set(v *scenario.Value, key string, value scenario.Value) {
	v.Add(scenario.Field{Key: key, Value: value})
}

// Rest asks what the faulty of a scenario of OM(m) can still do after a number of steps with the given choices: the
// conditions' verdicts, and for each that can be violated choices that do it, those of the beginning among them.
func (x *Experiment) Rest(list []Entry, steps int32, work int) (f *every.Found, lists [2][]sim.Choice, bad *protocol.Problem) {
	c := x.Doc.Config
	if c.Spec != &oral.Messages {
		return nil, lists, &protocol.Problem{Path: "protocol", Message: "must be one of which all behaviours can be decided at once",
			Allowed: []string{oral.Messages.Name}}
	}
	q, bad := every.Ask(c)
	if bad != nil {
		return nil, lists, bad
	}
	x.Replay(list, steps)
	begin := append([]sim.Choice(nil), x.Run.Taken...)
	played := every.NewPlayed(x.World.Setup().Shared.(*oral.Oral).Tree, q.Models)
	for i := range x.Trace.Events {
		played.Observe(&x.Trace.Events[i])
	}
	f, err := q.DecideRest(played, work)
	if err != nil {
		return nil, lists, &protocol.Problem{Path: "params.m", Message: err.Error()}
	}
	for condition, verdict := range [...]byzantine.Verdict{f.IC1, f.IC2} {
		if verdict != byzantine.Violated {
			continue
		}
		witness, err := f.WitnessRest(condition, played)
		if err != nil {
			return nil, lists, &protocol.Problem{Path: "params.m", Message: err.Error()}
		}
		next := 0
		x.Run.Drive(nil, -1, func(w *sim.World, options []sim.Option) int {
			if w.Steps() >= steps {
				return witness.Pick(w, options)
			}
			if next < len(begin) && begin[next].Step == w.Steps() {
				o, _ := w.Find(begin[next], options)
				next++
				return at(o, options)
			}
			return 0
		})
		mustViolate(x, condition)
		lists[condition] = append([]sim.Choice(nil), x.Run.Taken...)
	}
	return f, lists, nil
}

func at(o sim.Option, options []sim.Option) int {
	for i := range options {
		if options[i] == o {
			return i
		}
	}
	return 0
}
