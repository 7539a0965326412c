package dependability

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Bounds of a service.
const (
	MaxParts   = 8
	maxDrawn   = 100 // a mean of times that are drawn, or of several parts
	maxMean    = 10_000_000
	maxHorizon = 400_000_000
	maxCycles  = 2_000 // of all parts together
)

// Parts are a service and its parts as scenario documents know them.
var Parts = protocol.Spec{
	Name:    "dependability/service",
	Version: 1,
	Title:   "A service whose parts fail and are repaired",
	Doc: "Parts fail and are repaired after times that are drawn, or fixed. The service is up while as many parts are as it needs: all of " +
		"them in series, one in parallel. Its availability, MTTF and MTTR are measured beside those that are calculated (Barlow, Proschan 1965).",
	Processes: protocol.Processes{
		Min: 2, Max: 1 + MaxParts,
		Name: func(i int) string {
			if i == int(watcher) {
				return "service"
			}
			return "part " + strconv.Itoa(i)
		},
		Role: func(_ *protocol.Config, i int) string {
			if i == int(watcher) {
				return "service"
			}
			return "part"
		},
	},
	Params: []protocol.Param{
		{Name: "needs", Min: 0, Max: MaxParts, Default: 0, Doc: "how many parts must be up for the service to be: 1 is parallel; 0, or all, is series"},
		{Name: "mttf", Min: 1, Max: maxMean, Default: 20, Doc: "mean time to failure of a part, in ticks"},
		{Name: "mttr", Min: 1, Max: maxMean, Default: 5, Doc: "mean time to repair of a part, in ticks"},
		{Name: "times", Kind: protocol.Choice, Allowed: []string{"drawn", "fixed"}, Doc: "evenly from 1 to twice the mean less 1, or always the mean"},
		{Name: "ends", Kind: protocol.Choice, Allowed: []string{"failure", "plan"}, Doc: "why a part goes down: it fails, or is closed by plan"},
		{Name: "horizon", Min: 10, Max: maxHorizon, Default: 200, Doc: "ticks that are watched"},
		{Name: "target", Min: 0, Max: 1_000_000, Default: 800_000, Doc: "parts per million of the time that the service has to be up to count as available"},
		{Name: "within", Min: 1, Max: maxMean, Default: 10, Doc: "ticks after which a failure has to be over for the service to count as maintainable"},
	},
	Networks: func(n sim.Network) (string, bool) {
		return "times need a clock: a bounded delay of one tick, and processes that are not in lock step", n.Bounded && !n.LockStep && n.MinDelay == 1 && n.MaxDelay == 1
	},
	Network: sim.Network{Bounded: true, Order: sim.Ordered, MinDelay: 1, MaxDelay: 1},
	Claims: []protocol.Claim{
		{Name: "available", Title: "The service is up for as much of the time as it should be", Doc: "judged at the end: the share of the time that is watched, against target",
			Make: func(c *protocol.Config) sim.Claim { return available(shared(c), int64(c.Param("target"))) }},
		{Name: "reliable", Title: "The service never fails", Doc: "over the whole time that is watched; to close by plan is not to fail",
			Make: func(*protocol.Config) sim.Claim { return reliable() }},
		{Name: "maintainable", Title: "Every failure is over soon", Doc: "no later than within says",
			Make: func(c *protocol.Config) sim.Claim { return maintainable(shared(c), c.Param("within")) }},
	},
	Views: []string{"space-time", "group"},
	Words: words.Vocabulary{
		Kinds:  []string{"word that it is down", "word that it is up"},
		Arrive: []string{"{q} hears that {p} is down", "{q} hears that {p} is up"},
		Draw:   []string{life: "{p} is drawn {n} of its life", mend: "{p} is drawn {n} of its repair"},
		Arg:    func(*words.Scene, uint8, uint32) string { return "" },
		Phrases: []words.Phrase{
			{Event: sim.EvSend, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
			{Event: sim.EvTimeout, Msg: words.Any, Reason: words.Any, Text: words.Unsaid},
			{Event: sim.EvReceive, Msg: words.Any, Reason: int(sim.NoReason), Text: words.Unsaid},
			{Event: sim.EvFault, Msg: words.Any, Reason: words.Any, Text: "{p} fails, after {n} ticks"},
			{Event: sim.EvFailure, Msg: words.Any, Reason: words.Any, Text: "The service fails with {q}: the number of parts still up is {n}"},
			{Event: sim.EvRepair, Msg: words.Any, Reason: words.Any, Text: "{p} is up again{with}"},
			{Event: sim.EvLeave, Msg: words.Any, Reason: words.Any, Text: "{p} closes, as planned"},
			{Event: sim.EvJoin, Msg: words.Any, Reason: words.Any, Text: "{p} opens again"},
		},
	},
	Check: check,
	Setup: setup,
}

func shared(c *protocol.Config) *Service {
	s := &Service{
		Parts: c.N - 1, Needs: int(c.Param("needs")), MTTF: c.Param("mttf"), MTTR: c.Param("mttr"),
		Drawn: c.Param("times") == 0, Planned: c.Param("ends") == 1, Horizon: c.Param("horizon"),
	}
	if s.Needs == 0 {
		s.Needs = s.Parts
	}
	return s
}

func check(c *protocol.Config) *protocol.Problem {
	s := shared(c)
	if s.Needs > s.Parts {
		return &protocol.Problem{Path: "params.needs", Message: "more parts are needed than there are", Allowed: []string{"0 to " + strconv.Itoa(s.Parts)}}
	}
	for _, name := range []string{"mttf", "mttr"} {
		if m := c.Param(name); m > maxDrawn && (s.Drawn || s.Parts > 1) {
			return &protocol.Problem{Path: "params." + name, Message: "a mean of times that are drawn, or of more than one part, is at most " + strconv.Itoa(maxDrawn) + " ticks",
				Allowed: []string{"1 to " + strconv.Itoa(maxDrawn)}}
		}
	}
	if cycle := int64(s.MTTF) + int64(s.MTTR); int64(s.Horizon)*int64(s.Parts) > maxCycles*cycle {
		return &protocol.Problem{Path: "params.horizon", Message: "so long a time has more failures than are run here: watch for less, or make them rarer",
			Allowed: []string{"10 to " + strconv.FormatInt(maxCycles*cycle/int64(s.Parts), 10)}}
	}
	return nil
}

func setup(c *protocol.Config) sim.Setup {
	s := shared(c)
	return sim.Setup{
		N: c.N, Net: c.Net, Models: c.Models, Budget: c.Budget, Shared: s, Pending: 64,
		Build: func(b *sim.Builder) {
			sim.Place(b, Watcher{}, 0)
			for range s.Parts {
				sim.Place(b, Part{}, 0)
			}
		},
	}
}

// The claims keep eight bytes each: since when the service is down, plus 1, and how long
// it was down before.
func number(b []byte) (x int64) {
	for i := range 4 {
		x |= int64(b[i]) << (8 * i)
	}
	return x
}

func put(b []byte, x int64) {
	for i := range 4 {
		b[i] = uint8(x >> (8 * i))
	}
}

var watched = sim.Watch(sim.EvFailure, sim.EvRepair, sim.EvLeave, sim.EvJoin)

func available(s *Service, target int64) sim.Claim {
	return sim.Claim{
		Name: "available", Size: 8, Watch: watched, Begin: sim.Open,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Process == watcher {
				if e.Kind == sim.EvFailure || e.Kind == sim.EvLeave {
					put(m.History, int64(e.Time)+1)
					m.Keep(watcher)
				} else {
					put(m.History[4:], number(m.History[4:])+int64(e.Time)+1-number(m.History))
					put(m.History, 0)
				}
			}
			return sim.Open
		},
		Finish: func(m *sim.Memory) sim.Status {
			down := number(m.History[4:])
			if since := number(m.History); since > 0 {
				down += max(int64(s.Horizon)+2-since, 0) // the watcher is one tick behind
			}
			if (int64(s.Horizon)-down)*1_000_000 < target*int64(s.Horizon) {
				m.Blame(sim.SetOf(watcher), watcher)
				return sim.Violated
			}
			return sim.Holds
		},
	}
}

func reliable() sim.Claim {
	return sim.Claim{
		Name: "reliable", Watch: sim.Watch(sim.EvFailure), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			m.Blame(sim.SetOf(watcher), sim.None)
			return sim.Violated
		},
	}
}

func maintainable(s *Service, within int32) sim.Claim {
	late := func(m *sim.Memory, now int64) sim.Status {
		if since := number(m.History); since > 0 && now+1-since > int64(within) {
			m.Blame(sim.SetOf(watcher), watcher)
			return sim.Violated
		}
		return sim.HoldsSoFar
	}
	return sim.Claim{
		Name: "maintainable", Size: 4, Watch: sim.Watch(sim.EvFailure, sim.EvRepair), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			switch {
			case e.Process != watcher:
				return sim.HoldsSoFar
			case e.Kind == sim.EvFailure:
				put(m.History, int64(e.Time)+1)
				m.Keep(watcher)
				return sim.HoldsSoFar
			}
			status := late(m, int64(e.Time))
			put(m.History, 0)
			return status
		},
		Finish: func(m *sim.Memory) sim.Status {
			if late(m, int64(s.Horizon)+1) == sim.Violated {
				return sim.Violated
			}
			return sim.Holds
		},
	}
}
