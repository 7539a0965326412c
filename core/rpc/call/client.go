package call

import "faultlab/core/sim"

// What a client is about.
const (
	idle uint8 = iota
	locating
	waiting
)

// Client makes its requests one after the other. Up again after a crash it begins anew:
// it has forgotten what it asked for, and the numbers that it used.
type Client struct {
	Phase  uint8
	Number uint8 // of its request, from 1
	Tries  uint8 // retransmissions so far
	Found  uint8 // 1: it knows the server
	Life   uint8 // of the server, as far as it knows
}

// Start begins with the first request.
func (c *Client) Start(e *sim.Env) {
	s := e.Shared().(*Call)
	if s.Locator == sim.None {
		c.Found = 1
	}
	c.begin(e, s, 1)
}

func (c *Client) begin(e *sim.Env, s *Call, number uint8) {
	c.Number, c.Tries, c.Phase = number, 0, waiting
	if c.Found == 0 {
		c.Phase = locating
	}
	c.ask(e, s)
}

// ask sends what it waits for an answer to, and sets the timer. A retry has the number
// of the first attempt.
func (c *Client) ask(e *sim.Env, s *Call) {
	arg := c.arg(e, s)
	if c.Phase == locating {
		e.Send(s.Locator, lookup, sim.Nothing, arg)
	} else {
		e.Send(s.Server, request, sim.Nothing, arg)
	}
	e.After(s.Timeout, timeout, sim.Nothing, uint32(c.Number))
}

func (c *Client) arg(e *sim.Env, s *Call) uint32 {
	arg := uint32(c.Number)<<numberAt | uint32(e.Incarnation())<<lifeAt | uint32(e.Me)<<whoAt
	if s.Identity == ByMessage {
		arg |= uint32(c.Tries) << tryAt
	}
	if s.Bound {
		arg |= uint32(c.Life) << serverAt
	}
	if s.Other {
		arg |= 1 << otherAt
	}
	return arg
}

// Deliver takes what comes, and asks again or gives up when nothing does.
func (c *Client) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*Call)
	switch m.Kind {
	case timeout:
		c.again(e, s)
	case recovered:
		c.recovered(e, s, get(m.Arg, serverAt))
	case located:
		if !c.expects(e, s, m, locating) {
			return
		}
		e.Cancel(timeout)
		c.Found, c.Life, c.Phase, c.Tries = 1, get(m.Arg, serverAt), waiting, 0
		c.ask(e, s)
	case missing:
		if c.expects(e, s, m, locating) {
			why := sim.NotFound
			if m.Val == otherVersion {
				why = sim.WrongVersion
			}
			c.report(e, s, why)
		}
	case reply:
		if c.expects(e, s, m, waiting) {
			e.Note(sim.EvComplete, m.From, m.Val, c.call(e), sim.NoReason)
			c.next(e, s)
		}
	case unknown:
		if c.expects(e, s, m, waiting) {
			c.report(e, s, sim.Undefined)
		}
	case refusal:
		if !c.expects(e, s, m, waiting) {
			return
		}
		if m.Val == otherVersion {
			c.report(e, s, sim.WrongVersion)
			return
		}
		c.Life = get(m.Arg, serverAt)
		c.report(e, s, sim.OldIncarnation)
	}
}

func (c *Client) call(e *sim.Env) uint32 { return Number(e.Me, e.Incarnation(), c.Number) }

// expects says whether a message answers what the client waits for. Which life of its
// own it was sent to the client knows only if requests are told apart by that.
func (c *Client) expects(e *sim.Env, s *Call, m sim.Msg, phase uint8) bool {
	why := sim.Duplicate
	if s.Identity == ByIncarnation && get(m.Arg, lifeAt) != e.Incarnation() {
		why = sim.OldIncarnation
	} else if c.Phase == phase && get(m.Arg, numberAt) == c.Number {
		return true
	}
	e.Note(sim.EvDrop, m.From, sim.Nothing, callOf(m.Arg), why)
	return false
}

// again asks once more, if it may.
func (c *Client) again(e *sim.Env, s *Call) {
	if s.Policy == Maybe || c.Tries >= s.Retries && !s.Forever {
		c.report(e, s, sim.GaveUp)
		return
	}
	c.Tries = min(c.Tries+1, s.Retries) // who never gives up need not count
	c.ask(e, s)
}

// recovered: the server has crashed, and is up again. A request under way need not wait
// for its timer.
func (c *Client) recovered(e *sim.Env, s *Call, life uint8) {
	c.Life = max(c.Life, life)
	if c.Phase != waiting {
		return
	}
	e.Cancel(timeout)
	if s.Bound {
		c.report(e, s, sim.OldIncarnation)
		return
	}
	c.again(e, s)
}

// report tells the application that there is no reply, and goes on.
func (c *Client) report(e *sim.Env, s *Call, why sim.Reason) {
	e.Note(sim.EvReport, s.Server, sim.Nothing, c.call(e), why)
	c.next(e, s)
}

func (c *Client) next(e *sim.Env, s *Call) {
	e.Cancel(timeout)
	c.Phase = idle
	if c.Number < s.Requests {
		c.begin(e, s, c.Number+1)
	}
}
