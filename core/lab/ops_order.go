package lab

import (
	"faultlab/core/multicast/order"
	"faultlab/core/scenario"

	"github.com/tinylib/msgp/msgp"
)

func init() {
	ops["order.legal"] = orderLegal
	ops["order.judge"] = orderJudge
	opNames = append(opNames, "order.legal", "order.judge")
}

// order.legal: [senders, receivers], where a sender is [name, steps], and a step k to
// multicast message k, from 1, or -k to deliver it, gives [counts, orders]: for no, for
// FIFO and for causal order how many orders are legal for one receiver, for all of
// them, and for all of them in one total order; and every order as [order, FIFO,
// causal, total], with two messages that are the wrong way round, the one delivered
// first in front, or an empty list. Total has two that a sender delivers otherwise.
func orderLegal(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	senders := in.senders()
	receivers := int(in.integer("receivers", 1, order.MaxLines))
	if in.bad != nil {
		return in.bad
	}
	d, bad := order.Draw(senders)
	if bad != nil {
		return &refusal{"request", bad.Path, bad.Message, nil}
	}
	counts, tried := d.Legal(receivers)
	l.list(2)
	l.list(len(counts))
	for _, c := range counts {
		l.list(3)
		l.out = msgp.AppendUint64(l.out, c.One)
		l.out = msgp.AppendUint64(l.out, c.All)
		l.out = msgp.AppendUint64(l.out, c.Total)
	}
	l.list(len(tried))
	for i := range tried {
		l.list(4)
		l.small(tried[i].Order)
		for _, pair := range [...][2]uint8{tried[i].Broken[order.FIFO], tried[i].Broken[order.Causal], tried[i].Against} {
			if pair[0] == 0 {
				l.list(0)
			} else {
				l.small(pair[:])
			}
		}
	}
	return nil
}

// order.judge: [senders, receivers], where a receiver is [name, order], gives for the
// claims FIFO, causal and total [claim, holds, which receivers break it, two messages
// that show it, sentence].
func orderJudge(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	senders := in.senders()
	receivers := make([]order.Receiver, in.array("receivers", 1, order.MaxLines))
	for i := range receivers {
		at := scenario.At("receivers", i)
		receivers[i].Name, receivers[i].Order = in.line(at, ".order")
	}
	if in.bad != nil {
		return in.bad
	}
	d, bad := order.Draw(senders)
	var verdicts []order.Verdict
	if bad == nil {
		verdicts, bad = d.Judge(receivers)
	}
	if bad != nil {
		return &refusal{"request", bad.Path, bad.Message, nil}
	}
	l.list(len(verdicts))
	for i := range verdicts {
		v := &verdicts[i]
		l.list(5)
		l.out = msgp.AppendString(l.out, v.Claim)
		l.out = msgp.AppendBool(l.out, !v.Broken)
		l.list(len(v.Who))
		for _, r := range v.Who {
			l.number(r)
		}
		if v.Broken {
			l.small(v.Pair[:])
		} else {
			l.list(0)
		}
		l.out = msgp.AppendString(l.out, v.Text)
	}
	return nil
}

// small appends a list of small numbers.
func (l *Lab) small(numbers []uint8) {
	l.list(len(numbers))
	for _, n := range numbers {
		l.number(int(n))
	}
}

func (r *reader) senders() []order.Sender {
	senders := make([]order.Sender, r.array("senders", 1, order.MaxLines))
	for i := range senders {
		senders[i].Name, senders[i].Steps = r.line(scenario.At("senders", i), ".steps")
	}
	return senders
}

// line reads a name with a list of messages.
func (r *reader) line(path, list string) (name string, numbers []int) {
	r.array(path, 2, 2)
	name = r.text(path+".name", 32)
	numbers = make([]int, r.array(path+list, 0, 2*order.MaxDrawn))
	for i := range numbers {
		numbers[i] = int(r.integer(scenario.At(path+list, i), -order.MaxDrawn, order.MaxDrawn))
	}
	return name, numbers
}
