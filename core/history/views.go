package history

import (
	"cmp"
	"slices"
)

// Properties of messages in views. They compare stays: what one process did in
// one view.

// transitions groups the stays which end with the same step from one view to the
// next, in the order in which the first of each began.
func (c *checker) transitions(of func(p int32) bool) [][]*stay {
	type step struct{ from, to int32 }
	place := map[step]int{}
	var groups [][]*stay
	for i := range c.stays {
		s := &c.stays[i]
		if s.next < 0 || of != nil && !of(s.process) {
			continue
		}
		k := step{s.view, s.next}
		g, ok := place[k]
		if !ok {
			g = len(groups)
			place[k] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], s)
	}
	return groups
}

// messages are what was delivered in a stay, in the order of the messages' numbers,
// each once.
func (c *checker) messages(s *stay) []int32 {
	list := make([]int32, len(s.delivered))
	for i, e := range s.delivered {
		list[i] = c.event(e).Message
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// differ says in which message two stays differ, and which of them has it.
func (c *checker) differ(a, b *stay) (m int32, has, lacks *stay) {
	x, y := c.messages(a), c.messages(b)
	for len(x) > 0 || len(y) > 0 {
		switch {
		case len(y) == 0 || len(x) > 0 && x[0] < y[0]:
			return x[0], a, b
		case len(x) == 0 || y[0] < x[0]:
			return y[0], b, a
		}
		x, y = x[1:], y[1:]
	}
	return -1, nil, nil
}

func (c *checker) in(s *stay, m int32) int32 {
	for _, e := range s.delivered {
		if c.event(e).Message == m {
			return e
		}
	}
	return -1
}

func (c *checker) synchrony(v *Verdict, of func(p int32) bool) {
	for _, group := range c.transitions(of) {
		for _, s := range group[1:] {
			if s.process == group[0].process {
				continue // it has gone this way twice: monotonicity speaks of that
			}
			v.Cases++
			m, has, lacks := c.differ(group[0], s)
			if has == nil {
				continue
			}
			c.violate(v, c.process(has.process)+" and "+c.process(lacks.process)+" both go from "+c.view(s.view)+" to "+c.view(s.next)+
				", and only "+c.process(has.process)+" delivers "+c.message(m)+" before that", c.in(has, m), has.out, lacks.out)
			return
		}
	}
}

func (c *checker) virtualSynchrony(v *Verdict) { c.synchrony(v, nil) }
func (c *checker) correctSynchrony(v *Verdict) { c.synchrony(v, c.correct) }

// agreement in a group without views is about all that anybody ever delivers.
func (c *checker) agreement(v *Verdict) {
	if len(c.h.Views) == 0 {
		c.owed(v, c.correct)
		return
	}
	first := map[int32]*stay{}
	for i := range c.stays {
		s := &c.stays[i]
		if !c.correct(s.process) {
			continue
		}
		a := first[s.view]
		if a == nil {
			first[s.view] = s
			continue
		}
		if a.process == s.process {
			continue
		}
		v.Cases++
		if m, has, lacks := c.differ(a, s); has != nil {
			c.violate(v, c.process(has.process)+" delivers "+c.message(m)+" in "+c.view(s.view)+", and "+
				c.process(lacks.process)+", which is there as well and correct, does not", c.in(has, m), lacks.in, lacks.out)
			return
		}
		if a.next != s.next {
			c.violate(v, "after "+c.view(s.view)+" "+c.process(a.process)+" installs "+c.view(a.next)+", and "+
				c.process(s.process)+" installs "+c.view(s.next), a.in, a.out, s.in, s.out)
			return
		}
	}
}

// comes has, for each installed view, the stays that end with it, and those that
// come from nowhere.
func (c *checker) previous() []int32 {
	// The stay in front of each stay; -1: none. Stays of one process follow each other.
	before := make([]int32, len(c.stays))
	last := make([]int32, len(c.h.Processes))
	for p := range last {
		last[p] = -1
	}
	for i := range c.stays {
		before[i] = last[c.stays[i].process]
		last[c.stays[i].process] = int32(i)
	}
	return before
}

func (c *checker) successors(v *Verdict) {
	before := c.previous()
	from := func(i int32) int32 { // the view in front of a stay
		if before[i] < 0 {
			return -1
		}
		return c.stays[before[i]].view
	}
	for _, group := range c.installs(before) {
		for _, i := range group {
			if before[i] < 0 {
				continue
			}
			for _, j := range group {
				v.Cases++
				if from(i) != from(j) && c.isMember(from(i), c.stays[j].process) {
					c.violate(v, c.process(c.stays[i].process)+" goes from "+c.view(from(i))+" to "+c.view(c.stays[i].view)+", and "+
						c.process(c.stays[j].process)+", a member of the first, comes to it from "+c.view(from(j)), c.stays[i].in, c.stays[j].in)
					return
				}
			}
		}
	}
}

func (c *checker) uniformAgreement(v *Verdict) { c.owed(v, func(int32) bool { return true }) }

// owed: what a process of some kind delivers is owed by every correct process that is,
// or comes, in the view in which it is delivered; without views, by every correct one.
func (c *checker) owed(v *Verdict, of func(p int32) bool) {
	for p := range c.first {
		if !of(int32(p)) {
			continue
		}
		for _, i := range c.first[p] {
			e := c.event(i)
			for q := range c.first {
				if q == p || !c.correct(int32(q)) || e.View >= 0 && !c.comes(int32(q), e.View) {
					continue
				}
				v.Cases++
				if !c.delivers(int32(q), e.Message) {
					c.violate(v, c.process(int32(p))+" delivers "+c.message(e.Message)+", and "+c.process(int32(q))+", which is correct, never does", i, c.h.Messages[e.Message].Sent)
					v.Processes = append(v.Processes, int32(q))
					return
				}
			}
		}
	}
}

// comes says whether a process is ever in a view.
func (c *checker) comes(p, view int32) bool {
	return slices.ContainsFunc(c.stays, func(s stay) bool { return s.process == p && s.view == view })
}

// installs groups the stays that begin with an install by their view.
func (c *checker) installs(before []int32) [][]int32 {
	groups := make([][]int32, len(c.h.Views))
	for i := range c.stays {
		if c.stays[i].in >= 0 {
			groups[c.stays[i].view] = append(groups[c.stays[i].view], int32(i))
		}
	}
	return groups
}

func (c *checker) transitionalSets(v *Verdict) {
	before := c.previous()
	given := false
	for view, group := range c.installs(before) {
		for _, i := range group {
			p := &c.stays[i]
			e := c.event(p.in)
			if !e.Given {
				continue
			}
			given = true
			if before[i] < 0 {
				continue // the property speaks of a previous view
			}
			v.Cases++
			from := c.stays[before[i]].view
			both := c.members(int32(view)) & c.members(from)
			if extra := e.Transitional &^ both; extra != 0 {
				c.violate(v, c.process(p.process)+" installs "+c.view(int32(view))+" after "+c.view(from)+", and its transitional set has "+
					c.h.Names[lowest(extra)]+", which is not a member of both", p.in)
				return
			}
			for _, j := range group {
				q := &c.stays[j]
				other := int32(-1)
				if before[j] >= 0 {
					other = c.stays[before[j]].view
				}
				of := c.h.Processes[q.process].Of
				together := from == other
				if e.Transitional.has(of) == together {
					continue
				}
				says := " lacks "
				if !together {
					says = " has "
				}
				c.violate(v, c.process(p.process)+" comes to "+c.view(int32(view))+" from "+c.view(from)+", and "+c.process(q.process)+
					" from "+c.view(other)+", but the transitional set of "+c.process(p.process)+says+c.h.Names[of], p.in, q.in)
				return
			}
		}
	}
	if !given {
		v.Status, v.Why = unknown, NoSets
	}
}

func lowest(s Set) int {
	for i := range MaxProcesses {
		if s.has(int32(i)) {
			return i
		}
	}
	return -1
}

// byLength orders lists, the longest first.
func byLength(a, b []int32) int { return cmp.Compare(len(b), len(a)) }
