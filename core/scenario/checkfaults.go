package scenario

import "faultlab/core/sim"

// faults reads who may lie: which processes are faulty, and which links, and how. Several
// entries for one process add up.
func (c *checker) faults(v *Value, known bool) {
	c.cfg.Models = make([]sim.Model, c.cfg.N)
	f, ok := c.list(v, "", "faults")
	if !ok {
		return
	}
	for i := range f.Items {
		x := &f.Items[i]
		path := At("faults", i)
		if x.Kind != Map {
			c.problem(path, "must be an object with a process and a model, like {\"process\": \"L3\", \"model\": \"arbitrary\"}, not "+x.quote())
			continue
		}
		c.fields(x, path, faultFields)
		_, from := x.Get("from")
		_, to := x.Get("to")
		if from || to {
			c.link(x, path, known)
		} else {
			c.failing(x, path, known)
		}
	}
}

// failing is a process that may fail.
func (c *checker) failing(x *Value, path string, known bool) {
	who, okWho := c.named(x, path, "process", "it names who may fail", known)
	m := c.model(x, path, "the process", c.spec.Models)
	if !okWho || m == 0 {
		return
	}
	if c.cfg.Models[who]&m != 0 {
		c.problem(path, "says a second time that "+c.cfg.Names[who]+" may have "+m.String()+" failures: once is enough")
	}
	c.cfg.Models[who] |= m
}

// link is a link that fails: what is sent from one process to another.
func (c *checker) link(x *Value, path string, known bool) {
	if c.spec.Links == 0 {
		c.problem(path, "names a link, and links never fail in "+c.spec.Name+": name a process")
		return
	}
	if _, ok := x.Get("process"); ok {
		c.problem(In(path, "process"), "has no place beside a link: an entry is about a process, or about what is sent from one to another")
	}
	from, okFrom := c.named(x, path, "from", "it names who sends over the link", known)
	to, okTo := c.named(x, path, "to", "it names who receives over the link", known)
	m := c.model(x, path, "the link", c.spec.Links)
	if !okFrom || !okTo || m == 0 {
		return
	}
	if m == sim.Duplication {
		c.duplicated(In(path, "model"))
	}
	if from == to {
		c.problem(path, "is a link of "+c.cfg.Names[from]+" to itself")
		return
	}
	for i := range c.cfg.Links {
		l := &c.cfg.Links[i]
		if int(l.From) != from || int(l.To) != to {
			continue
		}
		if both := l.Model | m; l.Model&m != 0 || both&sim.Duplication == 0 {
			c.problem(path, "says a second time how the link from "+c.cfg.Names[from]+" to "+c.cfg.Names[to]+" may fail: once is enough")
		}
		l.Model |= m
		return
	}
	c.cfg.Links = append(c.cfg.Links, sim.Link{From: sim.ID(from), To: sim.ID(to), Model: m})
}

// named reads a field that names a process and must be there.
func (c *checker) named(x *Value, path, key, why string, known bool) (who int, ok bool) {
	if p, there := x.Get(key); there {
		return c.who(p, In(path, key), known)
	}
	c.problem(In(path, key), "is missing: "+why, c.cfg.Names...)
	return -1, false
}

// model reads how something may fail; 0 if that is refused.
func (c *checker) model(x *Value, path, what string, of sim.Model) sim.Model {
	allowed := of.Names()
	m, ok := x.Get("model")
	if !ok {
		c.problem(In(path, "model"), "is missing: it says how "+what+" may fail", allowed...)
		return 0
	}
	word, ok := c.word(m, In(path, "model"), allowed)
	if !ok {
		return 0
	}
	return of.Named(allowed[word])
}
