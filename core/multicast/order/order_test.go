package order_test

import (
	"slices"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/multicast/order"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// open makes the experiment of a document, of which only what follows the
// protocol's name is given.
func open(t *testing.T, rest string) *lab.Experiment {
	t.Helper()
	doc, err := text.Read(scenario.New(&order.Multicast), []byte(`{"faultlab": 1, "protocol": "multicast/order", `+rest+`}`), scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

// refuted tries every run, and returns which of the claims that order makes fall.
func refuted(t *testing.T, document string) (broken []string, r *explore.Result) {
	t.Helper()
	x := open(t, document)
	s, err := explore.New(x.World, explore.Options{States: 1_000_000, Order: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Run(1 << 40)
	r = s.Result()
	for i, f := range r.Findings {
		name := x.Doc.Config.Spec.Claims[x.Doc.Config.Claims[i]].Name
		switch f.Outcome {
		case explore.Refuted:
			broken = append(broken, name)
		case explore.Unknown:
			t.Fatalf("%s: %s is unknown: %s after %d states", document, name, explore.Stops[r.Stopped], r.States)
		}
	}
	return broken, r
}

var rules, totals = []string{"unordered", "fifo", "causal"}, []string{"none", "sequencer", "priorities"}

// Every kind keeps what its name promises, in every run of three members of which one
// sends two messages and another one; and what it does not promise some run breaks. A
// total order makes a FIFO multicast causal too: whoever has delivered m before it sends
// m' has a place for m before there is one for m'.
func TestEachKindKeepsWhatItPromisesAndNothingElse(t *testing.T) {
	for _, rule := range rules {
		for _, total := range totals {
			var want []string
			switch {
			case rule == "unordered":
				want = append(want, "FIFO", "causal")
			case rule == "fifo" && total == "none":
				want = append(want, "causal")
			}
			if total == "none" {
				want = append(want, "total", "pairwise-total")
			}
			if rule == "unordered" {
				want = append(want, "reliable-FIFO", "reliable-causal")
			} else if rule == "fifo" && total == "none" {
				want = append(want, "reliable-causal")
			}
			if total == "none" {
				want = append(want, "reliable-total")
			}
			// Nobody crashes here, so what is asked of correct members is asked of all.
			for _, name := range []string{"FIFO", "causal", "total"} {
				if slices.Contains(want, name) {
					want = append(want, "correct-"+name)
				}
			}
			got, r := refuted(t, `"processes": 3, "params": {"sends": ["2", "1", "0"], "sequencer": "P3", "order": "`+rule+`", "total": "`+total+`"}`)
			if !slices.Equal(got, want) || r.Ends == 0 {
				t.Errorf("%s, %s: %v fall; want %v", rule, total, got, want)
			}
		}
	}
}

// Without a relay the crash of a sender leaves its message with some. With relays all
// that live have it, or none; what the crashed one delivered itself is another matter.
func TestOnlyRelaysMakeItAllOrNoneThroughACrash(t *testing.T) {
	const rest = `"processes": 3, "faults": [{"process": "P1", "model": "crash"}], "budget": {"crashes": 1}, "claims": ["all-or-none", "FIFO", "causal"],
		"params": {"order": "causal", "sends": ["1", "1", "0"], "relay": `
	if got, _ := refuted(t, rest+`false}`); !slices.Equal(got, []string{"all-or-none"}) {
		t.Errorf("without: %v", got)
	}
	if got, _ := refuted(t, rest+`true}`); got != nil {
		t.Errorf("with: %v", got)
	}
}

// Uniform agreement hangs on one order of two steps. Whoever delivers last has sent to
// everybody what it delivers; whoever delivers first may be the only one that ever does
// (Hadzilacos and Toueg 1994, section 4). Agreement among those that live holds both ways.
func TestUniformAgreementNeedsRelaysBeforeDelivery(t *testing.T) {
	for _, crashes := range []string{"1", "2"} {
		for _, test := range []struct {
			deliver string
			want    []string
		}{
			{"before sending", []string{"uniform-all-or-none"}},
			{"after sending", nil},
			{"with the copies", []string{"uniform-all-or-none"}},
		} {
			got, r := refuted(t, `"processes": 3, "faults": [{"process": "P1", "model": "crash"}, {"process": "P2", "model": "crash"}], "budget": {"crashes": `+crashes+`},
				"claims": ["all-or-none", "uniform-all-or-none", "no-duplication", "integrity", "correct-integrity", "correct-FIFO", "correct-causal"],
				"params": {"order": "causal", "relay": true, "sends": ["1", "1", "0"], "deliver": "`+test.deliver+`"}`)
			if !slices.Equal(got, test.want) || r.Ends == 0 {
				t.Errorf("%s, %s crashes: %v fall; want %v", test.deliver, crashes, got, test.want)
			}
		}
	}
}

// Delivery on stability: nobody delivers what some member has not.
func TestOnStabilityNobodyDeliversWhatNotAllHave(t *testing.T) {
	for _, total := range totals {
		x := open(t, `"processes": 3, "params": {"sends": ["2", "1", "0"], "order": "causal", "delivery": "stability", "total": "`+total+`"}`)
		for seed := range uint64(500) {
			if end := x.Run.Random(&x.Trace, seed, choose.DefaultWeights); end != choose.Quiescent {
				t.Fatal(choose.Ends[end])
			}
			have := map[uint32]sim.Set{}
			for i := range x.Trace.Events {
				switch e := &x.Trace.Events[i]; {
				case e.Kind == sim.EvMulticast, e.Kind == sim.EvReceive && e.Msg == 0:
					have[e.Arg&255] = have[e.Arg&255].With(e.Process)
				case e.Kind == sim.EvDeliver && have[e.Arg] != sim.All(3):
					t.Fatalf("%s, seed %d: event %d delivers what only %b have", total, seed, i, have[e.Arg])
				}
			}
			if s, _, _ := x.World.Status(len(x.Doc.Config.Claims) - 1); s != sim.Holds {
				t.Fatalf("%s, seed %d: not everything arrives", total, seed)
			}
		}
	}
}

// Whatever is asked, at the end of a run without faults all members have delivered all,
// and as many messages were sent as the cost says.
func TestEverythingArrivesAtItsCost(t *testing.T) {
	for _, rule := range rules {
		for _, total := range totals {
			for _, more := range []string{`"delivery": "receipt"`, `"delivery": "stability"`, `"relay": true`, `"relay": true, "delivery": "stability"`} {
				x := open(t, `"processes": 4, "params": {"sends": ["2", "0", "1", "3"], "sequencer": "P2", "order": "`+rule+`", "total": "`+total+`", `+more+`}`)
				for seed := range uint64(30) {
					if end := x.Run.Random(&x.Trace, seed, choose.DefaultWeights); end != choose.Quiescent {
						t.Fatal(choose.Ends[end])
					}
					sent, delivered := 0, 0
					for i := range x.Trace.Events {
						switch x.Trace.Events[i].Kind {
						case sim.EvSend:
							sent++
						case sim.EvDeliver:
							delivered++
						}
					}
					if cost := x.Doc.Config.Spec.Costs(x.Doc.Config)[0].Decimal; cost != itoa(sent) || delivered != 6*4 {
						t.Fatalf("%s, %s, %s, seed %d: %d messages, not %s; %d deliveries", rule, total, more, seed, sent, cost, delivered)
					}
				}
			}
		}
	}
}

func itoa(n int) string {
	s := ""
	for ; n > 0 || s == ""; n /= 10 {
		s = string(rune('0'+n%10)) + s
	}
	return s
}

func TestEqualStatesHaveEqualFutures(t *testing.T) {
	for _, rest := range []string{
		`"order": "causal"`, `"order": "fifo", "total": "sequencer"`, `"total": "priorities"`, `"order": "fifo", "delivery": "stability", "relay": true`,
	} {
		x := open(t, `"processes": 3, "params": {"sends": ["2", "1", "0"], `+rest+`}, "faults": [{"process": "P2", "model": "omission"}], "budget": {"losses": 1, "restarts": 1}`)
		if again, err := explore.Congruent(x.World, 200); err != nil || again < 100 {
			t.Errorf("%s: %v; %d states were met twice", rest, err, again)
		}
	}
}

// The order left out by the reduction makes no difference: without it the same claims fall.
func TestNothingIsMissedByLeavingOrdersOut(t *testing.T) {
	for _, rest := range []string{`"order": "fifo"`, `"total": "sequencer"`, `"total": "priorities", "order": "fifo"`, `"order": "causal", "delivery": "stability"`} {
		document := `"processes": 3, "params": {"sends": ["1", "1", "0"], ` + rest + `}`
		reduced, _ := refuted(t, document)
		x := open(t, document)
		s, err := explore.New(x.World, explore.Options{States: 1_000_000})
		if err != nil {
			t.Fatal(err)
		}
		s.Run(1 << 40)
		var all []string
		for i, f := range s.Result().Findings {
			if f.Outcome == explore.Refuted {
				all = append(all, order.Multicast.Claims[i].Name)
			}
		}
		if !slices.Equal(reduced, all) {
			t.Errorf("%s: %v, and reduced %v", rest, all, reduced)
		}
	}
}

func TestWhatCannotBeSentIsRefused(t *testing.T) {
	for document, says := range map[string]string{
		`"processes": 3, "params": {"sends": ["0", "0", "0"]}`: "params.sends has nobody who multicasts anything",
		`"processes": 3, "params": {"sends": ["7", "7", "7"]}`: "params.sends has 21 messages in all; at most 16",
		`"processes": 3, "params": {"sends": ["1", "1"]}`:      "params.sends must have a name for each of the 3 processes, and has 2",
		`"processes": 3, "params": {"total": "luck"}`:          "params.total",
		`"processes": 9`: "processes",
	} {
		_, err := text.Read(scenario.New(&order.Multicast), []byte(`{"faultlab": 1, "protocol": "multicast/order", `+document+`}`), scenario.DocumentLimits{})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", document, err)
		}
	}
}
