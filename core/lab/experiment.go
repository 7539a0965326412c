package lab

import (
	"math"
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/scenario"
	"faultlab/core/sim"
	"faultlab/core/words"
)

// Experiment is a scenario that can be run: as its author wrote it, with other
// choices, by chance, or one option after the other.
type Experiment struct {
	Doc   *scenario.Document
	World *sim.World
	Run   *choose.Run
	Trace sim.Trace
	Scene words.Scene

	Entries []Entry // the choices of the last run
}

// Entry is a choice of a list together with what became of it.
type Entry struct {
	Choice sim.Choice
	Text   string // as menus and documents have it
	Fits   bool
	Why    string // if it does not fit
}

// Open makes the world of a document.
func Open(d *scenario.Document) *Experiment {
	c := d.Config
	x := &Experiment{Doc: d, World: worldOf(c)}
	x.Run = choose.NewRun(x.World)
	x.Scene = words.Scene{Names: c.Names, Words: c.Words(), Rounds: c.Net.LockStep}
	if c.Spec.Scene != nil {
		x.Scene.Data = c.Spec.Scene(c)
	}
	return x
}

// Own is the list of the document's own choices.
func (x *Experiment) Own() []Entry {
	list := make([]Entry, 0, len(x.Doc.Choices))
	for _, s := range x.Doc.Choices {
		step, text, _ := scenario.SplitChoice(s)
		list = append(list, Entry{Choice: sim.Choice{Step: int32(step), Kind: byText}, Text: text})
	}
	return list
}

// byText marks a choice of which only the words are known.
const byText sim.Kind = 255

// Listed makes entries of choices.
func Listed(choices []sim.Choice) []Entry {
	list := make([]Entry, len(choices))
	for i, c := range choices {
		list[i].Choice = c
	}
	return list
}

// Replay runs the world with a list of choices, in order of their steps, and
// writes the trace; until is the number of steps to take, or negative to go to
// the end. What became of each choice is in x.Entries: a choice given in words
// is resolved, one that does not fit is left out of the run and says why.
func (x *Experiment) Replay(list []Entry, until int32) choose.End {
	x.Entries = append([]Entry(nil), list...)
	next := 0
	coast := func() {
		x.Run.Coast(math.MaxInt32)
		if next < len(x.Entries) {
			x.Run.Coast(x.Entries[next].Choice.Step)
		}
	}
	coast()
	end := x.Run.Drive(&x.Trace, until, func(w *sim.World, options []sim.Option) int {
		at, made := 0, false
		for ; next < len(x.Entries) && x.Entries[next].Choice.Step <= w.Steps(); next++ {
			e := &x.Entries[next]
			switch {
			case made || e.Choice.Step < w.Steps():
				e.Why = "another choice was made at this step before"
			case !x.fit(e, options, &at):
				e.Why = "not possible after " + strconv.Itoa(int(w.Steps())) + " steps; possible is: " + x.possible(options)
			default:
				made = true
			}
		}
		coast()
		return at
	})
	for ; next < len(x.Entries); next++ {
		e := &x.Entries[next]
		if until >= 0 && end == choose.Until {
			e.Fits = true // not reached, so nothing can be said against it
			continue
		}
		e.Why = "the run is over after step " + strconv.Itoa(int(x.World.Steps()))
	}
	return end
}

// fit looks for the option that an entry means and completes the entry.
func (x *Experiment) fit(e *Entry, options []sim.Option, at *int) bool {
	for i, o := range options {
		c := x.World.Choice(o)
		if e.Choice.Kind == byText {
			if text := x.Text(o); text == e.Text {
				e.Choice, e.Fits, *at = c, true, i
				return true
			}
			continue
		}
		if c == e.Choice {
			e.Text, e.Fits, *at = x.Text(o), true, i
			return true
		}
	}
	return false
}

// Text puts an option of the present state in words.
func (x *Experiment) Text(o sim.Option) string {
	m, _, _ := x.World.Described(o)
	c := x.World.Choice(o)
	if x.World.AlwaysSilent(o) {
		return x.Scene.Name(c.Who) + " says nothing to " + x.Scene.Name(c.To)
	}
	return x.Scene.Choice(c, m.Val)
}

func (x *Experiment) possible(options []sim.Option) string {
	const most = 8
	s := ""
	for i, o := range options {
		if i == most {
			return s + ", and " + strconv.Itoa(len(options)-most) + " more"
		}
		if i > 0 {
			s += ", "
		}
		s += x.Text(o)
	}
	return s
}

// Offer is one line of the menu of what may happen at a step.
type Offer struct {
	Choice sim.Choice
	Text   string
	Group  string // what kind of thing it is: a name of sim.Kinds
	Fault  bool
}

// Offers lists what may happen in front of a step, given the choices before it.
// The first is what happens if nobody chooses. No offers: the run is over.
func (x *Experiment) Offers(list []Entry, step int32) []Offer {
	before := list[:0:0]
	for _, e := range list {
		if e.Choice.Step < step {
			before = append(before, e)
		}
	}
	if end := x.Replay(before, step); end != choose.Until {
		return nil
	}
	var offers []Offer
	for _, o := range x.Run.Options() {
		offers = append(offers, Offer{x.World.Choice(o), x.Text(o), sim.Kinds[o.Kind], o.Kind.Fault()})
	}
	return offers
}

// Random runs the world by chance. What it chose is in x.Entries.
func (x *Experiment) Random(seed uint64, weights choose.Weights) choose.End {
	x.Run.Random(nil, seed, weights)
	return x.Replay(Listed(append([]sim.Choice(nil), x.Run.Taken...)), -1)
}

// shrinkReplays bounds the work of making a run smaller. It counts replays, never
// time, so that the result is the same everywhere.
const shrinkReplays = 5000

// Shrink makes the choices of a run that violates a claim as few and simple as it
// can while the same claim stays violated, and replays them. It reports false if
// the run does not violate the claim.
func (x *Experiment) Shrink(list []Entry, claim int) (replays int, ok bool) {
	x.Replay(list, -1)
	if s, _, _ := x.World.Status(claim); s != sim.Violated {
		return 0, false
	}
	small, replays := x.Run.Shrink(append([]sim.Choice(nil), x.Run.Taken...), shrinkReplays, func(w *sim.World) bool {
		s, _, _ := w.Status(claim)
		return s == sim.Violated
	})
	x.Replay(Listed(small), -1)
	return replays, true
}
