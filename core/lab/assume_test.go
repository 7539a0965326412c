package lab_test

import (
	"fmt"
	"strings"
	"testing"

	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// The print server's table, a search for each cell: figure 8-8 of Tanenbaum, van Steen,
// Distributed Systems, 2007. That the server recovers and that it crashes once, and
// where, is what the scenario assumes.

// points are where the server's crash falls, in the order of the table's columns.
var points = [2][3]struct{ name, fall string }{
	{
		{"MPC", `{"process": "server", "after": ["send completion", "execute"]}`},
		{"MC(P)", `{"process": "server", "after": ["send completion"], "before": ["execute"]}`},
		{"C(MP)", `{"process": "server", "after": ["receive request"], "before": ["send completion"]}`},
	}, {
		{"PMC", `{"process": "server", "after": ["execute", "send completion"]}`},
		{"PC(M)", `{"process": "server", "after": ["execute"], "before": ["send completion"]}`},
		{"C(PM)", `{"process": "server", "after": ["receive request"], "before": ["execute"]}`},
	},
}

// anyPoint is any of the three: a crash before the request is there has no cell.
const anyPoint = `{"process": "server", "after": ["receive request"]}`

var (
	serverOrders = [2]string{"tell first", "print first"}
	policies     = [4]string{"always", "never", "when acked", "when not acked"}
	cells        = [4][6]string{
		{"DUP", "OK", "OK", "DUP", "DUP", "OK"},
		{"OK", "ZERO", "ZERO", "OK", "OK", "ZERO"},
		{"DUP", "OK", "ZERO", "DUP", "OK", "ZERO"},
		{"OK", "ZERO", "OK", "OK", "DUP", "OK"},
	}
)

func printServer(t *testing.T, order, policy, assume string) *lab.Quest {
	t.Helper()
	return try(t, document(t, fmt.Sprintf(`{"faultlab": 1, "protocol": "rpc/printer", "processes": 2, "params": {"server": %q, "reissue": %q},
		"faults": [{"process": "server", "model": "crash"}], "assume": {%s}}`, order, policy, assume)))
}

func TestAllCellsOfThePrintServersTable(t *testing.T) {
	for p, policy := range policies {
		for o, order := range serverOrders {
			for i, point := range points[o] {
				q := printServer(t, order, policy, `"recover": "everybody", "crashes": [{"exactly": 1}], "falls": [`+point.fall+`]`)
				once, printed := &q.Result.Findings[0], &q.Result.Findings[1]
				got := "none"
				switch {
				case q.Result.Ends == 0:
				case once.Outcome == explore.Proved && printed.Outcome == explore.Proved:
					got = "OK"
				case once.Outcome == explore.Refuted && once.Ends[sim.Violated] == q.Result.Ends && printed.Outcome == explore.Proved:
					got = "DUP"
				case printed.Outcome == explore.Refuted && printed.Ends[sim.Violated] == q.Result.Ends && once.Outcome == explore.Proved:
					got = "ZERO"
				}
				if want := cells[p][3*o+i]; got != want {
					t.Errorf("%s, %s, %s: %s, want %s (%d ends; %d, %d)", policy, order, point.name, got, want, q.Result.Ends, once.Outcome, printed.Outcome)
				}
			}
		}
	}
}

// The row "always" has no ZERO if whoever crashes recovers, and has one otherwise.
func TestAlwaysPrintsInTheEndIfTheServerRecovers(t *testing.T) {
	const oneCrash = `"crashes": [{"of": ["server"], "exactly": 1}], "falls": [` + anyPoint + `]`
	for _, order := range serverOrders {
		q := printServer(t, order, "always", `"recover": ["server"], `+oneCrash)
		if f := &q.Result.Findings[1]; f.Outcome != explore.Proved || f.Ends[sim.Holds] == 0 || q.Result.Short == 0 {
			t.Errorf("%s: printed is %s, %d ends hold, %d fall short", order, explore.Outcomes[f.Outcome], f.Ends[sim.Holds], q.Result.Short)
		}
		q = printServer(t, order, "always", oneCrash)
		if f := &q.Result.Findings[1]; f.Outcome != explore.Refuted || f.Faults != 1 {
			t.Errorf("%s: printed is %s though the server may stay down", order, explore.Outcomes[f.Outcome])
		}
	}
}

// "Once" falls where the table says DUP, and the cheapest run of it is one of the six
// orderings: its crash comes behind the receipt of the request, and the server is up in
// the end.
func TestTheCheapestDuplicateIsInTheTable(t *testing.T) {
	for p, policy := range policies {
		for o, order := range serverOrders {
			want := false
			for i := range 3 {
				want = want || cells[p][3*o+i] == "DUP"
			}
			q := printServer(t, order, policy, `"recover": "everybody", "crashes": [{"exactly": 1}], "falls": [`+anyPoint+`]`)
			f := &q.Result.Findings[0]
			if (f.Outcome == explore.Refuted) != want || !want && f.Outcome != explore.Proved {
				t.Errorf("%s, %s: at-most-once is %s", policy, order, explore.Outcomes[f.Outcome])
			}
			if !want {
				continue
			}
			x := q.Witness(0)
			received, crashes, restarts := -1, 0, 0
			for i, e := range x.Trace.Events {
				switch {
				case e.Process != 1:
				case e.Kind == sim.EvReceive && received < 0:
					received = i
				case e.Kind == sim.EvCrash:
					if crashes++; received < 0 {
						t.Errorf("%s, %s: the crash comes before the request", policy, order)
					}
				case e.Kind == sim.EvRestart:
					restarts++
				}
			}
			if s, _, _ := x.World.Status(0); s != sim.Violated || crashes != 1 || restarts != 1 || f.Faults != 1 || f.Steps != x.World.Steps() {
				t.Errorf("%s, %s: %d crashes, %d recoveries, %d faults, %d of %d steps", policy, order, crashes, restarts, f.Faults, f.Steps, x.World.Steps())
			}
		}
	}
}

func TestAssumptionsThatCannotBeMetAreRefused(t *testing.T) {
	const head = `{"faultlab": 1, "protocol": "rpc/printer", "processes": 2, `
	const faults = `"faults": [{"process": "server", "model": "crash"}], `
	for _, test := range []struct{ rest, path, says string }{
		{faults + `"budget": {"crashes": 2, "restarts": 1}, "assume": {"recover": ["server"]}`, "assume.recover", "as many recoveries as crashes"},
		{faults + `"assume": {"recover": "nobody"}`, "assume.recover", "everybody"},
		{faults + `"assume": {"recover": ["servant"]}`, "assume.recover[0]", "names no process"},
		{faults + `"assume": {"crashes": [{"exactly": 2}]}`, "assume.crashes[0]", "budget.crashes allows 1"},
		{faults + `"assume": {"crashes": [{"exactly": 1, "at-least": 1}]}`, "assume.crashes[0]", "exactly"},
		{faults + `"assume": {"crashes": [{"of": ["client"], "exactly": 1}]}`, "assume.crashes[0]", "none of which may crash"},
		{faults + `"assume": {"crashes": [{"of": ["server"]}]}`, "assume.crashes[0]", "how many"},
		{faults + `"assume": {"losses": {"at-least": 1}}`, "assume.losses", "budget.losses allows 0"},
		{faults + `"assume": {"falls": [{"process": "server", "after": ["receive requests"]}]}`, "assume.falls[0].after[0]", "did you mean"},
		{faults + `"assume": {"falls": [{"process": "server"}]}`, "assume.falls[0]", "neither"},
		{faults + `"assume": {"recovers": "everybody"}`, "assume.recovers", "did you mean"},
		{faults + `"assume": []`, "assume", "an object"},
	} {
		_, err := text.Read(scenario.New(scenario.Builtin()...), []byte(head+test.rest+`}`), scenario.DocumentLimits{})
		if err == nil || !strings.Contains(err.Error(), test.path) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s:\n%v", test.rest, err)
		}
	}
}

func TestWhatIsCoveredSaysWhatIsAssumed(t *testing.T) {
	q := printServer(t, "tell first", "always", `"recover": "everybody", "crashes": [{"exactly": 1}], "falls": [`+points[0][1].fall+`]`)
	got := strings.Join(q.Covered(), "\n")
	for _, want := range []string{
		"Asked about are the runs in which whoever crashes recovers; there is exactly 1 crash; " +
			"server crashes behind send completion and before execute, and nowhere else.",
		"1 end of other runs, which fall short of that, and are not judged.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing: %s\nin\n%s", want, got)
		}
	}
}

// A call that asks again: whether it completes in the end is a question of what is
// assumed of time, losses and crashes. The rows, in order: an asynchronous network,
// where a timer may go off before any reply; a network with a clock, in which the
// time-out is longer than there and back, and there are more tries than losses; the
// same with a crash whose recovery is owed; and a time-out that is too short.
func TestWhetherACallCompletesInTheEnd(t *testing.T) {
	const clock = `"network": {"process": "asynchronous", "delay": "bounded", "latency": [1, 2]}, `
	const crash = `"faults": [{"process": "server", "model": "crash"}], `
	budget := func(losses, crashes int) string {
		return fmt.Sprintf(`"budget": {"losses": %d, "crashes": %d, "restarts": %d}`, losses, crashes, crashes)
	}
	const proved, refuted = explore.Proved, explore.Refuted
	for _, row := range []struct {
		name             string
		timeout, retries int
		rest             string
		completes        explore.Outcome
		once             explore.Outcome
	}{
		{"asynchronous, no fault", 3, 2, budget(0, 0), refuted, refuted},
		{"timed, no loss, one try", 5, 0, clock + budget(0, 0), proved, proved},
		{"timed, one loss, two tries", 5, 1, clock + budget(1, 0), proved, refuted},
		{"timed, two losses, three tries", 5, 2, clock + budget(2, 0), proved, refuted},
		{"timed, one loss, one try", 5, 0, clock + budget(1, 0), refuted, refuted},
		{"timed, a crash whose recovery is owed", 5, 1, crash + clock + budget(0, 1) + `, "assume": {"recover": "everybody"}`, refuted, refuted},
		{"timed, a crash and four tries more", 5, 4, crash + clock + budget(0, 1) + `, "assume": {"recover": "everybody"}`, refuted, refuted},
		{"delay 2, time-out 3, one loss, two tries", 3, 1, `"network": {"process": "asynchronous", "delay": "bounded", "latency": [2, 2]}, ` + budget(1, 0), refuted, refuted},
	} {
		q := try(t, document(t, fmt.Sprintf(`{"faultlab": 1, "protocol": "rpc/call", "processes": 2,
			"params": {"policy": "at-least-once", "timeout": %d, "retries": %d}, "claims": ["completes", "exactly-once"], %s}`, row.timeout, row.retries, row.rest)))
		for i, want := range [...]explore.Outcome{row.completes, row.once} {
			if f := &q.Result.Findings[i]; f.Outcome != want {
				t.Errorf("%s: claim %d is %s, want %s (%s)", row.name, i, explore.Outcomes[f.Outcome], explore.Outcomes[want], explore.Stops[q.Result.Stopped])
			}
		}
	}
}
