package explore_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// The retry: a client that asks again, and a server that shall not do it twice.
//
// # The problem
//
// A request or its reply may be lost, and the server may crash and come up again.
// The client can't tell these from each other, so when its timer fires it asks
// again. The promise is that the server does what it is asked for at most once.
//
// # The idea
//
// The server remembers what it has done, and only replies when it is asked for it
// again. If it remembers in memory, a crash makes it forget; if it remembers on
// disk, in the same step in which it does the work, nothing does.
//
// # The assumptions
//
// An asynchronous network: a timer may fire at any time, also in front of a reply
// that is under way. To work and to reply are steps of their own, so that a crash
// may come before, between and behind them.
//
// # Where to find it
//
// Server.Deliver is the filter, Server.Crash says what it survives, atMostOnce is
// the claim.
//
// # Source
//
// A. Birrell, B. Nelson: Implementing Remote Procedure Calls. ACM Transactions on
// Computer Systems 2(1), 1984, 39–59.
type calling struct {
	Tries uint8 // how often the client asks at most
	Disk  bool  // the server remembers on disk
}

// Kinds of messages, the client's timer, and the server's own steps.
const (
	request uint8 = iota
	reply
	again
	work
	respond
)

const (
	client sim.ID = iota
	server
)

type asker struct {
	Tries uint8 // how often it has asked
	Done  uint8 // 1: it has its reply
}

func (c *asker) Start(e *sim.Env) { c.ask(e) }

func (c *asker) ask(e *sim.Env) {
	c.Tries++
	e.Send(server, request, 0, 0)
	e.After(1, again, 0, 0)
}

func (c *asker) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case m.Kind == again && c.Tries < e.Shared().(*calling).Tries:
		c.ask(e)
	case m.Kind == reply && c.Done == 0:
		c.Done = 1
		e.Cancel(again)
		e.Note(sim.EvComplete, server, 0, 0, sim.NoReason)
	}
}

type worker struct {
	Disk uint8 // 1: what it remembers is on disk
	Did  uint8 // 1: it has done the work
}

func (s *worker) Start(*sim.Env) {}

func (s *worker) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case m.Kind == request && s.Did == 0:
		e.Do(work, 0, 0)
	case m.Kind == request:
		e.Do(respond, 0, 0)
	case m.Kind == work:
		if s.Did == 0 { // it may have been asked for it twice meanwhile
			s.Did = 1
			e.Note(sim.EvExecute, client, 0, 0, sim.NoReason)
		}
		e.Do(respond, 0, 0)
	case m.Kind == respond:
		e.Send(client, reply, 0, 0)
	}
}

func (s *worker) Crash() {
	if s.Disk == 0 {
		s.Did = 0
	}
}

// atMostOnce remembers one bit: whether the work has been done.
func atMostOnce() sim.Claim {
	return sim.Claim{
		Name: "at most once", Size: 1, Keys: 1, Watch: sim.Watch(sim.EvExecute), Begin: sim.HoldsSoFar, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if m.History[0] == 1 {
				m.Blame(sim.SetOf(e.Process), 0)
				return sim.Violated
			}
			m.History[0] = 1
			m.KeepAt(0)
			return sim.HoldsSoFar
		},
	}
}

// retrying is a client and a server with so many losses and crashes of the server,
// each of which it survives.
func retrying(c calling, losses, crashes uint8) *sim.Setup {
	s := &sim.Setup{
		N: 2, Models: []sim.Model{client: 0, server: sim.Crash}, Budget: sim.Budget{Losses: losses, Crashes: crashes, Restarts: crashes},
		Pending: 64, Claims: []sim.Claim{atMostOnce()}, Shared: &c,
	}
	s.Build = func(b *sim.Builder) {
		sim.Place(b, asker{}, 0)
		w := worker{}
		if c.Disk {
			w.Disk = 1
		}
		sim.Place(b, w, 0)
	}
	return s
}

func TestOnlyADiskKeepsARetryFromBeingDoneTwice(t *testing.T) {
	for _, test := range []struct {
		calling         calling
		losses, crashes uint8
		faults, steps   int // of the shortest run in which the work is done twice; 0: there is none
		states          int
	}{
		{calling{Tries: 3}, 1, 0, 0, 0, 115},
		{calling{Tries: 3}, 0, 1, 1, 7, 356},
		{calling{Tries: 3}, 1, 1, 1, 7, 560},
		{calling{Tries: 3, Disk: true}, 1, 1, 0, 0, 424},
		{calling{Tries: 5, Disk: true}, 2, 2, 0, 0, 4758},
		{calling{Tries: 5}, 2, 2, 1, 7, 8402},
	} {
		w := sim.New(retrying(test.calling, test.losses, test.crashes))
		r := search(t, w, explore.Options{All: true})
		f := &r.Findings[0]
		want := explore.Proved
		if test.faults > 0 {
			want = explore.Refuted
			falls(t, w, 0, f)
		}
		if r.Stopped != explore.Complete || r.States != test.states || f.Outcome != want || f.Faults != test.faults || int(f.Steps) != test.steps {
			t.Errorf("%+v, %d losses, %d crashes: %d states (%s), %s by %d faults and %d steps", test.calling, test.losses, test.crashes,
				r.States, explore.Stops[r.Stopped], explore.Outcomes[f.Outcome], f.Faults, f.Steps)
		}
		if r.Events[sim.EvExecute] == 0 || r.Events[sim.EvComplete] == 0 {
			t.Errorf("%+v: nothing was ever done", test.calling)
		}
		if again, err := explore.Congruent(w, 300); err != nil || again < 100 {
			t.Errorf("%+v: %v; %d states were met twice", test.calling, err, again)
		}
	}
}

// A retry and a loss make few states and a great many runs: with three tries,
// 115 states and 1,924,069 runs. With two there are few enough to take each.
func TestEveryRunOfARetrySaysWhatItsStatesSay(t *testing.T) {
	for _, test := range []struct {
		calling         calling
		losses, crashes uint8
		states, runs    int
	}{
		{calling{Tries: 2}, 1, 0, 45, 2279},
		{calling{Tries: 2}, 0, 1, 128, 20_298},
		{calling{Tries: 2, Disk: true}, 0, 1, 112, 20_131},
	} {
		w := sim.New(retrying(test.calling, test.losses, test.crashes))
		all, complete := enumerate(w, 1_000_000)
		r := search(t, w, explore.Options{All: true})
		f := r.Findings[0]
		if !complete || all.runs != test.runs || r.States != test.states {
			t.Errorf("%+v, %d losses, %d crashes: %d runs (all: %t), %d states", test.calling, test.losses, test.crashes, all.runs, complete, r.States)
		}
		if all.violated[0] != (f.Outcome == explore.Refuted) || all.faults[0] != f.Faults || all.steps[0] != f.Steps {
			t.Errorf("%+v: some run violates it: %t, by %d faults and %d steps; searched: %s by %d and %d", test.calling, all.violated[0],
				all.faults[0], all.steps[0], explore.Outcomes[f.Outcome], f.Faults, f.Steps)
		}
	}
}

// The naive twin of the claim counts what was done.
func TestAtMostOnceIsWhatItsTwinSays(t *testing.T) {
	seen := map[bool]int{}
	for _, disk := range []bool{false, true} {
		r := choose.NewRun(sim.New(retrying(calling{Tries: 3, Disk: disk}, 1, 2)))
		var trace sim.Trace
		for seed := range uint64(2000) {
			r.Random(&trace, seed, choose.Weights{Fault: 300, Other: 700})
			done := 0
			for _, e := range trace.Events {
				if e.Kind == sim.EvExecute {
					done++
				}
			}
			s, _, _ := r.World.Status(0)
			if (s == sim.Violated) != (done > 1) {
				t.Fatalf("seed %d: done %d times, and the claim is %s", seed, done, sim.Statuses[s])
			}
			seen[s == sim.Violated]++
		}
	}
	if seen[false] < 100 || seen[true] < 100 {
		t.Errorf("%d runs keep the claim and %d break it: too little is shown", seen[false], seen[true])
	}
}
