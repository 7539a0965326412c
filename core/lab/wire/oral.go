package wire

// Counts are the numbers of messages of OM(m), as decimals.
type Counts struct {
	Total    string
	Last     string // of the last round
	Packed   string // if all that goes from one to another in a round is one message
	PerRound []string
}

// Proof is what becomes of OM(m) under all behaviours of all sets of faulty processes.
type Proof struct {
	IC1, IC2   uint8  // 0 violated, 1 holds, 2 asks nothing
	Sets       string // of faulty processes
	Behaviours Amount
	Placements []Placement
	Witnesses  []Witness // one for each condition that can be violated
	Work       int64     // how many steps it took to decide
}

// Placement is all sets of faulty processes that are alike, under one order.
type Placement struct {
	Faulty     []uint8 // the processes of one of these sets
	Order      uint8   // that the commander is to give
	Sets       string  // how many of them there are
	IC1, IC2   uint8
	Lies1      string // the fewest lies that violate IC1, or empty
	Lies2      string // the fewest lies that violate IC2, or empty
	Behaviours Amount // of one set
}

// Witness is a run that violates a condition.
type Witness struct {
	Claim    string
	Faulty   []uint8
	Order    uint8  // that the commander is to give
	Lies     string // how many it has
	Document Document
	Choices  []Choice // empty if the run is too big for a trace
}

// Amount is an exact number: a sum of products of powers.
type Amount struct {
	Decimal string // empty if it is too long
	Digits  string // how many it has; empty if that is not known
	Terms   []Term
}

// Term is one of the products.
type Term struct {
	Times   string
	Factors []Power
}

// Power is one of the factors.
type Power struct {
	Base     string
	Exponent string
}

// Rest is what the faulty can still do to a run that has begun.
type Rest struct {
	Steps    int32 // of the beginning
	IC1, IC2 Condition
	Work     int64 // how many steps it took to decide
}

// Condition is what can become of one of the two conditions.
type Condition struct {
	Verdict uint8    // 0 violated, 1 holds, 2 asks nothing
	Lies    string   // how many more are needed, or empty
	Choices []Choice // of the run: those of the beginning, and the lies
}

// Refutation is why three generals cannot cope with one traitor.
type Refutation struct {
	Situations []Situation
	// By 16 times the rule of L1 plus that of L2: the situation that refutes the pair; -1:
	// none does. Bit 2·direct + told of a rule is what it decides.
	Pairs []int
}

// Situation is one of the three.
type Situation struct {
	Title   string
	Traitor int    // 0 is the commander, 1 and 2 are the lieutenants
	Order   int    // 0 retreat, 1 attack
	Direct  [2]int // what L1 and L2 hear from the commander
	Told    [2]int // what L1 and L2 hear from each other
}

// Likeness is whether two runs look alike to a process.
type Likeness struct {
	Alike  bool
	First  int // how much it sees of the first
	Second int // how much it sees of the second
}

// Splits is how often what one faulty process says of itself parts the others.
type Splits struct {
	Splits     int // how many behaviours leave two correct processes with different vectors
	Behaviours int // how many there are
}
