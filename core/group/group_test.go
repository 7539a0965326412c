package group_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/group"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

func read(document string) (*scenario.Document, error) {
	return text.Read(scenario.New(&group.AtWork, &group.Members), []byte(`{"faultlab": 1, `+document+`}`), scenario.DocumentLimits{})
}

func open(t *testing.T, document string) *lab.Experiment {
	t.Helper()
	doc, err := read(document)
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

// falls tries every run, and says which claims some run breaks.
func falls(t *testing.T, document string) (broken []string, r *explore.Result) {
	t.Helper()
	x := open(t, document)
	s, err := explore.New(x.World, explore.Options{States: 1_000_000})
	if err != nil {
		t.Fatal(err)
	}
	s.Run(1 << 40)
	r = s.Result()
	for i, f := range r.Findings {
		switch f.Outcome {
		case explore.Refuted:
			broken = append(broken, x.Doc.Config.Spec.Claims[x.Doc.Config.Claims[i]].Name)
		case explore.Unknown:
			t.Fatalf("%s: unknown: %s after %d states", document, explore.Stops[r.Stopped], r.States)
		}
	}
	return broken, r
}

// crashes is the end of a document in which so many of the first members named may crash.
func crashes(budget int, names ...string) string {
	faults := ""
	for i, n := range names {
		if i > 0 {
			faults += ", "
		}
		faults += `{"process": "` + n + `", "model": "crash"}`
	}
	return `, "faults": [` + faults + `], "budget": {"crashes": ` + strconv.Itoa(budget) + `}`
}

// What each structure loses when one crashes, and when a second one does, at the worst
// moment: during the election.
func TestWhatEachStructureLoses(t *testing.T) {
	for _, test := range []struct {
		name, params string
		budget       int
		who          []string
		falls        []string
	}{
		{"flat, all is well", `"structure": "flat"`, 0, nil, nil},
		{"flat, one member", `"structure": "flat"`, 1, []string{"M1", "M2", "M3"}, []string{"at-most-once"}},
		{"flat, two members", `"structure": "flat"`, 2, []string{"M1", "M2", "M3"}, []string{"at-most-once"}},
		{"hierarchical, all is well", `"structure": "hierarchical"`, 0, nil, nil},
		{"hierarchical, a worker", `"structure": "hierarchical"`, 1, []string{"M1"}, []string{"at-most-once"}},
		{"hierarchical, its coordinator, and no election", `"structure": "hierarchical", "election": "none"`, 1, []string{"M3"}, []string{"answered", "followed"}},
		{"hierarchical, its coordinator", `"structure": "hierarchical"`, 1, []string{"M3"}, []string{"at-most-once"}},
		{"hierarchical, and the next one during the election", `"structure": "hierarchical"`, 2, []string{"M1", "M2", "M3"}, []string{"at-most-once"}},
	} {
		got, r := falls(t, `"protocol": "group/work", "processes": 4, "params": {"jobs": 1, `+test.params+`}`+crashes(test.budget, test.who...))
		t.Logf("%s: %d states", test.name, r.States)
		if !slices.Equal(got, test.falls) || r.Ends == 0 {
			t.Errorf("%s: %v fall, want %v (%d states)", test.name, got, test.falls, r.States)
		}
	}
}

// Without faults a job costs what the description says: a vote, or four messages.
func TestAJobCostsAVoteOrFourMessages(t *testing.T) {
	for _, structure := range []string{"flat", "hierarchical"} {
		for n := 2; n <= 9; n++ {
			x := open(t, `"protocol": "group/work", "processes": `+strconv.Itoa(n)+`, "params": {"jobs": 3, "structure": "`+structure+`"}`)
			for seed := range uint64(20) {
				if end := x.Run.Random(&x.Trace, seed, choose.DefaultWeights); end != choose.Quiescent {
					t.Fatal(choose.Ends[end])
				}
				sent := 0
				for i := range x.Trace.Events {
					if x.Trace.Events[i].Kind == sim.EvSend {
						sent++
					}
				}
				if cost := group.AtWork.Costs(x.Doc.Config)[0].Decimal; cost != strconv.Itoa(sent) {
					t.Errorf("%s, %d processes: %d messages, not %s", structure, n, sent, cost)
				}
			}
		}
	}
}

func TestWhatEachKindOfMembershipLoses(t *testing.T) {
	const server, all = `"membership": "server"`, `"membership": "distributed"`
	for _, test := range []struct {
		name, params string
		budget       int
		who          []string
		falls        []string
	}{
		{"a server, one joins and one leaves", server + `, "plans": ["stays", "stays", "leaves", "joins"]`, 0, nil, nil},
		{"a server creates the group for the first who joins, and it ends with the last", server + `, "plans": ["stays", "comes and goes", "comes and goes"]`, 0, nil, nil},
		{"a server, and a member crashes", server + `, "plans": ["stays", "stays", "stays", "joins"]`, 1, []string{"P3"}, nil},
		{"the server crashes", server + `, "plans": ["stays", "stays", "stays", "joins"]`, 1, []string{"P1"}, []string{"known"}},
		{"the server crashes, and then a member", server + `, "plans": ["stays", "stays", "stays"]`, 2, []string{"P1", "P2"}, []string{"known"}},
		{"all tell all, and one joins", all + `, "plans": ["stays", "stays", "joins"]`, 0, nil, nil},
		{"all tell all, and one crashes", all + `, "plans": ["stays", "stays", "stays"]`, 1, []string{"P1"}, nil},
		{"all tell all, and two changes cross", all + `, "plans": ["stays", "stays", "leaves", "joins"]`, 0, nil, []string{"known", "same-lists"}},
	} {
		n := strings.Count(test.params, `"`)/2 - 3 // all but three of the words in quotes are plans
		got, r := falls(t, `"protocol": "group/members", "processes": `+strconv.Itoa(n)+`, "params": {`+test.params+`}`+crashes(test.budget, test.who...))
		t.Logf("%s: %d processes, %d states", test.name, n, r.States)
		if !slices.Equal(got, test.falls) || r.Ends == 0 {
			t.Errorf("%s: %v fall, want %v (%d states)", test.name, got, test.falls, r.States)
		}
	}
}

func TestEqualStatesHaveEqualFutures(t *testing.T) {
	for _, document := range []string{
		`"protocol": "group/work", "processes": 4, "params": {"structure": "flat"}` + crashes(2, "M1", "M2", "M3"),
		`"protocol": "group/work", "processes": 4, "params": {"structure": "hierarchical"}` + crashes(2, "M1", "M2", "M3"),
		`"protocol": "group/members", "processes": 4, "params": {"plans": ["stays", "stays", "comes and goes", "joins"]}` + crashes(1, "P1", "P2"),
		`"protocol": "group/members", "processes": 4, "params": {"membership": "distributed", "plans": ["stays", "stays", "comes and goes", "joins"]}` + crashes(1, "P1", "P2"),
	} {
		x := open(t, document)
		if again, err := explore.Congruent(x.World, 200); err != nil || again < 100 {
			t.Errorf("%s: %v; %d states were met twice", document, err, again)
		}
	}
}

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	for document, says := range map[string]string{
		`"protocol": "group/members", "processes": 3, "params": {"plans": ["leaves", "stays", "stays"]}`:                             "params.plans[0] is of the group server",
		`"protocol": "group/members", "processes": 3, "params": {"membership": "distributed", "plans": ["joins", "joins", "joins"]}`: "params.plans has no member at first",
	} {
		if _, err := read(document); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", document, err)
		}
	}
}
