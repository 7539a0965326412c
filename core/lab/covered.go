package lab

import (
	"math/bits"
	"strconv"
	"strings"

	"faultlab/core/explore"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Covered says in sentences what was tried and what a proof therefore speaks of.
// A bound that is not named does not exist.
func (q *Quest) Covered() []string {
	r := &q.Result
	var s []string
	s = append(s, who(q), within(q))
	if not := excluded(q); not != "" {
		s = append(s, not)
	}
	s = append(s, assumed(q)...)
	if p := q.Options.From; p != nil {
		s = append(s, "From step "+strconv.Itoa(int(p.Steps))+" of this run on.")
	}
	s = append(s, count(r.States, "state")+" and "+count(int(r.Transitions), "step")+" between them, none further than "+
		count(int(r.Steps), "step")+" and "+count(r.Faults, "fault")+" away; "+count(int(r.Ends), "end")+".")
	switch r.Stopped {
	case explore.Complete:
		s = append(s, "Nothing within these bounds is left to try.")
	case explore.Settled:
		s = append(s, "Stopped when every claim had fallen.")
	default:
		s = append(s, "Not everything was tried: stopped by the "+explore.Stops[r.Stopped]+".")
	}
	s = append(s, endless[r.Endless]...)
	if q.Options.Symmetry {
		s = append(s, "States that differ only by the names of interchangeable processes were taken for one.")
	}
	if q.Options.Order {
		s = append(s, "Orders of deliveries that make no difference were left out.")
	}
	if r.Stopped == explore.Complete {
		s = append(s, "States are told apart by fingerprints of 64 bits: that two were taken for one has odds below 1 in "+odds(r.States)+".")
	}
	return append(s, idle(q)...)
}

// endless says what is known of runs that never end.
var endless = [...][]string{
	explore.AllEnd: {"Every run ends."},
	explore.Judged: {"Some runs never end. A claim about the end falls in one that is fair, and at no moment of which it would hold if the run ended there."},
	explore.MayBe:  {"There may be runs that never end; what they do to claims about the end is not known."},
}

// who says which processes may fail, and how.
func who(q *Quest) string {
	c := q.Doc.Config
	if q.Anyone.Most > 0 {
		return "Every set of at most " + strconv.Itoa(q.Anyone.Most) + " of the " + strconv.Itoa(c.N) + " processes may fail (" +
			q.Anyone.Model.String() + "): " + strconv.Itoa(q.Case) + " of " + strconv.Itoa(len(q.Cases)) + " sets tried." + links(c)
	}
	var parts []string
	for p, m := range c.Models {
		if m == 0 {
			continue
		}
		parts = append(parts, c.Names[p]+" may fail ("+m.String()+")")
	}
	if len(parts) == 0 {
		return "No process fails." + links(c)
	}
	return strings.Join(parts, "; ") + "; nobody else fails." + links(c)
}

// links says which links fail, if any.
func links(c *protocol.Config) (s string) {
	for _, l := range c.Links {
		s += " The link from " + c.Names[l.From] + " to " + c.Names[l.To] + " may fail (" + l.Model.String() + ")."
	}
	return s
}

// within says how much may go wrong, and what the network is.
func within(q *Quest) string {
	c := q.Doc.Config
	b := &c.Budget
	models := c.Models
	if q.Anyone.Most > 0 {
		models = nil
		for range min(q.Anyone.Most, c.N) {
			models = append(models, q.Anyone.Model)
		}
	}
	crashable, mistaken := 0, false
	for _, m := range models {
		mistaken = mistaken || m&sim.Transition != 0
		if m&(sim.Crash|sim.Omission|sim.Arbitrary) != 0 {
			crashable++
		}
	}
	s := "No message is lost by the network"
	if b.Losses > 0 {
		s = "At most " + count(int(b.Losses), "message") + " lost by the network"
	}
	if crashable > 0 && int(b.Crashes) < crashable {
		s += ", at most " + count(int(b.Crashes), "crash")
	}
	if b.Restarts > 0 {
		s += ", at most " + count(int(b.Restarts), "recovery")
	}
	if b.Duplicates > 0 {
		s += ", at most " + count(int(b.Duplicates), "copy") + " made by the network"
	}
	if b.Late > 0 {
		s += ", at most " + count(int(b.Late), "message") + " a round late"
	}
	if b.Mistakes > 0 && mistaken {
		s += ", at most " + count(int(b.Mistakes), "message") + " handled as another one"
	}
	switch n := &c.Net; {
	case n.Wired:
		s += "; a circuit, in which what is put out is there at once."
	case n.LockStep:
		s += "; in rounds."
	case n.Pace == sim.Forever:
		s += "; a step of a process takes any time; " + delays(n) + orders[n.Order] + "."
	case n.Pace > 0:
		s += "; a step of a process takes " + ticks(1, n.Pace) + "; " + delays(n) + orders[n.Order] + "."
	case n.Bounded:
		s += "; " + delays(n) + "."
	default:
		s += "; " + delays(n) + orders[n.Order] + "."
	}
	return s
}

var orders = [...]string{sim.Unordered: ", any order", sim.FIFO: ", in order on each link", sim.Ordered: ", in the order of sending"}

func delays(n *sim.Network) string {
	switch {
	case n.Bounded && n.MinDelay == n.MaxDelay:
		return "every delay is " + count(int(n.MaxDelay), "tick")
	case n.Bounded:
		return "every delay from " + count(int(n.MinDelay), "tick") + " to " + count(int(n.MaxDelay), "tick")
	}
	return "any delay"
}

func ticks(least, most int32) string {
	if least == most {
		return count(int(most), "tick")
	}
	return strconv.Itoa(int(least)) + " to " + count(int(most), "tick")
}

// idle says which claims were never put to the test.
func idle(q *Quest) (s []string) {
	c := q.Doc.Config
	for i := range q.Result.Findings {
		f := &q.Result.Findings[i]
		if why := q.Void(i); why != "" {
			s = append(s, why)
		} else if f.Outcome == explore.Proved && q.Result.Ends == 0 && q.Result.Short > 0 {
			s = append(s, c.Spec.Claims[c.Claims[i]].Name+" was never put to the test: no run that ends is one of those that are asked about.")
		} else if f.Outcome == explore.Proved && f.Ends[sim.Holds] == 0 && q.Result.Ends > 0 {
			s = append(s, c.Spec.Claims[c.Claims[i]].Name+" was never put to the test: it is open at every end.")
		}
	}
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	switch {
	case strings.HasSuffix(noun, "sh"):
		noun += "es"
	case strings.HasSuffix(noun, "y"):
		noun = noun[:len(noun)-1] + "ies"
	default:
		noun += "s"
	}
	if n == 0 {
		return "no " + noun
	}
	return group(n) + " " + noun
}

// group puts commas between thousands.
func group(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// odds is a power of ten below 2^65/n², the number of states that would have to be
// tried for two of n to share a fingerprint by chance.
func odds(n int) string {
	binary := 65 - 2*bits.Len(uint(n))
	if binary < 4 {
		return "10"
	}
	raised := [...]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}
	power := "10"
	for _, digit := range strconv.Itoa(binary * 30103 / 100000) {
		power += raised[digit-'0']
	}
	return power
}
