package lab

import (
	"strings"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// excluded says in a sentence what was not let happen, each by its name: whoever reads
// a proof should not have to think of it. It follows from the failure models, the
// budget and the network, and from nothing else. Empty: everything may happen.
func excluded(q *Quest) string {
	c := q.Doc.Config
	var models, links sim.Model
	for _, m := range c.Models {
		models |= m
	}
	if q.Anyone.Most > 0 {
		models = q.Anyone.Model
	}
	for _, l := range c.Links {
		links |= l.Model
	}
	var names []string
	for _, x := range exclusions(c, models, links) {
		if x.not {
			names = append(names, x.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	last := len(names) - 1
	list := names[last]
	if last > 0 {
		list = strings.Join(names[:last], ", ") + " and " + list
	}
	return "Not let happen: " + list + "."
}

type exclusion struct {
	not  bool
	name string
}

// exclusions are all that can go wrong anywhere, and whether it can not here. The names
// are those of the lecture: of processes, of the network, of time and order.
func exclusions(c *protocol.Config, models, links sim.Model) []exclusion {
	net, b := &c.Net, &c.Budget
	crashes := models&(sim.Crash|sim.Omission|sim.Arbitrary) != 0 && b.Crashes > 0
	faults := []exclusion{
		{!crashes, "crashes"},
		{crashes && b.Restarts == 0, "recoveries"},
		{models&(sim.Omission|sim.Arbitrary) == 0, "omissions of a process"},
		{models&(sim.Value|sim.Arbitrary) == 0, "wrong values of a process"},
		{models&sim.Arbitrary == 0, "different lies to different processes"},
		{models&sim.Arbitrary == 0 && (models&sim.Transition == 0 || b.Mistakes == 0), "wrong steps of a process"},
	}
	if net.Wired {
		return faults
	}
	return append(faults,
		exclusion{net.Detector, "wrong suspicions by the detector"},
		exclusion{net.Multicast && crashes, "crashes in the middle of a multicast"},
		exclusion{b.Losses == 0 && links&(sim.Omission|sim.Arbitrary) == 0, "losses"},
		exclusion{b.Duplicates == 0 && links&sim.Duplication == 0, "duplication"},
		exclusion{links&sim.Arbitrary == 0, "corruption on the way"},
		exclusion{links&(sim.Omission|sim.Arbitrary) == 0, "a partition" + beyond(b.Losses)},
		exclusion{net.Bounded && models&(sim.Timing|sim.Arbitrary) == 0 || net.LockStep && !net.Bounded && b.Late == 0, "late messages"},
		exclusion{!net.LockStep && net.Order != sim.Unordered, reordering(net.Order)},
	)
}

// beyond says what part of a partition may happen.
func beyond(losses uint8) string {
	if losses == 0 {
		return ""
	}
	return " that costs more than " + count(int(losses), "message")
}

func reordering(o sim.Order) string {
	if o == sim.FIFO {
		return "reordering on a link"
	}
	return "reordering"
}
