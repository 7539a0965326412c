package main

import (
	"strings"
	"testing"
)

const three = "byzantine/oral-3-1-lieutenant"

// ask types answers, a line each, and returns the link and what was said.
func ask(t *testing.T, scenario string, answers ...string) (link, said string) {
	t.Helper()
	code, out, err := typed(strings.Join(answers, "\n")+"\n", "ask", scenario)
	if code == exitUsage {
		t.Fatal(err)
	}
	return strings.TrimSpace(out), err
}

// Whoever only presses Enter gets the scenario as its author wrote it.
func TestWhoChoosesNothingGetsTheScenario(t *testing.T) {
	_, want, _ := call("run", three)
	for _, answers := range [][]string{{"g"}, strings.Split(strings.Repeat("\n", 20), "")} {
		link, _ := ask(t, three, answers...)
		if _, got, err := call("run", link); got != want {
			t.Errorf("%s opens another run %s\n%s", link, err, got)
		}
	}
}

func TestWhatIsChosenIsInTheLink(t *testing.T) {
	// The first question there is comes in front of the first step.
	_, said := ask(t, three, "q")
	if !strings.Contains(said, "step 1> ") || strings.Contains(said, "step 0> ") {
		t.Fatalf("it does not ask\n%s", said)
	}
	link, said := ask(t, three, answersUntil(t, three, "L2 says nothing to L1")...)
	if !strings.Contains(said, "L2 says nothing to L1\n") {
		t.Errorf("the choice was not told\n%s", said)
	}
	code, told, _ := call("run", link)
	if !strings.Contains(told, "L2 says nothing to L1") || code != exitFails {
		t.Errorf("%d\n%s", code, told)
	}
}

// answersUntil presses Enter until an option is offered, and takes it; then the run
// goes on by itself.
func answersUntil(t *testing.T, scenario, option string) []string {
	t.Helper()
	var answers []string
	for range 30 {
		_, said := ask(t, scenario, append(append([]string(nil), answers...), "q")...)
		menu := said[strings.LastIndex(strings.TrimSuffix(said[:strings.LastIndex(said, "> ")], "\n"), "\n  =")+1:]
		for _, line := range strings.Split(menu, "\n") {
			if fields := strings.Fields(line); strings.HasSuffix(line, option) && len(fields) > 2 {
				return append(answers, fields[1], "g")
			}
		}
		answers = append(answers, "")
	}
	t.Fatalf("%s is never offered", option)
	return nil
}

func TestTheEndOfTheInputEndsTheRunThere(t *testing.T) {
	code, out, said := typed("", "ask", "byzantine/oral-4-1")
	if code != exitOK || !strings.Contains(said, "The run stops here after 0 steps") || !strings.HasPrefix(out, "#faultlab=1.byzantine/oral-4-1.0.") {
		t.Errorf("%d %s\n%s", code, out, said)
	}
	code, out, _ = typed("\n\n", "ask", "-json", "byzantine/oral-4-1")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	last := lines[len(lines)-1]
	if code != exitOK || !strings.Contains(lines[0], `"type":"scenario"`) || !strings.Contains(last, `"end":"until","steps":2`) {
		t.Errorf("%d\n%s\n%s", code, lines[0], last)
	}
}

func TestOneCanGoBack(t *testing.T) {
	there := answersUntil(t, three, "L2 says nothing to L1")
	there = there[:len(there)-1]
	want, _ := ask(t, three, "g")
	got, said := ask(t, three, append(there, "b", "", "g")...)
	if got != want || !strings.Contains(said, "Back in front of step") {
		t.Errorf("%s is not %s\n%s", got, want, said)
	}
	if _, said := ask(t, three, "b", "g"); !strings.Contains(said, "nothing to go back to") {
		t.Error(said)
	}
}

func TestAWrongAnswerIsAskedAgain(t *testing.T) {
	link, said := ask(t, three, "0", "99", "lie", "g")
	want, _ := ask(t, three, "g")
	if link != want || strings.Count(said, "is none of the numbers from 1 to") != 3 {
		t.Errorf("%s\n%s", link, said)
	}
	if code, _, err := typed("{}", "ask", "-"); code != exitUsage || !strings.Contains(err, "by name") {
		t.Errorf("%d %s", code, err)
	}
}
