package lab

import (
	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/protocol"
	"faultlab/core/sim"

	"github.com/tinylib/msgp/msgp"
)

// A search is the one thing that is kept between requests: it takes seconds and
// grows. It lives behind a handle, and goes on in slices as long as it is asked
// to, so that a page can show how far it is and stop at any time.

const (
	maxQuests      = 4
	maxGrid        = 10_000
	maxGridSteps   = 2_000_000
	maxSliceStates = 200_000
	maxWithin      = 1000
	// maxPageMemory bounds what a search in a page may take, of the 4 GiB that a
	// page can have at all.
	maxPageMemory = 2 << 30
)

func init() {
	ops["explore.open"] = exploreOpen
	ops["explore.run"] = exploreRun
	ops["explore.close"] = exploreClose
	ops["explore.grid"] = exploreGrid
	ops["explore.reductions"] = exploreReductions
	opNames = append(opNames, "explore.open", "explore.run", "explore.close", "explore.grid", "explore.reductions")
}

// explore.reductions: [document] gives [symmetry, order]: whether the scenario has
// each of the two reductions of explore.Options.
func exploreReductions(l *Lab, in *reader) *refusal {
	in.array("body", 1, 1)
	x := in.experiment(l)
	if in.bad != nil {
		return in.bad
	}
	symmetry, order := explore.Reductions(x.World.Setup())
	l.list(2)
	l.out = msgp.AppendBool(l.out, symmetry)
	l.out = msgp.AppendBool(l.out, order)
	return nil
}

// explore.open: [document, choices or null, step, [states, bytes, symmetry, order,
// within], [most, model]] gives a handle and the number of sets of faulty
// processes. A step of -1 begins at the beginning; another one where the run with
// these choices is then. Bounds of 0 are the defaults. Most of 0 takes the
// document's own faulty processes, else every set of at most so many.
func exploreOpen(l *Lab, in *reader) *refusal {
	in.array("body", 5, 5)
	x := in.experiment(l)
	list := in.entries(l, x)
	step := in.integer("step", -1, 1<<31-1)
	var o explore.Options
	in.array("options", 5, 5)
	o.States = int(in.integer("states", 0, 1<<31-1))
	o.Memory = in.integer("bytes", 0, maxPageMemory)
	o.Symmetry = in.integer("symmetry", 0, 1) == 1
	o.Order = in.integer("order", 0, 1) == 1
	o.Within = int32(in.integer("within", 0, maxWithin))
	var a Anyone
	in.array("anyone", 2, 2)
	a.Most = int(in.integer("most", 0, sim.MaxProcesses))
	model := in.text("model", 64)
	if in.bad != nil {
		return in.bad
	}
	if a.Most > 0 {
		known := x.Doc.Config.Spec.Models
		if a.Model = known.Named(model); a.Model == 0 {
			return &refusal{"request", "model", "is no failure model of this protocol", known.Names()}
		}
		if step >= 0 {
			return &refusal{"request", "step", "must be -1 where it is open who is faulty: a run in progress has its faulty processes", []string{"-1"}}
		}
	}
	if step >= 0 {
		x.Replay(list, int32(step))
		p := &explore.Prefix{Steps: x.World.Steps()}
		for _, e := range x.Entries {
			if e.Fits && e.Choice.Step < p.Steps {
				p.Choices = append(p.Choices, e.Choice)
			}
		}
		o.From = p
	}
	if len(l.quests) >= maxQuests {
		return &refusal{"limit", "request", "there are as many searches under way as may be at a time: close one", nil}
	}
	q, problem := NewQuest(x.Doc, o, a)
	if problem != nil {
		return &refusal{"request", problem.Path, problem.Message, problem.Allowed}
	}
	l.handles++
	if l.quests == nil {
		l.quests = map[int64]*Quest{}
	}
	l.quests[l.handles] = q
	l.list(2)
	l.number(int(l.handles))
	l.number(len(q.Cases))
	return nil
}

func (l *Lab) quest(in *reader) (*Quest, int64) {
	handle := in.integer("handle", 0, 1<<53)
	if in.bad != nil {
		return nil, 0
	}
	q := l.quests[handle]
	if q == nil {
		in.bad = &refusal{"handle", "handle", "there is no such search here: it was closed, or its engine has been replaced; begin again", nil}
	}
	return q, handle
}

// explore.run: [handle, states] goes on for about so many states and gives how far
// the search is:
//
//	[done, stopped, case, cases, states, transitions, ends, steps, faults, waiting, bytes,
//	 claims, events, covered, fair]
//
// Each claim is [name, outcome, faults, steps, at the end, [ends by status], [names
// of the faulty], model, choices, why it asks nothing or empty]; each event [kind,
// count]; covered are sentences; fair is [asked, states that fail, choices, steps].
func exploreRun(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	q, _ := l.quest(in)
	states := in.integer("states", 1, maxSliceStates)
	if in.bad != nil {
		return in.bad
	}
	done := q.Run(int(states))
	r := q.Progress()
	l.list(15)
	l.out = msgp.AppendBool(l.out, done)
	l.text(explore.Stops[r.Stopped])
	for _, n := range [...]int{q.Case, len(q.Cases), r.States, int(r.Transitions), int(r.Ends), int(r.Steps), r.Faults, r.Waiting, int(r.Bytes)} {
		l.number(n)
	}
	l.findings(q, &r)
	kinds := 0
	for _, n := range r.Events {
		if n > 0 {
			kinds++
		}
	}
	l.list(kinds)
	for kind, n := range r.Events {
		if n > 0 {
			l.list(2)
			l.text(sim.EventKinds[kind])
			l.number(int(n))
		}
	}
	covered := []string(nil)
	if done {
		covered = q.Covered()
	}
	l.texts(covered)
	l.list(4)
	l.out = msgp.AppendBool(l.out, r.Fair.Asked)
	l.number(int(r.Fair.Failed))
	if r.Fair.First == nil {
		l.list(0)
		l.number(0)
	} else {
		l.choices(r.Fair.First.Choices)
		l.number(int(r.Fair.First.Steps))
	}
	return nil
}

func (l *Lab) findings(q *Quest, r *explore.Result) {
	c := q.Doc.Config
	l.list(len(r.Findings))
	for i := range r.Findings {
		f := &r.Findings[i]
		l.list(10)
		l.text(c.Spec.Claims[c.Claims[i]].Name)
		l.number(int(f.Outcome))
		l.number(f.Faults)
		l.number(int(f.Steps))
		l.out = msgp.AppendBool(l.out, f.AtEnd)
		l.list(len(f.Ends))
		for _, n := range f.Ends {
			l.number(int(n))
		}
		l.texts(q.Names(i))
		l.text(q.Anyone.Model.String())
		l.choices(f.Choices)
		l.text(q.void(i))
	}
}

// explore.close: [handle] forgets a search, and gives [].
func exploreClose(l *Lab, in *reader) *refusal {
	in.array("body", 1, 1)
	_, handle := l.quest(in)
	if in.bad != nil {
		return in.bad
	}
	delete(l.quests, handle)
	l.list(0)
	return nil
}

// explore.grid: [document, limit] runs every list of choices, at most so many, and
// gives [all, claims, axes, runs]: the names of the claims, for each axis [step,
// [[choice, text], ...]], and for each run [choices, [status of each claim], values].
// A status is that of a run's claim; values are bytes, for each process what it
// decided or put out last, or 255. There are axes only where they are the same in
// every run.
func exploreGrid(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	x := in.experiment(l)
	limit := in.integer("limit", 1, maxGrid)
	if in.bad != nil {
		return in.bad
	}
	c := *x.Doc.Config
	if pointless(&c) {
		c.Budget.Crashes = 0
	}
	void := make([]bool, len(c.Claims))
	for i, k := range c.Claims {
		void[i] = c.Spec.Claims[k].AsksNothing(&c) != ""
	}
	g := explore.Tabulate(worldOf(&c), int(limit), maxGridSteps)
	l.list(4)
	l.out = msgp.AppendBool(l.out, g.All)
	l.list(len(c.Claims))
	for _, i := range c.Claims {
		l.text(c.Spec.Claims[i].Name)
	}
	l.list(len(g.Axes))
	for _, a := range g.Axes {
		l.list(2)
		l.number(int(a.Step))
		x.Replay(nil, a.Step)
		options := x.Run.Options()
		l.list(len(a.Options))
		for _, choice := range a.Options {
			l.list(2)
			l.choice(choice)
			text := ""
			if o, ok := x.World.Find(choice, options); ok {
				text = x.Text(o)
			}
			l.text(text)
		}
	}
	l.list(len(g.Runs))
	for _, r := range g.Runs {
		l.list(3)
		l.choices(r.Choices)
		l.list(len(r.Claims))
		for i, s := range r.Claims {
			if void[i] {
				s = asksNothing
			}
			l.number(int(s))
		}
		x.Replay(Listed(r.Choices), -1)
		l.out = msgp.AppendBytes(l.out, ends(x))
	}
	return nil
}

// ends are the values that the processes decided or put out last in a run.
func ends(x *Experiment) []byte {
	last := make([]byte, x.Doc.Config.N)
	for p := range last {
		last[p] = sim.Nothing
	}
	for i := range x.Trace.Events {
		if e := &x.Trace.Events[i]; e.Kind == sim.EvDecide || e.Kind == sim.EvOutput {
			last[e.Process] = e.Value
		}
	}
	return last
}

// pointless says whether crashes add nothing to a grid: in rounds, an arbitrarily
// faulty process that crashes is one that says nothing any more, which it can do
// anyway.
func pointless(c *protocol.Config) bool {
	for _, m := range c.Models {
		if m != 0 && m&sim.Arbitrary == 0 {
			return false
		}
	}
	return c.Net.LockStep && !c.Net.Detector
}

func (l *Lab) choices(list []sim.Choice) {
	l.list(len(list))
	for _, c := range list {
		l.choice(c)
	}
}

func (l *Lab) choice(c sim.Choice) {
	l.list(9)
	for _, x := range choose.Numbers(c) {
		l.out = msgp.AppendInt64(l.out, x)
	}
}

func (l *Lab) text(s string) { l.out = msgp.AppendString(l.out, s) }

func (l *Lab) texts(list []string) {
	l.list(len(list))
	for _, s := range list {
		l.text(s)
	}
}
