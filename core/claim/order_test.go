package claim_test

import (
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/claim"
	"faultlab/core/sim"
)

// amongCorrect marks the events of a log of which correct processes alone are judged.
const amongCorrect = 1 << 7

// correct is the same log, to be judged of correct processes alone.
func (l log) correct() log {
	l = slices.Clone(l)
	for i := range l {
		l[i].Flags |= amongCorrect
	}
	return l
}

// log is what a group of processes does: who multicasts or delivers which message.
type log []sim.Event

const (
	members  = 3
	messages = 5
)

// senderOf gives message x, from 0, its sender.
var senderOf = [messages]sim.ID{0, 0, 1, 2, 2}

// byChance makes a log in which each sender multicasts in order; with care, only what
// has been sent is delivered, and nothing twice.
func byChance(r *choose.Rand, care bool) (l log) {
	var sent, got [members]uint16
	add := func(kind sim.EventKind, p, peer sim.ID, x int) {
		l = append(l, sim.Event{Kind: kind, Process: p, Peer: peer, Arg: uint32(x) + 1, Step: int32(len(l))})
	}
	all := uint16(0)
	for range 4 + r.Below(20) {
		p, x := sim.ID(r.Below(members)), int(r.Below(messages))
		one := uint16(1) << x
		switch {
		case senderOf[x] == p && all&one == 0:
			for y := range x { // its earlier ones come first
				if senderOf[y] == p && all>>y&1 == 0 {
					x, one = y, 1<<y
					break
				}
			}
			add(sim.EvMulticast, p, sim.None, x)
			sent[p] |= one
			all |= one
		case !care && r.Below(20) == 0:
			add(sim.EvDeliver, p, sim.ID(r.Below(members)), x)
		case !care && r.Below(40) == 0:
			add(sim.EvCrash, p, sim.None, 0)
		case all&one != 0 && (got[p]&one == 0 || !care && r.Below(10) == 0):
			add(sim.EvDeliver, p, senderOf[x], x)
			got[p] |= one
		}
	}
	return l
}

// withCrash is the same log if one of the processes crashes on the way: from there on
// it does nothing, and nobody delivers what it would have multicast.
func (l log) withCrash(r *choose.Rand) (crashed log) {
	who, at := sim.ID(r.Below(members)), int(r.Below(uint32(len(l))))
	var never uint16
	for i := range l {
		e := l[i]
		switch {
		case i == at:
			crashed = append(crashed, sim.Event{Kind: sim.EvCrash, Process: who, Step: int32(i)})
			fallthrough
		case i > at && e.Process == who:
			if e.Process == who {
				if e.Kind == sim.EvMulticast {
					never |= 1 << e.Arg
				}
				continue
			}
		}
		if never>>e.Arg&1 == 0 {
			crashed = append(crashed, e)
		}
	}
	return crashed
}

func (l log) crashed(p sim.ID) bool {
	return slices.ContainsFunc(l, func(e sim.Event) bool { return e.Kind == sim.EvCrash && e.Process == p })
}

// deliveries are what each process delivers, in its order.
func (l log) deliveries() (d [members][]int) {
	for i := range l {
		if l[i].Kind == sim.EvDeliver && !(l[i].Flags&amongCorrect != 0 && l.crashed(l[i].Process)) {
			d[l[i].Process] = append(d[l[i].Process], int(l[i].Arg)-1)
		}
	}
	return d
}

// precedes is what must come before what, by definition: straight, then closed.
func (l log) precedes(causal bool) (before [messages][messages]bool) {
	for i := range l {
		for j := range l[:i] {
			a, b := &l[j], &l[i]
			if b.Kind == sim.EvMulticast && a.Process == b.Process && (a.Kind == sim.EvMulticast || causal && a.Kind == sim.EvDeliver) {
				before[a.Arg-1][b.Arg-1] = true
			}
		}
	}
	for k := range messages {
		for i := range messages {
			for j := range messages {
				before[i][j] = before[i][j] || before[i][k] && before[k][j]
			}
		}
	}
	return before
}

func (l log) keeps(causal, gapless bool) bool {
	before := l.precedes(causal)
	for _, d := range l.deliveries() {
		for i, y := range d {
			for x := range messages {
				late := slices.Index(d, x)
				if before[x][y] && (late > i || gapless && late < 0) {
					return false
				}
			}
		}
	}
	return true
}

// orders calls visit with every order of all messages until it returns true.
func orders(n int, visit func([]int) bool) bool {
	var go_ func(order []int) bool
	go_ = func(order []int) bool {
		if len(order) == n {
			return visit(order)
		}
		for x := range n {
			if !slices.Contains(order, x) && go_(append(order, x)) {
				return true
			}
		}
		return false
	}
	return go_(nil)
}

// some order of all messages suits everybody: that is the definition of a total order.
func (l log) total(gapless bool) bool {
	d := l.deliveries()
	return orders(messages, func(order []int) bool {
		for p := range d {
			at := 0
			for i, x := range order {
				if at < len(d[p]) && d[p][at] == x && (!gapless || at == i) {
					at++
				}
			}
			if at < len(d[p]) {
				return false
			}
		}
		return true
	})
}

func (l log) pairwise() bool {
	d := l.deliveries()
	for p := range d {
		for q := range d {
			for i, a := range d[p] {
				for _, b := range d[p][i+1:] {
					if x, y := slices.Index(d[q], a), slices.Index(d[q], b); x >= 0 && y >= 0 && x > y {
						return false
					}
				}
			}
		}
	}
	return true
}

func (l log) integrity() bool {
	for i := range l {
		if l[i].Kind == sim.EvDeliver && !slices.ContainsFunc(l[:i], func(e sim.Event) bool {
			return e.Kind == sim.EvMulticast && e.Arg == l[i].Arg && e.Process == l[i].Peer
		}) {
			return false
		}
	}
	return true
}

// correctIntegrity asks of correct processes only that what they deliver is multicast
// at all.
func (l log) correctIntegrity() bool {
	for i := range l {
		if l[i].Kind == sim.EvDeliver && !l.crashed(l[i].Process) && !slices.ContainsFunc(l, func(e sim.Event) bool {
			return e.Kind == sim.EvMulticast && e.Arg == l[i].Arg && e.Process == l[i].Peer
		}) {
			return false
		}
	}
	return true
}

func (l log) noDuplication() bool {
	for _, d := range l.deliveries() {
		for i, x := range d {
			if slices.Contains(d[:i], x) {
				return false
			}
		}
	}
	return true
}

func (l log) reaches(owes sim.EventKind, uniform bool) bool {
	d := l.deliveries()
	for i := range l {
		if l[i].Kind != owes || !uniform && l.crashed(l[i].Process) {
			continue
		}
		for q := range d {
			if !l.crashed(sim.ID(q)) && !slices.Contains(d[q], int(l[i].Arg)-1) {
				return false
			}
		}
	}
	return true
}

var twins = []struct {
	claim sim.Claim
	naive func(l log) bool
	care  bool // it is about logs without duplicates in which only what was sent is delivered
}{
	{claim.FIFO("", members), func(l log) bool { return l.keeps(false, false) }, true},
	{claim.FIFOWithoutGaps("", members, messages), func(l log) bool { return l.keeps(false, true) }, true},
	{claim.Causal("", members, messages), func(l log) bool { return l.keeps(true, false) }, true},
	{claim.CausalWithoutGaps("", members, messages), func(l log) bool { return l.keeps(true, true) }, true},
	{claim.Total("", members, messages), func(l log) bool { return l.total(false) }, true},
	{claim.TotalWithoutGaps("", members, messages), func(l log) bool { return l.total(true) }, true},
	{claim.TotalPairwise("", members, messages), log.pairwise, true},
	{claim.Integrity("", messages), log.integrity, false},
	{claim.NoDuplication("", members, messages), log.noDuplication, false},
	{claim.AllOrNone("", members, messages), func(l log) bool { return l.reaches(sim.EvDeliver, false) }, false},
	{claim.Arrives("", members, messages), func(l log) bool { return l.reaches(sim.EvMulticast, false) }, false},
	{claim.UniformAllOrNone("", members, messages), func(l log) bool { return l.reaches(sim.EvDeliver, true) }, false},
	{claim.IntegrityAmongCorrect("", members, messages), log.correctIntegrity, false},
	{claim.FIFOAmongCorrect("", members, messages), func(l log) bool { return l.correct().keeps(false, false) }, true},
	{claim.CausalAmongCorrect("", members, messages), func(l log) bool { return l.correct().keeps(true, false) }, true},
	{claim.TotalAmongCorrect("", members, messages), func(l log) bool { return l.correct().total(false) }, true},
}

func watch(l log, claims ...sim.Claim) *sim.Monitors {
	m := sim.NewMonitors(claims)
	for i := range l {
		m.Observe(int32(i), &l[i])
	}
	m.Finish(true)
	return m
}

// The claims about order say what their definitions say, of 100,000 logs each. A log
// that breaks a claim has a witness with events in it.
func TestClaimsOfOrderSayWhatTheirNaiveTwinsSay(t *testing.T) {
	logs := 100_000
	if testing.Short() {
		logs = 5_000
	}
	broken := make([]int, len(twins))
	for seed := range logs {
		for _, care := range []bool{true, false} {
			r := choose.Rand(seed)
			l := byChance(&r, care)
			if care && len(l) > 0 && seed%2 == 0 {
				l = l.withCrash(&r)
			}
			for i := range twins {
				if twins[i].care != care {
					continue
				}
				status, who, events := watch(l, twins[i].claim).Status(0)
				if (status == sim.Violated) == twins[i].naive(l) {
					t.Fatalf("twin %d, log %d: %s, of %+v", i, seed, sim.Statuses[status], l)
				}
				if status != sim.Violated {
					continue
				}
				broken[i]++
				if who == 0 || int(max(events[0], events[1])) >= len(l) || max(events[0], events[1]) < 0 {
					t.Fatalf("twin %d, log %d: the witness is %b, %v", i, seed, who, events)
				}
			}
		}
	}
	for i, n := range broken {
		if n < logs/100 || n > logs-logs/100 {
			t.Errorf("twin %d: %d of %d logs break it: nothing is shown", i, n, logs)
		}
	}
}

// P1 has a before b, P2 b before c, P3 c before a: nobody disagrees with anybody about
// a pair, and there is no order. The witness is all three.
func TestACircleIsNoOrderAlthoughNoPairDisagrees(t *testing.T) {
	var l log
	for p, two := range [][2]uint32{{1, 2}, {2, 3}, {3, 1}} {
		for _, x := range two {
			l = append(l, sim.Event{Kind: sim.EvDeliver, Process: sim.ID(p), Peer: sim.ID(x - 1), Arg: x})
		}
	}
	m := watch(l, claim.Total("total", 3, 3), claim.TotalPairwise("pairs", 3, 3))
	if s, who, events := m.Status(0); s != sim.Violated || who != sim.All(3) || events != [2]int32{1, 5} {
		t.Errorf("total: %s, %b, %v", sim.Statuses[s], who, events)
	}
	if s, _, _ := m.Status(1); s != sim.Holds {
		t.Errorf("by pairs: %s", sim.Statuses[s])
	}
}
