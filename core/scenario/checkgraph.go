package scenario

import (
	"strconv"

	"faultlab/core/graph"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// initial fills in what a document leaves out and one number cannot say.
func (c *checker) initial(p *protocol.Param) {
	switch p.Kind {
	case protocol.Links:
		if g, why := graph.Named(p.Allowed[p.Default], c.cfg.N); why == "" {
			c.cfg.Graph = g
		}
	case protocol.Each:
		c.cfg.Each = make([]int32, c.cfg.N)
		for i := range c.cfg.Each {
			c.cfg.Each[i] = p.Initial(c.cfg, i)
		}
	}
}

// links reads a graph: its name, or a list of links, each a list of two names. A
// graph must connect everybody, directly or not. The value is the index of the
// name, or -1.
func (c *checker) links(x *Value, path string, allowed []string, known bool) int32 {
	if x.Kind == String {
		k, ok := c.word(x, path, allowed)
		if !ok || !known {
			return 0
		}
		g, why := graph.Named(allowed[k], c.cfg.N)
		if why != "" {
			c.problem(path, "cannot be "+x.quote()+": "+why)
			return 0
		}
		c.cfg.Graph = g
		return int32(k)
	}
	if x.Kind != List {
		c.problem(path, "must be the name of a graph, or a list of links like [\"A\", \"B\"], not "+x.quote(), allowed...)
		return 0
	}
	if !known {
		return -1
	}
	g, found := graph.New(c.cfg.N), len(c.bad)
	for i := range x.Items {
		if c.full() {
			return -1
		}
		at := At(path, i)
		link := &x.Items[i]
		if link.Kind != List || len(link.Items) != 2 {
			c.problem(at, "must be a list of the two processes that it links, not "+link.quote())
			continue
		}
		p, okP := c.who(&link.Items[0], At(at, 0), known)
		q, okQ := c.who(&link.Items[1], At(at, 1), known)
		switch {
		case !okP || !okQ:
		case p == q:
			c.problem(at, "links "+c.cfg.Names[p]+" to itself")
		case g[p].Has(sim.ID(q)):
			c.problem(at, "links "+c.cfg.Names[p]+" and "+c.cfg.Names[q]+" a second time: once is enough, in either order")
		default:
			g.Link(sim.ID(p), sim.ID(q))
		}
	}
	if len(c.bad) > found {
		return -1
	}
	if d, p, q := g.Diameter(sim.All(c.cfg.N)); d == graph.Far {
		c.problem(path, "is not connected: no path leads from "+c.cfg.Names[p]+" to "+c.cfg.Names[q]+". Add a link")
	}
	c.cfg.Graph = g
	return -1
}

// each reads a name for every process.
func (c *checker) each(p *protocol.Param, x *Value, path string, known bool) {
	if x.Kind != List {
		c.problem(path, "must be a list with a name for each process, not "+x.quote(), p.AllowedIn(c.cfg)...)
		return
	}
	if !known {
		return
	}
	c.initial(p)
	if len(x.Items) != c.cfg.N {
		c.problem(path, "must have a name for each of the "+strconv.Itoa(c.cfg.N)+" processes, and has "+strconv.Itoa(len(x.Items)))
		return
	}
	for i := range x.Items {
		if c.full() {
			return
		}
		if k, ok := c.word(&x.Items[i], At(path, i), p.AllowedIn(c.cfg)); ok {
			c.cfg.Each[i] = int32(k)
		}
	}
}
