package door

import (
	"faultlab/core/lab/wire"
	"faultlab/core/protocol"
)

func describe(d *Door, _ *asked) (wire.Answer, *wire.Refusal) {
	specs := d.registry.Specs()
	answer := make(wire.Protocols, len(specs))
	for i, s := range specs {
		answer[i] = describeProtocol(s)
	}
	return &answer, nil
}

func describeProtocol(s *protocol.Spec) wire.Protocol {
	p := wire.Protocol{Name: s.Name, Version: s.Version, Title: s.Title, Doc: s.Doc, Views: s.Views,
		Min: s.Processes.Min, Max: s.Processes.Max, Models: s.Models.Names()}
	for i := range s.Params {
		x := &s.Params[i]
		p.Params = append(p.Params, wire.ParamSpec{Name: x.Name, Kind: protocol.ParamKinds[x.Kind],
			Min: x.Min, Max: x.Max, Default: x.Default, Doc: x.Doc, Allowed: x.Allowed})
	}
	for i := range s.Claims {
		p.Claims = append(p.Claims, wire.ClaimSpec{Name: s.Claims[i].Name, Title: s.Claims[i].Title})
	}
	return p
}
