package door

import (
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/dependability"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
)

// serviceOf is the service that a document is about.
func serviceOf(x *lab.Experiment) (*dependability.Service, *wire.Refusal) {
	if x.Doc.Config.Spec != &dependability.Parts {
		return nil, refuse("document", "protocol", "only a service with parts is measured like that", dependability.Parts.Name)
	}
	return dependability.ServiceOf(x.Doc.Config), nil
}

func dependabilityRun(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x := a.experiment()
	s, bad := serviceOf(x)
	if bad != nil {
		return nil, bad
	}
	if seed := a.whole("seed"); seed < 0 {
		x.Replay(x.Own(), -1)
	} else {
		x.Random(uint64(seed), choose.DefaultWeights)
	}
	calculated := s.Availability()
	answer := &wire.Service{Horizon: s.Horizon, Needs: s.Needs, MTTF: s.MTTF, MTTR: s.MTTR,
		Calculated: calculated.PerBillion(), Nines: calculated.Nines()}
	lanes := s.Measure(&x.Trace)
	for i := range lanes {
		answer.Lanes = append(answer.Lanes, laneOf(x.Doc.Config.Names[i], &lanes[i]))
	}
	return answer, nil
}

func dependabilitySurvey(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	x := a.experiment()
	s, bad := serviceOf(x)
	if bad != nil {
		return nil, bad
	}
	runs := int64(a.whole("runs"))
	const most = 1_000_000 // periods of all parts, in all runs
	if cycles := (int64(s.Horizon)/int64(s.MTTF+s.MTTR) + 1) * int64(s.Parts) * runs; cycles > most {
		return nil, refuse("limit", "runs", "so many runs have too many failures to be counted here: take fewer runs, or watch for less",
			"1 to "+strconv.FormatInt(max(1, runs*most/cycles), 10))
	}
	v := dependability.Look(x.Doc.Config, int(runs), lab.ByChance)
	calculated := s.Availability()
	answer := &wire.Survey{Runs: v.Runs, Calculated: calculated.PerBillion(), Nines: calculated.Nines(),
		Service: laneOf("service", &v.Service), Part: laneOf("part", &v.Part), Survived: v.Survived}
	for _, r := range v.Expected {
		answer.Expected = append(answer.Expected, r.PerBillion())
	}
	return answer, nil
}

func laneOf(name string, lane *dependability.Lane) wire.Lane {
	share := lane.Share()
	return wire.Lane{Name: name, Up: lane.Up, Down: lane.Down, Failures: lane.Failures, Repairs: lane.Repairs, Planned: lane.Planned,
		Available: share.PerBillion(), Nines: share.Nines(), Downs: lane.Downs}
}
