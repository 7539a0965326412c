package scenario

import (
	"strconv"

	"faultlab/core/sim"
)

// network starts with the one that the protocol is meant for and changes what
// the document says.
func (c *checker) network(v *Value) {
	net := c.spec.Network
	c.cfg.Net = net
	f, ok := c.object(v, "", "network")
	if !ok {
		return
	}
	if net.Wired {
		c.problem("network", "has no place in "+c.spec.Name+": its parts are wired to each other. Leave the field out")
		return
	}
	found := len(c.bad)
	c.fields(f, "network", networkFields)
	paced := net.Pace != 0
	if k, ok := c.choice(f, "network", "process", processWords); ok {
		switch {
		case !paced:
			net.LockStep = k == 0
		case k == 1:
			net.Pace = sim.Forever
		case net.Pace == sim.Forever:
			net.Pace = 1
		}
	}
	if k, ok := c.choice(f, "network", "delay", delayWords); ok {
		net.Bounded = k == 0
	}
	if k, ok := c.choice(f, "network", "order", sim.Orders[:]); ok {
		net.Order = sim.Order(k)
	}
	if k, ok := c.choice(f, "network", "send", sendWords); ok {
		net.Multicast = k == 1
	}
	if k, ok := c.choice(f, "network", "detector", detectorWords); ok {
		net.Detector = k == 1
	}
	if len(c.bad) > found {
		return
	}
	c.latency(f, &net)
	if _, ok := f.Get("pace"); ok && (!paced || net.Pace == sim.Forever) {
		c.problem("network.pace", "counts only where processes are synchronous and take steps of their own instead of rounds, as in agreement/flood: leave it out")
	} else if n, ok := c.number(f, "network", "pace", 1, maxTicks); ok {
		net.Pace = int32(n)
	}
	if c.spec.Networks != nil && len(c.bad) == found {
		if why, ok := c.spec.Networks(net); !ok {
			c.problem("network", "does not suit "+c.spec.Name+": "+why)
		}
	}
	c.cfg.Net = net
}

// maxTicks is the longest delay, or step of a process, that a document may have.
const maxTicks = 1000

// latency is in ticks of the world's clock, which counts for messages only in a
// bounded network that is not in lock step.
func (c *checker) latency(f *Value, net *sim.Network) {
	ticks := net.Bounded && !net.LockStep
	x, ok := f.Get("latency")
	switch {
	case !ticks && ok:
		c.problem("network.latency", "counts only where the delay is bounded and processes take no rounds: leave it out, or change these two")
	case !ticks:
		net.MinDelay, net.MaxDelay = 0, 0
	case !ok:
		if net.MinDelay == 0 {
			net.MinDelay, net.MaxDelay = 1, 2
		}
	case x.Kind != List || len(x.Items) != 2 || x.Items[0].Kind != Int || x.Items[1].Kind != Int:
		c.problem("network.latency", "must be a list of two whole numbers, the shortest and the longest delay, like [1, 3]")
	default:
		lo, hi := x.Items[0].Int, x.Items[1].Int
		if lo < 1 || hi < lo || hi > maxTicks {
			c.problem("network.latency", "must be [shortest, longest] with 1 <= shortest <= longest <= "+strconv.Itoa(maxTicks)+
				", not ["+x.Items[0].quote()+", "+x.Items[1].quote()+"]")
			return
		}
		net.MinDelay, net.MaxDelay = int32(lo), int32(hi)
	}
}

// budget starts with what the protocol proposes.
func (c *checker) budget(v *Value) {
	b := c.spec.Budget
	if b.Steps == 0 {
		b.Steps = min(sim.DefaultSteps, c.lim.Steps)
	}
	if f, ok := c.object(v, "", "budget"); ok {
		c.fields(f, "budget", budgetFields)
		for i, field := range []*uint8{&b.Crashes, &b.Restarts, &b.Losses, &b.Late, &b.Mistakes, &b.Duplicates} {
			if n, ok := c.number(f, "budget", budgetFields[i], 0, 255); ok {
				*field = uint8(n)
			}
		}
		if n, ok := c.number(f, "budget", "steps", 1, int64(c.lim.Steps)); ok {
			b.Steps = int32(n)
		}
		if b.Duplicates > 0 {
			c.duplicated("budget.duplicates")
		}
	}
	c.cfg.Budget = b
}

// duplicated finds out where a second copy of a message would be none.
func (c *checker) duplicated(path string) {
	if c.cfg.Net.LockStep || c.cfg.Net.Wired {
		c.problem(path, "has no place where processes take rounds, or parts are wired to each other: in a round each hears from each other once, "+
			"and a second copy would say what the first one said. Leave it out, or take a network whose processes are asynchronous")
	}
}

// claims are all that the protocol knows if the document names none.
func (c *checker) claims(v *Value) {
	names := c.claimNames()
	f, ok := c.list(v, "", "claims")
	if !ok {
		for i := range names {
			c.cfg.Claims = append(c.cfg.Claims, i)
		}
		return
	}
	for i := range f.Items {
		path := At("claims", i)
		k, ok := c.word(&f.Items[i], path, names)
		if !ok {
			continue
		}
		for _, have := range c.cfg.Claims {
			if have == k {
				c.problem(path, "is claimed a second time: "+names[k])
			}
		}
		c.cfg.Claims = append(c.cfg.Claims, k)
	}
}

func (c *checker) claimNames() []string {
	names := make([]string, len(c.spec.Claims))
	for i := range names {
		names[i] = c.spec.Claims[i].Name
	}
	return names
}

// choices are held against their shape only: what they mean depends on the
// world in front of their step.
func (c *checker) choices(v *Value) {
	f, ok := c.list(v, "", "choices")
	if !ok {
		return
	}
	if len(f.Items) > c.lim.Choices {
		c.problem("choices", "are "+strconv.Itoa(len(f.Items))+"; at most "+strconv.Itoa(c.lim.Choices)+" are read")
		return
	}
	last := -1
	for i := range f.Items {
		x := &f.Items[i]
		path := At("choices", i)
		step, _, ok := 0, "", false
		if x.Kind == String {
			step, _, ok = SplitChoice(x.Str)
		}
		switch {
		case !ok:
			c.problem(path, "must be a position, a colon, a space and what happens there, like \"8: L3 tells L1 retreat\", not "+x.quote())
			continue
		case step <= last:
			c.problem(path, "is at position "+strconv.Itoa(step)+" behind one at position "+strconv.Itoa(last)+
				": choices are in order, and there is one at a position")
		case step > int(c.cfg.Budget.Steps):
			c.problem(path, "is at position "+strconv.Itoa(step)+", but the run ends after "+strconv.Itoa(int(c.cfg.Budget.Steps))+" steps (budget.steps)")
		}
		last = max(last, step)
		c.doc.Choices = append(c.doc.Choices, x.Str)
	}
}

func (c *checker) expect(v *Value) {
	f, ok := c.object(v, "", "expect")
	if !ok {
		return
	}
	claimed := make([]string, len(c.cfg.Claims))
	for i, k := range c.cfg.Claims {
		claimed[i] = c.spec.Claims[k].Name
	}
	c.fields(f, "expect", claimed)
	for i := range f.Fields {
		x := &f.Fields[i]
		k := index(claimed, x.Key)
		if k < 0 || x.Again {
			continue // reported already
		}
		if w, ok := c.word(&x.Value, In("expect", x.Key), Verdicts()); ok {
			c.doc.Expect = append(c.doc.Expect, Expectation{c.cfg.Claims[k], verdicts[w]})
		}
	}
}

func (c *checker) show(v *Value) {
	c.doc.Show.Views = c.spec.Views
	f, ok := c.object(v, "", "show")
	if !ok {
		return
	}
	c.fields(f, "show", showFields)
	if n, ok := c.number(f, "show", "step", 0, int64(c.cfg.Budget.Steps)); ok {
		c.doc.Show.Step = int(n)
	}
	views, ok := c.list(f, "show", "views")
	if !ok {
		return
	}
	c.doc.Show.Views = nil
	for i := range views.Items {
		path := At("show.views", i)
		k, ok := c.word(&views.Items[i], path, c.spec.Views)
		if !ok {
			continue
		}
		name := c.spec.Views[k]
		if index(c.doc.Show.Views, name) >= 0 {
			c.problem(path, "is shown a second time: "+name)
		}
		c.doc.Show.Views = append(c.doc.Show.Views, name)
	}
}
