package history

import (
	"math/bits"
	"slices"

	"faultlab/core/sim"
)

const unknown = sim.Unknown

// Properties of order. A message that is delivered twice counts at its first
// delivery; that it comes again is another property's affair.

// later looks among the messages that wanted names, of which p delivers some only
// after it delivers m, or never.
func lacking(wanted, delivered, those []uint64) int32 {
	for w, x := range wanted {
		if those != nil {
			x &= those[w]
		}
		if x &^= delivered[w]; x != 0 {
			return int32(64*w + bits.TrailingZeros64(x))
		}
	}
	return -1
}

// meet says whether two sets have something in common.
func meet(a, b []uint64) bool {
	for w := range a {
		if a[w]&b[w] != 0 {
			return true
		}
	}
	return false
}

func (c *checker) anybody(int32) bool { return true }

// depends goes through the deliveries of some processes and looks for one which comes
// before what it needs. It is asked only where there is something that it needs. Reliable: or without it, as far as that was multicast in
// the same view.
func (c *checker) depends(v *Verdict, of func(p int32) bool, reliable bool, needs func(m int32) []uint64, why string) {
	size := (len(c.h.Messages) + 63) / 64
	delivered, all := make([]uint64, size), make([]uint64, size)
	inView := map[int32][]uint64{}
	if reliable {
		for m := range c.h.Messages {
			if c.wasSent(int32(m)) {
				view := c.sentView(int32(m))
				if inView[view] == nil {
					inView[view] = make([]uint64, size)
				}
				put(inView[view], int32(m))
			}
		}
	}
	for p := range c.first {
		if !of(int32(p)) {
			continue
		}
		clear(delivered)
		clear(all)
		for _, i := range c.first[p] {
			put(all, c.event(i).Message)
		}
		for _, i := range c.first[p] {
			m := c.event(i).Message
			those := all
			if !c.wasSent(m) {
				put(delivered, m)
				continue
			}
			if reliable {
				those = inView[c.sentView(m)]
			}
			need := needs(m)
			if meet(need, those) {
				v.Cases++
			}
			if x := lacking(need, delivered, those); x >= 0 {
				name, process := c.message(x), c.process(int32(p))
				if c.delivers(int32(p), x) {
					c.violate(v, process+" delivers "+c.message(m)+" before "+name+", "+why, i, c.delivery(int32(p), x), c.h.Messages[x].Sent, c.h.Messages[m].Sent)
				} else {
					c.violate(v, process+" delivers "+c.message(m)+" and never "+name+", "+why, i, c.h.Messages[x].Sent, c.h.Messages[m].Sent)
				}
				return
			}
			put(delivered, m)
		}
	}
}

// earlier has, for each message, those that its sender multicast before it.
func (c *checker) earlier() func(m int32) []uint64 {
	size := (len(c.h.Messages) + 63) / 64
	set := make([]uint64, size)
	return func(m int32) []uint64 {
		clear(set)
		for _, i := range c.own[c.h.Messages[m].Sender] {
			if i == c.h.Messages[m].Sent {
				break
			}
			put(set, c.event(i).Message)
		}
		return set
	}
}

const (
	sentEarlier = "which its sender multicast earlier"
	dependsOn   = "on which it may depend"
)

func (c *checker) weakFIFO(v *Verdict)     { c.depends(v, c.anybody, false, c.earlier(), sentEarlier) }
func (c *checker) reliableFIFO(v *Verdict) { c.depends(v, c.anybody, true, c.earlier(), sentEarlier) }
func (c *checker) correctFIFO(v *Verdict)  { c.depends(v, c.correct, false, c.earlier(), sentEarlier) }

func (c *checker) weakCausal(v *Verdict) {
	c.depends(v, c.anybody, false, func(m int32) []uint64 { return c.past[m] }, dependsOn)
}

func (c *checker) correctCausal(v *Verdict) {
	c.depends(v, c.correct, false, func(m int32) []uint64 { return c.past[m] }, dependsOn)
}

func (c *checker) reliableCausal(v *Verdict) {
	c.depends(v, c.anybody, true, func(m int32) []uint64 { return c.past[m] }, dependsOn)
}

// pairwiseTotal: if q delivers two messages in the other order than p, then it
// does so with two that are neighbours in p's order of what both deliver.
func (c *checker) pairwiseTotal(v *Verdict) {
	for p := range c.first {
		for q := range p {
			a, b := int32(p), int32(q)
			last := int32(-1)
			for _, i := range c.first[p] {
				m := c.event(i).Message
				if !c.delivers(b, m) {
					continue
				}
				if last >= 0 {
					v.Cases++
				}
				if last >= 0 && c.before(b, m, last) {
					c.violate(v, c.process(a)+" delivers "+c.message(last)+" before "+c.message(m)+", and "+c.process(b)+" the other way round",
						c.delivery(a, last), i, c.delivery(b, m), c.delivery(b, last))
					return
				}
				last = m
			}
		}
	}
}

func (c *checker) strongTotal(v *Verdict) { c.total(v, c.first) }

func (c *checker) correctTotal(v *Verdict) {
	var orders [][]int32
	for p, order := range c.first {
		if c.correct(int32(p)) {
			orders = append(orders, order)
		}
	}
	c.total(v, orders)
}

// total asks each order of deliveries that puts one message behind another.
func (c *checker) total(v *Verdict, orders [][]int32) {
	for _, order := range orders {
		if len(order) > 1 {
			v.Cases++
		}
	}
	c.cycle(v, orders)
}

func (c *checker) weakTotal(v *Verdict) {
	for _, group := range c.transitions(nil) {
		var orders [][]int32
		for _, s := range group {
			var order []int32
			for _, i := range s.delivered {
				if e := c.event(i); c.delivery(e.Process, e.Message) == i {
					order = append(order, i)
				}
			}
			orders = append(orders, order)
		}
		if c.total(v, orders); v.Status == sim.Violated {
			return
		}
	}
}

// cycle looks for a cycle in the union of several orders of deliveries: there is
// one order for all of them if and only if there is none. Messages which nothing
// must precede any more are taken away, again and again; what is left has a cycle.
func (c *checker) cycle(v *Verdict, orders [][]int32) {
	n := len(c.h.Messages)
	waits := make([]int32, n) // how many orders have something in front of it
	nexts := make([][]int32, n)
	var nodes []int32
	known := make([]uint64, (n+63)/64)
	for _, order := range orders {
		for k, i := range order {
			m := c.event(i).Message
			if !has(known, m) {
				put(known, m)
				nodes = append(nodes, m)
			}
			if k > 0 {
				before := c.event(order[k-1]).Message
				nexts[before] = append(nexts[before], m)
				waits[m]++
			}
		}
	}
	var free []int32
	for _, m := range nodes {
		if waits[m] == 0 {
			free = append(free, m)
		}
	}
	left := len(nodes)
	for ; len(free) > 0; left-- {
		m := free[len(free)-1]
		free = free[:len(free)-1]
		for _, x := range nexts[m] {
			if waits[x]--; waits[x] == 0 {
				free = append(free, x)
			}
		}
	}
	if left == 0 {
		return
	}
	// Each message that is left has one in front of it that is left as well, so going
	// back comes round.
	back := make([]int32, n)
	for _, m := range nodes {
		if waits[m] > 0 {
			for _, x := range nexts[m] {
				if waits[x] > 0 {
					back[x] = m
				}
			}
		}
	}
	m := int32(-1)
	for _, x := range nodes {
		if waits[x] > 0 {
			m = x
			break
		}
	}
	clear(known)
	for !has(known, m) {
		put(known, m)
		m = back[m]
	}
	loop := []int32{m}
	for x := back[m]; x != m; x = back[x] {
		loop = append(loop, x)
	}
	slices.Reverse(loop)
	c.tellCycle(v, c.shorten(loop, orders), orders)
}

// shorten takes a shortest way round inside of a cycle.
func (c *checker) shorten(loop []int32, orders [][]int32) []int32 {
	const most = 128 // of messages: a longer one is told as it was found
	if len(loop) > most {
		return loop
	}
	best := loop
	for _, start := range loop {
		from := map[int32]int32{}
		queue := []int32{start}
		for len(queue) > 0 && from[start] == 0 {
			m := queue[0]
			queue = queue[1:]
			for _, x := range loop {
				if _, ok := from[x]; !ok && x != m && c.somebody(m, x, orders) >= 0 {
					from[x] = m + 1
					queue = append(queue, x)
				}
			}
		}
		way := []int32{start}
		for x := from[start] - 1; x != start && x >= 0; x = from[x] - 1 {
			way = append(way, x)
		}
		if len(way) < len(best) {
			slices.Reverse(way)
			best = way
		}
	}
	return best
}

// somebody is the first order in which a comes before b.
func (c *checker) somebody(a, b int32, orders [][]int32) int {
	for k, order := range orders {
		if len(order) == 0 {
			continue
		}
		p := c.event(order[0]).Process
		if !c.delivers(p, a) || !c.delivers(p, b) || !c.before(p, a, b) {
			continue
		}
		if c.delivery(p, a) >= order[0] && c.delivery(p, b) <= order[len(order)-1] {
			return k
		}
	}
	return -1
}

func (c *checker) tellCycle(v *Verdict, loop []int32, orders [][]int32) {
	s := ""
	var events []int32
	for i, m := range loop {
		next := loop[(i+1)%len(loop)]
		p := c.event(orders[c.somebody(m, next, orders)][0]).Process
		if i < 8 {
			if i > 0 {
				s += ", "
			}
			s += c.process(p) + " delivers " + c.message(m) + " before " + c.message(next)
		}
		events = append(events, c.delivery(p, m), c.delivery(p, next))
	}
	if len(loop) > 8 {
		s += ", …"
	}
	c.violate(v, s+": no order of all has room for that", events...)
}

// reliableTotal: of the messages of each view, everybody delivers a beginning of
// the longest sequence that anybody delivers.
func (c *checker) reliableTotal(v *Verdict) {
	byView := map[int32][][]int32{}
	var views []int32
	for p := range c.first {
		own := map[int32][]int32{}
		var mine []int32
		for _, i := range c.first[p] {
			m := c.event(i).Message
			if !c.wasSent(m) {
				continue
			}
			view := c.sentView(m)
			if own[view] == nil {
				mine = append(mine, view)
			}
			own[view] = append(own[view], i)
		}
		for _, view := range mine {
			if byView[view] == nil {
				views = append(views, view)
			}
			byView[view] = append(byView[view], own[view])
		}
	}
	for _, view := range views {
		lists := byView[view]
		slices.SortStableFunc(lists, byLength)
		for _, list := range lists[1:] {
			v.Cases++
			for k, i := range list {
				x, y := c.event(lists[0][k]), c.event(i)
				if x.Message == y.Message {
					continue
				}
				c.violate(v, c.process(x.Process)+" and "+c.process(y.Process)+" deliver the same "+begins(k)+", and then "+c.process(x.Process)+" "+
					c.message(x.Message)+" and "+c.process(y.Process)+" "+c.message(y.Message), lists[0][k], i)
				return
			}
		}
	}
}

func begins(k int) string {
	if k == 0 {
		return "beginning, which is nothing"
	}
	return "beginning"
}
