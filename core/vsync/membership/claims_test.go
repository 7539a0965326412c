package membership_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// life is what a naive reader of the log knows of one process.
type life struct {
	names                   []string // of its views: number and members
	sets                    []uint8
	numbers                 []uint32
	got                     []map[sim.ID]bool // what it delivered in each
	state                   map[sim.ID]bool   // what made its state when it installed the last one
	crashed, stopped, asked bool
}

// twins says of a log what the claims of this package should say.
func twins(n int, log []sim.Event) map[string]bool {
	all := make([]life, n)
	for p := range all {
		all[p].state = map[sim.ID]bool{}
	}
	members, states := map[uint32]uint8{}, map[string]map[sim.ID]bool{}
	one, same := true, true
	var suspected, tired uint8
	for i := range log {
		e := &log[i]
		if int(e.Process) >= n {
			continue
		}
		p := &all[e.Process]
		switch e.Kind {
		case sim.EvInstall:
			name := string(rune('a'+e.Arg)) + string(rune('a'+e.Value))
			if set, ok := members[e.Arg]; ok && set != e.Value {
				one = false
			}
			members[e.Arg] = e.Value
			if first, ok := states[name]; ok && !maps.Equal(first, p.state) {
				same = false
			} else if !ok {
				states[name] = maps.Clone(p.state)
			}
			p.names, p.sets, p.numbers, p.got = append(p.names, name), append(p.sets, e.Value), append(p.numbers, e.Arg), append(p.got, map[sim.ID]bool{})
			p.asked = false
		case sim.EvDeliver:
			p.got[len(p.got)-1][e.Peer], p.state[e.Peer] = true, true
		case sim.EvOutput:
			p.state = map[sim.ID]bool{}
			for m := range sim.ID(n) {
				if (e.Value-8)>>m&1 != 0 {
					p.state[m] = true
				}
			}
		case sim.EvCrash:
			p.crashed, p.state = true, map[sim.ID]bool{}
		case sim.EvLeave:
			p.stopped, p.state = true, map[sim.ID]bool{}
		case sim.EvJoin:
			p.stopped, p.asked = false, true
		case sim.EvSuspect:
			suspected |= 1 << e.Peer
		case sim.EvTask:
			if e.Msg&63 == 15 {
				tired |= 1 << e.Process
			}
		}
	}
	synchronous := true
	for _, p := range all {
		for _, q := range all {
			for i := 1; i < len(p.names); i++ {
				for j := 1; j < len(q.names); j++ {
					if p.names[i] == q.names[j] && p.numbers[i-1] == q.numbers[j-1] && !maps.Equal(p.got[i-1], q.got[j-1]) {
						synchronous = false
					}
				}
			}
		}
	}
	return map[string]bool{"one-view": one, "same-state": same, "virtual-synchrony": synchronous, "progress": progresses(all, suspected, tired)}
}

func progresses(all []life, suspected, tired uint8) bool {
	last, lastSet := uint32(0), uint8(0)
	for number := range uint32(16) {
		for _, p := range all {
			if slices.Contains(p.numbers, number) && number > last {
				last, lastSet = number, p.sets[slices.Index(p.numbers, number)]
			}
		}
	}
	good := func(set uint8) bool {
		in, of := 0, 0
		for p := range all {
			if set>>p&1 != 0 {
				of++
				if !all[p].crashed && !all[p].stopped && suspected>>p&1 == 0 {
					in++
				}
			}
		}
		return 2*in > of
	}
	runs := func(p *life) bool { return !p.crashed && !p.stopped }
	member := func(p *life) bool { return len(p.sets) > 0 && !p.asked }
	for p := range all {
		if runs(&all[p]) && member(&all[p]) && !good(all[p].sets[len(all[p].sets)-1]) {
			return true
		}
	}
	if !good(lastSet) {
		return true
	}
	for i := range all {
		p := &all[i]
		switch {
		case !runs(p) || !member(p) && !p.asked:
			continue
		case !member(p) || tired>>i&1 != 0 || p.numbers[len(p.numbers)-1] != last || p.sets[len(p.sets)-1] != lastSet:
			return false
		}
		for q := range all {
			if lastSet>>q&1 != 0 && !runs(&all[q]) {
				return false
			}
		}
	}
	return true
}

func TestClaimsSayWhatTheirTwinsSay(t *testing.T) {
	var documents []string
	for _, test := range right {
		documents = append(documents, test.String())
	}
	for _, test := range wrong {
		documents = append(documents, test.String())
	}
	for _, rule := range []string{"no majority", "new proposal", "goes on", "no state", "no flush"} {
		documents = append(documents, system{plans: "doubts doubts stays joins", mortal: 4, crashes: 1, senders: 4, rule: rule, rejoins: true}.String(),
			system{plans: "stays stays leaves leaves", senders: 4, rule: rule}.String())
	}
	stands, fell := map[string]int{}, map[string]int{}
	for _, document := range documents {
		x := open(t, document)
		r := choose.NewRun(x.World)
		n := x.World.Setup().N
		var trace sim.Trace
		seeds := uint64(300)
		if strings.Contains(document, "no flush") {
			seeds = 3000 // here luck is rarer
		}
		for seed := range seeds {
			r.Random(&trace, seed, choose.Weights{Fault: 250, Other: 700})
			want := twins(n, trace.Events)
			for i, c := range x.World.Setup().Claims {
				says, ok := want[c.Name]
				if !ok {
					continue
				}
				s, _, _ := r.World.Status(i)
				if s == sim.Violated == says {
					t.Fatalf("%s, seed %d: %s is %s, its twin says %t", document, seed, c.Name, sim.Statuses[s], says)
				}
				if s == sim.Violated {
					fell[c.Name]++
				} else {
					stands[c.Name]++
				}
			}
		}
	}
	for _, claim := range []string{"one-view", "same-state", "virtual-synchrony", "progress"} {
		if stands[claim] < 100 || fell[claim] < 3 {
			t.Errorf("%s stands %d times and falls %d times: too little is shown", claim, stands[claim], fell[claim])
		}
	}
}

func TestBadDocumentsAreTold(t *testing.T) {
	good := system{plans: "stays stays doubts", senders: 1}.String()
	for _, c := range []struct{ from, to, path, message string }{
		{`"senders": 1`, `"senders": 4`, "params.senders", "is more than the 3 processes there are"},
		{`"eventually perfect"`, `"perfect"`, "params.plans[2]", "lets a member be wrong, and the detector is perfect"},
		{`"stays", "stays", "doubts"`, `"joins", "joins", "joins"`, "params.plans", "has no member at first"},
		{`"right"`, `"wrong"`, "params.rule", "no majority"},
		{`"doubts"`, `"dies"`, "params.plans", "doubts"},
		{`"faults"`, `"network": {"process": "asynchronous", "delay": "unbounded", "order": "unordered", "send": "unicast", "detector": "perfect"}, "faults"`, "network", "its links keep their order"},
		{`"faults"`, `"network": {"process": "asynchronous", "delay": "unbounded", "order": "fifo", "send": "unicast", "detector": "none"}, "faults"`, "network", "have to be told of crashes"},
		{`"faults"`, `"network": {"process": "synchronous", "delay": "bounded", "order": "fifo", "send": "unicast", "detector": "perfect"}, "faults"`, "network", "its processes are asynchronous"},
		{`"processes": 3`, `"processes": 6`, "processes", "5"},
	} {
		document := strings.Replace(good, c.from, c.to, 1)
		if document == good {
			t.Fatalf("%s is not in %s", c.from, good)
		}
		_, err := text.Read(scenario.New(scenario.Builtin()...), []byte(document), scenario.DocumentLimits{})
		if err == nil || !strings.Contains(err.Error(), c.path) || !strings.Contains(err.Error(), c.message) {
			t.Errorf("%s: %v, want %s and %q", c.to, err, c.path, c.message)
		}
	}
	many := system{plans: "doubts doubts doubts doubts doubts", rejoins: true, senders: 1}.String()
	if _, err := text.Read(scenario.New(scenario.Builtin()...), []byte(many), scenario.DocumentLimits{}); err == nil || !strings.Contains(err.Error(), "let the view change up to 15 times, and 14 are kept count of") {
		t.Errorf("five that doubt: %v", err)
	}
}
