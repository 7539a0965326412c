// Package failures has one client, one server, and all the ways in which a server fails.
//
// # The models
//
//	crash             halts, and was correct until then
//	omission          fails to receive a request, or to send a reply
//	timing            its reply comes outside of the time that was promised for it
//	value             its reply is wrong
//	state transition  it does something else than it was asked for
//	arbitrary         any of these: any reply, at any time
//
// Each includes what stands to its left in crash < omission < arbitrary, and arbitrary
// includes all: any reply to a request, at any time; here nobody replies to what was never
// asked. They say what a server may do, and not what others can see of it. Where
// a crash is announced to all the server is fail-stop; where it isn't, fail-silent: a
// server that has crashed can't be told from one that is slow. One whose wrong replies
// can do no harm, since they are always the same and the client knows which, is
// fail-safe.
//
// # The idea
//
// The server keeps a register. The client has it counted up, waits for the reply for as
// long as a correct server needs, and then goes on with the next request. What it sees is
// its view: replies with their values, in time or late, and a notice of a crash. Two runs
// with one view can't be told apart by it, whatever it is clever enough to conclude.
//
// Alike runs everything that can go wrong and puts the runs with one view together.
//
// # Where to find it
//
// Client and Server are the two sides, alike.go what the client can tell.
//
// # Sources
//
// F. Cristian: Understanding Fault-Tolerant Distributed Systems. CACM 34(2), 1991. V.
// Hadzilacos, S. Toueg: A Modular Approach to Fault-Tolerant Broadcasts and Related
// Problems. Cornell, TR 94-1425, 1994. Fail-stop: R. Schlichting, F. Schneider, ACM TOCS
// 1(3), 1983.
package failures

import "faultlab/core/sim"

// Messages and the client's timer.
const (
	request uint8 = iota
	reply
	timeout
)

const (
	client sim.ID = iota
	server
)

// Operations of a request, and the values of the register, which the fail-safe reply
// follows.
const (
	countUp uint8 = iota
	erase
)

const (
	values = 3 // 0, 1, 2
	Safe   = values
)

// Failures is what both sides know.
type Failures struct {
	Requests uint8
	Longest  int32 // ticks that a reply of a correct server takes at most
	FailSafe bool  // all that the server says wrongly is Safe
}

// Client has the register counted up.
type Client struct {
	Since int32 // when it asked last
	Asked uint8 // requests so far
	Open  uint8 // 1: it waits for the reply to the last one
	Spare [2]uint8
}

// Start asks for the first time.
func (c *Client) Start(e *sim.Env) { c.ask(e) }

func (c *Client) ask(e *sim.Env) {
	f := e.Shared().(*Failures)
	if c.Asked == f.Requests {
		return
	}
	c.Asked++
	c.Open, c.Since = 1, e.Now()
	e.Send(server, request, countUp, uint32(c.Asked))
	e.After(f.Longest+1, timeout, sim.Nothing, uint32(c.Asked))
}

// Deliver takes a reply, or goes without.
func (c *Client) Deliver(e *sim.Env, m sim.Msg) {
	waits := c.Open == 1 && m.Arg == uint32(c.Asked) && e.Now() <= c.Since+e.Shared().(*Failures).Longest
	switch {
	case e.Class() == sim.Timer:
		c.Open = 0
		e.Note(sim.EvReport, server, sim.Nothing, m.Arg, sim.GaveUp)
		c.ask(e)
	case e.Class() != sim.Message:
	case waits && m.Val == Safe:
		c.close(e)
		e.Note(sim.EvReport, server, m.Val, m.Arg, sim.Undefined)
		c.ask(e)
	case waits:
		c.close(e)
		e.Note(sim.EvComplete, server, m.Val, m.Arg, sim.NoReason)
		c.ask(e)
	default:
		e.Note(sim.EvDrop, server, m.Val, m.Arg, sim.TooLate)
	}
}

func (c *Client) close(e *sim.Env) {
	c.Open = 0
	e.Cancel(timeout)
}

// Lies: a request that is mistaken is one to erase the register.
func (c *Client) Lies(m sim.Msg, k int) (sim.Msg, bool) {
	m.Val = erase
	return m, k == 0 && m.Kind == request
}

// Server keeps the register.
type Server struct {
	Register uint8
	Safe     uint8 // 1: see Failures.FailSafe
}

// Start waits for requests.
func (s *Server) Start(*sim.Env) {}

// Deliver does what it is asked to do, and says what the register holds then.
func (s *Server) Deliver(e *sim.Env, m sim.Msg) {
	if e.Class() != sim.Message || m.Kind != request {
		return
	}
	if m.Val == countUp {
		s.Register = (s.Register + 1) % values
	} else {
		s.Register = 0
	}
	e.Note(sim.EvExecute, client, s.Register, uint32(m.Val), sim.NoReason)
	e.Send(client, reply, s.Register, m.Arg)
}

// Lies are the other values of the register; of a fail-safe server, that it has none.
func (s *Server) Lies(m sim.Msg, k int) (sim.Msg, bool) {
	if m.Kind != reply {
		return m, false
	}
	if s.Safe == 1 {
		m.Val = Safe
		return m, k == 0
	}
	if uint8(k) >= m.Val {
		k++
	}
	m.Val = uint8(k)
	return m, k < values
}
