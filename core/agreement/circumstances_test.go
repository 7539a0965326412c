package agreement_test

import (
	"strings"
	"testing"

	"faultlab/core/agreement"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// J. Turek, D. Shasha: The Many Faces of Consensus in Distributed Systems. IEEE
// Computer 25(6), 1992; A. Tanenbaum, M. van Steen: Distributed Systems, 2nd edition,
// Fig. 8-4. Rows: processes and delay; columns: unordered unicast, unordered multicast,
// ordered unicast, ordered multicast.
func TestTheTableIsThatOfTurekAndShasha(t *testing.T) {
	table := []string{
		"XXXX", // synchronous, bounded
		"--XX", // synchronous, unbounded
		"---X", // asynchronous, bounded
		"---X", // asynchronous, unbounded
	}
	cells := agreement.Circumstances()
	if len(cells) != 16 {
		t.Fatalf("%d circumstances", len(cells))
	}
	possible := 0
	for i, c := range cells {
		if want := table[i/4][i%4] == 'X'; c.Possible != want || c.Circumstance.Possible() != want {
			t.Errorf("%s: possible is %t", c, c.Possible)
		}
		rows := [...]string{"synchronous bounded", "synchronous unbounded", "asynchronous bounded", "asynchronous unbounded"}
		columns := [...]string{"unordered unicast", "unordered multicast", "ordered unicast", "ordered multicast"}
		w := c.Words()
		if got := strings.Join(w[:], " "); got != rows[i/4]+" "+columns[i%4] {
			t.Errorf("cell %d is %s", i, got)
		}
		if c.Possible {
			possible++
		}
	}
	if possible != 8 {
		t.Errorf("%d are possible", possible)
	}
}

// yes lists a circumstance with one more question answered yes.
func yes(c agreement.Circumstance) (better []agreement.Circumstance) {
	for q := range 4 {
		d := c
		if answer := [...]*bool{&d.Synchronous, &d.Bounded, &d.Ordered, &d.Multicast}[q]; !*answer {
			*answer = true
			better = append(better, d)
		}
	}
	return better
}

func TestABetterAnswerNeverHurts(t *testing.T) {
	compared := 0
	for _, c := range agreement.Circumstances() {
		for _, better := range yes(c.Circumstance) {
			compared++
			if c.Possible && !better.Possible() {
				t.Errorf("possible with %s, and not with %s", c, better)
			}
		}
	}
	if compared != 32 {
		t.Errorf("%d pairs were compared", compared)
	}
}

// Dolev, Dwork, Stockmeyer 1987: of the minimal circumstances three have nothing to
// do with the fifth question.
func TestThreeCircumstancesAreMinimal(t *testing.T) {
	least := map[agreement.Circumstance]bool{}
	for _, c := range agreement.Circumstances() {
		least[c.Circumstance] = c.Possible
	}
	for c, possible := range least {
		for _, better := range yes(c) {
			least[better] = least[better] && !possible && !c.Possible()
		}
	}
	for c, minimal := range least {
		want := c == agreement.Circumstance{Synchronous: true, Bounded: true} || c == agreement.Circumstance{Synchronous: true, Ordered: true} ||
			c == agreement.Circumstance{Ordered: true, Multicast: true}
		if minimal != want {
			t.Errorf("%s: minimal is %t", c, minimal)
		}
	}
}

// Every cell has a scenario under exactly its conditions, which says who proved what.
func TestEveryCellHasAScenario(t *testing.T) {
	for _, c := range agreement.Circumstances() {
		doc := kept(t, c.Scenario)
		net := &doc.Config.Net
		if agreement.Of(net) != c.Circumstance || doc.Config.Spec.Name != c.Protocol {
			t.Errorf("%s runs %s with %s", c.Scenario, doc.Config.Spec.Name, agreement.Of(net))
		}
		// In lock step, with the shortest bound: nothing is given away by the others.
		if c.Synchronous && net.Pace != 1 || c.Bounded && (net.MinDelay != 1 || net.MaxDelay != 1) {
			t.Errorf("%s: a pace of %d, delays from %d to %d", c.Scenario, net.Pace, net.MinDelay, net.MaxDelay)
		}
		for p, m := range doc.Config.Models {
			if m != sim.Crash {
				t.Errorf("%s: %s can't crash", c.Scenario, doc.Config.Names[p])
			}
		}
		if impossible := strings.Contains(doc.About, "No protocol reaches agreement here"); impossible == c.Possible || !strings.Contains(doc.About, ", 19") {
			t.Errorf("%s tells: %s", c.Scenario, doc.About)
		}
		if len(doc.Config.Spec.Remarks(doc.Config)) > 0 == c.Possible {
			t.Errorf("%s is remarked on with %+v", c.Scenario, doc.Config.Spec.Remarks(doc.Config))
		}
	}
}

// Where agreement is possible, the scenario's protocol reaches it in every run within
// the scenario's bounds, and soon.
func TestWhereAgreementIsPossibleAProtocolReachesIt(t *testing.T) {
	for _, c := range agreement.Circumstances() {
		if !c.Possible {
			continue
		}
		doc := kept(t, c.Scenario)
		if doc.Config.N != 3 || doc.Config.Budget.Crashes < 1 {
			t.Errorf("%s: %d processes, %d crashes", c.Scenario, doc.Config.N, doc.Config.Budget.Crashes)
		}
		if testing.Short() && c.Protocol != "agreement/flood" {
			continue // among three they have hundreds of thousands of states
		}
		r := search(t, doc, explore.Options{})
		if !proved(t, r) {
			t.Errorf("%s: %+v", c.Scenario, r.Findings)
		}
		t.Logf("%s: proved, %d states, %d ends, at most %d steps", c.Scenario, r.States, r.Ends, r.Steps)
	}
}

// The same among two, and from every state, if nothing goes wrong any more, it is
// decided within the steps of a whole run.
func TestWhereAgreementIsPossibleItIsReachedInTime(t *testing.T) {
	for _, c := range agreement.Circumstances() {
		if !c.Possible {
			continue
		}
		doc := document(t, strings.TrimPrefix(c.Protocol, "agreement/"), system(2, c.Circumstance, "", "", 1))
		within := search(t, doc, explore.Options{}).Steps
		r := search(t, doc, explore.Options{Within: within})
		if !proved(t, r) || !r.Fair.Asked || r.Fair.Failed != 0 {
			t.Errorf("%s: %d of %d states are too far from the end: %+v", c, r.Fair.Failed, r.States, r.Findings)
		}
		if r = search(t, doc, explore.Options{Within: 3}); r.Fair.Failed == 0 {
			t.Errorf("%s: everything is decided within 3 steps?", c)
		}
	}
}

// Where it is not possible, the scenario's protocol splits or waits for ever in a run
// of at most one crash, which the search finds and the scenario shows: with as few
// faults, and nothing in it that could be left out.
func TestWhereAgreementIsImpossibleTheProtocolFails(t *testing.T) {
	for _, c := range agreement.Circumstances() {
		if c.Possible {
			continue
		}
		doc := kept(t, c.Scenario)
		falls := agrees
		if strings.HasPrefix(c.Shown, "Waiting") {
			falls = terminates
		}
		r := search(t, doc, explore.Options{}, falls)
		f := &r.Findings[0]
		if f.Outcome != explore.Refuted || f.AtEnd != (falls == terminates) || doc.Config.Budget.Crashes != 1 {
			t.Errorf("%s: %+v", c.Scenario, f)
			continue
		}
		x := lab.Open(doc)
		x.Replay(x.Own(), -1)
		shown, faults := len(x.Entries), 0
		for _, e := range x.Entries {
			if e.Choice.Kind.Fault() {
				faults++
			}
		}
		if s, _, _ := x.World.Status(falls); s != sim.Violated || faults != f.Faults {
			t.Errorf("%s: the claim is %s by %d faults; the search needs %d", c.Scenario, sim.Statuses[s], faults, f.Faults)
		}
		if x.Shrink(x.Own(), falls); len(x.Entries) != shown {
			t.Errorf("%s: %d choices are enough, not %d", c.Scenario, len(x.Entries), shown)
		}
		t.Logf("%s: refuted by %d faults and %d steps, after %d states", c.Scenario, f.Faults, f.Steps, r.States)
	}
}
