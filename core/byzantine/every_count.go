package byzantine

import (
	"slices"
	"strconv"
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
	Decimal string // the sum; empty if it has more than MaxDigits digits
	Digits  string // how many digits it has; empty if that is not known
}

// A Term is a number of times a product of powers.
type Term struct {
	Times   string
	Factors []Power
}

// A Power is a factor; base and exponent are decimals.
type Power struct{ Base, Exponent string }

// MaxDigits bounds the numbers that are written down.
const MaxDigits = 1000

// product collects powers.
type product struct {
	factors []factor
	value   natural // nil if it is too large
	known   natural // its logarithm, once it was asked for
}

// A factor is base to the power of exponent; a base that is nil is too large to be written down.
type factor struct{ base, exponent natural }

func newProduct() *product { return &product{value: natural{1}} }

// power multiplies by base to the power of exponent.
func (a *product) power(base, exponent natural) {
	if base.is(1) || exponent.is(0) {
		return
	}
	a.value = a.value.product(base.raised(exponent))
	for i := range a.factors {
		if f := &a.factors[i]; f.base.same(base) {
			f.exponent = f.exponent.sum(exponent)
			return
		}
	}
	a.factors = append(a.factors, factor{base, exponent})
}

// log is the logarithm of the product, in units of natural.logarithm.
func (a *product) log() natural {
	if a.known != nil {
		return a.known
	}
	sum := natural{}
	for _, f := range a.factors {
		if f.base == nil {
			return nil
		}
		sum = sum.sum(f.base.logarithm().product(f.exponent))
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
func total(times []natural, all []*product) Amount {
	sum := natural{}
	var counts []natural
	var different []*product
	for i, p := range all {
		sum = sum.sum(p.value.product(times[i]))
		same := slices.IndexFunc(different, func(d *product) bool {
			return slices.EqualFunc(d.factors, p.factors, func(a, b factor) bool { return a.base.same(b.base) && a.exponent.same(b.exponent) })
		})
		if same < 0 {
			same = len(counts)
			counts, different = append(counts, natural{}), append(different, p)
		}
		counts[same] = counts[same].sum(times[i])
	}
	var a Amount
	for i, p := range different {
		a.Terms = append(a.Terms, Term{counts[i].String(), p.powers()})
		if p.powers() == nil && len(p.factors) > 0 {
			return Amount{} // a factor that can't be written down
		}
	}
	if text := sum.String(); sum != nil && len(text) <= MaxDigits {
		a.Decimal, a.Digits = text, strconv.Itoa(len(text))
		return a
	}
	// The largest term decides, if no other comes near it.
	largest, second := natural{}, natural{}
	for i, p := range different {
		log := counts[i].logarithm().sum(p.log())
		if largest.less(log) {
			largest, second = log, largest
		} else if second.less(log) {
			second = log
		}
	}
	if n, ok := digits(largest); ok && second.sum(natural{10}.product(natural{2}.raised(natural{logBits}))).less(largest) {
		a.Digits = n.String()
	}
	return a
}

// Behaviours counts those of a question.
func (q *Every) Behaviours() Amount { return total([]natural{{1}}, []*product{q.behaviours()}) }

func (q *Every) behaviours() *product {
	a := newProduct()
	for p, m := range q.Models {
		if m != 0 {
			q.behave(a, p == 0, q.powers(m))
		}
	}
	return a
}

// behave multiplies by the behaviours of one process.
func (q *Every) behave(a *product, commander bool, p power) {
	orders := natural{uint32(q.Orders)}
	paths := natural{1}
	// For a process that may crash: the ways of all rounds so far if it is still there, and those in which it
	// is not any more.
	still, fallen := natural{1}, natural{}
	for level := range min(q.M, q.N-2) + 1 {
		if commander != (level == 0) {
			continue
		}
		receivers := q.N - 1 - level
		switch now := q.at(p, level, endless); {
		case p&crashes != 0:
			whole := one(orders, now, 0)
			some := one(orders, now|drops, receivers)
			all := whole.raised(paths)
			switch {
			case !q.Whole:
				fallen = fallen.sum(still.product(some.raised(paths).minus(all)))
			case !commander:
				fallen = fallen.sum(still) // it crashed before
			}
			still = still.product(all)
		case now&says != 0:
			a.power(natural{uint32(q.Orders + 1)}, paths.copy().times(uint64(receivers)))
		case now&(drops|wrongs|mistakes) == drops:
			a.power(natural{2}, paths.copy().times(uint64(receivers)))
		default:
			a.power(one(orders, now, receivers), paths)
		}
		if level > 0 {
			paths = paths.times(uint64(q.N - 1 - level))
		}
	}
	if p&crashes != 0 {
		a.power(still.sum(fallen), natural{1})
	}
}

// one counts what can be said along one path: to all alike, and if some may be told nothing, to some of them.
func one(orders natural, p power, receivers int) natural {
	values := natural{1}
	if p&(wrongs|mistakes) != 0 {
		values = orders.copy()
	}
	if p&drops == 0 {
		return values
	}
	return values.product(natural{2}.raised(natural{uint32(receivers)}).minus(natural{1})).plus(natural{1})
}

// choose counts the ways to choose k of n: at most 64 processes, so it fits.
func choose(n, k int) natural {
	if k < 0 || k > n {
		return natural{}
	}
	row := make([]natural, k+1) // Pascal's triangle
	row[0] = natural{1}
	for i := 1; i <= n; i++ {
		for j := min(i, k); j > 0; j-- {
			row[j] = row[j-1].copy().plus(row[j])
		}
	}
	return row[k]
}
