package agreement

import (
	"strings"

	"faultlab/core/sim"
)

// Circumstance is an answer to each of the four questions about a system.
type Circumstance struct {
	Synchronous, Bounded, Ordered, Multicast bool
}

// Of are the circumstances of a network. Links that keep their own order are not
// ordered: the theorem means the order of sending in real time, whoever sends.
func Of(n *sim.Network) Circumstance {
	return Circumstance{
		Synchronous: n.LockStep || n.Pace > 0 && n.Pace != sim.Forever,
		Bounded:     n.Bounded, Ordered: n.Order == sim.Ordered, Multicast: n.Multicast,
	}
}

// Possible says whether agreement can be reached: the rule that is the whole table.
// It is a theorem (Dolev, Dwork, Stockmeyer 1987).
func (c Circumstance) Possible() bool {
	return c.Synchronous && c.Bounded || c.Ordered && c.Multicast || c.Synchronous && c.Ordered
}

// Words are the circumstance as documents write it: process, delay, order, send.
func (c Circumstance) Words() [4]string {
	w := [4]string{"asynchronous", "unbounded", "unordered", "unicast"}
	for i, better := range [4]string{"synchronous", "bounded", "ordered", "multicast"} {
		if [4]bool{c.Synchronous, c.Bounded, c.Ordered, c.Multicast}[i] {
			w[i] = better
		}
	}
	return w
}

// String names the circumstance in a sentence.
func (c Circumstance) String() string {
	w := c.Words()
	return w[0] + " processes, " + w[1] + " delay, " + w[2] + " delivery and " + w[3]
}

// Cell is a circumstance with what is known of it, and what shows it.
type Cell struct {
	Circumstance
	Possible bool
	Theorem  string // what holds of every protocol, and who proved it
	Scenario string // a document: under exactly these conditions agreement is reached, or isn't
	Protocol string // that runs there
	Shown    string // what the scenario shows, and nothing more than that
}

// shown is what the scenario of a cell shows, in the order of Circumstances.
var shown = [16]struct{ protocol, what string }{
	{"flood", "Flooding reaches it: with one crash, in two rounds."},
	{"flood", "Flooding reaches it: with one crash, in two rounds."},
	{"flood", "Flooding reaches it: with one crash, in two rounds."},
	{"flood", "Flooding reaches it: with one crash, in two rounds."},

	{"flood", "Flooding splits: a message is later than its round."},
	{"marker", "Markers split: one overtakes what was sent before it."},
	{"marker", "Markers reach it with one crash: what was sent before one comes before it."},
	{"first", "The first message wins, with any number of crashes."},

	{"flood", "Flooding splits: who is slow has not begun when the others are done."},
	{"glance", "Looking before speaking splits: a process is slow between the two."},
	{"first", "The first message splits: it is another one for each."},
	{"first", "The first message wins, with any number of crashes."},

	{"wait", "Waiting for all lasts for ever: one has crashed, and might just be slow."},
	{"wait", "Not waiting for the slowest splits: each finds another one slow."},
	{"marker", "Markers split: one is sent before a slow process has begun."},
	{"first", "The first message wins, with any number of crashes."},
}

// Circumstances are all sixteen: the rows of the table by process and delay, from
// both answered yes to both answered no; in a row by order and send, from no to yes.
func Circumstances() []Cell {
	cells := make([]Cell, 16)
	for i := range cells {
		c := Circumstance{Synchronous: i < 8, Bounded: i/4%2 == 0, Ordered: i/2%2 == 1, Multicast: i%2 == 1}
		w := c.Words()
		cells[i] = Cell{
			Circumstance: c, Possible: c.Possible(), Theorem: c.theorem(),
			Scenario: "agreement/" + strings.Join(w[:], "-"),
			Protocol: "agreement/" + shown[i].protocol, Shown: shown[i].what,
		}
	}
	return cells
}

// theorem says why agreement can be reached, or that it can't.
func (c Circumstance) theorem() string {
	const source = " (Dolev, Dwork, Stockmeyer 1987; Turek, Shasha 1992)."
	var enough []string
	for _, r := range [...]struct {
		holds bool
		what  string
	}{
		{c.Synchronous && c.Bounded, "synchronous processes and a bounded delay"},
		{c.Synchronous && c.Ordered, "synchronous processes and ordered delivery"},
		{c.Ordered && c.Multicast, "ordered delivery and multicast"},
	} {
		if r.holds {
			enough = append(enough, r.what)
		}
	}
	if len(enough) == 0 {
		return "No deterministic protocol reaches agreement, even if only one process may crash" + source
	}
	return "Possible whatever number may crash: " + strings.Join(enough, ", or ") + " are enough" + source
}
