package lab

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/rpc/orphan"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

func init() {
	ops["orphan.table"] = orphanTable
	opNames = append(opNames, "orphan.table")
}

// shownClaims are the claims that the runs of orphan.Measured violate.
var shownClaims = [...]string{"no-orphan-finishes", "innocent-live", "no-lock-left", "gone-before-work"}

// orphan.table: [] gives what every way to deal with orphans does with every kind of
// trouble, over all crash points of the fixed workload; see orphan.Measured.
func orphanTable(l *Lab, in *reader) *refusal {
	in.array("body", 0, 0)
	if in.bad != nil {
		return in.bad
	}
	l.list(len(orphan.Variants) * len(orphan.Troubles))
	for i := range orphan.Variants {
		v := &orphan.Variants[i]
		for t := range orphan.Troubles {
			trouble := orphan.Trouble(t)
			m := v.Measure(trouble, Driving)
			info := orphanInfo{
				Variant: v.Name, Trouble: orphan.Troubles[t], Document: v.Document(trouble), Runs: m.Runs, Writes: m.Writes, Broadcasts: m.Broadcasts,
				Messages: m.Messages, Orphans: m.Orphans, Finished: m.Finished, Innocent: m.Innocent, Locks: m.Locks, Early: m.Early,
				Unserved: m.Unserved, Shown: []shownInfo{},
			}
			x := configured(v.Config(trouble))
			for k, choices := range m.Show {
				if choices != nil {
					info.Shown = append(info.Shown, shownInfo{shownClaims[k], x.sentences(choices)})
				}
			}
			l.append(&info)
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
