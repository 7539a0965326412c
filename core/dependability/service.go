// Package dependability has what dependable means, as measures of runs: a service made
// of parts that fail and are repaired, and the way from a fault to a failure.
//
// # The measures
//
//	availability     the share of the time in which the service is up
//	reliability      the probability that it is up for a whole interval
//	safety           that a failure does no harm: nobody takes a wrong value for a right one
//	maintainability  how soon a failure is repaired
//
// The mean time to failure, MTTF, is the time that a part is up divided by how often it
// fails; the mean time to repair, MTTR, the time that it is down divided by how often it
// is repaired. In the long run its availability is MTTF/(MTTF+MTTR), whatever the times
// look like beyond their means: each period up and down is a cycle, and the share of a
// cycle is the share of all of them. Independent parts in series are up together with
// the product of their availabilities; of parts in parallel one is enough.
//
// The two are different things. A service that is down for a moment every hour is
// highly available and fails all the time; one that never fails, but closes for two
// weeks a year, is the other way round.
//
// # The chain
//
// A fault is the cause: a part goes wrong. An error is its effect on the state. A
// failure is what others see of it: a promise is broken. Each need not lead to the next:
// an error is overwritten before anybody reads it, or outvoted. A transient fault
// strikes once, an intermittent one comes and goes, a permanent one stays until it is
// repaired.
//
// # Assumptions
//
// Parts fail independently of one another, after times that are drawn evenly from 1 to
// 2m-1 ticks around their mean m, or that are fixed. A draw is a choice, so a run with
// its draws can be kept and taken up again. Who watches the service hears of a part one
// tick later.
//
// # Where to find it
//
// Part and Watcher run the service, measure.go measures its runs; Memory and Program
// are the chain.
//
// # Sources
//
// A. Avižienis, J.-C. Laprie, B. Randell, C. Landwehr: Basic Concepts and Taxonomy of
// Dependable and Secure Computing. IEEE TDSC 1(1), 2004. Availability in the long run:
// R. Barlow, F. Proschan: Mathematical Theory of Reliability. Wiley, 1965.
package dependability

import "faultlab/core/sim"

// Messages of parts to the watcher; then draws, and timers.
const (
	down uint8 = iota
	up
	life // draws, of a time to failure and of a time to repair
	mend
	fails
	fixed
)

// watcher is the process that watches the service; the parts follow it.
const watcher sim.ID = 0

// Service is what all its processes know.
type Service struct {
	Parts   int
	Needs   int // how many parts must be up for the service to be
	MTTF    int32
	MTTR    int32
	Drawn   bool // times are drawn evenly around their means; else they are the means
	Planned bool // a part is closed by plan and does not fail
	Horizon int32
}

// Watcher says when the service fails and when it is up again.
type Watcher struct {
	Up   uint8 // parts
	Down uint8 // 1: the service is
}

// Start begins with all parts up.
func (w *Watcher) Start(e *sim.Env) { w.Up = uint8(e.Shared().(*Service).Parts) }

// Deliver hears of a part.
func (w *Watcher) Deliver(e *sim.Env, m sim.Msg) {
	if e.Class() != sim.Message {
		return
	}
	s := e.Shared().(*Service)
	if m.Kind == up {
		w.Up++
	} else {
		w.Up--
	}
	switch now := int(w.Up) < s.Needs; {
	case now && w.Down == 0:
		w.Down = 1
		e.Note(s.kinds(sim.EvFailure), m.From, sim.Nothing, uint32(w.Up), sim.NoReason)
	case !now && w.Down == 1:
		w.Down = 0
		e.Note(s.kinds(sim.EvRepair), m.From, sim.Nothing, uint32(w.Up), sim.NoReason)
	}
}

// kinds is what an end or a beginning is called: what closes by plan does not fail.
func (s *Service) kinds(k sim.EventKind) sim.EventKind {
	switch {
	case !s.Planned:
		return k
	case k == sim.EvRepair:
		return sim.EvJoin
	}
	return sim.EvLeave
}

// Part fails and is repaired, over and over.
type Part struct{ Down uint8 }

// Start waits for the first failure.
func (p *Part) Start(e *sim.Env) { p.next(e) }

// next takes the time to what comes next for the part.
func (p *Part) next(e *sim.Env) {
	s := e.Shared().(*Service)
	kind, timer, mean := life, fails, s.MTTF
	if p.Down == 1 {
		kind, timer, mean = mend, fixed, s.MTTR
	}
	if s.Drawn && mean > 1 {
		e.Draw(kind, uint32(2*mean-1))
		return
	}
	p.after(e, mean, timer)
}

// after sets the timer, unless the watch is over by then.
func (p *Part) after(e *sim.Env, ticks int32, timer uint8) {
	if e.Now()+ticks < e.Shared().(*Service).Horizon {
		e.After(ticks, timer, sim.Nothing, uint32(ticks))
	}
}

// Deliver has drawn a time, or it is over.
func (p *Part) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*Service)
	switch {
	case m.Kind == life:
		p.after(e, int32(m.Arg)+1, fails)
	case m.Kind == mend:
		p.after(e, int32(m.Arg)+1, fixed)
	case m.Kind == fails:
		p.Down = 1
		e.Note(s.kinds(sim.EvFault), sim.None, sim.Nothing, m.Arg, sim.NoReason)
		e.Send(watcher, down, sim.Nothing, 0)
		p.next(e)
	case m.Kind == fixed:
		p.Down = 0
		e.Note(s.kinds(sim.EvRepair), sim.None, sim.Nothing, m.Arg, sim.NoReason)
		e.Send(watcher, up, sim.Nothing, 0)
		p.next(e)
	}
}
