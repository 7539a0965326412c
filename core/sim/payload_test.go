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

// porter is a chatter whose messages differ in what they carry and in nothing else. All
// that it hears counts.
type porter struct{ Heard uint32 }

func (p *porter) Start(e *sim.Env) {
	if e.Me == 0 {
		e.DoWith(1, 0, 0, 4)
		e.DoWith(1, 0, 0, 5)
		e.After(2, 2, sim.Nothing, 0)
	}
}

func (p *porter) Deliver(e *sim.Env, m sim.Msg) {
	carried := e.Payload()
	switch e.Class() {
	case sim.Task:
		e.MulticastWith(sim.SetOf(1, 2), 0, 0, 0, carried[0]+1, 9, uint32(e.Incarnation()))
		return
	case sim.Timer:
		e.SendWith(1, 0, 0, 0, 1)
	}
	p.Heard = p.Heard*8 + 4*uint32(e.Class()&1) + carried[0]&1 + 2*carried[2]&2 + 1
}

// LiesWith has a lie that differs in the payload only, and one in what it says.
func (p *porter) LiesWith(m sim.Msg, payload []uint32, k int) (sim.Msg, bool) {
	switch k {
	case 0:
		payload[0] ^= 1
	case 1:
		m.Val, payload[0] = 1, 0
	}
	return m, k < 2
}

func laden(b *sim.Builder) {
	for range 3 {
		sim.Place(b, porter{}, 0)
	}
}

func TestWhatAMessageCarriesIsWhatWasSentAndIsInItsEvents(t *testing.T) {
	for _, net := range []sim.Network{{}, {Order: sim.FIFO}, {LockStep: true, Bounded: true}, {Bounded: true, MinDelay: 1, MaxDelay: 2}} {
		w := worldOf(sim.Setup{N: 3, Net: net, Rounds: 3, Payload: 3, Budget: sim.Budget{Losses: 1, Duplicates: 1}}, laden)
		var tr sim.Trace
		arrived := 0
		for seed := range uint64(100) {
			choose.NewRun(w).Random(&tr, seed, choose.Weights{Fault: 200, Other: 500})
			for i := range tr.Events {
				e := &tr.Events[i]
				span := tr.Span(e)
				switch e.Kind {
				case sim.EvReceive, sim.EvDrop, sim.EvCopy:
					if sent := tr.Span(&tr.Events[e.Message]); len(span) != 3 || !slices.Equal(span, sent) {
						t.Fatalf("%+v, seed %d: %v is sent, %v arrives: %+v", net, seed, sent, span, *e)
					}
					arrived++
				case sim.EvTask:
					if !slices.Equal(span, []int32{4, 0, 0}) && !slices.Equal(span, []int32{5, 0, 0}) {
						t.Fatalf("%+v, seed %d: a task with %v", net, seed, span)
					}
				}
			}
		}
		if arrived < 300 {
			t.Errorf("%+v: only %d messages arrive", net, arrived)
		}
	}
}

// Messages and lies that differ only in what they carry are different options, and each is
// found by its choice, also in another world.
func TestAChoiceFindsTheMessageAndTheLieThatItMeans(t *testing.T) {
	for _, net := range []sim.Network{{}, {Bounded: true, MinDelay: 1, MaxDelay: 2}} {
		w := worldOf(sim.Setup{N: 3, Net: net, Payload: 3, Values: 2, Models: []sim.Model{sim.Arbitrary, sim.Transition},
			Links: []sim.Link{{From: 1, To: 2, Model: sim.Arbitrary}}, Budget: sim.Budget{Mistakes: 1, Duplicates: 1}}, laden)
		rnd := choose.Rand(3)
		onlyPayload := 0
		for range 60 {
			walk(w, &rnd, func(options []sim.Option) bool {
				seen := map[sim.Choice]bool{}
				names := map[string]int{}
				for _, o := range options {
					c := w.Choice(o)
					if found, ok := w.Find(c, options); !ok || found != o {
						t.Fatalf("%+v means another option", c)
					}
					if seen[c] {
						t.Fatalf("%+v means two options", c)
					}
					seen[c] = true
					c.Rank = 0
					names[fmt.Sprint(c)]++
				}
				for _, n := range names {
					onlyPayload += n - 1
				}
				return true
			})
		}
		if onlyPayload < 100 {
			t.Errorf("%+v: only %d options differ in nothing but the payload", net, onlyPayload)
		}
	}
}

// A lie that changes nothing but what a message carries is a lie all the same; by a value
// fault it is the same to all.
func TestALieAboutThePayloadIsALie(t *testing.T) {
	for _, model := range []sim.Model{sim.Value, sim.Arbitrary} {
		w := worldOf(sim.Setup{N: 3, Payload: 3, Values: 2, Models: []sim.Model{model}}, laden)
		var tr sim.Trace
		lies, split := 0, 0
		for seed := range uint64(200) {
			choose.NewRun(w).Random(&tr, seed, choose.Weights{Fault: 300, Other: 300})
			told := map[int32]map[sim.ID]string{} // of each multicast, whose sends have a cause in common, what is told to whom
			for i := range tr.Events {
				e := &tr.Events[i]
				if e.Kind != sim.EvReceive {
					continue
				}
				sent, heard := tr.Span(&tr.Events[e.Message]), tr.Span(e)
				if lie := !slices.Equal(sent, heard) || e.Value != e.Truth; lie != (e.Reason == sim.Lie) {
					t.Fatalf("seed %d: %v is sent and %v heard: %+v", seed, sent, heard, *e)
				}
				if e.Reason == sim.Lie && e.Value == e.Truth {
					lies++
				}
				key := tr.Events[e.Message].Cause
				if told[key] == nil {
					told[key] = map[sim.ID]string{}
				}
				told[key][e.Process] = fmt.Sprint(e.Value, heard)
			}
			for _, to := range told {
				if len(to) == 2 && to[1] != to[2] {
					split++
				}
			}
		}
		if lies == 0 || (split > 0) != (model == sim.Arbitrary) {
			t.Errorf("%s: %d lies about the payload; %d times others are told something else", model, lies, split)
		}
	}
}

func TestSteppingWithAPayloadAllocatesNothing(t *testing.T) {
	w := worldOf(sim.Setup{N: 3, Payload: 3, Values: 2, Models: []sim.Model{sim.Arbitrary}, Budget: sim.Budget{Duplicates: 2}}, laden)
	r := choose.NewRun(w)
	var tr sim.Trace
	runs := func() {
		for seed := range uint64(20) {
			rnd := choose.Rand(seed)
			r.Drive(&tr, -1, func(_ *sim.World, options []sim.Option) int { return int(rnd.Below(uint32(len(options)))) })
			if packed := w.Fingerprint(); packed == 0 {
				t.Error("no fingerprint")
			}
		}
	}
	if n := testing.AllocsPerRun(5, runs); n != 0 {
		t.Errorf("20 runs allocate %.0f times", n)
	}
}

func TestAPayloadThatIsTooLargeIsOurMistake(t *testing.T) {
	panics := func(what string, do func()) {
		t.Helper()
		defer func() {
			if says := fmt.Sprint(recover()); !strings.Contains(says, "Setup.Payload") {
				t.Errorf("%s: %s", what, says)
			}
		}()
		do()
	}
	panics("a setup with more than there can be", func() { worldOf(sim.Setup{N: 3, Payload: sim.MaxPayload + 1}, laden) })
	panics("a negative one", func() { worldOf(sim.Setup{N: 3, Payload: -1}, laden) })
	panics("a message that carries more", func() { worldOf(sim.Setup{N: 3, Payload: 2}, func(b *sim.Builder) { laden(b) }); tooMuch() })
	worldOf(sim.Setup{N: 3, Payload: sim.MaxPayload}, laden)
}

func tooMuch() {
	w := worldOf(sim.Setup{N: 3, Payload: 2}, laden)
	for {
		w.Apply(w.Enabled(nil)[0])
	}
}

// vector counts, for each process, what it knows to have happened there, and tells it once.
type vector struct {
	Known [3]uint32
	Told  uint32
}

func (v *vector) Start(e *sim.Env) { e.Do(1, 0, 0) }

func (v *vector) Deliver(e *sim.Env, _ sim.Msg) {
	v.Known[e.Me]++
	if e.Class() == sim.Task {
		v.Told = 1
		e.MulticastWith(e.Others(), 0, sim.Nothing, 0, v.Known[:]...)
		return
	}
	for p, n := range e.Payload() {
		v.Known[p] = max(v.Known[p], n)
	}
}

func (v *vector) Rename(perm []sim.ID) { permute(v.Known[:], perm) }

func (v *vector) RenameMsg(*sim.Msg, []sim.ID) {}

func (v *vector) RenamePayload(_ sim.Msg, payload []uint32, perm []sim.ID) { permute(payload, perm) }

func permute(words []uint32, perm []sim.ID) {
	old := slices.Clone(words)
	for p, q := range perm {
		words[q] = old[p]
	}
}

// nameless carries ids that it does not rename.
type nameless struct{ vector }

func (*nameless) RenamePayload(sim.Msg, []uint32, []sim.ID) {}

func TestSymmetryRenamesWhatMessagesCarry(t *testing.T) {
	setup := sim.Setup{N: 3, Payload: 3, Pending: 16, Alike: []sim.Set{sim.SetOf(0, 1, 2)}}
	w := worldOf(setup, func(b *sim.Builder) {
		for range 3 {
			sim.Place(b, vector{}, 0)
		}
	})
	if n, err := explore.Commutes(w, 40); err != nil || n < 100 {
		t.Errorf("%d states renamed: %v", n, err)
	}
	counts := map[bool]int{}
	for _, symmetry := range []bool{false, true} {
		s, err := explore.New(w.Twin(), explore.Options{All: true, Symmetry: symmetry})
		if err != nil {
			t.Fatal(err)
		}
		s.Run(1 << 30)
		counts[symmetry] = s.Result().States
	}
	plain, orbits := map[string]bool{}, map[string]bool{}
	vectors(func(s vectorState) {
		plain[s.key([]int{0, 1, 2})] = true
		least := ""
		for _, perm := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			if k := s.key(perm); least == "" || k < least {
				least = k
			}
		}
		orbits[least] = true
	})
	if counts[false] != len(plain) || counts[true] != len(orbits) {
		t.Errorf("%d states and %d up to names, want %d and %d", counts[false], counts[true], len(plain), len(orbits))
	}
	bad := worldOf(setup, func(b *sim.Builder) {
		for range 3 {
			sim.Place(b, nameless{}, 0)
		}
	})
	if _, err := explore.Commutes(bad, 40); err == nil {
		t.Error("a vector that is not renamed passes")
	}
}

// vectorState is the same system, written down as one would without a simulator.
type vectorState struct {
	known [3][3]int
	told  [3]bool
	sent  []vectorMsg
}

type vectorMsg struct {
	from, to int
	carries  [3]int
}

func (s vectorState) key(perm []int) string {
	var back [3]int
	for p, q := range perm {
		back[q] = p
	}
	renamed := func(v [3]int) (r [3]int) {
		for p, n := range v {
			r[perm[p]] = n
		}
		return r
	}
	var lines []string
	for _, m := range s.sent {
		lines = append(lines, fmt.Sprint(perm[m.from], perm[m.to], renamed(m.carries)))
	}
	slices.Sort(lines)
	text := ""
	for q := range 3 {
		text += fmt.Sprint(renamed(s.known[back[q]]), s.told[back[q]])
	}
	return text + strings.Join(lines, ";")
}

// vectors visits every state that can be reached, once.
func vectors(visit func(vectorState)) {
	seen := map[string]bool{}
	line := []vectorState{{}}
	for len(line) > 0 {
		s := line[0]
		line = line[1:]
		if k := s.key([]int{0, 1, 2}); seen[k] {
			continue
		} else {
			seen[k] = true
		}
		visit(s)
		for p := range 3 {
			if s.told[p] {
				continue
			}
			next := s
			next.sent = slices.Clone(s.sent)
			next.told[p] = true
			next.known[p][p]++
			for q := range 3 {
				if q != p {
					next.sent = append(next.sent, vectorMsg{p, q, next.known[p]})
				}
			}
			line = append(line, next)
		}
		for i, m := range s.sent {
			next := s
			next.sent = slices.Delete(slices.Clone(s.sent), i, i+1)
			next.known[m.to][m.to]++
			for p := range 3 {
				next.known[m.to][p] = max(next.known[m.to][p], m.carries[p])
			}
			line = append(line, next)
		}
	}
}
