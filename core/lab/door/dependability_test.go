package door_test

import (
	"fmt"
	"strings"
	"testing"

	"faultlab/core/dependability"
	"faultlab/core/failures"
	"faultlab/core/lab/door"
	"faultlab/core/rpc/orphan"
)

const (
	oneService   = `{"faultlab": 1, "protocol": "dependability/service", "processes": 4, "params": {"needs": 2}}`
	manyFailures = `{"faultlab": 1, "protocol": "dependability/service", "processes": 2, "params": {"mttf": 2, "mttr": 1, "horizon": 5000}}`
	aRequest     = `{"faultlab": 1, "protocol": "rpc/request", "processes": 2}`
)

func TestDependabilityOperations(t *testing.T) {
	asked := func(request []byte) []any {
		t.Helper()
		ok, body := answer(t, door.New(door.RequestLimits{}).Handle(request))
		if !ok {
			t.Fatal(body...)
		}
		return body
	}
	table := asked(call(t, "orphan.table"))
	if names, cells := table[0].([]any), table[1].([]any); len(names) != len(orphan.Measures) || len(cells) != len(orphan.Variants)*len(orphan.Troubles) {
		t.Errorf("%d measures, %d cells", len(names), len(cells))
	} else {
		// What is counted in a run is no more than what all runs have together.
		for _, c := range cells {
			for k, number := range c.([]any)[4].([]any) {
				if n := number.([]any); n[1].(int64) > n[0].(int64) {
					t.Errorf("%v, measure %d: %v", c.([]any)[:2], k, n)
				}
			}
		}
	}
	run := asked(request(t, "dependability.run", oneService, 7))
	if lanes := run[6].([]any); len(lanes) != 4 {
		t.Errorf("%d lanes", len(lanes))
	}
	survey := asked(request(t, "dependability.survey", oneService, 20))
	if len(survey[5].([]any)) != 11 {
		t.Errorf("%v", survey)
	}
	causes := asked(call(t, "failures.alike", 1, 0, 0))
	if len(causes) != len(failures.Causes) || len(causes[0].([]any)[4].([]any)) != len(failures.Causes) {
		t.Errorf("%d causes", len(causes))
	}
}

func TestDependabilityRefusals(t *testing.T) {
	for want, request := range map[string][]byte{
		"dependability/service": request(t, "dependability.run", aRequest, 0),
		"seed":                  request(t, "dependability.run", oneService, -2),
		"runs":                  request(t, "dependability.survey", oneService, dependability.MaxRuns+1),
		"fewer runs":            request(t, "dependability.survey", manyFailures, 2000),
		"requests":              call(t, "failures.alike", 9, 0, 0),
		"detector":              call(t, "failures.alike", 1, 2, 0),
		"body":                  call(t, "orphan.table", 1),
	} {
		if ok, body := answer(t, door.New(door.RequestLimits{}).Handle(request)); ok || !strings.Contains(fmt.Sprint(body...), want) {
			t.Errorf("%v, want something about %s", body, want)
		}
	}
}
