package sim_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

func TestSteppingAllocatesNothing(t *testing.T) {
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) {
		// Taking option 0 or another one, as the seed has it, with the memory of
		// earlier runs.
		var rnd choose.Rand
		pick := func(w *sim.World, options []sim.Option) int {
			if rnd.Below(2) == 0 {
				return int(rnd.Below(uint32(len(options))))
			}
			return 0
		}
		runs := func() {
			for seed := range 20 {
				rnd = choose.Rand(seed)
				x.Run.Drive(&x.Trace, -1, pick)
			}
		}
		if n := testing.AllocsPerRun(5, runs); n != 0 {
			t.Errorf("20 runs allocate %.0f times", n)
		}
		if len(x.Trace.Events) == 0 {
			t.Error("there is no trace")
		}
	})
}

func TestALoadedWorldGoesOnAsTheSavedOneDid(t *testing.T) {
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) {
		w, twin := x.World, x.World.Twin()
		for seed := range uint64(20) {
			rnd := choose.Rand(seed)
			stop := int32(rnd.Below(12))
			walk(w, &rnd, func([]sim.Option) bool { return w.Steps() < stop })
			saved := w.Save(nil)
			if len(saved) != w.Size() {
				t.Fatalf("%d bytes are saved, not the %d of Size", len(saved), w.Size())
			}
			first, last := future(w, rnd)
			w.Load(saved)
			again, _ := future(w, rnd)
			twin.Reset(nil)
			twin.Load(saved)
			other, twins := future(twin, rnd)
			if !slices.Equal(first, again) || !slices.Equal(first, other) || !bytes.Equal(last, twins) {
				t.Fatalf("seed %d, from step %d: %x, then %x, in a twin %x", seed, stop, first, again, other)
			}
		}
	})
}

// A packed state has less in it, and the same future.
func TestAnUnpackedWorldGoesOnAsThePackedOneDid(t *testing.T) {
	look := func(t *testing.T, w *sim.World) {
		twin := w.Twin()
		for seed := range uint64(50) {
			rnd := choose.Rand(seed)
			stop := int32(rnd.Below(12))
			walk(w, &rnd, func([]sim.Option) bool { return w.Steps() < stop })
			packed := w.Pack(nil)
			twin.Reset(nil)
			twin.Unpack(packed)
			if !slices.Equal(twin.Pack(nil), packed) {
				t.Fatalf("seed %d, step %d: packed again it is another state", seed, stop)
			}
			first, _ := future(w, rnd)
			other, _ := future(twin, rnd)
			if !slices.Equal(first, other) {
				t.Fatalf("seed %d, from step %d: %x, unpacked %x", seed, stop, first, other)
			}
		}
	}
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) { look(t, x.World) })
	everyNetwork(t, look)
}

// However far a search has gone, and whatever changed on the way, the way back
// leads to the very state that was marked.
func TestTheWayBackLeadsToTheMarkedState(t *testing.T) {
	look := func(t *testing.T, w *sim.World) {
		fresh := w.Twin()
		for seed := range uint64(40) {
			rnd := choose.Rand(seed)
			stop := int32(rnd.Below(12))
			walk(w, &rnd, func([]sim.Option) bool { return w.Steps() < stop })
			packed := w.Pack(nil)
			w.Unpack(packed)
			w.Mark()
			for range 20 {
				for range rnd.Below(4) + 1 {
					options := w.Enabled(nil)
					if len(options) == 0 {
						break
					}
					w.Apply(options[rnd.Below(uint32(len(options)))])
				}
				w.Back()
				if !slices.Equal(w.Pack(nil), packed) {
					t.Fatalf("seed %d, step %d: another state", seed, stop)
				}
				fresh.Unpack(packed)
				if w.Fingerprint() != fresh.Fingerprint() {
					t.Fatalf("seed %d, step %d: another fingerprint", seed, stop)
				}
			}
		}
	}
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) { look(t, x.World) })
	everyNetwork(t, look)
}

// future goes on by chance and returns the fingerprints on the way and the bytes
// of the end.
func future(w *sim.World, rnd choose.Rand) (prints []uint64, end []byte) {
	for range 40 {
		prints = append(prints, w.Fingerprint())
		options := w.Enabled(nil)
		if len(options) == 0 {
			break
		}
		w.Apply(options[rnd.Below(uint32(len(options)))])
	}
	w.Finish(true)
	return append(prints, w.Fingerprint()), w.Save(nil)
}

func TestProcessesAreFlat(t *testing.T) {
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) {
		for p := range x.World.Setup().N {
			state := reflect.TypeOf(x.World.Process(sim.ID(p))).Elem()
			if why := notFlat(state); why != "" {
				t.Errorf("%s: %s", state, why)
			}
		}
	})
	for _, bad := range []any{struct{ P *int }{}, struct{ S []int }{}, struct{ S string }{}, struct{ M map[int]int }{},
		struct{ F func() }{}, struct{ I any }{}, struct {
			A uint8
			B uint32
		}{}, struct {
			A uint32
			B uint8
		}{}, [2]struct{ P *int }{}, struct{ N uint }{}} {
		if notFlat(reflect.TypeOf(bad)) == "" {
			t.Errorf("%T passes for flat", bad)
		}
	}
}

// notFlat says what keeps a type from being nothing but its bytes: pointers, or
// padding, whose bytes can differ where the values are equal.
func notFlat(x reflect.Type) string {
	switch x.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return ""
	case reflect.Array:
		return notFlat(x.Elem())
	case reflect.Struct:
		size := uintptr(0)
		for i := range x.NumField() {
			f := x.Field(i)
			if why := notFlat(f.Type); why != "" {
				return f.Name + ": " + why
			}
			size += f.Type.Size()
		}
		if size != x.Size() {
			return fmt.Sprintf("%d bytes of fields in %d bytes", size, x.Size())
		}
		return ""
	}
	return "is of kind " + x.Kind().String()
}

func TestWhatIsDoneToATwinDoesNotConcernTheWorld(t *testing.T) {
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) {
		w := x.World
		w.Reset(nil)
		before := w.Save(nil)
		rnd := choose.Rand(1)
		walk(w.Twin(), &rnd, func([]sim.Option) bool { return true })
		if !bytes.Equal(before, w.Save(nil)) {
			t.Error("the world has changed")
		}
	})
}
