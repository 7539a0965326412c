package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// counter tells process 1 two things, one after the other, and process 1 keeps them in
// the order in which they come.
type counter struct {
	Heard [8]uint8
	Count uint8
}

func (p *counter) Start(e *sim.Env) {
	for i := range uint8(2) {
		if e.Me == 0 {
			e.Send(1, 0, i, uint32(i))
		}
	}
}

func (p *counter) Deliver(_ *sim.Env, m sim.Msg) {
	p.Heard[p.Count] = 'a' + m.Val
	p.Count++
}

// hears lists all that process 1 hears in some run, as words: "aab" is a, a again, and b.
func hears(t *testing.T, setup sim.Setup) []string {
	t.Helper()
	setup.N = 2
	w := worldOf(setup, func(b *sim.Builder) { sim.Place(b, counter{}, 0); sim.Place(b, counter{}, 0) })
	all := map[string]bool{}
	runs, complete := choose.NewRun(w).Enumerate(100_000, func(w *sim.World, _ []sim.Choice) bool {
		p := w.Process(1).(*counter)
		all[string(p.Heard[:p.Count])] = true
		return true
	})
	if !complete || runs == 0 {
		t.Fatalf("%d runs, and these are not all", runs)
	}
	var words []string
	for s := range all {
		words = append(words, s)
	}
	slices.Sort(words)
	return words
}

// legal lists the words in which a and b come once, and at most so many of both once
// more, in any order or each channel's.
func legal(most int, fifo bool) (words []string) {
	for _, n := range [][2]int{{1, 1}, {2, 1}, {1, 2}, {3, 1}, {2, 2}, {1, 3}} {
		if n[0]+n[1]-2 <= most {
			words = append(words, interleaved(n[0], n[1], fifo)...)
		}
	}
	slices.Sort(words)
	return words
}

func interleaved(a, b int, fifo bool) (words []string) {
	if fifo || a == 0 || b == 0 {
		return []string{strings.Repeat("a", a) + strings.Repeat("b", b)}
	}
	for _, rest := range interleaved(a-1, b, false) {
		words = append(words, "a"+rest)
	}
	for _, rest := range interleaved(a, b-1, false) {
		words = append(words, "b"+rest)
	}
	return words
}

// What can be heard is what a list of all words says, and nothing else: the naive twin.
func TestCopiesComeAsOftenAsTheBudgetSaysAndInTheOrderOfTheChannel(t *testing.T) {
	for _, net := range []sim.Network{{}, {Order: sim.FIFO}, {Order: sim.Ordered}, {Bounded: true, MinDelay: 1, MaxDelay: 1}, {Bounded: true, MinDelay: 1, MaxDelay: 1, Order: sim.FIFO}} {
		for most := range 3 {
			got := hears(t, sim.Setup{Net: net, Budget: sim.Budget{Duplicates: uint8(most)}})
			if want := legal(most, net.Order != sim.Unordered); !slices.Equal(got, want) {
				t.Errorf("%+v, %d copies: %q is heard, want %q", net, most, got, want)
			}
		}
		links := []sim.Link{{From: 0, To: 1, Model: sim.Duplication}}
		got, want := hears(t, sim.Setup{Net: net, Links: links}), legal(2, net.Order != sim.Unordered)
		want = slices.DeleteFunc(want, func(s string) bool { return strings.Count(s, "a") > 2 || strings.Count(s, "b") > 2 })
		if !slices.Equal(got, want) {
			t.Errorf("%+v, over a link: %q is heard, want %q", net, got, want)
		}
	}
}

// Weaker failures are included in stronger ones.
func TestWhatIsHeardWithoutCopiesIsHeardWithThem(t *testing.T) {
	for _, budget := range []sim.Budget{{}, {Losses: 1}, {Losses: 2}} {
		more := budget
		more.Duplicates = 1
		without, with := hears(t, sim.Setup{Budget: budget}), hears(t, sim.Setup{Budget: more})
		for _, s := range without {
			if !slices.Contains(with, s) {
				t.Errorf("%+v: %q is heard only without copies", budget, s)
			}
		}
		if len(with) <= len(without) {
			t.Errorf("%+v: copies add nothing to %q", budget, without)
		}
	}
}

// A copy is the network's doing: what arrives again says so, at nobody's cost, and is the
// same event's message.
func TestACopySaysThatItIsOne(t *testing.T) {
	setup := sim.Setup{N: 2, Budget: sim.Budget{Duplicates: 2}}
	w := worldOf(setup, func(b *sim.Builder) { sim.Place(b, counter{}, 0); sim.Place(b, counter{}, 0) })
	made, met := 0, 0
	var tr sim.Trace
	for seed := range uint64(200) {
		r := choose.NewRun(w)
		r.Random(&tr, seed, choose.Weights{Fault: 400, Other: 400})
		arrived, copies := map[int32]int{}, map[int32]int{}
		for i := range tr.Events {
			switch e := &tr.Events[i]; e.Kind {
			case sim.EvCopy:
				copies[e.Message]++
				made++
			case sim.EvReceive:
				if again := arrived[e.Message] > 0; again != (e.Reason == sim.Copied) || e.Value != e.Truth {
					t.Fatalf("seed %d: %+v", seed, *e)
				}
				arrived[e.Message]++
				met++
			}
		}
		for m, n := range arrived {
			if n != copies[m]+1 {
				t.Fatalf("seed %d: the message of event %d arrives %d times, with %d copies", seed, m, n, copies[m])
			}
		}
		var again sim.Trace
		choose.NewRun(w).Replay(&again, r.Taken, -1)
		if !slices.Equal(again.Events, tr.Events) {
			t.Fatalf("seed %d: replayed it is another run", seed)
		}
	}
	if made < 100 || met < 500 {
		t.Errorf("%d copies are made, %d messages arrive", made, met)
	}
}

// In rounds, on wires, for somebody who is down, and of timers and steps, there are none.
func TestWhereNoCopiesAreMade(t *testing.T) {
	budget := sim.Budget{Duplicates: 3}
	for _, net := range []sim.Network{{LockStep: true, Bounded: true}, {LockStep: true, Bounded: true, Wired: true}} {
		w := worldOf(sim.Setup{N: 3, Net: net, Rounds: 2, Values: 3, Budget: budget}, tellers)
		if n := offered(w, sim.Copy); n != 0 {
			t.Errorf("%+v: %d copies are offered", net, n)
		}
	}
	budget.Crashes = 1
	w := worldOf(sim.Setup{N: 3, Values: 3, Models: []sim.Model{0, sim.Crash, 0}, Budget: budget}, tellers)
	rnd := choose.Rand(7)
	up, down := 0, 0
	for range 200 {
		walk(w, &rnd, func(options []sim.Option) bool {
			for i, o := range options {
				c := w.Choice(o)
				if c.Kind != sim.Copy {
					continue
				}
				if i == 0 || !o.Kind.Fault() || !w.Up(c.To) || c.Msg >= 64 {
					t.Fatalf("option %d: %+v", i, c)
				}
				up++
			}
			if !w.Up(1) {
				down++
			}
			return true
		})
	}
	if up == 0 || down == 0 {
		t.Errorf("%d copies are offered; somebody is down in %d states", up, down)
	}
}

// offered counts the options of a kind over some runs.
func offered(w *sim.World, k sim.Kind) (n int) {
	rnd := choose.Rand(1)
	for range 50 {
		walk(w, &rnd, func(options []sim.Option) bool {
			for _, o := range options {
				if o.Kind == k {
					n++
				}
			}
			return true
		})
	}
	return n
}

// By a value fault a process says one thing, and the network's copies say it again; what
// an arbitrarily faulty one says twice can be two things.
func TestACopyOfALieIsTheSameLieUnlessItsSenderCanSayAnything(t *testing.T) {
	for model, want := range map[sim.Model]string{sim.Value: "11 22", sim.Arbitrary: "11 12 21 22"} {
		setup := sim.Setup{N: 2, Values: 2, Models: []sim.Model{model}, Budget: sim.Budget{Duplicates: 1}}
		w := worldOf(setup, func(b *sim.Builder) { sim.Place(b, once{}, 0); sim.Place(b, once{}, 0) })
		all := map[string]bool{}
		choose.NewRun(w).Enumerate(10_000, func(w *sim.World, _ []sim.Choice) bool {
			if p := w.Process(1).(*once); p.Count == 2 {
				all[fmt.Sprint(p.Heard[0], p.Heard[1])] = true
			}
			return true
		})
		var got []string
		for s := range all {
			got = append(got, strings.ReplaceAll(s, " ", ""))
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v are heard, want %s", model, got, want)
		}
	}
}

// once tells process 1 one thing.
type once struct {
	Heard [4]uint8
	Count uint8
}

func (p *once) Start(e *sim.Env) {
	if e.Me == 0 {
		e.Send(1, 0, 0, 0)
	}
}

func (p *once) Deliver(_ *sim.Env, m sim.Msg) {
	p.Heard[p.Count] = m.Val + 1
	p.Count++
}

// The search with copies has the ends of the enumeration, and by sleep sets none less.
func TestTheSearchWithCopiesMissesNothing(t *testing.T) {
	for _, net := range []sim.Network{{}, {Order: sim.FIFO}} {
		setup := sim.Setup{N: 2, Net: net, Budget: sim.Budget{Duplicates: 2, Losses: 1}}
		w := worldOf(setup, func(b *sim.Builder) { sim.Place(b, counter{}, 0); sim.Place(b, counter{}, 0) })
		ends := map[uint64]bool{}
		_, all := choose.NewRun(w.Twin()).Enumerate(1_000_000, func(w *sim.World, _ []sim.Choice) bool {
			ends[w.Fingerprint()] = true
			return true
		})
		for _, every := range []bool{false, true} {
			s, err := explore.New(w.Twin(), explore.Options{All: true, Every: every})
			if err != nil {
				t.Fatal(err)
			}
			s.Run(1 << 30)
			if r := s.Result(); !all || int(r.Ends) != len(ends) || r.Stopped != explore.Complete {
				t.Errorf("%+v: the search has %d ends, the enumeration %d (all: %t)", net, r.Ends, len(ends), all)
			}
		}
	}
}
