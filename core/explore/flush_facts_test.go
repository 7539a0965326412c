package explore_test

import (
	"maps"
	"strconv"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// flushes are groups with what is true of them. Of the rules that are wrong each
// falls where it falls first, and stands where there are too few to show it.
var flushes = map[string]struct {
	n       int
	group   group
	crashes uint8
	mortal  []sim.ID

	faults, steps       int // of the shortest run that breaks virtual synchrony; 0: there is none
	states, transitions int
	ends                int // who is dead, and what each survivor has
}{
	// Nobody dies, and all have all; or one of three (four) does, and of the two
	// messages the survivors all have any set.
	"three":                {n: 3, group: group{Senders: 2}, crashes: 1, states: 1030, transitions: 2774, ends: 13},
	"four":                 {n: 4, group: group{Senders: 2}, crashes: 1, states: 345_213, transitions: 1_842_466, ends: 17},
	"three senders":        {n: 3, group: group{Senders: 3}, crashes: 1, states: 6164, transitions: 19_754, ends: 25},
	"three, by copies":     {n: 3, group: group{Senders: 2, Copies: true}, crashes: 1, states: 4677, transitions: 16_214, ends: 13},
	"senders, by copies":   {n: 3, group: group{Senders: 3, Copies: true}, crashes: 1, states: 48_274, transitions: 200_616, ends: 25},
	"a crash on the way":   {n: 4, group: group{Senders: 1}, crashes: 2, mortal: []sim.ID{0, 1}, states: 70_824, transitions: 324_409, ends: 7},
	"two crashes of three": {n: 3, group: group{Senders: 1}, crashes: 2, states: 771, transitions: 1884, ends: 13},

	// Among three there is only one other survivor, so anybody is everybody.
	"anybody of three": {n: 3, group: group{Senders: 2, Rule: anybody}, crashes: 1, states: 1030, transitions: 2774, ends: 13},
	"anybody of four":  {n: 4, group: group{Senders: 1, Rule: anybody}, crashes: 1, faults: 1, steps: 7, states: 15_133, transitions: 65_398, ends: 9},

	"latecomers":            {n: 3, group: group{Senders: 1, Rule: latecomers}, crashes: 1, faults: 1, steps: 7, states: 251, transitions: 594, ends: 9},
	"nothing is sent":       {n: 3, group: group{Senders: 1, Rule: nothingSent}, crashes: 1, faults: 1, steps: 7, states: 136, transitions: 274, ends: 9},
	"nothing, and two send": {n: 4, group: group{Senders: 2, Rule: nothingSent}, crashes: 1, faults: 1, steps: 10, states: 27_249, transitions: 122_854, ends: 41},

	// What is forgotten is missed when a second process crashes, and only if there
	// are two left to disagree.
	"forgotten":            {n: 4, group: group{Senders: 1, Rule: forgetful}, crashes: 1, states: 13_924, transitions: 61_069, ends: 9},
	"forgotten, of three":  {n: 3, group: group{Senders: 1, Rule: forgetful}, crashes: 2, states: 771, transitions: 1884, ends: 13},
	"forgotten and missed": {n: 4, group: group{Senders: 1, Rule: forgetful}, crashes: 2, mortal: []sim.ID{0, 1}, faults: 2, steps: 15, states: 70_686, transitions: 323_295, ends: 9},
}

func TestTheFlushKeepsVirtualSynchronyByNoOtherRule(t *testing.T) {
	for name, test := range flushes {
		if testing.Short() && test.states > 50_000 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			w := sim.New(flushing(test.n, test.group, test.crashes, test.mortal...))
			r := search(t, w, explore.Options{All: true, Every: true})
			f := &r.Findings[0]
			if r.Stopped != explore.Complete || r.States != test.states || int(r.Transitions) != test.transitions {
				t.Errorf("%d states, %d transitions (%s), want %d and %d", r.States, r.Transitions, explore.Stops[r.Stopped], test.states, test.transitions)
			}
			want := explore.Proved
			if test.faults > 0 {
				want = explore.Refuted
				falls(t, w, 0, f)
			}
			if f.Outcome != want || f.Faults != test.faults || int(f.Steps) != test.steps {
				t.Errorf("%s by %d faults and %d steps, want %s by %d and %d", explore.Outcomes[f.Outcome], f.Faults, f.Steps,
					explore.Outcomes[want], test.faults, test.steps)
			}
			if r.Events[sim.EvDecide] == 0 || f.Ends[sim.Holds] == 0 {
				t.Error("nobody ever installed a view")
			}
			if again, err := explore.Congruent(w, 200); err != nil || again < 100 {
				t.Errorf("%v; %d states were met twice", err, again)
			}
			plain := plainly(w)
			if plain.states != r.States || plain.transitions != int(r.Transitions) || plain.steps != int(f.Steps) {
				t.Errorf("plainly %d states, %d transitions, the first fall at step %d", plain.states, plain.transitions, plain.steps)
			}
			if len(plain.ends) != test.ends {
				t.Errorf("%d ends: %v", len(plain.ends), plain.ends)
			}
		})
	}
}

// plain is what the simplest search that there is says: by steps, with whole
// states, and with nothing else than a map.
type plain struct {
	states, transitions int
	steps               int // to the first violation; 0: there is none
	ends                map[string]bool
}

func plainly(w *sim.World) plain {
	w.Reset(nil)
	r := plain{states: 1, ends: map[string]bool{}}
	seen := map[uint64]bool{w.Fingerprint(): true}
	now := [][]byte{w.Save(nil)}
	var options []sim.Option
	for depth := 1; len(now) > 0; depth++ {
		var next [][]byte
		for _, state := range now {
			w.Load(state) // so that the places of options are those of the saved state
			options = w.Enabled(options[:0])
			if w.Quiescent(options) {
				r.ends[survivors(w)] = true
			}
			for _, o := range options {
				if o.Kind == sim.Rest {
					continue
				}
				w.Load(state)
				w.Apply(o)
				r.transitions++
				if r.steps == 0 && w.Standing(0) == sim.Violated {
					r.steps = depth
				}
				if print := w.Fingerprint(); !seen[print] {
					seen[print] = true
					r.states++
					next = append(next, w.Save(nil))
				}
			}
		}
		now = next
	}
	return r
}

// survivors says who is dead, and what each of the others has.
func survivors(w *sim.World) (s string) {
	for p := range sim.ID(w.Setup().N) {
		if w.Up(p) {
			s += strconv.Itoa(int(w.Process(p).(*member).Has)) + " "
		} else {
			s += "- "
		}
	}
	return s
}

// A crash between two copies of a multicast leaves nothing behind that a notice
// which overtakes what is in flight does not leave, too.
func TestANoticeThatOvertakesIsACutMulticast(t *testing.T) {
	for senders := range uint8(4) {
		whole := plainly(sim.New(flushing(3, group{Senders: senders}, 1)))
		copies := plainly(sim.New(flushing(3, group{Senders: senders, Copies: true}, 1)))
		if !maps.Equal(whole.ends, copies.ends) {
			t.Errorf("%d senders: %v and %v", senders, whole.ends, copies.ends)
		}
	}
}

// Who only receives is interchangeable; an order of deliveries that set nothing
// off makes no difference. The verdicts are those above.
func TestTheFlushReducedHasTheSameVerdict(t *testing.T) {
	for _, test := range []struct {
		n               int
		group           group
		faults          int
		symmetry, order int // states; 0: not asked
	}{
		{4, group{Senders: 2}, 0, 173_364, 0},
		{4, group{Senders: 1, Rule: anybody}, 1, 2658, 15_133},
		{3, group{Senders: 1, Rule: latecomers}, 1, 133, 251},
		{4, group{Senders: 2, Rule: nothingSent}, 1, 13_972, 27_249},
		{3, group{Senders: 2, Copies: true}, 0, 0, 4662},
	} {
		if testing.Short() && test.symmetry > 50_000 {
			continue
		}
		setup := flushing(test.n, test.group, 1)
		look := func(states int, o explore.Options) {
			o.All = true
			r := search(t, sim.New(setup), o)
			f := &r.Findings[0]
			if r.States != states || f.Outcome == explore.Unknown || (f.Outcome == explore.Refuted) != (test.faults > 0) || f.Faults != test.faults {
				t.Errorf("%d of %+v: %d states, %s by %d faults", test.n, test.group, r.States, explore.Outcomes[f.Outcome], f.Faults)
			}
		}
		if test.order > 0 {
			look(test.order, explore.Options{Order: true})
		}
		if test.symmetry > 0 {
			setup.Alike = []sim.Set{sim.All(test.n) &^ sim.All(int(test.group.Senders))}
			look(test.symmetry, explore.Options{Symmetry: true})
			if states, err := explore.Commutes(sim.New(setup), 50); err != nil || states < 100 {
				t.Errorf("%d of %+v: %v; %d states were renamed", test.n, test.group, err, states)
			}
		}
		if messages, err := explore.Quiet(sim.New(setup), 200); err != nil || messages < 100 {
			t.Errorf("%d of %+v: %v; %d quiet messages", test.n, test.group, err, messages)
		}
	}
}

// The naive twin of the claim: of every two installations of the same view in the
// whole log, the deliveries in front of them. It believes nobody's own account.
func synchronous(log []sim.Event) bool {
	before := func(at int) (has uint8) {
		for _, e := range log[:at] {
			if e.Kind == sim.EvDeliver && e.Process == log[at].Process {
				has |= 1 << e.Peer
			}
		}
		return has
	}
	for i, a := range log {
		for j, b := range log[:i] {
			if a.Kind == sim.EvDecide && b.Kind == sim.EvDecide && a.Arg == b.Arg && before(i) != before(j) {
				return false
			}
		}
	}
	return true
}

func TestVirtualSynchronyIsWhatItsTwinSays(t *testing.T) {
	stands, fell := 0, 0
	for name, test := range flushes {
		r := choose.NewRun(sim.New(flushing(test.n, test.group, test.crashes, test.mortal...)))
		var trace sim.Trace
		for seed := range uint64(2000) {
			r.Random(&trace, seed, choose.Weights{Fault: 200, Other: 700})
			s, _, _ := r.World.Status(0)
			if broken := s == sim.Violated; broken == synchronous(trace.Events) {
				t.Fatalf("%s, seed %d: the claim is %s, its twin says %t", name, seed, sim.Statuses[s], !broken)
			} else if broken {
				fell++
			} else {
				stands++
			}
		}
	}
	if stands < 100 || fell < 100 {
		t.Errorf("%d runs keep the claim and %d break it: too little is shown", stands, fell)
	}
}
