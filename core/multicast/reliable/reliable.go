// Package reliable has the multicast that loses nothing although the network does,
// and what it costs to know that.
//
// # The problem
//
// A sender multicasts numbered messages, and the network loses some of them on their
// way to some receivers. In the end each receiver is to have delivered all, in order:
//
//	arrives         What is multicast, everybody delivers.
//	buffer-empties  The sender comes to know it, and forgets what it has sent.
//
// # The idea
//
// The sender keeps what it has sent in a history buffer, and sends again what somebody
// lacks. There are two ways to learn who lacks what.
//
// Acknowledgements: each receiver says what it has. What is not acknowledged when a
// timer fires is sent again. For each message the sender then hears from everybody: an
// implosion of feedback. It helps to let acknowledgements travel on messages that go the
// other way anyhow, and to let a tree of local coordinators each listen to a few
// children only and send to them again.
//
// Negative acknowledgements: a receiver speaks only if it finds a gap in the numbers.
// As long as nothing is lost there is no feedback at all; but the sender never knows
// that it may forget something, and of the last message no gap tells. A heartbeat, a
// message that says what the last number is, cures the latter. If all lack the same
// message all of them speak, unless they suppress each other: each waits a random time,
// then speaks to all, and who hears what it would have said keeps silent.
//
// # The assumptions
//
// The network loses at most what a document's budget says, and nobody retries for ever:
// more losses than retries are not survived. Members do not crash; one that did would
// never acknowledge anything, and the buffer would never be empty.
//
// # Where to find it
//
// Peer.receive finds gaps, Peer.lack asks for what they hide, Peer.resend and Peer.repair
// send again, Peer.acknowledged empties the buffer. How much feedback there is, exactly
// and on average, is in expect.go.
//
// # Sources
//
// S. Floyd, V. Jacobson, C. Liu, S. McCanne, L. Zhang: A Reliable Multicast Framework for
// Light-weight Sessions and Application Level Framing. IEEE/ACM Transactions on
// Networking 5(6), 1997, 784–803 (suppression by random delays). S. Paul, K. Sabnani, J.
// Lin, S. Bhattacharyya: Reliable Multicast Transport Protocol (RMTP). IEEE JSAC 15(3),
// 1997, 407–421 (a tree of designated receivers).
package reliable

import "faultlab/core/sim"

// Bounds of a group. Numbers of messages travel as four bits.
const (
	MaxSenders = 4
	MaxEach    = 8
	MaxAll     = 16 // messages of all senders together
)

// Kinds of messages; behind them the kinds of timers, draws and own steps.
const (
	data uint8 = iota
	repair
	ack
	nack
	beat
	next
	pulse
	retry
	speak
)

// Feedback says how a sender learns who lacks what. Its values are Nothing, Acks, Nacks
// and Suppressed.
type Feedback uint8

// The kinds of feedback.
const (
	Nothing    Feedback = iota // it doesn't
	Acks                       // from everybody
	Nacks                      // from who finds a gap, to the sender
	Suppressed                 // from who finds a gap, to all, after a random delay
)

// Reliable is what the members share.
type Reliable struct {
	Senders   int
	Messages  uint8
	Feedback  Feedback
	Fanout    int   // Acks: to how many at most a member listens
	Piggyback bool  // Acks travel on a member's own messages as long as it has some to send
	Beats     uint8 // heartbeats behind the last message
	Retries   uint8
	Timeout   int32
	Width     uint32 // Suppressed: a delay is below it
}

// id is the number of a message among all.
func (s *Reliable) id(p sim.ID, number uint8) uint32 {
	return uint32(p)*uint32(s.Messages) + uint32(number)
}

// parent is who listens to the acknowledgements of a member for messages of a sender.
func (s *Reliable) parent(e *sim.Env, of sim.ID) sim.ID {
	if s.Senders > 1 || s.Fanout >= e.N()-1 {
		return of
	}
	return sim.ID((int(e.Me) - 1) / s.Fanout)
}

// children are those whose acknowledgements a member waits for.
func (s *Reliable) children(e *sim.Env) sim.Set {
	if s.Senders > 1 || s.Fanout >= e.N()-1 {
		if int(e.Me) < s.Senders {
			return e.Others()
		}
		return 0
	}
	first := int(e.Me)*s.Fanout + 1
	if first >= e.N() {
		return 0
	}
	return sim.All(min(first+s.Fanout, e.N())) &^ sim.All(first)
}

// Peer is a member of the group. Its memory has what each child has acknowledged, and
// behind that which attempt of asking for each of its messages it has answered.
type Peer struct {
	Sent  uint8
	Tries uint8             // how often a timer has fired in vain
	Asks  uint8             // attempts to get what is missing
	Timer uint8             // 1: one is running
	Kept  uint8             // how many messages have left the history buffer
	Got   [MaxSenders]uint8 // of each sender, up to where everything has been delivered
	Have  [MaxSenders]uint8 // what else has come: one bit each
	Top   [MaxSenders]uint8 // the highest number that is known to have been sent
	Quiet [MaxSenders]uint8 // what somebody has asked for already: one bit each
}

// Start: a sender begins.
func (p *Peer) Start(e *sim.Env) {
	if s := e.Shared().(*Reliable); int(e.Me) < s.Senders && e.Incarnation() == 0 {
		e.Do(next, uint8(s.id(e.Me, 1)-1), 1)
	}
}

// Deliver takes in whatever comes.
func (p *Peer) Deliver(e *sim.Env, m sim.Msg) {
	s, number := e.Shared().(*Reliable), uint8(m.Arg&15)
	of := sim.ID(m.Arg >> 4 & 15) // whose message it is about
	switch e.Class() {
	case sim.Task:
		p.multicast(e, s, number)
		return
	case sim.Drawing:
		e.After(int32(m.Arg), speak, m.Val, 0) // see lack, which asked for it
		return
	case sim.Timer:
		p.fire(e, s, m)
		return
	case sim.Message:
	default:
		return
	}
	switch m.Kind {
	case data, repair:
		if s.Piggyback && int(e.Me) < s.Senders {
			p.acknowledged(e, s, m.From, uint8(m.Arg>>(8+4*e.Me)&15))
		}
		p.receive(e, s, of, number)
	case beat:
		p.learn(e, s, of, number)
	case ack:
		p.acknowledged(e, s, m.From, number)
	case nack:
		if of != e.Me {
			p.overhear(e, of, number, m.From)
		} else {
			p.repair(e, s, m.From, number, uint8(m.Arg>>8))
		}
	}
}

// multicast sends the next message to all.
func (p *Peer) multicast(e *sim.Env, s *Reliable, number uint8) {
	p.Sent = number
	p.Got[e.Me], p.Top[e.Me] = number, number
	v := uint8(s.id(e.Me, number) - 1)
	e.Note(sim.EvMulticast, sim.None, v, uint32(v)+1, sim.NoReason)
	e.Note(sim.EvDeliver, e.Me, v, uint32(v)+1, sim.NoReason)
	e.Multicast(e.Others(), data, v, p.about(e, s, number))
	if number < s.Messages {
		e.Do(next, v+1, uint32(number)+1)
	} else if s.Beats > 0 {
		e.After(s.Timeout, pulse, v, 1)
	}
	p.wait(e, s)
}

// about is the argument of a message: its number and whose it is, and up to where the
// member has the messages of each sender, where acknowledgements travel that way.
func (p *Peer) about(e *sim.Env, s *Reliable, number uint8) uint32 {
	arg := uint32(number) | uint32(e.Me)<<4
	if s.Piggyback {
		for o := range s.Senders {
			if sim.ID(o) != e.Me {
				arg |= uint32(p.Got[o]) << (8 + 4*o)
			}
		}
	}
	return arg
}

// wait runs a timer as long as somebody may lack something.
func (p *Peer) wait(e *sim.Env, s *Reliable) {
	if s.Feedback == Acks && p.Timer == 0 && s.children(e) != 0 && p.Tries < s.Retries {
		p.Timer = 1
		e.After(s.Timeout, retry, sim.Nothing, 0)
	}
}

// receive takes a message in, delivers what is in order now, and says so.
func (p *Peer) receive(e *sim.Env, s *Reliable, of sim.ID, number uint8) {
	v := uint8(s.id(of, number) - 1)
	bit := uint8(1) << (number - 1)
	if number <= p.Got[of] || p.Have[of]&bit != 0 {
		e.Note(sim.EvDrop, of, v, uint32(v)+1, sim.Duplicate)
		p.acknowledge(e, s, of) // perhaps the first one was lost
		return
	}
	p.Have[of] |= bit
	if number > p.Got[of]+1 {
		e.Note(sim.EvHold, of, v, uint32(v)+1, sim.NeedsEarlier)
	}
	for p.Got[of] < s.Messages && p.Have[of]>>p.Got[of]&1 != 0 {
		p.Have[of] &^= 1 << p.Got[of]
		p.Got[of]++
		v := uint8(s.id(of, p.Got[of]) - 1)
		e.Note(sim.EvDeliver, of, v, uint32(v)+1, sim.NoReason)
	}
	p.learn(e, s, of, number)
	if s.Feedback >= Nacks && p.Timer == 1 {
		some := false
		if p.missing(s, func(sim.ID, uint8) { some = true }); !some {
			e.Cancel(retry)
			e.Cancel(speak)
			p.Timer = 0
		}
	}
	if !s.Piggyback || int(e.Me) >= s.Senders || p.Sent == s.Messages {
		p.acknowledge(e, s, of)
	}
	p.wait(e, s)
}

func (p *Peer) acknowledge(e *sim.Env, s *Reliable, of sim.ID) {
	if s.Feedback == Acks {
		e.Send(s.parent(e, of), ack, sim.Nothing, uint32(p.Got[of])|uint32(of)<<4)
	}
}

// acknowledged: a member has everything up to a number. What all have is forgotten.
func (p *Peer) acknowledged(e *sim.Env, s *Reliable, by sim.ID, number uint8) {
	has := e.Mem()
	if number <= has[by] {
		return
	}
	has[by] = number
	least, all := uint8(MaxEach), s.children(e)
	for q := range sim.ID(e.N()) {
		if all.Has(q) {
			least = min(least, has[q])
		}
	}
	of := sim.ID(0) // a coordinator keeps the messages of the only sender
	if int(e.Me) < s.Senders {
		of = e.Me
	}
	for p.Kept < least {
		p.Kept++
		p.Tries = 0
		v := uint8(s.id(of, p.Kept) - 1)
		e.Note(sim.EvStable, of, v, uint32(v)+1, sim.NoReason)
	}
	if p.Timer == 1 && p.Kept == p.Got[of] {
		e.Cancel(retry)
		p.Timer = 0
	}
}

// learn: messages up to a number have been sent. What is missing is asked for.
func (p *Peer) learn(e *sim.Env, s *Reliable, of sim.ID, number uint8) {
	for p.Top[of] < number {
		p.Top[of]++
		if k := p.Top[of]; k > p.Got[of] && p.Have[of]>>(k-1)&1 == 0 {
			p.lack(e, s, of, k)
		}
	}
}

// lack asks for a message, at once or after a random delay.
func (p *Peer) lack(e *sim.Env, s *Reliable, of sim.ID, number uint8) {
	switch s.Feedback {
	case Nacks:
		p.ask(e, s, of, number)
	case Suppressed:
		e.Draw(speak, s.Width)
	}
}

// ask says that a message is missing.
func (p *Peer) ask(e *sim.Env, s *Reliable, of sim.ID, number uint8) {
	arg := uint32(number) | uint32(of)<<4 | uint32(p.Asks)<<8
	if s.Feedback == Suppressed {
		p.Quiet[of] |= 1 << (number - 1)
		e.Multicast(e.Others(), nack, uint8(s.id(of, number)-1), arg)
	} else {
		e.Send(of, nack, uint8(s.id(of, number)-1), arg)
	}
	if p.Timer == 0 && p.Asks < s.Retries {
		p.Timer = 1
		e.After(s.Timeout+int32(s.Width), retry, sim.Nothing, 0)
	}
}

// missing calls do with everything that is known to have been sent and has not come.
func (p *Peer) missing(s *Reliable, do func(of sim.ID, number uint8)) {
	for o := range s.Senders {
		for k := p.Got[o] + 1; k <= p.Top[o]; k++ {
			if p.Have[o]>>(k-1)&1 == 0 {
				do(sim.ID(o), k)
			}
		}
	}
}

// overhear: another member asks for what this one may lack too.
func (p *Peer) overhear(e *sim.Env, of sim.ID, number uint8, by sim.ID) {
	s, bit := e.Shared().(*Reliable), uint8(1)<<(number-1)
	if number > p.Got[of] && p.Have[of]&bit == 0 && p.Quiet[of]&bit == 0 {
		p.Quiet[of] |= bit
		p.Top[of] = max(p.Top[of], number)
		v := uint8(s.id(of, number) - 1)
		e.Note(sim.EvDrop, by, v, uint32(v)+1, sim.Suppressed)
		if p.Timer == 0 && p.Asks < s.Retries {
			p.Timer = 1
			e.After(s.Timeout+int32(s.Width), retry, sim.Nothing, 0)
		}
	}
}

// repair answers who asks for a message: with suppression all at once, and each attempt
// but once.
func (p *Peer) repair(e *sim.Env, s *Reliable, by sim.ID, number, attempt uint8) {
	v := uint8(s.id(e.Me, number) - 1)
	if s.Feedback != Suppressed {
		e.Send(by, repair, v, p.about(e, s, number))
		return
	}
	if answered := &e.Mem()[e.N()+int(number)-1]; attempt >= *answered {
		*answered = attempt + 1
		e.Multicast(e.Others(), repair, v, p.about(e, s, number))
	}
}

// fire: a timer has run out.
func (p *Peer) fire(e *sim.Env, s *Reliable, m sim.Msg) {
	switch {
	case m.Kind == pulse:
		e.Multicast(e.Others(), beat, m.Val, uint32(p.Sent)|uint32(e.Me)<<4)
		if uint8(m.Arg) < s.Beats {
			e.After(s.Timeout, pulse, m.Val, m.Arg+1)
		}
	case m.Kind == speak:
		spoken := false
		p.missing(s, func(of sim.ID, k uint8) { // there is a timer for each that is missing
			if !spoken && p.Quiet[of]>>(k-1)&1 == 0 {
				spoken = true
				p.ask(e, s, of, k)
			}
		})
	case s.Feedback == Acks:
		p.Timer = 0
		if p.resend(e, s) {
			p.Tries++
			p.wait(e, s)
		}
	default:
		p.Timer = 0
		p.Asks++
		p.Quiet = [MaxSenders]uint8{}
		p.missing(s, func(of sim.ID, k uint8) { p.lack(e, s, of, k) })
	}
}

// resend sends each child what it has not acknowledged, as far as the member has it.
func (p *Peer) resend(e *sim.Env, s *Reliable) (any bool) {
	of, all, has := sim.ID(0), s.children(e), e.Mem()
	if int(e.Me) < s.Senders {
		of = e.Me
	}
	for q := range sim.ID(e.N()) {
		if !all.Has(q) {
			continue
		}
		for k := has[q] + 1; k <= p.Got[of]; k++ {
			any = true
			e.Send(q, repair, uint8(s.id(of, k)-1), p.about(e, s, k)&^0xf0|uint32(of)<<4)
		}
	}
	return any
}
