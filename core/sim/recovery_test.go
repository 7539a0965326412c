package sim_test

import (
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// ledger writes down each message it gets, in memory and on stable storage, and
// tells its partner so with a message. It notes its partner's incarnation.
type ledger struct{ Memory, Disk, Partner uint8 }

func (l *ledger) Start(e *sim.Env) {
	if e.Me == 1 {
		e.Send(0, 0, sim.Nothing, 0)
	}
}

func (l *ledger) Deliver(e *sim.Env, m sim.Msg) {
	l.Memory++
	l.Disk++
	l.Partner = e.SenderIncarnation() + 1
	e.Note(sim.EvExecute, m.From, e.Incarnation(), uint32(l.Memory)<<8|uint32(l.Disk), sim.NoReason)
}

func (l *ledger) Crash() { l.Memory = 0 }

// forgetful counts in its block of memory, and has no stable storage.
type forgetful struct{ Seen uint32 }

func (f *forgetful) Start(e *sim.Env) {
	if e.Me == 1 {
		e.Send(0, 0, sim.Nothing, 0)
		e.Send(0, 0, sim.Nothing, 0)
	}
}

func (f *forgetful) Deliver(e *sim.Env, _ sim.Msg) {
	e.Mem()[2]++
	f.Seen = uint32(e.Mem()[2])
}

// script takes the first option of each kind in turn.
func script(t *testing.T, w *sim.World, kinds ...sim.Kind) {
	t.Helper()
	w.Reset(nil)
	for i, k := range kinds {
		options := w.Enabled(nil)
		at := slices.IndexFunc(options, func(o sim.Option) bool { return o.Kind == k })
		if at < 0 {
			t.Fatalf("%s is not possible at step %d, only %v", sim.Kinds[k], i, options)
		}
		w.Apply(options[at])
	}
}

func TestARestartKeepsWhatIsOnStableStorage(t *testing.T) {
	setup := sim.Setup{N: 2, Models: []sim.Model{sim.Crash, 0}, Budget: sim.Budget{Crashes: 2, Restarts: 2}}
	w := worldOf(setup, func(b *sim.Builder) {
		sim.Place(b, ledger{}, 0)
		sim.Place(b, ledger{}, 0)
	})
	script(t, w, sim.Deliver, sim.CrashNow, sim.RestartNow)
	if l := *w.Process(0).(*ledger); l != (ledger{Memory: 0, Disk: 1, Partner: 1}) {
		t.Errorf("after the crash: %+v", l)
	}

	w = worldOf(setup, func(b *sim.Builder) {
		sim.Place(b, forgetful{}, 4)
		sim.Place(b, forgetful{}, 4)
	})
	var seen []uint32
	for _, run := range [][]sim.Kind{
		{sim.Deliver, sim.Deliver},
		{sim.Deliver, sim.CrashNow},
		{sim.Deliver, sim.CrashNow, sim.RestartNow, sim.Deliver},
	} {
		script(t, w, run...)
		seen = append(seen, w.Process(0).(*forgetful).Seen)
	}
	if !slices.Equal(seen, []uint32{2, 0, 1}) {
		t.Errorf("without stable storage, before a crash, after it and up again: %v", seen)
	}
}

func TestEveryRestartIsAnIncarnationOfItsOwn(t *testing.T) {
	w := worldOf(sim.Setup{N: 2, Models: []sim.Model{0, sim.Crash}, Budget: sim.Budget{Crashes: 2, Restarts: 2}}, func(b *sim.Builder) {
		sim.Place(b, ledger{}, 0)
		sim.Place(b, ledger{}, 0)
	})
	// Process 1 sends when it starts, so once in each of its three lives.
	script(t, w, sim.CrashNow, sim.RestartNow, sim.CrashNow, sim.RestartNow)
	var lives []uint8
	for range 3 {
		w.Apply(w.Enabled(nil)[0])
		lives = append(lives, w.Process(0).(*ledger).Partner-1)
	}
	if !slices.Equal(lives, []uint8{0, 1, 2}) {
		t.Errorf("messages of the incarnations %v", lives)
	}
	for _, o := range w.Enabled(nil) {
		if o.Kind == sim.CrashNow || o.Kind == sim.RestartNow {
			t.Errorf("%s, beyond its budget", sim.Kinds[o.Kind])
		}
	}
}

func TestTheDetectorTellsEverybodyElseAndOnlyThem(t *testing.T) {
	w := worldOf(sim.Setup{N: 3, Net: sim.Network{Detector: true}, Models: []sim.Model{sim.Crash, 0, 0}, Budget: sim.Budget{Crashes: 1}},
		func(b *sim.Builder) {
			for range 3 {
				sim.Place(b, shouter{}, 0)
			}
		})
	var tr sim.Trace
	r := choose.NewRun(w)
	r.Replay(&tr, []sim.Choice{{Step: 0, Kind: sim.CrashNow, Who: 0, To: sim.None, Val: sim.Nothing}}, -1)
	var told []sim.ID
	for i := range tr.Events {
		if e := &tr.Events[i]; e.Kind == sim.EvNotice && e.Peer == 0 {
			told = append(told, e.Process)
		}
	}
	if !slices.Equal(told, []sim.ID{1, 2}) || len(r.Misfits) > 0 {
		t.Errorf("told are %v; %v", told, r.Misfits)
	}
}

// gossip is silent unless it is faulty: in each round anybody could say 0 or 1 to
// the next one. It counts what it hears.
type gossip struct{ Heard uint8 }

func (*gossip) Start(*sim.Env)                   {}
func (g *gossip) Deliver(_ *sim.Env, _ sim.Msg)  { g.Heard++ }
func (*gossip) Slots(e *sim.Env, r int32)        { e.Slot((e.Me+1)%sim.ID(e.N()), 0, uint32(r)) }
func (*gossip) EndRound(_ *sim.Env, round int32) {}
func gossips(n int) func(b *sim.Builder) {
	return func(b *sim.Builder) {
		for range n {
			sim.Place(b, gossip{}, 0)
		}
	}
}

func TestAFaultyProcessMaySpeakWhereACorrectOneIsSilent(t *testing.T) {
	setup := sim.Setup{N: 3, Net: sim.Network{LockStep: true, Bounded: true}, Models: []sim.Model{0, sim.Arbitrary, 0}, Rounds: 2, Values: 2}
	w := worldOf(setup, gossips(3))
	heard := map[uint8]int{}
	runs, all := choose.NewRun(w).Enumerate(100, func(w *sim.World, _ []sim.Choice) bool {
		if w.Process(0).(*gossip).Heard > 0 || w.Process(1).(*gossip).Heard > 0 {
			t.Error("a correct process has spoken")
		}
		heard[w.Process(2).(*gossip).Heard]++
		return true
	})
	// In each of two rounds nothing, 0 or 1.
	if !all || runs != 9 || heard[0] != 1 || heard[1] != 4 || heard[2] != 4 {
		t.Errorf("%d runs; how often how much is heard: %v", runs, heard)
	}
	var tr sim.Trace
	choose.NewRun(w).Replay(&tr, nil, -1)
	for i := range tr.Events {
		if e := &tr.Events[i]; e.Kind == sim.EvReceive || e.Kind == sim.EvSend {
			t.Errorf("with the empty list, event %d is a %s", i, sim.EventKinds[e.Kind])
		}
	}
}
