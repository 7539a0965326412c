package explore_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// Small random systems, most of which have loops: two processes whose handlers are a
// table. Each entry goes to a state and does a few things.
type table struct {
	places [2][3][4]entry // by process, state, and kind of what comes
	start  [2]entry
}

type entry struct {
	to, act, kind, more, again uint8
}

type tabled struct{ State uint8 }

func (p *tabled) Start(e *sim.Env) { p.do(e, e.Shared().(*table).start[e.Me]) }
func (p *tabled) Deliver(e *sim.Env, m sim.Msg) {
	p.do(e, e.Shared().(*table).places[e.Me][p.State][m.Kind])
}

// do carries out an entry: two acts out of sending, setting a timer, and setting one
// anew; what it withdraws it says, so that the naive twin knows.
func (p *tabled) do(e *sim.Env, x entry) {
	p.State = x.to
	for _, a := range [...][2]uint8{{x.act, x.kind}, {x.more, x.again}} {
		switch act, kind := a[0], a[1]; act {
		case 1:
			e.Send(1-e.Me, kind, 0, 0)
		case 2, 3:
			e.Cancel(2 + kind)
			e.Note(sim.EvKill, sim.None, 2+kind, 0, sim.NoReason)
			e.After(1, 2+kind, 0, 0)
		case 4:
			e.After(1, 2+kind, 0, 0)
		}
	}
	e.Note(sim.EvOutput, sim.None, p.State, 0, sim.NoReason)
}

// settledOn holds at an end if what was put out last is 0.
func settledOn() sim.Claim {
	c := inA()
	c.Swaps = false
	return c
}

func randomTable(seed uint64) *table {
	r := choose.Rand(seed)
	entries := func() entry {
		return entry{uint8(r.Below(3)), uint8(r.Below(6)), uint8(r.Below(2)), uint8(r.Below(9)), uint8(r.Below(2))}
	}
	t := &table{start: [2]entry{entries(), entries()}}
	for p := range t.places {
		for s := range t.places[p] {
			for k := range t.places[p][s] {
				t.places[p][s][k] = entries()
			}
		}
	}
	return t
}

// tables are random systems, among them such with losses and with a process that fails to
// send or to receive as often as it likes.
func tables(seed uint64) *sim.Setup {
	s := system(settledOn(), func(b *sim.Builder) {
		sim.Place(b, tabled{}, 0)
		sim.Place(b, tabled{}, 0)
	}, 2)
	s.Shared, s.Pending, s.Apart = randomTable(seed), 5, true
	if seed%3 == 0 {
		s.Budget.Losses = 1
	}
	if seed%5 == 0 {
		s.Models = []sim.Model{sim.Omission, 0}
	}
	if seed%2 == 0 {
		s.Net.Order = sim.FIFO
	}
	return s
}

// duty is what the naive twin knows of a delivery: what is delivered.
type duty struct {
	msg   sim.Msg
	class sim.Class
}

// explicit is the whole graph of a system, built with maps.
type explicit struct {
	bad      []bool
	ends     []bool
	possible []map[duty]bool
	edges    [][]way
}

type way struct {
	to   int
	gone map[duty]bool // delivered, failed or withdrawn
}

// draw builds the graph; ok is false if it is too large, or something overflows.
func draw(w *sim.World, most int) (g *explicit, ok bool) {
	g = &explicit{}
	ids := map[uint64]int{}
	var states [][]byte
	visit := func() int {
		f := w.Fingerprint()
		id, known := ids[f]
		if !known {
			id = len(states)
			ids[f] = id
			states = append(states, w.Save(nil))
		}
		return id
	}
	w.Reset(nil)
	visit()
	for at := 0; at < len(states); at++ {
		if len(states) > most {
			return nil, false
		}
		w.Load(states[at])
		options := w.Enabled(nil)
		if w.Err() != nil {
			return nil, false
		}
		possible := map[duty]bool{}
		for _, o := range options {
			if o.Kind == sim.Deliver {
				m, class, _ := w.Described(o)
				possible[duty{m, class}] = true
			}
		}
		g.possible = append(g.possible, possible)
		g.ends = append(g.ends, w.Quiescent(options))
		var out []way
		for _, o := range options {
			if o.Kind == sim.Rest {
				continue
			}
			w.Load(states[at])
			gone := map[duty]bool{}
			if o.Kind != sim.CrashNow {
				m, class, _ := w.Described(o)
				gone[duty{m, class}] = true
			}
			cancelled = cancelled[:0]
			w.Apply(o)
			for _, c := range cancelled {
				for d := range possible {
					if d.class == sim.Timer && d.msg.To == c.p && d.msg.Kind == c.kind {
						gone[d] = true
					}
				}
			}
			out = append(out, way{visit(), gone})
		}
		g.edges = append(g.edges, out)
		w.Load(states[at])
		w.Finish(true)
		g.bad = append(g.bad, w.Standing(0) == sim.Violated)
	}
	return g, true
}

// cancelled are the timers withdrawn in a step, as a second claim hears of them.
var cancelled []struct {
	p    sim.ID
	kind uint8
}

func listener() sim.Claim {
	return sim.Claim{Name: "listens", Watch: sim.Watch(sim.EvKill), Begin: sim.HoldsSoFar, Observe: func(_ *sim.Memory, e *sim.Event) sim.Status {
		cancelled = append(cancelled, struct {
			p    sim.ID
			kind uint8
		}{e.Process, e.Value})
		return sim.HoldsSoFar
	}}
}

// falls says whether some run breaks the claim: one that ends, or one that goes on for
// ever and is fair. It knows nothing of components: for each state it looks for a way
// back to it, with the set of deliveries that have been possible all along.
func (g *explicit) falls() (atEnd, ever bool) {
	for start := range g.bad {
		if !g.bad[start] {
			continue
		}
		atEnd = atEnd || g.ends[start]
		if ever {
			continue
		}
		number := map[duty]uint{}
		for d := range g.possible[start] {
			number[d] = uint(len(number))
		}
		mask := func(set map[duty]bool) (m uint32) {
			for d := range set {
				if n, ok := number[d]; ok {
					m |= 1 << n
				}
			}
			return m
		}
		type place struct {
			id   int
			left uint32
		}
		begin := place{start, mask(g.possible[start])}
		seen := map[place]bool{}
		line := []place{begin}
		for at := 0; at < len(line) && !ever; at++ {
			for _, e := range g.edges[line[at].id] {
				if !g.bad[e.to] {
					continue
				}
				next := place{e.to, line[at].left &^ mask(e.gone) & mask(g.possible[e.to])}
				if next.id == start && next.left == 0 {
					ever = true
				}
				if !seen[next] {
					seen[next] = true
					line = append(line, next)
				}
			}
		}
	}
	return atEnd, ever
}

// The search says of every small random system what its whole graph says: whether all
// its runs end, and whether one that doesn't breaks the claim.
func TestRunsThatNeverEndAreThoseOfTheWholeGraph(t *testing.T) {
	systems := uint64(6000)
	if testing.Short() {
		systems = 600
	}
	var counts struct{ large, all, proved, atEnd, ever int }
	for seed := range systems {
		setup := tables(seed)
		whole := *setup
		whole.Claims = append(whole.Claims, listener())
		g, ok := draw(sim.New(&whole), 400)
		if !ok {
			counts.large++
			continue
		}
		atEnd, ever := g.falls()
		w := sim.New(setup)
		r := search(t, w, explore.Options{})
		f := &r.Findings[0]
		if r.Stopped != explore.Complete && r.Stopped != explore.Settled || r.States > len(g.bad) {
			t.Fatalf("seed %d: %s, %d states of %d", seed, explore.Stops[r.Stopped], r.States, len(g.bad))
		}
		if want := atEnd || ever; (f.Outcome == explore.Refuted) != want || !want && f.Outcome != explore.Proved {
			t.Fatalf("seed %d: %s; at an end: %t, for ever: %t", seed, explore.Outcomes[f.Outcome], atEnd, ever)
		}
		switch {
		case f.Outcome == explore.Proved:
			counts.proved++
			if (r.Endless == explore.AllEnd) != g.acyclic() {
				t.Fatalf("seed %d: every run ends: %t", seed, r.Endless == explore.AllEnd)
			}
			if r.Endless == explore.AllEnd {
				counts.all++
			}
		case f.Endless:
			counts.ever++
			repeats(t, "random", w, 0, f)
			if !g.fairLoop(w, f) {
				t.Fatalf("seed %d: the loop from step %d to %d is not fair", seed, f.Since, f.Steps)
			}
		default:
			counts.atEnd++
		}
	}
	t.Logf("%+v", counts)
	if n := int(systems); counts.large > n*4/5 || counts.all == 0 || counts.proved-counts.all < n/100 || counts.ever < n/50 || counts.atEnd < n/50 {
		t.Errorf("they show too little: %+v of %d", counts, n)
	}
}

// acyclic says whether no run goes on for ever, by depth-first search.
func (g *explicit) acyclic() bool {
	color := make([]uint8, len(g.edges))
	var visit func(id int) bool
	visit = func(id int) bool {
		color[id] = 1
		for _, e := range g.edges[id] {
			if color[e.to] == 1 || color[e.to] == 0 && !visit(e.to) {
				return false
			}
		}
		color[id] = 2
		return true
	}
	return visit(0)
}

// fairLoop looks at the loop of a witness, as it is played: what is possible in front of
// each of its steps is taken or withdrawn by some of them, or impossible at some time.
func (g *explicit) fairLoop(w *sim.World, f *explore.Finding) bool {
	setup := *w.Setup()
	setup.Claims = append(setup.Claims[:1:1], listener())
	run := choose.NewRun(sim.New(&setup))
	var left map[duty]bool
	next := 0
	taken := func(w *sim.World, options []sim.Option) int {
		if next < len(f.Choices) && f.Choices[next].Step == w.Steps() {
			c := f.Choices[next]
			next++
			if c.Kind == sim.Repeat {
				return 0
			}
			for i, o := range options {
				if w.Choice(o) == c {
					return i
				}
			}
		}
		return 0
	}
	run.Drive(nil, f.Steps, func(w *sim.World, options []sim.Option) int {
		i := taken(w, options)
		if w.Steps() < f.Since {
			return i
		}
		possible := map[duty]bool{}
		for _, o := range options {
			if o.Kind == sim.Deliver {
				m, class, _ := w.Described(o)
				possible[duty{m, class}] = true
			}
		}
		if left == nil {
			left = possible
		}
		m, class, _ := w.Described(options[i])
		twin := w.Twin()
		twin.Load(w.Save(nil))
		cancelled = cancelled[:0]
		twin.Apply(twin.Enabled(nil)[i]) // the places of records have moved
		for d := range left {
			gone := !possible[d] || d == duty{m, class}
			for _, c := range cancelled {
				gone = gone || d.class == sim.Timer && d.msg.To == c.p && d.msg.Kind == c.kind
			}
			if gone {
				delete(left, d)
			}
		}
		return i
	})
	return len(left) == 0
}
