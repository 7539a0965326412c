package door

import (
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

func run(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x, list := a.run("document", "choices")
	return d.run(x, x.Replay(list, int32(a.whole("until"))), 0)
}

func options(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x, list := a.run("document", "choices")
	offers := x.Offers(list, int32(a.whole("step")))
	answer := make(wire.Offers, len(offers))
	for i, o := range offers {
		answer[i] = wire.Offer{Choice: choose.Numbers(o.Choice), Text: o.Text, Group: o.Group, Fault: o.Fault}
	}
	return &answer, nil
}

func random(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x := a.experiment()
	w := choose.DefaultWeights
	w.Fault = uint32(a.whole("weight"))
	return d.run(x, x.Random(uint64(a.whole("seed")), w), 0)
}

func shrink(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x, list := a.run("document", "choices")
	name := a.text("claim")
	var names []string
	for i, c := range x.Doc.Config.Claims {
		claim := &x.Doc.Config.Spec.Claims[c]
		if claim.Name == name {
			replays, ok := x.Shrink(list, i)
			if !ok {
				return nil, refuse("claim", "claim", name+" is not violated by this run: there is nothing to shrink")
			}
			return d.run(x, x.Run.End, replays)
		}
		names = append(names, claim.Name)
	}
	return nil, refuse("claim", "claim", "the document does not ask for this claim", names...)
}

// run is the run that an experiment has just made.
func (d *Door) run(x *lab.Experiment, end choose.End, replays int) (wire.Answer, *wire.Refusal) {
	if len(x.Trace.Events) > d.limits.Trace {
		return nil, refuse("limit", "budget.steps", "the run has "+strconv.Itoa(len(x.Trace.Events))+
			" events, more than a trace may have here: take fewer steps or processes, or at most this many events",
			strconv.Itoa(d.limits.Trace))
	}
	c := x.Doc.Config
	r := wire.Run{
		Title: x.Doc.Title, About: x.Doc.About, Protocol: c.Spec.Name, Steps: x.World.Steps(), End: choose.Ends[end],
		Events: wire.Records(x.Trace.Events), Pool: wire.Words(x.Trace.Pool), Times: wire.Words(x.Trace.Clocks),
		Values: x.Scene.Words.Values, Kinds: x.Scene.Words.Kinds, Views: c.Spec.Views,
		Show:    wire.Show{Step: int32(x.Doc.Show.Step), Views: x.Doc.Show.Views},
		Replays: int32(replays), Processes: processes(c), Remarks: remarks(x.Doc), Params: params(c),
	}
	told := x.Tell()
	r.Says, r.Said, r.Known, r.Together = told.Says, wire.Words(told.Said), wire.Words(told.Known), told.Together
	for i := range x.Entries {
		e := &x.Entries[i]
		numbers := choose.Numbers(e.Choice)
		if !e.Resolved() {
			numbers = [9]int64{int64(e.Choice.Step)}
		}
		r.Choices = append(r.Choices, wire.ResolvedChoice{Choice: numbers, Text: e.Text, Fits: e.Fits, Why: e.Why})
	}
	r.Claims = claims(x)
	for _, k := range x.Doc.Costs {
		r.Costs = append(r.Costs, wire.Cost{Name: k.Name, Decimal: k.Decimal})
	}
	if c.Spec.Shape != nil {
		r.Shape = c.Spec.Shape(c)
	}
	return &r, nil
}

func processes(c *protocol.Config) []wire.Process {
	list := make([]wire.Process, len(c.Names))
	for i, name := range c.Names {
		list[i] = wire.Process{Name: name, Models: uint8(c.Models[i]), Faulty: c.Models[i] != 0}
		if c.Spec.Processes.Role != nil {
			list[i].Role = c.Spec.Processes.Role(c, i)
		}
	}
	return list
}

// remarks are those about the document, and those about what it asks for.
func remarks(doc *scenario.Document) []wire.Remark {
	list := []wire.Remark{}
	for _, m := range doc.Remarks {
		list = append(list, wire.Remark{Code: m.Code, Text: m.Text})
	}
	if c := doc.Config; c.Spec.Remarks != nil {
		for _, m := range c.Spec.Remarks(c) {
			list = append(list, wire.Remark{Code: m.Code, Text: m.Text})
		}
	}
	return list
}

func params(c *protocol.Config) []wire.Param {
	list := []wire.Param{{Name: "n", Value: int32(c.N)}}
	for i := range c.Spec.Params {
		list = append(list, wire.Param{Name: c.Spec.Params[i].Name, Value: c.Params[i]})
	}
	return list
}

// asksNothing is the status, beside those of sim, of a claim that is void here.
// The monitor calls it fulfilled, as logic does; a reader should not.
const asksNothing = 5

func claims(x *lab.Experiment) []wire.Claim {
	c := x.Doc.Config
	list := make([]wire.Claim, len(c.Claims))
	for i, s := range c.Claims {
		claim := &c.Spec.Claims[s]
		list[i].Name, list[i].Title, list[i].Doc, list[i].Void = claim.Name, claim.Title, claim.Doc, claim.AsksNothing(c)
		if list[i].Void != "" {
			list[i].Changes = []wire.Change{{Step: -1, Event: -1, Status: asksNothing}}
			continue
		}
		status, who, events := x.World.Status(i)
		if status != sim.Violated {
			continue
		}
		for p := range c.N {
			if who.Has(sim.ID(p)) {
				list[i].Who = append(list[i].Who, uint8(p))
			}
		}
		for _, e := range events {
			if e >= 0 {
				list[i].Events = append(list[i].Events, e)
			}
		}
	}
	for _, v := range x.Trace.Verdicts {
		if list[v.Claim].Void != "" {
			continue
		}
		list[v.Claim].Changes = append(list[v.Claim].Changes, wire.Change{Step: v.Step, Event: v.Event, Status: uint8(v.Status)})
	}
	return list
}
