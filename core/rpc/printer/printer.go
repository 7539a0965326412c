// Package printer has the print server that crashes, and what its client can do
// about it.
//
// # The problem
//
// A client has a text printed. The server acknowledges the request, prints, and says
// that it is done; in which order it does the last two is its strategy. Then it may
// crash, and come up again with nothing in memory but the wish to tell its client so.
// The client must decide: ask again, or leave it.
//
//	once  In the end the text is on paper once: not twice, and not never.
//
// # The idea
//
// There is none that works, and to see why is the point. Three things happen at the
// server: it says that it is done (M), it prints (P), it crashes (C). Of the orders in
// which they come, the client sees whether M was there, and nothing of P. So there are
// always two orders that look alike to it and call for the opposite.
//
// # The assumptions
//
// A message that was sent arrives, and those of one sender in their order: so a client
// that hears of the recovery has everything that the server said before. Paper is no
// memory: a server that is up again can't know what it has printed.
//
// # The strategies
//
// A client can go by what it has when it hears of the recovery: nothing, the
// acknowledgement alone, or the completion. A strategy is a set of these in which it
// asks again (Strategy). The book's four ask always, never, when it has an ACK, and
// when it has none. What an ACK is makes a difference (Reading).
//
// # Where to find it
//
// Client and Server are the two sides. Play takes every run of a pair of strategies and
// sorts it by the order in which M, P and C came (matrix.go).
//
// # Source
//
// A. Tanenbaum, M. van Steen: Distributed Systems, 2nd edition, 2007, section 8.3,
// figure 8-8.
package printer

import "faultlab/core/sim"

// Kinds of messages, and from tell on the server's own steps.
const (
	request   uint8 = iota
	ack             // the request is there
	completed       // M: it is done, or will be in a moment
	recovered       // the server is up again
	tell            // the step that sends M
	press           // the step that prints: P
)

// The two processes.
const (
	client sim.ID = iota
	server
)

// text is the number of the only text that is printed.
const text = 1

// Order is the strategy of the server. Its values are TellFirst and PrintFirst.
type Order uint8

const (
	TellFirst  Order = iota // M, then P
	PrintFirst              // P, then M
)

// Orders are their names in documents.
var Orders = [...]string{"tell first", "print first"}

// What the client has of its last request when it hears of a recovery.
const (
	Nothing   uint8 = iota
	Delivered       // the acknowledgement alone
	Completed       // the completion
	sights
)

// Strategy is the strategy of the client: in which of its situations it asks again, one
// bit each, by what it has.
type Strategy uint8

// Strategies is how many there are.
const Strategies = 1 << sights

// Again says whether the client asks again.
func (s Strategy) Again(has uint8) bool { return s>>has&1 != 0 }

// Reading is what counts as an ACK. The book's text says the delivery of the request;
// its table is right if the completion is meant. Its values are ByCompletion and
// ByDelivery.
type Reading uint8

const (
	ByCompletion Reading = iota
	ByDelivery
)

// Readings are their names in documents.
var Readings = [...]string{"completion", "delivery"}

// Rule is one of the book's four strategies, or a set of situations. Its values are
// Always, Never, WhenAcked, WhenNotAcked and Own.
type Rule uint8

const (
	Always Rule = iota
	Never
	WhenAcked
	WhenNotAcked
	Own
)

// Rules are their names in documents.
var Rules = [...]string{"always", "never", "when acked", "when not acked", "own"}

// Strategy is what a rule means under a reading of ACK.
func (r Rule) Strategy(ack Reading) Strategy {
	acked := Strategy(1 << Completed)
	if ack == ByDelivery {
		acked |= 1 << Delivered
	}
	switch r {
	case Always:
		return Strategies - 1
	case WhenAcked:
		return acked
	case WhenNotAcked:
		return (Strategies - 1) &^ acked
	}
	return 0
}

// Job is what both sides know.
type Job struct {
	Order    Order
	Strategy Strategy
}

// Client has a text printed.
type Client struct {
	Has uint8 // of its last request
}

// Start asks. A client that comes up again has forgotten what it wanted.
func (c *Client) Start(e *sim.Env) {
	if e.Incarnation() == 0 {
		c.ask(e)
	}
}

func (c *Client) ask(e *sim.Env) {
	c.Has = Nothing
	e.Send(server, request, sim.Nothing, text)
}

// Deliver keeps what it is told, and decides when it is told of a recovery.
func (c *Client) Deliver(e *sim.Env, m sim.Msg) {
	switch m.Kind {
	case ack:
		c.Has = max(c.Has, Delivered)
	case completed:
		c.Has = Completed
		e.Note(sim.EvComplete, m.From, sim.Nothing, text, sim.NoReason)
	case recovered:
		switch {
		case e.Incarnation() > 0:
			e.Note(sim.EvDrop, m.From, sim.Nothing, text, sim.Unexpected)
		case e.Shared().(*Job).Strategy.Again(c.Has):
			c.ask(e)
		case c.Has != Completed:
			e.Note(sim.EvReport, m.From, sim.Nothing, text, sim.GaveUp)
		}
	}
}

// Server prints what it is asked for, as often as it is asked: it remembers nothing.
type Server struct{ _ uint8 }

// Start tells of a recovery.
func (s *Server) Start(e *sim.Env) {
	if e.Incarnation() > 0 {
		e.Send(client, recovered, sim.Nothing, text)
	}
}

// Deliver acknowledges a request; then come two steps of its own, so that a crash can
// fall before, between and behind them.
func (s *Server) Deliver(e *sim.Env, m sim.Msg) {
	order := e.Shared().(*Job).Order
	switch m.Kind {
	case request:
		e.Send(m.From, ack, sim.Nothing, text)
		if order == TellFirst {
			e.Do(tell, sim.Nothing, text)
		} else {
			e.Do(press, sim.Nothing, text)
		}
	case tell:
		e.Send(client, completed, sim.Nothing, text)
		if order == TellFirst {
			e.Do(press, sim.Nothing, text)
		}
	case press:
		e.Note(sim.EvExecute, client, sim.Nothing, text, sim.NoReason)
		if order == PrintFirst {
			e.Do(tell, sim.Nothing, text)
		}
	}
}
