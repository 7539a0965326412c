package reliable_test

import (
	"math/big"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/multicast/reliable"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// open makes the experiment of a document, of which only what follows the
// protocol's name is given.
func open(t *testing.T, rest string) *lab.Experiment {
	t.Helper()
	doc, err := text.Read(scenario.New(&reliable.Multicast), []byte(`{"faultlab": 1, "protocol": "multicast/reliable", `+rest+`}`), scenario.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

// falls tries every run, and says which claims some run breaks.
func falls(t *testing.T, document string) (broken string, r *explore.Result) {
	t.Helper()
	x := open(t, document)
	s, err := explore.New(x.World, explore.Options{States: 1_000_000})
	if err != nil {
		t.Fatal(err)
	}
	s.Run(1 << 40)
	r = s.Result()
	for i, f := range r.Findings {
		switch f.Outcome {
		case explore.Refuted:
			broken += x.Doc.Config.Spec.Claims[x.Doc.Config.Claims[i]].Name + " "
		case explore.Unknown:
			t.Fatalf("%s: unknown: %s after %d states", document, explore.Stops[r.Stopped], r.States)
		}
	}
	return broken, r
}

// With a bounded delay no timer fires before it must.
const clocked = `"network": {"delay": "bounded", "latency": [1, 2]}`

// One loss anywhere, of whatever travels: a message, an acknowledgement, a request.
func TestWhatOneLossDoesToEachKindOfFeedback(t *testing.T) {
	for _, test := range []struct {
		name, rest, falls string
		losses            int
	}{
		{"nobody says anything", `"feedback": "none"`, "arrives buffer-empties ", 1},
		{"acks", `"feedback": "acks"`, "", 1},
		{"acks, and nobody retries", `"feedback": "acks", "retries": 0`, "arrives buffer-empties ", 1},
		{"a chain of coordinators", `"feedback": "acks", "fanout": 1`, "", 1},
		{"nacks: the last message has no gap behind it", `"feedback": "nacks"`, "arrives buffer-empties ", 1},
		{"nacks with a heartbeat", `"feedback": "nacks", "heartbeats": 1`, "buffer-empties ", 1},
		{"nacks, and who asks in vain doesn't ask again", `"feedback": "nacks", "heartbeats": 1, "retries": 0`, "arrives buffer-empties ", 2},
	} {
		got, r := falls(t, `"processes": 3, "params": {"messages": 2, `+test.rest+`}, "budget": {"losses": `+string(rune('0'+test.losses))+`}, `+clocked)
		t.Logf("%s: %d states", test.name, r.States)
		if got != test.falls || r.Ends == 0 {
			t.Errorf("%s: %q fall, want %q (%d states)", test.name, got, test.falls, r.States)
		}
	}
}

// Two that send each other's acknowledgements along with their own messages need fewer.
func TestPiggybackingSavesAcknowledgements(t *testing.T) {
	const rest = `"processes": 2, "params": {"messages": 3, "senders": 2, "piggyback": `
	var acks [2]int
	for i, on := range []string{"false", "true"} {
		x := open(t, rest+on+`}, "budget": {"losses": 0}`)
		x.Replay(nil, -1)
		for j := range x.Trace.Events {
			if e := &x.Trace.Events[j]; e.Kind == sim.EvSend && e.Msg == 2 {
				acks[i]++
			}
		}
		if got, r := falls(t, rest+on+`}, "budget": {"losses": 1}, `+clocked); got != "" {
			t.Errorf("%s: %s (%d states)", on, got, r.States)
		}
	}
	if acks[1] >= acks[0] || acks[0] != 6 {
		t.Errorf("%d acknowledgements, with piggybacking %d", acks[0], acks[1])
	}
}

func TestSuppressedRequestsRepairWhatIsLost(t *testing.T) {
	for seed := range uint64(300) {
		x := open(t, `"processes": 6, "params": {"messages": 4, "feedback": "suppressed", "heartbeats": 2, "width": 8}, "budget": {"losses": 2},
			"network": {"delay": "bounded", "latency": [1, 2]}`)
		if end := x.Run.Random(&x.Trace, seed, choose.DefaultWeights); end != choose.Quiescent {
			t.Fatal(choose.Ends[end])
		}
		for i := range 3 {
			if s, _, _ := x.World.Status(i); s != sim.Holds {
				t.Fatalf("seed %d: claim %d is %s", seed, i, sim.Statuses[s])
			}
		}
	}
}

// The fractions are exact: Gr + 1 - r^G, and for whole ticks the sum over all vectors of
// delays, which brute force confirms.
func TestExpectedRequestsAreExact(t *testing.T) {
	for _, test := range [][4]int{{100, 1, 100, 2000}, {100, 10, 100, 11000}, {100, 100, 100, 100000}, {1, 1, 2, 1000}} {
		if got := reliable.Expected(test[0], test[1], test[2]); got != test[3] {
			t.Errorf("%v: %d", test, got)
		}
	}
	for losers := 1; losers <= 40; losers++ {
		for delay := 1; delay <= 20; delay += 3 {
			r := big.NewRat(int64(delay), 20)
			want, power := new(big.Rat).Mul(r, big.NewRat(int64(losers), 1)), big.NewRat(1, 1)
			for range losers {
				power.Mul(power, r)
			}
			want.Add(want, big.NewRat(1, 1)).Sub(want, power)
			if got := reliable.Expected(losers, delay, 20); !near(got, want) {
				t.Errorf("%d of 20, %d losers: %d, want %s", delay, losers, got, want.FloatString(4))
			}
		}
	}
	for _, test := range [][3]int{{1, 1, 4}, {2, 1, 6}, {3, 2, 6}, {4, 3, 5}, {4, 5, 5}, {5, 1, 4}} {
		losers, delay, width := test[0], test[1], test[2]
		sum, all := 0, 1
		for range losers {
			all *= width
		}
		for k := range all {
			draws, least := make([]int, losers), width
			for i, rest := 0, k; i < losers; i++ {
				draws[i], rest = rest%width, rest/width
				least = min(least, draws[i])
			}
			for _, d := range draws {
				if d < least+delay {
					sum++
				}
			}
		}
		if got, want := reliable.ExpectedInTicks(losers, delay, width), big.NewRat(int64(sum), int64(all)); !near(got, want) {
			t.Errorf("%v: %d, want %s", test, got, want.FloatString(4))
		}
	}
}

// near says whether so many thousandths are a fraction, up to rounding.
func near(thousandths int, want *big.Rat) bool {
	d := new(big.Rat).Sub(big.NewRat(int64(thousandths), 1000), want)
	return d.Abs(d).Cmp(big.NewRat(6, 10_000)) <= 0
}

func TestATreeOfAThousandHasThreeLevels(t *testing.T) {
	for _, test := range [][4]int{{1000, 10, 3, 10}, {1110, 10, 3, 10}, {1111, 10, 4, 10}, {5, 10, 1, 5}, {7, 2, 3, 2}} {
		if levels, most := reliable.Tree(test[0], test[1]); levels != test[2] || most != test[3] {
			t.Errorf("%v: %d levels, %d acknowledgements", test, levels, most)
		}
	}
}

func TestEqualStatesHaveEqualFutures(t *testing.T) {
	for _, rest := range []string{`"feedback": "acks", "fanout": 1`, `"feedback": "nacks", "heartbeats": 1`, `"feedback": "acks", "senders": 2, "piggyback": true`} {
		x := open(t, `"processes": 3, "params": {"messages": 2, `+rest+`}, "budget": {"losses": 1}`)
		if again, err := explore.Congruent(x.World, 200); err != nil || again < 100 {
			t.Errorf("%s: %v; %d states were met twice", rest, err, again)
		}
	}
}

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	for document, says := range map[string]string{
		`"processes": 2, "params": {"senders": 3}`:                           "params.senders is more than the 2 processes",
		`"processes": 4, "params": {"senders": 3, "messages": 8}`:            "params.messages makes 24 messages",
		`"params": {"feedback": "suppressed"}, "processes": 3`:               "params.feedback suppressed needs a bounded delay",
		`"params": {"feedback": "nacks", "piggyback": true}, "processes": 3`: "params.piggyback goes with acks only",
	} {
		_, err := text.Read(scenario.New(&reliable.Multicast), []byte(`{"faultlab": 1, "protocol": "multicast/reliable", `+document+`}`), scenario.Limits{})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", document, err)
		}
	}
}
