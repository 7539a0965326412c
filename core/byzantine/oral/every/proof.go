package every

import (
	"errors"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/natural"
	"faultlab/core/sim"
)

// All asks about every set of faulty processes of one size at once, all of one failure model, and about every order.
// Lieutenants are alike, so there are two kinds of sets: the commander is loyal, or he isn't.
type All struct {
	N, M    int
	Faulty  int // how many
	Model   sim.Model
	Orders  int
	Default uint8
	Rule    byzantine.Rule
}

// A Proof is what became of it: no behaviour of any set violates the condition, or the one that does so with the
// fewest lies.
type Proof struct {
	IC1, IC2   byzantine.Verdict
	Placements []Placement
	Sets       string // how many sets of faulty processes there are: a decimal
	Work       int

	best [2]int // the placement that violates a condition with the fewest lies
}

// A Placement stands for all sets of faulty processes with the commander among them, or not, and one order.
type Placement struct {
	*Found
	Question Question // of one of these sets: the lieutenants with the highest numbers
	Sets     string   // how many: a decimal
}

// Behaviours counts those of all placements, each set of faulty processes by itself; and of each placement those of
// one set.
func (p *Proof) Behaviours() (all Amount, each []Amount) {
	var times []natural.Number
	var products []*product
	for i := range p.Placements {
		b := p.Placements[i].Question.behaviours()
		times, products = append(times, natural.Parse(p.Placements[i].Sets)), append(products, b)
		each = append(each, total([]natural.Number{natural.Of(1)}, []*product{b}))
	}
	return total(times, products), each
}

// Prove decides all placements. An arbitrarily faulty commander needs no order: one stands for all.
func (a *All) Prove(limit int) (*Proof, error) {
	switch {
	case a.N < 2 || a.N > byzantine.MaxProcesses:
		return nil, errors.New("byzantine: n must be from 2 to " + strconv.Itoa(byzantine.MaxProcesses) + ", not " + strconv.Itoa(a.N))
	case a.Faulty < 0 || a.Faulty > a.N:
		return nil, errors.New("byzantine: faulty must be from 0 to n = " + strconv.Itoa(a.N) + ", not " + strconv.Itoa(a.Faulty))
	case a.Orders < 2 || a.Orders > byzantine.Delay+1:
		return nil, errors.New("byzantine: orders must be 2 or 3, not " + strconv.Itoa(a.Orders))
	case a.Model == 0 && a.Faulty > 0:
		return nil, errors.New("byzantine: model must say how the faulty may fail")
	}
	if limit <= 0 || limit > MaxWork {
		limit = MaxWork
	}
	p := &Proof{IC1: byzantine.Satisfied, IC2: byzantine.Vacuous, Sets: natural.Binomial(a.N, a.Faulty).String(), best: [2]int{-1, -1}}
	for _, commander := range [...]bool{false, true} {
		count := natural.Binomial(a.N-1, a.Faulty)
		if commander {
			count = natural.Binomial(a.N-1, a.Faulty-1)
		}
		if count.Is(0) {
			continue
		}
		for _, order := range a.orders(commander) {
			place := Placement{Question: a.place(commander, order), Sets: count.String()}
			var err error
			if place.Found, err = place.Question.Decide(limit - p.Work); err != nil {
				return nil, err
			}
			p.Work += place.Work
			p.Placements = append(p.Placements, place)
			p.take(len(p.Placements) - 1)
		}
	}
	return p, nil
}

// take puts what was found for a placement to the rest.
func (p *Proof) take(at int) {
	f := p.Placements[at].Found
	if p.IC2 == byzantine.Vacuous {
		p.IC2 = f.IC2
	}
	for c, verdict := range [...]byzantine.Verdict{f.IC1, f.IC2} {
		if verdict != byzantine.Violated {
			continue
		}
		*[...]*byzantine.Verdict{&p.IC1, &p.IC2}[c] = byzantine.Violated
		if best := p.best[c]; best < 0 || f.Lies[c] < p.Placements[best].Lies[c] {
			p.best[c] = at
		}
	}
}

// Best returns the placement that violates a condition (0 for IC1, 1 for IC2) with the fewest lies, or nil.
func (p *Proof) Best(condition int) *Placement {
	if p.best[condition] < 0 {
		return nil
	}
	return &p.Placements[p.best[condition]]
}

// orders lists those to be tried; first one that isn't the default, which is the harder one.
func (a *All) orders(commander bool) []uint8 {
	var list []uint8
	for o := range uint8(max(a.Orders, 0)) {
		if o != a.Default {
			list = append(list, o)
		}
	}
	if commander && a.Model&sim.Arbitrary != 0 && len(list) > 0 {
		return list[:1]
	}
	return append(list, a.Default)
}

// place makes the question of one set.
func (a *All) place(commander bool, order uint8) Question {
	q := Question{N: a.N, M: a.M, Orders: a.Orders, Order: order, Default: a.Default, Rule: a.Rule, Models: make([]sim.Model, a.N), Crashes: a.Faulty}
	q.Mistakes = unbounded
	from := a.N - a.Faulty
	if commander {
		q.Models[0] = a.Model
		from++
	}
	for p := from; p < a.N; p++ {
		q.Models[p] = a.Model
	}
	return q
}
