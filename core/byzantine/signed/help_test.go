package signed_test

import (
	"testing"

	"faultlab/core/byzantine/signed"
	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/graph"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// system is a configuration of SM(m) in short.
type system struct {
	n, m     int
	traitors []int
	variant  signed.Variant
	menu     signed.Menu
	order    int32
	graph    graph.Graph // nil: complete
}

// config has no crashes: a traitor can be silent anyway.
func (s system) config() *protocol.Config {
	c := signed.SignedMessages.Default(s.n)
	c.Graph, c.Budget = s.graph, sim.Budget{}
	if c.Graph == nil {
		c.Graph = graph.Complete(s.n)
	}
	c.SetParam("m", int32(s.m))
	c.SetParam("order", s.order)
	c.SetParam("variant", int32(s.variant))
	c.SetParam("menu", int32(s.menu))
	for _, p := range s.traitors {
		c.Models[p] = sim.Arbitrary
	}
	return c
}

func world(c *protocol.Config) *sim.World {
	s := c.Setup()
	return sim.New(&s)
}

// The claims, in the order of the description.
const (
	ic1 = iota
	ic2
	sameSet
	proof
	claims
)

// A checker looks at everything that can happen in a world. It returns which of
// the claims can be violated, and whether that was everything.
type checker func(w *sim.World) (violated [claims]bool, states int, all bool)

// plain is the plain one: a set of the fingerprints of states that were seen.
func plain(w *sim.World) (violated [claims]bool, states int, all bool) {
	const limit = 3_000_000
	w.Reset(nil)
	seen := map[uint64]bool{w.Fingerprint(): true}
	stack := [][]byte{w.Save(nil)}
	var options []sim.Option
	for len(stack) > 0 {
		state := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		w.Load(state)
		options = w.Enabled(options[:0])
		if len(options) == 0 {
			for i := range violated {
				s, _, _ := w.Status(i)
				violated[i] = violated[i] || s == sim.Violated
			}
		}
		for i := range options {
			if i > 0 {
				w.Load(state)
				options = w.Enabled(options[:0])
			}
			w.Apply(options[i])
			if print := w.Fingerprint(); !seen[print] {
				if len(seen) == limit {
					return violated, limit, false
				}
				seen[print] = true
				stack = append(stack, w.Save(nil))
			}
		}
	}
	return violated, len(seen), true
}

// explored is the search of package explore.
func explored(w *sim.World) (violated [claims]bool, states int, all bool) {
	s, err := explore.New(w, explore.Options{All: true})
	if err != nil {
		panic(err)
	}
	s.Run(1 << 40)
	r := s.Result()
	for i := range violated {
		violated[i] = r.Findings[i].Outcome == explore.Refuted
	}
	return violated, r.States, r.Stopped == explore.Complete
}

// first runs a world without any fault.
func first(t testing.TB, w *sim.World) *sim.Trace {
	t.Helper()
	var tr sim.Trace
	if end := choose.NewRun(w).Replay(&tr, nil, -1); end != choose.Quiescent {
		t.Fatalf("the run ends %s", choose.Ends[end])
	}
	return &tr
}

// sends counts the messages of a run.
func sends(tr *sim.Trace) (n int) {
	for i := range tr.Events {
		if tr.Events[i].Kind == sim.EvSend {
			n++
		}
	}
	return n
}
