package random

import "faultlab/core/sim"

// tables decides what processes do.
func (m *maker) tables() {
	m.ranks()
	switch m.rich = 25 + m.rnd.Below(50); {
	case m.crowd:
		m.rich = 10 + m.rnd.Below(40)
	case m.Shape == Quiet:
		m.rich = 50 + m.rnd.Below(40)
	}
	if m.Shape == Quiet || m.Shape == Alike && m.chance(40) {
		for kind, used := range m.used {
			if used && (m.Quiet == 0 || m.chance(25)) {
				m.Quiet |= 1 << kind
			}
		}
	}
	m.Of = make([]int, m.N)
	for p := range sim.ID(m.N) {
		first := firstOf(m.like(p))
		switch {
		case first < p:
			m.Of[p] = m.Of[first]
		case p > 0 && len(m.Roles) > 0 && m.fixed.Has(p) && m.fixed.Has(p-1) && m.chance(40):
			m.Of[p] = m.Of[p-1]
		default:
			m.Of[p] = len(m.Roles)
			m.Roles = append(m.Roles, m.role())
		}
	}
}

func firstOf(set sim.Set) (first sim.ID) {
	for !set.Has(first) {
		first++
	}
	return first
}

// ranks puts all that can be created in an order.
func (m *maker) ranks() {
	for on := Hears; on <= Draws; on++ {
		for kind := range m.rank[on] {
			m.rank[on][kind] = uint8(1 + m.below(4))
		}
	}
}

// role makes the table of one process, or of several that are interchangeable.
func (m *maker) role() Role {
	r := Role{States: uint8(2 + m.oneOf(4, 4, 1)), Keeps: m.chance(25), Lies: len(m.Alike) == 0 && m.chance(15), InMem: m.chance(15)}
	sink := uint8(m.below(int(r.States)))
	add := func(state uint8, on Cause, kind, val uint8, later bool) {
		row := Row{State: state, On: on, Kind: kind, Val: val, Later: later, Then: state}
		switch m.oneOf(4, 4, 2) {
		case 1:
			row.Then = sink
		case 2:
			row.Then = uint8(m.below(int(r.States)))
		}
		row.Do = m.actions(&row)
		if m.chance(20) && len(r.Rows) > 0 {
			m.alikeIn(&row, &r.Rows[m.below(len(r.Rows))])
		}
		if row.Then != state || len(row.Do) > 0 {
			r.Rows = append(r.Rows, row)
		}
	}
	maybe := func(state uint8, on Cause, kind, val uint8) {
		if m.chance(m.rich) {
			add(state, on, kind, val, false)
		}
	}
	for state := range r.States {
		if state == 0 && m.chance(80) {
			add(0, Begins, 0, 0, false)
		}
		if m.Budget.Restarts > 0 {
			maybe(state, Recovers, 0, 0)
		}
		for kind := range uint8(Kinds) {
			if !m.used[kind] {
				continue
			}
			for val := range m.Values {
				maybe(state, Hears, kind, val)
				if m.Budget.Restarts > 0 && m.chance(30) {
					add(state, Hears, kind, val, true)
				}
			}
		}
		for kind := range uint8(timers) {
			maybe(state, Fires, kind, 0)
		}
		for kind := range uint8(tasks) {
			for val := range uint8(2) {
				maybe(state, Works, kind, val)
			}
		}
		for kind := range uint8(draws) {
			for val := range uint8(2) {
				maybe(state, Draws, kind, val)
			}
		}
		if m.Net.Detector {
			maybe(state, Learns, 0, 0)
		}
		if m.Net.LockStep && m.Rounds > 0 { // else it would never end
			maybe(state, Ends, 0, 0)
		}
	}
	return r
}

// actions decides what a row does: often nothing.
func (m *maker) actions(row *Row) (list []Action) {
	n := m.oneOf(9, 9, 3)
	switch {
	case row.On == Begins && m.crowd:
		n = 2 + m.oneOf(3, 2)
	case row.On == Begins && m.Shape == Alike:
		n = 1 + m.oneOf(5, 2)
	case row.On == Begins:
		n = 1 + m.oneOf(4, 4, 1)
	}
	if m.loops && row.On >= Hears && row.On <= Works && !m.quiet(row) && m.chance(map[bool]uint32{true: 25, false: 45}[row.On == Hears]) {
		return []Action{m.again(row)}
	}
	for range n {
		for range 3 {
			if a, ok := m.action(row); ok {
				list = append(list, a)
				break
			}
		}
	}
	if k := len(list) - 1; k >= 0 && list[k].Verb == Draw && m.chance(40) {
		list = append(list, Action{Verb: Draw, Kind: 1 - list[k].Kind}) // two draws have an order
		if !m.behind(&list[k+1], row) {
			list = list[:k+1]
		}
	}
	return list
}

// alikeIn lets a row do what another one does, in some order: so two ways meet, and what
// they have put in flight is the same but for its age.
func (m *maker) alikeIn(row, other *Row) {
	if m.quiet(row) || row.On == Begins {
		return
	}
	for i := range other.Do {
		if !m.behind(&other.Do[i], row) {
			return
		}
	}
	row.Then, row.Do = other.Then, append([]Action(nil), other.Do...)
	for i := range row.Do {
		k := m.below(i + 1)
		row.Do[i], row.Do[k] = row.Do[k], row.Do[i]
	}
}

// quiet says whether a row must set nothing off.
func (m *maker) quiet(row *Row) bool { return row.On == Hears && m.Quiet>>row.Kind&1 != 0 }

// again creates what caused the row, once more.
func (m *maker) again(row *Row) Action {
	a := Action{Kind: row.Kind, Val: uint8(m.below(2)), Ticks: 1}
	switch row.On {
	case Hears:
		a.Verb = Send
		if m.aim(&a, row); a.Verb == Cast {
			a.Verb = Send // to whom it remembers: of copies there would be more and more
		}
	case Fires:
		a.Verb = Set
	case Works:
		a.Verb = Do
	}
	return a
}

// action makes one thing that a row does, if there is one of the sort that chance
// asks for.
func (m *maker) action(row *Row) (a Action, ok bool) {
	closes := 6
	if m.Shape == Commuting {
		closes = 12
	}
	a.Verb = Verb(m.oneOf(36, 12, 10, 2, 9, 8, closes, 26, 5))
	if row.On == Begins {
		a.Verb = Verb(m.oneOf(36, 16, 12, 0, 8, 8, 0, 6, 2))
		if m.crowd {
			a.Verb = []Verb{Cast, Send, Do}[m.oneOf(6, 2, 3)]
		}
		if a.Verb == Draw && len(m.Alike) > 0 {
			return a, false // of two that draw in the same step, one draws first
		}
	}
	if m.quiet(row) {
		a.Verb = []Verb{Put, Remember, Cancel}[m.oneOf(10, 3, 1)]
	}
	kinds := 1
	switch a.Verb {
	case Send, Cast:
		kinds = Kinds
	case Set, Cancel:
		kinds = timers
	case Do:
		kinds = tasks
	case Draw:
		kinds = draws
	case Put:
		kinds = len(Puts)
	}
	a.Kind = uint8(m.below(kinds))
	for (a.Verb == Send || a.Verb == Cast) && (!m.used[a.Kind] || m.Quiet != 0 && m.Quiet>>a.Kind&1 == 0 && m.chance(50)) {
		a.Kind = uint8(m.below(kinds))
	}
	a.Val = []uint8{0, 1, Same}[m.oneOf(3, 3, 2)]
	a.Ticks = 1 + int32(m.below(2))
	m.aim(&a, row)
	return a, m.behind(&a, row)
}

// creates is what an action lets happen; Begins: nothing.
var creates = [verbCount]Cause{Send: Hears, Cast: Hears, Set: Fires, Do: Works, Draw: Draws}

// behind says whether what an action creates ranks above what causes a row.
func (m *maker) behind(a *Action, row *Row) bool {
	c := creates[a.Verb]
	return c == Begins || m.rank[c][a.Kind] > m.rank[row.On][row.Kind]
}

// aim decides which process an action is about. One of several that are alike is
// named by what it did, and never by its number.
func (m *maker) aim(a *Action, row *Row) {
	a.To = Target(m.oneOf(6, 4, 2, 2))
	told := row.On == Hears || row.On == Learns
	if told && m.crowd {
		a.To = Sender
	}
	if a.To == Sender && !told || a.To == Next && len(m.Alike) > 0 {
		a.To = One
	}
	if a.Verb == Remember && told {
		a.To = Sender
	}
	var those []sim.ID
	each(m.fixed, func(p sim.ID) { those = append(those, p) })
	switch {
	case a.To != One:
	case len(those) > 0:
		a.Who = those[m.below(len(those))]
	case told:
		a.To = Sender
	default:
		if a.To = Remembered; a.Verb == Send {
			a.Verb = Cast
		}
	}
}
