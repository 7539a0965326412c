package lab

import (
	"faultlab/core/choose"
	"faultlab/core/multicast/reliable"
	"faultlab/core/sim"
)

func init() {
	ops["reliable.feedback"] = reliableFeedback
	ops["reliable.requests"] = reliableRequests
	opNames = append(opNames, "reliable.feedback", "reliable.requests")
}

const (
	maxReceivers = sim.MaxProcesses - 1
	maxTree      = 1_000_000
	maxWidth     = 1000
	maxSeeds     = 1000
	maxFeedback  = 1 << 22 // copies of requests that one question may lead to
)

// reliable.feedback: [receivers, fanout] runs one message to so many receivers, and
// gives how much feedback the member gets that gets most: with acknowledgements to the
// sender, with acknowledgements up a tree, with negative ones if all is well, and with
// negative ones if all lack the same message; then the levels of the tree and the
// acknowledgements that one member of it gets, counted without a run. For more receivers
// than a run can have the first four are -1.
func reliableFeedback(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	receivers := int(in.integer("receivers", 1, maxTree))
	fanout := int(in.integer("fanout", 1, maxTree))
	if in.bad != nil {
		return in.bad
	}
	if fanout == 1 && receivers > maxReceivers {
		return &refusal{"limit", "fanout", "is 1, and the tree would be a chain of more members than are counted here", nil}
	}
	l.list(6)
	all := reliable.Reliable{Senders: 1, Messages: 1, Feedback: reliable.Acks, Fanout: sim.MaxProcesses, Timeout: 3}
	for _, m := range []struct {
		reliable.Reliable
		lost bool
	}{
		{all, false},
		{reliable.Reliable{Senders: 1, Messages: 1, Feedback: reliable.Acks, Fanout: fanout, Timeout: 3}, false},
		{reliable.Reliable{Senders: 1, Messages: 2, Feedback: reliable.Nacks, Timeout: 3}, false},
		{reliable.Reliable{Senders: 1, Messages: 2, Feedback: reliable.Nacks, Timeout: 3}, true},
	} {
		if receivers > maxReceivers {
			l.number(-1)
			continue
		}
		_, most := measure(receivers, 1, &m.Reliable, m.lost, 0)
		l.number(most)
	}
	levels, most := reliable.Tree(receivers, fanout)
	l.number(levels)
	l.number(most)
	return nil
}

// reliable.requests: [losers, delay, width, runs] lets so many members lack the same
// message, as often as runs says, and each wait for a random time below width before it
// speaks; what one says the others hear after delay. It gives [requests in all runs, the
// most in one, expected in one in continuous time, expected in whole ticks], the last
// two in thousandths.
func reliableRequests(l *Lab, in *reader) *refusal {
	in.array("body", 4, 4)
	losers := int(in.integer("losers", 1, maxReceivers))
	delay := int(in.integer("delay", 1, maxWidth))
	width := int(in.integer("width", 1, maxWidth))
	runs := int(in.integer("runs", 1, maxSeeds))
	if in.bad != nil {
		return in.bad
	}
	if delay > width {
		return &refusal{"request", "delay", "must be at most the width", nil}
	}
	if work := (losers*losers*delay/width + losers) * losers * runs; work > maxFeedback {
		return &refusal{"limit", "runs", "would take more work than is done here: take fewer runs or losers", nil}
	}
	sum, most := 0, 0
	s := reliable.Reliable{Senders: 1, Messages: 2, Feedback: reliable.Suppressed, Timeout: int32(2*delay + 1), Width: uint32(width)}
	for seed := range runs {
		n, _ := measure(losers, int32(delay), &s, true, uint64(seed))
		sum += n
		most = max(most, n)
	}
	l.list(4)
	l.number(sum)
	l.number(most)
	l.number(reliable.Expected(losers, delay, width))
	l.number(reliable.ExpectedInTicks(losers, delay, width))
	return nil
}

// measure runs a group in which every message takes the same time and only draws are
// left to chance: how many requests the sender gets, and how much feedback whoever gets
// most. If so asked, everybody loses the first message.
func measure(receivers int, delay int32, s *reliable.Reliable, lost bool, seed uint64) (requests, most int) {
	setup := reliable.Group(receivers+1, sim.Network{Bounded: true, MinDelay: delay, MaxDelay: delay}, s)
	losses := 0
	if lost {
		losses = receivers
	}
	setup.Budget.Losses = uint8(losses)
	w := sim.New(&setup)
	var trace sim.Trace
	w.Reset(&trace)
	r := choose.Rand(seed)
	var options []sim.Option
	for {
		o, ok := w.Boring()
		if !ok || losses > 0 {
			options = w.Enabled(options[:0])
			if len(options) == 0 {
				break
			}
			o = options[0]
			if o.Kind == sim.Drawn {
				o = options[r.Below(uint32(len(options)))]
			}
			if losses > 0 {
				o, losses = lose(w, options, losses)
			}
		}
		w.Apply(o)
	}
	var heard [sim.MaxProcesses]int
	for i := range trace.Events {
		e := &trace.Events[i]
		if e.Kind != sim.EvReceive || !reliable.IsFeedback(e.Msg) {
			continue
		}
		heard[e.Process]++
		most = max(most, heard[e.Process])
	}
	return heard[0], most
}

// lose takes the first option that loses a message number 1, or else the first one.
func lose(w *sim.World, options []sim.Option, losses int) (sim.Option, int) {
	for _, o := range options {
		if o.Kind == sim.Lose {
			if m, _, _ := w.Described(o); m.Arg == 1 {
				return o, losses - 1
			}
		}
	}
	return options[0], losses
}
