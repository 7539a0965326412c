// Package tmr is triple modular redundancy: masking faulty parts of a circuit by having three of
// each and taking votes.
//
// # Idea
//
// A computation that runs through the modules A, B and C is laid out three times, in three lanes.
// Behind each module stand voters: a voter compares the outputs of the three modules of its stage
// and passes on what two or three of them agree on. One wrong module is outvoted, and the stage
// behind it never notices. Since a voter may be faulty too, there are three of them in each stage,
// one for each lane: a faulty voter then looks, to everything behind it, like a fault of the one
// module that it feeds.
//
//	    stage A      stage B      stage C
//	──▶ A1 ─╳▶ V1 ──▶ B1 ─╳▶ V4 ──▶ C1 ─╳▶ V7 ──▶
//	──▶ A2 ─╳▶ V2 ──▶ B2 ─╳▶ V5 ──▶ C2 ─╳▶ V8 ──▶     ─╳▶ every module to every voter
//	──▶ A3 ─╳▶ V3 ──▶ B3 ─╳▶ V6 ──▶ C3 ─╳▶ V9 ──▶
//
// # Assumptions
//
// The inputs of the three lanes are the same. The parts fail independently of each other. A faulty
// part is wrong in value, the same to all who read it, or it is silent; it doesn't tell its readers
// different things, since they hang on the same wire. Modules are deterministic. The circuit has
// masked its faults if at least two of the three final outputs are right, so that whoever uses them
// can take a vote once more; with a single voter at the end, that voter alone would decide.
//
// Counting is done for the worst case: all wrong values are the same wrong value. If faulty parts
// were wrong at random, two wrong inputs would seldom agree, and many sets of faults would look
// masked by luck. When all three inputs of a voter differ, its output is undefined: that is a third
// outcome, neither one of the inputs nor an arbitrary choice among them.
//
// # Where it is
//
//   - tmr.go: the eighteen parts and their names
//   - faultsets.go: which of the 2^18 sets of faulty parts are masked, and how likely that is
//   - reliability.go: the formulas for one stage, and when redundancy is worth having
//   - circuit.go: the same circuit part by part on the simulator, where a faulty part may be wrong
//     in different ways or silent; claims.go says what is asked of it
//
// # Sources
//
// J. von Neumann, "Probabilistic Logics and the Synthesis of Reliable Organisms from Unreliable
// Components", 1956. R. E. Lyons and W. Vanderkulk, "The Use of Triple-Modular Redundancy to
// Improve Computer Reliability", IBM Journal of Research and Development 6(2), 1962, which also
// gives the formulas. The circuit of three stages is the classic picture of textbooks on
// distributed systems (Tanenbaum and van Steen, section 8.1).
package tmr

// The circuit has three stages of three modules and three voters each.
const (
	Stages = 3
	Lanes  = 3
	Parts  = Stages * 2 * Lanes
)

// A Part is a module or a voter. They are numbered stage by stage, the modules before the voters:
// A1 A2 A3 V1 V2 V3, B1 B2 B3 V4 V5 V6, C1 C2 C3 V7 V8 V9.
type Part int

// A Set is a set of parts, bit i for part i.
type Set uint32

// ModuleOf and VoterOf return the module and the voter of a stage (0 to 2) and lane (0 to 2).
func ModuleOf(stage, lane int) Part { return Part(6*stage + lane) }
func VoterOf(stage, lane int) Part  { return Part(6*stage + 3 + lane) }

// Stage returns the stage of the part: 0, 1 or 2.
func (p Part) Stage() int { return int(p) / 6 }

// Lane returns the lane of the part: 0, 1 or 2.
func (p Part) Lane() int { return int(p) % 3 }

// Voter reports whether the part is a voter.
func (p Part) Voter() bool { return int(p)%6 >= 3 }

// String returns the name of the part: A1 to C3 for the modules, V1 to V9 for the voters.
func (p Part) String() string {
	if p < 0 || p >= Parts {
		return "?"
	}
	if p.Voter() {
		return "V" + string(rune('1'+3*p.Stage()+p.Lane()))
	}
	return string(rune('A'+p.Stage())) + string(rune('1'+p.Lane()))
}

// ParsePart finds a part by its name.
func ParsePart(name string) (Part, bool) {
	for p := Part(0); p < Parts; p++ {
		if p.String() == name {
			return p, true
		}
	}
	return 0, false
}

// SetOf makes a set of parts.
func SetOf(parts ...Part) Set {
	s := Set(0)
	for _, p := range parts {
		s |= 1 << p
	}
	return s
}

// Has reports whether the part is in the set.
func (s Set) Has(p Part) bool { return s>>p&1 != 0 }
