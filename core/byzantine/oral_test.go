package byzantine_test

import (
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/choose"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// config is OM(m) among n with the given faulty processes.
func config(n, m int, order uint8, model sim.Model, faulty ...int) *protocol.Config {
	s := &byzantine.OralMessages
	c := &protocol.Config{Spec: s, N: n, Net: s.Network, Models: make([]sim.Model, n), Budget: s.Budget, Claims: []int{0, 1}}
	for i := range n {
		c.Names = append(c.Names, s.Processes.Name(i))
	}
	for i := range s.Params {
		c.Params = append(c.Params, s.Params[i].Default)
	}
	c.Params[0], c.Params[1] = int32(m), int32(order)
	for _, f := range faulty {
		c.Models[f] = model
	}
	return c
}

func world(c *protocol.Config) *sim.World {
	s := c.Spec.Setup(c)
	for _, i := range c.Claims {
		s.Claims = append(s.Claims, c.Spec.Claims[i].Make(c))
	}
	return sim.New(&s)
}

func TestFourGeneralsWithOneTraitorAlwaysAgree(t *testing.T) {
	for traitor := range 4 {
		c := config(4, 1, byzantine.Attack, sim.Arbitrary, traitor)
		c.Budget.Crashes, c.Budget.Mistakes = 0, 0
		w := world(c)
		r := choose.NewRun(w)
		runs, all := r.Enumerate(1_000_000, func(w *sim.World, taken []sim.Choice) bool {
			for i := range 2 {
				if s, _, _ := w.Status(i); s != sim.Holds {
					t.Fatalf("traitor %d, %v: claim %d %s", traitor, taken, i, sim.Statuses[s])
				}
			}
			return true
		})
		t.Log(traitor, runs, all)
	}
}

func TestNarration(t *testing.T) {
	c := config(4, 1, byzantine.Attack, sim.Arbitrary, 3)
	w := world(c)
	r := choose.NewRun(w)
	var tr sim.Trace
	r.Random(&tr, 1, choose.DefaultWeights)
	scene := words.Scene{Names: c.Names, Words: &c.Spec.Words, Data: c.Spec.Scene(c)}
	for i := range tr.Events {
		e := &tr.Events[i]
		t.Log(e.Step, scene.Event(e, tr.Span(e)))
	}
	t.Log(tr.Verdicts, r.Taken)
}
