// Package seeds holds a property against many small systems that chance has made
// (core/explore/random), of each of which everything is known (core/explore/naive). A
// system that fails is made as small as it can be and told in words.
//
//	seeds.Hold(t, random.Commuting, func(s *random.System, all *naive.Everything) string {
//		...
//		return "" // or what is wrong
//	})
//
// A test tries some hundreds of systems, with -short a tenth of them, and in a soak
// (FAULTLAB_SOAK=1) tens of thousands, larger ones among them. They are always the
// same; FAULTLAB_SEED=7 begins with the system of seed 7, and FAULTLAB_SEEDS=1 tries so
// many.
package seeds

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/explore/naive"
	"faultlab/core/explore/random"
)

// Property says what is wrong with a system of which this is everything; empty:
// nothing. Of a fault that is shrunk, the words in front of the first digit stay.
type Property func(s *random.System, all *naive.Everything) (wrong string)

// effort is how many seeds are tried, from which on, and how many states a system has
// at most.
type effort struct {
	from, seeds uint64
	states      int
}

func asked(t testing.TB) effort {
	e := effort{0, 800, 200}
	switch {
	case Soaking():
		e = effort{0, 40_000, 1500}
	case testing.Short():
		e = effort{0, 80, 100}
	}
	for name, x := range map[string]*uint64{"FAULTLAB_SEED": &e.from, "FAULTLAB_SEEDS": &e.seeds} {
		says := os.Getenv(name)
		if says == "" {
			continue
		}
		n, err := strconv.ParseUint(says, 10, 63)
		if err != nil {
			t.Fatalf("%s is %q and must be a whole number", name, says)
		}
		*x = n
	}
	return e
}

// Soaking says whether the long form of a test is wanted.
func Soaking() bool { return os.Getenv("FAULTLAB_SOAK") == "1" }

// replays is how often a failing system is tried while it is made smaller.
const replays = 4000

// Hold fails the test if a property is wrong of some system of a shape, and shows the
// first one.
func Hold(t testing.TB, shape random.Shape, holds Property) {
	t.Helper()
	effort := asked(t)
	tried, failed := 0, 0
	var first *random.System
	for n := range effort.seeds {
		s := random.New(effort.from+n, shape)
		all := naive.Search(s.World(), effort.states)
		if !all.All {
			continue
		}
		tried++
		if holds(s, all) == "" {
			continue
		}
		if failed++; failed == 1 {
			first = s
		}
	}
	t.Logf("%d systems are tried, and %d fail", tried, failed)
	if first != nil {
		wrong, small := shrunk(first, effort.states, holds)
		again := "FAULTLAB_SEED=" + strconv.FormatUint(first.Seed, 10) + " FAULTLAB_SEEDS=1 go test -run " + t.Name()
		if Soaking() {
			again = "FAULTLAB_SOAK=1 " + again
		}
		t.Errorf("%s\n%s\nThis is the first of %d that fail, of %d. Again: %s", wrong, small, failed, tried, again)
	}
	if 2*uint64(tried) < effort.seeds {
		t.Errorf("of %d systems only %d are small enough: too little is shown", effort.seeds, tried)
	}
}

// shrunk makes a failing system as small as it can be while it fails in the same way.
func shrunk(s *random.System, states int, holds Property) (wrong string, small *random.System) {
	look := func(s *random.System) string {
		if all := naive.Search(s.World(), states); all.All {
			return holds(s, all)
		}
		return ""
	}
	kind := kindOf(look(s))
	small = s.Shrink(replays, func(s *random.System) bool {
		wrong := look(s)
		return wrong != "" && kindOf(wrong) == kind
	})
	return look(small), small
}

// kindOf is what a fault begins with.
func kindOf(wrong string) string {
	if at := strings.IndexAny(wrong, "0123456789\n"); at >= 0 {
		return wrong[:at]
	}
	return wrong
}

// Run tells the steps of a run, one in a line.
func Run(s *random.System, all *naive.Everything, state int) string {
	var b strings.Builder
	for _, c := range all.Way(state) {
		b.WriteString("    " + random.Tell(c) + "\n")
	}
	return b.String()
}
