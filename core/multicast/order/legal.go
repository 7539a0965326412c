package order

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// How many deliveries are legal? Here that is counted by trying every order in which
// a receiver could deliver what is sent, which is quite another way than that of the
// claims: they judge a run event by event. Judge puts the two beside each other.

// MaxDrawn bounds the messages of a drawing, MaxLines its senders and its receivers.
const (
	MaxDrawn = 6
	MaxLines = 6
)

// Sender is a process that multicasts. Its steps are, in order: to multicast message k,
// from 1, written k; or to deliver message k of another sender, written -k.
type Sender struct {
	Name  string
	Steps []int
}

// Receiver is a process that only delivers: messages from 1, in its order, not
// necessarily all.
type Receiver struct {
	Name  string
	Order []int
}

// Drawing is who sends what, and what senders deliver in between. It is made by Draw.
type Drawing struct {
	Senders  []Sender
	Messages int
	before   [3][MaxDrawn]uint8 // by rule, for every message, what must be delivered before it
	prior    [MaxDrawn]uint8    // what some sender delivers before it
	events   []sim.Event
}

// Draw checks a drawing. Messages are numbered from 1 without gaps, those of one sender
// in order of sending, and each is sent before anybody delivers it.
func Draw(senders []Sender) (*Drawing, *Problem) {
	d := &Drawing{Senders: senders}
	if len(senders) > MaxLines {
		return nil, &Problem{"senders", "are more than " + strconv.Itoa(MaxLines)}
	}
	var from [MaxDrawn + 1]int // the sender of each message, from 1
	for i, s := range senders {
		last := 0
		for j, k := range s.Steps {
			switch {
			case k == 0 || k > MaxDrawn || k < -MaxDrawn:
				return nil, problem(i, j, "must be a message from 1 to "+strconv.Itoa(MaxDrawn)+", or one with a minus in front if it is delivered")
			case k < 0:
				continue
			case from[k] != 0:
				return nil, problem(i, j, "sends m"+strconv.Itoa(k)+", which is sent already")
			case k < last:
				return nil, problem(i, j, "sends m"+strconv.Itoa(k)+" after m"+strconv.Itoa(last)+": the messages of one sender are numbered in order of sending")
			}
			from[k], last = i+1, k
			d.Messages = max(d.Messages, k)
		}
	}
	for k := 1; k <= d.Messages; k++ {
		if from[k] == 0 {
			return nil, &Problem{"senders", "must send the messages from m1 to m" + strconv.Itoa(d.Messages) + ", and nobody sends m" + strconv.Itoa(k)}
		}
	}
	if d.Messages == 0 {
		return nil, &Problem{"senders", "must send at least one message"}
	}
	return d, d.order(from)
}

// Problem is what is wrong with a drawing: where, and why.
type Problem struct{ Path, Message string }

func problem(i, j int, message string) *Problem {
	return &Problem{"senders[" + strconv.Itoa(i) + "].steps[" + strconv.Itoa(j) + "]", message}
}

// order lets the senders go on in turn, each as far as it can, and notes what every
// message depends on.
func (d *Drawing) order(from [MaxDrawn + 1]int) *Problem {
	var at [MaxLines]int
	var own, known, shown [MaxLines]uint8
	var last [MaxLines]int
	for moved := true; moved; {
		moved = false
		for i, s := range d.Senders {
			for at[i] < len(s.Steps) {
				k := s.Steps[at[i]]
				if k > 0 {
					x := k - 1
					d.before[FIFO][x], d.before[Causal][x] = own[i], known[i]
					own[i] |= 1 << x
					known[i] |= 1 << x
					d.add(sim.EvMulticast, i, sim.None, k)
				} else {
					x := -k - 1
					switch {
					case -k > d.Messages:
						return problem(i, at[i], "delivers m"+strconv.Itoa(-k)+", which nobody sends")
					case from[-k] == i+1:
						return problem(i, at[i], "delivers a message of its own: say only what it delivers of others")
					case shown[i]>>x&1 != 0:
						return problem(i, at[i], "delivers m"+strconv.Itoa(-k)+" twice")
					}
					if d.sent()>>x&1 == 0 {
						break
					}
					shown[i] |= 1 << x
					known[i] |= 1<<x | d.before[Causal][x]
					if last[i] > 0 {
						d.prior[x] |= 1 << (last[i] - 1)
					}
					last[i] = -k
					d.add(sim.EvDeliver, i, sim.ID(from[-k]-1), -k)
				}
				at[i]++
				moved = true
			}
		}
	}
	for i, s := range d.Senders {
		if at[i] < len(s.Steps) {
			return problem(i, at[i], "delivers m"+strconv.Itoa(-s.Steps[at[i]])+", which can't have been sent yet")
		}
	}
	return nil
}

func (d *Drawing) add(kind sim.EventKind, p int, peer sim.ID, k int) {
	d.events = append(d.events, sim.Event{Kind: kind, Process: sim.ID(p), Peer: peer, Arg: uint32(k)})
}

func (d *Drawing) sent() (all uint8) {
	for i := range d.events {
		if d.events[i].Kind == sim.EvMulticast {
			all |= 1 << (d.events[i].Arg - 1)
		}
	}
	return all
}

// Tried is one order in which a receiver could deliver all messages, from 1. Broken has
// for FIFO and for causal order two messages that are the wrong way round, the one that
// is delivered first and the one that must come before it; zeros if there are none.
// Against has two that a sender delivers the other way round, so that this can't be the
// one order for all.
type Tried struct {
	Order   []uint8
	Broken  [3][2]uint8
	Against [2]uint8
}

// Counts says how many orders are legal: for one receiver, for all of them, each on its
// own, and for all of them in one total order.
type Counts struct{ One, All, Total uint64 }

// Legal tries every order, in lexical order, and counts for so many receivers. A total
// order is also one in which the senders deliver.
func (d *Drawing) Legal(receivers int) (counts [3]Counts, tried []Tried) {
	order := make([]uint8, 0, d.Messages)
	var walk func(seen uint8)
	walk = func(seen uint8) {
		if len(order) == d.Messages {
			t := Tried{Order: append([]uint8(nil), order...), Against: wrongWay(order, &d.prior)}
			for rule := range t.Broken {
				t.Broken[rule] = wrongWay(order, &d.before[rule])
				if t.Broken[rule] == [2]uint8{} {
					counts[rule].One++
					if t.Against == [2]uint8{} {
						counts[rule].Total++
					}
				}
			}
			tried = append(tried, t)
			return
		}
		for x := range d.Messages {
			if seen>>x&1 == 0 {
				order = append(order, uint8(x)+1)
				walk(seen | 1<<x)
				order = order[:len(order)-1]
			}
		}
	}
	walk(0)
	for rule := range counts {
		c := &counts[rule]
		c.All = 1
		for range receivers {
			c.All *= c.One
		}
	}
	return counts, tried
}

// wrongWay finds two messages of which the one delivered later must come first.
func wrongWay(order []uint8, before *[MaxDrawn]uint8) [2]uint8 {
	for i, x := range order {
		for _, y := range order[:i] {
			if before[y-1]>>(x-1)&1 != 0 {
				return [2]uint8{y, x}
			}
		}
	}
	return [2]uint8{}
}

// Verdict is what a claim says of a drawing with receivers: which of them show that it
// is broken, two messages that do, the one that is delivered first in front, and a
// sentence.
type Verdict struct {
	Claim  string
	Broken bool
	Who    []int // receivers
	Pair   [2]uint8
	Text   string
}

// Judge holds the claims FIFO, causal and total against what receivers deliver.
func (d *Drawing) Judge(receivers []Receiver) ([]Verdict, *Problem) {
	n, m := len(d.Senders)+len(receivers), d.Messages
	events := append([]sim.Event(nil), d.events...)
	var from [MaxDrawn + 1]sim.ID
	for i := range d.events {
		if e := &d.events[i]; e.Kind == sim.EvMulticast {
			from[e.Arg] = e.Process
		}
	}
	for i, r := range receivers {
		seen := uint8(0)
		for j, k := range r.Order {
			at := "receivers[" + strconv.Itoa(i) + "].order[" + strconv.Itoa(j) + "]"
			if k < 1 || k > m {
				return nil, &Problem{at, "must be a message from 1 to " + strconv.Itoa(m)}
			}
			if seen>>(k-1)&1 != 0 {
				return nil, &Problem{at, "delivers m" + strconv.Itoa(k) + " twice"}
			}
			seen |= 1 << (k - 1)
			events = append(events, sim.Event{Kind: sim.EvDeliver, Process: sim.ID(len(d.Senders) + i), Peer: from[k], Arg: uint32(k)})
		}
	}
	claims := []sim.Claim{claim.FIFO("FIFO", n), claim.Causal("causal", n, m), claim.Total("total", n, m)}
	monitors := sim.NewMonitors(claims)
	for i := range events {
		monitors.Observe(int32(i), &events[i])
	}
	verdicts := make([]Verdict, len(claims))
	for i := range claims {
		v := &verdicts[i]
		v.Claim = claims[i].Name
		status, who, pair := monitors.Status(i)
		if v.Broken = status == sim.Violated; !v.Broken {
			continue
		}
		for r := range receivers {
			if who.Has(sim.ID(len(d.Senders) + r)) {
				v.Who = append(v.Who, r)
			}
		}
		first, then := &events[pair[0]], &events[pair[1]]
		v.Pair = [2]uint8{uint8(first.Arg), uint8(then.Arg)}
		switch Rule(i + 1) {
		case FIFO:
			v.Text = d.turned(first, receivers, v.Pair) + ", and " + d.Senders[then.Peer].Name + " sent " + mth(v.Pair[1]) + " first"
		case Causal:
			v.Text = d.turned(first, receivers, v.Pair) + ", on which it may depend"
		default:
			v.Text = d.against(who, receivers)
		}
	}
	return verdicts, nil
}

func mth(k uint8) string { return "m" + strconv.Itoa(int(k)) }

func (d *Drawing) name(p int, receivers []Receiver) string {
	if p < len(d.Senders) {
		return d.Senders[p].Name
	}
	return receivers[p-len(d.Senders)].Name
}

func (d *Drawing) turned(e *sim.Event, receivers []Receiver, pair [2]uint8) string {
	return d.name(int(e.Process), receivers) + " delivers " + mth(pair[0]) + " before " + mth(pair[1])
}

// against says how the processes that break a total order differ.
func (d *Drawing) against(who sim.Set, receivers []Receiver) string {
	var names []string
	lists := make([][]int, len(d.Senders)+len(receivers))
	for i := range d.events {
		if e := &d.events[i]; e.Kind == sim.EvDeliver {
			lists[e.Process] = append(lists[e.Process], int(e.Arg))
		}
	}
	for r := range receivers {
		lists[len(d.Senders)+r] = receivers[r].Order
	}
	for p := range lists {
		if !who.Has(sim.ID(p)) {
			continue
		}
		names = append(names, d.name(p, receivers))
		for q := range p {
			if a, b, ok := opposite(lists[q], lists[p]); ok && who.Has(sim.ID(q)) {
				return d.name(q, receivers) + " delivers m" + strconv.Itoa(a) + " before m" + strconv.Itoa(b) + ", " +
					d.name(p, receivers) + " m" + strconv.Itoa(b) + " before m" + strconv.Itoa(a)
			}
		}
	}
	return "put together, the deliveries of " + words.List(names) + " go in a circle"
}

func opposite(one, other []int) (a, b int, ok bool) {
	for i, a := range one {
		for _, b := range one[i+1:] {
			seen := false
			for _, x := range other {
				if x == a && seen {
					return a, b, true
				}
				seen = seen || x == b
			}
		}
	}
	return 0, 0, false
}
