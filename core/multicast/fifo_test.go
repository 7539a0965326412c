package multicast_test

import (
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/multicast"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// open makes the experiment of a document, of which only what follows the
// protocol's name is given.
func open(t *testing.T, rest string) *lab.Experiment {
	t.Helper()
	doc, err := text.Read(scenario.New(&multicast.FIFOLinks), []byte(`{"faultlab": 1, "protocol": "multicast/fifo", `+rest+`}`), scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

// inOrder is the naive twin of the claim: it looks at every pair of deliveries.
func inOrder(tr *sim.Trace) bool {
	for i := range tr.Events {
		for j := range tr.Events[:i] {
			a, b := &tr.Events[j], &tr.Events[i]
			if a.Kind == sim.EvDeliver && b.Kind == sim.EvDeliver && a.Process == b.Process && a.Peer == b.Peer && a.Arg >= b.Arg {
				return false
			}
		}
	}
	return true
}

const stormy = `"processes": 4, "params": {"messages": 3, "senders": 2}, "budget": {"losses": 2},
	"faults": [{"process": "P1", "model": "crash"}, {"process": "P3", "model": "omission"}], "network": {"order": "`

func TestTheClaimSaysWhatItsNaiveTwinSays(t *testing.T) {
	for _, order := range sim.Orders {
		x := open(t, stormy+order+`"}`)
		broken := 0
		for seed := range uint64(2000) {
			x.Run.Random(&x.Trace, seed, choose.DefaultWeights)
			status, who, events := x.World.Status(0)
			if inOrder(&x.Trace) == (status == sim.Violated) {
				t.Fatalf("%s, seed %d: the claim is %s", order, seed, sim.Statuses[status])
			}
			if status != sim.Violated {
				continue
			}
			broken++
			first, second := &x.Trace.Events[events[0]], &x.Trace.Events[events[1]]
			if first.Kind != sim.EvDeliver || second.Kind != sim.EvDeliver || first.Process != second.Process ||
				first.Peer != second.Peer || first.Arg <= second.Arg || who != sim.SetOf(first.Process, first.Peer) {
				t.Fatalf("%s, seed %d: the witness is %v and %v, of %b", order, seed, *first, *second, who)
			}
		}
		if (broken > 0) != (order == "unordered") {
			t.Errorf("%s: %d of 2000 random runs are out of order", order, broken)
		}
	}
}

func TestNoRunOverOrderedLinksIsOutOfOrder(t *testing.T) {
	x := open(t, `"processes": 3, "params": {"messages": 2, "senders": 1}, "budget": {"losses": 1}, "faults": [{"process": "P1", "model": "crash"}]`)
	runs, all := x.Run.Enumerate(1_000_000, func(w *sim.World, taken []sim.Choice) bool {
		s, _, _ := w.Status(0)
		if s == sim.Violated {
			t.Errorf("%v", taken)
		}
		return s != sim.Violated
	})
	if !all || runs < 100 {
		t.Errorf("%d runs, all: %v", runs, all)
	}
}

func TestWithoutFaultsEverybodyDeliversEverything(t *testing.T) {
	x := open(t, `"processes": 5, "params": {"messages": 4, "senders": 3}`)
	if end := x.Replay(nil, -1); end != choose.Quiescent {
		t.Fatalf("the run ends %s", choose.Ends[end])
	}
	delivered := 0
	for i := range x.Trace.Events {
		if x.Trace.Events[i].Kind == sim.EvDeliver {
			delivered++
		}
	}
	if want := 3 * 4 * 4; delivered != want {
		t.Errorf("%d deliveries, want %d", delivered, want)
	}
}

func TestASenderWhichComesUpAgainOnlyListens(t *testing.T) {
	x := open(t, `"processes": 2, "params": {"messages": 2, "senders": 2}, "budget": {"restarts": 1}, "faults": [{"process": "P1", "model": "crash"}],
		"choices": ["0: P1 crashes", "1: P1 comes up again"]`)
	x.Replay(x.Own(), -1)
	for i := range x.Trace.Events {
		if e := &x.Trace.Events[i]; e.Kind == sim.EvSend && e.Process == 0 {
			t.Errorf("event %d: it sends %d", i, e.Arg)
		}
	}
	if last := x.Trace.Events[len(x.Trace.Events)-1]; last.Kind != sim.EvDeliver || last.Process != 0 || last.Arg != 2 {
		t.Errorf("the last event is %+v", last)
	}
}

func TestMoreSendersThanProcessesAreRefused(t *testing.T) {
	_, err := text.Read(scenario.New(&multicast.FIFOLinks), []byte(`{"faultlab": 1, "protocol": "multicast/fifo", "processes": 3, "params": {"senders": 4}}`), scenario.DocumentLimits{})
	if err == nil || !strings.Contains(err.Error(), "params.senders is more than the 3 processes") {
		t.Error(err)
	}
}

func TestNarration(t *testing.T) {
	x := open(t, `"processes": 3, "params": {"messages": 1}, "budget": {"losses": 1}, "choices": ["2: the message of P1 to P3 is lost (m1)"]`)
	x.Replay(x.Own(), -1)
	var says []string
	for i := range x.Trace.Events {
		says = append(says, x.Scene.Event(&x.Trace.Events[i], nil))
	}
	want := "P1 starts; P2 starts; P3 starts; P1 multicasts m1; P1 sends m1 to P2; P1 sends m1 to P3; " +
		"m1 of P1 reaches P2; P2 delivers m1 of P1; The network loses m1 of P1 to P3"
	if got := strings.Join(says, "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
