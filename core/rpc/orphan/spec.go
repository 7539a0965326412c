package orphan

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Bounds of what a run can be asked for.
const (
	maxDelay   = 8
	maxQuantum = 120
	maxWork    = 200
	maxLives   = 3 // of one machine, beyond its first: two bits name a life
)

// Calls are two clients, a server and a backend as scenario documents know them.
var Calls = protocol.Spec{
	Name:    "rpc/orphan",
	Version: 1,
	Title:   "Orphans, and who ends them",
	Doc: "A client calls a server, which calls a backend for it; another client calls the backend too. When a machine crashes, what it " +
		"has asked for runs on. Extermination, reincarnation, gentle reincarnation and expiration end it (Nelson 1981).",
	Processes: protocol.Processes{
		Min: int(machines), Max: int(machines),
		Name: func(i int) string { return [...]string{"client", "server", "backend", "other"}[i] },
		Role: func(_ *protocol.Config, i int) string { return [...]string{"client", "server", "server", "client"}[i] },
	},
	Params: []protocol.Param{
		{Name: "method", Kind: protocol.Choice, Allowed: Methods, Default: int32(Extermination), Doc: "what is done about orphans"},
		{Name: "scope", Kind: protocol.Choice, Allowed: []string{"client", "system"}, Doc: "of reincarnation: whose epoch it is; a system's voids the work of everybody"},
		{Name: "work", Min: 1, Max: maxWork, Default: 12, Doc: "ticks that a computation takes at the backend"},
		{Name: "quantum", Min: 1, Max: maxQuantum, Default: 10, Doc: "of expiration: ticks that a computation may take before it has to ask for more"},
		{Name: "patience", Min: 1, Max: 60, Default: 8, Doc: "of expiration: how often a client prolongs a call before it gives up"},
		{Name: "leases", Kind: protocol.Choice, Allowed: []string{"within", "own"}, Doc: "of expiration: whether what a server grants ends within what it was granted itself"},
		{Name: "locks", Kind: protocol.Choice, Allowed: []string{"left", "released"}, Doc: "what becomes of the lock, and the half-written file, of a computation that is killed"},
		{Name: "pass", Kind: protocol.Bool, Default: 1, Doc: "who kills a computation also has killed what that one has called"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "leases and searches for owners need a clock and a bounded delay, and processes that are not in lock step", n.Bounded && !n.LockStep
	},
	Network: sim.Network{Bounded: true, Order: sim.FIFO, MinDelay: 1, MaxDelay: 1},
	Models:  sim.Crash,
	Links:   sim.Omission,
	Budget:  sim.Budget{Crashes: 1, Restarts: 1},
	Claims: []protocol.Claim{
		{Name: "no-orphan-finishes", Title: "No computation that nobody wants any more takes effect", Doc: "an orphan has a machine in its chain of callers that crashed, or was ended",
			Make: func(*protocol.Config) sim.Claim { return noOrphanFinishes() }},
		{Name: "innocent-live", Title: "No computation that somebody waits for is killed", Doc: "what a method costs those who did not crash",
			Make: func(*protocol.Config) sim.Claim { return innocentLive() }},
		{Name: "gone-before-work", Title: "A machine that is up again calls when its orphans are gone", Doc: "judged at the first request of every new life",
			Make: func(*protocol.Config) sim.Claim { return goneBeforeWork() }},
		{Name: "no-lock-left", Title: "Nothing that is killed leaves its lock behind", Doc: "with the lock stays the file, half written",
			Make: func(*protocol.Config) sim.Claim { return noLockLeft() }},
		{Name: "served", Title: "In the end all clients that are up have their replies", Doc: "nobody calls twice in one life; of a client that is down nothing is said",
			Make: func(*protocol.Config) sim.Claim { return served() }},
	},
	Views: []string{"space-time", "group"},
	Words: vocabulary,
	Check: check,
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages of the calls, if nothing fails", Decimal: "6"}}
	},
	Remarks: remarks,
	Setup:   setup,
}

func shared(c *protocol.Config) *Orphans {
	return &Orphans{
		Method: Method(c.Param("method")), System: c.Param("scope") == 1, Within: c.Param("leases") == 0,
		Release: c.Param("locks") == 1, Pass: c.Param("pass") == 1,
		Work: c.Param("work"), Quantum: c.Param("quantum"), Patience: uint16(c.Param("patience")), Delay: c.Net.MaxDelay,
	}
}

func check(c *protocol.Config) *protocol.Problem {
	o := shared(c)
	if c.Net.MaxDelay > maxDelay {
		return &protocol.Problem{Path: "network.latency", Message: "a message may take at most " + strconv.Itoa(maxDelay) + " ticks here", Allowed: []string{"1 to " + strconv.Itoa(maxDelay)}}
	}
	if c.Budget.Restarts > maxLives {
		return &protocol.Problem{Path: "budget.restarts", Message: "a machine has at most four lives here", Allowed: []string{"0 to " + strconv.Itoa(maxLives)}}
	}
	if least := 6*o.Delay + 3; o.Method == Expiration && o.Quantum < least {
		return &protocol.Problem{Path: "params.quantum", Message: "the quantum must leave time to ask for another one: there and back, for two machines",
			Allowed: []string{strconv.Itoa(int(least)) + " to " + strconv.Itoa(maxQuantum)}}
	}
	return nil
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	o := shared(c)
	if o.Method == Located {
		r = append(r, protocol.Remark{Code: "located", Text: "In the words that this variant follows all machines locate the owners of their computations, and nothing is said of killing: so nothing is killed. Nelson's gentle reincarnation kills where no owner is found."})
	}
	if o.Method == Expiration && !o.Within {
		r = append(r, protocol.Remark{Code: "own-leases", Text: "A server grants a whole quantum, whatever is left of its own: what it has called may outlive it."})
	}
	if o.Method != Reincarnation && o.System {
		r = append(r, protocol.Remark{Code: "no-scope", Text: "Only reincarnation asks whose epoch it is."})
	}
	return r
}

func setup(c *protocol.Config) sim.Setup {
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Links: c.Links, Shared: shared(c), Pending: 128,
		Build: func(b *sim.Builder) {
			for range machines {
				sim.Place(b, Machine{}, 0)
			}
		},
	}
}

// callName says which call it is.
func callName(s *words.Scene, c Call) string {
	n := func(b uint8) string {
		p, life := who(b)
		text := "call " + strconv.Itoa(int(b&7)) + " of " + s.Name(p)
		if life > 0 {
			text += "'s life " + strconv.Itoa(int(life)+1)
		}
		return text
	}
	if c == 0 {
		return ""
	}
	if c.Of() != 0 {
		return n(uint8(c>>8)) + " for " + s.Name(c.Root())
	}
	return n(uint8(c))
}

// steps are the steps of a machine's own, and what its timers are for.
func steps() []string {
	list := make([]string, seek+slots)
	copy(list[record:], []string{"{p} logs {a}", "{p} makes {a}", "{p} erases {a} from its log", "{p} goes through its log",
		"{p} counts its epochs", "{p} begins a new epoch", "{p} may call again: {a}"})
	for at := range slots {
		list[int(done)+at] = "{p} has done the work of {a}"
		list[int(expire)+at] = "the time of {p} for {a} is over"
		list[int(remind)+at] = "{p} needs more time for {a}"
		list[int(seek)+at] = "{p} has heard nothing of the owner of {a}"
	}
	return list
}

var vocabulary = words.Vocabulary{
	Kinds: []string{"request", "reply", "order to kill", "word that it is dead", "new epoch", "question whose it is", "answer whose it is", "request for time", "grant of time"},
	Arrive: []string{
		request: "the request for {a} reaches {q}", reply: "the reply to {a} reaches {q}", kill: "{q} is told by {p} to kill {a}", killed: "{q} hears from {p} that {a} is dead",
		epoch: "{q} hears of epoch {v} from {p}", locate: "{q} is asked by {p} whether it is waiting for {a}", found: "the answer of {p} about {a} reaches {q}",
		ask: "{q} is asked by {p} for more time for {a}", grant: "{q} is granted {v} ticks for {a} by {p}",
	},
	Former: []string{
		request: "{p} calls {q}: {a}", reply: "{p} replies to {q}: {a}", kill: "{p} has {q} kill {a}", killed: "{p} tells {q} that {a} is dead",
		epoch: "{p} announces epoch {v} to {q}", locate: "{p} asks {q} whether it waits for {a}", found: "{p} answers {q} about {a}",
		ask: "{p} asks {q} for time for {a}", grant: "{p} grants {q} {v} ticks for {a}",
	},
	Do: steps(),
	Arg: func(s *words.Scene, msg uint8, arg uint32) string {
		if k := msg & 63; k == epoch || k >= exterminate && k <= announce {
			return ""
		}
		return callName(s, Call(arg))
	},
	Phrases: []words.Phrase{
		{Event: sim.EvTask, Msg: int(exterminate), Reason: words.Any, Text: "{p} goes through its log"},
		{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvTimeout, Msg: words.Any, Reason: words.Any, Text: "{do}"},
		{Event: sim.EvSend, Msg: int(request), Reason: words.Any, Text: "{p} makes {a}"},
		{Event: sim.EvSend, Msg: int(reply), Reason: words.Any, Text: "{p} replies to {a}"},
		{Event: sim.EvSend, Msg: int(epoch), Reason: words.Any, Text: words.Unsaid},
		{Event: sim.EvSend, Msg: int(kill), Reason: words.Any, Text: "{p} orders {q} to kill {a}"},
		{Event: sim.EvSend, Msg: int(killed), Reason: words.Any, Text: "{p} tells {q} that {a} is dead"},
		{Event: sim.EvSend, Msg: int(locate), Reason: words.Any, Text: "{p} asks {q} whose {a} is"},
		{Event: sim.EvSend, Msg: int(found), Reason: words.Any, Text: "{p} answers {q} whose {a} is"},
		{Event: sim.EvSend, Msg: int(ask), Reason: words.Any, Text: "{p} asks {q} for more time for {a}"},
		{Event: sim.EvSend, Msg: int(grant), Reason: words.Any, Text: "{p} grants {q} {v} ticks for {a}"},
		{Event: sim.EvWrite, Msg: words.Any, Reason: int(sim.Forgotten), Text: "{p} erases {a} from its log on stable storage"},
		{Event: sim.EvWrite, Msg: words.Any, Reason: int(sim.OldEpoch), Text: "{p} writes epoch {v} to stable storage"},
		{Event: sim.EvWrite, Msg: words.Any, Reason: words.Any, Text: "{p} logs {a} on stable storage"},
		{Event: sim.EvMulticast, Msg: words.Any, Reason: words.Any, Text: "{p} announces epoch {v} to all"},
		{Event: sim.EvLock, Msg: words.Any, Reason: words.Any, Text: "{p} takes the lock, and computes for {a}"},
		{Event: sim.EvHold, Msg: words.Any, Reason: int(sim.NoReason), Text: "{p} finds the file locked: {a} waits"},
		{Event: sim.EvExecute, Msg: words.Any, Reason: words.Any, Text: "{p} has finished {a}: it takes effect"},
		{Event: sim.EvUnlock, Msg: words.Any, Reason: words.Any, Text: "{p} gives back the lock it took for {a}"},
		{Event: sim.EvKill, Msg: words.Any, Reason: int(sim.OldEpoch), Text: "{p} kills {a}: its epoch is over"},
		{Event: sim.EvKill, Msg: words.Any, Reason: int(sim.Expired), Text: "{p} kills {a}: its time is over"},
		{Event: sim.EvKill, Msg: words.Any, Reason: int(sim.OwnerNotFound), Text: "{p} kills {a}: it finds no owner"},
		{Event: sim.EvKill, Msg: words.Any, Reason: words.Any, Text: "{p} kills {a}"},
		{Event: sim.EvReport, Msg: words.Any, Reason: int(sim.OldEpoch), Text: "{p} gives {a} up: its epoch is over"},
		{Event: sim.EvReport, Msg: words.Any, Reason: words.Any, Text: "{p} gives {a} up"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.OldEpoch), Text: "{p} ignores {a}: its epoch is over"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Expired), Text: "{p} ignores {a}: its time is over"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Unexpected), Text: "{p} does not wait for {a}: it ignores the reply"},
		{Event: sim.EvComplete, Msg: words.Any, Reason: words.Any, Text: "{p} has its reply to {a}"},
	},
}
