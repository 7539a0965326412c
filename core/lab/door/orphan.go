package door

import (
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/rpc/orphan"
)

func orphanTable(*Door, *asked) (wire.Answer, *wire.Refusal) {
	answer := &wire.OrphanTable{}
	for k, name := range orphan.Measures {
		answer.Measures = append(answer.Measures, wire.Measure{Name: name, Summed: orphan.Measure(k).Summed()})
	}
	for i := range orphan.Variants {
		v := &orphan.Variants[i]
		for t, name := range orphan.Troubles {
			m := v.Measure(orphan.Trouble(t), lab.Driving)
			cell := wire.OrphanCell{Variant: v.Name, Trouble: name, Document: v.Document(orphan.Trouble(t)), Runs: m.Runs}
			for k, n := range m.Of {
				cell.Numbers = append(cell.Numbers, wire.OrphanNumber{Number: n, Most: m.Most[k], Choices: choices(m.Show[k])})
			}
			answer.Cells = append(answer.Cells, cell)
		}
	}
	return answer, nil
}
