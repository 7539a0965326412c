// Package rpc has the remote procedure call and what can go wrong with it.
//
// # The problem
//
// A client asks a server to do something once, and waits for the reply. The
// request can be lost, the server can crash, the reply can be lost; for the
// client these look the same, and the same as a server that is slow. So it asks
// again. What is then promised?
//
//	at-most-once  No operation is executed twice.
//	completes     In the end the client has its reply.
//
// # The idea
//
// The client sets a timer and retransmits its request when the timer fires, a
// given number of times. A retry carries the number of the first attempt: by it
// the server recognizes what it has done already. It then executes nothing, and
// repeats the reply; a filter that only threw duplicates away would leave a
// client whose reply was lost without one for ever.
//
// # Where it breaks
//
// Without a filter a lost reply is enough for a second execution. A filter in
// memory survives no crash: executed, crashed, up again, asked again, executed
// again. Only a filter on stable storage, written in one step with the effect,
// keeps the promise; but no filter makes a client complete that gave up.
//
// Between executing and replying is a step of its own, so that a crash can part
// the two. Executing and remembering it is one step: that is what "written
// atomically with the effect" means here.
//
// # Where to find it
//
// Client and Server are the two sides, Server.Crash is what the filter survives;
// the claims are claim.AtMostOnce and claim.Completes.
//
// # Source
//
// A. Birrell, B. Nelson: Implementing Remote Procedure Calls. ACM Transactions on
// Computer Systems 2(1), 1984, 39–59.
package rpc

import "faultlab/core/sim"

// Kinds of messages, the client's timer and the server's step before it replies.
const (
	request uint8 = iota
	reply
	timeout
	respond
)

// The two processes.
const (
	client sim.ID = iota
	server
)

// the is the number of the only operation that is ever asked for.
const the = 1

// Filter says where the server remembers what it has executed. Its values are None,
// Volatile and Durable.
type Filter uint8

const (
	None     Filter = iota // nowhere
	Volatile               // in memory
	Durable                // on stable storage, in one step with the effect
)

// Request is what both sides know.
type Request struct {
	Retries uint8
	Timeout int32 // in ticks, where the network has a clock
}

// Client asks for one operation.
type Client struct {
	Tries uint8 // retransmissions so far
	Done  uint8 // 1: it has its reply
}

// Start sends the request. A client that comes up again has forgotten that it
// ever asked, so it asks for nothing more.
func (c *Client) Start(e *sim.Env) {
	if e.Incarnation() == 0 {
		c.ask(e)
	}
}

// ask sends the request, a retry under the same number, and sets the timer.
func (c *Client) ask(e *sim.Env) {
	e.Send(server, request, sim.Nothing, the)
	e.After(e.Shared().(*Request).Timeout, timeout, sim.Nothing, the)
}

// Deliver takes the reply, or asks again.
func (c *Client) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case e.Class() == sim.Timer:
		if c.Tries < e.Shared().(*Request).Retries {
			c.Tries++
			c.ask(e)
		}
	case m.Kind != reply:
	case e.Incarnation() > 0:
		e.Note(sim.EvDrop, m.From, sim.Nothing, m.Arg, sim.Unexpected)
	case c.Done == 1:
		e.Note(sim.EvDrop, m.From, sim.Nothing, m.Arg, sim.Duplicate)
	default:
		c.Done = 1
		e.Cancel(timeout)
		e.Note(sim.EvComplete, m.From, sim.Nothing, m.Arg, sim.NoReason)
	}
}

// Server executes what it is asked for.
type Server struct {
	Filter   Filter
	Executed uint8 // what the filter remembers: 1 if the operation was executed
}

// Start waits for requests.
func (s *Server) Start(*sim.Env) {}

// Deliver executes a request, unless the filter knows it, and replies in a step
// of its own.
func (s *Server) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case e.Class() == sim.Task:
		e.Send(client, reply, sim.Nothing, m.Arg)
		return
	case m.Kind != request:
		return
	case s.Filter != None && s.Executed == 1:
		e.Note(sim.EvDrop, m.From, sim.Nothing, m.Arg, sim.Duplicate)
	default:
		s.Executed = 1
		e.Note(sim.EvExecute, m.From, sim.Nothing, m.Arg, sim.NoReason)
	}
	e.Do(respond, sim.Nothing, m.Arg)
}

// Crash forgets what is not on stable storage.
func (s *Server) Crash() {
	if s.Filter != Durable {
		s.Executed = 0
	}
}
