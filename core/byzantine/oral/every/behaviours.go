package every

import (
	"slices"
	"strconv"

	"faultlab/core/byzantine"
	"faultlab/core/natural"
)

// How many behaviours a question is about: in how many ways the faulty can say what they say. A behaviour lists,
// for every path that ends at a faulty process and every receiver, what is said: one of the orders, or nothing.
//
//	arbitrary         (orders+1) to the power of the messages
//	omission, timing  2 to the power of the messages
//	value             orders to the power of the paths, and state transition likewise
//	crash             in each round, all ways to lose some of its messages, and nothing later
//
// What a process fails to receive or mistakes, it is counted by what it says in consequence; an omission at the
// receiver, by the silence that comes to the same.

// An Amount is a sum of products, exact however large.
type Amount struct {
	Terms   []Term
	Decimal string // the sum; empty if it has more than natural.MaxDigits digits
	Digits  string // how many digits it has; empty if that is not known
}

// A Term is a number of times a product of powers.
type Term struct {
	Times   string
	Factors []Power
}

// A Power is a factor; base and exponent are decimals.
type Power struct{ Base, Exponent string }

// product collects powers.
type product struct {
	factors []factor
	value   natural.Number // nil if it is too large
	known   natural.Number // its logarithm, once it was asked for
}

// A factor is base to the power of exponent; a base that is nil is too large to be written down.
type factor struct{ base, exponent natural.Number }

func newProduct() *product { return &product{value: natural.Of(1)} }

// power multiplies by base to the power of exponent.
func (a *product) power(base, exponent natural.Number) {
	if base.Is(1) || exponent.Is(0) {
		return
	}
	a.value = a.value.Product(base.Raised(exponent))
	for i := range a.factors {
		if f := &a.factors[i]; f.base.Same(base) {
			f.exponent = f.exponent.Sum(exponent)
			return
		}
	}
	a.factors = append(a.factors, factor{base, exponent})
}

// log is the logarithm of the product, as natural.Number.Logarithm has it.
func (a *product) log() natural.Number {
	if a.known != nil {
		return a.known
	}
	sum := natural.Of(0)
	for _, f := range a.factors {
		if f.base == nil {
			return nil
		}
		sum = sum.Sum(f.base.Logarithm().Product(f.exponent))
	}
	a.known = sum
	return sum
}

// powers writes the factors down.
func (a *product) powers() []Power {
	var all []Power
	for _, f := range a.factors {
		if f.base == nil {
			return nil
		}
		all = append(all, Power{f.base.String(), f.exponent.String()})
	}
	return all
}

// total adds up products, each a number of times. Those that are alike become one term.
func total(times []natural.Number, all []*product) Amount {
	sum := natural.Of(0)
	var counts []natural.Number
	var different []*product
	for i, p := range all {
		sum = sum.Sum(p.value.Product(times[i]))
		same := slices.IndexFunc(different, func(d *product) bool {
			return slices.EqualFunc(d.factors, p.factors, func(a, b factor) bool { return a.base.Same(b.base) && a.exponent.Same(b.exponent) })
		})
		if same < 0 {
			same = len(counts)
			counts, different = append(counts, natural.Of(0)), append(different, p)
		}
		counts[same] = counts[same].Sum(times[i])
	}
	var a Amount
	for i, p := range different {
		a.Terms = append(a.Terms, Term{counts[i].String(), p.powers()})
		if p.powers() == nil && len(p.factors) > 0 {
			return Amount{} // a factor that can't be written down
		}
	}
	if text := sum.String(); sum != nil && len(text) <= natural.MaxDigits {
		a.Decimal, a.Digits = text, strconv.Itoa(len(text))
		return a
	}
	logs := make([]natural.Number, len(different))
	for i, p := range different {
		logs[i] = counts[i].Logarithm().Sum(p.log())
	}
	if n, ok := natural.DigitsOfSum(logs...); ok {
		a.Digits = n.String()
	}
	return a
}

// Behaviours counts those of a question.
func (q *Question) Behaviours() Amount {
	return total([]natural.Number{natural.Of(1)}, []*product{q.behaviours()})
}

func (q *Question) behaviours() *product {
	a := newProduct()
	for p, m := range q.Models {
		if m != 0 {
			q.behave(a, p == 0, q.powers(m))
		}
	}
	return a
}

// behave multiplies by the behaviours of one process.
func (q *Question) behave(a *product, commander bool, p power) {
	orders := natural.Of(uint64(q.Orders))
	paths := natural.Of(1)
	// For a process that may crash: the ways of all rounds so far if it is still there, and those in which it
	// is not any more.
	still, fallen := natural.Of(1), natural.Of(0)
	for level := range byzantine.Levels(q.N, q.M) {
		if commander != (level == 0) {
			continue
		}
		receivers := q.N - 1 - level
		switch now := q.at(p, level, endless); {
		case p&crashes != 0:
			whole := one(orders, now, 0)
			some := one(orders, now|drops, receivers)
			all := whole.Raised(paths)
			switch {
			case !q.Whole:
				fallen = fallen.Sum(still.Product(some.Raised(paths).Minus(all)))
			case !commander:
				fallen = fallen.Sum(still) // it crashed before
			}
			still = still.Product(all)
		case now&says != 0:
			a.power(natural.Of(uint64(q.Orders+1)), paths.Copy().Times(uint64(receivers)))
		case now&(drops|wrongs|mistakes) == drops:
			a.power(natural.Of(2), paths.Copy().Times(uint64(receivers)))
		default:
			a.power(one(orders, now, receivers), paths)
		}
		if level > 0 {
			paths = paths.Times(uint64(q.N - 1 - level))
		}
	}
	if p&crashes != 0 {
		a.power(still.Sum(fallen), natural.Of(1))
	}
}

// one counts what can be said along one path: to all alike, and if some may be told nothing, to some of them.
func one(orders natural.Number, p power, receivers int) natural.Number {
	values := natural.Of(1)
	if p&(wrongs|mistakes) != 0 {
		values = orders.Copy()
	}
	if p&drops == 0 {
		return values
	}
	return values.Product(natural.Of(2).Raised(natural.Of(uint64(receivers))).Minus(natural.Of(1))).Plus(natural.Of(1))
}
