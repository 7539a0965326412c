package door

import (
	"faultlab/core/lab/wire"
	"faultlab/core/multicast/order"
)

func sendersOf(a *asked) []order.Sender {
	lines := a.lines("senders")
	list := make([]order.Sender, len(lines))
	for i := range lines {
		list[i] = order.Sender{Name: lines[i].name, Steps: lines[i].list}
	}
	return list
}

func orderLegal(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	d, bad := order.Draw(sendersOf(a))
	if bad != nil {
		return nil, refuse("request", bad.Path, bad.Message)
	}
	counts, tried := d.Legal(a.whole("receivers"))
	answer := &wire.LegalOrders{}
	for _, c := range counts {
		answer.Counts = append(answer.Counts, wire.OrderCounts{One: c.One, All: c.All, Total: c.Total})
	}
	for i := range tried {
		t := &tried[i]
		answer.Orders = append(answer.Orders, wire.TriedOrder{Order: numbers(t.Order),
			FIFO: pair(t.Broken[order.FIFO]), Causal: pair(t.Broken[order.Causal]), Total: pair(t.Against)})
	}
	return answer, nil
}

// pair is two messages, or nothing where there are none.
func pair(messages [2]uint8) []int {
	if messages[0] == 0 {
		return nil
	}
	return numbers(messages[:])
}

func orderJudge(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	d, bad := order.Draw(sendersOf(a))
	var verdicts []order.Verdict
	if bad == nil {
		lines := a.lines("receivers")
		receivers := make([]order.Receiver, len(lines))
		for i := range lines {
			receivers[i] = order.Receiver{Name: lines[i].name, Order: lines[i].list}
		}
		verdicts, bad = d.Judge(receivers)
	}
	if bad != nil {
		return nil, refuse("request", bad.Path, bad.Message)
	}
	answer := make(wire.OrderVerdicts, len(verdicts))
	for i := range verdicts {
		v := &verdicts[i]
		answer[i] = wire.OrderVerdict{Claim: v.Claim, Holds: !v.Broken, Receivers: v.Who, Text: v.Text}
		if v.Broken {
			answer[i].Pair = numbers(v.Pair[:])
		}
	}
	return &answer, nil
}
