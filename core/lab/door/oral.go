package door

import (
	"errors"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/oral/every"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

func oralCounts(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	c, err := oral.Count(a.whole("n"), a.whole("m"))
	if err != nil {
		return nil, refuse("limit", "n", err.Error())
	}
	return &wire.Counts{Total: c.Total, Last: c.Last, Packed: c.Packed, PerRound: c.PerRound}, nil
}

func oralEvery(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	all := every.All{N: a.whole("n"), M: a.whole("m"), Faulty: a.whole("faulty"), Model: sim.AllModels.Named(a.text("model")),
		Orders: a.whole("orders"), Default: uint8(a.whole("default")), Rule: byzantine.Rule(a.whole("rule"))}
	if int(all.Default) >= all.Orders {
		return nil, refuse("request", "default", "must be one of the orders that the commander can give", allowed(&oral.Messages, "default")[:all.Orders]...)
	}
	if all.Faulty > all.N {
		return nil, refuse("request", "faulty", "is more than there are processes")
	}
	p, err := all.Prove(d.limits.Work)
	if err != nil {
		return nil, refuse("limit", "n", err.Error())
	}
	behaviours, each := p.Behaviours()
	proof := &wire.Proof{IC1: uint8(p.IC1), IC2: uint8(p.IC2), Sets: p.Sets, Behaviours: amountOf(behaviours), Work: int64(p.Work)}
	for i := range p.Placements {
		x := &p.Placements[i]
		proof.Placements = append(proof.Placements, wire.Placement{
			Faulty: faultyOf(&x.Question), Order: x.Question.Order, Sets: x.Sets, IC1: uint8(x.IC1), IC2: uint8(x.IC2),
			Lies1: lies(x.Found, 0), Lies2: lies(x.Found, 1), Behaviours: amountOf(each[i]),
		})
	}
	for condition := range 2 {
		best := p.Best(condition)
		if best == nil {
			continue
		}
		w := wire.Witness{Claim: oral.Messages.Claims[condition].Name, Faulty: faultyOf(&best.Question), Order: best.Question.Order, Lies: lies(best.Found, condition)}
		document := lab.DescribeOral(best.Question.Config())
		x, err := best.Witness(condition)
		if err == nil {
			var list []sim.Choice
			if document, list, err = lab.Counterexample(&best.Question, x, d.limits.Document); err == nil {
				w.Choices = choices(list)
			}
		}
		if err != nil && !errors.Is(err, every.ErrWitness) && !errors.Is(err, lab.ErrBig) {
			return nil, refuse("limit", "n", err.Error())
		}
		w.Document = scenario.Append(nil, &document)
		proof.Witnesses = append(proof.Witnesses, w)
	}
	return proof, nil
}

func oralRest(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x, list := a.run("document", "choices")
	step := int32(a.whole("step"))
	f, lists, bad := x.Rest(list, step, d.limits.Work)
	if bad != nil {
		return nil, refuse("document", bad.Path, bad.Message, bad.Allowed...)
	}
	return &wire.Rest{
		Steps: step,
		IC1:   wire.Condition{Verdict: uint8(f.IC1), Lies: lies(f, 0), Choices: choices(lists[0])},
		IC2:   wire.Condition{Verdict: uint8(f.IC2), Lies: lies(f, 1), Choices: choices(lists[1])},
		Work:  int64(f.Work),
	}, nil
}

// lies writes the smallest number of lies in decimals, or nothing.
func lies(f *every.Found, condition int) string {
	if verdict := [...]byzantine.Verdict{f.IC1, f.IC2}[condition]; verdict != byzantine.Violated {
		return ""
	}
	if f.Lies[condition] >= every.MaxLies {
		return "more than " + strconv.FormatUint(every.MaxLies-1, 10)
	}
	return strconv.FormatUint(f.Lies[condition], 10)
}

// allowed are the names that a parameter of a protocol can have.
func allowed(spec *protocol.Spec, param string) []string {
	for i := range spec.Params {
		if p := &spec.Params[i]; p.Name == param && p.Kind == protocol.Choice {
			return p.Allowed
		}
	}
	panic("door: " + spec.Name + " has no names for " + param)
}

func faultyOf(q *every.Question) (list []uint8) {
	for p, m := range q.Models {
		if m != 0 {
			list = append(list, uint8(p))
		}
	}
	return list
}

func amountOf(a every.Amount) wire.Amount {
	info := wire.Amount{Decimal: a.Decimal, Digits: a.Digits}
	for _, t := range a.Terms {
		term := wire.Term{Times: t.Times}
		for _, f := range t.Factors {
			term.Factors = append(term.Factors, wire.Power{Base: f.Base, Exponent: f.Exponent})
		}
		info.Terms = append(info.Terms, term)
	}
	return info
}
