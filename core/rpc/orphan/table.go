package orphan

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Variant is a method with what else is chosen about it, as documents name it.
type Variant struct {
	Name   string
	Method Method
	System bool
	Own    bool // leases that don't end within those of who grants them
}

// Variants are the rows of the table.
var Variants = [...]Variant{
	{"none", Ignore, false, false},
	{"extermination", Extermination, false, false},
	{"reincarnation", Reincarnation, false, false},
	{"reincarnation, one epoch for the system", Reincarnation, true, false},
	{"gentle reincarnation", Gentle, false, false},
	{"owners located, and no more", Located, false, false},
	{"expiration", Expiration, false, false},
	{"expiration, each grant a whole quantum", Expiration, false, true},
}

// Trouble is what goes wrong at a crash point. Its values are None, ClientFalls,
// ServerFalls, BothFall and Apart.
type Trouble uint8

const (
	None        Trouble = iota // the price of a method where nothing fails
	ClientFalls                // the client crashes, and comes up again at once
	ServerFalls                // the server does
	BothFall                   // both crash, and the client alone comes up again
	Apart                      // the client crashes and comes up; from the crash on nothing reaches the backend, or comes from it
	troubles
)

// Troubles are their names.
var Troubles = [troubles]string{"nothing", "client", "server", "both", "partition"}

// Measure is something that is counted in a run. Its values are Orphaned, Finished,
// Innocent, Locks, Early, Unserved, Writes, Broadcasts and Messages.
type Measure uint8

const (
	Orphaned Measure = iota // computations that became orphans
	Finished                // of these took effect
	Innocent                // others that were killed
	Locks                   // that stayed behind
	Early                   // 1: new work began beside an orphan
	Unserved                // 1: a client that is up waits for ever
	Writes                  // to stable storage
	Broadcasts
	Messages
	measures
)

// Measures are their names.
var Measures = [measures]string{"orphans", "finished", "innocent", "locks", "early", "unserved", "writes", "broadcasts", "messages"}

// Summed says whether the numbers of all runs are added; of a price, the table has that of
// the run with the highest.
func (k Measure) Summed() bool { return k < Writes }

// Measured is what a variant does over all crash points of the fixed workload, which is
// one call of each client with work that takes 12 ticks. A crash point is in front of a
// step of the run without faults, or behind the last.
type Measured struct {
	Runs int
	Of   [measures]int
	Most [measures]int          // in a single run
	Show [measures][]sim.Choice // the first run with the most of it
}

// Config is the fixed workload under a variant.
func (v *Variant) Config(t Trouble) *protocol.Config {
	c := &protocol.Config{Spec: &Calls, N: int(machines), Net: Calls.Network}
	for i := range machines {
		c.Names = append(c.Names, Calls.Processes.Name(int(i)))
	}
	for i := range Calls.Params {
		p := &Calls.Params[i]
		x := p.Default
		switch {
		case p.Name == "method":
			x = int32(v.Method)
		case p.Name == "scope" && v.System, p.Name == "leases" && v.Own:
			x = 1
		}
		c.Params = append(c.Params, x)
	}
	c.Models = make([]sim.Model, machines)
	if t == ClientFalls || t == BothFall || t == Apart {
		c.Models[client] = sim.Crash
	}
	if t == ServerFalls || t == BothFall {
		c.Models[server] = sim.Crash
	}
	c.Budget = sim.Budget{Crashes: 1, Restarts: 1}
	if t == BothFall {
		c.Budget.Crashes = 2
	}
	if t == Apart {
		for p := range machines {
			if p != backend {
				c.Links = append(c.Links, sim.Link{From: p, To: backend, Model: sim.Omission}, sim.Link{From: backend, To: p, Model: sim.Omission})
			}
		}
	}
	return c
}

// Drive runs a world to its end with whoever picks an option at every step, and says what
// was taken that is not option 0. The list is valid until the next run.
type Drive func(t *sim.Trace, pick func(w *sim.World, options []sim.Option) int) (taken []sim.Choice)

// Measure runs a variant with every crash point.
func (v *Variant) Measure(t Trouble, drives func(w *sim.World) Drive) Measured {
	s := setup(v.Config(t))
	s.Claims = []sim.Claim{served()}
	w := sim.New(&s)
	drive := drives(w)
	m := Measured{Most: nothingYet}
	var trace sim.Trace
	taken := drive(&trace, func(*sim.World, []sim.Option) int { return 0 })
	if t == None {
		m.count(w, &trace, taken)
		return m
	}
	last := w.Steps()
	for at := range last + 1 {
		taken = drive(&trace, func(w *sim.World, options []sim.Option) int { return t.pick(w, options, at) })
		m.count(w, &trace, taken)
	}
	return m
}

// pick is what happens in a state of the run that crashes at a step: the crashes, one
// after the other; that the client, or else the server, is up again; that what is on its
// way is lost where it can't come through; and else what is due.
func (t Trouble) pick(w *sim.World, options []sim.Option, at int32) int {
	crash := func(p sim.ID) bool { return (t != ServerFalls || p == server) && w.Up(p) }
	for i, o := range options {
		switch now := w.Steps(); {
		case o.Kind == sim.CrashNow && now == at && crash(o.Who),
			o.Kind == sim.CrashNow && now == at+1 && t == BothFall && o.Who == server,
			o.Kind == sim.RestartNow && now > at && (t != BothFall || o.Who == client && !w.Up(server)):
			return i
		}
	}
	if t == Apart && w.Steps() > at && options[0].Kind == sim.Deliver {
		deliver := w.Choice(options[0])
		deliver.Kind = sim.Intercept
		for i, o := range options {
			if o.Kind == sim.Intercept && w.Choice(o) == deliver {
				return i
			}
		}
	}
	return 0
}

// nothingYet is less than anything that a run has.
var nothingYet = func() (none [measures]int) {
	for i := range none {
		none[i] = -1
	}
	return none
}()

// count adds a run.
func (m *Measured) count(w *sim.World, t *sim.Trace, taken []sim.Choice) {
	l := make(ledger, ledgerN)
	m.Runs++
	var n [measures]int
	for i := range t.Events {
		e := &t.Events[i]
		switch e.Kind {
		case sim.EvWrite:
			n[Writes]++
		case sim.EvMulticast:
			n[Broadcasts]++
		case sim.EvSend:
			n[Messages]++
			if p, life, ok := isNew(e); ok && l.left(p, life) {
				n[Early] = 1
			}
		case sim.EvExecute:
			if l.orphan(Call(e.Arg)) {
				n[Finished]++
			}
		case sim.EvKill:
			if !l.orphan(Call(e.Arg)) {
				n[Innocent]++
			}
			n[Locks] += int(e.Value)
		}
		l.observe(e)
		for at := runAt; at < ledgerN; at += 3 {
			if l[at] != 0 && l[at]&128 == 0 && l.orphan(l.call(at)) {
				l[at] |= 128
				n[Orphaned]++
			}
		}
	}
	if w.Standing(0) == sim.Violated {
		n[Unserved] = 1
	}
	for k, x := range n {
		if Measure(k).Summed() {
			m.Of[k] += x
		} else {
			m.Of[k] = max(m.Of[k], x)
		}
		if x > m.Most[k] {
			m.Most[k], m.Show[k] = x, append([]sim.Choice{}, taken...)
		}
	}
}

// Document is the scenario of a variant and a trouble, without the lists that a reader
// adds: its parameters and what may fail, as a document has them.
func (v *Variant) Document(t Trouble) string {
	c := v.Config(t)
	s := `{"faultlab": 1, "protocol": "rpc/orphan", "version": ` + strconv.Itoa(Calls.Version) + `, "processes": [`
	for i, name := range c.Names {
		if i > 0 {
			s += ", "
		}
		s += `"` + name + `"`
	}
	s += `], "params": {"method": "` + Methods[v.Method] + `"`
	if v.System {
		s += `, "scope": "system"`
	}
	if v.Own {
		s += `, "leases": "own"`
	}
	s += `}, "faults": [`
	comma := ""
	for p, m := range c.Models {
		if m != 0 {
			s += comma + `{"process": "` + c.Names[p] + `", "model": "crash"}`
			comma = ", "
		}
	}
	for _, l := range c.Links {
		s += comma + `{"from": "` + c.Names[l.From] + `", "to": "` + c.Names[l.To] + `", "model": "omission"}`
		comma = ", "
	}
	return s + `], "budget": {"crashes": ` + strconv.Itoa(int(c.Budget.Crashes)) + `, "restarts": 1}}`
}
