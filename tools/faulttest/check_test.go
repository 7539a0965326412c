package faulttest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"faultlab/core/claim"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// counter is the smallest system that can go wrong: P1 says 1 to everybody, who
// decide on what they hear.
type counter struct{ Heard uint8 }

func (c *counter) Start(e *sim.Env) {
	if e.Me == 0 {
		e.Multicast(e.Others(), 0, 1, 0)
	}
}

func (c *counter) Deliver(e *sim.Env, m sim.Msg) {
	c.Heard = m.Val
	e.Note(sim.EvDecide, sim.None, m.Val, 0, sim.NoReason)
}

func counting(n int, faulty sim.Model) *sim.Setup {
	return &sim.Setup{
		N: n, Values: 2, Models: []sim.Model{faulty}, Quiet: 1, Alike: []sim.Set{sim.All(n).Without(0)},
		Claims: []sim.Claim{claim.Agreement("agreement", sim.All(n).Without(0))},
		Build: func(b *sim.Builder) {
			for range n {
				sim.Place(b, counter{}, 0)
			}
		},
	}
}

// recorder is a test that is meant to fail.
type recorder struct {
	testing.TB
	said   []string
	failed bool
}

func (r *recorder) Helper() {}
func (r *recorder) Name() string {
	return "TestOf/a part"
}
func (r *recorder) Error(args ...any)            { r.failed = true; r.said = append(r.said, fmt.Sprint(args...)) }
func (r *recorder) Errorf(s string, args ...any) { r.Error(fmt.Sprintf(s, args...)) }
func (r *recorder) Fatal(args ...any)            { r.Error(args...) }

func TestAProofPasses(t *testing.T) {
	r := Check(t, Subject{Setup: counting(4, 0)})
	if r.Stopped != explore.Complete || r.Findings[0].Outcome != explore.Proved {
		t.Errorf("%+v", r)
	}
	r = Check(t, Subject{Document: `{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "L3", "model": "arbitrary"}]}`})
	if len(r.Findings) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestAFailureShowsTheShortestRun(t *testing.T) {
	t.Setenv("FAULTLAB_RUNS", t.TempDir())
	r := &recorder{TB: t}
	Check(r, Subject{Setup: counting(3, sim.Arbitrary), Values: []string{"no", "yes"}, Kinds: []string{"word"}})
	if !r.failed || len(r.said) != 1 {
		t.Fatalf("failed: %t, %q", r.failed, r.said)
	}
	for _, want := range []string{"agreement is refuted", "faults: 1, steps: 2", "P1", "no", "What happens in it:", "Look at it: file://"} {
		if !strings.Contains(r.said[0], want) {
			t.Errorf("it does not say %q:\n%s", want, r.said[0])
		}
	}
	page, err := os.ReadFile(filepath.Join(Folder(), "TestOf-a-part-agreement.html"))
	if err != nil || !strings.Contains(string(page), "TestOf/a part-agreement") {
		t.Errorf("the page: %v, %d bytes", err, len(page))
	}
}

func TestWhatIsMeantToFallMustFall(t *testing.T) {
	r := &recorder{TB: t}
	Check(r, Subject{Setup: counting(3, sim.Arbitrary), Refuted: []string{"agreement"}})
	if r.failed {
		t.Errorf("%q", r.said)
	}
	Check(r, Subject{Setup: counting(3, 0), Refuted: []string{"agreement"}})
	if !r.failed || !strings.Contains(r.said[0], "is meant to fall, and is proved") {
		t.Errorf("%q", r.said)
	}
}

// deaf never decides.
type deaf struct{ counter }

func (*deaf) Deliver(*sim.Env, sim.Msg) {}

// hidden keeps what matters where no snapshot finds it.
type hidden struct{ Heard *uint8 }

func (*hidden) Start(*sim.Env)            {}
func (*hidden) Deliver(*sim.Env, sim.Msg) {}

func TestAnEmptyOrWorthlessProofFails(t *testing.T) {
	empty, pointers, bounded, alike := counting(3, 0), counting(3, 0), counting(4, 0), counting(3, 0)
	empty.Build = func(b *sim.Builder) {
		for range 3 {
			sim.Place(b, deaf{}, 0)
		}
	}
	pointers.Build = func(b *sim.Builder) {
		for range 3 {
			sim.Place(b, hidden{}, 0)
		}
	}
	alike.Alike = []sim.Set{sim.All(3)}
	for _, test := range []struct {
		subject Subject
		says    string
	}{
		{Subject{Setup: empty}, "never put to the test"},
		{Subject{Setup: pointers}, "hidden.Heard"},
		{Subject{Setup: bounded, Options: explore.Options{States: 3}}, "stopped by the bound on states"},
		{Subject{Document: `{"faultlab": 1, "protocol": "byzantine/orall", "processes": 3}`}, "byzantine/oral"},
		{Subject{Document: `{`}, "1:2: the document ends too early"},
	} {
		r := &recorder{TB: t}
		func() {
			defer func() { _ = recover() }()
			Check(r, test.subject)
		}()
		if !r.failed || !strings.Contains(strings.Join(r.said, "\n"), test.says) {
			t.Errorf("%q does not say %q", r.said, test.says)
		}
	}
}

func TestSoundSaysWhatIsWrong(t *testing.T) {
	Sound(t, Subject{Setup: counting(4, sim.Omission)})
	quiet := counting(3, 0)
	quiet.Build = func(b *sim.Builder) {
		sim.Place(b, counter{}, 0)
		sim.Place(b, echo{}, 0)
		sim.Place(b, counter{}, 0)
	}
	r := &recorder{TB: t}
	Sound(r, Subject{Setup: quiet})
	if !r.failed || !strings.Contains(r.said[0], "alike") && !strings.Contains(r.said[0], "set nothing off") {
		t.Errorf("%q", r.said)
	}
}

// echo passes on what it hears.
type echo struct{ Heard uint8 }

func (*echo) Start(*sim.Env) {}
func (c *echo) Deliver(e *sim.Env, m sim.Msg) {
	if c.Heard == 0 {
		c.Heard = 1
		e.Send(2, 0, m.Val, 1)
	}
}

// waiter never decides, and asks itself again and again whether it should.
type waiter struct{ Stays uint8 }

func (w *waiter) Start(e *sim.Env)              { e.After(1, 0, 0, 0) }
func (w *waiter) Deliver(e *sim.Env, _ sim.Msg) { e.After(1, 0, 0, 0) }

func waiting() *sim.Setup {
	return &sim.Setup{N: 1, Claims: []sim.Claim{claim.Termination("decides", sim.SetOf(0))}, Build: func(b *sim.Builder) {
		sim.Place(b, waiter{}, 0)
	}}
}

// A run that never ends fails the test, and its page shows it.
func TestARunThatNeverEndsIsShown(t *testing.T) {
	t.Setenv("FAULTLAB_RUNS", t.TempDir())
	r := &recorder{TB: t}
	result := Check(r, Subject{Setup: waiting()})
	said := strings.Join(r.said, "\n")
	f := &result.Findings[0]
	if !r.failed || !f.Endless || f.Since != 0 || f.Steps != 1 || !strings.Contains(said, "1: so on for ever, as from the beginning") {
		t.Errorf("%+v\n%s", f, said)
	}
	r = &recorder{TB: t}
	Check(r, Subject{Setup: waiting(), Options: explore.Options{Edges: -1}})
	if said := strings.Join(r.said, "\n"); !strings.Contains(said, "decides is unknown") || !strings.Contains(said, "There may be runs that never end") {
		t.Error(said)
	}
}

// A proof that speaks of no run is none.
func TestAssumptionsThatNoRunMeetsAreReported(t *testing.T) {
	s := counting(3, sim.Crash)
	s.Budget.Crashes = 1
	s.Claims[0].Finish = nil
	s.Assume.Crashes = []sim.Count{{Who: sim.SetOf(0), Least: 1, Most: 1}}
	s.Assume.Falls = []sim.Fall{{Who: 0, After: []sim.Sign{{Kind: sim.EvDecide, Msg: -1}}}}
	r := &recorder{TB: t}
	Check(r, Subject{Setup: s})
	if said := strings.Join(r.said, "\n"); !strings.Contains(said, "no run that ends is one of those") {
		t.Error(said)
	}
}
