package tmr

import "math/bits"

// Masked reports whether the circuit masks a set of faulty parts in the worst case, where all that
// is wrong is wrong in the same way: at least two of the three final outputs are right.
func Masked(faulty Set) bool {
	wrong := Set(0) // lanes whose value is wrong, on the way from stage to stage
	for stage := range Stages {
		wrong |= faulty >> ModuleOf(stage, 0) & 7
		if bits.OnesCount32(uint32(wrong)) >= 2 {
			return false // every voter is outvoted, and nothing behind them ever hears the right value
		}
		wrong = faulty >> VoterOf(stage, 0) & 7
	}
	return bits.OnesCount32(uint32(wrong)) < 2
}

// FaultSets are the numbers of sets of faulty parts that the circuit masks.
type FaultSets struct {
	Masked   int                                     // of all 2^18
	BySize   [Parts + 1]int                          // by the number of faulty parts
	ByKind   [Stages*Lanes + 1][Stages*Lanes + 1]int // by the numbers of faulty modules and faulty voters
	Examined int
}

// CountFaultSets tries all sets of faulty parts. It works on 64 of them at a time: a word has a bit
// for each set, and a wire of the circuit is a word that says in which of the sets it is wrong.
func CountFaultSets() FaultSets {
	// The six parts of stage A differ within a word: its bit i is for the set i of these parts.
	var fault [Parts]uint64
	var kind [4][4]uint64 // bits whose set has so many faulty modules and voters of stage A
	for i := range 64 {
		for p := range 6 {
			fault[p] |= uint64(i>>p&1) << i
		}
		kind[bits.OnesCount(uint(i&7))][bits.OnesCount(uint(i>>3))] |= 1 << i
	}
	const modules, voters = 0b000111000111, 0b111000111000 // of the stages B and C

	f := FaultSets{Examined: 1 << Parts}
	for rest := range uint64(1) << (Parts - 6) { // the twelve other parts are the same for a whole word
		for p := 6; p < Parts; p++ {
			fault[p] = -(rest >> (p - 6) & 1)
		}
		masked := ^wrongOutput(&fault)
		if masked == 0 {
			continue
		}
		m, v := bits.OnesCount64(rest&modules), bits.OnesCount64(rest&voters)
		for a := range kind {
			for b := range kind[a] {
				n := bits.OnesCount64(masked & kind[a][b])
				f.Masked += n
				f.BySize[m+a+v+b] += n
				f.ByKind[m+a][v+b] += n
			}
		}
	}
	return f
}

// wrongOutput follows the wrong values through the circuit, for 64 sets at once.
func wrongOutput(fault *[Parts]uint64) uint64 {
	var wire [Lanes]uint64
	for stage := range Stages {
		for lane := range wire {
			wire[lane] |= fault[ModuleOf(stage, lane)]
		}
		vote := majority(wire[0], wire[1], wire[2])
		for lane := range wire {
			wire[lane] = vote | fault[VoterOf(stage, lane)]
		}
	}
	return majority(wire[0], wire[1], wire[2])
}

func majority(a, b, c uint64) uint64 { return a&b | b&c | a&c }

// Circuit returns the probability that the whole circuit works, in parts per million, if a module
// works with probability module and a voter with probability voter, given per mille. It is the sum
// over all sets of faulty parts that are masked, each weighed with its own probability, without
// any rounding but the last.
//
// In closed form, with f(x) = 3x² - 2x³ for "at least two of three":
//
//	f(module) · f(module·voter)² · f(voter)
//
// A voter and the module that it feeds stand or fall together, since a faulty voter hands its
// module a wrong input. So the lanes that must not fail twice are V1 with B1, and V4 with C1; the
// first modules and the last voters are on their own. A stage is often said to be a module with the
// voter behind it, with the reliability f(module·voter), and three of them f(module·voter)³. That
// pairs the wrong parts, and errs both ways: it takes {A1, V2} for two bad lanes of one stage
// although the voters repair A1 before V2 fails, and {V1, B2} for one bad lane in each of two stages
// although B1 and B2 are then both wrong. All in all it is too low, and right when voters are perfect.
func (f *FaultSets) Circuit(module, voter int) int {
	checkPerMille(module)
	checkPerMille(voter)
	const n = Stages * Lanes
	var sum wide
	for m := range f.ByKind {
		for v, sets := range f.ByKind[m] {
			if sets == 0 {
				continue
			}
			term := wide{uint64(sets)}
			term.timesPower(1000-module, m)
			term.timesPower(module, n-m)
			term.timesPower(1000-voter, v)
			term.timesPower(voter, n-v)
			sum.plus(&term)
		}
	}
	return sum.perMillion(2 * n)
}
