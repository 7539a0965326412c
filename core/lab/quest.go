package lab

import (
	"math/bits"

	"faultlab/core/explore"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

// Quest tries everything in a scenario: with its own faulty processes, or with
// every choice of so many.
type Quest struct {
	Doc     *scenario.Document
	Options explore.Options
	Result  explore.Result // of all cases so far
	Faulty  []sim.Set      // of each refuted claim: who is faulty in its run
	Anyone  Anyone
	Cases   []sim.Set // who may be faulty; in order of their number
	Case    int       // the one that is searched at present

	search *explore.Search
}

// Anyone asks who is faulty, too: every set of at most Most processes, each with
// the model. Zero: the document says who.
type Anyone struct {
	Most  int
	Model sim.Model
}

// maxCases bounds the sets of faulty processes that are tried.
const maxCases = 200_000

// NewQuest begins to try everything.
func NewQuest(d *scenario.Document, o explore.Options, a Anyone) (*Quest, *protocol.Problem) {
	q := &Quest{Doc: d, Options: o, Anyone: a, Faulty: make([]sim.Set, len(d.Config.Claims))}
	q.Result.Stopped = explore.Going
	q.Result.Findings = make([]explore.Finding, len(d.Config.Claims))
	if a.Most == 0 {
		q.Cases = []sim.Set{d.Config.Faulty()}
	} else if q.Cases = subsets(d.Config.N, a.Most); q.Cases == nil {
		return nil, &protocol.Problem{Path: "anyone", Message: "leaves too many sets of faulty processes to try: take fewer"}
	}
	if o.States <= 0 {
		q.Options.States = explore.DefaultStates
	}
	if problem := q.begin(); problem != nil {
		return nil, problem
	}
	return q, nil
}

// subsets are all sets of at most most of the processes 0 to n-1, small ones
// first. Nil: they are too many.
func subsets(n, most int) (sets []sim.Set) {
	sets = []sim.Set{0}
	from := 0
	for size := 1; size <= min(most, n); size++ {
		end := len(sets)
		for _, s := range sets[from:end] {
			for p := bits.Len64(uint64(s)); p < n; p++ {
				sets = append(sets, s|1<<p)
				if len(sets) > maxCases {
					return nil
				}
			}
		}
		from = end
	}
	return sets
}

// begin opens the search of the present case.
func (q *Quest) begin() *protocol.Problem {
	c := q.config(q.Cases[q.Case])
	o := q.Options
	o.States -= q.Result.States
	s, err := explore.New(World(&c), o)
	if err == explore.ErrSymmetry && q.Case > 0 {
		// Who fails may be told apart by it from all that were alike before.
		o.Symmetry = false
		s, err = explore.New(World(&c), o)
	}
	if err != nil {
		return &protocol.Problem{Path: "options", Message: err.Error()}
	}
	q.search = s
	return nil
}

// config is the document's, with these processes faulty if that is open.
func (q *Quest) config(faulty sim.Set) protocol.Config {
	c := *q.Doc.Config
	if q.Anyone.Most == 0 {
		return c
	}
	c.Models = make([]sim.Model, c.N)
	for p := range c.N {
		if faulty.Has(sim.ID(p)) {
			c.Models[p] = q.Anyone.Model
		}
	}
	return c
}

// World makes the world of a configuration, with its claims.
func World(c *protocol.Config) *sim.World {
	setup := c.Spec.Setup(c)
	if c.Assume.Any() {
		setup.Assume = c.Assume
	}
	if setup.Links = c.Links; len(c.Links) > 0 {
		setup.Alike = nil // the ends of a link that fails are not like the others
	}
	for _, i := range c.Claims {
		setup.Claims = append(setup.Claims, c.Spec.Claims[i].Make(c))
	}
	return sim.New(&setup)
}

// Run goes on until about so many states more have been expanded, and says whether
// all is done.
func (q *Quest) Run(states int) (done bool) {
	for states > 0 && q.search != nil {
		before := q.search.Work()
		ended := q.search.Run(states)
		states -= max(q.search.Work()-before, 1)
		if ended {
			q.finish()
		}
	}
	return q.search == nil
}

// finish adds the present case to the result and goes on to the next one, unless
// every claim has fallen with as few faulty processes as this one has.
func (q *Quest) finish() {
	part := q.search.Result()
	size := func(s sim.Set) (n int) {
		for ; s != 0; s &= s - 1 {
			n++
		}
		return n
	}
	now := q.Cases[q.Case]
	if q.Result.Stopped == explore.Going {
		q.Result.Stopped = explore.Complete
		for c := range q.Result.Findings {
			q.Result.Findings[c].Outcome = explore.Proved
		}
	}
	for c := range q.Result.Findings {
		// A run with fewer faulty processes stands, however long it is.
		if f := &q.Result.Findings[c]; f.Outcome == explore.Refuted && size(q.Faulty[c]) < size(now) {
			part.Findings[c].Outcome = explore.Proved
		}
	}
	cheaper := q.Result.Add(part)
	all := true
	for c := range q.Result.Findings {
		if cheaper>>c&1 != 0 {
			q.Faulty[c] = now
		}
		all = all && q.Result.Findings[c].Outcome == explore.Refuted
	}
	q.search = nil
	q.Case++
	switch {
	case q.Case == len(q.Cases):
	case all && !q.Options.All && size(q.Cases[q.Case]) > size(now):
		q.Result.Stopped = explore.Settled
	case q.Result.States >= q.Options.States:
		q.Result.Stopped = explore.States
		q.doubt()
	default:
		q.Result.Waiting = 0
		if q.begin() != nil {
			panic("lab: a search that one set of faulty processes allows must be allowed by all")
		}
	}
}

// doubt makes unknown what would be proved if all cases had been tried.
func (q *Quest) doubt() {
	for c := range q.Result.Findings {
		if q.Result.Findings[c].Outcome == explore.Proved {
			q.Result.Findings[c].Outcome = explore.Unknown
		}
	}
}

// Progress is the result so far, the case that is under way included.
func (q *Quest) Progress() explore.Result {
	r := q.Result
	if q.search == nil {
		return r
	}
	now := q.search.Result()
	r.Stopped = explore.Going
	// What the cases so far prove is not proved before the last one.
	r.Findings = append([]explore.Finding(nil), r.Findings...)
	for c := range r.Findings {
		if r.Findings[c].Outcome == explore.Proved {
			r.Findings[c].Outcome = explore.Unknown
		}
	}
	r.States += now.States
	r.Transitions += now.Transitions
	r.Ends += now.Ends
	r.Short += now.Short
	r.Waiting, r.Bytes = now.Waiting, now.Bytes
	r.Endless = max(r.Endless, now.Endless)
	r.Steps, r.Faults = max(r.Steps, now.Steps), max(r.Faults, now.Faults)
	return r
}

// Names are the faulty processes of the run that refutes a claim, if the quest
// tried who they could be.
func (q *Quest) Names(claim int) (names []string) {
	if q.Anyone.Most == 0 || q.Result.Findings[claim].Outcome != explore.Refuted {
		return nil
	}
	names = []string{}
	for p, name := range q.Doc.Config.Names {
		if q.Faulty[claim].Has(sim.ID(p)) {
			names = append(names, name)
		}
	}
	return names
}

// Void says why a claim asks nothing, whatever is tried; empty: it asks something.
func (q *Quest) Void(claim int) string {
	c := q.Doc.Config
	if q.Anyone.Most > 0 {
		return "" // there is somebody whose failing it asks about
	}
	return c.Spec.Claims[c.Claims[claim]].AsksNothing(c)
}

// Done says whether all is done.
func (q *Quest) Done() bool { return q.search == nil }

// Doubt says in a few words why a claim is unknown although everything was tried; empty: there
// is nothing to add.
func (q *Quest) Doubt(claim int) string {
	r := &q.Result
	if r.Findings[claim].Outcome == explore.Unknown && r.Stopped == explore.Complete && r.Endless == explore.MayBe {
		return "there may be runs that never end"
	}
	return ""
}

// Witness replays the run that refutes a claim, with its faulty processes.
func (q *Quest) Witness(claim int) *Experiment {
	d := *q.Doc
	c := q.config(q.Faulty[claim])
	d.Config = &c
	x := Open(&d)
	x.Replay(Listed(q.Result.Findings[claim].Choices), -1)
	return x
}
