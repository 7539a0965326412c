package choose_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// lists are choices of random runs, and one with every number at its edge.
func lists(t testing.TB) [][]sim.Choice {
	all := [][]sim.Choice{nil, {
		{Step: 0, Kind: sim.Drawn, Who: 0, To: 0, Val: 0},
		{Step: math.MaxInt32, Kind: sim.Drawn, Who: 255, To: 255, Msg: 255, Arg: math.MaxUint32, Rank: 255, Val: 255, Word: math.MaxUint32},
	}}
	for _, document := range []string{oral(7, 2, "L1", "L2"), volatileServer, stormyGroup} {
		x := open(t, document)
		for seed := range uint64(20) {
			x.Run.Random(nil, seed, choose.DefaultWeights)
			all = append(all, slices.Clone(x.Run.Taken))
		}
	}
	return all
}

func TestAListIsReadBackAsItWasWritten(t *testing.T) {
	for _, list := range lists(t) {
		got, err := choose.Decode(choose.Encode(nil, list), len(list))
		if err != nil || !slices.Equal(got, list) {
			t.Errorf("%v is read as %v, %v", list, got, err)
		}
		for _, c := range list {
			if d, err := choose.FromNumbers(choose.Numbers(c)); err != nil || d != c {
				t.Errorf("%+v has the numbers of %+v, %v", c, d, err)
			}
		}
	}
}

func TestAListCutOffAnywhereIsAnError(t *testing.T) {
	for _, list := range lists(t) {
		whole := choose.Encode(nil, list)
		ends := map[int]bool{0: true} // behind a whole choice the list is just a shorter one
		for i := range list {
			ends[len(choose.Encode(nil, list[:i+1]))] = true
		}
		for i := range whole {
			got, err := choose.Decode(whole[:i], len(list))
			if ends[i] {
				if err != nil || !slices.Equal(got, list[:len(got)]) {
					t.Errorf("%d of %d bytes: %v, %v", i, len(whole), got, err)
				}
			} else if !errors.Is(err, choose.ErrCutOff) || got != nil {
				t.Errorf("%d of %d bytes: %v, %v", i, len(whole), got, err)
			}
		}
	}
}

func TestAListThatIsMadeUpIsAnError(t *testing.T) {
	one := sim.Choice{Step: 3, Kind: sim.Say, Who: 1, To: 2, Val: 1}
	good := choose.Encode(nil, []sim.Choice{one, one})
	if _, err := choose.Decode(good, 1); !errors.Is(err, choose.ErrLong) {
		t.Errorf("two of one: %v", err)
	}
	field := func(i int, x ...byte) []byte {
		b := choose.Encode(nil, []sim.Choice{one})
		return append(append(slices.Clone(b[:i]), x...), b[i+1:]...)
	}
	for name, b := range map[string][]byte{
		"a kind that is none":         field(1, byte(len(sim.Kinds))),
		"a process above 255":         field(2, 0x80, 2),
		"a receiver above 255":        field(3, 0x80, 2),
		"a message above 255":         field(4, 0x80, 2),
		"a message's number above 32": field(5, 0x80, 0x80, 0x80, 0x80, 0x10),
		"a rank above 255":            field(6, 0x80, 2),
		"a value above 255":           field(7, 0x80, 2),
		"a word above 32 bits":        field(8, 0x80, 0x80, 0x80, 0x80, 0x10),
		"a step above 31 bits":        field(0, 0x80, 0x80, 0x80, 0x80, 8),
		"steps that add up to more":   append(field(0, 0xff, 0xff, 0xff, 0xff, 7), choose.Encode(nil, []sim.Choice{one})...),
	} {
		if got, err := choose.Decode(b, 10); !errors.Is(err, choose.ErrRange) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := choose.Decode(field(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0), 10); !errors.Is(err, choose.ErrCutOff) {
		t.Errorf("a number without an end: %v", err)
	}
	if _, err := choose.FromNumbers([9]int64{-1}); !errors.Is(err, choose.ErrRange) {
		t.Errorf("a negative step: %v", err)
	}
}
