package door_test

import (
	"testing"

	"faultlab/core/lab/door"
	"faultlab/core/replication"
)

// What a group can be asked for goes through the door as it is, and how many are enough
// is what Schneider 1990 and Lamport, Shostak, Pease 1982 say.
func TestPurposesThroughTheDoor(t *testing.T) {
	l := door.New(door.RequestLimits{})
	for k := 1; k <= 8; k++ {
		ok, all := answer(t, l.Handle(call(t, "replication.purposes", k)))
		if !ok || len(all) != len(replication.Purposes) {
			t.Fatal(all)
		}
		for i, enough := range []int{k + 1, 2*k + 1, 3*k + 1, k + 2} {
			got, want := all[i].([]any), &replication.Purposes[i]
			for at, x := range []any{want.Name, want.Asks, want.Fails, want.Protocol} {
				if got[at] != x {
					t.Errorf("k=%d, purpose %d, place %d: %v, want %v", k, i, at, got[at], x)
				}
			}
			if number(got[5]) != enough || got[6] != (i < 2) || got[7] != (i == 3) || got[8] != want.Source {
				t.Errorf("k=%d: %v", k, got)
			}
			for at, s := range want.Params(k) {
				if sent := got[4].([]any)[at].([]any); sent[0] != s.Name || number(sent[1]) != s.Number || sent[2] != s.Word {
					t.Errorf("k=%d, %s: %v, want %+v", k, want.Name, sent, s)
				}
			}
		}
	}
	for _, k := range []int{0, 9} {
		if ok, bad := answer(t, l.Handle(call(t, "replication.purposes", k))); ok || bad[1] != "k" {
			t.Errorf("k=%d: %v", k, bad)
		}
	}
}
