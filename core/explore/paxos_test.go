package explore_test

import (
	"slices"
	"testing"

	"faultlab/core/explore"
	"faultlab/core/sim"
)

// Single-decree Paxos, which needs a payload: whoever promises a ballot says which ballot
// it accepted last, and with which value. Two proposers, each with a ballot of its own,
// and acceptors.
//
// L. Lamport: Paxos Made Simple. ACM SIGACT News 32(4), 2001, 18–25; section 2.2.
const (
	prepare  uint8 = iota
	promise        // carries the ballot and the value that were accepted, or zeros
	accept         // carries the value
	accepted       // carries the value
)

const proposers = 2

type proposer struct {
	Promised uint8 // who has promised, one bit each
	Accepted uint8 // who has accepted
	Ballot   uint8 // the highest that somebody who promised had accepted
	Value    uint8 // and its value, or else the own one
	Asked    uint8 // 1: it has asked them to accept
	Chosen   uint8 // 1: it knows that its value is chosen
	_        [2]uint8
}

func (p *proposer) Start(e *sim.Env) {
	p.Value = uint8(e.Me) + 1
	for q := proposers; q < e.N(); q++ {
		e.Send(sim.ID(q), prepare, sim.Nothing, uint32(e.Me)+1)
	}
}

func (p *proposer) Deliver(e *sim.Env, m sim.Msg) {
	majority := (e.N()-proposers)/2 + 1
	switch m.Kind {
	case promise:
		if said := e.Payload(); uint8(said[0]) > p.Ballot && p.Asked == 0 {
			p.Ballot, p.Value = uint8(said[0]), uint8(said[1])
		}
		if p.Promised |= 1 << m.From; ones(p.Promised) < majority || p.Asked != 0 {
			return
		}
		p.Asked = 1
		for q := proposers; q < e.N(); q++ {
			e.SendWith(sim.ID(q), accept, sim.Nothing, m.Arg, uint32(p.Value))
		}
	case accepted:
		if p.Accepted |= 1 << m.From; ones(p.Accepted) >= majority && p.Chosen == 0 {
			p.Chosen = 1
			e.Note(sim.EvDecide, sim.None, p.Value, 0, sim.NoReason)
		}
	}
}

func ones(set uint8) (n int) {
	for ; set != 0; set &= set - 1 {
		n++
	}
	return n
}

type acceptor struct{ Promised, Ballot, Value uint8 }

func (a *acceptor) Start(*sim.Env) {}

func (a *acceptor) Deliver(e *sim.Env, m sim.Msg) {
	ballot := uint8(m.Arg)
	switch {
	case m.Kind == prepare && ballot > a.Promised:
		a.Promised = ballot
		if e.Shared() == "forgets" {
			e.SendWith(m.From, promise, sim.Nothing, m.Arg)
		} else {
			e.SendWith(m.From, promise, sim.Nothing, m.Arg, uint32(a.Ballot), uint32(a.Value))
		}
	case m.Kind == accept && ballot >= a.Promised:
		a.Promised, a.Ballot, a.Value = ballot, ballot, uint8(e.Payload()[0])
		e.SendWith(m.From, accepted, sim.Nothing, m.Arg, uint32(a.Value))
	}
}

// oneValue is the claim that nobody decides another value than somebody else.
func oneValue() sim.Claim {
	return sim.Claim{Name: "one value", Size: 1, Watch: sim.Watch(sim.EvDecide), Begin: sim.HoldsSoFar, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if m.History[0] != 0 && m.History[0] != e.Value {
				return sim.Violated
			}
			m.History[0] = e.Value
			return sim.HoldsSoFar
		}}
}

func paxos(acceptors int, shared any, budget sim.Budget) *sim.Setup {
	return &sim.Setup{N: proposers + acceptors, Payload: 2, Budget: budget, Shared: shared, Claims: []sim.Claim{oneValue()},
		Build: func(b *sim.Builder) {
			for range proposers {
				sim.Place(b, proposer{}, 0)
			}
			for range acceptors {
				sim.Place(b, acceptor{}, 0)
			}
		}}
}

// Two proposers choose one value, whatever is late, lost or comes twice; where acceptors
// do not say what they have accepted they choose two. Where the network makes no copies
// the states are those of a twin without a simulator.
func TestPaxosChoosesOneValue(t *testing.T) {
	for _, test := range []struct {
		acceptors int
		forgets   bool
		budget    sim.Budget
		states    int
	}{
		{1, false, sim.Budget{}, 33},
		{2, false, sim.Budget{}, 481},
		{3, false, sim.Budget{}, 179_715},
		{2, false, sim.Budget{Losses: 1}, 1509},
		{2, false, sim.Budget{Losses: 2}, 2325},
		{1, false, sim.Budget{Duplicates: 2}, 1341},
		{2, false, sim.Budget{Duplicates: 1}, 6765},
		{3, true, sim.Budget{}, 173_235},
	} {
		if test.acceptors == 3 && testing.Short() {
			continue
		}
		var shared any
		outcome := explore.Proved
		if test.forgets {
			shared, outcome = "forgets", explore.Refuted
		}
		w := sim.New(paxos(test.acceptors, shared, test.budget))
		r := search(t, w, explore.Options{All: true})
		if r.Stopped != explore.Complete || r.Findings[0].Outcome != outcome || r.Events[sim.EvDecide] == 0 {
			t.Errorf("%+v: %s by %s", test, explore.Outcomes[r.Findings[0].Outcome], explore.Stops[r.Stopped])
		}
		if r.States != test.states {
			t.Errorf("%+v: %d states", test, r.States)
		}
		if outcome == explore.Refuted {
			falls(t, w, 0, &r.Findings[0])
		} else if test.budget.Duplicates == 0 {
			if n := paxosByHand(test.acceptors, test.budget.Losses); n != r.States {
				t.Errorf("%+v: %d states, by hand %d", test, r.States, n)
			}
		}
		if test.acceptors < 3 {
			sleeping(t, w, explore.Options{})
			if again, err := explore.Congruent(w, 100); err != nil || again < 100 {
				t.Errorf("%+v: %d states met twice: %v", test, again, err)
			}
		}
	}
}

// paper is a state of the same system as one would write it down: who knows what, and
// a sorted list of what is in flight.
type paper struct {
	proposers [proposers]struct{ promised, accepted, ballot, value, asked, chosen uint8 }
	acceptors [3]struct{ promised, ballot, value uint8 }
	losses    uint8
	flight    [12]letter
}

// letter is in flight; the zero one is none.
type letter struct{ there, kind, from, to, ballot, was, value uint8 }

func (s *paper) send(l letter) {
	l.there = 1
	for i := range s.flight {
		if s.flight[i].there == 0 {
			s.flight[i] = l
			return
		}
	}
	panic("the paper is full")
}

// paperOf is the state in which all has been asked to promise.
func paperOf(acceptors int) (s paper) {
	for p := range uint8(proposers) {
		s.proposers[p].value = p + 1
		for a := range uint8(acceptors) {
			s.send(letter{kind: prepare, from: p, to: a, ballot: p + 1})
		}
	}
	return s
}

// read is what becomes of a state when a letter arrives.
func (s *paper) read(l letter, acceptors int) {
	majority := acceptors/2 + 1
	switch p, a := &s.proposers[l.to%proposers], &s.acceptors[l.to]; l.kind {
	case prepare:
		if l.ballot > a.promised {
			a.promised = l.ballot
			s.send(letter{kind: promise, from: l.to, to: l.from, ballot: l.ballot, was: a.ballot, value: a.value})
		}
	case promise:
		if l.was > p.ballot && p.asked == 0 {
			p.ballot, p.value = l.was, l.value
		}
		p.promised |= 4 << l.from
		if ones(p.promised) >= majority && p.asked == 0 {
			p.asked = 1
			for to := range uint8(acceptors) {
				s.send(letter{kind: accept, from: l.to, to: to, ballot: l.ballot, value: p.value})
			}
		}
	case accept:
		if l.ballot >= a.promised {
			a.promised, a.ballot, a.value = l.ballot, l.ballot, l.value
			s.send(letter{kind: accepted, from: l.to, to: l.from, ballot: l.ballot, value: l.value})
		}
	case accepted:
		p.accepted |= 4 << l.from
		if ones(p.accepted) >= majority {
			p.chosen = 1
		}
	}
}

// paxosByHand counts the states that can be reached.
func paxosByHand(acceptors int, losses uint8) int {
	first := paperOf(acceptors)
	first.sort()
	seen := map[paper]bool{first: true}
	line := []paper{first}
	for len(line) > 0 {
		s := line[len(line)-1]
		line = line[:len(line)-1]
		reach := func(next paper) {
			if next.sort(); !seen[next] {
				seen[next] = true
				line = append(line, next)
			}
		}
		for i, l := range s.flight {
			if l.there == 0 {
				continue
			}
			next := s
			next.flight[i] = letter{}
			if s.losses < losses {
				lost := next
				lost.losses++
				reach(lost)
			}
			next.read(l, acceptors)
			reach(next)
		}
	}
	return len(seen)
}

func (s *paper) sort() {
	slices.SortFunc(s.flight[:], func(a, b letter) int {
		x := [...]uint8{a.there, a.kind, a.from, a.to, a.ballot, a.was, a.value}
		y := [...]uint8{b.there, b.kind, b.from, b.to, b.ballot, b.was, b.value}
		return slices.Compare(x[:], y[:])
	})
}
