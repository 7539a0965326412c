package history

import (
	"slices"

	"faultlab/core/sim"
)

// The naive twins: each property as it is defined, over all events, processes and
// messages, and orders tried one by one. They share nothing with the checkers but
// the history itself.

type naive struct {
	h *History
	// reach says which event may have influenced which.
	reach [][]bool
}

func (n *naive) events() int { return len(n.h.Events) }

func (n *naive) all(kinds ...Kind) []int {
	var out []int
	for i, e := range n.h.Events {
		if slices.Contains(kinds, e.Kind) {
			out = append(out, i)
		}
	}
	return out
}

// view is the view of a process in front of an event.
func (n *naive) view(p int32, until int) int32 {
	for i := until - 1; i >= 0; i-- {
		if e := n.h.Events[i]; e.Process == p && e.Kind == Install {
			return e.View
		}
	}
	if n.h.Initial >= 0 && n.member(n.h.Initial, p) {
		for q := range p {
			if n.h.Processes[q].Of == n.h.Processes[p].Of {
				return -1
			}
		}
		return n.h.Initial
	}
	return -1
}

func (n *naive) viewOf(i int) int32 { return n.view(n.h.Events[i].Process, i) }
func (n *naive) member(v, p int32) bool {
	return uint64(n.h.Views[v].Members)&(1<<n.h.Processes[p].Of) != 0
}

func (n *naive) sent(m int32) int {
	for _, i := range n.all(Multicast) {
		if n.h.Events[i].Message == m {
			return i
		}
	}
	return -1
}

// delivery is the first delivery of a message by a process; -1: none.
func (n *naive) delivery(p, m int32) int {
	for i, e := range n.h.Events {
		if e.Kind == Deliver && e.Process == p && e.Message == m {
			return i
		}
	}
	return -1
}

func (n *naive) correct(p int32) bool {
	for i, e := range n.h.Events {
		if e.Process == p && (e.Kind == Crash || e.Kind == Leave) {
			return false
		}
		if e.Kind == Restart && e.Process > p && n.h.Processes[e.Process].Of == n.h.Processes[p].Of {
			return false
		}
		_ = i
	}
	return true
}

// visits are the times of processes in views, as events: from, exclusive, to to,
// exclusive; -1 and the number of events stand for beginning and end.
type visit struct {
	p, view, next int32
	from, to      int
}

func (n *naive) visits() (out []visit) {
	for p := range int32(len(n.h.Processes)) {
		from, view := -1, n.view(p, 0)
		for i := range n.events() + 1 {
			if i < n.events() && !(n.h.Events[i].Process == p && n.h.Events[i].Kind == Install) {
				continue
			}
			next := int32(-1)
			if i < n.events() {
				next = n.h.Events[i].View
			}
			if view >= 0 {
				out = append(out, visit{p, view, next, from, i})
			}
			from, view = i, next
		}
	}
	return out
}

func (n *naive) deliveredIn(v visit, m int32) bool {
	for i, e := range n.h.Events {
		if i > v.from && i < v.to && e.Process == v.p && e.Kind == Deliver && e.Message == m {
			return true
		}
	}
	return false
}

func (n *naive) sameSet(a, b visit) bool {
	for m := range int32(len(n.h.Messages)) {
		if n.deliveredIn(a, m) != n.deliveredIn(b, m) {
			return false
		}
	}
	return true
}

// influence closes the order of each process and the way of each message.
func (n *naive) influence() {
	n.reach = make([][]bool, n.events())
	for i, a := range n.h.Events {
		n.reach[i] = make([]bool, n.events())
		for j := i + 1; j < n.events(); j++ {
			b := n.h.Events[j]
			n.reach[i][j] = a.Process == b.Process || a.Kind == Multicast && b.Kind == Deliver && a.Message == b.Message
		}
	}
	for k := range n.events() {
		for i := range k {
			for j := k + 1; n.reach[i][k] && j < n.events(); j++ {
				n.reach[i][j] = n.reach[i][j] || n.reach[k][j]
			}
		}
	}
}

// everyOrder calls f with every order of some messages until one will do.
func everyOrder(messages []int32, f func(order []int32) bool) bool {
	var try func(k int) bool
	try = func(k int) bool {
		if k == len(messages) {
			return f(messages)
		}
		for i := k; i < len(messages); i++ {
			messages[k], messages[i] = messages[i], messages[k]
			if try(k + 1) {
				return true
			}
			messages[k], messages[i] = messages[i], messages[k]
		}
		return false
	}
	return try(0)
}

func (n *naive) allMessages() (out []int32) {
	for m := range n.h.Messages {
		out = append(out, int32(m))
	}
	return out
}

// ordered says whether everybody delivers as one of all orders says.
func (n *naive) ordered(lists [][]int32) bool {
	return everyOrder(n.allMessages(), func(order []int32) bool {
		for _, list := range lists {
			for k := 1; k < len(list); k++ {
				if slices.Index(order, list[k-1]) > slices.Index(order, list[k]) {
					return false
				}
			}
		}
		return true
	})
}

// sequence is what a process delivers between two events, each message at its
// first delivery.
func (n *naive) sequence(p int32, from, to int) (out []int32) {
	for i, e := range n.h.Events {
		if i > from && i < to && e.Kind == Deliver && e.Process == p && n.delivery(p, e.Message) == i {
			out = append(out, e.Message)
		}
	}
	return out
}

func (n *naive) anybody(int32) bool { return true }

func (n *naive) sameSender(a, b int) bool {
	return a < b && n.h.Events[a].Process == n.h.Events[b].Process
}

// owed: what one of some processes delivers, every correct process delivers that is ever
// in the view of the delivery, or in a group without views.
func (n *naive) owed(of func(p int32) bool) bool {
	for _, i := range n.all(Deliver) {
		e := n.h.Events[i]
		if !of(e.Process) || n.delivery(e.Process, e.Message) != i {
			continue
		}
		view := n.viewOf(i)
		for q := range int32(len(n.h.Processes)) {
			there := view < 0 || slices.ContainsFunc(n.visits(), func(v visit) bool { return v.p == q && v.view == view })
			if n.correct(q) && there && n.delivery(q, e.Message) < 0 {
				return false
			}
		}
	}
	return true
}

func (n *naive) pairs(of func(p int32) bool, reliable bool, needs func(a, b int) bool) bool {
	for _, a := range n.all(Multicast) {
		for _, b := range n.all(Multicast) {
			if a == b || !needs(a, b) || reliable && n.viewOf(a) != n.viewOf(b) {
				continue
			}
			for p := range int32(len(n.h.Processes)) {
				if !of(p) {
					continue
				}
				x, y := n.delivery(p, n.h.Events[a].Message), n.delivery(p, n.h.Events[b].Message)
				if x >= 0 && y >= 0 && y < x || reliable && y >= 0 && x < 0 {
					return false
				}
			}
		}
	}
	return true
}

// holds is whether a history, were it complete, has a property. Known is false
// where nothing can be said.
func (n *naive) holds(property Property) (holds, known bool) {
	h := n.h
	ok := true
	switch property {
	case Integrity, CorrectIntegrity:
		for _, i := range n.all(Deliver) {
			s := n.sent(h.Events[i].Message)
			ok = ok && (s >= 0 && s < i || property == CorrectIntegrity && !n.correct(h.Events[i].Process))
		}
		return ok, property == Integrity || h.Complete
	case NoDuplication:
		for _, i := range n.all(Deliver) {
			for _, j := range n.all(Deliver) {
				ok = ok && (i == j || h.Events[i].Process != h.Events[j].Process || h.Events[i].Message != h.Events[j].Message)
			}
		}
	case SelfDelivery:
		for _, i := range n.all(Multicast) {
			ok = ok && (!n.correct(h.Events[i].Process) || n.delivery(h.Events[i].Process, h.Events[i].Message) >= 0)
		}
		return ok, h.Complete
	case WeakFIFO, ReliableFIFO:
		return n.pairs(n.anybody, property == ReliableFIFO, n.sameSender), true
	case CorrectFIFO:
		return n.pairs(n.correct, false, n.sameSender), h.Complete
	case CorrectCausal:
		return n.pairs(n.correct, false, func(a, b int) bool { return n.reach[a][b] }), h.Complete
	case CorrectTotal:
		var lists [][]int32
		for p := range int32(len(h.Processes)) {
			if n.correct(p) {
				lists = append(lists, n.sequence(p, -1, n.events()))
			}
		}
		return n.ordered(lists), h.Complete
	case UniformAgreement:
		return n.owed(n.anybody), h.Complete
	case Agreement:
		if len(h.Views) == 0 {
			return n.owed(n.correct), h.Complete
		}
		return n.inViews(property)
	case WeakCausal, ReliableCausal:
		return n.pairs(n.anybody, property == ReliableCausal, func(a, b int) bool { return n.reach[a][b] }), true
	case PairwiseTotal:
		for p := range int32(len(h.Processes)) {
			for q := range int32(len(h.Processes)) {
				for a := range int32(len(h.Messages)) {
					for b := range int32(len(h.Messages)) {
						pa, pb, qa, qb := n.delivery(p, a), n.delivery(p, b), n.delivery(q, a), n.delivery(q, b)
						ok = ok && (min(pa, pb, qa, qb) < 0 || !(pa < pb && qb < qa))
					}
				}
			}
		}
	case StrongTotal:
		var lists [][]int32
		for p := range int32(len(h.Processes)) {
			lists = append(lists, n.sequence(p, -1, n.events()))
		}
		return n.ordered(lists), true
	case ReliableTotal:
		for _, view := range n.sendingViews() {
			var sent []int32
			for _, i := range n.all(Multicast) {
				if n.viewOf(i) == view {
					sent = append(sent, h.Events[i].Message)
				}
			}
			ok = ok && everyOrder(sent, func(order []int32) bool {
				for p := range int32(len(h.Processes)) {
					for k, m := range order {
						for _, earlier := range order[:k] {
							x, y := n.delivery(p, earlier), n.delivery(p, m)
							if y >= 0 && (x < 0 || x > y) {
								return false
							}
						}
					}
				}
				return true
			})
		}
	default:
		if len(h.Views) == 0 {
			return false, false
		}
		return n.inViews(property)
	}
	return ok, true
}

func (n *naive) sendingViews() (out []int32) {
	for _, i := range n.all(Multicast) {
		if v := n.viewOf(i); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func (n *naive) inViews(property Property) (holds, known bool) {
	h := n.h
	ok := true
	visits := n.visits()
	switch property {
	case SelfInclusion:
		for _, i := range n.all(Install) {
			ok = ok && n.member(h.Events[i].View, h.Events[i].Process)
		}
	case Monotonicity:
		for _, v := range visits {
			ok = ok && (v.next < 0 || h.Views[v.view].Number < h.Views[v.next].Number)
		}
	case InitialView:
		for _, i := range n.all(Multicast, Deliver) {
			ok = ok && n.viewOf(i) >= 0
		}
	case PrimaryComponent:
		for a, x := range h.Views {
			for b, y := range h.Views {
				ok = ok && (a == b || x.Number != y.Number)
				between := slices.ContainsFunc(h.Views, func(z View) bool { return x.Number < z.Number && z.Number < y.Number })
				if x.Number >= y.Number || between || !h.Complete {
					continue
				}
				ok = ok && slices.ContainsFunc(visits, func(v visit) bool {
					return v.view == int32(a) && v.next == int32(b) && n.member(v.view, v.p)
				})
			}
		}
	case SendingView:
		for _, i := range n.all(Deliver) {
			s := n.sent(h.Events[i].Message)
			ok = ok && (s < 0 || n.viewOf(s) == n.viewOf(i))
		}
	case SameView:
		for _, i := range n.all(Deliver) {
			for _, j := range n.all(Deliver) {
				ok = ok && (h.Events[i].Message != h.Events[j].Message || n.viewOf(i) == n.viewOf(j))
			}
		}
	case SenderInView:
		for _, i := range n.all(Deliver) {
			s, v := n.sent(h.Events[i].Message), n.viewOf(i)
			ok = ok && (s < 0 || v < 0 || n.member(v, h.Events[s].Process))
		}
	case VirtualSynchrony, CorrectSynchrony:
		for _, a := range visits {
			for _, b := range visits {
				if a.next < 0 || a.p == b.p || a.view != b.view || a.next != b.next ||
					property == CorrectSynchrony && !(n.correct(a.p) && n.correct(b.p)) {
					continue
				}
				ok = ok && n.sameSet(a, b)
			}
		}
		return ok, property == VirtualSynchrony || h.Complete
	case Agreement:
		for _, a := range visits {
			for _, b := range visits {
				if a.p != b.p && a.view == b.view && n.correct(a.p) && n.correct(b.p) {
					ok = ok && a.next == b.next && n.sameSet(a, b)
				}
			}
		}
		return ok, h.Complete
	case Successors:
		for _, i := range n.all(Install) {
			for _, j := range n.all(Install) {
				a, b := h.Events[i], h.Events[j]
				from := n.viewOf(i)
				if a.View == b.View && from >= 0 && n.member(from, b.Process) {
					ok = ok && n.viewOf(j) == from
				}
			}
		}
	case TransitionalSets:
		given := false
		for _, i := range n.all(Install) {
			a := h.Events[i]
			if !a.Given {
				continue
			}
			given = true
			from := n.viewOf(i)
			if from < 0 {
				continue
			}
			for name := range h.Names {
				both := (h.Views[from].Members&h.Views[a.View].Members)>>name&1 != 0
				ok = ok && (a.Transitional>>name&1 == 0 || both)
			}
			for _, j := range n.all(Install) {
				b := h.Events[j]
				if b.View == a.View {
					in := a.Transitional>>h.Processes[b.Process].Of&1 != 0
					ok = ok && in == (n.viewOf(j) == from)
				}
			}
		}
		return ok, given
	case WeakTotal:
		for _, a := range visits {
			if a.next < 0 {
				continue
			}
			var lists [][]int32
			for _, b := range visits {
				if a.view == b.view && a.next == b.next {
					lists = append(lists, n.sequence(b.p, b.from, b.to))
				}
			}
			ok = ok && n.ordered(lists)
		}
	}
	return ok, true
}

// status is what a verdict must say.
func (n *naive) status(property Property) sim.Status {
	switch holds, known := n.holds(property); {
	case !known:
		return sim.Unknown
	case !holds:
		return sim.Violated
	case !n.h.Complete:
		return sim.Unknown
	}
	return sim.Holds
}
