package printer_test

import (
	"strings"
	"testing"

	"faultlab/core/lab"
	"faultlab/core/rpc/printer"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

func read(params, rest string) (*scenario.Document, error) {
	return text.Read(scenario.New(&printer.PrintServer), []byte(`{"faultlab": 1, "protocol": "rpc/printer", "processes": 2, "params": {`+
		params+`}, "faults": [{"process": "server", "model": "crash"}]`+rest+`}`), scenario.DocumentLimits{})
}

func TestNarration(t *testing.T) {
	doc, err := read(`"server": "tell first", "reissue": "when acked"`, `, "choices": ["1: server says that it is done", "2: server crashes", "3: server comes up again"]`)
	if err != nil {
		t.Fatal(err)
	}
	x := lab.Open(doc)
	x.Replay(x.Own(), -1)
	var says []string
	for i := range x.Trace.Events {
		if s := x.Scene.Event(&x.Trace.Events[i], nil); s != "" {
			says = append(says, s)
		}
	}
	want := "client starts; client asks for the text to be printed; server starts; server receives the request; server acknowledges the request; " +
		"server says that it is done (M); server crashes (C); server is up again, as incarnation 1; server says that it is up again; " +
		"client receives the acknowledgement; client receives the completion; client takes the text for printed; client hears that server is up again; " +
		"client asks for the text to be printed; server receives the request; server acknowledges the request; client receives the acknowledgement; " +
		"server says that it is done (M); client receives the completion; client takes the text for printed; server prints the text (P)"
	if got := strings.Join(says, "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The run of every cell, replayed in the world of a document, ends as the cell says: so a
// page can open it.
func TestEveryCellOpensItsRun(t *testing.T) {
	opened := 0
	for order := range printer.Order(2) {
		for rule := printer.Always; rule < printer.Own; rule++ {
			col := printer.Play(order, rule.Strategy(printer.ByCompletion), 1)
			doc, err := read(`"server": "`+printer.Orders[order]+`", "reissue": "`+printer.Rules[rule]+`"`, "")
			if err != nil {
				t.Fatal(err)
			}
			x := lab.Open(doc)
			for i := range col.Cells {
				for o, choices := range col.Cells[i].Choices {
					if choices == nil {
						continue
					}
					x.Run.Replay(nil, choices, -1)
					atMostOnce, _, _ := x.World.Status(0)
					printed, _, _ := x.World.Status(1)
					got := printer.OK
					switch {
					case atMostOnce == sim.Violated:
						got = printer.Dup
					case printed == sim.Violated:
						got = printer.Zero
					}
					if got != printer.Outcome(o) || len(x.Run.Misfits) > 0 {
						t.Errorf("%s, %s, %s: the run ends %s, want %s; %v", printer.Orders[order], printer.Rules[rule], printer.Orderings[order][i],
							printer.Outcomes[got], printer.Outcomes[o], x.Run.Misfits)
					}
					opened++
				}
			}
		}
	}
	if opened < 24 {
		t.Errorf("%d runs", opened)
	}
}

func TestAStrategyOfOnesOwn(t *testing.T) {
	for _, test := range []struct{ params, want string }{
		{`"reissue": "sometimes"`, "params.reissue"},
		{`"server": "print never"`, "params.server"},
		{`"reissue": "always", "if-completed": true`, "reissue must be own"},
		{`"ack": "maybe"`, "params.ack"},
	} {
		if _, err := read(test.params, ""); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.params, err)
		}
	}
	if _, err := read(`"reissue": "own", "if-nothing": true, "if-delivered": true`, ""); err != nil {
		t.Error(err)
	}
}
