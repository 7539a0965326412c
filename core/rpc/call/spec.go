package call

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Remote is the remote call as scenario documents know it.
var Remote = protocol.Spec{
	Name:    "rpc/call",
	Version: 1,
	Title:   "A remote call, and what is done about it",
	Doc: "Clients find a server and call it, one request after the other. Requests and replies are lost, the server crashes and comes up again, a " +
		"timer fires too early; the client gives up or asks again, and the server filters duplicates, or repeats its replies " +
		"(Birrell, Nelson 1984; Spector 1982).",
	Processes: protocol.Processes{
		Min: 2, Max: 4,
		Name: func(i int) string { return [...]string{"client", "server", "P3", "P4"}[i] },
		Role: func(c *protocol.Config, i int) string {
			switch {
			case i == int(c.Param("server")):
				return "server"
			case c.Param("locator") == 1 && i == c.N-1:
				return "locator"
			}
			return "client"
		},
	},
	Params: []protocol.Param{
		{Name: "policy", Kind: protocol.Choice, Allowed: Policies[:], Default: int32(Replies),
			Doc: "maybe: the client asks once. at-least-once: it asks again. filter: and the server throws duplicates away. filter and replies: and repeats its reply"},
		{Name: "operation", Kind: protocol.Choice, Allowed: Operations[:], Default: int32(Withdraw), Doc: "what is asked for"},
		{Name: "record", Kind: protocol.Choice, Allowed: Records[:],
			Doc: "where the server notes what it executes, and when; it needs a policy with a filter. Paper is no disk: to print and to write are never one step"},
		{Name: "identity", Kind: protocol.Choice, Allowed: Identities[:], Default: int32(ByIncarnation),
			Doc: "by what the filter recognizes a request: message: every retry has a number of its own; number; client: and whose it is; incarnation: and of which life of its client"},
		{Name: "retries", Min: 0, Max: 4, Default: 2, Doc: "how often a client asks again before it gives up; maybe never does"},
		{Name: "forever", Kind: protocol.Bool, Doc: "whether a client never gives up: it asks again until it has a reply, whatever retries says"},
		{Name: "timeout", Min: 1, Max: 1000, Default: 3, Doc: "how long a client waits before it asks again, in ticks, where the network has a clock"},
		{Name: "requests", Min: 1, Max: MaxRequests, Default: 1, Doc: "of each client, one after the other"},
		{Name: "retention", Min: 1, Max: MaxRetention, Default: MaxRetention, Doc: "how many records the server keeps; the oldest goes first"},
		{Name: "bound", Kind: protocol.Bool, Doc: "whether a request is for one incarnation of the server, and refused by another"},
		{Name: "recovery", Kind: protocol.Bool, Doc: "whether a server that comes up again tells the clients, which then need not wait for their timers"},
		{Name: "server", Kind: protocol.Who, Default: 1, Doc: "who is called"},
		{Name: "locator", Kind: protocol.Bool, Doc: "whether the last process is a locator, which the clients must ask for the server"},
		{Name: "version", Kind: protocol.Choice, Allowed: []string{"same", "other"}, Doc: "whether the clients speak the server's version"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "a request takes the time it takes: its processes are asynchronous", !n.LockStep
	},
	Models: sim.Crash | sim.Omission,
	Links:  sim.Duplication,
	Budget: sim.Budget{Crashes: 1, Restarts: 1, Losses: 1},
	Claims: []protocol.Claim{
		{Name: "at-most-once", Title: "No operation is executed twice", Doc: "Birrell, Nelson 1984; never executed is fine, too",
			Make: func(*protocol.Config) sim.Claim { return claim.AtMostOnce("at-most-once", Calls) }},
		{Name: "exactly-once", Title: "Each operation has the effect of one execution", Doc: "judged when nothing more can happen; of a client that crashed nothing is said. An idempotent operation may be executed again",
			Make: func(c *protocol.Config) sim.Claim {
				s := shared(c)
				return ExactlyOnce("exactly-once", s.clients(c.N), s.Requests, s.Operation == Set)
			}},
		{Name: "truthful", Title: "Whoever has a reply has had its operation executed", Doc: "a reply to another request, or one that is made up, is worse than none",
			Make: func(*protocol.Config) sim.Claim { return Truthful("truthful") }},
		{Name: "completes", Title: "In the end every client has its replies", Doc: "judged when nothing more can happen; of a client that crashed nothing is said",
			Make: func(c *protocol.Config) sim.Claim {
				s := shared(c)
				return Completes("completes", s.clients(c.N), s.Requests)
			}},
	},
	Views: []string{"space-time", "group"},
	Words: vocabularies[Withdraw],
	Vocabulary: func(c *protocol.Config) *words.Vocabulary {
		return &vocabularies[c.Param("operation")]
	},
	Check: check,
	Costs: func(c *protocol.Config) []protocol.Cost {
		s := shared(c)
		callers := 0
		for p := range sim.ID(c.N) {
			if s.clients(c.N).Has(p) {
				callers++
			}
		}
		of := 2 * (1 + int(s.Retries))
		all := of * int(s.Requests)
		if s.Locator != sim.None {
			all += of*int(s.Requests) + 1
		}
		copies := int(c.Budget.Duplicates) // each sets off one message more, at most
		if len(c.Links) > 0 {
			copies += callers * all / 2
		}
		name := "messages at most, without a crash"
		if s.Forever {
			name = "messages at most, without a crash and as long as nobody tries more than " + strconv.Itoa(1+int(s.Retries)) + " times"
		}
		return []protocol.Cost{{Name: name, Decimal: strconv.Itoa(callers*all + copies)}}
	},
	Remarks: remarks,
	Setup:   setup,
}

func shared(c *protocol.Config) *Call {
	s := &Call{
		Policy: Policy(c.Param("policy")), Operation: Operation(c.Param("operation")), Record: Record(c.Param("record")),
		Identity: Identity(c.Param("identity")), Retries: uint8(c.Param("retries")), Requests: uint8(c.Param("requests")),
		Retention: uint8(c.Param("retention")), Bound: c.Param("bound") == 1, Recovery: c.Param("recovery") == 1,
		Forever: c.Param("forever") == 1, Other: c.Param("version") == 1, Timeout: c.Param("timeout"), Server: sim.ID(c.Param("server")), Locator: sim.None,
	}
	if c.Param("locator") == 1 {
		s.Locator = sim.ID(c.N - 1)
	}
	return s
}

func setup(c *protocol.Config) sim.Setup {
	s := shared(c)
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Shared: s, Timeless: true,
		Build: func(b *sim.Builder) {
			for p := range sim.ID(c.N) {
				switch p {
				case s.Server:
					s.placeServer(b)
				case s.Locator:
					sim.Place(b, Locator{}, 0)
				default:
					sim.Place(b, Client{}, 0)
				}
			}
		},
	}
}

func (c *Call) placeServer(b *sim.Builder) {
	s := Server{Visible: full}
	if c.Operation == Print {
		s.Visible = blank
	}
	switch c.Record {
	case InMemory:
		sim.Place(b, inMemory{s}, 0)
	case Before:
		sim.Place(b, beforehand{s}, 0)
	default:
		sim.Place(b, onDisk{s}, 0)
	}
}

func check(c *protocol.Config) *protocol.Problem {
	s := shared(c)
	last := c.N - 1
	switch {
	case s.Server == 0:
		return &protocol.Problem{Path: "params.server", Message: "is " + c.Names[0] + ", which is a client: it would call itself. Name another process",
			Allowed: c.Names[1:]}
	case s.Locator != sim.None && c.N < 3:
		return &protocol.Problem{Path: "params.locator", Message: "needs a third process: the last one is the locator, besides a client and the server"}
	case s.Locator == s.Server:
		return &protocol.Problem{Path: "params.server", Message: "is " + c.Names[last] + ", which is the locator. Name another process", Allowed: c.Names[1:last]}
	case s.filters() && s.Record == Together && s.Operation == Print:
		return &protocol.Problem{Path: "params.record", Message: "is one step, and no step writes on paper and on a disk. Take another record, or another operation than print",
			Allowed: Records[:Together]}
	case s.Forever && s.Policy == Maybe:
		return &protocol.Problem{Path: "params.forever", Message: "needs a policy under which a client asks again", Allowed: Policies[AtLeastOnce:]}
	case s.Forever && s.filters() && s.Identity == ByMessage:
		return &protocol.Problem{Path: "params.forever", Message: "needs no end of numbers where every retry has one of its own: take another identity", Allowed: Identities[ByMessage+1:]}
	case c.Budget.Restarts >= lives:
		return &protocol.Problem{Path: "budget.restarts", Message: "is too large: at most " + strconv.Itoa(lives-1) + " are told apart here"}
	}
	return nil
}

func remarks(c *protocol.Config) (r []protocol.Remark) {
	s := shared(c)
	if !s.filters() && s.Record != InMemory {
		r = append(r, protocol.Remark{Code: "no-record", Text: "The server keeps no record under " + Policies[s.Policy] + ": where it would be makes no difference."})
	}
	if s.filters() && s.Identity == ByMessage {
		r = append(r, protocol.Remark{Code: protocol.Outside, Text: "Outside of what a filter promises: a retry must have the number of the first attempt, and here it has one of its own."})
	}
	return r
}

// vocabularies are the words by operation.
var vocabularies = [...]words.Vocabulary{
	Print:    speak("{p} prints: {v} on paper"),
	Withdraw: speak("{p} takes 30 from the account: {v} left"),
	Set:      speak("{p} sets the account to {v}"),
}

func speak(executes string) words.Vocabulary {
	return words.Vocabulary{
		Values: results,
		Kinds: []string{request: "request", reply: "reply", unknown: "doubtful reply", refusal: "refusal", recovered: "news of the recovery",
			register: "registration", lookup: "question", located: "answer", missing: "answer"},
		Arrive: []string{request: "the request of {p} reaches {q}{about}", reply: "the reply of {p} reaches {q}{about}",
			unknown: "{q} hears that {p} does not know whether it was executed{about}", refusal: "the refusal of {p} reaches {q}{about}",
			recovered: "{q} hears that {p} is up again{about}", register: "the registration of {p} reaches {q}{about}", lookup: "the question of {p} reaches {q}{about}",
			located: "{q} hears from {p} where the server is{about}", missing: "{q} hears from {p} that there is no server{about}"},
		Former: []string{request: "the request of {p} reaches {q}{about}", reply: "the reply of {p} reaches {q}{about}",
			unknown: "{p} tells {q} that it does not know whether it was executed{about}", refusal: "{p} refuses the request of {q}{about}",
			recovered: "{q} hears that {p} is up again{about}", register: "{p} registers with {q}{about}", lookup: "{p} asks {q} for the server{about}",
			located: "{p} tells {q} of the server{about}", missing: "{p} knows no server for {q}{about}"},
		Do: []string{work: "{p} looks at the request{about}", act: "{p} executes the request{about}", keep: "{p} writes its record{about}",
			respond: "{p} replies{about}"},
		Arg: about,
		Phrases: []words.Phrase{
			{Event: sim.EvTask, Msg: int(work), Reason: words.Any, Text: "{p} looks at the request{about}"},
			{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
			{Event: sim.EvSend, Msg: int(request), Reason: words.Any, Text: "{p} sends the request{about}"},
			{Event: sim.EvSend, Msg: int(reply), Reason: words.Any, Text: "{p} sends {q} the reply: {v}{about}"},
			{Event: sim.EvSend, Msg: int(unknown), Reason: words.Any, Text: "{p} does not know whether it executed that, and says so to {q}{about}"},
			{Event: sim.EvSend, Msg: int(refusal), Reason: words.Any, Text: "{p} refuses the request of {q}{about}"},
			{Event: sim.EvSend, Msg: int(recovered), Reason: words.Any, Text: "{p} tells {q} that it is up again"},
			{Event: sim.EvSend, Msg: int(register), Reason: words.Any, Text: "{p} registers with {q}"},
			{Event: sim.EvSend, Msg: int(lookup), Reason: words.Any, Text: "{p} asks {q} for the server"},
			{Event: sim.EvSend, Msg: int(located), Reason: words.Any, Text: "{p} tells {q} where the server is"},
			{Event: sim.EvSend, Msg: int(missing), Reason: words.Any, Text: "{p} tells {q} that it knows of no server"},
			{Event: sim.EvReceive, Msg: int(recovered), Reason: int(sim.NoReason), Text: "{p} hears that {q} is up again"},
			{Event: sim.EvReceive, Msg: int(reply), Reason: int(sim.NoReason), Text: "{p} receives the reply of {q}: {v}{about}"},
			{Event: sim.EvReceive, Msg: words.Any, Reason: int(sim.NoReason), Text: "{p} receives the {k} of {q}{about}"},
			{Event: sim.EvExecute, Msg: words.Any, Reason: words.Any, Text: executes},
			{Event: sim.EvWrite, Msg: words.Any, Reason: words.Any, Text: "{p} writes its record to the disk"},
			{Event: sim.EvComplete, Msg: words.Any, Reason: words.Any, Text: "{p} has its reply, {v}, and is done"},
			{Event: sim.EvReport, Msg: words.Any, Reason: int(sim.GaveUp), Text: "{p} gives up: it has no reply, and does not know why"},
			{Event: sim.EvReport, Msg: words.Any, Reason: int(sim.Undefined), Text: "{p} reports that it may have been executed, or not"},
			{Event: sim.EvReport, Msg: words.Any, Reason: int(sim.OldIncarnation), Text: "{p} reports that the server it called has crashed: it may have been executed, or not"},
			{Event: sim.EvReport, Msg: words.Any, Reason: int(sim.WrongVersion), Text: "{p} reports that the server speaks another version"},
			{Event: sim.EvDrop, Msg: int(work), Reason: words.Any, Text: "{p} fails to look at the request{about}"},
			{Event: sim.EvDrop, Msg: int(act), Reason: words.Any, Text: "{p} fails to execute the request{about}"},
			{Event: sim.EvDrop, Msg: int(keep), Reason: words.Any, Text: "{p} fails to write its record{about}"},
			{Event: sim.EvDrop, Msg: int(respond), Reason: words.Any, Text: "{p} fails to reply{about}"},
			{Event: sim.EvDrop, Msg: int(request), Reason: int(sim.Duplicate), Text: "{p} recognizes a duplicate from {q}, or a request that nobody is waiting for any more"},
			{Event: sim.EvDrop, Msg: int(request), Reason: int(sim.OldIncarnation), Text: "{p} ignores a request meant for an earlier life of its own"},
			{Event: sim.EvDrop, Msg: int(request), Reason: int(sim.Forgotten), Text: "{p} has no room: it forgets a request of {q}"},
			{Event: sim.EvDrop, Msg: int(request), Reason: int(sim.WrongVersion), Text: "{p} can't read the request: it is of another version"},
		},
	}
}

// about says which request it is, where that isn't the only client's first of its first
// life.
func about(s *words.Scene, msg uint8, arg uint32) string {
	text := ""
	say := func(x string) {
		if text != "" {
			text += ", "
		}
		text += x
	}
	if sim.Class(msg>>6) == sim.Task && len(s.Names) > 2 {
		say("of " + s.Name(sim.ID(get(arg, whoAt))))
	}
	if n := get(arg, numberAt); n > 1 {
		say("number " + strconv.Itoa(int(n)))
	}
	if try := get(arg, tryAt); try > 0 {
		say("try " + strconv.Itoa(int(try)+1))
	}
	if life := get(arg, lifeAt); life > 0 {
		say("life " + strconv.Itoa(int(life)+1))
	}
	if life := get(arg, serverAt); life > 0 {
		say("server's life " + strconv.Itoa(int(life)+1))
	}
	return text
}
