package lab

import (
	"strconv"

	"faultlab/core/choose"
	"faultlab/core/dependability"
	"faultlab/core/failures"
)

func init() {
	ops["dependability.run"] = dependabilityRun
	ops["dependability.survey"] = dependabilitySurvey
	ops["failures.alike"] = failuresAlike
	opNames = append(opNames, "dependability.run", "dependability.survey", "failures.alike")
}

// service reads the document of a service.
func (in *reader) service(l *Lab) (*Experiment, *dependability.Service) {
	x := in.experiment(l)
	if in.bad == nil && x.Doc.Config.Spec != &dependability.Parts {
		in.bad = &refusal{"document", "protocol", "only a service with parts is measured like that", []string{dependability.Parts.Name}}
	}
	if in.bad != nil {
		return nil, nil
	}
	return x, dependability.ServiceOf(x.Doc.Config)
}

func laneOf(name string, lane *dependability.Lane) laneInfo {
	share := lane.Share()
	return laneInfo{name, lane.Up, lane.Down, lane.Failures, lane.Repairs, lane.Planned, share.PerBillion(), share.Nines(), append([]int32{}, lane.Downs...)}
}

// dependability.run: [document, seed] gives a run of a service, measured. A negative seed
// stands for the document's own choices.
func dependabilityRun(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	x, s := in.service(l)
	seed := in.integer("seed", -1, 1<<32-1)
	if in.bad != nil {
		return in.bad
	}
	if seed < 0 {
		x.Replay(x.Own(), -1)
	} else {
		x.Random(uint64(seed), choose.DefaultWeights)
	}
	a := s.Availability()
	info := serviceInfo{Horizon: s.Horizon, Needs: s.Needs, MTTF: s.MTTF, MTTR: s.MTTR, Calculated: a.PerBillion(), Nines: a.Nines()}
	lanes := s.Measure(&x.Trace)
	for i := range lanes {
		info.Lanes = append(info.Lanes, laneOf(x.Doc.Config.Names[i], &lanes[i]))
	}
	l.append(&info)
	return nil
}

// dependability.survey: [document, runs] gives what so many runs of a service show
// together, with the seeds from 0 on.
func dependabilitySurvey(l *Lab, in *reader) *refusal {
	in.array("body", 2, 2)
	x, s := in.service(l)
	runs := in.integer("runs", 1, dependability.MaxRuns)
	if in.bad != nil {
		return in.bad
	}
	const most = 1_000_000 // periods of all parts, in all runs
	if cycles := (int64(s.Horizon)/int64(s.MTTF+s.MTTR) + 1) * int64(s.Parts) * runs; cycles > most {
		return &refusal{"limit", "runs", "so many runs have too many failures to be counted here: take fewer runs, or watch for less",
			[]string{"1 to " + strconv.FormatInt(max(1, runs*most/cycles), 10)}}
	}
	v := dependability.Look(x.Doc.Config, int(runs), ByChance)
	a := s.Availability()
	info := surveyInfo{Runs: v.Runs, Calculated: a.PerBillion(), Nines: a.Nines(), Service: laneOf("service", &v.Service), Part: laneOf("part", &v.Part),
		Survived: v.Survived, Expected: []uint64{}}
	for _, r := range v.Expected {
		info.Expected = append(info.Expected, r.PerBillion())
	}
	l.append(&info)
	return nil
}

// failures.alike: [requests, whether crashes are announced, whether the server is
// fail-safe] gives all that can go wrong, what the client sees of it, and what of that
// looks alike; see failures.Alike.
func failuresAlike(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	a := failures.Asked{Requests: int(in.integer("requests", 1, failures.MaxRequests-1))}
	a.Detector = in.integer("detector", 0, 1) == 1
	a.FailSafe = in.integer("failsafe", 0, 1) == 1
	if in.bad != nil {
		return in.bad
	}
	told := failures.Alike(a, EveryRun)
	l.list(len(failures.Causes))
	for i := range failures.Causes {
		c, v := &failures.Causes[i], &told.Causes[i]
		info := causeInfo{Name: c.Name, Document: a.Document(c), Runs: v.Runs}
		x := configured(a.Config(c))
		for k, seen := range v.Views {
			info.Views = append(info.Views, viewInfo{failures.Text(seen), x.sentences(v.First[k])})
		}
		for j := range failures.Causes {
			info.Shared = append(info.Shared, sharedInfo{told.Shared[i][j], told.First[i][j], told.Second[i][j]})
		}
		l.append(&info)
	}
	return nil
}
