package call

import "faultlab/core/sim"

// Locator knows where the server is, and which version it speaks, once the server has
// told it. It remembers that in memory only.
type Locator struct {
	Known uint8 // 1: a server has registered
	Life  uint8 // and this is its incarnation
}

// Start waits.
func (l *Locator) Start(*sim.Env) {}

// Deliver notes a server, or tells of it.
func (l *Locator) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case m.Kind == register:
		l.Known, l.Life = 1, max(l.Life, get(m.Arg, serverAt))
	case m.Kind != lookup:
	case l.Known == 0:
		e.Send(m.From, missing, sim.Nothing, m.Arg)
	case get(m.Arg, otherAt) != 0:
		e.Send(m.From, missing, otherVersion, m.Arg)
	default:
		e.Send(m.From, located, sim.Nothing, m.Arg&^(field<<serverAt)|uint32(l.Life)<<serverAt)
	}
}
