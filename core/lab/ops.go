package lab

import (
	"faultlab/core/byzantine/oral"
	"faultlab/core/choose"
	"faultlab/core/protocol"
	"faultlab/core/tmr"
)

// ops are the operations by name. Each reads its body and appends its answer.
var ops = map[string]func(l *Lab, in *reader) *refusal{}

// opNames are their names, for a refusal, in the order of the documentation.
var opNames = []string{"run", "options", "random", "shrink", "describe", "totals", "oral.counts", "oral.every", "oral.rest", "three.rules", "three.alike", "vector.splits", "tmr.sets", "tmr.curve"}

func init() {
	ops["run"] = run
	ops["options"] = options
	ops["random"] = random
	ops["shrink"] = shrink
	ops["describe"] = describe
	ops["totals"] = totals
	ops["oral.counts"] = oralCounts
	ops["oral.every"] = oralEvery
	ops["oral.rest"] = oralRest
	ops["three.rules"] = threeRules
	ops["three.alike"] = threeAlike
	ops["vector.splits"] = vectorSplits
	ops["tmr.sets"] = tmrSets
	ops["tmr.curve"] = tmrCurve
}

// run: [document, choices or null, until] gives a run.
func run(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	x := in.experiment(l)
	list := in.entries(l, x)
	until := in.integer("until", -1, 1<<31-1)
	if in.bad != nil {
		return in.bad
	}
	return l.answer(x, x.Replay(list, int32(until)), 0)
}

// options: [document, choices or null, step] gives the menu in front of a step.
func options(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	x := in.experiment(l)
	list := in.entries(l, x)
	step := in.integer("step", 0, 1<<31-1)
	if in.bad != nil {
		return in.bad
	}
	offers := x.Offers(list, int32(step))
	l.list(len(offers))
	for _, o := range offers {
		l.append(&offerInfo{choose.Numbers(o.Choice), o.Text, o.Group, o.Fault})
	}
	return nil
}

// random: [document, seed, weight of a fault in thousandths] gives a run.
func random(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	x := in.experiment(l)
	seed := in.integer("seed", 0, 1<<32-1)
	weight := in.integer("weight", 0, 1000)
	if in.bad != nil {
		return in.bad
	}
	w := choose.DefaultWeights
	w.Fault = uint32(weight)
	return l.answer(x, x.Random(uint64(seed), w), 0)
}

// shrink: [document, choices or null, claim] gives a smaller run that violates
// the same claim.
func shrink(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	x := in.experiment(l)
	list := in.entries(l, x)
	name := in.text("claim", 64)
	if in.bad != nil {
		return in.bad
	}
	var names []string
	for i, c := range x.Doc.Config.Claims {
		claim := &x.Doc.Config.Spec.Claims[c]
		if claim.Name == name {
			replays, ok := x.Shrink(list, i)
			if !ok {
				return &refusal{"claim", "claim", name + " is not violated by this run: there is nothing to shrink", nil}
			}
			return l.answer(x, x.Run.End, replays)
		}
		names = append(names, claim.Name)
	}
	return &refusal{"claim", "claim", "the document does not ask for this claim", names}
}

// describe: [] gives the protocols with their parameters and claims.
func describe(l *Lab, in *reader) *refusal {
	specs := l.registry.Specs()
	l.list(len(specs))
	for _, s := range specs {
		info := specInfo{Protocol: s.Name, Version: s.Version, Title: s.Title, Doc: s.Doc, Views: s.Views,
			Min: s.Processes.Min, Max: s.Processes.Max, Models: s.Models.Names(), Params: []paramSpec{}, Claims: []claimSpec{}}
		for _, p := range s.Params {
			info.Params = append(info.Params, paramSpec{p.Name, protocol.ParamKinds[p.Kind], p.Min, p.Max, p.Default, p.Doc, p.Allowed})
		}
		for _, c := range s.Claims {
			info.Claims = append(info.Claims, claimSpec{c.Name, c.Title})
		}
		l.append(&info)
	}
	return nil
}

// oralCounts: [n, m] gives the numbers of messages of OM(m), in decimals.
func oralCounts(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	n := in.integer("n", 1, oral.MaxCounted)
	m := in.integer("m", 0, oral.MaxCounted)
	if in.bad != nil {
		return in.bad
	}
	c, err := oral.Count(int(n), int(m))
	if err != nil {
		return &refusal{"limit", "n", err.Error(), nil}
	}
	l.append(&countsInfo{c.Total, c.Last, c.Packed, c.PerRound})
	return nil
}

// tmrSets: [] gives how many sets of faulty parts the circuit masks, by the number
// of faulty parts, and in all.
func tmrSets(l *Lab, in *reader) *refusal {
	in.array("body", 0, 0)
	if in.bad != nil {
		return in.bad
	}
	f := tmr.CountFaultSets()
	l.list(2)
	l.list(len(f.BySize))
	for _, n := range f.BySize {
		l.number(n)
	}
	l.number(f.Masked)
	return nil
}

// tmrCurve: [voter per mille, points] gives rows of reliabilities in parts per
// million; see tmr.CurveColumns.
func tmrCurve(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	voter := in.integer("voter", 0, 1000)
	points := in.integer("points", 2, tmr.MaxCurvePoints)
	if in.bad != nil {
		return in.bad
	}
	rows := tmr.Curve(int(voter), int(points))
	l.list(len(rows))
	for i := range rows {
		l.list(len(rows[i]))
		for _, n := range rows[i] {
			l.number(n)
		}
	}
	return nil
}
