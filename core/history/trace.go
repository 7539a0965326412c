package history

import (
	"strconv"

	"faultlab/core/sim"
)

// Source is a recorded run of any protocol.
type Source struct {
	Trace    *sim.Trace
	Names    []string
	Values   []string // names of values, for the names of messages
	Complete bool     // it came to rest
}

// FromTrace makes a history of a run. A message is known by its origin, its value
// and its argument; the peer of a delivery is the origin. Where processes multicast
// or deliver before they install a view they begin in one of all of them, numbered
// one below the first that is installed; a run that installs none has no views.
func FromTrace(s *Source) (*History, *Problem) {
	b := NewBuilder()
	if p := b.Declare(s.Names, 0); p != nil {
		return nil, p
	}
	name := func(id sim.ID) string {
		if int(id) < len(s.Names) {
			return s.Names[id]
		}
		return ""
	}
	var of naming
	var records []Record
	for i := range s.Trace.Events {
		e := &s.Trace.Events[i]
		r := Record{Kind: fromSim(e.Kind), Process: name(e.Process), Source: int32(i), copied: e.Kind == sim.EvSend}
		switch r.Kind {
		case None:
			continue
		case Multicast, Deliver:
			origin := r.Process
			if r.Kind == Deliver && e.Peer != sim.None {
				origin = name(e.Peer)
			}
			value := ""
			if int(e.Value) < len(s.Values) {
				value = s.Values[e.Value]
			}
			r.Message = of.name(origin, value, int64(e.Arg))
		case Install:
			r.View = int64(e.Arg)
			for _, id := range s.Trace.Span(e) {
				r.Members = append(r.Members, name(sim.ID(id)))
			}
		}
		records = append(records, r)
	}
	if p := b.beginAll(records); p != nil {
		return nil, p
	}
	for i := range multicasts(records) {
		if p := b.Add(&records[i]); p != nil {
			p.Message = "event " + strconv.Itoa(int(records[i].Source)) + ": " + p.Message
			return nil, p
		}
	}
	return b.End(s.Complete), nil
}

func fromSim(k sim.EventKind) Kind {
	switch k {
	case sim.EvMulticast, sim.EvSend:
		return Multicast
	case sim.EvDeliver:
		return Deliver
	case sim.EvInstall:
		return Install
	case sim.EvCrash:
		return Crash
	case sim.EvLeave:
		return Leave
	case sim.EvRestart:
		return Restart
	}
	return None
}

// beginAll lets the processes of a run begin in a view of all of them, if one of
// them acts before it installs a view.
func (b *Builder) beginAll(records []Record) *Problem {
	lowest, early := int64(-1), false
	installed := map[string]bool{}
	for i := range records {
		switch r := &records[i]; {
		case r.Kind == Install:
			installed[r.Process] = true
			if lowest < 0 || r.View < lowest {
				lowest = r.View
			}
		case !r.copied && (r.Kind == Multicast || r.Kind == Deliver):
			early = early || !installed[r.Process]
		}
	}
	if !early || lowest < 1 || !b.declared {
		return nil
	}
	return b.Begin(lowest-1, b.h.Names, records[0].Line)
}

// multicasts goes through the records of a run. One that says nowhere what is
// multicast multicasts what it sends, when it sends it first.
func multicasts(records []Record) func(yield func(int) bool) {
	said := false
	for i := range records {
		said = said || records[i].Kind == Multicast && !records[i].copied
	}
	return func(yield func(int) bool) {
		sent := map[string]bool{}
		for i := range records {
			if r := &records[i]; r.copied {
				if said || sent[r.Message] {
					continue
				}
				sent[r.Message] = true
			}
			if !yield(i) {
				return
			}
		}
	}
}

// naming gives the messages of a run names, each its own.
type naming struct {
	known map[origin]string
	taken map[string]bool
}

type origin struct {
	sender, value string
	arg           int64
}

func (n *naming) name(sender, value string, arg int64) string {
	if n.known == nil {
		n.known, n.taken = map[origin]string{}, map[string]bool{}
	}
	key := origin{sender, value, arg}
	if name, ok := n.known[key]; ok {
		return name
	}
	name := value
	if name == "" {
		name = "m" + strconv.FormatInt(arg, 10)
	}
	if n.taken[name] {
		name += " of " + sender
	}
	if n.taken[name] {
		name += " #" + strconv.FormatInt(arg, 10)
	}
	n.known[key], n.taken[name] = name, true
	return name
}
