package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestAStoryHasALineAStepAndTheClaimsWhereTheyTurn(t *testing.T) {
	_, told, _ := call("run", "byzantine/oral-3-1-lieutenant")
	_, story, _ := strings.Cut(told, "here are 3.\n\n")
	want := `        Commander, L1 and L2 start. Commander sends L1 the order to attack.
        Commander sends L2 the order to attack.
Round 1 begins
     0  L1 receives the order to attack from commander.
     1  L2 receives the order to attack from commander.
     2  L1 sends L2 attack. L2 sends L1 attack.
Round 2 begins
     3  L2 hears attack from L1.
     4  L2 tells L1 retreat, where its protocol says attack.
     5  L1 votes: 1 attack, 1 retreat; no majority, so retreat. L1 obeys: retreat.
        L2 votes: 2 attack; so attack. L2 obeys: attack.
 claim  IC1 holds so far: All loyal lieutenants obey the same order
 claim  IC2 VIOLATED: Every loyal lieutenant obeys a loyal commander

The run is over after 6 steps
holds     IC1: All loyal lieutenants obey the same order
VIOLATED  IC2: Every loyal lieutenant obeys a loyal commander [L1]
          L1 obeys: retreat
`
	if story != want {
		t.Errorf("it is told so, %s\nand whole:\n%s", difference([]byte(want), []byte(story)), story)
	}
}

func TestALineIsBrokenBetweenTwoSentences(t *testing.T) {
	long := strings.Repeat("word ", 30) + "word"
	var l lines
	l.begin("7")
	for _, text := range []string{"one", long, "two", "three"} {
		l.say(text)
	}
	l.begin("8")
	l.heading("Round 2 begins")
	l.begin("9")
	l.say("m1 arrives")
	l.end()
	want := []string{"     7  One.", "        W" + long[1:] + ".", "        Two. Three.", "Round 2 begins", "     9  m1 arrives."}
	if !slices.Equal(l.all, want) {
		t.Errorf("%q should be %q", l.all, want)
	}
}

func TestOfALongStoryTheMiddleIsLeftOutAndNoChangeOfItIsUnseen(t *testing.T) {
	var all []string
	for i := range 30 {
		all = append(all, fmt.Sprint("line ", i))
	}
	if got := shortened(slices.Clone(all), 30); !slices.Equal(got, all) {
		t.Errorf("nothing should be left out: %q", got)
	}
	short := shortened(slices.Clone(all), 10)
	if len(short) != 11 || short[4] != "line 4" || !strings.Contains(short[5], "20 lines more") || short[6] != "line 25" {
		t.Errorf("%q", short)
	}
	all[15] = "another line"
	if again := shortened(all, 10); again[5] == short[5] {
		t.Errorf("a change in the middle is not seen: %q", again[5])
	}
}
