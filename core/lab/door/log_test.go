package door_test

import (
	"encoding/binary"
	"testing"

	"faultlab/core/lab/door"
	"faultlab/core/sim"
)

const historyLog = `{"type":"group","log":1,"processes":["p","q","r"],"view":1}
{"type":"event","kind":"multicast","process":"p","message":"m"}
{"type":"event","kind":"crash","process":"p"}
{"type":"event","kind":"deliver","process":"q","message":"m"}
{"type":"event","kind":"install","process":"q","view":2,"members":["q","r"]}
{"type":"event","kind":"install","process":"r","view":2,"members":["q","r"]}
{"type":"event","kind":"deliver","process":"q","message":"m2"}
{"type":"end","end":"quiescent"}`

func TestALogComesBackAsARunWithVerdicts(t *testing.T) {
	l := door.New(door.RequestLimits{})
	ok, body := answer(t, l.Handle(call(t, "history.check", "json", historyLog, false)))
	if !ok || len(body) != 5 {
		t.Fatal(body...)
	}
	run, problems, verdicts, lines := body[0].([]any), body[1].([]any), body[2].([]any), body[3].([]byte)
	if steps := run[3].(int64); steps != 6 {
		t.Errorf("%d steps, one for each of six events", steps)
	}
	if len(problems) != 1 || problems[0].([]any)[0].(int64) != 7 {
		t.Errorf("the message that nobody sent: %v", problems)
	}
	events := run[5].([]byte)
	if len(lines)/4 != len(events)/32 {
		t.Errorf("%d lines of %d events", len(lines)/4, len(events)/32)
	}
	found := 0
	for _, v := range verdicts {
		verdict := v.([]any)
		if verdict[0] != "virtual-synchrony" {
			continue
		}
		found++
		witness := verdict[7].([]any)
		if verdict[4].(int64) != int64(sim.Violated) || len(witness) != 3 {
			t.Errorf("%v", verdict)
		}
		// Its first event is the delivery, in the run and in the log.
		first := int(witness[0].(int64))
		if sim.EventKind(events[32*first]) != sim.EvDeliver || binary.LittleEndian.Uint32(lines[4*first:]) != 4 {
			t.Errorf("event %d", first)
		}
	}
	if found != 1 {
		t.Error("virtual synchrony is not judged")
	}
}

func TestALogThatCannotBeReadIsRefusedWithItsLine(t *testing.T) {
	l := door.New(door.RequestLimits{})
	ok, body := answer(t, l.Handle(call(t, "history.check", "json", historyLog[:100], false)))
	if ok || body[0] != "log" || body[1] != "line 2" {
		t.Error(body...)
	}
	ok, body = answer(t, l.Handle(call(t, "history.check", "xml", historyLog, false)))
	if ok || body[1] != "format" {
		t.Error(body...)
	}
}
