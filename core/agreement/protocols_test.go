package agreement_test

import (
	"strings"
	"testing"

	"faultlab/core/agreement"
	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// Each protocol in each circumstance, among two of whom one may crash: it reaches
// agreement (+), splits (s) or waits for ever (w). In the order of Circumstances.
//
// No protocol reaches it where the theorem says that none can, unless a step looks
// and speaks at once; and where the theorem says that some can, one does.
func TestEveryProtocolInEveryCircumstance(t *testing.T) {
	reached := [16]bool{}
	for _, p := range []struct {
		name, params string
		atomic       bool
		want         string
	}{
		{"flood", "", false, "++++ ssss ssss ssss"},
		{"first", "", false, "sss+ sss+ sss+ sss+"},
		{"marker", "", false, "++++ ss++ ssss ssss"},
		{"marker", `"times": 1`, false, "++++ ss++ ssss ssss"},
		{"wait", `"for": "all"`, false, "wwww wwww wwww wwww"},
		{"wait", `"for": "all but one"`, false, "ssss ssss ssss ssss"},
		{"glance", "", false, "++++ ssss ssss ssss"},
		{"glance", `"atomic": true`, true, "++++ ssss ++++ ssss"},
	} {
		got := ""
		for i, c := range agreement.Circumstances() {
			if i > 0 && i%4 == 0 {
				got += " "
			}
			r := search(t, document(t, p.name, system(2, c.Circumstance, p.params, "", 1)), explore.Options{})
			how := "?"
			switch a, v, w := r.Findings[agrees].Outcome, r.Findings[valid].Outcome, r.Findings[terminates].Outcome; {
			case v != explore.Proved:
			case a == explore.Refuted && w == explore.Proved:
				how = "s"
			case a == explore.Proved && w == explore.Refuted:
				how = "w"
			case proved(t, r):
				how = "+"
				reached[i] = reached[i] || !p.atomic
			}
			got += how
		}
		if got != p.want {
			t.Errorf("%s, %s: %s, want %s", p.name, p.params, got, p.want)
		}
	}
	for i, c := range agreement.Circumstances() {
		if reached[i] != c.Possible {
			t.Errorf("%s: reached is %t", c, reached[i])
		}
	}
}

var (
	inRounds = agreement.Circumstance{Synchronous: true, Bounded: true}
	inOrder  = agreement.Circumstance{Synchronous: true, Ordered: true}
	atOnce   = agreement.Circumstance{Bounded: true, Multicast: true}
)

// What is shown beside the table, and what it takes to put it right.
func TestTraps(t *testing.T) {
	for _, test := range []struct {
		what, trap string
		faults     int
		right      string // protocol
		rest       string
	}{
		{"links in order are not enough", "agreement/first-fifo", 0, "first",
			system(2, agreement.Circumstance{Ordered: true, Multicast: true}, "", "", 1)},
		{"one round is not enough among three", "agreement/flood-one-round", 1, "flood", system(3, inRounds, `"rounds": 2`, "", 1)},
		{"among two it is", "", 0, "flood", system(2, inRounds, `"rounds": 1`, "", 1)},
		{"n-1 rounds are enough for any number of crashes", "", 0, "flood", system(3, inRounds, `"rounds": 2`, "", 2)},
		{"to tell once is not enough among three", "agreement/marker-once", 1, "marker", system(3, inOrder, `"times": 2`, "", 1)},
		{"among two it is", "", 0, "marker", system(2, inOrder, `"times": 1`, "", 1)},
		{"and with multicast", "", 0, "marker",
			system(3, agreement.Circumstance{Synchronous: true, Ordered: true, Multicast: true}, `"times": 1`, "", 2)},
		{"looking and speaking in two steps", "agreement/asynchronous-bounded-unordered-multicast", 0, "glance", system(3, atOnce, `"atomic": true`, "", 2)},
	} {
		if test.trap != "" {
			r := search(t, kept(t, test.trap), explore.Options{}, agrees)
			if f := r.Findings[0]; f.Outcome != explore.Refuted || f.Faults != test.faults {
				t.Errorf("%s: %s is %s, by %d faults", test.what, test.trap, explore.Outcomes[f.Outcome], f.Faults)
			}
		}
		doc := document(t, test.right, test.rest)
		if testing.Short() && doc.Config.N > 2 && test.right != "flood" {
			continue
		}
		r := search(t, doc, explore.Options{})
		if !proved(t, r) {
			t.Errorf("%s: %+v", test.what, r.Findings)
		}
		t.Logf("%s: %d states", test.what, r.States)
	}
}

// Two crashes are one too many for markers that are told twice: the second message
// of somebody who has crashed is awaited for ever. But nobody decides wrongly.
func TestMarkersAreMeantForOneCrash(t *testing.T) {
	doc := document(t, "marker", system(3, inOrder, "", "", 2))
	if f := search(t, doc, explore.Options{}, terminates).Findings[0]; f.Outcome != explore.Refuted || f.Faults != 2 || !f.AtEnd {
		t.Errorf("%+v", f)
	}
	if !testing.Short() {
		if f := search(t, doc, explore.Options{}, agrees).Findings[0]; f.Outcome != explore.Proved {
			t.Errorf("%+v", f)
		}
	}
	if remarks := doc.Config.Spec.Remarks(doc.Config); len(remarks) != 1 || remarks[0].Code != protocol.Outside {
		t.Errorf("%+v", remarks)
	}
}

// Four processes tell two rounds from three: two crashes, one a round, are enough.
func TestTwoRoundsDoNotSurviveTwoCrashes(t *testing.T) {
	doc := document(t, "flood", system(4, inRounds, `"rounds": 2`, "", 2))
	f := search(t, doc, explore.Options{}, agrees).Findings[0]
	if f.Outcome != explore.Refuted || f.Faults != 2 {
		t.Errorf("%s, by %d faults", explore.Outcomes[f.Outcome], f.Faults)
	}
}

// A step may take one tick or two, and a message too: the plans of Flood and Marker
// are long enough, and not a step too long.
func TestPlansFitThePace(t *testing.T) {
	for _, test := range []struct {
		protocol, params, network string
		c                         agreement.Circumstance
		tight                     bool
	}{
		{"flood", `"rounds": 1`, "", inRounds, true},
		{"flood", `"rounds": 1`, `, "pace": 2`, inRounds, true},
		{"flood", `"rounds": 1`, `, "latency": [1, 2]`, inRounds, true},
		{"flood", `"rounds": 1`, `, "pace": 3, "latency": [2, 3]`, inRounds, true},
		{"flood", `"rounds": 2`, `, "pace": 2`, inRounds, false}, // among two, the second round makes up for the first
		{"marker", "", "", inOrder, true},
		{"marker", "", `, "pace": 2`, inOrder, true},
	} {
		doc := document(t, test.protocol, system(2, test.c, test.params, test.network, 1))
		if r := search(t, doc, explore.Options{}); !proved(t, r) {
			t.Errorf("%s%s: %+v", test.protocol, test.network, r.Findings)
		}
		setup := *lab.Open(doc).World.Setup()
		setup.Claims = setup.Claims[:1]
		if setup.Net.Bounded {
			setup.Net.MaxDelay++
		} else {
			setup.Net.Pace++
		}
		if r := searchWorld(t, sim.New(&setup), explore.Options{}); (r.Findings[agrees].Outcome == explore.Refuted) != test.tight {
			t.Errorf("%s%s: in a slower network it is %s", test.protocol, test.network, explore.Outcomes[r.Findings[agrees].Outcome])
		}
	}
}

// The theorem's step: it takes what has come, or it sends, to one receiver or, on a
// multicast network, to all. Only a glance does both, if it is atomic.
func TestAStepTakesOrSends(t *testing.T) {
	steps := 0
	for _, protocol := range []string{"flood", "first", "marker", "wait", "glance"} {
		for _, c := range agreement.Circumstances() {
			x := lab.Open(document(t, protocol, system(3, c.Circumstance, "", "", 1)))
			for seed := range uint64(20) {
				x.Run.Random(&x.Trace, seed, choose.DefaultWeights)
				var sends, takes [1000]int
				for i := range x.Trace.Events {
					switch e := &x.Trace.Events[i]; {
					case e.Step < 0:
					case e.Kind == sim.EvSend:
						sends[e.Step]++
						steps++
					case e.Kind == sim.EvReceive || e.Kind == sim.EvDeliver:
						takes[e.Step]++
					}
				}
				for step, n := range sends {
					if n > 0 && takes[step] > 0 || n > 1 && !c.Multicast {
						t.Fatalf("%s with %s, seed %d, step %d: %d messages are sent, %d are taken", protocol, c, seed, step, n, takes[step])
					}
				}
			}
		}
	}
	if steps < 1000 {
		t.Errorf("only %d messages were sent", steps)
	}
}

func TestNarration(t *testing.T) {
	x := lab.Open(kept(t, "agreement/synchronous-unbounded-unordered-multicast"))
	x.Replay(x.Own(), -1)
	var says []string
	for i := range x.Trace.Events {
		if s := x.Scene.Event(&x.Trace.Events[i], nil); s != "" {
			says = append(says, s)
		}
	}
	want := "P1 starts; P2 starts; P1 proposes 0; P2 proposes 1; The clock goes to 1; P1 sends the value 0 to P2; P2 sends the value 1 to P1; The clock goes to 2; " +
		"P1 sends itself a marker; P2 sends itself a marker; The clock goes to 3; The marker of P2 is in its mailbox; " +
		"The value 0 from P1 is in the mailbox of P2; The value 1 from P2 is in the mailbox of P1; The marker of P1 is in its mailbox; The clock goes to 4; " +
		"P2 looks at what has come; P1 looks at what has come; The clock goes to 5; P2 sends the value 1 to P1; P1 sends the value 0 to P2; P1 decides 0; " +
		"The clock goes to 6; The value 1 from P2 is in the mailbox of P1; P2 looks at what has come; P2 decides 1; The value 0 from P1 is in the mailbox of P2"
	if got := strings.Join(says, "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var menu []string
	for _, o := range x.Offers(nil, 0) {
		menu = append(menu, o.Text)
	}
	if got := strings.Join(menu, "; "); got != "P1 proposes 0; P1 proposes 1" {
		t.Errorf("the menu is %s", got)
	}
}

func TestAPlanThatIsTooLongIsRefused(t *testing.T) {
	_, err := text.Read(scenario.New(scenario.Builtin()...), []byte(`{"faultlab": 1, "protocol": "agreement/flood", `+
		system(3, inRounds, `"rounds": 8`, `, "pace": 3`, 1)+`}`), scenario.DocumentLimits{})
	if err == nil || !strings.Contains(err.Error(), "network is too slow") {
		t.Error(err)
	}
}
