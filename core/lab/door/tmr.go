package door

import (
	"faultlab/core/lab/wire"
	"faultlab/core/tmr"
)

func tmrSets(*Door, *asked) (wire.Answer, *wire.Refusal) {
	f := tmr.CountFaultSets()
	return &wire.FaultSets{BySize: f.BySize[:], Masked: f.Masked}, nil
}

func tmrCurve(_ *Door, a *asked) (wire.Answer, *wire.Refusal) {
	rows := tmr.Curve(a.whole("voter"), a.whole("points"))
	curve := make(wire.Curve, len(rows))
	for i := range rows {
		curve[i] = rows[i][:]
	}
	return &curve, nil
}
