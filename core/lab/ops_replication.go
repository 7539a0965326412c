package lab

import (
	"faultlab/core/replication"

	"github.com/tinylib/msgp/msgp"
)

func init() {
	ops["replication.purposes"] = purposes
	opNames = append(opNames, "replication.purposes")
}

// maxReplicated is the largest k that is asked about.
const maxReplicated = 8

// replication.purposes: [k] gives what a group can be asked for although k of its
// members fail, from the cheapest to the dearest: of each [name, what is asked, the
// failure model, the protocol, its parameters as [name, number, word], how many members
// are enough, whether a client stands outside of them, whether nothing is asked of one
// fewer, the source]. A parameter is a word unless that is empty.
func purposes(l *Lab, in *reader) *refusal {
	in.array("body", 1, 1)
	k := int(in.integer("k", 1, maxReplicated))
	if in.bad != nil {
		return in.bad
	}
	l.list(len(replication.Purposes))
	for i := range replication.Purposes {
		p := &replication.Purposes[i]
		l.list(9)
		for _, text := range [...]string{p.Name, p.Asks, p.Fails, p.Protocol} {
			l.out = msgp.AppendString(l.out, text)
		}
		settings := p.Params(k)
		l.list(len(settings))
		for _, s := range settings {
			l.list(3)
			l.out = msgp.AppendString(l.out, s.Name)
			l.number(s.Number)
			l.out = msgp.AppendString(l.out, s.Word)
		}
		l.number(p.Enough(k))
		l.out = msgp.AppendBool(l.out, p.Outside())
		l.out = msgp.AppendBool(l.out, p.Vacuous)
		l.out = msgp.AppendString(l.out, p.Source)
	}
	return nil
}
