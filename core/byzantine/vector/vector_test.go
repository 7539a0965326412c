package vector_test

import (
	"slices"
	"strconv"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/vector"
	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// system is a configuration in short. The alphabets are those of the description.
type system struct {
	n, m     int
	vote     vector.Vote
	alphabet int32
	values   []int32
	faulty   []int
}

const (
	numbers = iota
	letters
	bits
	order
)

func (s system) config() *protocol.Config {
	c := vector.VectorAgreement.Default(s.n)
	c.Budget = sim.Budget{}
	c.SetParam("m", int32(s.m))
	c.SetParam("vote", int32(s.vote))
	c.SetParam("agree", s.alphabet)
	c.Each = s.values
	if c.Each == nil {
		for i := range s.n {
			c.Each = append(c.Each, int32(i%2))
		}
	}
	for _, p := range s.faulty {
		c.Models[p] = sim.Arbitrary
	}
	return c
}

func world(c *protocol.Config) *sim.World {
	s := c.Setup()
	return sim.New(&s)
}

// vectors are what the processes have after phase 2 and at the end.
func vectors(tr *sim.Trace) (formed, ends map[sim.ID][]int32) {
	formed, ends = map[sim.ID][]int32{}, map[sim.ID][]int32{}
	for i := range tr.Events {
		switch e := &tr.Events[i]; e.Kind {
		case sim.EvOutput:
			formed[e.Process] = slices.Clone(tr.Span(e))
		case sim.EvDecide:
			ends[e.Process] = slices.Clone(tr.Span(e))
		}
	}
	return formed, ends
}

// lies drives a world in which P3 says what a function has of each message: the
// value by its letter, or silence for "".
func lies(t *testing.T, c *protocol.Config, said func(m sim.Msg) string) (*sim.World, *sim.Trace) {
	t.Helper()
	w := world(c)
	var tr sim.Trace
	words := c.Words().Values
	choose.NewRun(w).Drive(&tr, -1, func(w *sim.World, options []sim.Option) int {
		m, _, _ := w.Described(options[0])
		if options[0].Kind != sim.Deliver || c.Models[m.From] == 0 {
			return 0
		}
		want := said(m)
		for i, o := range options {
			heard, _, _ := w.Described(o)
			if o.Kind == sim.Silent && want == "" || (o.Kind == sim.Say || i == 0) && words[heard.Val] == want {
				return i
			}
		}
		t.Fatalf("%d cannot tell %d %q", m.From, m.To, want)
		return 0
	})
	return w, &tr
}

// The lecture's example: 1, 2, (x, y, z), 4, and then three vectors that have nothing
// to do with anything.
func TestFourProcessesLearnAllButTheLiarsValue(t *testing.T) {
	c := system{n: 4, m: 1, alphabet: letters, values: []int32{0, 1, 2, 3}, faulty: []int{2}}.config()
	w, tr := lies(t, c, func(m sim.Msg) string {
		at := map[sim.ID]int{0: 0, 1: 1, 3: 2}[m.To]
		if m.Kind == 0 {
			return "xyz"[at : at+1]
		}
		return "abcdefghijkl"[4*at+int(m.Arg):][:1]
	})
	formed, ends := vectors(tr)
	const x, unknown = 4, 19
	for p, third := range map[sim.ID]int32{0: x, 1: x + 1, 3: x + 2} {
		if want := []int32{0, 1, third, 3}; !slices.Equal(formed[p], want) {
			t.Errorf("P%d makes the vector %v, want %v", p+1, formed[p], want)
		}
		if want := []int32{0, 1, unknown, 3}; !slices.Equal(ends[p], want) {
			t.Errorf("P%d ends with %v, want %v", p+1, ends[p], want)
		}
	}
	for i := range 2 {
		if s, _, _ := w.Status(i); s != sim.Holds {
			t.Errorf("%s %s", c.Spec.Claims[i].Name, sim.Statuses[s])
		}
	}
}

// Three processes, one of which lies about everything: nothing is known to anybody.
func TestThreeProcessesLearnNothing(t *testing.T) {
	c := system{n: 3, m: 1, alphabet: letters, values: []int32{0, 1, 2}, faulty: []int{2}}.config()
	w, tr := lies(t, c, func(m sim.Msg) string {
		if m.Kind == 0 {
			return "xy"[m.To : m.To+1]
		}
		return "abcdef"[3*int(m.To)+int(m.Arg):][:1]
	})
	_, ends := vectors(tr)
	for p := sim.ID(0); p < 2; p++ {
		if !slices.Equal(ends[p], []int32{19, 19, 19}) {
			t.Errorf("P%d ends with %v", p+1, ends[p])
		}
	}
	if s, _, _ := w.Status(0); s != sim.Violated {
		t.Errorf("validity %s", sim.Statuses[s])
	}
}

// Validity is there after phase 1: a correct process told its value itself. And with
// either vote it stays, whatever a single faulty process among four does.
func TestTheValuesOfCorrectProcessesAreKnownAfterPhaseOne(t *testing.T) {
	for _, vote := range []vector.Vote{vector.Book, vector.PSL80} {
		for faulty := range 4 {
			c := system{n: 4, m: 1, vote: vote, alphabet: letters, values: []int32{3, 2, 1, 0}, faulty: []int{faulty}}.config()
			r := choose.NewRun(world(c))
			var tr sim.Trace
			for seed := range uint64(500) {
				r.Random(&tr, seed, choose.Weights{Fault: 800})
				formed, ends := vectors(&tr)
				for p := range sim.ID(4) {
					for j := range 4 {
						if int(p) != faulty && j != faulty && (formed[p][j] != c.Each[j] || ends[p][j] != c.Each[j]) {
							t.Fatalf("vote %d, seed %d: P%d has %v, then %v", vote, seed, p+1, formed[p], ends[p])
						}
					}
				}
				if s, _, _ := r.World.Status(0); s != sim.Holds {
					t.Fatalf("vote %d, seed %d: validity %s", vote, seed, sim.Statuses[s])
				}
			}
		}
	}
}

// What one faulty process can say about itself is gone through twice: by counting
// votes, and by running the processes.
func TestTheTextbooksVoteDisagreesAboutTheLiar(t *testing.T) {
	for _, test := range []struct {
		n        int
		vote     vector.Vote
		alphabet int32
		values   int
		some     bool
	}{
		{4, vector.Book, bits, 2, true},
		{4, vector.PSL80, bits, 2, false},
		{4, vector.Book, order, 3, true},
		{4, vector.PSL80, order, 3, false},
		{3, vector.Book, bits, 2, true},
		{3, vector.Book, order, 3, true},
		{3, vector.PSL80, bits, 2, false},
		{5, vector.Book, bits, 2, true},
		{5, vector.PSL80, bits, 2, false},
	} {
		counted, behaviours, err := vector.Splits(test.n, test.values, test.vote)
		if err != nil {
			t.Fatal(err)
		}
		c := system{n: test.n, m: 1, vote: test.vote, alphabet: test.alphabet, values: make([]int32, test.n), faulty: []int{0}}.config()
		run, runs, split := choose.NewRun(world(c)), 0, 0
		// P1 lies about itself only, and is never silent: all lists of such choices, as
		// a number whose digits say what it says next.
		for number := 0; ; number++ {
			rest := number
			run.Drive(nil, -1, func(w *sim.World, options []sim.Option) int {
				m, _, _ := w.Described(options[0])
				if options[0].Kind != sim.Deliver || m.From != 0 || m.Kind == 1 && m.Arg != 0 {
					return 0
				}
				k := rest % test.values
				rest /= test.values
				return k
			})
			if rest > 0 {
				break
			}
			runs++
			if s, _, _ := run.World.Status(1); s == sim.Violated {
				split++
			}
		}
		if test.vote == vector.PSL80 {
			behaviours = isqrt(behaviours) // it is asked about itself in phase 1 only
		}
		if runs != behaviours || (split > 0) != test.some {
			t.Errorf("%+v: %d of %d runs disagree, of %d behaviours", test, split, runs, behaviours)
		}
		if test.vote == vector.Book && split != counted || test.vote == vector.PSL80 && counted != 0 {
			t.Errorf("%+v: %d runs disagree, and %d are counted", test, split, counted)
		}
	}
	for _, c := range [][2]int{{1, 2}, {17, 2}, {4, 0}, {9, 4}} {
		if _, _, err := vector.Splits(c[0], c[1], vector.Book); err == nil {
			t.Errorf("n=%d with %d values was counted", c[0], c[1])
		}
	}
}

func isqrt(x int) int {
	r := 0
	for r*r < x {
		r++
	}
	return r
}

// Pease, Shostak, Lamport 1980: interactive consistency with one faulty process of
// four, over all that it can say; and not of three.
func TestTheVoteOf1980AgreesOnEverything(t *testing.T) {
	for faulty := range 4 {
		c := system{n: 4, m: 1, vote: vector.PSL80, alphabet: bits, faulty: []int{faulty}}.config()
		s, err := explore.New(world(c), explore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Run(1 << 40)
		for i, f := range s.Result().Findings {
			if f.Outcome != explore.Proved || s.Result().Ends != 19683 { // one of two values or nothing, nine times
				t.Errorf("P%d, claim %d: %s, in %d ends", faulty+1, i, explore.Outcomes[f.Outcome], s.Result().Ends)
			}
		}
	}
	c := system{n: 3, m: 1, vote: vector.PSL80, alphabet: bits, faulty: []int{2}}.config()
	broken := [2]int{}
	choose.NewRun(world(c)).Enumerate(1000, func(w *sim.World, _ []sim.Choice) bool {
		for i := range 2 {
			if s, _, _ := w.Status(i); s == sim.Violated {
				broken[i]++
			}
		}
		return true
	})
	// Where one of the other two can't tell the other's value, that one can.
	if broken[0] == 0 || broken[1] != broken[0] {
		t.Errorf("three processes: %d runs break validity, %d agreement", broken[0], broken[1])
	}
}

// results is the naive twin: OM(m) with process j for a commander, as the paper has
// it, over what was really heard by process i.
func results(heard func(path []sim.ID) int32, i sim.ID, path []sim.ID, n, m int, unknown int32) int32 {
	direct := heard(path)
	if m == 0 || len(path) == n-1 {
		return direct
	}
	votes := map[int32]int{direct: 1}
	all := 1
	for k := range sim.ID(n) {
		if k != i && !slices.Contains(path, k) {
			votes[results(heard, i, append(slices.Clone(path), k), n, m-1, unknown)]++
			all++
		}
	}
	for v, c := range votes {
		if 2*c > all {
			return v
		}
	}
	return unknown
}

func TestMoreRoundsAreAsManyRunsOfOralMessages(t *testing.T) {
	for _, s := range []system{
		{n: 4, m: 1, vote: vector.PSL80, alphabet: order, faulty: []int{1}}, {n: 4, m: 2, vote: vector.PSL80, alphabet: order, faulty: []int{0, 3}},
		{n: 5, m: 2, vote: vector.PSL80, alphabet: bits, faulty: []int{1, 4}}, {n: 4, m: 0, vote: vector.PSL80, alphabet: bits, faulty: []int{2}},
		{n: 3, m: 4, vote: vector.PSL80, alphabet: bits, faulty: []int{2}}, {n: 7, m: 2, vote: vector.PSL80, alphabet: bits, faulty: []int{5, 6}},
	} {
		c := s.config()
		tree, err := byzantine.NewTree(s.n, s.m)
		if err != nil {
			t.Fatal(err)
		}
		unknown := int32(len(c.Words().Values) - 1)
		r := choose.NewRun(world(c))
		var tr sim.Trace
		for seed := range uint64(40) {
			r.Random(&tr, seed, choose.Weights{Fault: 500})
			_, ends := vectors(&tr)
			for i := range sim.ID(s.n) {
				heard := map[string]int32{}
				for k := range tr.Events {
					if e := &tr.Events[k]; e.Kind == sim.EvReceive && e.Process == i {
						heard[key(path(tree, e.Arg))] = int32(e.Value)
					}
				}
				for j := range sim.ID(s.n) {
					want := c.Each[j]
					if i != j {
						want = results(func(p []sim.ID) int32 { return heard[key(p)] }, i, []sim.ID{j}, s.n, s.m, unknown) // missing: 0, the default
					}
					if ends[i][j] != want {
						t.Fatalf("%+v, seed %d: P%d has %d for P%d, want %d", s, seed, i+1, ends[i][j], j+1, want)
					}
				}
			}
			if correct := 3*s.m < s.n; correct && len(s.faulty) <= s.m {
				for k := range 2 {
					if status, _, _ := r.World.Status(k); status != sim.Holds {
						t.Fatalf("%+v, seed %d: claim %d %s", s, seed, k, sim.Statuses[status])
					}
				}
			}
		}
	}
}

// path is the chain of processes that a message went through.
func path(tree *byzantine.Tree, arg uint32) (list []sim.ID) {
	root := sim.ID(arg / uint32(tree.Nodes()))
	for _, p := range tree.AppendPath(nil, int(arg)%tree.Nodes()) {
		switch q := sim.ID(p); q {
		case 0:
			list = append(list, root)
		case root:
			list = append(list, 0)
		default:
			list = append(list, q)
		}
	}
	return list
}

func key(path []sim.ID) (k string) {
	for _, p := range path {
		k += string(rune('A' + p))
	}
	return k
}

func TestCostsAreWhatIsSent(t *testing.T) {
	for n := 2; n <= 6; n++ {
		for _, vote := range []vector.Vote{vector.Book, vector.PSL80} {
			for m := range 5 {
				c := system{n: n, m: m, vote: vote, alphabet: bits}.config()
				if p := c.Spec.Check(c); p != nil {
					if vote != vector.Book || m == 1 || p.Path != "params.m" {
						t.Errorf("n=%d m=%d vote %d: %v", n, m, vote, p)
					}
					continue
				}
				var tr sim.Trace
				choose.NewRun(world(c)).Replay(&tr, nil, -1)
				sent, packets := 0, map[[3]int32]bool{}
				for i := range tr.Events {
					if e := &tr.Events[i]; e.Kind == sim.EvSend {
						sent++
						packets[[3]int32{e.Time, int32(e.Process), int32(e.Peer)}] = true
					}
				}
				costs := c.Spec.Costs(c)
				if costs[0].Decimal != strconv.Itoa(sent) || costs[1].Decimal != strconv.Itoa(len(packets)) {
					t.Errorf("n=%d m=%d vote %d: %v expected, %d messages in %d packets sent", n, m, vote, costs, sent, len(packets))
				}
			}
		}
	}
}

func TestRemarksSayWhatLiesOutsideTheTheorem(t *testing.T) {
	for _, test := range []struct {
		system
		codes []string
	}{
		{system{n: 4, m: 1, vote: vector.PSL80, faulty: []int{0}}, nil},
		{system{n: 4, m: 1, faulty: []int{0}}, []string{"book-vote"}},
		{system{n: 4, m: 1}, nil},
		{system{n: 3, m: 1, vote: vector.PSL80, faulty: []int{0}}, []string{"few-processes"}},
		{system{n: 7, m: 1, vote: vector.PSL80, faulty: []int{0, 1}}, []string{"many-faulty"}},
	} {
		var codes []string
		for _, r := range vector.VectorAgreement.Remarks(test.config()) {
			codes = append(codes, r.Code)
		}
		if !slices.Equal(codes, test.codes) {
			t.Errorf("%+v: %q, want %q", test.system, codes, test.codes)
		}
	}
}
