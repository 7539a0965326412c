package every

import (
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Ask makes the question of a scenario of OM(m), or says which field of it stands against an answer. What
// remains to be asked of such a scenario is for a search.
func Ask(c *protocol.Config) (*Question, *protocol.Problem) {
	q := &Question{
		N: c.N, M: int(c.Param("m")), Orders: int(c.Param("orders")),
		Order: uint8(c.Param("order")), Default: uint8(c.Param("default")), Rule: byzantine.Rule(c.Param("rule")),
		Models: c.Models, Crashes: int(c.Budget.Crashes), Mistakes: int(c.Budget.Mistakes), Whole: c.Net.Multicast,
	}
	if q.Models == nil {
		q.Models = make([]sim.Model, c.N)
	}
	if c.Budget.Losses > 0 {
		return nil, &protocol.Problem{Path: "budget.losses", Message: "must be 0 here: the network's losses are shared by all paths, and then nothing " +
			"that is said along one is independent of the others"}
	}
	if c.Budget.Restarts > 0 && q.crashing() {
		return nil, &protocol.Problem{Path: "budget.restarts", Message: "must be 0 here: what a process that comes back does on one path follows " +
			"from what it did on others"}
	}
	if c.Net.Order != sim.Unordered && q.crashing() {
		return nil, &protocol.Problem{Path: "network.order", Message: "must be " + sim.Orders[sim.Unordered] + " here: on an ordered channel a message " +
			"that is lost in a crash takes those of other paths with it", Allowed: []string{sim.Orders[sim.Unordered]}}
	}
	if need, ok := byzantine.Messages(q.N, q.M, 1<<30); !ok || c.Budget.Steps > 0 && uint64(c.Budget.Steps) < need+uint64(q.M+c.N*c.N)+2 {
		return nil, &protocol.Problem{Path: "budget.steps", Message: "is too small: a run that may be stopped before its end is neither right nor wrong"}
	}
	if a, b := q.binding(); b > 0 {
		return nil, &protocol.Problem{Path: "faults", Message: "have a value fault of " + c.Names[a] + " and a state transition of " + c.Names[b] +
			": the first receiver of a multicast cannot be mistaken about a value that is decided for all with it. Ask about one of them at a time."}
	}
	if need := q.mistakable(nil); q.Mistakes > 0 && need > q.Mistakes {
		return nil, &protocol.Problem{Path: "budget.mistakes", Message: "is " + strconv.Itoa(q.Mistakes) + ": a budget that can run out makes what is mistaken " +
			"on one path bind the others. Take 0, or as many as there can be of consequence", Allowed: []string{"0", strconv.Itoa(need) + " or more"}}
	}
	return q, nil
}

// Config is a scenario of which this is the question, with the usual names. Its budgets suffice for any behaviour,
// as far as budgets go, and are no larger than need be.
func (q *Question) Config() *protocol.Config {
	c := oral.Messages.Default(q.N)
	c.Models = q.Models
	c.SetParam("m", int32(q.M))
	c.SetParam("order", int32(q.Order))
	c.SetParam("default", int32(q.Default))
	c.SetParam("rule", int32(q.Rule))
	c.SetParam("orders", int32(q.Orders))
	c.Net.Multicast = q.Whole
	c.Budget.Crashes = uint8(min(q.Crashes, 255))
	if q.Mistakes > 0 {
		c.Budget.Mistakes = uint8(min(max(int(c.Budget.Mistakes), q.mistakable(nil)), 255))
	} else {
		c.Budget.Mistakes = 0
	}
	return c
}

// crashing says whether anybody's crashes are of consequence.
func (q *Question) crashing() bool {
	for _, m := range q.Models {
		if q.powers(m)&crashes != 0 {
			return true
		}
	}
	return false
}
