package lab_test

import (
	"os"
	"strconv"
	"testing"

	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

// What the assumptions of Lamport, Shostak, Pease 1982 carry: each is withdrawn by
// itself, and a run breaks the algorithm; with it restored a search proves it again.
//
//	A1  Every message that is sent is delivered as it was sent.
//	A2  The receiver knows who sent it.
//	A3  The absence of a message can be detected.
//	A4  Signatures can't be forged.
//
// That no other algorithm does better without A1 is shown of two generals, in
// core/agreement.
func TestWhatTheAssumptionsCarry(t *testing.T) {
	for _, test := range []struct {
		name     string
		faults   int // of the shortest run that breaks IC2; -1: none does
		restored func(c *protocol.Config)
	}{
		{"byzantine/oral-4-1-lost", 2, func(c *protocol.Config) { c.Budget.Losses = 0 }},
		{"byzantine/oral-3-1-link", 1, func(c *protocol.Config) { c.Links = nil }},
		{"byzantine/oral-4-1-link", 2, func(c *protocol.Config) { c.Links = nil }},
		{"byzantine/oral-4-1-late", 0, func(c *protocol.Config) { c.Net.Bounded = true }},
		{"byzantine/oral-4-1-link-alone", -1, nil},
		{"byzantine/signed-4-1-link", -1, nil},
		{"byzantine/signed-3-1-unverified", 1, func(c *protocol.Config) { set(c, "variant", 0) }},
	} {
		doc := scenarioOf(t, test.name)
		q := try(t, doc)
		ic2 := &q.Result.Findings[1]
		if test.faults < 0 {
			provedBy(t, test.name, q)
			continue
		}
		if ic2.Outcome != explore.Refuted || ic2.Faults != test.faults {
			t.Errorf("%s: IC2 is %s, by %d faults", test.name, explore.Outcomes[ic2.Outcome], ic2.Faults)
		}
		x := lab.Open(doc)
		x.Replay(x.Own(), -1)
		entries := len(x.Entries)
		if s, _, _ := x.World.Status(1); s != sim.Violated {
			t.Errorf("%s: its own run leaves IC2 %s", test.name, sim.Statuses[s])
		}
		if x.Shrink(x.Own(), 1); len(x.Entries) != entries {
			t.Errorf("%s: %d choices are enough", test.name, len(x.Entries))
		}
		c := *doc.Config
		restored := *doc
		restored.Config = &c
		test.restored(&c)
		provedBy(t, test.name+", restored", try(t, &restored))
	}
}

func scenarioOf(t *testing.T, name string) *scenario.Document {
	t.Helper()
	b, err := os.ReadFile(scenarios + "/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return document(t, string(b))
}

func try(t *testing.T, doc *scenario.Document) *lab.Quest {
	t.Helper()
	q, problem := lab.NewQuest(doc, explore.Options{}, lab.Anyone{})
	if problem != nil {
		t.Fatal(problem)
	}
	q.Run(1 << 40)
	return q
}

func provedBy(t *testing.T, name string, q *lab.Quest) {
	t.Helper()
	for i, f := range q.Result.Findings {
		if f.Outcome != explore.Proved || i < 2 && f.Ends[sim.Holds] != q.Result.Ends {
			t.Errorf("%s: claim %d is %s, %d ends hold of %d", name, i, explore.Outcomes[f.Outcome], f.Ends[sim.Holds], q.Result.Ends)
		}
	}
}

// set gives a parameter another value.
func set(c *protocol.Config, name string, value int32) {
	c.Params = append([]int32(nil), c.Params...)
	for i := range c.Spec.Params {
		if c.Spec.Params[i].Name == name {
			c.Params[i] = value
		}
	}
}

// How much OM(1) among four bears of each: of traitors, bad links, lost and late
// messages, one of any kind and not two. A message that is lost, late or altered looks to
// its receiver as if its sender had failed; so one alone is what OM(1) masks anyway.
func TestOralMessagesBearOneOfAnything(t *testing.T) {
	const (
		traitor = `{"process": "L3", "model": "arbitrary"}`
		link    = `{"from": "L2", "to": "L1", "model": "arbitrary"}`
		leak    = `{"from": "L2", "to": "L1", "model": "omission"}`
		first   = `{"from": "commander", "to": "L1", "model": "arbitrary"}`
		other   = `{"from": "L3", "to": "L1", "model": "arbitrary"}`
		back    = `{"from": "L1", "to": "L2", "model": "arbitrary"}`
	)
	for _, test := range []struct {
		faults       string
		losses, late int
		holds        bool
	}{
		{traitor, 0, 0, true}, {link, 0, 0, true}, {leak, 0, 0, true}, {first, 0, 0, true}, {"", 1, 0, true}, {"", 0, 1, true},
		{link + "," + back, 0, 0, true}, // two links, and for each receiver one
		{traitor + "," + link, 0, 0, false}, {traitor + "," + leak, 0, 0, false}, {traitor, 1, 0, false}, {traitor, 0, 1, false},
		{link + "," + other, 0, 0, false}, {first + "," + link, 0, 0, false}, {link, 1, 0, false}, {link, 0, 1, false},
		{"", 2, 0, false}, {"", 0, 2, false}, {"", 1, 1, false},
	} {
		network := ""
		if test.late > 0 {
			network = `"network": {"delay": "unbounded"}, `
		}
		q := try(t, document(t, `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, `+network+`"faults": [`+test.faults+
			`], "budget": {"crashes": 0, "losses": `+strconv.Itoa(test.losses)+`, "late": `+strconv.Itoa(test.late)+`}}`))
		if got := q.Result.Findings[1].Outcome; (got == explore.Proved) != test.holds || (got == explore.Refuted) == test.holds {
			t.Errorf("%s, %d lost, %d late: IC2 is %s", test.faults, test.losses, test.late, explore.Outcomes[got])
		}
	}
}

// Signatures help against what is altered, and not against what is kept: a traitorous
// commander and a link that keeps a message part the loyal (A1 is needed all the same).
func TestSignaturesDoNotHelpAgainstWhatIsKept(t *testing.T) {
	for model, holds := range map[string]bool{"arbitrary": false, "omission": false, "": true} {
		link := ""
		if model != "" {
			link = `, {"from": "L2", "to": "L1", "model": "` + model + `"}`
		}
		q := try(t, document(t, `{"faultlab": 1, "protocol": "byzantine/signed", "processes": 4, "faults": [{"process": "commander", "model": "arbitrary"}`+
			link+`], "budget": {"crashes": 0}}`))
		if got := q.Result.Findings[0].Outcome; (got == explore.Proved) != holds {
			t.Errorf("%s: IC1 is %s", model, explore.Outcomes[got])
		}
	}
}

func TestWhatIsCoveredNamesTheLinks(t *testing.T) {
	q := try(t, scenarioOf(t, "byzantine/oral-4-1-link"))
	want := "L3 may fail (arbitrary); nobody else fails. The link from L2 to L1 may fail (arbitrary)."
	if got := q.Covered()[0]; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
