package sim_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// walker takes steps of its own, one after the other, and tells its neighbours of
// each: first the one, then, in its next step, the other.
type walker struct{ Steps, Told uint8 }

const strides = 6

func (p *walker) Start(e *sim.Env) { e.Do(1, sim.Nothing, 0) }

func (p *walker) Deliver(e *sim.Env, m sim.Msg) {
	if e.Class() == sim.Message {
		p.Told++
		return
	}
	p.Steps++
	e.Send((e.Me+1+(e.Me+sim.ID(p.Steps))%2)%3, 0, p.Steps, uint32(p.Steps))
	if p.Steps < strides {
		e.Do(1, sim.Nothing, uint32(p.Steps))
	}
}

func walkers(b *sim.Builder) {
	for range 3 {
		sim.Place(b, walker{}, 0)
	}
}

// paced are the networks in which a step takes time.
var paced = map[string]sim.Network{
	"lock step":             {Pace: 1, Bounded: true, MinDelay: 1, MaxDelay: 1},
	"twice as fast":         {Pace: 2, Bounded: true, MinDelay: 1, MaxDelay: 2},
	"any delay":             {Pace: 2},
	"any delay, in order":   {Pace: 1, Order: sim.Ordered},
	"any pace":              {Pace: sim.Forever, Bounded: true, MinDelay: 1, MaxDelay: 2},
	"any pace, in order":    {Pace: sim.Forever, Bounded: true, MinDelay: 1, MaxDelay: 2, Order: sim.Ordered},
	"any pace or delay":     {Pace: sim.Forever},
	"any of both, in order": {Pace: sim.Forever, Order: sim.Ordered},
}

// Between two steps of a process lie 1 to Pace ticks, and a message takes as long
// as the network says, whatever its receiver does meanwhile. Where there is a bound
// it is met, and where there is none no bound is kept.
func TestStepsAndMessagesKeepTheirPace(t *testing.T) {
	const far = 4 // more than any bound here
	for name, net := range paced {
		strides, delays := map[int32]int{}, map[int32]int{}
		w := worldOf(sim.Setup{N: 3, Net: net}, walkers)
		var tr sim.Trace
		for seed := range uint64(400) {
			if end := choose.NewRun(w).Random(&tr, seed, choose.Weights{Other: 900}); end != choose.Quiescent {
				t.Fatalf("%s, seed %d ends %s", name, seed, choose.Ends[end])
			}
			var last [3]int32
			for i := range tr.Events {
				switch e := &tr.Events[i]; e.Kind {
				case sim.EvTask:
					strides[min(e.Time-last[e.Process], far)]++
					last[e.Process] = e.Time
				case sim.EvReceive:
					delays[min(e.Time-tr.Events[e.Message].Time, far)]++
				}
			}
		}
		if !net.Timed() {
			if len(strides) != 1 || strides[0] == 0 {
				t.Errorf("%s: there is a clock: %v", name, strides)
			}
			continue
		}
		for d := range int32(far) {
			if got, want := strides[d] > 0, d >= 1 && d <= net.Pace; got != want {
				t.Errorf("%s: a step takes %d ticks: %t, want %t", name, d, got, want)
			}
			want := d >= 1 && (!net.Bounded || d >= net.MinDelay && d <= net.MaxDelay)
			if got := delays[d] > 0; got != want {
				t.Errorf("%s: a message takes %d ticks: %t, want %t", name, d, got, want)
			}
		}
		if (strides[far] > 0) != (net.Pace == sim.Forever) || (delays[far] > 0) == net.Bounded {
			t.Errorf("%s: steps take %v, messages %v", name, strides, delays)
		}
	}
}

// Between two steps of a process another one takes at most Pace+1 steps; at any
// pace it takes all that it has.
func TestNobodyIsLeftBehindAtAPace(t *testing.T) {
	for name, net := range paced {
		w := worldOf(sim.Setup{N: 3, Net: net}, walkers)
		var tr sim.Trace
		most := int32(0)
		for seed := range uint64(500) {
			rnd := choose.Rand(seed)
			choose.NewRun(w).Drive(&tr, -1, func(w *sim.World, options []sim.Option) int {
				for i, o := range options { // process 1 is in a hurry
					if m, class, _ := w.Described(o); class == sim.Task && m.To == 1 && o.Kind == sim.Deliver && rnd.Below(4) > 0 {
						return i
					}
				}
				return int(rnd.Below(uint32(len(options))))
			})
			taken := int32(0) // by process 1 since the last step of process 0
			for i := range tr.Events {
				switch e := &tr.Events[i]; {
				case e.Kind == sim.EvTask && e.Process == 1:
					taken++
				case e.Kind == sim.EvTask && e.Process == 0:
					most, taken = max(most, taken), 0
				}
			}
		}
		want := int32(strides)
		if net.Pace != sim.Forever {
			want = net.Pace + 1
		}
		if most != want {
			t.Errorf("%s: %d steps while process 0 takes none, want %d", name, most, want)
		}
	}
}

// In the order of sending means across senders, too, whatever the pace.
func TestTheOrderOfSendingHoldsAtAnyPace(t *testing.T) {
	for name, net := range paced {
		w := worldOf(sim.Setup{N: 3, Net: net}, walkers)
		var tr sim.Trace
		overtaken := 0
		for seed := range uint64(400) {
			choose.NewRun(w).Random(&tr, seed, choose.DefaultWeights)
			var last [3]int32
			for i := range tr.Events {
				if e := &tr.Events[i]; e.Kind == sim.EvReceive {
					if e.Message < last[e.Process] {
						overtaken++
					}
					last[e.Process] = max(last[e.Process], e.Message)
				}
			}
		}
		if (overtaken == 0) != (net.Order == sim.Ordered) {
			t.Errorf("%s: %d messages are overtaken", name, overtaken)
		}
	}
}

// Where every send is a step of its own, a crash takes back nothing that was sent.
func TestWhatWasSentInAStepOfItsOwnArrives(t *testing.T) {
	for _, apart := range []bool{false, true} {
		w := worldOf(sim.Setup{N: 3, Net: sim.Network{Pace: sim.Forever}, Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1}, Apart: apart}, walkers)
		var tr sim.Trace
		lost, sends := 0, map[int]bool{}
		for seed := range uint64(400) {
			choose.NewRun(w).Random(&tr, seed, choose.Weights{Fault: 60, Other: 500})
			sent := 0
			for i := range tr.Events {
				switch e := &tr.Events[i]; {
				case e.Kind == sim.EvSend && e.Process == 0:
					sent++
				case e.Kind == sim.EvDrop && e.Reason == sim.Cut:
					lost++
				}
			}
			sends[sent] = true
		}
		if (lost == 0) != apart {
			t.Errorf("apart: %t, and %d messages are lost in the crash", apart, lost)
		}
		if len(sends) != strides+1 {
			t.Errorf("apart: %t, and a process gets as far as %v", apart, sends)
		}
	}
}
