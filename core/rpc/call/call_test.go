package call_test

import (
	"strings"
	"testing"

	"faultlab/core/rpc/call"
	"faultlab/core/sim"
)

// Four things can have happened, and the client has seen the same: it asked, and its
// timer fired.
func TestFourRunsAreOnePictureForTheClient(t *testing.T) {
	names := []string{"class-lost-request", "class-lost-reply", "class-slow-server", "class-dead-server"}
	worlds := map[string]bool{}
	first := shown(t, names[0])
	for _, name := range names {
		x := shown(t, name)
		if !call.Alike(&first.Trace, &x.Trace, 0) || len(call.View(&x.Trace, 0)) < 4 {
			t.Errorf("%s does not look like %s to the client: %s", name, names[0], says(x, nil))
		}
		end := x.Trace.Events[call.View(&x.Trace, 0)[len(call.View(&x.Trace, 0))-1]]
		if end.Kind != sim.EvReport || end.Reason != sim.GaveUp {
			t.Errorf("%s: the client ends with %s", name, sim.EventKinds[end.Kind])
		}
		worlds[says(x, func(e *sim.Event) bool { return e.Process != 0 || e.Kind == sim.EvDrop && e.Message >= 0 })] = true
	}
	if len(worlds) != len(names) {
		t.Errorf("the four runs are %d for the world", len(worlds))
	}
	// And what does look different: a server that is not found, or is of another version.
	for _, name := range []string{"class-no-server", "class-version", "class-client-crash"} {
		if call.Alike(&first.Trace, &shown(t, name).Trace, 0) {
			t.Errorf("%s looks like a lost request", name)
		}
	}
}

func TestNarrationOfACrashAndARepeatedReply(t *testing.T) {
	x := open(t, "2", `"record": "disk, in one step", "recovery": true`, `"faults": [{"process": "server", "model": "crash"}], "choices": ["2: server crashes", "3: server comes up again"]`)
	x.Replay(x.Own(), -1)
	got := says(x, nil)
	if got != "client starts; client sends the request; server starts; server receives the request of client; server looks at the request; "+
		"server takes 30 from the account: 70 left; server writes its record to the disk; server crashes; server is up again, as incarnation 1; "+
		"server tells client that it is up again; client hears that server is up again; client sends the request; server receives the request of client; "+
		"server looks at the request; server recognizes a duplicate from client, or a request that nobody is waiting for any more; server sends client the reply: 70; "+
		"client receives the reply of server: 70; client has its reply, 70, and is done" {
		t.Errorf("got %s", got)
	}
	if s := statuses(x); s["exactly-once"] != "holds" || s["completes"] != "holds" || s["truthful"] != "holds" {
		t.Errorf("%v", s)
	}
}

// The visible effect: two pages are one too many, 40 are left instead of 70, and a
// balance that is set twice is what it was.
func TestAnIdempotentOperationMayBeRepeated(t *testing.T) {
	for operation, want := range map[string]struct {
		says string
		once string
	}{"print": {"two pages on paper", "violated"}, "withdraw": {"40 left", "violated"}, "set the balance": {"sets the account to 70", "holds"}} {
		x := open(t, "2", `"policy": "at-least-once", "operation": "`+operation+`"`, `"choices": ["3: the reply of server to client is lost"]`)
		x.Replay(x.Own(), -1)
		last := ""
		for i := range x.Trace.Events {
			if e := &x.Trace.Events[i]; e.Kind == sim.EvExecute {
				last = x.Scene.Event(e, nil)
			}
		}
		if s := statuses(x); !strings.HasSuffix(last, want.says) || s["exactly-once"] != want.once || s["at-most-once"] != "violated" || s["completes"] != "holds" {
			t.Errorf("%s: %s, %v", operation, last, s)
		}
	}
}

func TestBadInputIsAClearError(t *testing.T) {
	for _, test := range []struct{ processes, params, rest, want string }{
		{"2", `"timeout": -1`, "", "params.timeout"},
		{"2", `"timeout": 0`, "", "params.timeout"},
		{"2", `"retention": 0`, "", "params.retention"},
		{"2", `"retries": 5`, "", "params.retries"},
		{"2", `"policy": "exactly-once"`, "", "params.policy"},
		{"2", `"server": "client"`, "", "would call itself"},
		{"2", `"server": "nobody"`, "", "params.server"},
		{"2", `"locator": true`, "", "needs a third process"},
		{"3", `"locator": true, "server": "P3"`, "", "which is the locator"},
		{"2", `"operation": "print", "record": "disk, in one step"`, "", "on paper and on a disk"},
		{"2", ``, `"budget": {"restarts": 4}`, "budget.restarts"},
		{"2", ``, `"network": {"process": "synchronous", "delay": "bounded", "order": "unordered", "send": "unicast", "rounds": true}`, "network"},
		{"1", ``, "", "processes"},
		{"5", ``, "", "processes"},
	} {
		if _, err := read(test.processes, test.params, test.rest); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s with %s, %s: %v", test.processes, test.params, test.rest, err)
		}
	}
	if _, err := read("2", `"policy": "exactly-once"`, ""); err == nil || !strings.Contains(err.Error(), "at-least-once") {
		t.Errorf("the policies that there are aren't named: %v", err)
	}
}
