// Package call has what lies between a request and its reply, with everything that
// can go wrong there, and the policies by which a client and a server cope with it.
//
// # The problem
//
// A client calls a server that it first has to find. It can go wrong in five ways: no
// server is found, the request is lost, the server crashes, the reply is lost, the
// client crashes. The three in the middle, and a server that is slow, are one picture
// for the client: nothing comes. What it does then, and what the server remembers,
// decides what is promised:
//
//	at-most-once  No operation is executed twice.
//	exactly-once  Each has the effect of one execution.
//	truthful      Whoever has a reply has had its operation executed.
//	completes     In the end every client has its replies.
//
// # The idea
//
// A client whose timer fires asks again, under the number of the first attempt, so that
// the server recognizes what it has done (Policy). A server that only throws duplicates
// away leaves a client whose reply was lost without one; so it keeps its replies, and
// repeats them. A record must say whose request it was and of which life of its client
// (Identity), must be there when it is needed (Record), and for as long (Call.Retention).
//
// # Where it breaks
//
// A record in memory does not survive a crash. One on disk that is written before the
// operation is executed may say too much after a crash, and one that is written
// afterwards too little. Only where both are one step is an operation executed exactly
// once; and paper is no disk, so for a printer there is no such step.
//
// Without a disk a client can be told the truth at least: a request is meant for one
// incarnation of the server, and no other executes it (Call.Bound).
//
// # Where to find it
//
// client.go and server.go are the two sides, locator.go is who knows the server.
// outcomes.go tries everything. The vocabulary is that of Birrell and Nelson: at most
// once is a call that is retransmitted and filtered. Others call so what is asked for
// once, and given up; here that is maybe.
//
// # Sources
//
// A. Birrell, B. Nelson: Implementing Remote Procedure Calls. ACM TOCS 2(1), 1984,
// 39–59. A. Spector: Performing Remote Operations Efficiently on a Local Computer
// Network. CACM 25(4), 1982, 246–260: maybe, at least once, only once.
package call

import "faultlab/core/sim"

// Kinds of messages, and from timeout on of what a process does by itself.
const (
	request   uint8 = iota
	reply           // Val is the result
	unknown         // it may have been executed, or not
	refusal         // Val says why: otherVersion or otherLife
	recovered       // the server is up again
	register        // the server tells the locator that it is there
	lookup          // the client asks for it
	located
	missing // there is none; or, if Val is otherVersion, only one of another version
	timeout
	work    // the server looks at a request
	act     // it executes it, where the record was a step of its own
	keep    // it records it, where the execution was a step of its own
	respond // it replies
)

// What a reply or a refusal says; see results.
const (
	full         uint8 = 0 // 100 in the account, and then 30 less each time
	empty        uint8 = 4
	blank        uint8 = 5 // nothing on paper, and then a page more each time
	manyPages    uint8 = 9
	otherVersion uint8 = 10
	otherLife    uint8 = 11
)

// results are the names of what a reply or a refusal says.
var results = []string{"100", "70", "40", "10", "nothing", "no page", "one page", "two pages", "three pages", "many pages", "another version", "another life"}

// Policy is what is done about a reply that does not come. Its values are Maybe,
// AtLeastOnce, FilterOnly and Replies.
type Policy uint8

const (
	Maybe       Policy = iota // nothing: the client gives up
	AtLeastOnce               // the client asks again, and the server executes again
	FilterOnly                // the server throws duplicates away
	Replies                   // and repeats its reply
)

// Policies are their names in documents.
var Policies = [...]string{"maybe", "at-least-once", "filter", "filter and replies"}

// Operation is what is asked for, each with an effect that everybody can see. Its values
// are Print, Withdraw and Set.
type Operation uint8

const (
	Print    Operation = iota // one more page is on paper
	Withdraw                  // 30 less are in the account
	Set                       // 70 are in the account, however often: it is idempotent
)

// Operations are their names in documents.
var Operations = [...]string{"print", "withdraw", "set the balance"}

// Record is where the server notes what it has executed, and when. Its values are
// InMemory, Before, After and Together.
type Record uint8

const (
	InMemory Record = iota
	Before          // on disk, in a step before it is executed
	After           // on disk, in a step behind it
	Together        // on disk, in one step with it
)

// Records are their names in documents.
var Records = [...]string{"memory", "disk, before", "disk, after", "disk, in one step"}

// Identity is by what the server recognizes a request. Its values are ByMessage,
// ByNumber, ByClient and ByIncarnation.
type Identity uint8

const (
	ByMessage     Identity = iota // by nothing: every attempt has a number of its own
	ByNumber                      // by its number alone
	ByClient                      // by its client and number
	ByIncarnation                 // by its client, the client's incarnation, and its number
)

// Identities are their names in documents.
var Identities = [...]string{"message", "number", "client", "incarnation"}

// MaxRetention is how many records a server can keep.
const MaxRetention = 8

// Call is what all sides know.
type Call struct {
	Policy    Policy
	Operation Operation
	Record    Record
	Identity  Identity
	Retries   uint8
	Requests  uint8 // of each client, one after the other
	Retention uint8 // records; the oldest goes first
	Bound     bool  // a request is for one incarnation of the server
	Recovery  bool  // a server that comes up again tells the clients
	Other     bool  // the clients speak another version than the server
	Timeout   int32 // in ticks, where the network has a clock
	Server    sim.ID
	Locator   sim.ID // sim.None: everybody knows the server
}

// clients are all who call.
func (c *Call) clients(n int) sim.Set {
	s := sim.All(n).Without(c.Server)
	if c.Locator != sim.None {
		s = s.Without(c.Locator)
	}
	return s
}

// filters says whether the server recognizes what it has executed.
func (c *Call) filters() bool { return c.Policy >= FilterOnly }

// A message's argument says which request it is about: which of its client, in which of
// the client's lives, and for which life of the server; and its client, for the
// server's own steps.
const (
	numberAt = 0  // from 1
	tryAt    = 4  // only where every attempt has a number of its own
	lifeAt   = 8  // of the client
	serverAt = 12 // the incarnation of the server that is meant
	whoAt    = 16
	otherAt  = 20 // 1: the client speaks another version
	field    = 15
)

func get(arg uint32, at int) uint8 { return uint8(arg >> at & field) }

// lives is how many incarnations of a process are told apart.
const lives = 4

// Calls bounds the numbers of calls: what a client asks for in one of its lives.
const Calls = 4 * lives * MaxRequests

// MaxRequests is how many a client makes, one after the other.
const MaxRequests = 2

// Number is the number of a call, from 1, as its events have it. A request for which its
// client asks again is the same call; one of another life is another.
func Number(who sim.ID, life uint8, number uint8) uint32 {
	return 1 + (uint32(who)*lives+uint32(min(life, lives-1)))*MaxRequests + uint32(number) - 1
}

func callOf(arg uint32) uint32 {
	return Number(sim.ID(get(arg, whoAt)), get(arg, lifeAt), get(arg, numberAt))
}
