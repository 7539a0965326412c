package faulttest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
	"faultlab/core/words"
	"faultlab/tools/parallel"
)

// Subject is what a test asks about: a scenario, or a system without one.
type Subject struct {
	// Document is a scenario, as in testdata/scenarios, of a protocol that comes with
	// Faultlab or is in Own.
	Document string
	Own      []*protocol.Spec

	// Setup, instead of a Document, is processes, their network, budgets and claims:
	// all that a search needs. Its processes are called P1, P2, ..., its values and
	// kinds of messages as Values and Kinds say, or by number.
	Setup         *sim.Setup
	Values, Kinds []string

	// Options bound the search. All processors are used unless Options.Workers says
	// otherwise; the result is the same for any number.
	Options explore.Options

	// Refuted are the claims that are meant to fall. The test fails if one stands.
	Refuted []string
}

// Folder is where pages of failing runs are put: the environment variable
// FAULTLAB_RUNS, or faultlab-runs among the temporary files.
func Folder() string {
	if f := os.Getenv("FAULTLAB_RUNS"); f != "" {
		return f
	}
	return filepath.Join(os.TempDir(), "faultlab-runs")
}

// Check tries everything in a subject and fails the test unless every claim is
// proved within the bounds. For a claim that falls it shows the shortest run, tells
// what happens in it, and writes it as a page of its own that any browser opens. It
// fails, too, if a bound leaves a claim unknown; if a claim is open at every end,
// since such a proof is empty; and if the subject breaks a rule that proofs rest
// on (see Sound). It returns what the search found.
//
//	faulttest.Check(t, faulttest.Subject{Setup: &setup})
func Check(t testing.TB, s Subject) *explore.Result {
	t.Helper()
	doc, l, value, err := s.open()
	if err != nil {
		t.Fatal(err)
		return nil
	}
	if err := sound(doc); err != nil {
		t.Errorf("a proof of this would be worth nothing: %v", err)
	}
	o := s.Options
	if o.Workers == 0 {
		o = parallel.All(o, 0)
	}
	q, problem := lab.NewQuest(doc, o, lab.Anyone{})
	if problem != nil {
		t.Fatal(problem.Message)
		return nil
	}
	for !q.Run(1 << 30) {
	}
	for i := range q.Result.Findings {
		f := &q.Result.Findings[i]
		claim := &doc.Config.Spec.Claims[doc.Config.Claims[i]]
		meant := false
		for _, name := range s.Refuted {
			meant = meant || name == claim.Name
		}
		switch {
		case f.Outcome == explore.Refuted && meant:
		case meant:
			t.Errorf("%s is meant to fall, and is %s.\n%s", claim.Name, explore.Outcomes[f.Outcome], strings.Join(q.Covered(), "\n"))
		case f.Outcome == explore.Refuted:
			t.Error(told(t.Name(), q, i, l, value))
		case f.Outcome == explore.Unknown:
			t.Errorf("%s is unknown.\n%s", claim.Name, strings.Join(q.Covered(), "\n"))
		case f.Ends[sim.Holds] == 0 && q.Result.Ends > 0:
			t.Errorf("%s is proved, but was never put to the test: it is open at every one of %d ends.", claim.Name, q.Result.Ends)
		}
	}
	if f := q.Result.Fair; f.Failed > 0 {
		t.Errorf("from %d states, if nothing goes wrong any more, not all is decided within %d steps", f.Failed, o.Within)
	}
	return &q.Result
}

// told is the message about a claim that falls. It writes the page.
func told(name string, q *lab.Quest, i int, l *lab.Lab, value *scenario.Value) string {
	f := &q.Result.Findings[i]
	claim := &q.Doc.Config.Spec.Claims[q.Doc.Config.Claims[i]]
	x := q.Witness(i)
	replays, _ := x.Shrink(lab.Listed(f.Choices), i)
	var b strings.Builder
	fmt.Fprintf(&b, "%s is refuted: %s\n", claim.Name, claim.Title)
	fmt.Fprintf(&b, "The shortest run that breaks it (%s; made simple in %d replays):\n", cost(x), replays)
	for _, e := range x.Entries {
		fmt.Fprintf(&b, "    step %d: %s\n", e.Choice.Step+1, e.Text) // as its page counts them
	}
	if len(x.Entries) == 0 {
		b.WriteString("    nothing goes wrong, and nothing else than the boring happens\n")
	}
	b.WriteString("What happens in it:\n")
	const most = 200
	lines := 0
	for n := range x.Trace.Events {
		e := &x.Trace.Events[n]
		says := x.Scene.Event(e, x.Trace.Span(e))
		if says == "" {
			continue
		}
		if lines++; lines > most {
			fmt.Fprintf(&b, "    ... and %d events more\n", len(x.Trace.Events)-n)
			break
		}
		fmt.Fprintf(&b, "    %s\n", says)
	}
	var choices []sim.Choice
	for _, e := range x.Entries {
		choices = append(choices, e.Choice)
	}
	file, err := write(name+"-"+claim.Name, l, value, choices)
	if err != nil {
		fmt.Fprintf(&b, "Its page could not be written: %v\n", err)
	} else {
		fmt.Fprintf(&b, "Look at it: file://%s\n", filepath.ToSlash(file))
	}
	return b.String()
}

// cost says how many faults and steps a run has.
func cost(x *lab.Experiment) string {
	faults := 0
	for _, e := range x.Entries {
		if e.Choice.Kind.Fault() {
			faults++
		}
	}
	return fmt.Sprintf("faults: %d, steps: %d", faults, x.World.Steps())
}

func write(name string, l *lab.Lab, value *scenario.Value, choices []sim.Choice) (file string, err error) {
	if choices == nil {
		choices = []sim.Choice{}
	}
	run, err := Run(l, value, choices)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(Folder(), 0o755); err != nil {
		return "", err
	}
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, name)
	file = filepath.Join(Folder(), safe+".html")
	return file, os.WriteFile(file, Page(name, run), 0o644)
}

// open makes the document of a subject and the laboratory that knows its protocol.
func (s *Subject) open() (*scenario.Document, *lab.Lab, *scenario.Value, error) {
	source, own := s.Document, s.Own
	if s.Setup != nil {
		spec := bare(s)
		own = append(own[:len(own):len(own)], spec)
		source = bareDocument(s.Setup)
	}
	r := scenario.New(append(scenario.Builtin(), own...)...)
	v, err := text.Decode([]byte(source), scenario.DefaultLimits())
	if err != nil {
		return nil, nil, nil, err
	}
	doc, problems := r.Check(&v, scenario.DefaultLimits())
	if problems != nil {
		return nil, nil, nil, text.Locate(&v, problems)
	}
	return doc, lab.With(lab.Limits{}, r), &v, nil
}

// bareName is the protocol of a subject without one.
const bareName = "test/setup"

// bare is the least that a Setup must tell of itself to be run, told and shown.
func bare(s *Subject) *protocol.Spec {
	spec := &protocol.Spec{
		Name: bareName, Version: 1, Title: "A system under test", Doc: "Processes, a network, budgets and claims, as a test has them.",
		Processes: protocol.Processes{Min: s.Setup.N, Max: s.Setup.N, Name: func(i int) string { return fmt.Sprintf("P%d", i+1) }},
		Network:   s.Setup.Net,
		Networks:  func(sim.Network) (string, bool) { return "", true },
		Models:    sim.Crash | sim.Omission | sim.Timing | sim.Value | sim.Transition | sim.Arbitrary,
		Budget:    s.Setup.Budget,
		Views:     []string{"space-time", "group"},
		Setup: func(*protocol.Config) sim.Setup {
			setup := *s.Setup
			setup.Claims = nil // they are asked for by name
			return setup
		},
	}
	spec.Words.Values, spec.Words.Kinds = s.Values, s.Kinds
	// A protocol has words of its own for what it is told. Without them a message that
	// comes would be told like one that is sent, with the same sentence.
	spec.Words.Phrases = []words.Phrase{
		{Event: sim.EvReceive, Msg: words.Any, Reason: int(sim.NoReason), Text: "{p} receives {k} {v} of {q}"},
	}
	for v := len(spec.Words.Values); v < int(s.Setup.Values); v++ {
		spec.Words.Values = append(spec.Words.Values, fmt.Sprint(v))
	}
	for i := range s.Setup.Claims {
		c := s.Setup.Claims[i]
		spec.Claims = append(spec.Claims, protocol.Claim{Name: c.Name, Title: c.Name, Make: func(*protocol.Config) sim.Claim { return c }})
	}
	return spec
}

// bareDocument says of a Setup what the page of a run wants to know: who may fail.
func bareDocument(s *sim.Setup) string {
	var faults []string
	for i, models := range s.Models {
		for _, m := range sim.Models {
			if models&m.Model != 0 {
				faults = append(faults, fmt.Sprintf(`{"process": "P%d", "model": %q}`, i+1, m.Name))
			}
		}
	}
	return fmt.Sprintf(`{"faultlab": 1, "protocol": %q, "processes": %d, "faults": [%s]}`, bareName, s.N, strings.Join(faults, ", "))
}

// Sound fails the test if a subject breaks a rule that proofs rest on: states of
// processes are flat (no pointers, no padding), states with the same fingerprint
// have the same successors, processes that are said to be alike are, deliveries to
// two processes come to the same state in either order, and messages that are said
// to set nothing off don't. Check asks it, too.
func Sound(t testing.TB, s Subject) {
	t.Helper()
	doc, _, _, err := s.open()
	if err != nil {
		t.Fatal(err)
		return
	}
	if err := sound(doc); err != nil {
		t.Error(err)
	}
}

// soundWalks is how many runs by chance the rules are tried on.
const soundWalks = 30

func sound(doc *scenario.Document) error {
	w := lab.Open(doc).World
	for p := range w.Setup().N {
		if err := flat(reflect.TypeOf(w.Process(sim.ID(p))).Elem(), ""); err != nil {
			return err
		}
	}
	for _, check := range [...]func(w *sim.World, runs int) (int, error){explore.Congruent, explore.Commutes, explore.Swaps, explore.Quiet} {
		_, err := check(w, soundWalks)
		var broken *explore.Unsound
		if errors.As(err, &broken) {
			return errors.New(broken.Named(func(p sim.ID) string { return doc.Config.Names[p] }))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// flat says what keeps a type from being nothing but its bytes: pointers, which a
// snapshot would share, or padding, which can differ where values are equal.
func flat(t reflect.Type, path string) error {
	path += t.Name()
	switch t.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return nil
	case reflect.Array:
		return flat(t.Elem(), path)
	case reflect.Struct:
		size := uintptr(0)
		for i := range t.NumField() {
			f := t.Field(i)
			if err := flat(f.Type, path+"."+f.Name+" "); err != nil {
				return err
			}
			size += f.Type.Size()
		}
		if size != t.Size() {
			return fmt.Errorf("%s has %d bytes of fields in %d: two equal states could have unequal bytes. Put the larger fields first, or fill it up", path, size, t.Size())
		}
		return nil
	}
	return fmt.Errorf("%s is of kind %s: the state of a process is made of integers of fixed size and arrays of them", path, t.Kind())
}
