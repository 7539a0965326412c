package random

import "faultlab/core/sim"

// Shrink leaves out of a system what it can do without: rows, actions, claims,
// failures, processes, while fails says that what is left still fails. It asks at most
// tries times.
func (s *System) Shrink(tries int, fails func(*System) bool) *System {
	small := s.Clone()
	for again := true; again; {
		again = false
		for i := 0; tries > 0; i++ {
			next := small.Clone()
			if !next.without(i) {
				break
			}
			if next.same(small) {
				continue
			}
			tries--
			if fails(next) {
				small, again = next, true
				i-- // what was behind it is in its place
			}
		}
	}
	return small
}

// without leaves out the i-th thing that there is, and says whether there is one.
func (s *System) without(i int) bool {
	next := func() bool { i--; return i == -1 }
	for p := s.N - 1; p >= 1; p-- {
		if next() {
			s.remove(sim.ID(p))
			return true
		}
	}
	for c := range s.Claims {
		if next() {
			if len(s.Claims) > 1 {
				s.Claims = append(s.Claims[:c], s.Claims[c+1:]...)
			}
			return true
		}
	}
	for _, change := range s.simpler() {
		if next() {
			change()
			return true
		}
	}
	for r := range s.Roles {
		role := &s.Roles[r]
		for k := range role.Rows {
			if next() {
				role.Rows = append(role.Rows[:k], role.Rows[k+1:]...)
				return true
			}
		}
		for k := range role.Rows {
			row := &role.Rows[k]
			for a := range row.Do {
				if next() {
					row.Do = append(row.Do[:a], row.Do[a+1:]...)
					return true
				}
			}
			if row.Then != row.State && next() {
				row.Then = row.State
				return true
			}
		}
	}
	return false
}

// simpler are the ways to make the surroundings simpler.
func (s *System) simpler() (changes []func()) {
	add := func(change func()) { changes = append(changes, change) }
	for p := range s.Models {
		for _, m := range sim.Models {
			if s.Models[p]&m.Model != 0 {
				add(func() {
					each(s.like(sim.ID(p)), func(p sim.ID) { s.Models[p] &^= m.Model })
				})
			}
		}
	}
	b := &s.Budget
	for _, budget := range []*uint8{&b.Crashes, &b.Restarts, &b.Losses, &b.Late, &b.Mistakes} {
		if *budget > 0 {
			add(func() { *budget-- })
		}
	}
	if b.Steps > 0 {
		add(func() { b.Steps = 0 })
	}
	if s.Pending > 0 {
		add(func() { s.Pending = 0 })
	}
	if len(s.Links) > 0 {
		add(func() { s.Links = nil })
	}
	net := &s.Net
	for _, flag := range []*bool{&net.Detector, &net.Multicast, &s.Closes, &s.InTurn, &s.Apart, &s.Slots} {
		if *flag {
			add(func() { *flag = false })
		}
	}
	if net.Order != sim.Unordered {
		add(func() { net.Order = sim.Unordered })
	}
	if net.Pace == sim.Forever {
		add(func() { net.Pace = 0 })
	}
	if s.Rounds > 1 {
		add(func() { s.Rounds-- })
	}
	if s.Outside != 0 {
		add(func() { s.Outside = 0 })
	}
	for r := range s.Roles {
		role := &s.Roles[r]
		for _, flag := range []*bool{&role.Keeps, &role.Lies, &role.InMem} {
			if *flag {
				add(func() { *flag = false })
			}
		}
	}
	return changes
}

// remove leaves out the last process, or lets another one do nothing.
func (s *System) remove(p sim.ID) {
	for _, set := range s.Alike {
		if set.Has(p) {
			return // its fellows would have to go with it
		}
	}
	if int(p) != s.N-1 || s.mentions(p) {
		if r := s.Of[p]; len(s.Roles[r].Rows) > 0 {
			s.Of[p] = len(s.Roles)
			s.Roles = append(s.Roles, Role{States: 1})
		}
		return
	}
	s.N--
	s.Of, s.Models = s.Of[:s.N], s.Models[:s.N]
	s.Outside = s.Outside.Without(p)
}

// mentions says whether an action, a link or a claim is about a process.
func (s *System) mentions(p sim.ID) bool {
	for r := range s.Roles {
		for i := range s.Roles[r].Rows {
			for _, a := range s.Roles[r].Rows[i].Do {
				if a.To == One && a.Who == p {
					return true
				}
			}
		}
	}
	for _, l := range s.Links {
		if l.From == p || l.To == p {
			return true
		}
	}
	for i := range s.Claims {
		c := &s.Claims[i]
		if (c.Form == Pair || c.Form == Before) && (c.One == p || c.Other == p) || c.Form >= Sometime && c.Of.Has(p) {
			return true
		}
	}
	return false
}

// same says whether nothing was left out.
func (s *System) same(t *System) bool { return s.String() == t.String() }
