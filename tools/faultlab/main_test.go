package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// call runs a command and returns its exit code and what it wrote.
func call(args ...string) (code int, out, err string) { return typed("", args...) }

// typed is call with something on the standard input.
func typed(in string, args ...string) (code int, out, err string) {
	var o, e bytes.Buffer
	code = dispatch(&context{strings.NewReader(in), &o, &e}, args)
	return code, o.String(), e.String()
}

func mustWrite(t *testing.T, name, s string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func kept(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/scenarios/*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	return files
}

func TestEveryScenarioComesOutAsItsAuthorExpects(t *testing.T) {
	for _, file := range kept(t) {
		s, err := load(file)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, b := range fails(s) {
			t.Error(b)
		}
		if len(s.doc.Expect) != len(s.doc.Config.Claims) {
			t.Errorf("%s: says what to expect of %d claims of %d", file, len(s.doc.Expect), len(s.doc.Config.Claims))
		}
		if s.doc.About == "" || len(s.doc.About) > 300 || s.name == "" {
			t.Errorf("%s: about is to be a sentence or two: %q", file, s.doc.About)
		}
		if s.doc.Config.Spec.Name[:strings.Index(s.doc.Config.Spec.Name, "/")] != filepath.Base(filepath.Dir(file)) {
			t.Errorf("%s: is not in the folder of its protocol, %s", file, s.doc.Config.Spec.Name)
		}
	}
}

func TestEveryScenarioIsLaidOutAlike(t *testing.T) {
	for _, file := range kept(t) {
		code, out, err := call("format", file)
		b, _ := os.ReadFile(file)
		if code != exitOK || out != string(b) {
			t.Errorf("%s %s: run faultlab format -w on it", err, file)
		}
	}
}

// A run, its log, and the verdicts over that log read back say the same.
func TestLogsCheckAsTheRunsTheyAreOf(t *testing.T) {
	for _, file := range kept(t) {
		code, lines, err := call("run", "-json", file)
		if err != "" {
			t.Fatal(err)
		}
		for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
			if !json.Valid([]byte(line)) {
				t.Fatalf("%s: line %d is no JSON: %s", file, i+1, line)
			}
		}
		logFile := mustWrite(t, "run.jsonl", lines)
		again, out, err := call("check-log", logFile)
		if again != code || err != "" {
			t.Errorf("%s: run gives %d, its log %d\n%s%s", file, code, again, out, err)
		}
		_, told, _ := call("run", file)
		for _, verdict := range strings.Split(out, "\n")[1:] {
			verdict, _, _ = strings.Cut(verdict, " [")
			if !strings.Contains(told, verdict) {
				t.Errorf("%s: the log says %q, the run does not", file, verdict)
			}
		}
	}
}

const outside = `{"type": "scenario", "log": 1, "scenario": {"faultlab": 1, "protocol": "byzantine/oral", "processes": 4}}
{"type": "event", "kind": "decide", "process": "L1", "value": "attack", "pid": 4711}

{"type": "event", "kind": "decide", "process": "L2", "value": "attack"}
{"type": "event", "kind": "decide", "process": "L3", "value": "retreat"}
{"type": "end", "end": "quiescent"}
`

func TestLogOfAnotherSystemIsHeldAgainstTheClaims(t *testing.T) {
	code, out, err := call("check-log", mustWrite(t, "a.jsonl", outside))
	if code != exitFails || !strings.Contains(out, "VIOLATED  IC1") || !strings.Contains(out, "a.jsonl:5") || err != "" {
		t.Errorf("%d\n%s%s", code, out, err)
	}
	right := strings.ReplaceAll(outside, `"retreat"`, `"attack"`)
	if code, out, _ = call("check-log", mustWrite(t, "b.jsonl", right)); code != exitOK || !strings.Contains(out, "holds     IC1") {
		t.Errorf("%d\n%s", code, out)
	}
	// Without its end nobody can say that nothing follows.
	cut := right[:strings.LastIndex(right, `{"type": "end"`)]
	if code, out, _ = call("check-log", mustWrite(t, "c.jsonl", cut)); code != exitOK || !strings.Contains(out, "unknown   IC1") {
		t.Errorf("%d\n%s", code, out)
	}
}

func TestWrongLogsAreRefusedWithTheirLine(t *testing.T) {
	first, _, _ := strings.Cut(outside, "\n")
	for _, test := range []struct{ log, says string }{
		{"", "no scenario"},
		{"{", ":1:2: the document ends too early"},
		{"\n\n7", ":3:1: has no type"},
		{`{"type": "event"}`, ":1:10: comes before the scenario"},
		{`{"type": "scenario"}`, "version of the format"},
		{`{"type": "scenario", "log": 1}`, "has no scenario"},
		{strings.Replace(first, "oral", "orla", 1), `protocol names no protocol`},
		{first + "\n" + first, ":2:1: is a second scenario"},
		{first + "\n{\"type\": \"evnt\"}", ":2:10: is of a type that is not known"},
		{first + "\n" + `{"type": "event", "process": "L1"}`, "without a kind"},
		{first + "\n" + `{"type": "event", "kind": "decide"}`, "without a process"},
		{first + "\n" + `{"type": "event", "kind": "decided", "process": "L1"}`, ":2:27: kind is not known"},
		{first + "\n" + `{"type": "event", "kind": "decide", "process": "L9"}`, "process is not known"},
		{first + "\n" + `{"type": "event", "kind": "decide", "process": "L1", "value": "stay"}`, "(one of retreat, attack"},
		{first + "\n" + `{"type": "event", "kind": "decide", "process": "L1", "arg": -1}`, "arg is a whole number"},
		{first + "\n" + `{"type": "event", "kind": "round", "time": 2}` + "\n" + `{"type": "event", "kind": "round", "time": 1}`, ":3:1: is at time 1, behind"},
	} {
		code, _, err := call("check-log", mustWrite(t, "log.jsonl", test.log))
		if code != exitUsage || !strings.Contains(err, test.says) || !strings.Contains(err, "log.jsonl:") {
			t.Errorf("%q\n%d: %s\nwant %s", test.log, code, err, test.says)
		}
	}
}

func TestMistakesAreReportedWithFileAndLine(t *testing.T) {
	bad := mustWrite(t, "bad.json", "{\n \"faultlab\": 1,\n \"protocol\": \"byzantine/oral\",\n \"processes\": 3,\n \"params\": { \"m\": -1 }\n}\n")
	for _, args := range [][]string{{"run", bad}, {"check", bad}, {"options", bad}, {"random", bad}, {"link", bad}, {"format", bad}} {
		code, out, err := call(args...)
		if code != exitUsage || out != "" || !strings.HasPrefix(err, bad+":5:14: params.m must be a whole number") {
			t.Errorf("%v: %d %q %q", args, code, out, err)
		}
	}
	wrong := mustWrite(t, "wrong.json", `{ "faultlab": 1, "protocol": "byzantine/oral", "processes": 4,
		"choices": ["2: L3 tells L1 retreat"],
		"expect": { "IC1": "violated" }, "show": { "step": 50 } }`)
	code, _, err := call("check", wrong)
	for _, says := range []string{"wrong.json:2:15: 2: L3 tells L1 retreat: does not fit: not possible after 2 steps; possible is: ",
		`wrong.json:3:15: IC1 is expected to be "violated" and is "holds"`, "wrong.json:3:46: the run is over after step"} {
		if !strings.Contains(err, says) {
			t.Errorf("%s\ndoes not say %s", err, says)
		}
	}
	if code != exitFails {
		t.Errorf("exit code %d", code)
	}
	if code, _, err = call("run", "byzantine/nothing"); code != exitUsage || !strings.Contains(err, "is no file, and no scenario") {
		t.Errorf("%d %s", code, err)
	}
}

func TestCommandLine(t *testing.T) {
	for _, test := range []struct {
		args []string
		code int
		says string
	}{
		{nil, exitUsage, "faultlab run"},
		{[]string{"help"}, exitOK, "faultlab run"},
		{[]string{"walk"}, exitUsage, `no command "walk"`},
		{[]string{"run"}, exitUsage, "takes one scenario"},
		{[]string{"format"}, exitUsage, "faultlab format takes scenarios"},
		{[]string{"run", "-fast", "byzantine/oral-4-1"}, exitUsage, "usage: faultlab run"},
		{[]string{"run", "byzantine/oral-4-1"}, exitOK, "holds     IC1: All loyal lieutenants obey the same order"},
		{[]string{"run", "byzantine/oral-4-1", "-until", "9"}, exitOK, "The run stops here after 9 steps"},
		{[]string{"run", "byzantine/oral-3-1-lieutenant"}, exitFails, "VIOLATED  IC2"},
		{[]string{"run", "#x=1.byzantine/oral-3-1-lieutenant.2"}, exitFails, "VIOLATED  IC2"},
		{[]string{"run", "https://example.org/a#x=1.byzantine/oral-3-1-lieutenant.2."}, exitOK, "holds     IC2"},
		{[]string{"options", "-step", "8", "byzantine/oral-4-1"}, exitOK, "! say      8: L3 tells L1 retreat"},
		{[]string{"options", "-step", "800", "byzantine/oral-4-1"}, exitUsage, "the run is over"},
		{[]string{"random", "-seed", "7", "byzantine/oral-4-1"}, exitOK, "choices: ["},
		{[]string{"random", "-runs", "500", "byzantine/oral-4-2-too-many-rounds"}, exitFails, "made small in"},
		{[]string{"run", "byzantine/oral-4-1-commander"}, exitOK, "void      IC2: Every loyal lieutenant obeys a loyal commander; IC2 asks nothing here: it speaks of"},
		{[]string{"totals", "byzantine/oral-7-2"}, exitUsage, "choices are made step by step"},
		{[]string{"totals", "-rule", "nice", "byzantine/oral-4-1-loyal"}, exitUsage, "rule is not known: nice (one of honest, silent,"},
		{[]string{"totals", "rpc/request-lost-reply"}, exitUsage, "has no totals"},
		{[]string{"prove", "7", "2", "2"}, exitOK, "21,536,939,634,461,618,040,811,152 behaviours (30 x 3^50 + 6 x 3^31)"},
		{[]string{"prove", "16", "5", "5"}, exitOK, "a number of 636,112 digits"},
		{[]string{"prove", "6", "2", "2"}, exitFails, "by 6 lies, and by no fewer:"},
		{[]string{"prove", "-model", "crash", "4", "2", "1"}, exitFails, "by 1 fault, crashes included, and by no fewer:\n          step 1: L3 crashes"},
		{[]string{"prove", "-orders", "3", "-default", "delay", "-rule", "median", "3", "1", "1"}, exitFails, "VIOLATED  IC2"},
		{[]string{"prove", "30", "11", "10"}, exitFails, "such a run is too big to be shown"},
		{[]string{"prove", "byzantine/oral-7-2", "-step", "20"}, exitOK, "void      IC2"},
		{[]string{"prove", "byzantine/oral-6-2", "-step", "50"}, exitFails, "by 3 lies, and by no fewer:\n          step 65: L4 tells"},
		{[]string{"prove", "byzantine/oral-6-2", "-step", "88"}, exitFails, "by what has been said already"},
		{[]string{"prove", "1", "1", "1"}, exitUsage, "n must be from 2 to 64"},
		{[]string{"prove", "4", "m", "1"}, exitUsage, `not "m"`},
		{[]string{"prove", "-rule", "dice", "4", "1", "1"}, exitUsage, "-rule is one of majority, median"},
		{[]string{"prove", "-default", "delay", "4", "1", "1"}, exitUsage, "default must be one of"},
		{[]string{"prove", "tmr/no-fault"}, exitUsage, "protocol must be one of which all behaviours can be decided at once"},
		{[]string{"describe"}, exitOK, "byzantine/oral"},
		{[]string{"describe", "byzantine/oral"}, exitOK, "(retreat, attack"},
		{[]string{"describe", "byzantine"}, exitUsage, "there is no protocol"},
	} {
		code, out, err := call(test.args...)
		if code != test.code || !strings.Contains(out+err, test.says) {
			t.Errorf("%v: %d, want %d and %q\n%s%s", test.args, code, test.code, test.says, out, err)
		}
	}
}

func TestWhatIsTooBigToBeRunIsCounted(t *testing.T) {
	big := mustWrite(t, "big.json", `{ "faultlab": 1, "protocol": "byzantine/oral", "processes": 13, "params": { "m": 4 },
		"faults": [{ "process": "L3", "model": "arbitrary" }] }`)
	if code, _, err := call("run", big); code != exitUsage || !strings.Contains(err, "would need 108,384 messages") {
		t.Errorf("%d %s", code, err)
	}
	code, out, err := call("totals", "-rule", "opposite", big)
	for _, says := range []string{"13 generals exchange 108,384 messages in 5 rounds.", "All 11 loyal lieutenants obey: attack.",
		"round 5            95,040", "holds     IC1: ", "holds     IC2: "} {
		if !strings.Contains(out, says) {
			t.Errorf("%d %s\n%s\ndoes not say %q", code, err, out, says)
		}
	}
	// Four generals who run OM(2) fall to silence alone (see oral-4-2-silent).
	deep := mustWrite(t, "deep.json", `{ "faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "params": { "m": 2 },
		"faults": [{ "process": "L3", "model": "arbitrary" }] }`)
	if code, out, _ := call("totals", "-rule", "silent", deep); code != exitFails || !strings.Contains(out, "VIOLATED  IC2") {
		t.Errorf("%d\n%s", code, out)
	}
}

// What a proof shows as a counterexample can be opened: here by its link, which a page opens too.
func TestCounterexamplesOfProofsCanBeOpened(t *testing.T) {
	for _, args := range [][]string{{"6", "2", "2"}, {"4", "2", "1"}, {"-model", "crash", "5", "3", "1"}, {"-orders", "3", "-model", "value", "7", "4", "2"}} {
		_, out, _ := call(append([]string{"prove"}, args...)...)
		links := 0
		for _, line := range strings.Split(out, "\n") {
			link := strings.TrimSpace(line)
			if !strings.HasPrefix(link, "#faultlab=") {
				continue
			}
			links++
			if code, out, err := call("run", link); code != exitFails || strings.Contains(out, "does not fit") {
				t.Errorf("%v: %d\n%s%s", args, code, out, err)
			}
		}
		if links == 0 {
			t.Errorf("%v: no counterexample\n%s", args, out)
		}
	}
}

func TestLinksOpenTheSameRun(t *testing.T) {
	for _, file := range kept(t) {
		_, link, err := call("link", file)
		if err != "" {
			t.Fatal(err)
		}
		_, want, _ := call("run", file)
		if _, got, err := call("run", strings.TrimSpace(link)); got != want {
			t.Errorf("%s: %s opens another run %s", file, link, err)
		}
		// A document without a name travels whole.
		b, _ := os.ReadFile(file)
		_, link, _ = call("link", mustWrite(t, "own.json", string(b)))
		if _, got, err := call("run", strings.TrimSpace(link)); got != want {
			t.Errorf("%s: %s opens another run %s", file, link, err)
		}
	}
}

// Away from this module no scenario has a name, and that is said instead of "no such file".
func TestNamesAreKnownInThisModuleOnly(t *testing.T) {
	t.Chdir(t.TempDir())
	if code, _, err := call("run", "byzantine/oral-4-1"); code != exitUsage || !strings.Contains(err, "only in Faultlab's own folder") {
		t.Errorf("%d %q", code, err)
	}
}
