package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEverythingIsTriedAndTheShortestRunIsShown(t *testing.T) {
	code, out, err := call("explore", "byzantine/oral-4-1")
	if code != exitOK || err != "" || strings.Count(out, "PROVED WITHIN THE BOUNDS") != 2 || !strings.Contains(out, "Nothing within these bounds is left to try.") {
		t.Errorf("%d %s %s", code, out, err)
	}
	code, out, err = call("explore", "byzantine/oral-3-1-lieutenant")
	if code != exitFails || err != "" || !strings.Contains(out, "IC2 is REFUTED") || !strings.Contains(out, "#") {
		t.Errorf("%d %s %s", code, out, err)
	}
	// The link it prints opens the run that it found.
	for _, line := range strings.Split(out, "\n") {
		if link := strings.TrimSpace(line); strings.HasPrefix(link, "#") {
			if code, out, err := call("run", link); code != exitFails || !strings.Contains(out, "VIOLATED  IC2") {
				t.Errorf("%s: %d %s %s", link, code, out, err)
			}
		}
	}
	code, out, _ = call("explore", "-any", "2", "-model", "value", "tmr/no-fault")
	if code != exitFails || !strings.Contains(out, "masked is REFUTED") || !strings.Contains(out, "faulty: A1, A2\n") {
		t.Errorf("%d %s", code, out)
	}
}

func TestABoundIsSaidAndNamed(t *testing.T) {
	code, out, _ := call("explore", "-states", "20", "byzantine/oral-4-1")
	if code != exitOK || !strings.Contains(out, "IC1 is UNKNOWN") || !strings.Contains(out, "stopped by the bound on states") {
		t.Errorf("%d %s", code, out)
	}
}

func TestMistakesOfAQuestionAreNamed(t *testing.T) {
	for _, test := range []struct{ args, says string }{
		{"-any 1 -model whim byzantine/oral-4-1", "by crash, omission, timing, value, state-transition, arbitrary"},
		{"-symmetry byzantine/oral-4-1", "no interchangeable processes"},
		{"-job 0 byzantine/oral-4-1", "-work must name a work list"},
		{"", "explore takes one scenario"},
	} {
		code, _, err := call(append([]string{"explore"}, strings.Fields(test.args)...)...)
		if code != exitUsage || !strings.Contains(err, test.says) {
			t.Errorf("%s: %d %q", test.args, code, err)
		}
	}
}

// The jobs of a work list, done apart and merged, say what one search says.
func TestAWorkListHasTheVerdictOfOneSearch(t *testing.T) {
	for _, scenario := range []string{"byzantine/oral-4-1", "byzantine/oral-3-1-lieutenant", "rpc/request-volatile", "multicast/unordered-3"} {
		_, out, _ := call("explore", "-json", "-all", scenario)
		var whole, merged resultLine
		if err := json.Unmarshal([]byte(out), &whole); err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		work := filepath.Join(folder, "work.jsonl")
		_, list, err := call("explore", "-split", "5", scenario)
		if err != "" {
			t.Fatal(err)
		}
		if err := os.WriteFile(work, []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
		jobs := strings.Count(list, "\n") - 1
		if jobs < 5 {
			t.Fatalf("%s: %d jobs", scenario, jobs)
		}
		args := []string{"explore", "-json", "-all", "-merge", "-work", work, scenario}
		for i := range jobs {
			_, result, err := call("explore", "-all", "-work", work, "-job", fmt.Sprint(i), scenario)
			if err != "" {
				t.Fatal(err)
			}
			file := filepath.Join(folder, fmt.Sprintf("result-%d.jsonl", i))
			if err := os.WriteFile(file, []byte(result), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, file)
		}
		_, out, err = call(args...)
		if err != "" {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(out), &merged); err != nil {
			t.Fatal(err)
		}
		for i, want := range whole.Claims {
			if got := merged.Claims[i]; got.Outcome != want.Outcome || got.Faults != want.Faults || got.Steps != want.Steps {
				t.Errorf("%s: merged %+v, in one %+v", scenario, got, want)
			}
		}
		if merged.Stopped != whole.Stopped {
			t.Errorf("%s: merged %s, in one %s", scenario, merged.Stopped, whole.Stopped)
		}
		// Without one of the results there is no verdict.
		if code, _, err := call(args[:len(args)-1]...); code != exitUsage || !strings.Contains(err, "is missing") {
			t.Errorf("%s: %d %q", scenario, code, err)
		}
	}
}
