package vector_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"faultlab/core/byzantine/vector"
	"faultlab/core/choose"
	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// conditions are the naive twins of the monitors: they look at a whole log.
func conditions(log []sim.Event, c *protocol.Config) (valid, agreed, waited bool) {
	valid, agreed = true, true
	correct := sim.All(c.N) &^ c.Faulty()
	missing := correct
	element := func(e *sim.Event) bool {
		return e.Kind == sim.EvVote && e.Reason != sim.Missing && correct.Has(e.Process) && int(e.Arg) < c.N
	}
	for i := range log {
		a := &log[i]
		if a.Kind == sim.EvDecide || a.Kind == sim.EvCrash {
			missing = missing.Without(a.Process)
		}
		if !element(a) {
			continue
		}
		valid = valid && (!correct.Has(sim.ID(a.Arg)) || int32(a.Value) == c.Each[a.Arg])
		for j := range log {
			agreed = agreed && (!element(&log[j]) || log[j].Arg != a.Arg || log[j].Value == a.Value)
		}
	}
	return valid, agreed, missing != 0
}

func TestTheMonitorsSayWhatTheirNaiveTwinsSay(t *testing.T) {
	seen := map[[2]sim.Status]int{}
	c := system{n: 3, m: 1, alphabet: bits, faulty: []int{1}}.config()
	var claims []sim.Claim
	for i := range c.Spec.Claims {
		claims = append(claims, c.Spec.Claims[i].Make(c))
	}
	for seed := range uint64(6000) {
		r := choose.Rand(seed)
		kinds := [...]sim.EventKind{sim.EvVote, sim.EvVote, sim.EvVote, sim.EvDecide, sim.EvDecide, sim.EvCrash, sim.EvOutput}
		reasons := [...]sim.Reason{sim.Majority, sim.Majority, sim.NoReason, sim.Undefined, sim.Missing}
		log := make([]sim.Event, r.Below(9))
		for i := range log {
			log[i] = sim.Event{Kind: kinds[r.Below(uint32(len(kinds)))], Reason: reasons[r.Below(uint32(len(reasons)))],
				Process: sim.ID(r.Below(3)), Arg: r.Below(4)}
			if log[i].Value = uint8(log[i].Arg % 2); r.Below(5) == 0 {
				log[i].Value = uint8(r.Below(3))
			}
		}
		m := sim.NewMonitors(claims)
		for i := range log {
			m.Observe(int32(i), &log[i])
		}
		m.Finish(true)
		valid, agreed, waited := conditions(log, c)
		var got [2]sim.Status
		for i, holds := range []bool{valid, agreed} {
			want := sim.Holds
			if !holds {
				want = sim.Violated
			} else if waited {
				want = sim.Open
			}
			status, who, _ := m.Status(i)
			if got[i] = status; status != want || status == sim.Violated && (who == 0 || who.Has(1)) {
				t.Fatalf("seed %d: %s is %s, want %s, blaming %b, of %v", seed, claims[i].Name, sim.Statuses[status], sim.Statuses[want], who, log)
			}
		}
		seen[got]++
	}
	if len(seen) < 6 {
		t.Errorf("only these come up: %v", seen)
	}
}

func TestNarration(t *testing.T) {
	says := map[string]bool{}
	for _, s := range []system{
		{n: 4, m: 1, alphabet: letters, values: []int32{0, 1, 2, 3}, faulty: []int{2}},
		{n: 5, m: 2, vote: vector.PSL80, alphabet: bits, faulty: []int{1, 3}},
		{n: 3, m: 1, vote: vector.PSL80, alphabet: order, faulty: []int{2}},
	} {
		c := s.config()
		for i := range c.Models {
			c.Models[i] |= sim.Transition // somebody handles what belongs elsewhere
		}
		c.Budget.Mistakes = 3
		scene := words.Scene{Names: c.Names, Words: c.Words(), Data: c.Spec.Scene(c)}
		r := choose.NewRun(world(c))
		var tr sim.Trace
		for seed := range uint64(300) {
			r.Random(&tr, seed, choose.Weights{Fault: uint32(seed * 2)})
			for i := range tr.Events {
				says[scene.Event(&tr.Events[i], tr.Span(&tr.Events[i]))] = true
			}
		}
	}
	for _, want := range []string{
		"P1 sends P2 its value 1",
		"P2 hears 1 from P1",
		"P3 tells P1 x, where its protocol says 3",
		"P1 makes its vector: (1, 2, x, 4)",
		"P1 sends P2 its entry: P3 has x",
		"P1 hears from P2: P3 has y",
		"P1 heard nothing from P3: that counts as 1",
		"P3 says nothing to P1",
		"P1 counts for P1: 1, 1, 1; so 1",
		"P1 counts for P3: 3, 3, 3; so 3",
		"P1 ends with (1, 2, 3, 4)",
		"P1 keeps its own value: 0",
		"P1 hears from P5: P2 says P3 has 0",
		"P2 keeps its own value: attack",
		"P1 counts for P3: delay, retreat; no majority, so UNKNOWN",
	} {
		if !says[want] {
			t.Errorf("nobody says %q in\n%s", want, strings.Join(slices.Sorted(maps.Keys(says)), "\n"))
			break
		}
	}
	for text := range says {
		if strings.ContainsAny(text, "{}") || strings.Contains(text, "nobody") || text == "" {
			t.Errorf("%q", text)
		}
	}
}
