package replication_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/oral/every"
	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/protocol"
	"faultlab/core/replication"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// group is a document of a purpose, with a group of n members of which those at some
// places fail. In a group with a client outside the client is one process more.
func group(p *replication.Purpose, k, n int, members []int) string {
	outside := 0
	if p.Outside() {
		outside = 1
	}
	var settings, faults []string
	for _, s := range p.Params(k) {
		value := strconv.Itoa(s.Number)
		if s.Word != "" {
			value = `"` + s.Word + `"`
		}
		settings = append(settings, `"`+s.Name+`": `+value)
	}
	var names []string
	for i := range n + outside {
		names = append(names, `"P`+strconv.Itoa(i)+`"`)
	}
	for _, i := range members {
		faults = append(faults, `{"process": "P`+strconv.Itoa(i+outside)+`", "model": "`+p.Fails+`"}`)
	}
	return `{"faultlab": 1, "protocol": "` + p.Protocol + `", "processes": [` + strings.Join(names, ", ") + `], "params": {` + strings.Join(settings, ", ") +
		`}, "faults": [` + strings.Join(faults, ", ") + `]}`
}

func open(t *testing.T, document string) *lab.Experiment {
	t.Helper()
	doc, err := text.Read(scenario.New(scenario.Builtin()...), []byte(document), scenario.DocumentLimits{})
	if err != nil {
		t.Fatalf("%s\n%v", document, err)
	}
	return lab.Open(doc)
}

// broken says whether any claim can be violated, by the method that goes so far: all
// behaviours at once for OM(m), else a search.
func broken(t *testing.T, document string) bool {
	t.Helper()
	x := open(t, document)
	c := x.Doc.Config
	if c.Spec == &oral.Messages {
		q, bad := every.Ask(c)
		if bad != nil {
			t.Fatal(bad)
		}
		found, err := q.Decide(0)
		if err != nil {
			t.Fatal(err)
		}
		return found.IC1 == byzantine.Violated || found.IC2 == byzantine.Violated
	}
	s, err := explore.New(x.World, explore.Options{States: 5_000_000})
	if err != nil {
		t.Fatal(err)
	}
	s.Run(1 << 40)
	any := false
	for i, f := range s.Result().Findings {
		if f.Outcome == explore.Unknown {
			t.Fatalf("%s\nclaim %d is unknown: %s", document, i, explore.Stops[s.Result().Stopped])
		}
		any = any || f.Outcome == explore.Refuted
	}
	return any
}

// placements are all sets of k of n members.
func placements(n, k int) (sets [][]int) {
	for set := range 1 << n {
		var members []int
		for i := range n {
			if set>>i&1 != 0 {
				members = append(members, i)
			}
		}
		if len(members) == k {
			sets = append(sets, members)
		}
	}
	return sets
}

// Schneider 1990, section 2, and Lamport, Shostak, Pease 1982: enough are enough,
// whichever k of them fail, and with one fewer some k are too many, or nothing is asked.
func TestEnoughReplicasSurviveAndOneFewerDoNot(t *testing.T) {
	for i := range replication.Purposes {
		p := &replication.Purposes[i]
		most := map[string]int{"silent": 4, "wrong": 3, "agree": 2, "agree-signed": 2}[p.Name]
		for k := 1; k <= most; k++ {
			n := p.Enough(k)
			for _, members := range placements(n, k) {
				if broken(t, group(p, k, n, members)) {
					t.Errorf("%s, k=%d: %d members are not enough if %v fail", p.Name, k, n, members)
				}
			}
			if p.Vacuous {
				continue
			}
			some := false
			for _, members := range placements(n-1, k) {
				some = some || broken(t, group(p, k, n-1, members))
			}
			if !some {
				t.Errorf("%s, k=%d: %d members are enough", p.Name, k, n-1)
			}
		}
	}
}

// With k+1 members and signatures no two loyal ones need be left, so nothing can break.
func TestBelowTheLastBoundNothingIsAsked(t *testing.T) {
	p := &replication.Purposes[len(replication.Purposes)-1]
	for k := 1; k <= 3; k++ {
		for _, members := range placements(k+1, k) {
			x := open(t, group(p, k, k+1, members))
			codes := map[string]bool{}
			for _, r := range x.Doc.Config.Spec.Remarks(x.Doc.Config) {
				codes[r.Code] = true
			}
			if !codes["vacuous"] || broken(t, group(p, k, k+1, members)) {
				t.Errorf("k=%d, members %v: remarks %v", k, members, codes)
			}
		}
	}
}

// run plays a document's choices.
func run(t *testing.T, document string, choices ...string) (*lab.Experiment, map[string]sim.Status) {
	t.Helper()
	quoted := make([]string, len(choices))
	for i, c := range choices {
		quoted[i] = `"` + c + `"`
	}
	x := open(t, strings.TrimSuffix(document, "}")+`, "choices": [`+strings.Join(quoted, ", ")+`]}`)
	x.Replay(x.Own(), -1)
	for _, e := range x.Entries {
		if !e.Fits {
			t.Fatalf("%s: %s", e.Text, e.Why)
		}
	}
	status := map[string]sim.Status{}
	for i, k := range x.Doc.Config.Claims {
		status[x.Doc.Config.Spec.Claims[k].Name], _, _ = x.World.Status(i)
	}
	return x, status
}

func TestHowItBreaks(t *testing.T) {
	const replicas = `{"faultlab": 1, "protocol": "replication/replicas", "processes": `
	faulty := func(model string, names ...string) string {
		var list []string
		for _, n := range names {
			list = append(list, `{"process": "`+n+`", "model": "`+model+`"}`)
		}
		return `, "faults": [` + strings.Join(list, ", ") + `]}`
	}
	for _, test := range []struct {
		why      string
		document string
		choices  []string
		answered sim.Status
		right    sim.Status
	}{
		{"one of two survives", replicas + `3, "params": {"rule": "any"}` + faulty("crash", "R1"), []string{"0: R1 crashes"}, sim.Holds, sim.Holds},
		{"none of one does", replicas + `2, "params": {"rule": "any"}` + faulty("crash", "R1"), []string{"0: R1 crashes"}, sim.Violated, sim.Holds},
		{"two against one", replicas + `4, "params": {}` + faulty("value", "R1"), []string{"6: R1 answers y"}, sim.Holds, sim.Holds},
		{"one against one", replicas + `3, "params": {}` + faulty("value", "R1"), []string{"4: R1 answers y"}, sim.Violated, sim.Holds},
		{"any answer is the wrong one", replicas + `3, "params": {"rule": "any"}` + faulty("value", "R1", "R2"),
			[]string{"3: R1 answers y"}, sim.Holds, sim.Violated},
		{"two wrong ones outvote one", replicas + `4, "params": {}` + faulty("value", "R1", "R2"),
			[]string{"5: R1 answers y", "6: R2 answers y"}, sim.Holds, sim.Violated},
		{"two different wrong ones do not", replicas + `4, "params": {}` + faulty("value", "R1", "R2"),
			[]string{"5: R1 answers y", "6: R2 answers z"}, sim.Violated, sim.Holds},
		{"silence outvotes nobody", replicas + `4, "params": {}` + faulty("crash", "R1"), []string{"0: R1 crashes"}, sim.Holds, sim.Holds},
	} {
		if _, status := run(t, test.document, test.choices...); status["answered"] != test.answered || status["right"] != test.right {
			t.Errorf("%s: answered %s, right %s", test.why, sim.Statuses[status["answered"]], sim.Statuses[status["right"]])
		}
	}
}

func TestNarration(t *testing.T) {
	says := map[string]bool{}
	for _, rule := range []string{"any", "vote"} {
		var faults []string
		for _, r := range []string{"R1", "R2", "R3"} {
			for _, m := range []string{"crash", "omission", "value"} {
				faults = append(faults, `{"process": "`+r+`", "model": "`+m+`"}`)
			}
		}
		x := open(t, `{"faultlab": 1, "protocol": "replication/replicas", "processes": 4, "params": {"rule": "`+rule+`"}, "faults": [`+strings.Join(faults, ", ")+`]}`)
		for seed := range uint64(1000) {
			x.Random(seed, choose.Weights{Fault: uint32(seed)})
			for i := range x.Trace.Events {
				e := &x.Trace.Events[i]
				says[x.Scene.Event(e, x.Trace.Span(e))] = true
			}
		}
	}
	for _, want := range []string{
		"client asks R1", "R1 receives the request", "R1 sends its answer x", "client receives the answer x of R1", "R1 answers y, where its protocol says x",
		"client has x from R1, x from R2, x from R3: enough say x", "client has nothing from R1, x from R2, x from R3: the first is x",
		"client has y from R1, x from R2, nothing from R3: no answer has enough votes",
		"client has no answer at all", "client takes x",
	} {
		if !says[want] {
			t.Errorf("nobody says %q in\n%s", want, strings.Join(slices.Sorted(maps.Keys(says)), "\n"))
			break
		}
	}
	for s := range says {
		if strings.ContainsAny(s, "{}") || strings.Contains(s, "nobody") {
			t.Errorf("%q", s)
		}
	}
}

func TestRemarksSayWhatIsTooLittle(t *testing.T) {
	s := &replication.Replicas
	c := func(n, k int, rule replication.Rule, models ...sim.Model) *protocol.Config {
		return &protocol.Config{Spec: s, N: n + 1, Params: []int32{int32(k), int32(rule), 0}, Models: append([]sim.Model{0}, models...)}
	}
	for i, test := range []struct {
		c     *protocol.Config
		codes []string
	}{
		{c(2, 1, replication.Any, sim.Crash), nil},
		{c(1, 1, replication.Any, sim.Crash), []string{"few-replicas"}},
		{c(2, 1, replication.Any, sim.Value), []string{"wrong-answers"}},
		{c(3, 1, replication.Vote, sim.Value), nil},
		{c(2, 1, replication.Vote, sim.Value), []string{"few-replicas"}},
		{c(3, 1, replication.Vote, sim.Value, sim.Crash), []string{"many-faulty"}},
	} {
		var codes []string
		for _, r := range s.Remarks(test.c) {
			codes = append(codes, r.Code)
		}
		if !slices.Equal(codes, test.codes) {
			t.Errorf("%d: %q, want %q", i, codes, test.codes)
		}
	}
}
