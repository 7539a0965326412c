package vsync_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// life is what one process did, as a naive reader of the log sees it: its views in
// order, and of each the messages that it delivered in it.
type life struct {
	views   []uint32
	members []uint8
	got     []map[sim.ID]bool
	crashed bool
}

func lives(n int, log []sim.Event) []life {
	all := make([]life, n)
	for i := range log {
		e := &log[i]
		if int(e.Process) >= n {
			continue
		}
		p := &all[e.Process]
		switch e.Kind {
		case sim.EvInstall:
			p.views, p.members, p.got = append(p.views, e.Arg), append(p.members, e.Value), append(p.got, map[sim.ID]bool{})
		case sim.EvDeliver:
			p.got[len(p.got)-1][e.Peer] = true
		case sim.EvCrash:
			p.crashed = true
		}
	}
	return all
}

// together says whether all pairs of processes that take the same step from a view
// to the next have delivered the same in it.
func together(all []life, uniform bool) bool {
	for _, p := range all {
		for _, q := range all {
			if !uniform && (p.crashed || q.crashed) {
				continue
			}
			for i := 1; i < len(p.views); i++ {
				for j := 1; j < len(q.views); j++ {
					if p.views[i] != q.views[j] || p.views[i-1] != q.views[j-1] {
						continue
					}
					if len(p.got[i-1]) != len(q.got[j-1]) {
						return false
					}
					for m := range p.got[i-1] {
						if !q.got[j-1][m] {
							return false
						}
					}
				}
			}
		}
	}
	return true
}

// one says whether each message is delivered in one view by all; with its sender in
// it; and in the view in which it was multicast.
func one(log []sim.Event) (same, sending, sender bool) {
	same, sending, sender = true, true, true
	view, set := map[sim.ID]uint32{}, map[sim.ID]uint8{}
	sent, in := map[sim.ID]uint32{}, map[sim.ID]map[uint32]bool{}
	for i := range log {
		switch e := &log[i]; e.Kind {
		case sim.EvInstall:
			view[e.Process], set[e.Process] = e.Arg, e.Value
		case sim.EvMulticast:
			sent[e.Process] = view[e.Process]
		case sim.EvDeliver:
			if in[e.Peer] == nil {
				in[e.Peer] = map[uint32]bool{}
			}
			in[e.Peer][view[e.Process]] = true
			same = same && len(in[e.Peer]) == 1
			sending = sending && sent[e.Peer] == view[e.Process]
			sender = sender && set[e.Process]>>e.Peer&1 != 0
		}
	}
	return
}

// unbroken says whether somebody goes from each installed view to the next one.
func unbroken(all []life) bool {
	installed := map[uint32]bool{}
	for _, p := range all {
		for _, v := range p.views {
			installed[v] = true
		}
	}
	last := uint32(1)
	for v := uint32(2); v < 10; v++ {
		if !installed[v] {
			continue
		}
		somebody := false
		for _, p := range all {
			for i := 1; i < len(p.views); i++ {
				somebody = somebody || p.views[i] == v && p.views[i-1] == last
			}
		}
		if !somebody {
			return false
		}
		last = v
	}
	return true
}

func stranded(all []life) bool {
	for _, p := range all {
		for q := range all {
			if !p.crashed && all[q].crashed && p.members[len(p.members)-1]>>q&1 != 0 {
				return true
			}
		}
	}
	return false
}

func TestClaimsSayWhatTheirTwinsSay(t *testing.T) {
	documents := []string{pictures(3), pictures(4), system{n: 4, crashes: 3, mortal: 4, rule: "jump"}.String()}
	for _, test := range table {
		documents = append(documents, test.String())
	}
	stands, fell := map[string]int{}, map[string]int{}
	for _, document := range documents {
		x := open(t, document)
		r := choose.NewRun(x.World)
		n := x.World.Setup().N
		var trace sim.Trace
		for seed := range uint64(300) {
			r.Random(&trace, seed, choose.Weights{Fault: 250, Other: 700})
			all := lives(n, trace.Events)
			same, sending, sender := one(trace.Events)
			want := map[string]bool{
				uniform: together(all, true), survivors: together(all, false), "same-view": same, "sending-view": sending,
				"sender-in-view": sender, "views": true, "integrity": true, sequence: unbroken(all), progress: !stranded(all),
			}
			for i, c := range x.World.Setup().Claims {
				s, _, _ := r.World.Status(i)
				if s == sim.Violated == want[c.Name] {
					t.Fatalf("%s, seed %d: %s is %s, its twin says %t", document, seed, c.Name, sim.Statuses[s], want[c.Name])
				}
				if s == sim.Violated {
					fell[c.Name]++
				} else {
					stands[c.Name]++
				}
			}
		}
	}
	for _, claim := range []string{uniform, survivors, "same-view", "sending-view", "sender-in-view", sequence, progress} {
		if stands[claim] < 100 || fell[claim] < 3 {
			t.Errorf("%s stands %d times and falls %d times: too little is shown", claim, stands[claim], fell[claim])
		}
	}
}
