package random

import "faultlab/core/sim"

// played is what all processes of a system share: its tables, and where to find a row.
type played struct {
	*System
	rows [][]int16 // of each role: by what happens, 1 + the row, or 0
}

// index makes the way to the rows of a role.
func index(r *Role) []int16 {
	at := make([]int16, place(r.States, 0, 0, 0, false))
	for i := range r.Rows {
		row := &r.Rows[i]
		at[place(row.State, row.On, row.Kind, row.Val, row.Later)] = int16(i + 1)
	}
	return at
}

func place(state uint8, on Cause, kind, val uint8, later bool) int {
	const values = 4
	at := ((int(state)*int(causeCount)+int(on))*Kinds+int(kind))*values + int(val)
	if later {
		return 2*at + 1
	}
	return 2 * at
}

// node is a process: the state it is in, and 1 + the process that it remembers.
type node struct{ State, Peer uint8 }

// keeper survives a crash, liar has lies of its own.
type (
	keeper      struct{ node }
	liar        struct{ node }
	lyingKeeper struct{ keeper }
)

func (p *played) build(b *sim.Builder) {
	for _, r := range p.Of {
		role := &p.Roles[r]
		mem := 0
		if role.InMem {
			mem = 1
		}
		switch {
		case role.Keeps && role.Lies:
			sim.Place(b, lyingKeeper{}, mem)
		case role.Keeps:
			sim.Place(b, keeper{}, mem)
		case role.Lies:
			sim.Place(b, liar{}, mem)
		default:
			sim.Place(b, node{}, mem)
		}
	}
}

// happening is what a process has to react to.
type happening struct {
	on        Cause
	kind, val uint8
	later     bool
	from      sim.ID // who sent it, or crashed; None: nobody
}

func (n *node) Start(e *sim.Env) {
	on := Begins
	if e.Incarnation() > 0 {
		on = Recovers
	}
	n.react(e, happening{on: on, from: sim.None})
}

func (n *node) Deliver(e *sim.Env, m sim.Msg) {
	h := happening{kind: m.Kind, val: m.Val, from: sim.None}
	switch e.Class() {
	case sim.Message:
		h.on, h.from, h.later = Hears, m.From, e.SenderIncarnation() > 0
	case sim.Timer:
		h.on, h.val = Fires, 0
	case sim.Task:
		h.on = Works
	case sim.Drawing:
		h.on = Draws
	case sim.Notice:
		h.on, h.val, h.from = Learns, 0, m.From
		if e.Shared().(*played).Closes {
			e.Close(m.From)
		}
	}
	n.react(e, h)
}

func (n *node) EndRound(e *sim.Env, _ int32) { n.react(e, happening{on: Ends, from: sim.None}) }

// Slots lets a faulty process speak to everybody.
func (n *node) Slots(e *sim.Env, _ int32) {
	if p := e.Shared().(*played); p.Slots {
		for q := range sim.ID(p.N) {
			if q != e.Me {
				e.Slot(q, 0, 0)
			}
		}
	}
}

// Crash keeps the state, and forgets who is remembered.
func (k *keeper) Crash() { k.Peer = 0 }

// Lies are another value, and the same one with an argument that nobody looks at.
func (*liar) Lies(m sim.Msg, k int) (sim.Msg, bool)        { return lies(m, k) }
func (*lyingKeeper) Lies(m sim.Msg, k int) (sim.Msg, bool) { return lies(m, k) }

func lies(m sim.Msg, k int) (sim.Msg, bool) {
	if k == 0 {
		m.Val = 1 - min(m.Val, 1)
		return m, true
	}
	m.Arg = 1 - min(m.Arg, 1)
	return m, k == 1
}

// react looks up what to do and does it.
func (n *node) react(e *sim.Env, h happening) {
	p := e.Shared().(*played)
	role := &p.Roles[p.Of[e.Me]]
	state := &n.State
	if role.InMem {
		state = &e.Mem()[0]
	}
	val := min(h.val, p.Values-1)
	if h.on == Hears && h.kind == Naming {
		val = 0
		if sim.ID(h.val) == e.Me {
			val = 1
		}
	}
	rows := p.rows[p.Of[e.Me]]
	at := rows[place(*state, h.on, h.kind, val, h.later)]
	if at == 0 {
		at = rows[place(*state, h.on, h.kind, val, false)]
	}
	if at == 0 {
		return
	}
	row := &role.Rows[at-1]
	if *state != row.Then {
		*state = row.Then
		e.Note(Puts[1], sim.None, row.Then, 0, sim.NoReason)
	}
	for i := range row.Do {
		n.do(e, p, &row.Do[i], h, val)
	}
}

func (n *node) do(e *sim.Env, p *played, a *Action, h happening, heard uint8) {
	who := n.target(e, p, a, h)
	val := a.Val
	switch {
	case a.Kind == Naming && (a.Verb == Send || a.Verb == Cast):
		val = uint8(e.Me)
		if a.Val == 1 && n.Peer > 0 {
			val = n.Peer - 1
		}
	case val == Same:
		val = heard
	}
	switch a.Verb {
	case Send:
		if who != sim.None {
			e.Send(who, a.Kind, val, 0)
		}
	case Cast:
		e.Multicast(e.Others(), a.Kind, val, 0)
	case Set:
		e.After(a.Ticks, a.Kind, 0, 0)
	case Cancel:
		e.Cancel(a.Kind)
	case Do:
		e.Do(a.Kind, val, 0)
	case Draw:
		e.Draw(a.Kind, 2)
	case Close:
		if who != sim.None {
			e.Close(who)
		}
	case Put:
		e.Note(Puts[a.Kind], sim.None, val, 0, sim.NoReason)
	case Remember:
		if n.Peer = 0; who != sim.None {
			n.Peer = uint8(who) + 1
		}
	}
}

func (n *node) target(e *sim.Env, p *played, a *Action, h happening) sim.ID {
	switch a.To {
	case Sender:
		return h.from
	case Remembered:
		return sim.ID(n.Peer) - 1 // of nobody it is None
	case Next:
		return (e.Me + 1) % sim.ID(p.N)
	}
	return a.Who
}

// Rename and RenameMsg rename what names a process.
func (n *node) Rename(perm []sim.ID) {
	if n.Peer > 0 {
		n.Peer = uint8(perm[n.Peer-1]) + 1
	}
}

func (n *node) RenameMsg(m *sim.Msg, perm []sim.ID) {
	if m.Kind == Naming && int(m.Val) < len(perm) {
		m.Val = uint8(perm[m.Val])
	}
}

// RenameChoice is what a choice is in a run in which everybody is somebody else.
func (s *System) RenameChoice(c sim.Choice, perm []sim.ID) sim.Choice {
	if int(c.Who) < s.N {
		c.Who = perm[c.Who]
	}
	if int(c.To) < s.N {
		c.To = perm[c.To]
	}
	if c.Msg == Naming && int(c.Val) < s.N {
		c.Val = uint8(perm[c.Val])
	}
	return c
}
