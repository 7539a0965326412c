package random

import (
	"faultlab/core/choose"
	"faultlab/core/sim"
)

// maker makes one system.
type maker struct {
	*System
	rnd   choose.Rand
	rank  [causeCount][Kinds]uint8 // of what can happen; a row creates what ranks above its cause
	used  [Kinds]bool              // the kinds of messages that are sent
	rich  uint32                   // in percent: how many rows there are
	loops bool
	crowd bool    // nobody fails; everybody talks to everybody, and some answer
	fixed sim.Set // who is not interchangeable with anybody
}

// New makes the system of a seed.
func New(seed uint64, shape Shape) *System {
	m := &maker{System: &System{Seed: seed, Shape: shape}, rnd: choose.Rand(seed*uint64(len(Shapes)) + uint64(shape))}
	m.N = 2 + m.oneOf(4, 5, 1)
	m.Values = uint8(2 + m.oneOf(9, 1))
	switch shape {
	case Alike:
		m.N = 3 + m.oneOf(8, 1)
	case Quiet:
		m.N = 2 + m.oneOf(2, 7, 1)
	}
	if m.crowd = shape == Commuting && m.chance(25); m.crowd {
		m.N = 3 + m.oneOf(6, 1)
	}
	m.network()
	m.alike()
	m.failures()
	m.used = [Kinds]bool{m.chance(80), m.chance(70), m.chance(25), Naming: m.chance(30)}
	if m.used == [Kinds]bool{} {
		m.used[0] = true
	}
	if m.used[Naming] && shape == Alike {
		m.Values = uint8(m.N) // a name that is a lie may be anybody's
	}
	m.tables()
	m.claims()
	return m.System
}

// chance says yes so many times of a hundred.
func (m *maker) chance(percent uint32) bool { return m.rnd.Below(100) < percent }

func (m *maker) below(n int) int { return int(m.rnd.Below(uint32(n))) }

// oneOf is the number of one of several, which are as likely as their weights say.
func (m *maker) oneOf(weights ...int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	x := m.below(sum)
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return 0
}

// network decides what processes run on.
func (m *maker) network() {
	net := &m.Net
	kind := m.oneOf(10, 0, 0, 0)
	switch m.Shape {
	case Any:
		kind = m.oneOf(10, 5, 6, 1)
	case Alike:
		kind = m.oneOf(8, 2, 0, 0)
	}
	if kind != 3 {
		net.Order = sim.Order(m.oneOf(4, 4, 1))
		if m.Shape == Commuting || m.Shape == Alike {
			net.Order = sim.Order(m.below(2)) // in order of sending, who starts first is not like the others
		}
		net.Multicast = m.chance(25)
	}
	m.loops = kind == 0 && m.chance(map[bool]uint32{true: 45, false: 20}[m.Shape == Quiet])
	switch kind {
	case 0: // asynchronous
		if m.chance(15) {
			net.Pace = sim.Forever
			m.Apart = m.chance(50)
		}
	case 1: // timed
		if net.Bounded = m.chance(75); net.Bounded {
			net.MinDelay = 1
			net.MaxDelay = 1 + int32(m.oneOf(2, 2, 1))
		}
		net.Pace = []int32{0, 1, 2, sim.Forever}[m.oneOf(4, 2, 1, 1)]
		if !net.Bounded {
			net.Pace = 1 + int32(m.below(2))
		}
	case 2: // in rounds
		net.LockStep, net.Bounded = true, m.chance(60)
		m.Rounds = int32(m.oneOf(1, 3, 3, 3))
		m.Slots = m.chance(50)
	case 3: // a circuit
		net.Wired = true
		if m.chance(60) {
			net.LockStep, net.Bounded = true, true
			m.Rounds = 1 + int32(m.below(2))
		}
	}
	if m.Shape == Any && m.chance(5) {
		m.Pending = 2 + m.below(5)
	}
	if m.chance(12) {
		m.Budget.Steps = 2 + int32(m.below(7))
	}
}

// alike decides who is interchangeable with whom.
func (m *maker) alike() {
	m.fixed = sim.All(m.N)
	if m.Shape != Alike {
		return
	}
	size := 2 + m.oneOf(3, 2)
	if m.N == 4 && size == 2 && m.chance(40) {
		m.Alike = []sim.Set{sim.SetOf(0, 1), sim.SetOf(2, 3)}
	} else {
		first := m.below(m.N - size + 1)
		m.Alike = []sim.Set{sim.All(size) << first}
	}
	for _, set := range m.Alike {
		m.fixed &^= set
	}
}

// failures decides what may go wrong.
func (m *maker) failures() {
	models := []sim.Model{sim.Crash, sim.Omission, sim.Transition, sim.Arbitrary, sim.Value, sim.Timing}
	weights := []int{8, 2, 2, 2, 4, 0}
	if m.Shape == Commuting {
		weights[4] = 0
	}
	if m.Net.Bounded || m.Net.LockStep {
		weights[5] = 3
	}
	m.Models = make([]sim.Model, m.N)
	if m.crowd || m.Shape == Quiet && m.chance(60) {
		return // where something can go wrong, nothing waits
	}
	for range m.oneOf(6, 10, 2) {
		model := models[m.oneOf(weights...)]
		each(m.like(sim.ID(m.below(m.N))), func(p sim.ID) { m.Models[p] |= model })
	}
	var all sim.Model
	for _, model := range m.Models {
		all |= model
	}
	b := &m.Budget
	if all&(sim.Crash|sim.Omission|sim.Arbitrary) != 0 {
		b.Crashes = uint8(m.oneOf(2, 12, 1))
		if b.Crashes > 0 {
			b.Restarts = uint8(m.oneOf(5, 5, 1))
			m.Net.Detector = !m.Net.Wired && m.chance(35)
		}
	}
	if all&sim.Transition != 0 {
		b.Mistakes = 1
	}
	if m.Net.Detector {
		m.Closes = m.Net.Order == sim.FIFO && m.chance(40)
		m.InTurn = m.chance(25)
	}
	if m.chance(20) && !m.Net.Wired {
		b.Losses = 1
	}
	if m.Net.LockStep && !m.Net.Bounded {
		b.Late = uint8(m.oneOf(1, 2, 1))
	}
	if m.chance(8) && !m.Net.Wired {
		from, to := m.like(sim.ID(m.below(m.N))), m.like(sim.ID(m.below(m.N)))
		model := []sim.Model{sim.Omission, sim.Arbitrary}[m.below(2)]
		each(from, func(p sim.ID) {
			each(to, func(q sim.ID) { m.Links = append(m.Links, sim.Link{From: p, To: q, Model: model}) })
		})
	}
	if m.N > 2 && m.chance(4) {
		m.Outside = m.like(sim.ID(m.below(m.N)))
	}
}

func each(set sim.Set, visit func(p sim.ID)) {
	for p := range sim.ID(sim.MaxProcesses) {
		if set.Has(p) {
			visit(p)
		}
	}
}

// claims decides what should hold.
func (m *maker) claims() {
	for range 1 + m.oneOf(4, 4, 2) {
		c := Claim{Form: Form(m.oneOf(4, 4, 3, 3, 2, 2, 1)), Kind: uint8(m.below(len(Puts))), Value: uint8(m.below(2)),
			Most: uint8(1 + m.below(2)), One: sim.ID(m.below(m.N)), Other: sim.ID(m.below(m.N))}
		if c.Form == Before && m.Shape != Any || c.Form == Pair && m.Shape == Alike {
			c.Form = Agree
		}
		for p := range sim.ID(m.N) {
			if m.chance(70) {
				c.Of |= m.like(p)
			}
		}
		if c.Of == 0 {
			c.Of = sim.All(m.N)
		}
		m.Claims = append(m.Claims, c)
	}
}
