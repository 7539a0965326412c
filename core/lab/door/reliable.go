package door

import (
	"faultlab/core/choose"
	"faultlab/core/lab/wire"
	"faultlab/core/multicast/reliable"
	"faultlab/core/sim"
)

const (
	maxReceivers = sim.MaxProcesses - 1
	maxTree      = 1_000_000
	maxWidth     = 1000
	maxSeeds     = 1000
	maxFeedback  = 1 << 22 // copies of requests that one question may lead to
)

func reliableFeedback(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	receivers, fanout := a.whole("receivers"), a.whole("fanout")
	if fanout == 1 && receivers > maxReceivers {
		return nil, refuse("limit", "fanout", "is 1, and the tree would be a chain of more members than are counted here")
	}
	measured := func(s reliable.Reliable, lost bool) int {
		if receivers > maxReceivers {
			return -1
		}
		_, most := measure(receivers, 1, &s, lost, 0)
		return most
	}
	acks := reliable.Reliable{Senders: 1, Messages: 1, Feedback: reliable.Acks, Fanout: sim.MaxProcesses, Timeout: 3}
	tree := acks
	tree.Fanout = fanout
	nacks := reliable.Reliable{Senders: 1, Messages: 2, Feedback: reliable.Nacks, Timeout: 3}
	answer := &wire.Feedback{Acks: measured(acks, false), Tree: measured(tree, false),
		Nacks: measured(nacks, false), Implosion: measured(nacks, true)}
	answer.Levels, answer.PerMember = reliable.Tree(receivers, fanout)
	return answer, nil
}

func reliableRequests(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	losers, delay, width, runs := a.whole("losers"), a.whole("delay"), a.whole("width"), a.whole("runs")
	if delay > width {
		return nil, refuse("request", "delay", "must be at most the width")
	}
	if work := (losers*losers*delay/width + losers) * losers * runs; work > maxFeedback {
		return nil, refuse("limit", "runs", "would take more work than is done here: take fewer runs or losers")
	}
	answer := &wire.Requests{Expected: reliable.Expected(losers, delay, width), ExpectedInTicks: reliable.ExpectedInTicks(losers, delay, width)}
	s := reliable.Reliable{Senders: 1, Messages: 2, Feedback: reliable.Suppressed, Timeout: int32(2*delay + 1), Width: uint32(width)}
	for seed := range runs {
		n, _ := measure(losers, int32(delay), &s, true, uint64(seed))
		answer.Sum += n
		answer.Most = max(answer.Most, n)
	}
	return answer, nil
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
