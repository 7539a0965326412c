package faulttest

import (
	"strconv"
	"strings"
	"testing"

	"faultlab/core/claim"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// Two-phase commit, as somebody writes it who has read the docs of package sim and
// nothing else: what a participant votes is drawn, a timer ends the coordinator's
// patience, and what was decided survives a crash.
//
// Source: J. Gray: Notes on Data Base Operating Systems. LNCS 60, 1978.
const (
	ask uint8 = iota
	ballot
	verdict
	patience
	wish
)

type site struct{ Ready, Decided, Ayes uint8 } // Decided: 1 + the outcome

func (s *site) Start(e *sim.Env) {
	switch {
	case e.Me != 0:
	case s.Decided > 0:
		e.Multicast(e.Others(), verdict, s.Decided-1, 0) // it may not have been told
	case e.Incarnation() > 0:
		s.tell(e, 0)
	default:
		e.Multicast(e.Others(), ask, 0, 0)
		e.After(1, patience, 0, 0)
	}
}

func (s *site) Deliver(e *sim.Env, m sim.Msg) {
	switch m.Kind {
	case ask:
		e.Draw(wish, 2)
	case wish:
		if s.Ready = m.Val; m.Val == 0 {
			s.decide(e, 0)
		}
		e.Send(0, ballot, m.Val, 0)
	case ballot:
		if s.Ayes += m.Val; m.Val == 0 || int(s.Ayes) == e.N()-1 {
			s.tell(e, m.Val)
		}
	case patience:
		s.tell(e, 0)
	case verdict:
		s.decide(e, m.Val)
	}
}

// Crash forgets who has voted.
func (s *site) Crash() { s.Ayes = 0 }

func (s *site) tell(e *sim.Env, outcome uint8) {
	if s.Decided == 0 {
		s.decide(e, outcome)
		e.Cancel(patience)
		e.Multicast(e.Others(), verdict, outcome, 0)
	}
}

func (s *site) decide(e *sim.Env, outcome uint8) {
	if s.Decided == 0 {
		s.Decided = outcome + 1
		e.Note(sim.EvDecide, sim.None, outcome, 0, sim.NoReason)
	}
}

func committing(n int) *sim.Setup {
	return &sim.Setup{
		N: n, Values: 2, Net: sim.Network{Order: sim.FIFO}, Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1, Restarts: 1},
		Claims: []sim.Claim{claim.Agreement("one outcome", sim.All(n))},
		Build: func(b *sim.Builder) {
			for range n {
				sim.Place(b, site{}, 0)
			}
		},
	}
}

// Whoever draws, sets timers, crashes and comes up again breaks no rule by it, however
// many there are.
func TestDrawsTimersAndCrashesBreakNoRule(t *testing.T) {
	for n := 3; n <= 6; n++ {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			subject := Subject{Setup: committing(n), Values: []string{"abort", "commit"}, Kinds: []string{"ask", "ballot", "verdict", "patience", "wish"}}
			Sound(t, subject)
			if n > 4 {
				return
			}
			if r := Check(t, subject); r.Findings[0].Outcome != explore.Proved || r.Events[sim.EvCrash] == 0 || r.Events[sim.EvTimeout] == 0 {
				t.Errorf("%+v", r)
			}
		})
	}
}

// What is said of a process that breaks a rule is said of that one.
func TestABrokenRuleNamesWhoBreaksIt(t *testing.T) {
	s := committing(5)
	s.Alike = []sim.Set{sim.SetOf(0, 3)}
	r := &recorder{TB: t}
	Sound(r, Subject{Setup: s})
	if !r.failed || !strings.Contains(r.said[0], "P1 and P4 are said to be alike") {
		t.Errorf("%q", r.said)
	}
}
