package sim_test

import (
	"container/heap"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

const (
	members  = 10
	messages = 16
)

// BenchmarkMulticast lets ten processes multicast over FIFO links, with a trace,
// and counts events. Beside it stands the same system as one would write it with
// a heap of events on the way: it knows one run only, has no options, no claims
// and no way back, and allocates each event.
func BenchmarkMulticast(b *testing.B) {
	x := open(b, `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 10, "params": {"messages": 16, "senders": 10}}`)
	perSecond := func(b *testing.B, events int) {
		b.ReportMetric(float64(events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	}
	b.Run("world", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			x.Run.Replay(&x.Trace, nil, -1)
		}
		perSecond(b, len(x.Trace.Events))
	})
	b.Run("world, by chance", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			x.Run.Random(&x.Trace, 1, choose.DefaultWeights)
		}
		perSecond(b, len(x.Trace.Events))
	})
	b.Run("heap", func(b *testing.B) {
		b.ReportAllocs()
		events := 0
		for b.Loop() {
			events = len(simulateWithHeap())
		}
		perSecond(b, events)
	})
}

// The twin is the same system: as many events of each kind, and the same order
// of deliveries for each pair.
func TestTheHeapHasTheEventsOfTheWorld(t *testing.T) {
	x := open(t, `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 10, "params": {"messages": 16, "senders": 10}}`)
	x.Replay(nil, -1)
	var world, twin [len(sim.EventKinds)]int
	for i := range x.Trace.Events {
		world[x.Trace.Events[i].Kind]++
	}
	var last [members][members]uint32
	for _, e := range simulateWithHeap() {
		twin[e.Kind]++
		if e.Kind == sim.EvDeliver {
			if e.Arg != last[e.Process][e.Peer]+1 {
				t.Errorf("%d delivers message %d of %d behind message %d", e.Process, e.Arg, e.Peer, last[e.Process][e.Peer])
			}
			last[e.Process][e.Peer] = e.Arg
		}
	}
	if world != twin || world[sim.EvDeliver] != members*(members-1)*messages {
		t.Errorf("the world has %v, the heap %v", world, twin)
	}
}

// coming is an event on the way: a message or, with the same sender and
// receiver, the next step of a sender.
type coming struct {
	time, number int
	from, to     sim.ID
	arg          uint32
}

type agenda []*coming

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return a[i].time < a[j].time || a[i].time == a[j].time && a[i].number < a[j].number
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(*coming)) }
func (a *agenda) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

// simulateWithHeap runs the multicast in the order of time, each copy a tick on
// its way, and returns the events.
func simulateWithHeap() []*sim.Event {
	var trace []*sim.Event
	var todo agenda
	numbers := 0
	note := func(kind sim.EventKind, p, peer sim.ID, arg uint32) {
		trace = append(trace, &sim.Event{Kind: kind, Process: p, Peer: peer, Arg: arg})
	}
	plan := func(time int, from, to sim.ID, arg uint32) {
		numbers++
		heap.Push(&todo, &coming{time, numbers, from, to, arg})
	}
	for p := sim.ID(0); p < members; p++ {
		note(sim.EvStart, p, sim.None, 0)
		plan(0, p, p, 1)
	}
	for todo.Len() > 0 {
		e := heap.Pop(&todo).(*coming)
		if e.from != e.to {
			note(sim.EvReceive, e.to, e.from, e.arg)
			note(sim.EvDeliver, e.to, e.from, e.arg)
			continue
		}
		note(sim.EvTask, e.from, sim.None, e.arg)
		for q := sim.ID(0); q < members; q++ {
			if q != e.from {
				note(sim.EvSend, e.from, q, e.arg)
				plan(e.time+1, e.from, q, e.arg)
			}
		}
		if e.arg < messages {
			plan(e.time+1, e.from, e.from, e.arg+1)
		}
	}
	return trace
}
