package dependability

import (
	"math/bits"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Billion is the unit of availabilities: parts per billion, rounded half up.
const Billion = 1_000_000_000

// Ratio is an exact fraction.
type Ratio struct{ Num, Den uint64 }

// PerBillion is a ratio of at most 1, in parts per billion, rounded half up. A ratio of
// nothing is 0.
func (r Ratio) PerBillion() uint64 {
	if r.Den == 0 {
		return 0
	}
	hi, lo := bits.Mul64(r.Num, Billion)
	lo, carry := bits.Add64(lo, r.Den/2, 0)
	q, _ := bits.Div64(hi+carry, lo, r.Den)
	return q
}

// Nines is how many nines an availability begins with: 3 of 0.9995. One without any
// time down has more than can be counted: -1.
func (r Ratio) Nines() int {
	lost := r.Den - r.Num
	if lost == 0 {
		return -1
	}
	n := 0
	for {
		hi, lo := bits.Mul64(lost, 10)
		if hi != 0 || lo > r.Den {
			return n
		}
		lost = lo
		n++
	}
}

// Alternating is the availability of a part with means m up and r down: m/(m+r).
func Alternating(m, r int32) Ratio { return Ratio{uint64(m), uint64(m) + uint64(r)} }

// Availability is the one that is calculated: the probability that at least so many of
// the parts are up as are needed, if they fail independently of one another.
func (s *Service) Availability() Ratio {
	m, r := uint64(s.MTTF), uint64(s.MTTR)
	power := func(x uint64, n int) uint64 {
		y := uint64(1)
		for range n {
			y *= x
		}
		return y
	}
	sum, ways := uint64(0), uint64(1)
	for j := s.Parts; j >= s.Needs; j-- { // ways: Parts over j
		sum += ways * power(m, j) * power(r, s.Parts-j)
		ways = ways * uint64(j) / uint64(s.Parts-j+1)
	}
	return Ratio{sum, power(m+r, s.Parts)}
}

// Lane is what a run shows of the service, or of a part.
type Lane struct {
	Up, Down          int64 // ticks
	Failures, Repairs int64
	Planned           int64 // how often it closed by plan
	Downs             []int32
}

// Share is the share of the time in which it is up.
func (l *Lane) Share() Ratio { return Ratio{uint64(l.Up), uint64(l.Up + l.Down)} }

// Measure measures a run of a service from its trace: the service first, then its
// parts. Downs are pairs, from when to when it is down.
func (s *Service) Measure(t *sim.Trace) []Lane {
	lanes := make([]Lane, 1+s.Parts)
	working := s.Parts
	turn := func(l *Lane, now int32, down, planned bool) {
		switch {
		case !down:
			l.Downs = append(l.Downs, now)
			l.Down += int64(now - l.Downs[len(l.Downs)-2])
			if !planned {
				l.Repairs++
			}
			return
		case planned:
			l.Planned++
		default:
			l.Failures++
		}
		l.Downs = append(l.Downs, now)
	}
	for i := range t.Events {
		e := &t.Events[i]
		if e.Process == watcher || e.Process == sim.None {
			continue
		}
		falls, rises := e.Kind == sim.EvFault || e.Kind == sim.EvLeave, e.Kind == sim.EvRepair || e.Kind == sim.EvJoin
		planned := e.Kind == sim.EvLeave || e.Kind == sim.EvJoin
		if !falls && !rises {
			continue
		}
		before := working >= s.Needs
		if falls {
			working--
		} else {
			working++
		}
		turn(&lanes[e.Process], e.Time, falls, planned)
		if after := working >= s.Needs; after != before {
			turn(&lanes[watcher], e.Time, !after, planned)
		}
	}
	for i := range lanes {
		l := &lanes[i]
		if len(l.Downs)%2 == 1 {
			l.Down += int64(s.Horizon - l.Downs[len(l.Downs)-1])
			l.Downs = append(l.Downs, s.Horizon)
		}
		l.Up = int64(s.Horizon) - l.Down
	}
	return lanes
}

// Survey is what many runs show together.
type Survey struct {
	Runs     int
	Service  Lane    // sums; no Downs
	Part     Lane    // sums over all parts
	Survived []int   // runs without a failure of the service in the first tenths of the time, from none to ten
	Expected []Ratio // of one part, the same as it is calculated; nil where it is not
}

// MaxRuns bounds a survey.
const MaxRuns = 2000

// Look runs a checked configuration of the service with the seeds from 0 on. Random makes
// of a world what runs it by chance.
func Look(c *protocol.Config, runs int, random func(w *sim.World) func(t *sim.Trace, seed uint64)) Survey {
	s := shared(c)
	set := setup(c)
	run := random(sim.New(&set))
	out := Survey{Runs: runs, Survived: make([]int, 11)}
	var trace sim.Trace
	for seed := range runs {
		run(&trace, uint64(seed))
		lanes := s.Measure(&trace)
		for i := range lanes {
			sum := &out.Part
			if i == int(watcher) {
				sum = &out.Service
			}
			l := &lanes[i]
			sum.Up += l.Up
			sum.Down += l.Down
			sum.Failures += l.Failures
			sum.Repairs += l.Repairs
			sum.Planned += l.Planned
		}
		first := s.Horizon
		if lanes[watcher].Failures > 0 {
			first = lanes[watcher].Downs[0]
		}
		for i := range out.Survived {
			if t := int64(s.Horizon) * int64(i) / 10; int64(first) > t || first == s.Horizon {
				out.Survived[i]++
			}
		}
	}
	if s.Parts == 1 && s.Drawn {
		for i := range out.Survived {
			longest := int64(2*s.MTTF - 1)
			left := max(longest-int64(s.Horizon)*int64(i)/10, 0)
			out.Expected = append(out.Expected, Ratio{uint64(left), uint64(longest)})
		}
	}
	return out
}

// ServiceOf is the service of a checked configuration.
func ServiceOf(c *protocol.Config) *Service { return shared(c) }
