package tmr

import (
	"math/bits"
	"testing"
)

func parts(t *testing.T, names ...string) Set {
	t.Helper()
	s := Set(0)
	for _, name := range names {
		p, ok := ParsePart(name)
		if !ok {
			t.Fatalf("no part %s", name)
		}
		s |= SetOf(p)
	}
	return s
}

func TestPartsAreNamedStageByStage(t *testing.T) {
	want := []string{"A1", "A2", "A3", "V1", "V2", "V3", "B1", "B2", "B3", "V4", "V5", "V6", "C1", "C2", "C3", "V7", "V8", "V9"}
	for i, name := range want {
		p := Part(i)
		if p.String() != name {
			t.Errorf("part %d is %s, want %s", i, p, name)
		}
		if back := ModuleOf(p.Stage(), p.Lane()); !p.Voter() && back != p {
			t.Errorf("%s is module %s of its stage and lane", p, back)
		}
		if back := VoterOf(p.Stage(), p.Lane()); p.Voter() && back != p {
			t.Errorf("%s is voter %s of its stage and lane", p, back)
		}
	}
	if _, ok := ParsePart("D1"); ok || Part(-1).String() != "?" {
		t.Error("there are parts beside the eighteen")
	}
}

// naiveMasked builds the circuit part by part with real values: 7 goes in, a right part passes its
// input on, and all wrong parts put out 0.
func naiveMasked(faulty Set) bool {
	const right, wrong = 7, 0
	lanes := []int{right, right, right}
	for stage := range Stages {
		var modules, voters []int
		for lane := range Lanes {
			out := lanes[lane]
			if faulty.Has(ModuleOf(stage, lane)) {
				out = wrong
			}
			modules = append(modules, out)
		}
		for lane := range Lanes {
			out := wrong
			if votes := map[int]int{}; !faulty.Has(VoterOf(stage, lane)) {
				for _, value := range modules {
					votes[value]++
					if votes[value] >= 2 {
						out = value
					}
				}
			}
			voters = append(voters, out)
		}
		lanes = voters
	}
	good := 0
	for _, value := range lanes {
		if value == right {
			good++
		}
	}
	return good >= 2
}

func TestMaskedAndUnmaskedFaults(t *testing.T) {
	for _, c := range []struct {
		names  []string
		masked bool
		why    string
	}{
		{nil, true, "nothing is wrong"},
		{[]string{"A2"}, true, "outvoted by A1 and A3"},
		{[]string{"A2", "B3", "C1"}, true, "one in each stage, each outvoted behind its own"},
		{[]string{"V1"}, true, "B1 computes with a wrong input, and is outvoted"},
		{[]string{"V1", "B1"}, true, "the same lane twice"},
		{[]string{"A1", "V2"}, true, "A1 is repaired before V2 fails"},
		{[]string{"A1", "V1", "B1", "V4", "C1", "V7"}, true, "a whole lane may fail"},
		{[]string{"V9"}, true, "two right outputs are left"},
		{[]string{"A1", "A2"}, false, "the wrong two outvote the right one"},
		{[]string{"V1", "B2"}, false, "B1 and B2 are both wrong"},
		{[]string{"V4", "V5"}, false, "C1 and C2 both get a wrong input"},
		{[]string{"V7", "V8"}, false, "nobody votes behind the last voters"},
	} {
		if got := Masked(parts(t, c.names...)); got != c.masked {
			t.Errorf("%v: masked %v; %s", c.names, got, c.why)
		}
	}
}

// For everything behind it, a faulty voter is a fault of the module that it feeds.
func TestFaultyVoterEqualsFaultyModuleBehindIt(t *testing.T) {
	for stage := range Stages - 1 {
		for lane := range Lanes {
			voter, module := SetOf(VoterOf(stage, lane)), SetOf(ModuleOf(stage+1, lane))
			for rest := range Set(1 << Parts) {
				if rest&(voter|module) == 0 && Masked(rest|voter) != Masked(rest|module) {
					t.Fatalf("stage %d lane %d: not the same with %018b", stage, lane, rest)
				}
			}
		}
	}
}

func TestWordsOfSetsCountWhatTheNaiveCircuitCounts(t *testing.T) {
	got := CountFaultSets()
	want := FaultSets{Examined: 1 << Parts}
	const modules = 0b000111000111000111
	for faulty := range Set(1 << Parts) {
		masked := Masked(faulty)
		// A short test asks the naive circuit about one set in 31.
		if (!testing.Short() || faulty%31 == 0) && naiveMasked(faulty) != masked {
			t.Fatalf("%018b: masked %v, naively %v", faulty, masked, !masked)
		}
		if masked {
			m := bits.OnesCount32(uint32(faulty & modules))
			v := bits.OnesCount32(uint32(faulty &^ modules))
			want.Masked++
			want.BySize[m+v]++
			want.ByKind[m][v]++
		}
	}
	if got != want {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// A third way: the stages are independent. At most one of the modules A, one of the lanes V1 B1 to
// V3 B3, one of the lanes V4 C1 to V6 C3, and one of the last voters may be bad, which by size gives
// (1 + 3x)² (1 + 3(2x + x²))² and for x = 1 the number of all.
func TestMaskedSetsFollowFromIndependentStages(t *testing.T) {
	product := []int{1}
	for _, factor := range [][]int{{1, 3}, {1, 3}, {1, 6, 3}, {1, 6, 3}} {
		next := make([]int, len(product)+len(factor)-1)
		for i, a := range product {
			for j, b := range factor {
				next[i+j] += a * b
			}
		}
		product = next
	}
	got := CountFaultSets()
	if got.Masked != 1600 || got.Examined != 262_144 {
		t.Errorf("%d of %d sets are masked, want 1600 of 262144", got.Masked, got.Examined)
	}
	for size, n := range got.BySize {
		want := 0
		if size < len(product) {
			want = product[size]
		}
		if n != want {
			t.Errorf("%d masked sets of %d parts, want %d", n, size, want)
		}
	}
	if got.BySize[1] != Parts {
		t.Errorf("only %d single faults are masked", got.BySize[1])
	}
}

func BenchmarkCountFaultSets(b *testing.B) {
	for b.Loop() {
		CountFaultSets()
	}
}

func BenchmarkCurve(b *testing.B) {
	for b.Loop() {
		Curve(990, 101)
	}
}
