package door

import (
	"strconv"

	"faultlab/core/failures"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

func failuresAlike(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	question := failures.Asked{Requests: a.whole("requests"), Detector: a.is("detector"), FailSafe: a.is("failsafe")}
	told := failures.Alike(question, lab.EveryRun)
	answer := make(wire.Causes, len(failures.Causes))
	for i := range failures.Causes {
		c, v := &failures.Causes[i], &told.Causes[i]
		answer[i] = wire.Cause{Name: c.Name, Document: question.Document(c), Runs: v.Runs}
		x := configured(question.Config(c))
		for k, seen := range v.Views {
			answer[i].Views = append(answer[i].Views, wire.View{Text: failures.Text(seen), Choices: sentences(x, v.First[k])})
		}
		for j := range failures.Causes {
			answer[i].Shared = append(answer[i].Shared, wire.Shared{Views: told.Shared[i][j], First: told.First[i][j], Second: told.Second[i][j]})
		}
	}
	return &answer, nil
}

// configured opens a configuration that no document was read for.
func configured(c *protocol.Config) *lab.Experiment {
	for i := range c.Spec.Claims {
		c.Claims = append(c.Claims, i)
	}
	return lab.Open(&scenario.Document{Config: c})
}

// sentences are choices as documents have them.
func sentences(x *lab.Experiment, choices []sim.Choice) []string {
	x.Replay(lab.Listed(choices), -1)
	list := make([]string, len(x.Entries))
	for i := range x.Entries {
		list[i] = strconv.Itoa(int(x.Entries[i].Choice.Step)) + ": " + x.Entries[i].Text
	}
	return list
}
