package explore_test

import (
	"testing"

	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

// reducible are systems in which one of the reductions has something to reduce.
var reducible = map[string]string{
	"one sender":            `"processes": 4, "params": {"messages": 3, "senders": 1}`,
	"two senders":           `"processes": 4, "params": {"messages": 2, "senders": 2}`,
	"no order":              `"processes": 4, "params": {"messages": 2, "senders": 1}, "network": {"process": "asynchronous", "delay": "unbounded", "order": "unordered", "send": "unicast"}`,
	"a loss":                `"processes": 3, "params": {"messages": 2, "senders": 1}, "budget": {"losses": 1}`,
	"a copy":                `"processes": 3, "params": {"messages": 2, "senders": 1}, "budget": {"duplicates": 1}`,
	"copies without order":  `"processes": 3, "params": {"messages": 2, "senders": 1}, "budget": {"duplicates": 2}, "network": {"process": "asynchronous", "delay": "unbounded", "order": "unordered", "send": "unicast"}`,
	"losses without order":  `"processes": 3, "params": {"messages": 2, "senders": 1}, "budget": {"losses": 1}, "network": {"process": "asynchronous", "delay": "unbounded", "order": "unordered", "send": "unicast"}`,
	"a crash":               `"processes": 4, "params": {"messages": 1, "senders": 2}, "faults": [{"process": "P1", "model": "crash"}, {"process": "P2", "model": "crash"}], "budget": {"crashes": 1}`,
	"somebody receives ill": `"processes": 4, "params": {"messages": 2, "senders": 1}, "faults": [{"process": "P2", "model": "omission"}, {"process": "P3", "model": "omission"}]`,
}

// With and without each reduction the verdict is the same, the witness as cheap
// and as true, and the ends are the same up to names. The reductions do reduce.
func TestReductionsChangeNoVerdict(t *testing.T) {
	fewer := map[string]bool{}
	for name, document := range reducible {
		w := open(t, `{"faultlab": 1, "protocol": "multicast/fifo", `+document+`}`).World
		plain := search(t, w, explore.Options{All: true})
		for _, o := range []explore.Options{{Symmetry: true}, {Order: true}, {Symmetry: true, Order: true}} {
			o.All = true
			r := search(t, w, o)
			if r.States > plain.States {
				t.Errorf("%s, %+v: %d states are more than %d", name, o, r.States, plain.States)
			}
			if o.Symmetry != o.Order && r.States < plain.States {
				fewer[name+map[bool]string{true: "/symmetry", false: "/order"}[o.Symmetry]] = true
			}
			if !o.Symmetry && r.Ends != plain.Ends {
				t.Errorf("%s, %+v: %d ends, not %d", name, o, r.Ends, plain.Ends)
			}
			for c := range r.Findings {
				got, want := &r.Findings[c], &plain.Findings[c]
				if got.Outcome != want.Outcome {
					t.Errorf("%s, %+v: %s, plainly %s", name, o, explore.Outcomes[got.Outcome], explore.Outcomes[want.Outcome])
				}
				if got.Outcome == explore.Refuted {
					falls(t, w, c, got)
					if got.Faults != want.Faults {
						t.Errorf("%s, %+v: with %d faults, not %d", name, o, got.Faults, want.Faults)
					}
				}
			}
		}
	}
	for _, want := range []string{"one sender/symmetry", "one sender/order", "two senders/order", "two senders/symmetry", "no order/symmetry", "a loss/symmetry", "a copy/symmetry"} {
		if !fewer[want] {
			t.Errorf("%s: nothing was reduced", want)
		}
	}
}

// One sender's states are how far it got and, for each of the three receivers, how
// far that one did: the sum of (s+1)^3 over s = 0 to 3, or of the multisets of
// three out of s+1.
func TestCountsOfReducedStates(t *testing.T) {
	for _, test := range []struct {
		document                         string
		plain, symmetry, order, together int
	}{
		{reducible["one sender"], 100, 35, 13, 13},
		{reducible["two senders"], 1296, 391, 1034, 343},
		{reducible["no order"], 110, 35, 25, 22},
	} {
		w := open(t, `{"faultlab": 1, "protocol": "multicast/fifo", `+test.document+`}`).World
		var got [4]int
		for i, o := range []explore.Options{{}, {Symmetry: true}, {Order: true}, {Symmetry: true, Order: true}} {
			o.All = true
			got[i] = search(t, w, o).States
		}
		if want := [4]int{test.plain, test.symmetry, test.order, test.together}; got != want {
			t.Errorf("%s: %d states, want %d", test.document, got, want)
		}
	}
}

// A protocol that says its processes are alike must mean it: to rename and then
// step is to step and then rename.
func TestRenamingCommutesWithStepping(t *testing.T) {
	renamed := 0
	look := func(t *testing.T, w *sim.World) {
		n, err := explore.Commutes(w, 20)
		if err != nil {
			t.Error(err)
		}
		renamed += n
	}
	kept(t, func(t *testing.T, x *lab.Experiment) { look(t, x.World) })
	for name, document := range reducible {
		t.Run(name, func(t *testing.T) {
			look(t, open(t, `{"faultlab": 1, "protocol": "multicast/fifo", `+document+`}`).World)
		})
	}
	if renamed < 1000 {
		t.Errorf("only %d states were renamed", renamed)
	}
	// Lieutenants are not alike in the middle of a round, in which they go by turns.
	setup := *open(t, `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4}`).World.Setup()
	setup.Alike = []sim.Set{sim.SetOf(1, 2)}
	if _, err := explore.Commutes(sim.New(&setup), 20); err == nil {
		t.Error("lieutenants pass for alike")
	}
}

// Whoever says that a kind of message sets nothing off must mean it.
func TestQuietMessagesSetNothingOff(t *testing.T) {
	quiet := 0
	for _, s := range scenario.Builtin() {
		n := min(max(s.Processes.Min, 4), s.Processes.Max)
		x := open(t, `{"faultlab": 1, "protocol": "`+s.Name+`", "processes": `+processes(s.Processes.Fixed, n)+`}`)
		n, err := explore.Quiet(x.World, 50)
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		quiet += n
	}
	if quiet == 0 {
		t.Error("no protocol has quiet messages")
	}
	setup := *open(t, `{"faultlab": 1, "protocol": "rpc/request", "processes": 2}`).World.Setup()
	setup.Quiet = 1
	if _, err := explore.Quiet(sim.New(&setup), 20); err == nil {
		t.Error("a request passes for a message that sets nothing off")
	}
}

// processes is the field of a document: the names of those that are fixed, or n.
func processes(fixed []string, n int) string {
	if fixed == nil {
		return string(rune('0' + n))
	}
	s := ""
	for i, name := range fixed {
		if i > 0 {
			s += ", "
		}
		s += `"` + name + `"`
	}
	return "[" + s + "]"
}

func TestAReductionThatCannotBeIsRefused(t *testing.T) {
	w := open(t, `{"faultlab": 1, "protocol": "rpc/request", "processes": 2}`).World
	if _, err := explore.New(w.Twin(), explore.Options{Symmetry: true}); err != explore.ErrSymmetry {
		t.Errorf("symmetry: %v", err)
	}
	if _, err := explore.New(w.Twin(), explore.Options{Order: true}); err != explore.ErrOrder {
		t.Errorf("order: %v", err)
	}
}
