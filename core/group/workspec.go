package group

import (
	"strconv"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// AtWork is a group that does jobs as scenario documents know it.
var AtWork = protocol.Spec{
	Name:    "group/work",
	Version: 1,
	Title:   "A group at work",
	Doc: "A client gives jobs to a flat group, in which all members vote on who does each, or to a hierarchical one, whose coordinator gives them to workers. " +
		"If the coordinator crashes, the bully algorithm elects another one (Garcia-Molina 1982).",
	Processes: protocol.Processes{Min: 2, Max: 1 + MaxWorkers, Name: workName, Role: workRole},
	Params: []protocol.Param{
		{Name: "structure", Kind: protocol.Choice, Allowed: []string{"flat", "hierarchical"}, Doc: "whether all members are equal, or one coordinates"},
		{Name: "election", Kind: protocol.Choice, Allowed: []string{"none", "bully"}, Default: 1, Doc: "with a hierarchical structure: what follows if the coordinator crashes"},
		{Name: "jobs", Min: 1, Max: MaxJobs, Default: 2, Doc: "how many jobs the client has"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "its processes are asynchronous, and learn of crashes from a detector", !n.LockStep
	},
	Network: sim.Network{Order: sim.FIFO, Detector: true},
	Models:  sim.Crash,
	Budget:  sim.Budget{Crashes: MaxWorkers},
	Claims: []protocol.Claim{
		{Name: "answered", Title: "In the end the client has all its replies", Doc: "judged when nothing more can come", Make: answered},
		{Name: "at-most-once", Title: "No job is done twice", Doc: "Birrell, Nelson 1984", Make: func(c *protocol.Config) sim.Claim {
			return claim.AtMostOnce("at-most-once", int(c.Param("jobs")))
		}},
		{Name: "one-coordinator", Title: "No two live members take themselves for the coordinator", Doc: "Garcia-Molina 1982", Make: oneCoordinator, Void: flat},
		{Name: "followed", Title: "In the end all live members follow the same live coordinator", Doc: "Garcia-Molina 1982; judged when nothing more can come",
			Make: followed, Void: flat},
	},
	Views: []string{"space-time", "group"},
	Words: workWords,
	Costs: func(c *protocol.Config) []protocol.Cost {
		members, jobs := c.N-1, int(c.Param("jobs"))
		each := min(4, 2*members)
		if c.Param("structure") == 0 {
			each = members + members*(members-1) + 1
		}
		return []protocol.Cost{{Name: "messages", Decimal: strconv.Itoa(jobs * each)}}
	},
	Remarks: func(c *protocol.Config) (r []protocol.Remark) {
		switch {
		case c.Faulty().Has(client):
			r = append(r, protocol.Remark{Code: protocol.Outside, Text: "The client may crash: what a group does for it, it does for one that does not."})
		case c.Faulty() != 0 && !c.Net.Detector:
			r = append(r, protocol.Remark{Code: protocol.Outside, Text: "There is no detector: nobody ever learns of a crash."})
		}
		return r
	},
	Setup: workSetup,
}

func workName(i int) string {
	if i == int(client) {
		return "client"
	}
	return "M" + strconv.Itoa(i)
}

func workRole(c *protocol.Config, i int) string {
	switch {
	case i == int(client):
		return "client"
	case c.Param("structure") != 0 && i == c.N-1:
		return "coordinator"
	case c.Param("structure") != 0:
		return "worker"
	}
	return "member"
}

func flat(c *protocol.Config) string {
	if c.Param("structure") == 0 {
		return "a flat group has no coordinator"
	}
	return ""
}

func workSetup(c *protocol.Config) sim.Setup {
	s := &Work{Flat: c.Param("structure") == 0, Bully: c.Param("election") != 0, Jobs: uint8(c.Param("jobs"))}
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Values: MaxJobs, Shared: s, Quiet: 1 << answer, Timeless: true,
		Pending: 4*c.N*c.N + 4*c.N,
		Build: func(b *sim.Builder) {
			sim.Place(b, Client{}, 0)
			for range c.N - 1 {
				sim.Place(b, Member{}, int(s.Jobs)*c.N)
			}
		},
	}
}

// answered counts replies; its history is how many jobs are answered.
func answered(c *protocol.Config) sim.Claim {
	jobs := uint8(c.Param("jobs"))
	return sim.Claim{
		Name: "answered", Size: 1, Watch: sim.Watch(sim.EvComplete, sim.EvCrash), Begin: sim.Open, Swaps: true, Rename: func([]byte, []sim.ID) {},
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			switch {
			case e.Kind == sim.EvComplete:
				m.History[0]++
			case e.Process == client: // it waits for nothing any more
				m.History[0] = jobs
			default:
				m.Keep(client)
			}
			if m.History[0] == jobs {
				return sim.HoldsSoFar
			}
			return sim.Open
		},
		Finish: func(m *sim.Memory) sim.Status {
			if m.History[0] < jobs {
				m.Blame(sim.SetOf(client), client)
				return sim.Violated
			}
			return sim.Holds
		},
	}
}

// oneCoordinator: the history is who leads and has not crashed, plus one.
func oneCoordinator(c *protocol.Config) sim.Claim {
	return sim.Claim{
		Name: "one-coordinator", Size: 1, Watch: sim.Watch(sim.EvStart, sim.EvElect, sim.EvCrash), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			h := &m.History[0]
			switch {
			case e.Kind == sim.EvStart && int(e.Process) == c.N-1, e.Kind == sim.EvElect && e.Peer == e.Process && *h == 0:
				*h = uint8(e.Process) + 1
				m.Keep(e.Process)
			case e.Kind == sim.EvCrash && *h == uint8(e.Process)+1:
				*h = 0
			case e.Kind == sim.EvElect && e.Peer == e.Process && *h != uint8(e.Process)+1:
				m.Blame(sim.SetOf(sim.ID(*h-1), e.Process), sim.ID(*h-1))
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}

// followed: the history has of every member whom it follows.
func followed(c *protocol.Config) sim.Claim {
	const crashed = 255
	return sim.Claim{
		Name: "followed", Size: c.N, Watch: sim.Watch(sim.EvStart, sim.EvElect, sim.EvCrash), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			switch e.Kind {
			case sim.EvStart:
				m.History[e.Process] = uint8(c.N - 1)
			case sim.EvElect:
				m.History[e.Process] = uint8(e.Peer)
				m.Keep(e.Process)
			default:
				m.History[e.Process] = crashed
				m.Keep(e.Process)
			}
			return sim.Open
		},
		Finish: func(m *sim.Memory) sim.Status {
			if c.Param("structure") == 0 {
				return sim.Holds // it asks nothing
			}
			for p, leader := range m.History {
				if p == int(client) || leader == crashed {
					continue
				}
				if m.History[leader] != leader {
					m.Blame(sim.SetOf(sim.ID(p), sim.ID(leader)), sim.ID(leader))
					return sim.Violated
				}
				for q, other := range m.History[:p] {
					if q != int(client) && other != crashed && other != leader {
						m.Blame(sim.SetOf(sim.ID(p), sim.ID(q)), sim.ID(p))
						return sim.Violated
					}
				}
			}
			return sim.Holds
		},
	}
}

var workWords = words.Vocabulary{
	Values: counted("job "),
	Kinds:  []string{"job", "bid", "work", "report", "reply", "election", "answer", "claim to lead"},
	Arrive: []string{
		"{a} of {p} reaches {q}", "{q} hears how busy {p} is ({a})", "{q} gets {a} from {p}", "{q} hears from {p} that {a} is done", "the reply of {p} reaches {q} ({a})",
		"{q} hears that {p} asks it to lead", "{q} hears that {p} takes over", "{q} hears that {p} leads",
	},
	Do: []string{ask: "{p} has {v} to be done"},
	Arg: func(_ *words.Scene, _ uint8, arg uint32) string {
		if arg == 0 {
			return ""
		}
		return "job " + strconv.Itoa(int(arg))
	},
	// Whom a member follows is in the argument; who leads follows nobody.
	Via: func(s *words.Scene, _ uint8, arg uint32) string {
		if arg == 0 {
			return "leads from now on"
		}
		return "follows " + s.Name(sim.ID(arg-1))
	},
	Phrases: []words.Phrase{
		{Event: sim.EvElect, Msg: words.Any, Reason: words.Any, Text: "{p} {via}"},
		{Event: sim.EvTask, Msg: words.Any, Reason: words.Any, Text: "{p} has {v} to be done"},
		{Event: sim.EvSend, Msg: int(job), Reason: words.Any, Text: "{p} gives {q} {a}"},
		{Event: sim.EvSend, Msg: int(bid), Reason: words.Any, Text: "{p} tells {q} how many jobs it has done: {number}"},
		{Event: sim.EvSend, Msg: int(work), Reason: words.Any, Text: "{p} gives {a} to {q}"},
		{Event: sim.EvSend, Msg: int(done), Reason: words.Any, Text: "{p} tells {q} that {a} is done"},
		{Event: sim.EvSend, Msg: int(reply), Reason: words.Any, Text: "{p} replies to {q}: {v} is done"},
		{Event: sim.EvSend, Msg: int(election), Reason: words.Any, Text: "{p} asks {q} to lead"},
		{Event: sim.EvSend, Msg: int(answer), Reason: words.Any, Text: "{p} answers {q}: it takes over"},
		{Event: sim.EvSend, Msg: int(coordinator), Reason: words.Any, Text: "{p} tells {q} that it leads"},
		{Event: sim.EvVote, Msg: words.Any, Reason: words.Any, Text: "{p} has heard from all: {q} is to do {v}"},
		{Event: sim.EvExecute, Msg: words.Any, Reason: words.Any, Text: "{p} does {v}"},
		{Event: sim.EvComplete, Msg: words.Any, Reason: words.Any, Text: "{p} has its reply for {v}"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Duplicate), Text: "{p} has had its reply for {v} already"},
		{Event: sim.EvDrop, Msg: words.Any, Reason: int(sim.Excluded), Text: "{p} knows that {q} has crashed, and ignores what it said"},
	},
}

func counted(what string) []string {
	names := make([]string, MaxJobs)
	for i := range names {
		names[i] = what + strconv.Itoa(i+1)
	}
	return names
}
