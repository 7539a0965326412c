package scenario_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"faultlab/core/graph"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

func TestDocumentWithEveryField(t *testing.T) {
	doc, bad := check(t, good)
	if bad != nil {
		t.Fatal(bad)
	}
	c := doc.Config
	type seen struct {
		Title, About string
		Names        []string
		Params       []int32
		Net          sim.Network
		Models       []sim.Model
		Links        []sim.Link
		Budget       sim.Budget
		Claims       []int
		Choices      []string
		Expect       []scenario.Expectation
		Show         scenario.Show
		Costs        string
	}
	got := seen{doc.Title, doc.About, c.Names, c.Params, c.Net, c.Models, c.Links, c.Budget, c.Claims, doc.Choices, doc.Expect, doc.Show, doc.Costs[0].Decimal}
	want := seen{
		"A traitor among four", "One of four lies.", []string{"commander", "L1", "L2", "L3"}, []int32{1, 1, 1, 2, -1, 1, 0},
		sim.Network{Bounded: true, Order: sim.FIFO, MinDelay: 2, MaxDelay: 5, Detector: true},
		[]sim.Model{0, sim.Arbitrary, 0, sim.Crash | sim.Omission},
		[]sim.Link{{From: 2, To: 1, Model: sim.Omission}},
		sim.Budget{Crashes: 1, Restarts: 2, Losses: 3, Late: 4, Mistakes: 5, Steps: 200},
		[]int{1, 0}, []string{"4: L3 tells L1 retreat", "8: L3 crashes"},
		[]scenario.Expectation{{Claim: 0, Status: sim.Holds}, {Claim: 1, Status: sim.Violated}},
		scenario.Show{Step: 6, Views: []string{"tree", "space-time"}}, "9",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	line, _ := graph.Named("line", 4)
	if !slices.Equal(c.Graph, line) || !slices.Equal(c.Each, []int32{1, 0, 1, 1}) {
		t.Errorf("graph %b, gifts %v", c.Graph, c.Each)
	}
	if c.Spec != generals || c.N != 4 || doc.Remarks != nil {
		t.Errorf("spec %v, %d processes, remarks %v", c.Spec.Name, c.N, doc.Remarks)
	}
}

func TestShortestDocumentTakesTheDefaults(t *testing.T) {
	doc, bad := check(t, `{"faultlab": 1, "protocol": "test/generals", "processes": 3}`)
	if bad != nil {
		t.Fatal(bad)
	}
	c := doc.Config
	if diff := cmp.Diff([]string{"commander", "L1", "L2"}, c.Names); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int32{1, 1, 0, 0, 0, 0, 0}, c.Params); diff != "" {
		t.Error(diff)
	}
	if !c.Graph.Complete() || !slices.Equal(c.Each, []int32{0, 1, 0}) {
		t.Errorf("graph %b, gifts %v", c.Graph, c.Each)
	}
	if c.Net != generals.Network || c.Budget != generals.Budget || len(c.Models) != 3 || c.Faulty() != 0 {
		t.Errorf("network %v, budget %v, models %v", c.Net, c.Budget, c.Models)
	}
	if diff := cmp.Diff([]int{0, 1, 2}, c.Claims); diff != "" {
		t.Error(diff)
	}
	if doc.Title != "Generals" || doc.Show.Step != 0 || len(doc.Show.Views) != 2 {
		t.Errorf("title %q, show %v", doc.Title, doc.Show)
	}

	doc, bad = check(t, `{"faultlab": 1, "protocol": "test/circuit"}`)
	if bad != nil || doc.Config.N != 2 || !doc.Config.Net.Wired || doc.Config.Budget.Steps != sim.DefaultSteps {
		t.Fatalf("%v %+v", bad, doc)
	}
	if doc, bad = check(t, `{"faultlab": 1, "protocol": "test/circuit", "processes": ["A1", "V1"], "claims": []}`); bad != nil || len(doc.Config.Claims) != 0 {
		t.Fatalf("%v %+v", bad, doc)
	}
}

func TestBoundedDelayWithoutRoundsHasALatency(t *testing.T) {
	doc, bad := check(t, `{"faultlab": 1, "protocol": "test/generals", "processes": 3, "network": {"process": "asynchronous"}}`)
	if bad != nil || doc.Config.Net.MinDelay != 1 || doc.Config.Net.MaxDelay != 2 {
		t.Fatalf("%v %+v", bad, doc)
	}
}

func TestOlderVersionOpensWithARemark(t *testing.T) {
	doc, bad := check(t, `{"faultlab": 1, "protocol": "test/generals", "version": 1, "processes": 3}`)
	if bad != nil || len(doc.Remarks) != 1 || doc.Remarks[0].Code != "older version" {
		t.Fatalf("%v %+v", bad, doc)
	}
}

func TestLabelsAreTextWhateverTheyLookLike(t *testing.T) {
	doc, bad := check(t, `{"faultlab": 1, "protocol": "test/generals", "title": "<script>alert(1)</script>",
		"processes": ["<img src=x>", "&amp;", "Ωmega 🐢", "\"; DROP"], "params": {"spy": "<img src=x>"}}`)
	if bad != nil {
		t.Fatal(bad)
	}
	if doc.Title != "<script>alert(1)</script>" || doc.Config.Names[0] != "<img src=x>" || doc.Config.Names[2] != "Ωmega 🐢" {
		t.Errorf("%q %q", doc.Title, doc.Config.Names)
	}
}

// A document is put together of fields; the table changes or adds one of them.
func document(fields ...string) string {
	all := map[string]string{"faultlab": "1", "protocol": `"test/generals"`, "processes": "4"}
	order := []string{"faultlab", "protocol", "processes"}
	for _, f := range fields {
		key, value, _ := strings.Cut(f, "=")
		if _, ok := all[key]; !ok {
			order = append(order, key)
		}
		all[key] = value
	}
	var parts []string
	for _, key := range order {
		if all[key] != "" {
			parts = append(parts, `"`+key+`": `+all[key])
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func TestEveryProblemNamesItsFieldAndWhatIsAllowed(t *testing.T) {
	names := []string{"commander", "L1", "L2", "L3"}
	for _, test := range []struct {
		document string
		path     string
		says     string
		allowed  []string
	}{
		{`[]`, "", "must be an object with the fields", nil},
		{`{}`, "faultlab", `is missing: a scenario begins with "faultlab": 1`, []string{"1"}},
		{document("faultlab=2"), "faultlab", "a newer format", []string{"1"}},
		{document(`faultlab="1"`), "faultlab", `not "1"`, []string{"1"}},
		{document("protocol="), "protocol", "is missing", registry.Names()},
		{document(`protocol="test/general"`), "protocol", `did you mean "test/generals"?`, registry.Names()},
		{document(`protocol=7`), "protocol", "no protocol that is known here: 7", registry.Names()},
		{document("version=3"), "version", "version 2: the document was written for a newer one", []string{"2"}},
		{document(`version="2"`), "version", "a number from 1", []string{"2"}},
		{document("title=5"), "title", "must be a text, not 5", nil},
		{document(`title="` + strings.Repeat("x", 201) + `"`), "title", "has 201 characters; at most 200", nil},
		{document(`about="a\nb"`), "about", "one line of text", nil},
		{document("proceses=4"), "proceses", `no field of a scenario; did you mean "processes"?`, []string{"faultlab", "protocol", "version", "title", "about",
			"processes", "params", "network", "faults", "budget", "assume", "claims", "choices", "expect", "show", "$schema"}},
		{`{"faultlab": 1, "protocol": "test/generals", "processes": 4, "processes": 5}`, "processes", "is given twice", nil},

		{document("processes="), "processes", "are missing: a list of names, or how many there are from 2 to 32", nil},
		{document("processes=1"), "processes", "are 1; test/generals takes from 2 to 32", nil},
		{document("processes=33"), "processes", "are 33; test/generals takes from 2 to 32", nil},
		{document("processes=2.5"), "processes", ", not 2.5", nil},
		{document(`processes=["a"]`), "processes", "are 1; test/generals takes", nil},
		{document(`processes=["a", 7]`), "processes[1]", "must be the name of a process, not 7", nil},
		{document(`processes=["a", ""]`), "processes[1]", "is an empty name", nil},
		{document(`processes=["a", " b"]`), "processes[1]", "begins or ends with a space", nil},
		{document(`processes=["a", "b\u0007"]`), "processes[1]", "cannot be seen", nil},
		{document(`processes=["a", "b\u202e"]`), "processes[1]", "cannot be seen", nil},
		{document(`processes=["a", "` + strings.Repeat("é", 33) + `"]`), "processes[1]", "33 characters; at most 32", nil},
		{document(`processes=["a", "b", "a"]`), "processes[2]", `is a second "a"`, nil},
		{document(`protocol="test/circuit"`, "processes=3"), "processes", "are always the same", nil},

		{document(`params=[]`), "params", "must be an object, not a list", nil},
		{document(`params={"n": 1}`), "params.n", "is no field of params", []string{"m", "order", "early", "spy", "graph", "of", "gifts"}},
		{document(`params={"m": 11}`), "params.m", "must be a whole number from 0 to 10, not 11", nil},
		{document(`params={"m": -1}`), "params.m", "not -1", nil},
		{document(`params={"m": 1.5}`), "params.m", "not 1.5", nil},
		{document(`params={"m": "1"}`), "params.m", `not "1"`, nil},
		{document(`params={"order": "atack"}`), "params.order", `cannot be "atack"; did you mean "attack"?`, []string{"retreat", "attack"}},
		{document(`params={"early": 1}`), "params.early", "must be true or false, not 1", []string{"true", "false"}},
		{document(`params={"spy": "L9"}`), "params.spy", `names no process: "L9"`, names},
		{document(`params={"graph": "ringg"}`), "params.graph", `did you mean "ring"?`, []string{"complete", "ring", "cube"}},
		{document(`params={"graph": 1}`), "params.graph", "must be the name of a graph, or a list of links", []string{"complete", "ring", "cube"}},
		{document(`params={"graph": "cube"}`), "params.graph", "a cube has 8 corners, and here are 4 processes", nil},
		{document(`params={"graph": [["L1"]]}`), "params.graph[0]", "must be a list of the two processes", nil},
		{document(`params={"graph": ["L1-L2"]}`), "params.graph[0]", "must be a list of the two processes", nil},
		{document(`params={"graph": [["L1", "L9"]]}`), "params.graph[0][1]", `names no process: "L9"`, names},
		{document(`params={"graph": [["L1", "L2"], ["L3", "L3"]]}`), "params.graph[1]", "links L3 to itself", nil},
		{document(`params={"graph": [["L1", "L2"], ["L2", "L1"]]}`), "params.graph[1]", "links L2 and L1 a second time", nil},
		{document(`params={"graph": [["commander", "L1"], ["L1", "L2"]]}`), "params.graph", "no path leads from commander to L3", nil},
		{document(`params={"graph": []}`), "params.graph", "is not connected", nil},
		{document(`params={"gifts": "tea"}`), "params.gifts", "must be a list with a name for each process", []string{"sword", "shield", "horse"}},
		{document(`params={"gifts": ["horse", "horse", "horse"]}`), "params.gifts", "for each of the 4 processes, and has 3", nil},
		{document(`params={"gifts": ["horse", "horse", "tea", "horse"]}`), "params.gifts[2]", `cannot be "tea"`, []string{"sword", "shield", "horse"}},
		{document(`params={"m": 4}`), "params.m", "more than there are lieutenants", nil},

		{document(`network={"proces": "synchronous"}`), "network.proces", `did you mean "process"?`, []string{"process", "delay", "order", "send", "latency", "pace", "detector"}},
		{document(`network={"process": "sync"}`), "network.process", "cannot be", []string{"synchronous", "asynchronous"}},
		{document(`network={"delay": "none"}`), "network.delay", "cannot be", []string{"bounded", "unbounded"}},
		{document(`network={"order": "FIFO"}`), "network.order", `did you mean "fifo"?`, []string{"unordered", "fifo", "ordered"}},
		{document(`network={"send": true}`), "network.send", "cannot be true", []string{"unicast", "multicast"}},
		{document(`network={"detector": null}`), "network.detector", "cannot be null", []string{"none", "perfect"}},
		{document(`network={"latency": [1, 2]}`), "network.latency", "counts only where", nil},
		{document(`network={"pace": 2}`), "network.pace", "counts only where", nil},
		{document(`network={"process": "asynchronous", "latency": 3}`), "network.latency", "must be a list of two whole numbers", nil},
		{document(`network={"process": "asynchronous", "latency": [3, 2]}`), "network.latency", ", not [3, 2]", nil},
		{document(`network={"process": "asynchronous", "latency": [0, 2]}`), "network.latency", ", not [0, 2]", nil},
		{document(`network={"send": "multicast"}`), "network", "does not suit test/generals: it relies on", nil},
		{document(`protocol="test/circuit"`, "processes=", `network={}`), "network", "wired to each other", nil},

		{document(`faults={}`), "faults", "must be a list, not an object", nil},
		{document(`faults=["L1"]`), "faults[0]", "must be an object with a process and a model", nil},
		{document(`faults=[{"process": "L1"}]`), "faults[0].model", "is missing", []string{"crash", "omission", "arbitrary"}},
		{document(`faults=[{"model": "crash"}]`), "faults[0].process", "is missing", names},
		{document(`faults=[{"process": "L4", "model": "crash"}]`), "faults[0].process", "names no process", names},
		{document(`faults=[{"process": "L1", "model": "byzantine"}]`), "faults[0].model", "cannot be", []string{"crash", "omission", "arbitrary"}},
		{document(`faults=[{"process": "L1", "model": "value"}]`), "faults[0].model", "cannot be", []string{"crash", "omission", "arbitrary"}},
		{document(`faults=[{"process": "L1", "model": "crash", "when": 3}]`), "faults[0].when", "is no field of faults[0]", []string{"process", "from", "to", "model"}},
		{document(`faults=[{"from": "L1", "model": "omission"}]`), "faults[0].to", "is missing", names},
		{document(`faults=[{"to": "L1", "model": "omission"}]`), "faults[0].from", "is missing", names},
		{document(`faults=[{"from": "L1", "to": "L9", "model": "omission"}]`), "faults[0].to", "names no process", names},
		{document(`faults=[{"from": "L1", "to": "L1", "model": "omission"}]`), "faults[0]", "of L1 to itself", nil},
		{document(`faults=[{"from": "L1", "to": "L2", "model": "crash"}]`), "faults[0].model", "cannot be", []string{"omission", "arbitrary", "duplication"}},
		{document(`faults=[{"from": "L1", "to": "L2"}]`), "faults[0].model", "is missing", []string{"omission", "arbitrary", "duplication"}},
		{document(`faults=[{"process": "L1", "from": "L1", "to": "L2", "model": "omission"}]`), "faults[0].process", "no place beside a link", nil},
		{document(`faults=[{"from": "L1", "to": "L2", "model": "omission"}, {"from": "L1", "to": "L2", "model": "arbitrary"}]`), "faults[1]", "a second time", nil},
		{`{"faultlab": 1, "protocol": "test/circuit", "faults": [{"from": "A1", "to": "V1", "model": "omission"}]}`, "faults[0]", "links never fail", nil},
		{document(`faults=[{"process": "L1", "model": "crash"}, {"process": "L1", "model": "crash"}]`), "faults[1]", "a second time", nil},

		{document(`budget={"crashes": 256}`), "budget.crashes", "must be a whole number from 0 to 255, not 256", nil},
		{document(`budget={"duplicates": 1}`), "budget.duplicates", "has no place where processes take rounds", nil},
		{document(`faults=[{"from": "L1", "to": "L2", "model": "duplication"}]`), "faults[0].model", "has no place where processes take rounds", nil},
		{document(`network={"process": "asynchronous"}`, `budget={"duplicates": -1}`), "budget.duplicates", "from 0 to 255", nil},
		{document(`network={"process": "asynchronous"}`, `faults=[{"from": "L1", "to": "L2", "model": "duplication"}, {"from": "L1", "to": "L2", "model": "duplication"}]`), "faults[1]", "a second time", nil},
		{`{"faultlab": 1, "protocol": "test/circuit", "budget": {"duplicates": 1}}`, "budget.duplicates", "or parts are wired to each other", nil},
		{document(`budget={"steps": 0}`), "budget.steps", "must be a whole number from 1 to 1000000", nil},
		{document(`budget={"traitors": 1}`), "budget.traitors", "is no field of budget", []string{"crashes", "restarts", "losses", "late", "mistakes", "duplicates", "steps"}},

		{document(`claims="IC1"`), "claims", "must be a list, not", nil},
		{document(`claims=["IC3"]`), "claims[0]", `cannot be "IC3"; did you mean`, []string{"IC1", "IC2", "termination"}},
		{document(`claims=["IC1", "IC1"]`), "claims[1]", "a second time: IC1", nil},

		{document(`choices=[4]`), "choices[0]", "must be a position, a colon", nil},
		{document(`choices=["L3 tells L1 retreat"]`), "choices[0]", "must be a position, a colon", nil},
		{document(`choices=["4: "]`), "choices[0]", "must be a position, a colon", nil},
		{document(`choices=["99999999999999999999: x"]`), "choices[0]", "must be a position, a colon", nil},
		{document(`choices=["4: x", "4: y"]`), "choices[1]", "position 4 behind one at position 4", nil},
		{document(`choices=["5001: x"]`), "choices[0]", "the run ends after 5000 steps", nil},

		{document(`expect=[]`), "expect", "must be an object, not a list", nil},
		{document(`expect={"IC1": "true"}`), "expect.IC1", "cannot be", []string{"holds", "violated", "open", "unknown"}},
		{document(`expect={"IC3": "holds"}`), "expect.IC3", "is no field of expect", []string{"IC1", "IC2", "termination"}},
		{document(`claims=["IC1"]`, `expect={"IC2": "holds"}`), "expect.IC2", "is no field of expect", []string{"IC1"}},
		{document(`show={"step": -1}`), "show.step", "from 0 to 5000", nil},
		{document(`show={"views": ["time"]}`), "show.views[0]", "cannot be", []string{"space-time", "tree"}},
		{document(`show={"views": ["tree", "tree"]}`), "show.views[1]", "a second time", nil},
		{document(`show={"view": "tree"}`), "show.view", `did you mean "views"?`, []string{"step", "views"}},
	} {
		doc, bad := check(t, test.document)
		if doc != nil {
			t.Errorf("%s\nis accepted", test.document)
			continue
		}
		p := bad[0]
		if p.Path != test.path || !strings.Contains(p.Message, test.says) {
			t.Errorf("%s\ngot  %s: %s\nwant %s: %s", test.document, p.Path, p.Message, test.path, test.says)
		}
		if len(bad) > 1 {
			t.Errorf("%s\nhas one mistake and %d problems:\n%v", test.document, len(bad), bad)
		}
		if diff := cmp.Diff(test.allowed, p.Allowed); diff != "" {
			t.Errorf("%s\nallowed (-want +got):\n%s", test.document, diff)
		}
	}
}

func TestAllProblemsAreReportedAtOnce(t *testing.T) {
	_, bad := check(t, document(`params={"m": 12, "order": "x"}`, `claims=["IC9"]`, `extra=1`, `faults=[{"process": "L9", "model": "crash"}]`))
	var paths []string
	for _, p := range bad {
		paths = append(paths, p.Path)
	}
	if diff := cmp.Diff([]string{"extra", "params.m", "params.order", "faults[0].process", "claims[0]"}, paths); diff != "" {
		t.Error(diff)
	}
	many := make([]string, 50)
	for i := range many {
		many[i] = `"IC9"`
	}
	if _, bad = check(t, document("claims=["+strings.Join(many, ",")+"]")); len(bad) != 20 {
		t.Errorf("%d problems, want 20", len(bad))
	}
}

func TestUnknownProcessesAreNotBlamedOnThoseWhoNameThem(t *testing.T) {
	_, bad := check(t, document(`processes=1`, `faults=[{"process": "L3", "model": "crash"}]`, `params={"spy": "L3", "graph": [["L1", "L3"]], "gifts": ["horse"]}`))
	if len(bad) != 1 || bad[0].Path != "processes" {
		t.Errorf("%v", bad)
	}
}

func TestImpossibleSizesAreRefusedWithTheirCost(t *testing.T) {
	for _, test := range []struct{ document, path, says string }{
		{document("processes=1000", `params={"m": 300}`), "processes", "would need about 8.140e880 (a number of 881 digits) messages"},
		{document("processes=32", `params={"m": 10}`), "processes", "are too many: this run would need about 3.548e15 (a number of 16 digits) messages; at most 50,000 are run here"},
		{document("processes=13", `params={"m": 12}`), "params.m", "would need"},
	} {
		_, bad := check(t, test.document)
		if len(bad) == 0 || bad[0].Path != test.path || !strings.Contains(bad[0].Message, test.says) {
			t.Errorf("%s\n%v", test.document, bad)
		}
	}
	// A wrong number in a small document is no question of cost.
	_, bad := check(t, document(`params={"m": 11}`))
	if strings.Contains(bad[0].Message, "would need") {
		t.Error(bad)
	}
}

func TestProblemsTellLineAndColumn(t *testing.T) {
	for _, test := range []struct {
		document     string
		line, column int
	}{
		{"{\n  \"faultlab\": 1,\n  \"protocol\": \"test/generals\",\n  \"processes\": 4,\n  \"params\": {\n    \"m\": 40 }\n}", 6, 5},
		{"{ \"faultlab\": 1, \"protocol\": \"test/generals\",\n\"processes\": [\"é\", 3] }", 2, 20},
		{"{ \"faultlab\": 1, \"protocol\": \"test/generals\", \"processes\": 4,\n \"claims\": [],\n \"claims\": [] }", 3, 2},
		{"\n { \"protocol\": \"test/generals\" }", 2, 2},
		{"{ \"faultlab\": 1,\n  \"protocol\" \"x\" }", 2, 14},
		{"{ \"faultlab\": 1,\n  \"protocol\": \"x\"", 2, 18},
		{"{}\n\n}", 3, 1},
		{"\"\xff\"", 1, 2},
		{"\xef\xbb\xbf{}", 1, 1},
		{"{\"a\": 1e999}", 1, 7},
	} {
		_, bad := check(t, test.document)
		if len(bad) != 1 || bad[0].Line != test.line || bad[0].Column != test.column {
			t.Errorf("%q\ngot %v, want %d:%d", test.document, bad, test.line, test.column)
		}
	}
	var p text.Problems
	_, p = check(t, "{}")
	if got := p.In("a.json"); !strings.HasPrefix(got, "a.json:1:1: faultlab is missing") {
		t.Error(got)
	}
}
