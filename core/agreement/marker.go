package agreement

import "faultlab/core/sim"

// Marker waits until all must have spoken, and then sends itself a message.
//
// The idea: where delivery is ordered, a message to oneself is a marker in the stream
// of what comes in. What was sent before it comes before it, however late that is. So
// a process that is sure that all others have sent their proposals, or have crashed,
// sends itself a marker; and when the marker comes, it knows exactly who has sent it
// something. Nobody is missed and nobody is waited for in vain, although no bound is
// known for any delay.
//
// To be sure that all have sent takes synchronous processes: telling everybody takes k
// steps, and while another takes k, a process that counts c·k of its own has seen
// that time pass.
//
// Knowing who has spoken to oneself is not yet to agree, if sending is unicast: a
// process that crashes between two receivers has told its proposal to the one and not
// to the other. So there is a second time: having seen its marker, each tells what it
// knows by then. Who has heard from everybody decides. Who lacks somebody knows that
// this one has crashed, waits for the second message of all others, and decides on
// the smallest value of all. If at most one process crashes, these all come. With more
// crashes than that, processes would have to go on telling each other that they are
// alive, and count on markers to notice who has stopped.
//
// Without order the marker overtakes what was sent before it. Without synchrony
// somebody has not yet spoken when the marker is sent.
//
// Source: D. Dolev, C. Dwork, L. Stockmeyer: On the Minimal Synchronism Needed for
// Distributed Consensus, 1987 (that it is possible); the marker: J. Turek, D. Shasha:
// The Many Faces of Consensus in Distributed Systems, 1992. The second time is ours:
// the search finds the run that a single time doesn't survive.
type Marker struct {
	Stepper
	Heard  uint8 // the mailbox: who has told something the first time, in front of the marker
	Least  uint8 // and the smallest of that, plus one; 0: nothing
	Marked uint8 // 1: the marker has come
	Told   uint8 // who has told something the second time
	Later  uint8 // and the smallest of that, plus one
	Lacks  uint8 // who hadn't spoken in front of the marker
	Second uint8 // steps of telling the second time; 0: it has not begun
	_      uint8
}

// markers is the plan of everybody's first steps: tell all others, let steps pass
// until all must have done the same, and send the marker.
func markers(n int, multicast bool, pace int) []stride {
	var plan []stride
	k := sends(multicast, n)
	for i := range k {
		plan = append(plan, stride{kind: speak, to: i})
	}
	for len(plan) < pace*k {
		plan = append(plan, stride{kind: pass})
	}
	if len(plan) >= longest {
		return nil
	}
	return append(plan, stride{kind: speak, to: -1})
}

// Deliver puts what comes into the mailbox, and takes steps.
func (p *Marker) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*System)
	switch e.Class() {
	case sim.Drawing:
		p.Value = m.Val
	case sim.Message:
		p.keep(m)
	case sim.Task:
		p.Awake = 0
		switch {
		case m.Kind == look:
			p.look(e, s)
		case int(p.Step) < len(s.Plan):
			now := &s.Plan[p.Step]
			p.Step++
			switch {
			case now.kind == pass:
			case now.to < 0:
				e.Send(e.Me, mark, sim.Nothing, 0)
			default:
				tell(e, s.Multicast, now.to, p.Value, 1)
			}
		default:
			tell(e, s.Multicast, int(p.Second)-1, p.Value, 2)
			p.Second++
			if p.Lacks == 0 && p.told(s, e.N()) {
				p.decide(e, p.Value)
			}
		}
	}
	p.goOn(e, s)
}

// keep puts a message into the mailbox.
func (p *Marker) keep(m sim.Msg) {
	switch {
	case m.Kind == mark:
		p.Marked = 1
	case m.Arg == 2:
		p.Told |= 1 << m.From
		lower(&p.Later, m.Val)
	case p.Marked == 0:
		p.Heard |= 1 << m.From
		lower(&p.Least, m.Val)
	}
}

// told says whether it has told everybody the second time.
func (p *Marker) told(s *System, n int) bool { return int(p.Second) == sends(s.Multicast, n)+1 }

// look takes what is in front of the marker; and behind it, what all others that
// have not crashed know.
func (p *Marker) look(e *sim.Env, s *System) {
	others := uint8(e.Others())
	switch {
	case p.Second == 0 && p.Marked == 1:
		p.learn(e, p.Least)
		p.Lacks = others &^ p.Heard
		p.Heard, p.Least = 0, 0
		if s.Times == 1 {
			p.decide(e, p.Value)
			return
		}
		p.Second = 1
	case p.Second > 0 && p.missing(e) == 0:
		p.learn(e, p.Later)
		p.decide(e, p.Value)
	}
}

// missing are those of whom the second message is still awaited.
func (p *Marker) missing(e *sim.Env) uint8 { return uint8(e.Others()) &^ p.Lacks &^ p.Told }

// goOn asks for the next step, if there is anything to do.
func (p *Marker) goOn(e *sim.Env, s *System) {
	switch {
	case int(p.Step) < len(s.Plan):
		p.next(e, s.Plan[p.Step].kind)
	case p.Second > 0 && !p.told(s, e.N()):
		p.next(e, speak)
	case p.Second == 0 && p.Marked == 1, p.Second > 0 && p.missing(e) == 0:
		p.next(e, look)
	}
}
