package history

import (
	"slices"
	"testing"

	"faultlab/core/sim"
)

// rng is a generator whose runs are the same everywhere.
type rng uint64

func (r *rng) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r) >> 33 % uint64(n))
}

// randomHistory is a small history. It is mostly reasonable, so that most
// properties hold in many of them, and each is broken in many.
func randomHistory(r *rng) *History {
	names := []string{"p", "q", "r"}
	messages := []string{"a", "b", "c", "d"}
	b := NewBuilder()
	must := func(p *Problem) {
		if p != nil {
			panic(p.Message)
		}
	}
	must(b.Declare(names, 1))
	swaps := r.below(3) == 0
	tidy := r.below(4) > 0 // a calm history, in which only one thing or another goes wrong
	if r.below(5) > 0 {
		members := names
		if r.below(6) == 0 {
			members = names[:2]
		}
		must(b.Begin(1, members, 1))
	}
	viewed := r.below(4) > 0
	var sent []string
	var dead [3]bool
	var queue [3][]string // what each is to deliver, in order, while all is calm
	number := [3]int64{1, 1, 1}
	for i := range 4 + r.below(12) {
		p := r.below(3)
		record := Record{Process: names[p], Line: int32(i + 2), Source: -1}
		what := r.below(12)
		switch {
		case dead[p] && r.below(4) > 0:
			continue
		case dead[p]:
			record.Kind, dead[p] = Restart, false
		case what < 3 && len(sent) < len(messages):
			record.Kind, record.Message = Multicast, messages[len(sent)]
			sent = append(sent, record.Message)
			for q := range queue {
				queue[q] = append(queue[q], record.Message)
			}
		case what < 9:
			record.Kind = Deliver
			if tidy && len(queue[p]) > 0 && r.below(12) > 0 {
				k := 0
				if swaps && len(queue[p]) > 1 {
					k = r.below(2)
				}
				record.Message = queue[p][k]
				queue[p] = slices.Delete(queue[p], k, k+1)
			} else if tidy && r.below(8) > 0 || len(sent) == 0 && r.below(6) > 0 {
				continue
			} else {
				record.Message = messages[r.below(min(len(sent)+1, len(messages)))]
			}
		case what < 11 && viewed:
			record.Kind = Install
			number[p]++
			if r.below(8) == 0 {
				number[p] = int64(1 + r.below(3))
			}
			record.View, record.Members = number[p], names
			switch k := int(number[p]); {
			case r.below(10) == 0:
				record.Members = names[r.below(3):]
			case k == 2:
				record.Members = names[1:]
			}
			if record.Given = r.below(3) == 0; record.Given {
				record.Transitional = record.Members[r.below(len(record.Members)):]
			}
		case what == 11 && r.below(3) == 0:
			record.Kind, dead[p] = Crash, true
			if r.below(3) == 0 {
				record.Kind = Leave
			}
		default:
			continue
		}
		must(b.Add(&record))
	}
	if tidy && r.below(2) == 0 { // everybody delivers what is left
		for p, name := range names {
			for _, m := range queue[p] {
				if !dead[p] {
					must(b.Add(&Record{Kind: Deliver, Process: name, Message: m, Source: -1}))
				}
			}
		}
	}
	if viewed && r.below(3) == 0 { // and all go on together
		for p, name := range names {
			if !dead[p] {
				must(b.Add(&Record{Kind: Install, Process: name, View: 4, Members: names, Source: -1}))
			}
		}
	}
	return b.End(r.below(6) > 0)
}

func TestCheckersAgreeWithTheirDefinitions(t *testing.T) {
	runs := 100000
	if testing.Short() {
		runs = 5000
	}
	r := rng(1)
	var seen [properties][5]int
	for run := range runs {
		h := randomHistory(&r)
		n := naive{h: h}
		n.influence()
		for _, v := range Check(h) {
			if want := n.status(v.Property); v.Status != want {
				t.Fatalf("run %d: %s is %s, by its definition %s\n%s", run, Properties[v.Property].Name, sim.Statuses[v.Status], sim.Statuses[want], show(h))
			}
			seen[v.Property][v.Status]++
			if v.Status == sim.Violated && (len(v.Events)+len(v.Processes) == 0 && v.Property != PrimaryComponent || v.Says == "") {
				t.Fatalf("run %d: %s is violated without a witness\n%s", run, Properties[v.Property].Name, show(h))
			}
		}
	}
	for p, n := range seen {
		for _, status := range []sim.Status{sim.Holds, sim.Violated, sim.Unknown} {
			if n[status] < runs/1000 {
				t.Errorf("%s is %q in %d of %d histories: the test says too little", Properties[p].Name, sim.Statuses[status], n[status], runs)
			}
		}
	}
}

func show(h *History) string {
	s := "begins in " + h.ViewName(h.Initial) + "\n"
	for _, e := range h.Events {
		s += h.Processes[e.Process].Name + " " + Kinds[e.Kind]
		if e.Message >= 0 {
			s += " " + h.Messages[e.Message].Name
		}
		if e.Kind == Install {
			s += " " + h.ViewName(e.View)
		}
		s += "\n"
	}
	return s
}
