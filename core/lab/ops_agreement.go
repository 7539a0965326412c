package lab

import "faultlab/core/agreement"

func init() {
	ops["agreement.circumstances"] = circumstances
	ops["agreement.plans"] = plans
	opNames = append(opNames, "agreement.circumstances", "agreement.plans")
}

// agreement.circumstances: [] gives the sixteen cells of the table, row by row; see
// agreement.Circumstances.
func circumstances(l *Lab, in *reader) *refusal {
	in.array("body", 0, 0)
	if in.bad != nil {
		return in.bad
	}
	cells := agreement.Circumstances()
	l.list(len(cells))
	for i := range cells {
		c := &cells[i]
		w := c.Words()
		l.append(&circumstanceInfo{Process: w[0], Delay: w[1], Order: w[2], Send: w[3], Possible: c.Possible,
			Theorem: c.Theorem, Scenario: c.Scenario, Protocol: c.Protocol, Shown: c.Shown})
	}
	return nil
}

// agreement.plans: [messages, losses] gives the schedules of so many messages of two
// generals, of which at most so many are lost, with what becomes of their plans. Up to
// agreement.MaxTried messages every plan is tried.
func plans(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	messages := in.integer("messages", 1, agreement.MaxSlots)
	losses := in.integer("losses", 0, agreement.MaxSlots)
	if in.bad != nil {
		return in.bad
	}
	schedules, err := agreement.Schedules(int(messages), int(losses))
	if err != nil {
		return &refusal{"limit", "losses", err.Error(), nil}
	}
	l.list(len(schedules))
	for _, s := range schedules {
		info := scheduleInfo{Views: s.Views, Tried: messages <= agreement.MaxTried, Chain: []linkInfo{}}
		for _, p := range s.Senders {
			info.Senders = append(info.Senders, uint8(p))
		}
		if info.Tried {
			v := s.Try()
			info.Rules, info.Disobey, info.Split, info.Succeed = v.Rules, v.Disobey, v.Split, v.Succeed
		}
		for _, k := range s.Chain() {
			info.Chain = append(info.Chain, linkInfo{k.Order, k.Lost, uint8(k.Same)})
		}
		l.append(&info)
	}
	return nil
}
