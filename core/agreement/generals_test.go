package agreement_test

import (
	"strconv"
	"testing"

	"faultlab/core/agreement"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// All deterministic plans of at most three messages, one by one: none works if any
// message may be lost. Each has a run that breaks it.
func TestNoPlanOfTwoGeneralsWorks(t *testing.T) {
	tried := []uint64{1: 2 * 32, 2: 4 * 512, 3: 8 * 131072}
	for k := 1; k <= agreement.MaxTried; k++ {
		all, err := agreement.Schedules(k, k)
		if err != nil {
			t.Fatal(err)
		}
		rules := uint64(0)
		for _, s := range all {
			v := s.Try()
			rules += v.Rules
			if v.Succeed != 0 || v.Disobey+v.Split != v.Rules || v.Rules != 1<<(s.Views[0]+s.Views[1]) {
				t.Errorf("%v: %+v", s.Senders, v)
			}
			if s.Views[0]+s.Views[1] != 1<<(k+1)+1 || len(s.Runs) != 2<<k {
				t.Errorf("%v: %v views in %d runs", s.Senders, s.Views, len(s.Runs))
			}
			for plan := range v.Rules {
				if run, _ := s.Breaks(plan); run < 0 {
					t.Errorf("%v: nothing breaks plan %b", s.Senders, plan)
				}
			}
		}
		if rules != tried[k] {
			t.Errorf("%d plans of %d messages, want %d", rules, k, tried[k])
		}
		t.Logf("%d messages: %d plans, none works", k, rules)
	}
}

// The proof for more: a chain of runs in each schedule, each link of which looks like
// the next to the general it names. With messages in turn it grows by one with each.
func TestAChainOfRunsConvictsEverySchedule(t *testing.T) {
	for k := 1; k <= 8; k++ {
		all, err := agreement.Schedules(k, k)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			chain := s.Chain()
			if len(chain) < 2 {
				t.Fatalf("%v: no chain", s.Senders)
			}
			first, last := chain[0], chain[len(chain)-1]
			if first.Order != 1 || first.Lost != 0 || last.Order != 0 || last.Same != sim.None {
				t.Errorf("%v: a chain from %+v to %+v", s.Senders, first, last)
			}
			for i, l := range chain[:len(chain)-1] {
				if !alike(s.Senders, l.Run, chain[i+1].Run, l.Same) {
					t.Errorf("%v: to %d %+v does not look like %+v", s.Senders, l.Same, l.Run, chain[i+1].Run)
				}
			}
			inTurn := true
			for slot, p := range s.Senders {
				inTurn = inTurn && int(p) == slot%2
			}
			if inTurn && len(chain) != k+2 {
				t.Errorf("%d messages in turn: a chain of %d runs", k, len(chain))
			}
		}
	}
}

// view is what a general knows at the end of a run, in words: the naive way.
func view(senders []sim.ID, r agreement.Run, of sim.ID) string {
	know := [2]string{"ordered " + strconv.Itoa(int(r.Order)), ""}
	for slot, from := range senders {
		if r.Lost>>slot&1 != 0 {
			know[1-from] += "; nothing"
		} else {
			know[1-from] += "; (" + know[from] + ")"
		}
	}
	return know[of]
}

func alike(senders []sim.ID, a, b agreement.Run, to sim.ID) bool {
	return view(senders, a, to) == view(senders, b, to)
}

// A chain is there exactly if no plan works; and if few enough messages can be lost,
// some do: to lose at most l, l+1 copies of the order are enough.
func TestCopiesAreEnoughForABoundedNumberOfLosses(t *testing.T) {
	for k := 1; k <= agreement.MaxTried; k++ {
		for losses := range k + 1 {
			all, err := agreement.Schedules(k, losses)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range all {
				v := s.Try()
				if (v.Succeed == 0) != (s.Chain() != nil) {
					t.Errorf("%v, %d losses: %d plans work, and there is a chain of %d", s.Senders, losses, v.Succeed, len(s.Chain()))
				}
				copies := 0
				for _, p := range s.Senders {
					if p == 0 {
						copies++
					}
				}
				if copies > losses && v.Succeed == 0 {
					t.Errorf("%v, %d losses: %+v", s.Senders, losses, v)
				}
			}
		}
	}
	// Two messages in turn and one loss: if B says that it has heard nothing, A knows.
	s := agreement.NewSchedule([]sim.ID{0, 1}, 1)
	if v := s.Try(); v.Succeed != 1 {
		t.Errorf("a message and an answer, one of which may be lost: %+v", v)
	}
}

// The second way: protocols written out, in which a general says nothing, 0 or 1,
// whatever it knows, and then does what it likes. What a message says makes no
// difference, nor does leaving it unsaid.
func TestWrittenOutProtocolsOfTwoGeneralsFail(t *testing.T) {
	const silence = 2 // of what is said and heard: 0, 1, or nothing
	digit := func(table, at int) int {
		for range at {
			table /= 3
		}
		return table % 3
	}
	pass := func(said int, lost bool) int {
		if lost {
			return silence
		}
		return said
	}
	fails := func(order, a, b int, nothingLost bool) bool {
		return a != b || order == 0 && a == 1 || order == 1 && nothingLost && a == 0
	}
	for _, lossy := range []bool{true, false} {
		worked, tried := [2]int{}, [2]int{}
		for saysA := range 9 { // for each order
			for doesB := range 8 { // for each thing heard
				for saysB := range 27 { // for each thing heard
					for doesA := range 64 { // for each order and thing heard
						broken, answered := false, false
						for run := range 8 {
							order, first, second := run&1, run&2 != 0, run&4 != 0
							if (first || second) && !lossy {
								continue
							}
							hears := pass(digit(saysA, order), first)
							back := pass(digit(saysB, hears), second)
							b := doesB >> hears & 1
							broken = broken || fails(order, doesA>>(3*order+back)&1, b, !first && !second)
							answered = answered || digit(saysB, hears) != silence
						}
						kind := 0
						if answered {
							kind = 1
						}
						tried[kind]++
						if !broken {
							worked[kind]++
						}
					}
				}
			}
		}
		if tried[0]+tried[1] != 9*8*27*64 || tried[0] == 0 {
			t.Fatalf("%v protocols", tried)
		}
		if (worked == [2]int{}) != lossy || !lossy && (worked[0] == 0 || worked[1] == 0) {
			t.Errorf("lossy: %t; of %v protocols %v work", lossy, tried, worked)
		}
	}
}

func TestPlansHaveTheirBounds(t *testing.T) {
	for _, bad := range [][2]int{{0, 0}, {-1, 0}, {agreement.MaxSlots + 1, 0}, {3, -1}, {3, 4}} {
		if _, err := agreement.Schedules(bad[0], bad[1]); err != agreement.ErrSlots {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

// The same on the simulator, for the plans that one would make: whatever the numbers,
// losses break them; and without losses they work, unless somebody waits in vain.
func TestTwoGeneralsAgreeOnlyWhileNothingIsLost(t *testing.T) {
	for k := 1; k <= 5; k++ {
		for a := 0; a <= k/2+1; a++ {
			for b := 1; b <= (k+1)/2+1; b++ {
				numbers := `"messages": ` + strconv.Itoa(k) + `, "needs-a": ` + strconv.Itoa(a) + `, "needs-b": ` + strconv.Itoa(b)
				with := func(losses int) *explore.Result {
					return search(t, document(t, "two-generals", `"processes": 2, "params": {`+numbers+`}, "budget": {"losses": `+strconv.Itoa(losses)+`}`), explore.Options{})
				}
				broken := func(r *explore.Result) bool {
					return r.Findings[0].Outcome == explore.Refuted || r.Findings[1].Outcome == explore.Refuted
				}
				if r := with(k); !broken(r) || r.Events[sim.EvDecide] == 0 {
					t.Errorf("%s: not broken by losses: %+v", numbers, r.Findings)
				}
				inVain := a > k/2 || b > (k+1)/2
				if r := with(0); broken(r) != inVain {
					t.Errorf("%s: without losses: %+v", numbers, r.Findings)
				}
			}
		}
	}
}

func TestTheScenariosOfTwoGenerals(t *testing.T) {
	r := search(t, kept(t, "agreement/two-generals"), explore.Options{})
	if f := r.Findings[0]; f.Outcome != explore.Refuted || f.Faults != 1 || r.Findings[1].Outcome != explore.Proved {
		t.Errorf("%+v", r.Findings)
	}
	x := lab.Open(kept(t, "agreement/two-generals"))
	if x.Replay(x.Own(), -1); x.Trace.Events[len(x.Trace.Events)-1].Kind != sim.EvDecide {
		t.Error("the run doesn't end with a decision")
	}
	shown := len(x.Entries)
	if x.Shrink(x.Own(), 0); len(x.Entries) != shown {
		t.Errorf("%d choices are enough", len(x.Entries))
	}
	r = search(t, kept(t, "agreement/two-generals-trusted"), explore.Options{})
	for _, f := range r.Findings {
		if f.Outcome != explore.Proved || f.Ends[sim.Holds] != r.Ends || r.Ends != 2 {
			t.Errorf("nothing is lost: %+v", f)
		}
	}
}
