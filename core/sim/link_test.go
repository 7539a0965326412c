package sim_test

import (
	"slices"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// teller tells both others a value, once; hearer-like, it keeps what it hears.
type teller struct{ Heard [3]uint8 }

func (p *teller) Start(e *sim.Env) { e.Multicast(e.Others(), 0, 0, 0) }

func (p *teller) Deliver(e *sim.Env, m sim.Msg) { p.Heard[m.From] = m.Val + 1 }

func tellers(b *sim.Builder) {
	for range 3 {
		sim.Place(b, teller{}, 0)
	}
}

// heard collects what process 1 can have heard of process 0, over all runs, and fails
// if anybody else has heard anything but the truth.
func heard(t *testing.T, setup sim.Setup) (all []string) {
	t.Helper()
	setup.N, setup.Values = 3, 3
	w := worldOf(setup, tellers)
	seen := map[string]bool{}
	var tr sim.Trace
	for seed := range uint64(300) {
		choose.NewRun(w).Random(&tr, seed, choose.Weights{Fault: 500, Other: 500})
		for i := range tr.Events {
			e := &tr.Events[i]
			spoiled := e.Reason == sim.Altered || e.Reason == sim.Intercepted
			if spoiled && (e.Process != 1 || e.Peer != 0 || e.Flags&sim.FlagFaulty != 0 || e.Truth != 0 || (e.Value == sim.Nothing) != (e.Kind == sim.EvDrop)) {
				t.Errorf("seed %d: %+v", seed, *e)
			}
		}
		for p := range 3 {
			for q, v := range w.Process(sim.ID(p)).(*teller).Heard {
				if (p != 1 || q != 0) && p != q && v != 1 {
					t.Errorf("seed %d: %d hears %d of %d", seed, p, v, q)
				}
			}
		}
		seen[string("-012"[w.Process(1).(*teller).Heard[0]])] = true
	}
	for s := range seen {
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}

// A link that fails spoils what goes over it, and nothing else; nobody's process is to
// blame.
func TestALinkSpoilsWhatGoesOverIt(t *testing.T) {
	for _, net := range []sim.Network{{}, {Order: sim.Ordered}, {LockStep: true, Bounded: true}, {Bounded: true, MinDelay: 1, MaxDelay: 2}} {
		setup := sim.Setup{Net: net}
		if net.LockStep {
			setup.Rounds = 1
		}
		for model, want := range map[sim.Model]string{0: "0", sim.Omission: "- 0", sim.Arbitrary: "- 0 1 2"} {
			if model != 0 {
				setup.Links = []sim.Link{{From: 0, To: 1, Model: model}}
			}
			if got := strings.Join(heard(t, setup), " "); got != want {
				t.Errorf("%+v, model %d: of 0 process 1 hears %s, want %s", net, model, got, want)
			}
			setup.Links = nil
		}
	}
}

// scribe signs what it says, as far as somebody on the way is concerned: it can be made
// illegible and no more.
type scribe struct{ teller }

func (p *scribe) Forgeries(m sim.Msg, k int) (sim.Msg, bool) {
	m.Val = 2
	return m, k == 0
}

func TestSomebodyOnTheWayMayBeAbleToSayLess(t *testing.T) {
	w := worldOf(sim.Setup{N: 3, Values: 3, Links: []sim.Link{{From: 0, To: 1, Model: sim.Arbitrary}}}, func(b *sim.Builder) {
		for range 3 {
			sim.Place(b, scribe{}, 0)
		}
	})
	w.Reset(nil)
	var says []uint8
	options := w.Enabled(nil)
	for _, o := range options {
		if c := w.Choice(o); o.Kind == sim.Alter {
			says = append(says, c.Val)
			if found, ok := w.Find(c, options); !ok || found != o || !o.Kind.Fault() || c.Who != 0 || c.To != 1 {
				t.Errorf("%+v", c)
			}
		}
	}
	if !slices.Equal(says, []uint8{2}) {
		t.Errorf("it can become %v", says)
	}
}

// A sender that may say anything says what is worst; the link adds nothing to that.
func TestTheLinkOfATraitorAddsNothing(t *testing.T) {
	w := worldOf(sim.Setup{N: 3, Values: 3, Models: []sim.Model{sim.Arbitrary, 0, 0}, Links: []sim.Link{{From: 0, To: 1, Model: sim.Arbitrary}}}, tellers)
	w.Reset(nil)
	for _, o := range w.Enabled(nil) {
		if o.Kind == sim.Alter || o.Kind == sim.Intercept {
			t.Errorf("%+v", w.Choice(o))
		}
	}
}
