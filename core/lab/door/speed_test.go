package door_test

import (
	"testing"

	"faultlab/core/lab/door"
)

// BenchmarkDoor asks for a run in bytes and gets it in bytes, again and again.
func BenchmarkDoor(b *testing.B) {
	for _, c := range []struct {
		op      string
		request []byte
	}{
		{"run", request(b, "run", oral41, nil, -1)},
		{"options", request(b, "options", oral41, nil, 8)},
		{"random", request(b, "random", oral41, 7, 100)},
	} {
		b.Run(c.op, func(b *testing.B) {
			l := door.New(door.RequestLimits{})
			if ok, body := answer(b, l.Handle(c.request)); !ok {
				b.Fatal(body)
			}
			b.ReportAllocs()
			for b.Loop() {
				l.Handle(c.request)
			}
		})
	}
}
