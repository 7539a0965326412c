package door

import (
	"faultlab/core/lab/wire"
	"faultlab/core/replication"
)

// maxReplicated is the largest k that is asked about.
const maxReplicated = 8

func purposes(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	k := a.whole("k")
	answer := make(wire.Purposes, len(replication.Purposes))
	for i := range replication.Purposes {
		p := &replication.Purposes[i]
		answer[i] = wire.Purpose{Name: p.Name, Asks: p.Asks, Fails: p.Fails, Protocol: p.Protocol,
			Enough: p.Enough(k), Outside: p.Outside(), Vacuous: p.Vacuous, Source: p.Source}
		for _, s := range p.Params(k) {
			answer[i].Params = append(answer[i].Params, wire.Setting{Name: s.Name, Number: s.Number, Word: s.Word})
		}
	}
	return &answer, nil
}
