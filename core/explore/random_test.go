package explore_test

import (
	"fmt"
	"testing"

	"faultlab/core/explore"
	"faultlab/core/explore/naive"
	"faultlab/core/explore/random"
	"faultlab/tools/seeds"
)

// On every network and with every kind of failure, a search finds what the naive one
// finds: states, transitions, events, ends, verdicts, costs.
func TestASearchFindsWhatTheNaiveOneFinds(t *testing.T) {
	seeds.Hold(t, random.Any, func(s *random.System, all *naive.Everything) string {
		r, visited := found(t, s.World(), explore.Options{All: true, Every: true})
		says := differs(s, all, r, visited)
		if int(r.Transitions) != all.Transitions || r.Events != all.Events {
			says += fmt.Sprintf("transitions or events differ: %d, %v; naively %d, %v\n", r.Transitions, r.Events, all.Transitions, all.Events)
		}
		return says
	})
}

// With whatever it saves by itself, it visits the same states and says the same; and
// when it stops at the last refutation, it says so at the same cost.
func TestWhatASearchSavesByItselfChangesNothing(t *testing.T) {
	seeds.Hold(t, random.Any, func(s *random.System, all *naive.Everything) string {
		r, visited := found(t, s.World(), explore.Options{All: true})
		says := differs(s, all, r, visited)
		settled, _ := found(t, s.World(), explore.Options{})
		for c := range settled.Findings {
			got, want := &settled.Findings[c], &r.Findings[c]
			if got.Outcome != want.Outcome || got.Faults != want.Faults || got.Steps != want.Steps {
				says += fmt.Sprintf("settled, a verdict differs: claim %d is %s by %d and %d, not %s by %d and %d\n", c+1,
					explore.Outcomes[got.Outcome], got.Faults, got.Steps, explore.Outcomes[want.Outcome], want.Faults, want.Steps)
			}
		}
		return says
	})
}

// Threads and slices change nothing; jobs may visit a state twice, and say the same.
func TestThreadsSlicesAndJobsFindTheSame(t *testing.T) {
	seeds.Hold(t, random.Any, func(s *random.System, all *naive.Everything) string {
		w := s.World()
		one, _ := found(t, w, explore.Options{All: true})
		for _, threads := range []int{2, 3} {
			s, err := explore.New(w.Twin(), explore.Options{All: true, Workers: threads, Together: together})
			if err != nil {
				t.Fatal(err)
			}
			s.ByFew(threads)
			s.Run(1 << 40)
			if r := s.Result(); !same(r, one) {
				return fmt.Sprintf("threads find something else: %d of them %+v\none %+v\n", threads, r, one)
			}
		}
		slices, err := explore.New(w.Twin(), explore.Options{All: true})
		if err != nil {
			t.Fatal(err)
		}
		for !slices.Run(3) {
			slices.Result()
		}
		if r := slices.Result(); !same(r, one) {
			return fmt.Sprintf("in slices something else is found: %+v\nat once %+v\n", r, one)
		}
		for _, parts := range []int{2, 7} {
			front := explore.Split(w.Twin(), parts)
			var results []*explore.Result
			for i := range front.Jobs {
				r, _ := found(t, w, explore.Options{All: true, From: &front.Jobs[i]})
				results = append(results, r)
			}
			merged := front.Merge(results)
			says := ""
			if merged.Stopped == explore.Steps {
				says = falling(s, all, merged) // a job may come to a state later than another one, and then know less
			} else {
				says = judges(s, all, merged)
			}
			if says != "" {
				return fmt.Sprintf("jobs find something else: %d of them, for %d parts:\n%s", len(front.Jobs), parts, says)
			}
		}
		return ""
	})
}
