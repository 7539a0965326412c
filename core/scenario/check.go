package scenario

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// The fields of a document, in the order in which they are best written. Editors
// look for $schema; it is allowed and means nothing here.
var (
	documentFields = []string{"faultlab", "protocol", "version", "title", "about", "processes", "params", "network",
		"faults", "budget", "assume", "claims", "choices", "expect", "show", "$schema"}
	networkFields = []string{"process", "delay", "order", "send", "latency", "pace", "detector"}
	faultFields   = []string{"process", "from", "to", "model"}
	budgetFields  = []string{"crashes", "restarts", "losses", "late", "mistakes", "duplicates", "steps"}
	showFields    = []string{"step", "views"}

	processWords  = []string{"synchronous", "asynchronous"}
	delayWords    = []string{"bounded", "unbounded"}
	sendWords     = []string{"unicast", "multicast"}
	detectorWords = []string{"none", "perfect"}
)

const (
	maxTitle = 200
	maxAbout = 2000
	maxName  = 32
)

// checker walks over a Value and collects what is wrong with it. It goes on
// after a problem, so that an author sees all of them at once; what follows from
// an earlier problem is not reported again.
type checker struct {
	lim  DocumentLimits
	bad  Problems
	doc  *Document
	spec *protocol.Spec
	cfg  *protocol.Config
}

// Check makes a Document of a Value. The problems are nil exactly when there is one.
func (r *Registry) Check(v *Value, lim DocumentLimits) (*Document, Problems) {
	c := &checker{lim: lim.OrDefault(), doc: &Document{}}
	c.document(r, v)
	if len(c.bad) > 0 {
		return nil, c.bad
	}
	return c.doc, nil
}

func (c *checker) full() bool { return len(c.bad) >= c.lim.Problems }

func (c *checker) problem(path, message string, allowed ...string) {
	if !c.full() {
		c.bad = append(c.bad, protocol.Problem{Path: path, Message: message, Allowed: allowed})
	}
}

func (c *checker) document(r *Registry, v *Value) {
	if v.Kind != Map {
		c.problem("", "must be an object with the fields faultlab, protocol and more, not "+v.quote())
		return
	}
	if !c.format(v) {
		return
	}
	c.fields(v, "", documentFields)
	if c.spec = c.protocol(r, v); c.spec == nil {
		return
	}
	if c.lim.Counted && c.spec.Totals != nil {
		c.lim.Events = c.spec.Totals.Events
	}
	c.cfg = &protocol.Config{Spec: c.spec}
	c.doc.Config = c.cfg
	c.version(v)
	c.doc.Title = c.line(v, "title", maxTitle)
	if c.doc.Title == "" {
		c.doc.Title = c.spec.Title
	}
	c.doc.About = c.line(v, "about", maxAbout)

	c.line(v, "$schema", maxAbout)

	// Everything that names a process or counts them needs the processes first.
	found := len(c.bad)
	n, known := c.processes(v)
	c.params(v, known)
	if len(c.bad) > found {
		c.explain(n)
	}
	c.network(v)
	c.faults(v, known)
	c.budget(v)
	c.assume(v, known)
	c.claims(v)
	c.choices(v)
	c.expect(v)
	c.show(v)
	if len(c.bad) > 0 {
		return
	}
	c.whole()
}

// whole holds the document as a whole against what its protocol knows.
func (c *checker) whole() {
	costs, bad := Estimate(c.cfg, c.lim)
	if bad != nil {
		c.bad = append(c.bad, *bad)
		return
	}
	c.doc.Costs = costs
	if c.spec.Check != nil {
		if p := c.spec.Check(c.cfg); p != nil {
			c.problem(p.Path, p.Message, p.Allowed...)
		}
	}
}

// explain adds what the run would have cost to the first problem with a number:
// "at most 64" is an answer, but the number of messages is the reason.
func (c *checker) explain(n int64) {
	cost := wouldCost(c.spec, n, c.cfg.Params)
	for i := range c.bad {
		p := &c.bad[i]
		if cost != "" && (p.Path == "processes" || hasPrefix(p.Path, "params.")) && above(c.firstCost(n), c.lim.Events) {
			p.Message += "; " + cost
			return
		}
	}
}

func (c *checker) firstCost(n int64) string {
	return c.spec.Costs(&protocol.Config{Spec: c.spec, N: int(n), Params: c.cfg.Params, Net: c.spec.Network, Budget: c.spec.Budget})[0].Decimal
}

func hasPrefix(s, p string) bool { return len(s) >= len(p) && s[:len(p)] == p }

// format looks at the version of the format before anything else: a document
// of another one may be right there and wrong here in every field.
func (c *checker) format(v *Value) bool {
	f, ok := v.Get("faultlab")
	switch {
	case !ok:
		c.problem("faultlab", "is missing: a scenario begins with \"faultlab\": 1", "1")
	case f.Kind == Int && f.Int == Format:
		return true
	case f.Kind == Int && f.Int > Format:
		c.problem("faultlab", "is "+f.quote()+", a newer format than this laboratory reads; update it, or write for format 1", "1")
	default:
		c.problem("faultlab", "must be the version of the format, not "+f.quote(), "1")
	}
	return false
}

func (c *checker) protocol(r *Registry, v *Value) *protocol.Spec {
	f, ok := v.Get("protocol")
	if !ok {
		c.problem("protocol", "is missing: it names what the processes run", r.Names()...)
		return nil
	}
	if f.Kind == String {
		if s := r.Find(f.Str); s != nil {
			return s
		}
	}
	c.problem("protocol", "names no protocol that is known here: "+f.quote()+guess(f, r.Names()), r.Names()...)
	return nil
}

// version compares the protocol's version with the document's. An older
// document still opens: its choices say one by one whether they fit.
func (c *checker) version(v *Value) {
	f, ok := v.Get("version")
	if !ok {
		return
	}
	now := strconv.Itoa(c.spec.Version)
	switch {
	case f.Kind != Int || f.Int < 1:
		c.problem("version", "must be the version of the protocol, a number from 1, not "+f.quote(), now)
	case f.Int > int64(c.spec.Version):
		c.problem("version", "is "+f.quote()+", but this laboratory has "+c.spec.Name+" in version "+now+
			": the document was written for a newer one. Update the laboratory, or take the version back and look at every choice again", now)
	case f.Int < int64(c.spec.Version):
		c.doc.Remarks = append(c.doc.Remarks, protocol.Remark{Code: "older version",
			Text: "Written for version " + f.quote() + " of " + c.spec.Name + ", which is now at version " + now +
				". The same choices may lead elsewhere; those that no longer fit are marked."})
	}
}

// processes reads who takes part. It returns how many were asked for even if
// that is refused, and whether their names can be relied on.
func (c *checker) processes(v *Value) (n int64, known bool) {
	p := &c.spec.Processes
	f, ok := v.Get("processes")
	most := min(p.Max, sim.MaxProcesses)
	if len(p.Fixed) > 0 {
		c.cfg.Names, c.cfg.N = p.Fixed, len(p.Fixed)
		if ok && !sameNames(f, p.Fixed) {
			c.problem("processes", "are always the same in "+c.spec.Name+": leave the field out")
		}
		return int64(c.cfg.N), true
	}
	between := "from " + strconv.Itoa(p.Min) + " to " + strconv.Itoa(most)
	switch {
	case !ok:
		c.problem("processes", "are missing: a list of names, or how many there are "+between)
		return 0, false
	case f.Kind == Int:
		if n = f.Int; n < int64(p.Min) || n > int64(most) {
			c.problem("processes", "are "+f.quote()+"; "+c.spec.Name+" takes "+between)
			return n, false
		}
		for i := range int(n) {
			c.cfg.Names = append(c.cfg.Names, defaultName(p, i))
		}
	case f.Kind == List:
		if n = int64(len(f.Items)); n < int64(p.Min) || n > int64(most) {
			c.problem("processes", "are "+strconv.Itoa(len(f.Items))+"; "+c.spec.Name+" takes "+between)
			return n, false
		}
		if !c.names(f) {
			return n, false
		}
	default:
		c.problem("processes", "must be a list of names, or how many there are, not "+f.quote())
		return 0, false
	}
	c.cfg.N = int(n)
	return n, true
}

func defaultName(p *protocol.Processes, i int) string {
	if p.Name == nil {
		return "P" + strconv.Itoa(i+1)
	}
	return p.Name(i)
}

func (c *checker) names(f *Value) bool {
	found := len(c.bad)
	for i := range f.Items {
		x := &f.Items[i]
		path := At("processes", i)
		if x.Kind != String {
			c.problem(path, "must be the name of a process, not "+x.quote())
			continue
		}
		if why := badName(x.Str); why != "" {
			c.problem(path, why)
		} else if index(c.cfg.Names, x.Str) >= 0 {
			c.problem(path, "is a second "+quote(x.Str)+": every process has a name of its own")
		}
		c.cfg.Names = append(c.cfg.Names, x.Str)
	}
	return len(c.bad) == found
}

// badName says why a text cannot name a process. A name is only ever shown as
// text, so markup in it is harmless; what would be invisible, break the line or
// turn its direction is not.
func badName(s string) string {
	n := 0
	for _, r := range s {
		n++
		if invisible(r) {
			return "is a name with a character that cannot be seen: " + quote(s)
		}
	}
	switch {
	case n == 0:
		return "is an empty name"
	case n > maxName:
		return "is a name of " + strconv.Itoa(n) + " characters; at most " + strconv.Itoa(maxName) + " fit into a figure"
	case s[0] == ' ' || s[len(s)-1] == ' ':
		return "is a name that begins or ends with a space: " + quote(s)
	}
	return ""
}

// invisible says whether a character has no look of its own: controls, line and
// paragraph separators, and the marks which change the direction of writing.
func invisible(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202e ||
		r >= 0x2060 && r <= 0x206f || r == 0xfeff || r == 0xfffd
}

func sameNames(f *Value, names []string) bool {
	if f.Kind == Int {
		return f.Int == int64(len(names))
	}
	if f.Kind != List || len(f.Items) != len(names) {
		return false
	}
	for i := range names {
		if f.Items[i].Kind != String || f.Items[i].Str != names[i] {
			return false
		}
	}
	return true
}

func (c *checker) params(v *Value, known bool) {
	c.cfg.Params = make([]int32, len(c.spec.Params))
	for i := range c.spec.Params {
		c.cfg.Params[i] = c.spec.Params[i].Default
	}
	f, ok := c.object(v, "", "params")
	if !ok {
		f = &Value{Kind: Map}
	}
	names := make([]string, len(c.spec.Params))
	for i := range names {
		names[i] = c.spec.Params[i].Name
	}
	c.fields(f, "params", names)
	for _, late := range [...]bool{false, true} { // names that depend on other parameters come last
		for i := range c.spec.Params {
			p := &c.spec.Params[i]
			if late != (p.Names != nil) {
				continue
			}
			if x, ok := f.Get(names[i]); ok {
				c.param(i, x, In("params", names[i]), known)
			} else if p.Kind == protocol.Who && known && int(p.Default) >= c.cfg.N {
				c.problem(In("params", p.Name), "is missing: it names a process", c.cfg.Names...)
			} else if known {
				c.initial(p)
			}
		}
	}
}

func (c *checker) param(i int, x *Value, path string, known bool) {
	p := &c.spec.Params[i]
	switch p.Kind {
	case protocol.Int:
		between := "a whole number from " + strconv.Itoa(int(p.Min)) + " to " + strconv.Itoa(int(p.Max))
		if x.Kind != Int {
			c.problem(path, "must be "+between+", not "+x.quote())
			return
		}
		if x.Int < int64(p.Min) || x.Int > int64(p.Max) {
			c.problem(path, "must be "+between+", not "+x.quote())
		}
		// The number is kept even if it is refused: its cost explains why.
		c.cfg.Params[i] = int32(max(min(x.Int, 1<<31-1), -1<<31))
	case protocol.Choice:
		if k, ok := c.word(x, path, p.AllowedIn(c.cfg)); ok {
			c.cfg.Params[i] = int32(k)
		}
	case protocol.Bool:
		if x.Kind != Bool {
			c.problem(path, "must be true or false, not "+x.quote(), "true", "false")
			return
		}
		c.cfg.Params[i] = int32(x.Int)
	case protocol.Who:
		if k, ok := c.who(x, path, known); ok {
			c.cfg.Params[i] = int32(k)
		}
	case protocol.Links:
		c.cfg.Params[i] = c.links(x, path, p.Allowed, known)
	case protocol.Each:
		c.each(p, x, path, known)
	}
}
