package door

import (
	"strconv"

	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
	"faultlab/core/words"
)

func totals(d *Door, a *asked) (wire.Answer, *wire.Refusal) {
	doc, seed := a.document(), a.whole("seed")
	t, rule, bad := lab.CountDocument(doc, a.text("rule"), uint64(seed))
	if bad != nil {
		return nil, refuseDocument(scenario.Problems{*bad})
	}
	return d.totals(doc, &t, rule, uint32(seed)), nil
}

func (d *Door) totals(doc *scenario.Document, t *protocol.Total, rule int, seed uint32) *wire.Totals {
	c := doc.Config
	info := &wire.Totals{
		Title: doc.Title, About: doc.About, Protocol: c.Spec.Name, Processes: processes(c), Params: params(c), Values: c.Words().Values,
		Sent: strconv.FormatUint(t.Sent, 10), Silent: strconv.FormatUint(t.Silent, 10), Ends: t.Ends, Says: t.Says,
		Rule: c.Spec.Totals.Rules[rule].Name, Seed: seed, Remarks: remarks(doc),
	}
	if info.Title == c.Spec.Title { // the document has none of its own
		info.Title = t.Title
	}
	for _, n := range t.Rounds {
		info.Rounds = append(info.Rounds, strconv.FormatUint(n, 10))
	}
	for i, k := range c.Claims {
		claim := &c.Spec.Claims[k]
		k := wire.ClaimTotal{Name: claim.Name, Title: claim.Title, Status: uint8(sim.Holds), Void: claim.AsksNothing(c)}
		switch {
		case k.Void != "":
			k.Status = asksNothing
		case t.Violated[i]:
			k.Status = uint8(sim.Violated)
		}
		info.Claims = append(info.Claims, k)
	}
	for _, r := range c.Spec.Totals.Rules {
		info.Rules = append(info.Rules, wire.Rule{Name: r.Name, Doc: r.Doc, Seeded: r.Seeded})
	}
	what := "events"
	if len(doc.Costs) > 0 {
		what = doc.Costs[0].Name
	}
	info.Why = words.TotalsOnly(t.Sent+t.Silent, d.limits.Document.Events, what)
	return info
}
