package scenario_test

import (
	"strings"
	"testing"

	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

func TestLongNumbersAreShortened(t *testing.T) {
	for decimal, want := range map[string]string{
		"":                              "",
		"0":                             "0",
		"007":                           "7",
		"108384":                        "108,384",
		"999999999999999":               "999,999,999,999,999",
		"1000000000000000":              "about 1.000e15 (a number of 16 digits)",
		"1" + strings.Repeat("23", 440): "about 1.232e880 (a number of 881 digits)",
		"more than can be counted":      "more than can be counted",
	} {
		if got := scenario.Shorten(decimal); got != want {
			t.Errorf("%.20s: %s, want %s", decimal, got, want)
		}
	}
}

func TestLimitsOfTheCallerAreKept(t *testing.T) {
	lim := scenario.DocumentLimits{Choices: 2, Steps: 50, Events: 8}
	for document, says := range map[string]string{
		document(`choices=["1: a", "2: b", "3: c"]`):   "choices are 3; at most 2 are read",
		document(`budget={"steps": 51}`):               "budget.steps must be a whole number from 1 to 50",
		document():                                     "processes are too many: this run would need 9 messages; at most 8 are run here",
		document(`processes=40`, `params={"m": 1}`):    "takes from 2 to 32; this run would need 1,521 messages",
		document(`params={"m": 11}`, `processes=32`):   "params.m must be a whole number from 0 to 10, not 11; this run would need",
		document(`params={"m": 2000}`, `processes=32`): "params.m must be a whole number from 0 to 10, not 2000",
	} {
		_, err := text.Read(registry, []byte(document), lim)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s\n%v\nwant %s", document, err, says)
		}
	}
}

// A programmer's own protocol may leave out what has a sensible default.
func TestOwnProtocolWithLittleInIt(t *testing.T) {
	own := &protocol.Spec{
		Name: "mine/ring", Version: 1, Title: "A ring",
		Processes: protocol.Processes{Min: 3, Max: 9},
		Params:    []protocol.Param{{Name: "first", Kind: protocol.Who, Default: 4}},
	}
	wires := &protocol.Spec{
		Name: "mine/wires", Version: 1, Title: "Wires",
		Processes: protocol.Processes{Fixed: []string{"a", "b"}},
		Network:   sim.Network{Wired: true},
		Params:    []protocol.Param{{Name: "columns", Min: 1, Max: 900, Default: 1}},
		Costs: func(c *protocol.Config) []protocol.Cost {
			return []protocol.Cost{{Name: "steps", Decimal: strings.Repeat("1", int(c.Param("columns")))}}
		},
	}
	r := scenario.New(append(scenario.Builtin(), own, wires)...)
	for document, says := range map[string]string{
		`{"faultlab": 1, "protocol": "mine/ring", "processes": 5}`:                                               "",
		`{"faultlab": 1, "protocol": "mine/ring", "processes": 5, "params": {"first": "P2"}}`:                    "",
		`{"faultlab": 1, "protocol": "mine/ring", "processes": 3}`:                                               "params.first is missing: it names a process (one of P1, P2, P3)",
		`{"faultlab": 1, "protocol": "mine/ring", "processes": 5, "claims": ["x"]}`:                              "claims[0] has no place here: mine/ring knows none",
		`{"faultlab": 1, "protocol": "mine/ring", "processes": 5, "faults": [{"process":"P1","model":"crash"}]}`: "faults[0].model has no place here",
		`{"faultlab": 1, "protocol": "mine/wires"}`:                                                              "",
		`{"faultlab": 1, "protocol": "mine/wires", "params": {"columns": 900}}`:                                  "params are too large: this run would need about 1.111e899 (a number of 900 digits) steps",
		`{"faultlab": 1, "protocol": "mine/wires", "processes": ["a", "c"]}`:                                     "processes are always the same",
		`{"faultlab": 1, "protocol": "mine/wires", "processes": "two"}`:                                          "processes are always the same",
		`{"faultlab": 1, "protocol": "mine/rnig", "processes": 5}`:                                               `did you mean "mine/ring"?`,
	} {
		_, err := text.Read(r, []byte(document), scenario.DocumentLimits{})
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s\n%v\nwant %s", document, err, says)
		}
	}
	if !strings.Contains(string(text.Schema(r)), `"mine/wires"`) {
		t.Error("the schema leaves it out")
	}
	defer func() {
		if recover() == nil {
			t.Error("two protocols of one name are accepted")
		}
	}()
	scenario.New(own, own)
}

func TestADocumentInFrontOfSomethingElseIsHeldAgainstTheLimits(t *testing.T) {
	v := text.Words("a", "b", "c")
	b := append(scenario.Append(nil, &v), 0xc0)
	if _, _, bad := scenario.DecodeNext(b, scenario.DocumentLimits{Bytes: 3}); bad == nil || !strings.Contains(bad.Message, "has 7 bytes; at most 3") {
		t.Errorf("%v", bad)
	}
	if _, _, bad := scenario.DecodeNext(b[:4], scenario.DocumentLimits{}); bad == nil {
		t.Error("half a document is read")
	}
	if _, problems := registry.Read(b, scenario.DocumentLimits{}); len(problems) != 1 || problems.Error() != "the document has 1 byte too many behind its end" {
		t.Errorf("%v", problems)
	}
}
