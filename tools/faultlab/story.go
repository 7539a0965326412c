package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// narrate tells a run: what it is about and who takes part, then what happens, a
// step a line, with the claims where they turn, and last what became of each claim.
// Of more lines than most, unless it is 0, the middle is left out.
func narrate(w *bufio.Writer, x *lab.Experiment, end choose.End, most int) {
	c := x.Doc.Config
	fmt.Fprintf(w, "%s\n", x.Doc.Title)
	if x.Doc.About != "" {
		fmt.Fprintf(w, "%s\n", x.Doc.About)
	}
	fmt.Fprintf(w, "\n%s: %s\n", c.Spec.Name, strings.Join(cast(x), ", "))
	for _, r := range remarks(x) {
		fmt.Fprintf(w, "Note: %s\n", r)
	}
	fmt.Fprintln(w)
	for _, line := range shortened(steps(x), most) {
		fmt.Fprintln(w, line)
	}
	fmt.Fprintf(w, "\n%s after %d steps\n", ends[end], x.World.Steps())
	for i := range c.Claims {
		fmt.Fprintln(w, judgement(x, i))
	}
	for _, e := range x.Entries {
		if !e.Fits {
			fmt.Fprintf(w, "This choice does not fit: %d: %s: %s\n", e.Choice.Step, e.Text, e.Why)
		}
	}
}

var ends = map[choose.End]string{
	choose.Quiescent: "The run is over",
	choose.Limit:     "The run was stopped by its budget of steps",
	choose.Until:     "The run stops here",
	choose.Repeats:   "The run is where it was before, and goes on so for ever,",
	choose.Overflow:  "The run was given up: more is in flight than there is room for",
}

// steps are the lines of what happens: of each step its number and all that is said
// of it, and behind it the claims that turn in it. A round has a line of its own.
// What claims come to once the run is over isn't told here.
func steps(x *lab.Experiment) []string {
	var l lines
	told, turns, events := x.Told(), x.Trace.Verdicts, x.Trace.Events
	for first, last := 0, 0; first < len(events); first = last {
		step := events[first].Step
		for last < len(events) && events[last].Step == step {
			last++
		}
		label := position(step)
		l.begin(label)
		for ; len(told) > 0 && int(told[0].Event) < last; told = told[1:] {
			if events[told[0].Event].Kind == sim.EvRound {
				l.heading(told[0].Text)
				l.begin(label)
			} else {
				l.say(told[0].Text)
			}
		}
		for ; len(turns) > 0 && turns[0].Step <= step; turns = turns[1:] {
			v := turns[0]
			if claim := claimOf(x.Doc.Config, v.Claim); v.Event >= 0 && claim.AsksNothing(x.Doc.Config) == "" {
				l.begin("claim")
				l.add(claim.Name + " " + statusWords(v.Status) + ": " + claim.Title)
			}
		}
	}
	l.end()
	return l.all
}

func position(step int32) string {
	if step < 0 {
		return ""
	}
	return fmt.Sprint(step)
}

// lines are put together of sentences. A line that would be wider than wide is
// broken between two of them.
type lines struct {
	all   []string
	label string
	now   string
}

const wide = 100 // columns

// begin ends the line and begins another one with a label in front.
func (l *lines) begin(label string) {
	l.end()
	l.label = label
}

func (l *lines) end() {
	if l.now != "" {
		l.all = append(l.all, l.now)
	}
	l.label, l.now = "", ""
}

func (l *lines) heading(text string) {
	l.end()
	l.all = append(l.all, text)
}

func (l *lines) say(text string) { l.add(sentence(text)) }

func (l *lines) add(text string) {
	if l.now != "" && utf8.RuneCountInString(l.now)+1+utf8.RuneCountInString(text) > wide {
		l.end()
	}
	if l.now == "" {
		l.now = fmt.Sprintf("%6s  %s", l.label, text)
	} else {
		l.now += " " + text
	}
}

// small is a name, such as that of a message, that is written small wherever it stands.
var small = regexp.MustCompile(`^([b-hj-z]|[a-z]\d)\b`)

// sentence is a text of the catalogue as a sentence among others.
func sentence(text string) string {
	if !small.MatchString(text) {
		first, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	if !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	return text
}

// shortened leaves out the middle of more lines than most, and says what is missing:
// how many lines, and their hash, so that no change of them goes unseen.
func shortened(all []string, most int) []string {
	if most <= 0 || len(all) <= most {
		return all
	}
	from, to := most/2, len(all)-most/2
	hash := sha256.Sum256([]byte(strings.Join(all[from:to], "\n")))
	short := append(all[:from:from], fmt.Sprintf("%6s  %d lines more (sha256 %x)", "...", to-from, hash[:8]))
	return append(short, all[to:]...)
}
