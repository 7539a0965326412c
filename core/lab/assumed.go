package lab

import (
	"strings"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// assumed says which runs are judged, and how many were not; empty: all of them are.
func assumed(q *Quest) []string {
	c := q.Doc.Config
	a := &c.Assume
	var parts []string
	if a.Recovers != 0 {
		if a.Recovers == sim.All(c.N) {
			parts = append(parts, "whoever crashes recovers")
		} else {
			parts = append(parts, names(c, a.Recovers)+" recovers from each crash")
		}
	}
	for _, n := range a.Crashes {
		says := howMany(n.Least, n.Most, "crash")
		if n.Who != sim.All(c.N) {
			says += " of " + names(c, n.Who)
		}
		parts = append(parts, "there "+is(n)+" "+says)
	}
	for _, n := range [...]struct {
		least, allowed uint8
		noun, does     string
	}{{a.Losses, c.Budget.Losses, "message", " lost by the network"}, {a.Duplicates, c.Budget.Duplicates, "further copy", " made by the network"}} {
		if n.least == 0 {
			continue
		}
		count := sim.Count{Least: n.least, Most: sim.AnyNumber}
		if n.least == n.allowed {
			count.Most = n.least
		}
		parts = append(parts, howMany(count.Least, count.Most, n.noun)+" "+is(count)+n.does)
	}
	for p := range c.N {
		if says := falls(c, sim.ID(p)); says != "" {
			parts = append(parts, says)
		}
	}
	if parts == nil {
		return nil
	}
	s := []string{"Asked about are the runs in which " + strings.Join(parts, "; ") + "."}
	if n := q.Result.Short; n > 0 {
		s = append(s, count(int(n), "end")+" of other runs, which fall short of that, and are not judged.")
	}
	return s
}

func is(n sim.Count) string {
	if n.Least == 1 || n.Least == 0 && n.Most == 1 {
		return "is"
	}
	return "are"
}

func howMany(least, most uint8, noun string) string {
	switch {
	case least == most && least > 0:
		return "exactly " + count(int(least), noun)
	case most == sim.AnyNumber:
		return "at least " + count(int(least), noun)
	case least == 0 && most > 0:
		return "at most " + count(int(most), noun)
	case least == 0:
		return count(0, noun)
	}
	return "from " + group(int(least)) + " to " + count(int(most), noun)
}

func names(c *protocol.Config, who sim.Set) string {
	var list []string
	for p, name := range c.Names {
		if who.Has(sim.ID(p)) {
			list = append(list, name)
		}
	}
	return strings.Join(list, ", ")
}

// falls says where a process crashes, if that is assumed.
func falls(c *protocol.Config, p sim.ID) string {
	var places []string
	for _, f := range c.Assume.Falls {
		if f.Who != p {
			continue
		}
		var sides []string
		if len(f.After) > 0 {
			sides = append(sides, "behind "+signs(c, f.After, " and "))
		}
		if len(f.Before) > 0 {
			sides = append(sides, "before "+signs(c, f.Before, " or "))
		}
		places = append(places, strings.Join(sides, " and "))
	}
	if places == nil {
		return ""
	}
	return c.Names[p] + " crashes " + strings.Join(places, ", or ") + ", and nowhere else"
}

// signs names events as documents do: "receive request", "execute".
func signs(c *protocol.Config, list []sim.Sign, between string) string {
	var all []string
	for _, s := range list {
		name := sim.EventKinds[s.Kind]
		if s.Msg >= 0 {
			name += " " + c.Words().Kinds[s.Msg]
		}
		all = append(all, name)
	}
	return strings.Join(all, between)
}
