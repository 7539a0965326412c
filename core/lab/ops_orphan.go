package lab

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/rpc/orphan"
	"faultlab/core/scenario"
	"faultlab/core/sim"

	"github.com/tinylib/msgp/msgp"
)

func init() {
	ops["orphan.table"] = orphanTable
	opNames = append(opNames, "orphan.table")
}

// orphan.table: [] gives [measures, cells]: what every way to deal with orphans does with
// every kind of trouble, over all crash points of the fixed workload; see orphan.Measured.
// A cell is [variant, trouble, document without choices, runs, numbers], a number by
// measure: [it, the most of it in one run, the choices of the first run with the most].
func orphanTable(l *Lab, in *reader) *refusal {
	in.array("body", 0, 0)
	if in.bad != nil {
		return in.bad
	}
	l.list(2)
	l.list(len(orphan.Measures))
	for k, name := range orphan.Measures {
		l.list(2)
		l.text(name)
		l.out = msgp.AppendBool(l.out, orphan.Measure(k).Summed())
	}
	l.list(len(orphan.Variants) * len(orphan.Troubles))
	for i := range orphan.Variants {
		v := &orphan.Variants[i]
		for t, name := range orphan.Troubles {
			m := v.Measure(orphan.Trouble(t), Driving)
			l.list(5)
			l.text(v.Name)
			l.text(name)
			l.text(v.Document(orphan.Trouble(t)))
			l.number(m.Runs)
			l.list(len(m.Of))
			for k, n := range m.Of {
				l.list(3)
				l.number(n)
				l.number(m.Most[k])
				l.choices(m.Show[k])
			}
		}
	}
	return nil
}

// configured opens a configuration that no document was read for.
func configured(c *protocol.Config) *Experiment {
	for i := range c.Spec.Claims {
		c.Claims = append(c.Claims, i)
	}
	return Open(&scenario.Document{Config: c})
}

// sentences are choices as documents have them.
func (x *Experiment) sentences(choices []sim.Choice) []string {
	x.Replay(Listed(choices), -1)
	list := []string{}
	for i := range x.Entries {
		list = append(list, strconv.Itoa(int(x.Entries[i].Choice.Step))+": "+x.Entries[i].Text)
	}
	return list
}
