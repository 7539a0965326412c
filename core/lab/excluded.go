package lab

import (
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
	names := exclusions(c, models, links)
	if len(names) == 0 {
		return ""
	}
	list := names[0]
	for i, name := range names[1:] {
		between := ", "
		if i == len(names)-2 {
			between = " and "
		}
		list += between + name
	}
	return "Not let happen: " + list + "."
}

// exclusions are all that can go wrong anywhere and can not here. The names are those of
// the lecture: of processes, of the network, of time and order.
func exclusions(c *protocol.Config, models, links sim.Model) (names []string) {
	not := func(never bool, name string) {
		if never {
			names = append(names, name)
		}
	}
	net, b := &c.Net, &c.Budget
	crashes := models&(sim.Crash|sim.Omission|sim.Arbitrary) != 0 && b.Crashes > 0
	not(!crashes, "crashes")
	not(crashes && b.Restarts == 0, "recoveries")
	not(models&(sim.Omission|sim.Arbitrary) == 0, "omissions of a process")
	not(models&(sim.Value|sim.Arbitrary) == 0, "wrong values of a process")
	not(models&sim.Arbitrary == 0, "different lies to different processes")
	not(models&sim.Arbitrary == 0 && (models&sim.Transition == 0 || b.Mistakes == 0), "wrong steps of a process")
	if net.Wired {
		return names
	}
	keeps := links&(sim.Omission|sim.Arbitrary) != 0 // a link that keeps what goes over it
	partition := "a partition"
	if b.Losses > 0 {
		partition += " that costs more than " + count(int(b.Losses), "message")
	}
	not(net.Detector, "wrong suspicions by the detector")
	not(net.Multicast && crashes, "crashes in the middle of a multicast")
	not(b.Losses == 0 && !keeps, "losses")
	not(b.Duplicates == 0 && links&sim.Duplication == 0, "duplication")
	not(links&sim.Arbitrary == 0, "corruption on the way")
	not(!keeps, partition)
	not(net.Bounded && models&(sim.Timing|sim.Arbitrary) == 0 || net.LockStep && !net.Bounded && b.Late == 0, "late messages")
	not(!net.LockStep && net.Order == sim.FIFO, "reordering on a link")
	not(!net.LockStep && net.Order == sim.Ordered, "reordering")
	return names
}
