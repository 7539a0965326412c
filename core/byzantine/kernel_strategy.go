package byzantine

// A Strategy names a rule by which all traitors of a run lie. It decides for every path that ends
// at a traitor, and for every receiver, what is said; different things to different receivers and
// along different paths if it likes. Traitors receive like anybody else, so a rule may depend on
// what a loyal process would have said in the same place (the honest thing). Its values
// are Honest, Silent, Opposite, Split, Random and Scripted.
type Strategy uint8

const (
	Honest   Strategy = iota // says the honest thing: a traitor that doesn't show
	Silent                   // says nothing
	Opposite                 // says the opposite of the honest thing
	Split                    // tells even processes ATTACK and odd ones RETREAT, whatever it heard
	Random                   // says anything, and one time in four nothing, as the seed will have it
	Scripted                 // says what a table has for each path and receiver
	strategies
)

var strategyNames = [strategies]string{"honest", "silent", "opposite", "split", "random", "scripted"}

func (s Strategy) String() string {
	if s >= strategies {
		return "unknown"
	}
	return strategyNames[s]
}

// StrategyNames lists the rules that need no table.
func StrategyNames() []string { return strategyNames[:Scripted] }

// ParseStrategy finds a rule by its name. Scripted has none here, since a name brings no table.
func ParseStrategy(name string) (Strategy, bool) {
	for i, n := range StrategyNames() {
		if n == name {
			return Strategy(i), true
		}
	}
	return 0, false
}

// A Behaviour is a rule with what it needs to be a pure function of the path and the receiver.
type Behaviour struct {
	Strategy Strategy
	Seed     uint64   // for Random
	Said     []uint64 // for Scripted: by node of the Tree, bit i is what process i is told there
	Silent   []uint64 // for Scripted: bit i is set where process i is told nothing
}

// Say returns what the traitor at the end of the path node tells receiver, and whether it says
// anything at all. Honest is what a loyal process would say there.
func (b *Behaviour) Say(node uint64, receiver int, honest uint8) (order uint8, spoken bool) {
	rule := b.compile()
	said, silent := rule.words(node, -uint64(honest&1))
	return uint8(said >> receiver & 1), silent>>receiver&1 == 0
}

// A rule is a behaviour made ready for a run. The rules that don't look at the path are three
// words: said = honest&keep ^ flip, silent = mute. The others are asked for each node.
type rule struct {
	keep, flip, mute uint64
	perNode          bool
	seed             uint64
	said, silent     []uint64 // the script, or nil for Random
}

func (b *Behaviour) compile() rule {
	r := rule{keep: ^uint64(0)}
	switch b.Strategy {
	case Silent:
		r.mute = ^uint64(0)
	case Opposite:
		r.flip = ^uint64(0)
	case Split:
		r.keep, r.flip = 0, 0x5555555555555555
	case Random:
		r.perNode, r.seed = true, mix(b.Seed^0x6a09e667f3bcc909)
	case Scripted:
		r.perNode, r.said, r.silent = true, b.Said, b.Silent
	}
	return r
}

// words returns what the traitor at the end of the path node says to all receivers at once.
// Honest is the word of what a loyal process would say: all ones for ATTACK, or 0.
func (r *rule) words(node, honest uint64) (said, silent uint64) {
	said, silent = honest&r.keep^r.flip, r.mute
	if r.perNode {
		said, silent = r.look(node)
	}
	return
}

// look decides where the path matters: from the table, or by drawing three random words that
// depend on seed and node alone. Two of them have a one in common in one place out of four.
func (r *rule) look(node uint64) (said, silent uint64) {
	if r.said != nil {
		return r.said[node], r.silent[node]
	}
	first := r.seed + 3*node*golden
	second := first + golden
	third := second + golden
	return mix(first), mix(second) & mix(third)
}

// golden and mix are Steele, Lea and Flood's SplitMix64 (2014): a counter that goes up by an odd
// number close to 2^64 divided by the golden ratio, and a mixer that makes every bit of the result
// depend on every bit of the counter.
const golden = 0x9e3779b97f4a7c15

func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
