package byzantine

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Name and Role are those of generals: process 0 is the commander.
func Name(i int) string {
	if i == 0 {
		return "commander"
	}
	return "L" + strconv.Itoa(i)
}

func Role(_ *protocol.Config, i int) string {
	if i == 0 {
		return "commander"
	}
	return "lieutenant"
}

// What a commander and his lieutenants agree on may be something else than an order:
// what follows is what the protocols with a commander share about its words. None of
// it changes anything that a process does.

// AgreeParam is the parameter that says what is agreed on.
func AgreeParam() protocol.Param {
	return protocol.Param{Name: "agree", Kind: protocol.Choice, Allowed: words.UseNames(),
		Doc: "what is agreed on: it changes words, never the algorithm"}
}

// OrderParam is a parameter that is an order.
func OrderParam(name string, otherwise int32, doc string) protocol.Param {
	return protocol.Param{Name: name, Kind: protocol.Choice, Allowed: words.Uses[0].Values[:], Names: Orders, Also: words.OtherValues(),
		Default: otherwise, Doc: doc}
}

// Use is what a configuration agrees on.
func Use(c *protocol.Config) *words.Agreed { return &words.Uses[c.Param("agree")] }

// Orders are the names of the orders of a configuration.
func Orders(c *protocol.Config) []string { return Use(c).Values[:] }

// CheckOrders finds an order that is not among as many as there are.
func CheckOrders(c *protocol.Config) *protocol.Problem {
	for _, param := range []string{"order", "default"} {
		if v, n := c.Param(param), c.Param("orders"); v >= n {
			return &protocol.Problem{Path: "params." + param, Message: Orders(c)[v] + " is not among the first " + strconv.Itoa(int(n)) +
				" orders: raise params.orders", Allowed: Orders(c)[:n]}
		}
	}
	return nil
}

// ListVotes lists votes as how many there are for each order, the highest first: "2
// attack, 1 retreat".
func ListVotes(s *words.Scene, _ *sim.Event, votes []int32) string {
	count := make([]int, len(s.Words.Values))
	for _, v := range votes {
		if int(v) < len(count) {
			count[v]++
		}
	}
	text := ""
	for v := len(count) - 1; v >= 0; v-- {
		if count[v] > 0 {
			if text != "" {
				text += ", "
			}
			text += strconv.Itoa(count[v]) + " " + s.Words.Values[v]
		}
	}
	return text
}
