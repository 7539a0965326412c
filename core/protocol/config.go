package protocol

import "faultlab/core/sim"

// Default is the configuration of n processes that a document has which says nothing
// more: the usual names, network and budget, every parameter at its default, and
// nobody fails. All claims are asked for. Steps are left to the limits of whoever runs it.
func (s *Spec) Default(n int) *Config {
	c := &Config{Spec: s, N: n, Net: s.Network, Params: make([]int32, len(s.Params)), Models: make([]sim.Model, n), Budget: s.Budget}
	for p := range n {
		if s.Processes.Fixed != nil {
			c.Names = append(c.Names, s.Processes.Fixed[p])
		} else {
			c.Names = append(c.Names, s.Processes.Name(p))
		}
	}
	for i := range s.Params {
		c.Params[i] = s.Params[i].Default
	}
	for i := range s.Params {
		if p := &s.Params[i]; p.Kind == Each {
			for process := range n {
				c.Each = append(c.Each, p.Initial(c, process))
			}
		}
	}
	for i := range s.Claims {
		c.Claims = append(c.Claims, i)
	}
	return c
}

// SetParam sets a parameter by its name, which must exist.
func (c *Config) SetParam(name string, value int32) {
	for i := range c.Spec.Params {
		if c.Spec.Params[i].Name == name {
			c.Params[i] = value
			return
		}
	}
	panic("protocol: " + c.Spec.Name + " has no parameter " + name)
}

// Setup makes the world of a configuration, watched by the claims asked for.
func (c *Config) Setup() sim.Setup {
	s := c.Spec.Setup(c)
	for _, i := range c.Claims {
		s.Claims = append(s.Claims, c.Spec.Claims[i].Make(c))
	}
	return s
}

// NamesOf lists the names of the processes of a set.
func (c *Config) NamesOf(s sim.Set) (names []string) {
	for p, name := range c.Names {
		if s.Has(sim.ID(p)) {
			names = append(names, name)
		}
	}
	return names
}
