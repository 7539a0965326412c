package scenario_test

import (
	"math/big"
	"strconv"
	"testing"

	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// generals resembles the protocol of the sample document and knows every kind
// of parameter; circuit has fixed, wired parts. Neither can run: a document is
// checked without running anything.
var generals = &protocol.Spec{
	Name: "test/generals", Version: 2, Title: "Generals",
	Processes: protocol.Processes{Min: 2, Max: 32, Name: func(i int) string {
		if i == 0 {
			return "commander"
		}
		return "L" + strconv.Itoa(i)
	}},
	Params: []protocol.Param{
		{Name: "m", Kind: protocol.Int, Min: 0, Max: 10, Default: 1},
		{Name: "order", Kind: protocol.Choice, Allowed: []string{"retreat", "attack"}, Default: 1},
		{Name: "early", Kind: protocol.Bool},
		{Name: "spy", Kind: protocol.Who, Default: 0},
		{Name: "graph", Kind: protocol.Links, Allowed: []string{"complete", "ring", "cube"}},
		{Name: "of", Kind: protocol.Choice, Allowed: []string{"war", "trade"}},
		{Name: "gifts", Kind: protocol.Each, Allowed: []string{"sword", "shield", "horse"}, Also: []string{"silk", "tea"},
			Names: func(c *protocol.Config) []string {
				if c.Param("of") == 1 {
					return []string{"silk", "tea"}
				}
				return []string{"sword", "shield", "horse"}
			},
			Initial: func(_ *protocol.Config, p int) int32 { return int32(p % 2) }},
	},
	Network: sim.Network{LockStep: true, Bounded: true},
	Networks: func(net sim.Network) (string, bool) {
		return "it relies on multicasts being several steps", !net.Multicast
	},
	Models: sim.Crash | sim.Omission | sim.Arbitrary,
	Links:  sim.LinkModels,
	Budget: sim.Budget{Steps: 5000},
	Claims: []protocol.Claim{{Name: "IC1"}, {Name: "IC2"}, {Name: "termination"}},
	Views:  []string{"space-time", "tree"},
	Check: func(c *protocol.Config) *protocol.Problem {
		if int(c.Param("m")) > c.N-1 {
			return &protocol.Problem{Path: "params.m", Message: "is more than there are lieutenants"}
		}
		return nil
	},
	Costs: func(c *protocol.Config) []protocol.Cost {
		return []protocol.Cost{{Name: "messages", Decimal: messages(c.N, int(c.Param("m")))}}
	},
}

// messages sums the rounds of OM(m): (n-1) + (n-1)(n-2) + ...
func messages(n, m int) string {
	total, round := new(big.Int), big.NewInt(1)
	for k := 0; k <= m && k < n; k++ {
		round.Mul(round, big.NewInt(int64(n-1-k)))
		total.Add(total, round)
	}
	return total.String()
}

var circuit = &protocol.Spec{
	Name: "test/circuit", Version: 1, Title: "Circuit",
	Processes: protocol.Processes{Fixed: []string{"A1", "V1"}},
	Network:   sim.Network{Wired: true, Bounded: true},
	Models:    sim.Value | sim.Arbitrary,
	Claims:    []protocol.Claim{{Name: "masked"}},
	Views:     []string{"circuit"},
}

var registry = scenario.New(generals, circuit)

// good is a document which uses every field.
const good = `{
  "faultlab": 1, "protocol": "test/generals", "version": 2,
  "title": "A traitor among four", "about": "One of four lies.",
  "processes": ["commander", "L1", "L2", "L3"],
  "params": { "m": 1, "order": "attack", "early": true, "spy": "L2", "graph": [["commander", "L1"], ["L1", "L2"], ["L3", "L2"]], "of": "trade", "gifts": ["tea", "silk", "tea", "tea"] },
  "network": { "process": "asynchronous", "delay": "bounded", "order": "fifo", "send": "unicast", "latency": [2, 5], "detector": "perfect" },
  "faults": [ { "process": "L3", "model": "crash" }, { "process": "L3", "model": "omission" }, { "process": "L1", "model": "arbitrary" },
    { "from": "L2", "to": "L1", "model": "omission" } ],
  "budget": { "crashes": 1, "restarts": 2, "losses": 3, "late": 4, "mistakes": 5, "steps": 200 },
  "claims": ["IC2", "IC1"],
  "choices": [ "4: L3 tells L1 retreat", "8: L3 crashes" ],
  "expect": { "IC1": "holds", "IC2": "violated" },
  "show": { "step": 6, "views": ["tree", "space-time"] }
}`

// check reads a document both ways, as JSON text and as MessagePack, and fails
// if they do not say the same.
func check(t *testing.T, document string) (*scenario.Document, text.Problems) {
	t.Helper()
	v, err := text.Decode([]byte(document), scenario.DocumentLimits{})
	if err != nil {
		return nil, err.(text.Problems)
	}
	doc, err := text.Read(registry, []byte(document), scenario.DocumentLimits{})
	packed, problems := registry.Read(scenario.Append(nil, &v), scenario.DocumentLimits{})
	if (doc == nil) != (packed == nil) || (doc == nil) != (err != nil) || (packed == nil) != (problems != nil) {
		t.Fatalf("text: %v\nMessagePack: %v", err, problems)
	}
	if doc != nil {
		return doc, nil
	}
	found := err.(text.Problems)
	if len(found) != len(problems) {
		t.Fatalf("text: %v\nMessagePack: %v", err, problems)
	}
	for i := range found {
		if scenario.Sentence(&found[i].Problem) != scenario.Sentence(&problems[i]) {
			t.Fatalf("text: %v\nMessagePack: %v", err, problems)
		}
	}
	return nil, found
}
