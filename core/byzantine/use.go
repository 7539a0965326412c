package byzantine

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/words"
)

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
