package door

import (
	"faultlab/core/agreement"
	"faultlab/core/lab/wire"
)

func circumstances(*Door, *asked) (wire.Answer, *wire.Refusal) {
	cells := agreement.Circumstances()
	answer := make(wire.Circumstances, len(cells))
	for i := range cells {
		c := &cells[i]
		w := c.Words()
		answer[i] = wire.Circumstance{Process: w[0], Delay: w[1], Order: w[2], Send: w[3], Possible: c.Possible,
			Theorem: c.Theorem, Scenario: c.Scenario, Protocol: c.Protocol, Shown: c.Shown}
	}
	return &answer, nil
}

// Up to agreement.MaxTried messages every plan is tried.
func plans(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	messages := a.whole("messages")
	schedules, err := agreement.Schedules(messages, a.whole("losses"))
	if err != nil {
		return nil, refuse("limit", "losses", err.Error())
	}
	answer := make(wire.Schedules, len(schedules))
	for i, s := range schedules {
		told := &answer[i]
		told.Views, told.Tried = s.Views, messages <= agreement.MaxTried
		for _, p := range s.Senders {
			told.Senders = append(told.Senders, uint8(p))
		}
		if told.Tried {
			v := s.Try()
			told.Rules, told.Disobey, told.Split, told.Succeed = v.Rules, v.Disobey, v.Split, v.Succeed
		}
		for _, k := range s.Chain() {
			told.Chain = append(told.Chain, wire.Link{Order: k.Order, Lost: k.Lost, Same: uint8(k.Same)})
		}
	}
	return &answer, nil
}
