package history

import (
	"strings"
	"testing"

	"faultlab/core/sim"
)

// script makes a history of lines such as "p multicast m" and "q install 2 q r".
// All begin in view 1.
func script(t *testing.T, names, events string) *History {
	t.Helper()
	b := NewBuilder()
	of := strings.Fields(names)
	if p := b.Declare(of, 0); p != nil {
		t.Fatal(p.Message)
	}
	if p := b.Begin(1, of, 0); p != nil {
		t.Fatal(p.Message)
	}
	for i, line := range strings.Split(strings.TrimSpace(events), "\n") {
		host, event, _ := strings.Cut(strings.TrimSpace(line), " ")
		r := Record{Process: host, Line: int32(i + 1), Source: -1}
		if p := (&entry{event: event}).read(&r); p != nil {
			t.Fatal(p.Message)
		}
		if p := b.Add(&r); p != nil {
			t.Fatal(p.Line, p.Message)
		}
	}
	return b.End(true)
}

func verdictOf(h *History, p Property) Verdict { return Check(h)[p] }

// broken are the names of the properties that a history violates.
func broken(h *History) string {
	var names []string
	for _, v := range Check(h) {
		if v.Status == sim.Violated {
			names = append(names, Properties[v.Property].Name)
		}
	}
	return strings.Join(names, " ")
}

// The lecture's four pictures: p multicasts m to {p, q, r} and crashes.
func TestTheFourPictures(t *testing.T) {
	for _, x := range []struct{ name, events, broken string }{
		{"a: both deliver, then the view changes", `
			p multicast m
			p deliver m
			p crash
			q deliver m
			r deliver m
			q install 2 q r
			r install 2 q r`, ""},
		{"b: neither delivers", `
			p multicast m
			p crash
			q install 2 q r
			r install 2 q r`, ""},
		{"c: both deliver behind the change", `
			p multicast m
			p crash
			q install 2 q r
			r install 2 q r
			q deliver m
			r deliver m`, "sending-view sender-in-view"},
		{"d: one before and one behind", `
			p multicast m
			p crash
			q deliver m
			q install 2 q r
			r install 2 q r
			r deliver m`, "sending-view same-view sender-in-view virtual-synchrony virtual-synchrony-correct agreement"},
	} {
		if got := broken(script(t, "p q r", x.events)); got != x.broken {
			t.Errorf("%s: breaks %q, want %q", x.name, got, x.broken)
		}
	}
}

func TestPairsDoNotSeeACycleOfThree(t *testing.T) {
	h := script(t, "p q r", `
		p multicast a
		q multicast b
		r multicast c
		p deliver a
		p deliver b
		q deliver b
		q deliver c
		r deliver c
		r deliver a`)
	if v := verdictOf(h, PairwiseTotal); v.Status != sim.Holds {
		t.Error("no two processes disagree about two messages, and yet:", v.Says)
	}
	v := verdictOf(h, StrongTotal)
	if v.Status != sim.Violated || len(v.Messages) != 3 || len(v.Processes) != 3 {
		t.Errorf("the cycle of three is not seen: %+v", v)
	}
	t.Log(v.Says)
}

func TestACycleIsToldByAShortestOne(t *testing.T) {
	// Of the cycle a b c d e, p and q alone contradict each other about a and e.
	h := script(t, "p q", `
		p multicast a
		p multicast b
		p multicast c
		p multicast d
		p multicast e
		p deliver a
		p deliver b
		p deliver c
		p deliver d
		p deliver e
		q deliver e
		q deliver a`)
	if v := verdictOf(h, StrongTotal); len(v.Messages) != 2 || len(v.Events) != 4 {
		t.Errorf("two messages show it: %s", v.Says)
	}
}

// A process that installs and then crashes had delivered what nobody else has.
func TestUniformBindsThoseWhoCrashLater(t *testing.T) {
	h := script(t, "p q r", `
		p multicast m
		p crash
		q deliver m
		q install 2 q r
		q crash
		r install 2 q r
		r install 3 r`)
	if got := broken(h); got != "virtual-synchrony agreement-uniform" {
		t.Errorf("breaks %q: only the uniform forms are broken", got)
	}
}

func TestGapsPassTheWeakDefinitions(t *testing.T) {
	h := script(t, "p q", `
		p multicast m1
		p deliver m1
		p multicast m2
		p deliver m2
		q deliver m2`)
	for p, want := range map[Property]sim.Status{WeakFIFO: sim.Holds, WeakCausal: sim.Holds, StrongTotal: sim.Holds,
		ReliableFIFO: sim.Violated, ReliableCausal: sim.Violated, ReliableTotal: sim.Violated} {
		if v := verdictOf(h, p); v.Status != want {
			t.Errorf("%s is %s, want %s", Properties[p].Name, sim.Statuses[v.Status], sim.Statuses[want])
		}
	}
}

func TestCausalityRunsThroughDelivery(t *testing.T) {
	// q has m1 when it multicasts m2, and r delivers them the other way round.
	through := script(t, "p q r", "p multicast m1\nq deliver m1\nq multicast m2\nr deliver m2\nr deliver m1")
	if v := verdictOf(through, WeakCausal); v.Status != sim.Violated {
		t.Error("the dependence through q's delivery is not seen")
	}
	apart := script(t, "p q r", "p multicast m1\nq multicast m2\nq deliver m1\nr deliver m2\nr deliver m1")
	if v := verdictOf(apart, WeakCausal); v.Status != sim.Holds {
		t.Error("nothing depends on anything, and yet:", v.Says)
	}
}

func TestAnEndThatIsNoneLeavesVerdictsUnknown(t *testing.T) {
	b := NewBuilder()
	for _, r := range []Record{{Kind: Multicast, Process: "p", Message: "m"}, {Kind: Deliver, Process: "q", Message: "m"}, {Kind: Deliver, Process: "q", Message: "m"}} {
		if p := b.Add(&r); p != nil {
			t.Fatal(p)
		}
	}
	for _, v := range Check(b.End(false)) {
		want := sim.Unknown
		if v.Property == NoDuplication {
			want = sim.Violated
		}
		if v.Status != want {
			t.Errorf("%s is %s", Properties[v.Property].Name, sim.Statuses[v.Status])
		}
	}
}

// 10,000 events of eight processes are judged while a page waits.
func BenchmarkCheck(b *testing.B) {
	build := NewBuilder()
	names := []string{"p", "q", "r", "s", "t", "u", "v", "w"}
	for m := range 1111 {
		name := "m" + string(rune('0'+m%10)) + string(rune('a'+m/10%26)) + string(rune('A'+m/260))
		build.Add(&Record{Kind: Multicast, Process: names[m%8], Message: name})
		for _, p := range names {
			build.Add(&Record{Kind: Deliver, Process: p, Message: name})
		}
	}
	h := build.End(true)
	for b.Loop() {
		if v := Check(h); v[StrongTotal].Status != sim.Holds {
			b.Fatal(v[StrongTotal].Says)
		}
	}
}
