package lab

import (
	"errors"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/oral/every"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

// oralEvery: [n, m, faulty, model, orders, default, rule] gives what becomes of OM(m) among n under all behaviours of
// all sets of so many faulty processes: verdicts, how many behaviours these are, and runs with as few lies as any
// that violate what can be violated. Model, default and rule are names as in a document.
func oralEvery(l *Lab, in *reader) *refusal {
	in.array("body", 7, 7)
	a := every.All{
		N:      int(in.integer("n", 2, byzantine.MaxProcesses)),
		M:      int(in.integer("m", 0, byzantine.MaxProcesses)),
		Faulty: int(in.integer("faulty", 0, byzantine.MaxProcesses)),
	}
	models := sim.AllModels.Names()
	if m := in.word("model", models); in.bad == nil {
		a.Model = sim.AllModels.Named(models[m])
	}
	a.Orders = int(in.integer("orders", 2, 3))
	a.Default = uint8(in.word("default", allowed("default")[:max(a.Orders, 2)]))
	a.Rule = byzantine.Rule(in.word("rule", allowed("rule")))
	if in.bad == nil && a.Faulty > a.N {
		in.fail("faulty", "is more than there are processes")
	}
	if in.bad != nil {
		return in.bad
	}
	p, err := a.Prove(l.limits.Work)
	if err != nil {
		return &refusal{"limit", "n", err.Error(), nil}
	}
	all, each := p.Behaviours()
	info := everyInfo{IC1: uint8(p.IC1), IC2: uint8(p.IC2), Sets: p.Sets, Behaviours: amountOf(all), Work: int64(p.Work)}
	for i := range p.Placements {
		x := &p.Placements[i]
		info.Placements = append(info.Placements, placementInfo{
			Faulty: faultyOf(&x.Question), Order: x.Question.Order, Sets: x.Sets, IC1: uint8(x.IC1), IC2: uint8(x.IC2),
			Lies1: lies(x.Found, 0), Lies2: lies(x.Found, 1), Behaviours: amountOf(each[i]),
		})
	}
	for condition := range 2 {
		best := p.Best(condition)
		if best == nil {
			continue
		}
		w := witnessInfo{Claim: oral.Messages.Claims[condition].Name, Faulty: faultyOf(&best.Question), Order: best.Question.Order, Lies: lies(best.Found, condition)}
		document := describeOral(best.Question.Config())
		x, err := best.Witness(condition)
		if err == nil {
			var list []sim.Choice
			if document, list, err = Counterexample(&best.Question, x, l.limits.Document); err == nil {
				w.Choices = numbers(list)
			}
		}
		if err != nil && !errors.Is(err, every.ErrWitness) && !errors.Is(err, ErrBig) {
			return &refusal{"limit", "n", err.Error(), nil}
		}
		w.Document = scenario.Append(nil, &document)
		info.Witnesses = append(info.Witnesses, w)
	}
	l.append(&info)
	return nil
}

// oralRest: [document, choices or null, step] gives what the faulty can still do from a step on: whether they can
// violate IC1 and IC2, with how few lies more, and the choices of such a run.
func oralRest(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	x := in.experiment(l)
	list := in.entries(l, x)
	step := in.integer("step", 0, 1<<31-1)
	if in.bad != nil {
		return in.bad
	}
	f, lists, bad := x.Rest(list, int32(step), l.limits.Work)
	if bad != nil {
		return &refusal{"document", bad.Path, bad.Message, bad.Allowed}
	}
	l.append(&restInfo{
		Steps: int32(step),
		IC1:   conditionInfo{uint8(f.IC1), lies(f, 0), numbers(lists[0])},
		IC2:   conditionInfo{uint8(f.IC2), lies(f, 1), numbers(lists[1])},
		Work:  int64(f.Work),
	})
	return nil
}

// allowed are the names that a parameter of OM(m) can have.
func allowed(param string) []string {
	for i := range oral.Messages.Params {
		if p := &oral.Messages.Params[i]; p.Name == param && p.Kind == protocol.Choice {
			return p.Allowed
		}
	}
	panic("lab: OM(m) has no names for " + param)
}

func faultyOf(q *every.Question) (list []uint8) {
	for p, m := range q.Models {
		if m != 0 {
			list = append(list, uint8(p))
		}
	}
	return list
}

func amountOf(a every.Amount) amountInfo {
	info := amountInfo{Decimal: a.Decimal, Digits: a.Digits}
	for _, t := range a.Terms {
		term := termInfo{Times: t.Times}
		for _, f := range t.Factors {
			term.Factors = append(term.Factors, powerInfo{f.Base, f.Exponent})
		}
		info.Terms = append(info.Terms, term)
	}
	return info
}
