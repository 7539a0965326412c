// Package mutants holds the tests that hold the search. Each mutant is a fault that the
// search, or the world below it, could have: one that somebody has thought of, or has
// made. Some test of random systems must catch it. A test that no mutant fails has
// proved nothing yet.
//
// The short test looks whether every mutant can still be made of the sources. A soak
// (FAULTLAB_SOAK=1) makes them, one after the other, without touching a file (go test
// -overlay), and runs the test that is to fail. Some show in one system of thousands:
// a mutant says how many seeds it takes.
//
// # Source
//
// R. DeMillo, R. Lipton, F. Sayward: Hints on Test Data Selection. Computer 11(4), 1978.
package mutants

// Mutant is a fault, and who catches it.
type Mutant struct {
	Name     string
	File     string // from the root
	Old, New string // Old stands in the file once
	Package  string
	Test     string
	Seeds    int // so many show it
}

const (
	explored = "./core/explore"
	simmed   = "./core/sim"
)

// All are the mutants that are known.
var All = []Mutant{
	{"sleep sets are kept across draws", "core/explore/sleep.go",
		"(closed || w.Drawing())", "closed",
		explored, "TestSleepSetsMissNoStateOfAnySystem", 800},
	{"sleep sets are kept where the channel from a living process is closed", "core/explore/sleep.go",
		"closed := w.Closed()", "closed := false",
		explored, "TestSleepSetsMissNoStateOfAnySystem", 8000},
	{"a closing delivery wakes nobody", "core/explore/sleep.go",
		"		w.Wake()\n", "",
		explored, "TestSleepSetsMissNoStateOfAnySystem", 8000},
	{"deliveries sleep for those to lower processes, too", "core/explore/sleep.go",
		"case to < by && !k.alone[j]:", "case to != by && !k.alone[j]:",
		explored, "TestSleepSetsMissNoStateOfAnySystem", 800},
	{"a delivery to a process wakes none of its others", "core/explore/sleep.go",
		"case by == sim.None || to == by:", "case by == sim.None:",
		explored, "TestSleepSetsMissNoStateOfAnySystem", 800},
	{"what can't be cut passes for what can", "core/sim/sleep.go",
		"&^ (uint64(flagAsleep) << 8)", "&^ (uint64(flagAsleep|flagWhole) << 8)",
		explored, "TestASearchFindsWhatTheNaiveOneFinds", 4000},
	{"messages of several lives pass for the same", "core/sim/sleep.go",
		"const contentMask = 0xffffffff", "const contentMask = 0xff00ffff",
		explored, "TestASearchFindsWhatTheNaiveOneFinds", 4000},
	{"states are expanded from the last to the first", "core/explore/expand.go",
		"	for _, r := range chunk {\n		k.state(r, o)\n", "	for i := range chunk {\n		k.state(chunk[len(chunk)-1-i], o)\n",
		explored, "TestStatesAreExpandedInTheOrderOfTheirFirstRuns", 800},
	{"order is reduced where several receivers are busy", "core/sim/reduce.go",
		"alone == 0 || alone != busy && busy != 0 || alone&(alone-1) != 0 || moves == alone", "alone == 0 || moves == alone",
		explored, "TestPartialOrderMissesNoEndOfAnySystem", 800},
	{"order is reduced where something can go wrong", "core/sim/reduce.go",
		"		if o.Kind != Deliver {\n			return wait\n		}\n", "		if o.Kind != Deliver {\n			continue\n		}\n",
		explored, "TestPartialOrderMissesNoEndOfAnySystem", 800},
	{"what waits may wait for ever", "core/explore/search.go",
		"	for _, rec := range reduced {\n", "	for _, rec := range reduced[:0] {\n",
		explored, "TestPartialOrderMissesNoEndOfAnySystem", 800},
	{"symmetry leaves timers with whom they were", "core/sim/reduce.go",
		"p.From, p.To = perm[p.From], perm[p.To]", "if p.class != Timer {\n			p.From, p.To = perm[p.From], perm[p.To]\n		}",
		explored, "TestSymmetryVisitsOneStateOfEachOrbit", 800},
	{"symmetry forgets that messages name processes", "core/sim/reduce.go",
		"			r.RenameMsg(&p.Msg, perm)\n", "",
		explored, "TestSymmetryVisitsOneStateOfEachOrbit", 800},
	{"symmetry leaves out a permutation", "core/explore/symmetry.go",
		"	return all[1:]\n", "	return all[min(2, len(all)-1):]\n",
		explored, "TestSymmetryVisitsOneStateOfEachOrbit", 800},
	{"the search goes by steps, then by faults", "core/explore/expand.go",
		"case k.faults[i]:", "case false:",
		explored, "TestASearchFindsWhatTheNaiveOneFinds", 800},
	{"the bound on steps is one too many", "core/explore/expand.go",
		"if s.depth >= s.limit {", "if s.depth > s.limit {",
		explored, "TestASearchFindsWhatTheNaiveOneFinds", 800},
	{"chunks are merged from the last to the first", "core/explore/search.go",
		"	for _, o := range s.outs[:chunks] {\n", "	for i := range chunks {\n		o := s.outs[chunks-1-i]\n",
		explored, "TestThreadsSlicesAndJobsFindTheSame", 800},
	{"a job forgets the faults of its beginning", "core/explore/explore.go",
		"			s.level++\n", "",
		explored, "TestThreadsSlicesAndJobsFindTheSame", 800},
	{"what falls at the start is noted at the first step", "core/explore/split.go",
		"	note(nil, 0, 0, false)\n", "",
		explored, "TestThreadsSlicesAndJobsFindTheSame", 800},
	{"a run at rest is cut off by the bound on steps", "core/choose/choose.go",
		"r.options[0].Kind == sim.Rest {\n				r.End", "r.options == nil {\n				r.End",
		explored, "TestASearchFindsWhatTheNaiveOneFinds", 4000},
	{"the turns of draws are no part of a state", "core/sim/process.go",
		"group: w.nextDraw(), ", "",
		simmed, "TestEqualStatesOfAnySystemHaveEqualFutures", 8000},
	{"a draw waits for tasks in a round", "core/sim/options.go",
		"		case w.head.draws > 0:\n			if p.class == Drawing {", "		case w.head.urgent > 0:\n			if p.class == Drawing || p.class == Task {",
		simmed, "TestEqualStatesOfAnySystemHaveEqualFutures", 8000},
	{"the order of tasks in a round is no part of a state", "core/sim/snapshot.go",
		"			turn++\n", "",
		simmed, "TestEqualStatesOfAnySystemHaveEqualFutures", 8000},
	{"names of multicasts count all that there ever were", "core/sim/flight.go",
		"	name := uint16(1)\n", "	name := uint16(w.count.events) + 1\n",
		explored, "TestSymmetryVisitsOneStateOfEachOrbit", 800},
	{"what is due in a round keeps its order when its values change", "core/sim/apply.go",
		"if settled && w.setup.Net.LockStep {", "if settled && false {",
		simmed, "TestEqualStatesOfAnySystemHaveEqualFutures", 40_000},
	{"in rounds without an end, a crash passes for what is usual", "core/sim/options.go",
		"return w.rested(w.comings(append(o, Option{Kind: Rest})), len(o))", "",
		simmed, "TestOptionsOfAnySystemKeepTheirRules", 800},
	{"a fingerprint forgets how late something may be", "core/sim/snapshot.go",
		"z |= uint64(uint32(p.late-w.head.clock)) << 32", "z |= 1 << 32",
		explored, "TestASearchFindsWhatTheNaiveOneFinds", 800},
	{"a fingerprint forgets places in a channel", "core/sim/snapshot.go",
		"func ranked(print, rank uint64) uint64 {", "func ranked(print, rank uint64) uint64 {\n	rank = 0\n",
		explored, "TestASearchFindsWhatTheNaiveOneFinds", 4000},
	{"the way back forgets a change", "core/sim/snapshot.go",
		"	if w.touched < len(w.mark) {\n", "	if w.touched < len(w.mark)-1 {\n",
		explored, "TestASearchFindsWhatTheNaiveOneFinds", 800},
}
