package sim_test

import (
	"errors"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

func TestABoundedDelayIsNeverPassed(t *testing.T) {
	x := open(t, `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 3, "params": {"messages": 3, "senders": 2},
		"network": {"delay": "bounded", "latency": [2, 4], "order": "unordered"}}`)
	seen := map[int32]int{}
	for seed := range uint64(500) {
		if end := x.Run.Random(&x.Trace, seed, choose.DefaultWeights); end != choose.Quiescent {
			t.Fatalf("seed %d ends %s", seed, choose.Ends[end])
		}
		for i := range x.Trace.Events {
			e := &x.Trace.Events[i]
			if e.Kind == sim.EvReceive {
				seen[e.Time-x.Trace.Events[e.Message].Time]++
			}
			if e.Kind == sim.EvWait && e.Time <= x.Trace.Clocks[e.Step] {
				t.Fatalf("seed %d: the clock goes from %d to %d", seed, x.Trace.Clocks[e.Step], e.Time)
			}
		}
		if clocks := x.Trace.Clocks; len(clocks) != int(x.World.Steps()) {
			t.Errorf("%d clocks of %d steps", len(clocks), x.World.Steps())
		}
	}
	if len(seen) != 3 || seen[2] == 0 || seen[3] == 0 || seen[4] == 0 {
		t.Errorf("delays, and how often: %v; want 2 to 4", seen)
	}
}

func TestATimingFailureIsADelayBehindTheBound(t *testing.T) {
	late, never := 0, 0
	for seed := range uint64(200) {
		w := worldOf(sim.Setup{N: 2, Net: sim.Network{Bounded: true, MinDelay: 1, MaxDelay: 2}, Models: []sim.Model{sim.Timing, 0}}, clocks)
		var tr sim.Trace
		choose.NewRun(w).Random(&tr, seed, choose.DefaultWeights)
		for i := range tr.Events {
			e := &tr.Events[i]
			if e.Kind != sim.EvReceive || e.Peer != 0 {
				continue
			}
			delay := e.Time - tr.Events[e.Message].Time
			if (e.Reason == sim.TooLate) != (delay > 2) {
				t.Fatalf("seed %d: a delay of %d has the reason %q", seed, delay, sim.Reasons[e.Reason])
			}
			if delay > 2 {
				late++
			}
		}
		if len(w.Enabled(nil)) > 0 && w.Enabled(nil)[0].Kind != sim.Rest {
			never++
		}
	}
	if late == 0 || never > 0 {
		t.Errorf("%d messages are late, %d runs do not end", late, never)
	}
}

// clock answers what it hears, and sets a timer with every message of its own.
type clock struct{ Heard, Fired uint8 }

func clocks(b *sim.Builder) {
	sim.Place(b, clock{}, 0)
	sim.Place(b, clock{}, 0)
}

func (c *clock) Start(e *sim.Env) {
	if e.Me == 0 {
		e.Send(1, 0, sim.Nothing, 0)
		e.After(2, 1, sim.Nothing, 0)
	}
}

func (c *clock) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case e.Class() == sim.Timer:
		c.Fired++
	case e.Me == 1:
		c.Heard++
		e.Send(0, 0, sim.Nothing, 1)
	default:
		c.Heard++
	}
}

// What comes at the same time as a timer fires is taken first, unless somebody
// decides otherwise; a timer never fires early where there is a clock.
func TestTimersComeBehindDeliveries(t *testing.T) {
	for _, net := range []sim.Network{{}, {Bounded: true, MinDelay: 1, MaxDelay: 1}, {Bounded: true, MinDelay: 1, MaxDelay: 3},
		{LockStep: true, Bounded: true}} {
		w := worldOf(sim.Setup{N: 2, Net: net, Rounds: 4 * int32(b2i(net.LockStep))}, clocks)
		for seed := range uint64(100) {
			rnd := choose.Rand(seed)
			walk(w, &rnd, func(options []sim.Option) bool {
				timer := false
				for _, o := range options {
					if o.Kind != sim.Deliver {
						continue
					}
					_, class, _ := w.Described(o)
					if timer && class != sim.Timer {
						t.Errorf("%+v, seed %d: behind a timer there is something of class %d", net, seed, class)
					}
					timer = timer || class == sim.Timer
					if timer && net.Timed() && w.Clock() < 2 {
						t.Errorf("%+v, seed %d: the timer may fire at %d", net, seed, w.Clock())
					}
				}
				return true
			})
			if c := w.Process(0).(*clock); c.Heard != 1 || c.Fired != 1 {
				t.Errorf("%+v, seed %d: %+v", net, seed, *c)
			}
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// flood sends as many messages as its world has processes, and again for each
// that it gets.
type flood struct{}

func (*flood) Start(e *sim.Env)              { e.Multicast(e.Others(), 0, 0, 0) }
func (*flood) Deliver(e *sim.Env, m sim.Msg) { e.Multicast(e.Others(), 0, 0, m.Arg+1) }

func TestTooMuchInFlightIsANamedError(t *testing.T) {
	w := worldOf(sim.Setup{N: 4, Pending: 20}, func(b *sim.Builder) {
		for range 4 {
			sim.Place(b, flood{}, 0)
		}
	})
	if w.Err() != nil {
		t.Fatalf("12 of 20 are in flight: %v", w.Err())
	}
	r := choose.NewRun(w)
	if end := r.Drive(nil, -1, func(*sim.World, []sim.Option) int { return 0 }); end != choose.Overflow || !errors.Is(w.Err(), sim.ErrPending) {
		t.Errorf("the run ends %s, with the error %v", choose.Ends[end], w.Err())
	}
	if o := w.Enabled(nil); len(o) != 0 {
		t.Errorf("%d things can still happen", len(o))
	}
	if w.Reset(nil); w.Err() != nil {
		t.Errorf("at the beginning again: %v", w.Err())
	}
}

func TestASetupThatBreaksItsRulesIsNoWorld(t *testing.T) {
	for name, s := range map[string]sim.Setup{
		"nobody":    {N: 0, Build: func(*sim.Builder) {}},
		"too many":  {N: 65, Build: func(*sim.Builder) {}},
		"too few":   {N: 3, Build: clocks},
		"one extra": {N: 1, Build: clocks},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: a world all the same", name)
				}
			}()
			sim.New(&s)
		}()
	}
}
