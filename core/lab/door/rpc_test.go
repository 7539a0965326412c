package door_test

import (
	"strings"
	"testing"

	"faultlab/core/lab/door"
	remote "faultlab/core/rpc/call"
	"faultlab/core/rpc/printer"
)

// The table goes through the door with the numbers of figure 8-8, and no row has a server
// with which it is right.
func TestThePrintServerThroughTheDoor(t *testing.T) {
	l := door.New(door.RequestLimits{})
	for _, test := range []struct {
		ack     string
		crashes int
		count   [3]int // of the book's cells with one outcome: OK, DUP, ZERO
	}{{"completion", 1, [3]int{12, 6, 6}}, {"delivery", 1, [3]int{12, 6, 6}}, {"completion", 2, [3]int{6, 4, 6}}} {
		ok, body := answer(t, l.Handle(call(t, "rpc.printer", test.ack, test.crashes)))
		if !ok {
			t.Fatal(body)
		}
		var count [3]int
		rows := body[2].([]any)
		for _, row := range rows {
			row := row.([]any)
			if len(row[3].([]any)) > 0 {
				t.Errorf("%v is right with %v", row[0], row[3])
			}
			if row[0] == printer.Rules[printer.Own] {
				continue
			}
			for i, cell := range row[2].([]any) {
				if !body[1].([]any)[i].([]any)[2].(bool) {
					continue
				}
				only := -1
				for o, choices := range cell.([]any) {
					if choices != nil && only >= 0 {
						only = 3
					} else if choices != nil {
						only = o
					}
				}
				if only >= 0 && only < 3 {
					count[only]++
				}
			}
		}
		if count != test.count {
			t.Errorf("%s, %d crashes: %v", test.ack, test.crashes, count)
		}
	}
	for _, bad := range [][2]any{{"maybe", 1}, {"completion", 0}, {"completion", 3}} {
		if ok, body := answer(t, l.Handle(call(t, "rpc.printer", bad[0], bad[1]))); ok {
			t.Errorf("%v is answered with %v", bad, body)
		}
	}
}

func TestThePoliciesThroughTheDoor(t *testing.T) {
	l := door.New(door.RequestLimits{})
	ok, rows := answer(t, l.Handle(call(t, "rpc.policies")))
	if !ok || len(rows) != len(remote.Rows) {
		t.Fatal(rows)
	}
	exactly := 0
	for _, row := range rows {
		var params []string
		for _, p := range row.([]any)[1].([]any) {
			params = append(params, `"`+p.([]any)[0].(string)+`": `+p.([]any)[1].(string))
		}
		document := `{"faultlab": 1, "protocol": "rpc/call", "processes": 2, "params": {"retries": 4, "timeout": 4, ` + strings.Join(params, ", ") + `},
			"network": {"delay": "bounded", "latency": [1, 2]}, "faults": [{"process": "server", "model": "crash"}]}`
		ok, body := answer(t, l.Handle(request(t, "rpc.outcomes", document)))
		if !ok || len(body[0].([]any)) != remote.Outcomes || body[1] != true {
			t.Fatal(row, body)
		}
		if body[4] == true {
			exactly++
		}
	}
	if exactly != 1 {
		t.Errorf("%d policies execute once and reply", exactly)
	}
	if ok, body := answer(t, l.Handle(request(t, "rpc.outcomes", oral41))); ok || body[1] != "protocol" {
		t.Error(body)
	}
}
