package history

import (
	"slices"

	"faultlab/core/sim"
)

// Check judges a history: one verdict for each property.
func Check(h *History) []Verdict {
	c := prepare(h)
	checks := [properties]func(*Verdict){
		c.integrity, c.noDuplication, c.selfDelivery,
		c.selfInclusion, c.monotonicity, c.initialView, c.primaryComponent,
		c.sendingView, c.sameView, c.senderInView,
		c.virtualSynchrony, c.correctSynchrony, c.agreement, c.successors, c.transitionalSets,
		c.weakFIFO, c.reliableFIFO, c.weakCausal, c.reliableCausal,
		c.pairwiseTotal, c.weakTotal, c.strongTotal, c.reliableTotal,
		c.uniformAgreement, c.correctIntegrity, c.correctFIFO, c.correctCausal, c.correctTotal,
	}
	out := make([]Verdict, properties)
	for p := range out {
		v := &out[p]
		v.Property, v.Status = Property(p), sim.Holds
		info := &Properties[p]
		switch {
		case info.Views && len(h.Views) == 0:
			v.Status, v.Why = sim.Unknown, NoViews
		case info.Correct && !h.Complete:
			v.Status, v.Why = sim.Unknown, NotOver
		default:
			checks[p](v)
		}
		if v.Status == sim.Holds && !h.Complete {
			v.Status, v.Why = sim.Unknown, NotOver
		}
		if v.Status == sim.Unknown {
			v.Says = whys[v.Why]
		}
	}
	return out
}

// stay is the time that one process spends in one view.
type stay struct {
	process, view int32
	next          int32   // the view after it; -1: it is the last one
	in, out       int32   // the events that install it and the next; -1
	delivered     []int32 // delivery events
}

// checker has what several properties need.
type checker struct {
	h     *History
	first [][]int32 // of each process, its deliveries in order, each message once
	at    [][]int32 // of each process and message, the place in first; -1: not delivered
	own   [][]int32 // of each process, its multicasts in order
	stays []stay
	past  [][]uint64 // of each message, those on which it may depend
}

func prepare(h *History) *checker {
	n := len(h.Processes)
	c := &checker{h: h, first: make([][]int32, n), at: make([][]int32, n), own: make([][]int32, n)}
	seen := make([][]uint64, n) // of each process, what it has multicast or delivered, with what that depends on
	size := (len(h.Messages) + 63) / 64
	c.past = make([][]uint64, len(h.Messages))
	places, sets := make([]int32, n*len(h.Messages)), make([]uint64, (n+len(h.Messages))*size)
	for i := range places {
		places[i] = -1
	}
	for p := range n {
		c.at[p] = places[p*len(h.Messages) : (p+1)*len(h.Messages)]
		seen[p], sets = sets[:size], sets[size:]
	}
	for m := range c.past {
		c.past[m], sets = sets[:size], sets[size:]
	}
	current := make([]int32, n)
	for p := range n {
		current[p] = -1
	}
	if h.Initial >= 0 {
		for p := range n {
			if h.begins(p) {
				current[p] = int32(len(c.stays))
				c.stays = append(c.stays, stay{int32(p), h.Initial, -1, -1, -1, nil})
			}
		}
	}
	for i := range h.Events {
		e, number := &h.Events[i], int32(i)
		p := e.Process
		switch e.Kind {
		case Multicast:
			c.own[p] = append(c.own[p], number)
			copy(c.past[e.Message], seen[p])
			put(seen[p], e.Message)
		case Deliver:
			if c.at[p][e.Message] < 0 {
				c.at[p][e.Message] = int32(len(c.first[p]))
				c.first[p] = append(c.first[p], number)
			}
			if sent := h.Messages[e.Message].Sent; sent >= 0 && sent < number {
				put(seen[p], e.Message)
				for w, x := range c.past[e.Message] {
					seen[p][w] |= x
				}
			}
			if s := current[p]; s >= 0 {
				c.stays[s].delivered = append(c.stays[s].delivered, number)
			}
		case Install:
			if s := current[p]; s >= 0 {
				c.stays[s].next, c.stays[s].out = e.View, number
			}
			current[p] = int32(len(c.stays))
			c.stays = append(c.stays, stay{p, e.View, -1, number, -1, nil})
		}
	}
	return c
}

// begins says whether a life begins in the initial view: only a first one does.
func (h *History) begins(p int) bool {
	of := h.Processes[p].Of
	for q := range p {
		if h.Processes[q].Of == of {
			return false
		}
	}
	return h.Views[h.Initial].Members.has(of)
}

func put(set []uint64, m int32)      { set[m/64] |= 1 << uint(m%64) }
func has(set []uint64, m int32) bool { return set[m/64]>>uint(m%64)&1 != 0 }

func (c *checker) event(i int32) *Event      { return &c.h.Events[i] }
func (c *checker) process(p int32) string    { return c.h.Processes[p].Name }
func (c *checker) message(m int32) string    { return Clip(c.h.Messages[m].Name) }
func (c *checker) view(v int32) string       { return c.h.ViewName(v) }
func (c *checker) delivery(p, m int32) int32 { return c.first[p][c.at[p][m]] }
func (c *checker) before(p, a, b int32) bool { return c.at[p][a] < c.at[p][b] }
func (c *checker) delivers(p, m int32) bool  { return c.at[p][m] >= 0 }
func (c *checker) does(e *Event) string      { return c.process(e.Process) + " " + says[e.Kind] }
func (c *checker) sentView(m int32) int32    { return c.h.Events[c.h.Messages[m].Sent].View }
func (c *checker) wasSent(m int32) bool      { return c.h.Messages[m].Sent >= 0 }
func (c *checker) correct(p int32) bool      { return !c.h.Processes[p].Faulty }
func (c *checker) members(v int32) Set       { return c.h.Views[v].Members }
func (c *checker) isMember(v, p int32) bool  { return c.members(v).has(c.h.Processes[p].Of) }

// violate keeps the first violation.
func (c *checker) violate(v *Verdict, sentence string, events ...int32) {
	if v.Status == sim.Violated {
		return
	}
	v.Status, v.Says = sim.Violated, sentence
	for _, i := range events {
		if i < 0 || slices.Contains(v.Events, i) {
			continue
		}
		e := c.event(i)
		v.Events = append(v.Events, i)
		if !slices.Contains(v.Processes, e.Process) {
			v.Processes = append(v.Processes, e.Process)
		}
		if e.Message >= 0 && !slices.Contains(v.Messages, e.Message) {
			v.Messages = append(v.Messages, e.Message)
		}
	}
}

// each calls f for the events of a kind until the property is violated.
func (c *checker) each(v *Verdict, kind Kind, f func(i int32, e *Event)) {
	for i := range c.h.Events {
		if e := &c.h.Events[i]; e.Kind == kind && v.Status != sim.Violated {
			v.Cases++
			f(int32(i), e)
		}
	}
}

func (c *checker) integrity(v *Verdict) {
	c.each(v, Deliver, func(i int32, e *Event) {
		if sent := c.h.Messages[e.Message].Sent; sent < 0 || sent > i {
			c.violate(v, c.h.neverSent(e), i, sent)
		}
	})
}

func (c *checker) correctIntegrity(v *Verdict) {
	c.each(v, Deliver, func(i int32, e *Event) {
		switch sent := c.h.Messages[e.Message].Sent; {
		case !c.correct(e.Process):
			v.Cases-- // nothing is asked of it
		case sent < 0 || sent > i:
			c.violate(v, c.h.neverSent(e), i, sent)
		}
	})
}

func (c *checker) noDuplication(v *Verdict) {
	c.each(v, Deliver, func(i int32, e *Event) {
		if first := c.delivery(e.Process, e.Message); first != i {
			c.violate(v, c.process(e.Process)+" delivers "+c.message(e.Message)+" twice", first, i)
		}
	})
}

func (c *checker) selfDelivery(v *Verdict) {
	c.each(v, Multicast, func(i int32, e *Event) {
		if !c.correct(e.Process) {
			v.Cases-- // nothing is asked of it
		} else if !c.delivers(e.Process, e.Message) {
			c.violate(v, c.process(e.Process)+" multicasts "+c.message(e.Message)+" and never delivers it", i)
		}
	})
}

func (c *checker) selfInclusion(v *Verdict) {
	c.each(v, Install, func(i int32, e *Event) {
		if !c.isMember(e.View, e.Process) {
			c.violate(v, c.process(e.Process)+" installs "+c.view(e.View)+", of which it is no member", i)
		}
	})
}

func (c *checker) monotonicity(v *Verdict) {
	for i := range c.stays {
		s := &c.stays[i]
		if s.next < 0 {
			continue
		}
		v.Cases++
		if c.h.Views[s.next].Number <= c.h.Views[s.view].Number {
			c.violate(v, c.process(s.process)+" installs "+c.view(s.next)+" after "+c.view(s.view), s.in, s.out)
			return
		}
	}
}

func (c *checker) initialView(v *Verdict) {
	for i := range c.h.Events {
		e := &c.h.Events[i]
		if e.Kind != Multicast && e.Kind != Deliver {
			continue
		}
		v.Cases++
		if e.View < 0 {
			c.violate(v, c.does(e)+" "+c.message(e.Message)+" before it is in any view", int32(i))
			return
		}
	}
}

func (c *checker) primaryComponent(v *Verdict) {
	order := make([]int32, len(c.h.Views))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return int(c.h.Views[a].Number - c.h.Views[b].Number) })
	installed := make([]int32, len(order))
	for i := range installed {
		installed[i] = -1
	}
	type pair struct{ a, b int32 }
	bridge := map[pair]bool{}
	for i := range c.stays {
		s := &c.stays[i]
		if installed[s.view] < 0 {
			installed[s.view] = s.in
		}
		if s.next >= 0 && c.isMember(s.view, s.process) {
			bridge[pair{s.view, s.next}] = true
		}
	}
	for k := 1; k < len(order); k++ {
		a, b := order[k-1], order[k]
		v.Cases++
		if c.h.Views[a].Number == c.h.Views[b].Number {
			c.violate(v, c.view(a)+" and "+c.view(b)+" are two views of one number", installed[a], installed[b])
			return
		}
	}
	if !c.h.Complete { // somebody may still go from the one to the other
		return
	}
	for k := 1; k < len(order); k++ {
		if a, b := order[k-1], order[k]; !bridge[pair{a, b}] {
			c.violate(v, "no member of "+c.view(a)+" installs "+c.view(b)+" directly after it", installed[a], installed[b])
			return
		}
	}
}

func (c *checker) sendingView(v *Verdict) {
	c.each(v, Deliver, func(i int32, e *Event) {
		if c.wasSent(e.Message) && c.sentView(e.Message) != e.View {
			c.violate(v, c.process(e.Process)+" delivers "+c.message(e.Message)+" in "+c.view(e.View)+", and "+
				c.process(c.h.Messages[e.Message].Sender)+" multicast it in "+c.view(c.sentView(e.Message)), c.h.Messages[e.Message].Sent, i)
		}
	})
}

func (c *checker) sameView(v *Verdict) {
	first := make([]int32, len(c.h.Messages))
	for m := range first {
		first[m] = -1
	}
	c.each(v, Deliver, func(i int32, e *Event) {
		f := first[e.Message]
		if f < 0 {
			first[e.Message] = i
		} else if other := c.event(f); other.View != e.View {
			c.violate(v, c.process(other.Process)+" delivers "+c.message(e.Message)+" in "+c.view(other.View)+", and "+
				c.process(e.Process)+" in "+c.view(e.View), f, i)
		}
	})
}

func (c *checker) senderInView(v *Verdict) {
	c.each(v, Deliver, func(i int32, e *Event) {
		sender := c.h.Messages[e.Message].Sender
		if sender >= 0 && e.View >= 0 && !c.isMember(e.View, sender) {
			c.violate(v, c.process(e.Process)+" delivers "+c.message(e.Message)+" in "+c.view(e.View)+", of which "+
				c.process(sender)+", its sender, is no member", c.h.Messages[e.Message].Sent, i)
		}
	})
}
