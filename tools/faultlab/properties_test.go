package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const cutOff = `{"type": "group", "log": 1, "processes": ["p", "q", "r"], "view": 1}
{"type": "event", "kind": "multicast", "process": "p", "message": "m"}
{"type": "event", "kind": "crash", "process": "p"}
{"type": "event", "kind": "deliver", "process": "q", "message": "m"}
{"type": "event", "kind": "install", "process": "q", "view": 2, "members": ["q", "r"]}
{"type": "event", "kind": "install", "process": "r", "view": 2, "members": ["q", "r"]}
`

func TestALogOfAGroupIsHeldAgainstTheProperties(t *testing.T) {
	code, out, err := call("check-log", mustWrite(t, "a.jsonl", cutOff))
	if code != exitFails || err != "" || !strings.Contains(out, "a.jsonl:4") || !strings.Contains(out, "VIOLATED  Virtual synchrony (uniform): q and r") ||
		!strings.Contains(out, "line 6: is the last line, and no end") || !strings.Contains(out, "unknown   Agreement") {
		t.Errorf("%d\n%s%s", code, out, err)
	}
	_, out, _ = call("check-log", "-json", mustWrite(t, "a.jsonl", cutOff))
	found := 0
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var v struct {
			Type, Property, Status string
			Lines                  []int
			Messages               []string
		}
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(line, err)
		}
		if v.Type == "verdict" && v.Status == "violated" {
			found++
			if v.Property != "virtual-synchrony" || len(v.Lines) != 3 || v.Lines[0] != 4 || v.Messages[0] != "m" {
				t.Error(line)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d properties are violated, not virtual synchrony alone", found)
	}
}

func TestALogWithClocksIsHeldAgainstTheProperties(t *testing.T) {
	log := "multicast a\np {\"p\":1}\nmulticast b\nq {\"q\":1}\ndeliver a\nr {\"p\":1,\"r\":1}\ndeliver b\nr {\"p\":1,\"q\":1,\"r\":2}\n" +
		"deliver b\ns {\"q\":1,\"s\":1}\ndeliver a\ns {\"p\":1,\"q\":1,\"s\":2}\n"
	file := mustWrite(t, "b.log", log)
	code, out, err := call("check-log", "-whole", file)
	if code != exitFails || err != "" || !strings.Contains(out, "VIOLATED  Total order, pair by pair") || !strings.Contains(out, "holds     Causal order (asked nothing)") {
		t.Errorf("%d\n%s%s", code, out, err)
	}
	if _, out, _ = call("check-log", "-format", "shiviz", file); !strings.Contains(out, "unknown   Causal order") {
		t.Error(out)
	}
	code, _, err = call("check-log", mustWrite(t, "c.log", log+"half"))
	if code != exitUsage || !strings.Contains(err, "c.log:13: is half an entry") {
		t.Errorf("%d %s", code, err)
	}
	if code, _, err = call("check-log", "-format", "xml", file); code != exitUsage || !strings.Contains(err, "json and shiviz") {
		t.Errorf("%d %s", code, err)
	}
}

// What this program writes of a run of its own can be judged without the run.
func TestTheLogOfARunIsHeldAgainstTheProperties(t *testing.T) {
	_, log, _ := call("run", "-json", "../../testdata/scenarios/multicast/unordered-3.json")
	code, out, err := call("check-log", "-properties", mustWrite(t, "run.jsonl", log))
	if code == exitUsage || !strings.Contains(out, "holds     Integrity (asked 4 times)") {
		t.Errorf("%d\n%s%s", code, out, err)
	}
}

// The four pictures as runs of the engine, judged from outside by what they log: what
// the monitors of core/vsync say is said by the checkers of core/history as well.
func TestTheFourPicturesAreJudgedFromTheirLogs(t *testing.T) {
	for picture, broken := range map[string][]string{
		"a": nil,
		"b": nil,
		"c": {"Sending view delivery", "Sender in view"},
		"d": {"Sending view delivery", "Same view delivery", "Sender in view", "Virtual synchrony (uniform)", "Virtual synchrony (correct)", "Agreement"},
	} {
		_, log, _ := call("run", "-json", "vsync/picture-"+picture)
		_, out, err := call("check-log", "-properties", mustWrite(t, "picture.jsonl", log))
		var found []string
		for _, line := range strings.Split(out, "\n") {
			if rest, ok := strings.CutPrefix(line, "VIOLATED  "); ok {
				title, _, _ := strings.Cut(rest, ": ")
				found = append(found, title)
			}
		}
		if strings.Join(found, "; ") != strings.Join(broken, "; ") || err != "" {
			t.Errorf("picture %s breaks %q, want %q %s", picture, found, broken, err)
		}
	}
}
