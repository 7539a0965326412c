package vsync_test

import (
	"strconv"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

func pictures(n int) string {
	return `{"faultlab": 1, "protocol": "vsync/pictures", "processes": ` + strconv.Itoa(n) + `, "faults": [{"process": "P1", "model": "crash"}]}`
}

// moment is when a process delivers the message: before the change of the view,
// behind it, or never.
const (
	never  = "-"
	before = "before"
	behind = "behind"
)

// The verdicts on the four pictures, and on all that lies between them: what P2 and
// P3 do, and which claims fall.
var verdicts = map[[2]string]string{
	{before, before}: "",                                                                   // a
	{never, never}:   "",                                                                   // b
	{behind, behind}: "sending-view sender-in-view",                                        // c
	{before, behind}: uniform + " " + survivors + " same-view sending-view sender-in-view", // d
	{before, never}:  uniform + " " + survivors,
	{behind, never}:  "sending-view sender-in-view",
}

func TestTheFourPictures(t *testing.T) {
	x := open(t, pictures(3))
	claims := x.World.Setup().Claims
	r := choose.NewRun(x.World)
	seen := map[[2]string]bool{}
	runs, all := r.Enumerate(1_000_000, func(w *sim.World, taken []sim.Choice) bool {
		var trace sim.Trace
		again := choose.NewRun(w.Twin())
		again.Replay(&trace, taken, -1)
		lived := lives(3, trace.Events)
		if !lived[0].crashed || !multicast(trace.Events) {
			return true
		}
		var key [2]string
		for i, p := range lived[1:] {
			key[i] = never
			for v, got := range p.got {
				if len(got) > 0 {
					key[i] = []string{before, behind}[v]
				}
			}
		}
		if key[0] > key[1] {
			key[0], key[1] = key[1], key[0]
		}
		if _, ok := verdicts[key]; !ok {
			key[0], key[1] = key[1], key[0]
		}
		var got []string
		for i := range claims {
			if s, _, _ := again.World.Status(i); s == sim.Violated {
				got = append(got, claims[i].Name)
			}
		}
		if strings.Join(got, " ") != verdicts[key] {
			t.Errorf("%v: %v fall, want %s", key, got, verdicts[key])
		}
		seen[key] = true
		return true
	})
	if !all || len(seen) != len(verdicts) {
		t.Errorf("%d runs (all: %t) show %d of %d pictures", runs, all, len(seen), len(verdicts))
	}
}

func multicast(log []sim.Event) bool {
	for i := range log {
		if log[i].Kind == sim.EvMulticast {
			return true
		}
	}
	return false
}
