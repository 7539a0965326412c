package scenario

import (
	"strconv"

	"faultlab/core/sim"
)

// The fields of what a scenario assumes of the runs that it asks about.
var (
	assumeFields = []string{"recover", "crashes", "losses", "duplicates", "falls"}
	countFields  = []string{"of", "exactly", "at-least", "at-most"}
	lossFields   = countFields[1:]
	fallFields   = []string{"process", "after", "before"}
)

// everybody is written instead of a list of all processes.
const everybody = "everybody"

// maxFalls bounds the places in which crashes may fall.
const maxFalls = 16

// assume reads which runs are judged: who recovers, how many crashes and losses they
// have, and where the crashes fall. Nothing is assumed where the field is left out.
func (c *checker) assume(v *Value, known bool) {
	f, ok := c.object(v, "", "assume")
	if !ok {
		return
	}
	found := len(c.bad)
	c.fields(f, "assume", assumeFields)
	a := &c.cfg.Assume
	if x, ok := f.Get("recover"); ok {
		a.Recovers = c.several(x, "assume.recover", known)
	}
	if x, ok := c.list(f, "assume", "crashes"); ok {
		for i := range x.Items {
			c.crashes(&x.Items[i], At("assume.crashes", i), known)
		}
	}
	b := &c.cfg.Budget
	c.ofNetwork(f, "losses", &a.Losses, &b.Losses)
	c.ofNetwork(f, "duplicates", &a.Duplicates, &b.Duplicates)
	if x, ok := c.list(f, "assume", "falls"); ok {
		if len(x.Items) > maxFalls {
			c.problem("assume.falls", "are "+strconv.Itoa(len(x.Items))+" places; at most "+strconv.Itoa(maxFalls)+" are read")
			return
		}
		for i := range x.Items {
			c.fall(&x.Items[i], At("assume.falls", i), known)
		}
		c.signs()
	}
	if len(c.bad) > found {
		return
	}
	if a.Recovers != 0 && b.Restarts < b.Crashes {
		c.problem("assume.recover", "needs as many recoveries as crashes: budget.crashes allows "+strconv.Itoa(int(b.Crashes))+
			" and budget.restarts "+strconv.Itoa(int(b.Restarts))+", so somebody who crashes might have to stay down")
	}
}

// ofNetwork reads how often the network fails in one way: at least so often is assumed,
// and at most so often is its budget.
func (c *checker) ofNetwork(f *Value, what string, least, budget *uint8) {
	path := In("assume", what)
	x, ok := c.object(f, "assume", what)
	if !ok {
		return
	}
	c.fields(x, path, lossFields)
	var most uint8
	*least, most = c.bounds(x, path, *budget, In("budget", what), what)
	*budget = min(most, *budget)
}

// several reads a list of names of processes, or everybody.
func (c *checker) several(x *Value, path string, known bool) (set sim.Set) {
	switch {
	case x.Kind == String && x.Str == everybody:
		return sim.All(c.cfg.N)
	case x.Kind == List && len(x.Items) > 0:
		for i := range x.Items {
			if p, ok := c.who(&x.Items[i], At(path, i), known); ok {
				set = set.With(sim.ID(p))
			}
		}
		return set
	}
	c.problem(path, "must be \""+everybody+"\", or a list of names of processes, not "+x.quote(), append([]string{everybody}, c.cfg.Names...)...)
	return 0
}

// crashes reads how many crashes there are of some processes, or of all.
func (c *checker) crashes(x *Value, path string, known bool) {
	if x.Kind != Map {
		c.problem(path, "must be an object like {\"of\": [\"server\"], \"exactly\": 1}, not "+x.quote())
		return
	}
	c.fields(x, path, countFields)
	who := sim.All(c.cfg.N)
	if of, ok := x.Get("of"); ok {
		who = c.several(of, In(path, "of"), known)
	}
	least, most := c.bounds(x, path, c.cfg.Budget.Crashes, "budget.crashes", "crashes")
	if least > 0 && known && !c.fallible(who) {
		c.problem(path, "asks for crashes of processes none of which may crash: give one of them a failure model (faults)")
	}
	c.cfg.Assume.Crashes = append(c.cfg.Assume.Crashes, sim.Count{Who: who, Least: least, Most: most})
}

// fallible says whether one of a set may crash. Where it is open who is faulty
// (no fault is named) nothing is said.
func (c *checker) fallible(who sim.Set) bool {
	for p, m := range c.cfg.Models {
		if who.Has(sim.ID(p)) && m&(sim.Crash|sim.Omission|sim.Arbitrary) != 0 {
			return true
		}
	}
	return c.cfg.Faulty() == 0
}

// bounds reads how many: exactly, at least, at most. What the budget doesn't allow
// can't be asked for.
func (c *checker) bounds(x *Value, path string, allowed uint8, budget, what string) (least, most uint8) {
	most = sim.AnyNumber
	exactly, isExact := c.number(x, path, "exactly", 0, 254)
	low, hasLow := c.number(x, path, "at-least", 0, 254)
	high, hasHigh := c.number(x, path, "at-most", 0, 254)
	switch {
	case isExact && (hasLow || hasHigh):
		c.problem(path, "says exactly how many, and at least or at most besides: one of them is enough")
		return 0, most
	case isExact:
		least, most = uint8(exactly), uint8(exactly)
	case !hasLow && !hasHigh:
		if c.lacks(x) {
			c.problem(path, "is missing how many "+what+" there are", lossFields...)
		}
		return 0, most
	default:
		if hasLow {
			least = uint8(low)
		}
		if hasHigh {
			most = uint8(high)
		}
		if hasHigh && least > most {
			c.problem(path, "asks for at least "+strconv.Itoa(int(least))+" and at most "+strconv.Itoa(int(most))+" "+what)
		}
	}
	if least > allowed {
		c.problem(path, "asks for "+strconv.Itoa(int(least))+" "+what+", but "+budget+" allows "+strconv.Itoa(int(allowed)))
	}
	return least, most
}

// lacks says whether none of the fields is there that say how many; one that is there
// and wrong has been reported.
func (c *checker) lacks(x *Value) bool {
	for _, name := range lossFields {
		if _, ok := x.Get(name); ok {
			return false
		}
	}
	return true
}

// fall reads a place in which the crashes of a process fall.
func (c *checker) fall(x *Value, path string, known bool) {
	if x.Kind != Map {
		c.problem(path, "must be an object like {\"process\": \"server\", \"after\": [\"receive request\"]}, not "+x.quote())
		return
	}
	c.fields(x, path, fallFields)
	who, ok := c.named(x, path, "process", "it names whose crashes fall there", known)
	f := sim.Fall{Who: sim.ID(max(who, 0))}
	for _, side := range [...]struct {
		key   string
		signs *[]sim.Sign
	}{{"after", &f.After}, {"before", &f.Before}} {
		list, ok := c.list(x, path, side.key)
		if !ok {
			continue
		}
		for i := range list.Items {
			names := c.signNames()
			if k, ok := c.word(&list.Items[i], At(In(path, side.key), i), names); ok {
				*side.signs = append(*side.signs, c.sign(names[k]))
			}
		}
	}
	if len(f.After)+len(f.Before) == 0 && c.lacksSides(x) {
		c.problem(path, "says neither what comes before the crash (after) nor what comes behind it (before)", "after", "before")
	}
	if ok {
		c.cfg.Assume.Falls = append(c.cfg.Assume.Falls, f)
	}
}

func (c *checker) lacksSides(x *Value) bool {
	for _, key := range fallFields[1:] {
		if f, ok := x.Get(key); ok && (f.Kind != List || len(f.Items) > 0) {
			return false
		}
	}
	return true
}

// own are the events that a process brings about and that have no message.
var own = []sim.EventKind{sim.EvDeliver, sim.EvTimeout, sim.EvVote, sim.EvDecide, sim.EvOutput, sim.EvExecute, sim.EvComplete,
	sim.EvNotice, sim.EvMulticast, sim.EvInstall, sim.EvSuspect, sim.EvStable, sim.EvElect, sim.EvWrite, sim.EvKill,
	sim.EvError, sim.EvFailure, sim.EvReport, sim.EvLock, sim.EvUnlock}

// withMessage are those that have one.
var withMessage = []sim.EventKind{sim.EvReceive, sim.EvSend}

// signNames are the events that a crash can fall before or behind: "receive request",
// "send completion", "execute".
func (c *checker) signNames() (names []string) {
	for _, kind := range withMessage {
		for _, message := range c.cfg.Words().Kinds {
			if message != "" {
				names = append(names, sim.EventKinds[kind]+" "+message)
			}
		}
	}
	for _, kind := range own {
		names = append(names, sim.EventKinds[kind])
	}
	return names
}

// sign is the event that one of these names means.
func (c *checker) sign(name string) sim.Sign {
	for _, kind := range withMessage {
		for msg, message := range c.cfg.Words().Kinds {
			if name == sim.EventKinds[kind]+" "+message {
				return sim.Sign{Kind: kind, Msg: int16(msg)}
			}
		}
	}
	for _, kind := range own {
		if name == sim.EventKinds[kind] {
			return sim.Sign{Kind: kind, Msg: -1}
		}
	}
	panic("scenario: " + name + " is no event")
}

// signs bounds how many different events falls may name.
func (c *checker) signs() {
	var all []sim.Sign
	for _, f := range c.cfg.Assume.Falls {
		for _, s := range append(f.After[:len(f.After):len(f.After)], f.Before...) {
			have := false
			for _, t := range all {
				have = have || s == t
			}
			if !have {
				all = append(all, s)
			}
		}
	}
	if len(all) > sim.MaxSigns {
		c.problem("assume.falls", "name "+strconv.Itoa(len(all))+" different events; at most "+strconv.Itoa(sim.MaxSigns)+" can be told apart")
	}
}
