package sim

// Monitors holds claims against events that come from elsewhere, such as the log
// of a system that somebody else wrote. A world does the same with its own.
type Monitors struct {
	claims []monitor
	turned []Verdict
}

// NewMonitors begins to watch.
func NewMonitors(claims []Claim) *Monitors {
	m := &Monitors{claims: make([]monitor, len(claims))}
	for i := range claims {
		status := claims[i].Begin
		m.claims[i] = monitor{def: &claims[i], status: &status}
		m.claims[i].mem.History = make([]byte, claims[i].Size)
		m.claims[i].mem.witness, m.claims[i].mem.kept = new(witness), make([]int32, claims[i].keys())
	}
	return m
}

// Observe shows the next event, which has the given number, to every claim that
// wants to see it. It returns the claims that turned; the slice is good until the
// next call.
func (m *Monitors) Observe(number int32, e *Event) []Verdict {
	m.turned = m.turned[:0]
	for i := range m.claims {
		c := &m.claims[i]
		if c.def.Watch>>e.Kind&1 == 0 || *c.status == Violated {
			continue
		}
		c.mem.now = number
		if s := c.def.Observe(&c.mem, e); s != *c.status {
			*c.status = s
			m.turned = append(m.turned, Verdict{i, e.Step, number, s})
		}
	}
	return m.turned
}

// Finish judges the end: a log that goes to the end of a run lets every claim say
// its last word; one that was cut off leaves what is not violated unknown.
func (m *Monitors) Finish(complete bool) {
	for i := range m.claims {
		c := &m.claims[i]
		c.mem.now = -1
		*c.status = last(c, complete)
	}
}

func last(c *monitor, complete bool) Status {
	switch s := *c.status; {
	case s == Violated:
		return s
	case !complete:
		return Unknown
	case c.def.Finish != nil:
		return c.def.Finish(&c.mem)
	case s == HoldsSoFar:
		return Holds
	default:
		return s
	}
}

// Status says how claim i stands, and who and which events show it if it is
// violated. An event of -1 is none.
func (m *Monitors) Status(i int) (s Status, who Set, events [2]int32) {
	c := &m.claims[i]
	if *c.status != Violated {
		return *c.status, 0, [2]int32{-1, -1}
	}
	return Violated, c.mem.witness.who, c.mem.witness.events
}
