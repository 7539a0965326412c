package every

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// question is that about OM(m) among n with the given faulty processes, with budgets that bind nobody.
func question(n, m int, order uint8, model sim.Model, faulty uint64) *Question {
	q := &Question{N: n, M: m, Orders: 2, Order: order, Models: make([]sim.Model, n), Crashes: n, Mistakes: unbounded}
	for p := range n {
		if faulty>>p&1 != 0 {
			q.Models[p] = model
		}
	}
	return q
}

func (q *Question) String() string {
	s := "OM(" + strconv.Itoa(q.M) + ") among " + strconv.Itoa(q.N) + ", order " + strconv.Itoa(int(q.Order)) + " of " + strconv.Itoa(q.Orders) +
		", default " + strconv.Itoa(int(q.Default)) + ", rule " + strconv.Itoa(int(q.Rule)) + ", crashes " + strconv.Itoa(q.Crashes) + ", models"
	for _, m := range q.Models {
		s += " " + strconv.Itoa(int(m))
	}
	return s
}

func decide(t testing.TB, q *Question) *Found {
	t.Helper()
	f, err := q.Decide(0)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return f
}

// hold compares an answer with that of the naive twin: the verdicts, and the fewest lies.
func hold(t *testing.T, q *Question) (behaviours int) {
	t.Helper()
	f, x := decide(t, q), tryAll(q)
	for c, verdict := range [...]byzantine.Verdict{f.IC1, f.IC2} {
		switch {
		case verdict == byzantine.Vacuous && c == 1 && q.Models[0] != 0:
		case verdict == byzantine.Satisfied && x.fewest[c] < 0:
		case verdict == byzantine.Violated && x.fewest[c] >= 0 && f.Lies[c] == uint64(x.fewest[c]):
		default:
			t.Errorf("%s: IC%d is %d with %d lies; of %d behaviours the best has %d", q, c+1, verdict, f.Lies[c], x.runs, x.fewest[c])
		}
	}
	return x.runs
}

// slots counts the messages that a set of processes sends.
func slots(n, m int, faulty uint64) (all int) {
	tree, err := byzantine.NewTree(n, m)
	if err != nil {
		panic(err)
	}
	for node := range tree.Nodes() {
		if faulty>>tree.Process(node)&1 != 0 {
			all += tree.Arity(node)
		}
	}
	return all
}

// Every behaviour of every set of traitors, where these are few enough to be gone through one by one; with both
// orders, either default, and both rules.
func TestAllTraitorsAtOnceAreAllTraitorsOneByOne(t *testing.T) {
	questions, runs := 0, 0
	for _, size := range [][2]int{{2, 0}, {2, 1}, {3, 0}, {3, 1}, {3, 5}, {4, 0}, {4, 1}, {4, 2}, {5, 0}, {5, 1}, {5, 2}, {5, 3}, {6, 1}} {
		n, m := size[0], size[1]
		for faulty := range uint64(1) << n {
			messages := slots(n, m, faulty)
			for variant := range 8 {
				if messages > 15 || messages > 12 && variant != 1 {
					continue
				}
				q := question(n, m, uint8(variant&1), sim.Arbitrary, faulty)
				q.Default, q.Rule = uint8(variant>>1&1), byzantine.Rule(variant>>2)
				questions, runs = questions+1, runs+hold(t, q)
			}
		}
	}
	if questions < 500 || runs < 500_000 {
		t.Errorf("only %d questions about %d behaviours", questions, runs)
	}
}

// All mixtures of failure models of three processes, and of two among four and five, with two orders and with three.
func TestAllFaultsAtOnceAreAllFaultsOneByOne(t *testing.T) {
	models := []sim.Model{0, sim.Crash, sim.Omission, sim.Timing, sim.Value, sim.Transition, sim.Arbitrary,
		sim.Crash | sim.Value, sim.Crash | sim.Transition, sim.Omission | sim.Value, sim.Timing | sim.Transition}
	questions, runs, least, many := 0, 0, 300_000, 3
	if testing.Short() {
		least, many = 50_000, 2
	}
	mixed := func(n, m, from, to int) {
		mixtures := 1
		for range to - from {
			mixtures *= len(models)
		}
		for x := range mixtures {
			for variant := range 2 * 2 * 5 { // order, rule, and default of two or of three
				q := &Question{N: n, M: m, Whole: x%3 == 0, Orders: 2 + variant/4%5/2, Order: uint8(variant & 1), Rule: byzantine.Rule(variant >> 1 & 1), Crashes: 1 + x%2, Mistakes: 255}
				q.Default = uint8(variant / 4 % 5)
				if q.Orders > 2 {
					q.Orders, q.Default, q.Order = 3, q.Default-2, 2*q.Order
				}
				q.Models = make([]sim.Model, n)
				for p, rest := from, x; p < to; p, rest = p+1, rest/len(models) {
					q.Models[p] = models[rest%len(models)]
				}
				if a := q.Behaviours(); len(a.Decimal) > many || len(a.Decimal) > 2 && (x+variant)%4 != 0 {
					continue
				}
				if _, b := q.binding(); b > 0 {
					if _, err := q.Decide(0); err == nil || !strings.Contains(err.Error(), "models") {
						t.Errorf("%s: %v", q, err)
					}
					continue
				}
				questions, runs = questions+1, runs+hold(t, q)
			}
		}
	}
	mixed(3, 1, 0, 3)
	mixed(4, 1, 0, 2)
	mixed(4, 2, 0, 2)
	mixed(4, 2, 1, 3)
	mixed(5, 2, 0, 2)
	mixed(5, 3, 1, 3)
	if questions < 5_000 || runs < least {
		t.Errorf("only %d questions about %d behaviours", questions, runs)
	}
}

func TestSilenceCannotBeMistaken(t *testing.T) {
	s := &search{silence: byzantine.Retreat}
	for deaf, want := range map[bool]int{false: 2, true: 1} {
		if got := s.movesOf(mistakes, hearing{byzantine.Retreat, 0}, deaf, nil); len(got) != want {
			t.Errorf("who hears nothing: %v has the moves %+v", deaf, got)
		}
	}
}

func TestACrashAndMistakesTogetherAreDecidedAsOneByOne(t *testing.T) {
	for order := range uint8(2) {
		q := question(5, 3, order, sim.Crash, 0b00010)
		q.Models[2] = sim.Transition
		if runs := hold(t, q); runs < 100_000 {
			t.Errorf("only %d behaviours", runs)
		}
	}
}

func prove(t testing.TB, n, m, faulty int, model sim.Model) *Proof {
	t.Helper()
	p, err := (&All{N: n, M: m, Faulty: faulty, Model: model, Orders: 2}).Prove(0)
	if err != nil {
		t.Fatalf("n=%d m=%d t=%d: %v", n, m, faulty, err)
	}
	return p
}

// Theorem 1 of Lamport, Shostak and Pease 1982 at its edge, and one general below it.
func TestTheoremOneIsSharp(t *testing.T) {
	for _, c := range [][3]int{{4, 1, 1}, {7, 2, 2}, {10, 3, 3}, {12, 3, 3}, {13, 4, 4}, {16, 5, 5}} {
		if p := prove(t, c[0], c[1], c[2], sim.Arbitrary); p.IC1 != byzantine.Satisfied || p.IC2 != byzantine.Satisfied {
			t.Errorf("OM(%d) among %d with %d traitors: IC1 %d, IC2 %d", c[1], c[0], c[2], p.IC1, p.IC2)
		}
	}
	for _, c := range [][3]int{{3, 1, 1}, {6, 2, 2}, {9, 3, 3}, {12, 4, 4}, {15, 5, 5}} {
		if p := prove(t, c[0], c[1], c[2], sim.Arbitrary); p.IC2 != byzantine.Violated {
			t.Errorf("OM(%d) among %d with %d traitors: IC1 %d, IC2 %d", c[1], c[0], c[2], p.IC1, p.IC2)
		}
	}
}

// With three generals OM(1) fails in one way only: a loyal lieutenant does not attack as ordered.
func TestThreeGeneralsFailInOneWayOnly(t *testing.T) {
	p := prove(t, 3, 1, 1, sim.Arbitrary)
	if p.IC1 != byzantine.Satisfied || p.IC2 != byzantine.Violated {
		t.Errorf("IC1 %d, IC2 %d", p.IC1, p.IC2)
	}
	for _, place := range p.Placements {
		if broken := place.IC2 == byzantine.Violated; broken != (place.Question.Order == byzantine.Attack && place.Question.Models[0] == 0) || broken && place.Lies[1] != 1 {
			t.Errorf("%s: IC2 %d", &place.Question, place.IC2)
		}
	}
}

// Of the placements that violate a condition, the best one does so with the fewest lies.
func TestTheBestPlacementHasTheFewestLies(t *testing.T) {
	better := 0
	for _, c := range [][3]int{{4, 2, 1}, {5, 3, 2}, {6, 2, 2}, {6, 2, 3}, {7, 3, 3}} {
		p := prove(t, c[0], c[1], c[2], sim.Arbitrary)
		for condition := range 2 {
			best := p.Best(condition)
			for i := range p.Placements {
				place := &p.Placements[i]
				verdict := [...]byzantine.Verdict{place.IC1, place.IC2}[condition]
				if verdict == byzantine.Violated && (best == nil || best.Lies[condition] > place.Lies[condition]) {
					t.Errorf("%v, IC%d: %d lies are not the fewest", c, condition+1, best.Lies[condition])
				}
				if best != nil && best != place && verdict == byzantine.Violated && i == 0 {
					better++
				}
			}
		}
	}
	if better == 0 {
		t.Error("it is always the first one")
	}
}

// More rounds than there are traitors make nothing safer: one traitor among four or five breaks both conditions.
func TestMoreRoundsThanNeededBreakBothConditions(t *testing.T) {
	for _, c := range [][2]int{{4, 2}, {5, 3}} {
		if p := prove(t, c[0], c[1], 1, sim.Arbitrary); p.IC1 != byzantine.Violated || p.IC2 != byzantine.Violated {
			t.Errorf("OM(%d) among %d: IC1 %d, IC2 %d", c[1], c[0], p.IC1, p.IC2)
		}
		if p := prove(t, c[0], 1, 1, sim.Arbitrary); p.IC1 != byzantine.Satisfied || p.IC2 != byzantine.Satisfied {
			t.Errorf("OM(1) among %d: IC1 %d, IC2 %d", c[0], p.IC1, p.IC2)
		}
	}
}

// The whole truth about OM(m): it withstands every strategy of t >= 1 traitors exactly when t <= m and n > 2t+m.
// With at most 18 generals these are 1,496 sizes.
func TestOralMessagesWithstandTraitorsExactlyWhenTheyShould(t *testing.T) {
	sizes, largest, all := 0, 18, 1496
	if testing.Short() {
		largest, all = 12, 385
	}
	for n := 3; n <= largest; n++ {
		for m := 1; m <= n-2; m++ {
			for k := 1; k <= n-2; k++ {
				sizes++
				p := prove(t, n, m, k, sim.Arbitrary)
				if want := k <= m && n > 2*k+m; want != (p.IC1 == byzantine.Satisfied && p.IC2 == byzantine.Satisfied) {
					t.Errorf("OM(%d) among %d with %d traitors: IC1 %d, IC2 %d", m, n, k, p.IC1, p.IC2)
				}
			}
		}
	}
	if sizes != all {
		t.Errorf("%d sizes", sizes)
	}
}

// Lemma 1: with a loyal commander n > 2t+m is enough, however many rounds there are.
func TestALoyalCommanderIsObeyedExactlyWhenLemmaOneSaysSo(t *testing.T) {
	for n := 3; n <= 12; n++ {
		for m := 0; m <= n-2; m++ {
			for k := 1; k <= n-2; k++ {
				broken := false
				for order := range uint8(2) {
					f := decide(t, question(n, m, order, sim.Arbitrary, (1<<k-1)<<1))
					broken = broken || f.IC2 == byzantine.Violated
				}
				if m > 0 && broken != (n <= 2*k+m) || m == 0 && broken {
					t.Errorf("OM(%d) among %d with %d traitorous lieutenants: IC2 broken: %v", m, n, k, broken)
				}
			}
		}
	}
}

// What a process of a weaker model can do, one of a stronger model can do too.
func TestStrongerFaultsBreakWhatWeakerOnesBreak(t *testing.T) {
	differ := 0
	for n := 3; n <= 7; n++ {
		for m := 1; m <= n-2; m++ {
			for k := 1; k <= min(2, n-2); k++ {
				arbitrary := prove(t, n, m, k, sim.Arbitrary)
				for _, model := range []sim.Model{sim.Crash, sim.Omission, sim.Timing, sim.Value, sim.Transition} {
					weak := prove(t, n, m, k, model)
					if weak.IC1 == byzantine.Violated && arbitrary.IC1 != byzantine.Violated || weak.IC2 == byzantine.Violated && arbitrary.IC2 != byzantine.Violated {
						t.Errorf("OM(%d) among %d with %d: model %d breaks more than arbitrary faults", m, n, k, model)
					}
					if weak.IC1 != arbitrary.IC1 || weak.IC2 != arbitrary.IC2 {
						differ++
					}
				}
				crash, omission := prove(t, n, m, k, sim.Crash), prove(t, n, m, k, sim.Omission)
				if crash.IC1 == byzantine.Violated && omission.IC1 != byzantine.Violated || crash.IC2 == byzantine.Violated && omission.IC2 != byzantine.Violated {
					t.Errorf("OM(%d) among %d with %d: crashes break more than omissions", m, n, k)
				}
			}
		}
	}
	if differ == 0 {
		t.Error("all models are alike")
	}
}

func TestABehaviourOfAstronomicalSizeIsNotWrittenDown(t *testing.T) {
	p := prove(t, 30, 11, 10, sim.Arbitrary)
	if _, err := p.Best(1).Witness(1); !errors.Is(err, ErrWitness) {
		t.Error(err)
	}
}

func TestQuestionsThatCannotBeAnsweredNameTheirField(t *testing.T) {
	good := func() *Question { return question(4, 1, byzantine.Attack, sim.Arbitrary, 0b1000) }
	for field, change := range map[string]func(q *Question){
		"n must":       func(q *Question) { q.N = 65 },
		"m must":       func(q *Question) { q.M = -1 },
		"orders must":  func(q *Question) { q.Orders = 4 },
		"order must":   func(q *Question) { q.Order = 2 },
		"default must": func(q *Question) { q.Default = 2 },
		"rule must":    func(q *Question) { q.Rule = 2 },
		"models must":  func(q *Question) { q.Models = q.Models[1:] },
		"crashes must": func(q *Question) { q.Crashes = -1 },
		"models has":   func(q *Question) { q.Models[0], q.Models[1] = sim.Value, sim.Transition },
		"mistakes is":  func(q *Question) { q.M, q.Models[1], q.Mistakes = 2, sim.Transition, 2 },
	} {
		q := good()
		change(q)
		if f, err := q.Decide(0); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %+v, %v", field, f, err)
		}
	}
	for field, a := range map[string]All{
		"n must":      {N: 1, Orders: 2},
		"faulty must": {N: 4, Faulty: 5, Orders: 2, Model: sim.Arbitrary},
		"orders must": {N: 4, Faulty: 1, Model: sim.Arbitrary},
		"model must":  {N: 4, Faulty: 1, Orders: 2},
	} {
		if p, err := a.Prove(0); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %+v, %v", field, p, err)
		}
	}
	tree, err := byzantine.NewTree(4, 2)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := good().DecideRest(NewPlayed(tree, good().Models), 0); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("what was played is of OM(2): %v", err)
	}
	if _, err := good().Decide(10); !errors.Is(err, ErrWork) {
		t.Errorf("within 10 steps: %v", err)
	}
	if _, err := question(40, 20, byzantine.Attack, sim.Crash, 1<<20-1).Decide(1 << 20); !errors.Is(err, ErrWork) {
		t.Errorf("twenty processes that may crash in one of twenty rounds: %v", err)
	}
	many := question(64, 5, byzantine.Attack, 0, 0)
	for p, kinds := 1, []sim.Model{0, sim.Arbitrary, sim.Omission, sim.Timing, sim.Value, sim.Omission | sim.Value}; p < 64; p++ {
		many.Models[p] = kinds[p%len(kinds)]
	}
	if _, err := many.Decide(0); !errors.Is(err, ErrWork) {
		t.Errorf("ten processes of each kind: %v", err)
	}
	if _, err := decide(t, good()).Witness(0); err == nil {
		t.Error("there is a behaviour that violates what none does")
	}
}
