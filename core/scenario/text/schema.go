package text

import (
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/sim"
)

//go:generate go run faultlab/tools/faultlab schema -o ../../../testdata/schema/scenario.schema.json

// Schema writes the format of documents as a JSON Schema (draft 2020-12), so
// that an editor completes and checks a scenario while it is written. It is
// made of the very descriptions which the validator uses. The validator knows
// more: what refers to names of the document itself no schema can say.
func Schema(r *scenario.Registry) []byte {
	var branches []scenario.Value
	for _, s := range r.Specs() {
		branches = append(branches, Object(
			"if", Object("properties", Object("protocol", Object("const", s.Name)), "required", Words("protocol")),
			"then", Object("properties", specific(s))))
	}
	v := Object(
		"$schema", "https://json-schema.org/draft/2020-12/schema",
		"title", "A scenario of Faultlab",
		"description", "Which protocol, who takes part, who is faulty, what may go wrong, what is claimed, and which choices are made.",
		"type", "object",
		"required", Words("faultlab", "protocol"),
		"additionalProperties", false,
		"properties", common(r),
		"allOf", List(branches...))
	return Pretty(&v)
}

// common are the fields as they are whatever the protocol.
func common(r *scenario.Registry) scenario.Value {
	name := Object("type", "string", "minLength", 1, "maxLength", 32)
	names := List()
	for _, s := range r.Names() {
		names.Items = append(names.Items, scenario.Text(s))
	}
	return Object(
		"$schema", Object("type", "string", "description", "Where an editor finds this schema."),
		"faultlab", described(Object("const", scenario.Format), "The version of the format."),
		"protocol", described(Object("enum", names), "What the processes run."),
		"version", described(whole(1, 0), "The version of the protocol that the document was written for."),
		"title", described(Object("type", "string", "maxLength", 200), "One line above the figure."),
		"about", described(Object("type", "string", "maxLength", 2000), "What there is to see, and where it is from."),
		"processes", described(Object("oneOf", List(
			Object("type", "integer", "minimum", 1, "maximum", sim.MaxProcesses),
			Object("type", "array", "minItems", 1, "maxItems", sim.MaxProcesses, "uniqueItems", true, "items", name))),
			"The names of those who take part, or how many there are."),
		"params", Object("type", "object", "description", "The parameters of the protocol."),
		"network", described(network(), "The lecture's four characteristics of a distributed system, and what makes them precise. What is left out is as the protocol wants it."),
		"faults", described(array(Object("type", "object", "additionalProperties", false,
			"properties", Object("process", name, "from", name, "to", name, "model", Object("enum", Words((sim.AllModels|sim.LinkModels).Names()...))),
			"oneOf", List(Object("required", Words("process", "model")), Object("required", Words("from", "to", "model"))))),
			"Who may fail, and how; or which link, from one process to another. Several entries for one process add up."),
		"budget", described(budget(), "How much may go wrong in one run, and how long it may be."),
		"assume", described(assume(name), "What the runs have in common that are asked about. Others are counted, and not judged."),
		"claims", described(array(Object("type", "string")), "What is held against the run; all that the protocol knows if left out."),
		"choices", described(array(Object("type", "string", "pattern", `^[0-9]+: [^ ]`)),
			"What happens instead of the expected, and in front of which step: \"8: L3 tells L1 retreat\"."),
		"expect", described(Object("type", "object", "additionalProperties", Object("enum", Words(scenario.Verdicts()...))),
			"What the run must show about a claim. A test holds it against that."),
		"show", described(Object("type", "object", "additionalProperties", false, "properties", Object(
			"step", described(whole(0, 0), "The figure begins after so many steps."),
			"views", array(Object("type", "string")))), "What the figure shows first."))
}

func network() scenario.Value {
	return Object("type", "object", "additionalProperties", false, "properties", Object(
		"process", Object("enum", Words("synchronous", "asynchronous")),
		"delay", Object("enum", Words("bounded", "unbounded")),
		"order", Object("enum", Words(sim.Orders[:]...)),
		"send", Object("enum", Words("unicast", "multicast")),
		"latency", described(Object("type", "array", "minItems", 2, "maxItems", 2, "items", whole(1, 1000)),
			"The shortest and the longest delay, where it is bounded and there are no rounds."),
		"pace", described(whole(1, 1000), "How long a step of a process takes at most, where synchronous processes take steps of their own instead of rounds."),
		"detector", Object("enum", Words("none", "perfect"))))
}

func budget() scenario.Value {
	return Object("type", "object", "additionalProperties", false, "properties", Object(
		"crashes", whole(0, 255), "restarts", whole(0, 255), "losses", whole(0, 255), "late", whole(0, 255), "mistakes", whole(0, 255),
		"duplicates", described(whole(0, 255), "How many further copies of messages the network itself makes, where processes take no rounds."),
		"steps", whole(1, int(scenario.DefaultLimits().Steps))))
}

func assume(name scenario.Value) scenario.Value {
	some := Object("oneOf", List(Object("const", "everybody"), Object("type", "array", "minItems", 1, "items", name)))
	exactly := described(whole(0, 254), "Exactly so many.")
	least := described(whole(0, 254), "At least so many.")
	most := described(whole(0, 254), "At most so many.")
	events := Object("type", "array", "items", Object("type", "string"))
	return Object("type", "object", "additionalProperties", false, "properties", Object(
		"recover", described(some, "Who doesn't stay down: while one of them is down, its recovery is owed, and no run ends."),
		"crashes", described(array(Object("type", "object", "additionalProperties", false, "properties", Object(
			"of", described(some, "Of whom; of everybody if left out."), "exactly", exactly, "at-least", least, "at-most", most))), "How many crashes there are."),
		"losses", described(Object("type", "object", "additionalProperties", false, "properties", Object(
			"exactly", exactly, "at-least", least, "at-most", most)), "How many messages the network loses."),
		"duplicates", described(Object("type", "object", "additionalProperties", false, "properties", Object(
			"exactly", exactly, "at-least", least, "at-most", most)), "How many further copies of messages the network makes."),
		"falls", described(array(Object("type", "object", "additionalProperties", false, "required", Words("process"), "properties", Object(
			"process", name, "after", described(events, "Events of the process that have happened: \"receive request\", \"execute\"."),
			"before", described(events, "Events of the process that have not happened yet.")))),
			"Where in the life of a process its crashes fall: in one of these places, and nowhere else.")))
}

// specific are the fields that a protocol narrows down.
func specific(s *protocol.Spec) scenario.Value {
	params, claims := Object(), Words()
	for i := range s.Params {
		params.Add(scenario.Field{Key: s.Params[i].Name, Value: param(&s.Params[i])})
	}
	for i := range s.Claims {
		claims.Items = append(claims.Items, scenario.Text(s.Claims[i].Name))
	}
	expect := Object()
	for i := range s.Claims {
		expect.Add(scenario.Field{Key: s.Claims[i].Name, Value: described(Object(), s.Claims[i].Title)})
	}
	v := Object(
		"version", Object("maximum", s.Version),
		"params", Object("additionalProperties", false, "properties", params),
		"faults", array(Object("properties", Object("model", Object("enum", Words((s.Models|s.Links).Names()...))))),
		"claims", Object("uniqueItems", true, "items", Object("enum", claims)),
		"expect", Object("properties", expect, "propertyNames", Object("enum", claims)),
		"show", Object("properties", Object("views", array(Object("enum", Words(s.Views...))))))
	p := &s.Processes
	if len(p.Fixed) > 0 {
		v.Add(scenario.Field{Key: "processes", Value: Object("enum", List(Words(p.Fixed...), scenario.Integer(int64(len(p.Fixed)))))})
	} else {
		most := min(p.Max, sim.MaxProcesses)
		v.Add(scenario.Field{Key: "processes", Value: Object("minimum", p.Min, "maximum", most, "minItems", p.Min, "maxItems", most)})
	}
	if s.Network.Wired {
		v.Add(scenario.Field{Key: "network", Value: scenario.Value{Kind: scenario.Bool}})
	}
	return v
}

func param(p *protocol.Param) scenario.Value {
	var v scenario.Value
	switch p.Kind {
	case protocol.Choice:
		v = Object("enum", names(p), "default", p.Allowed[p.Default])
	case protocol.Bool:
		v = Object("type", "boolean", "default", p.Default != 0)
	case protocol.Who:
		v = Object("type", "string")
	case protocol.Links:
		link := Object("type", "array", "minItems", 2, "maxItems", 2, "uniqueItems", true, "items", Object("type", "string"))
		v = Object("oneOf", List(Object("enum", Words(p.Allowed...)), array(link)), "default", p.Allowed[p.Default])
	case protocol.Each:
		v = array(Object("enum", names(p)))
	default:
		v = Object("type", "integer", "minimum", int(p.Min), "maximum", int(p.Max), "default", int(p.Default))
	}
	if p.Doc != "" {
		v = described(v, p.Doc)
	}
	return v
}

// names are all that a parameter can be called, whatever the other parameters say.
func names(p *protocol.Param) scenario.Value {
	v := Words(p.Allowed...)
	for _, name := range p.Also {
		v.Items = append(v.Items, scenario.Text(name))
	}
	return v
}

func array(items scenario.Value) scenario.Value { return Object("type", "array", "items", items) }

// whole is an integer from lo to hi; a hi of 0 means that there is no bound.
func whole(lo, hi int) scenario.Value {
	v := Object("type", "integer", "minimum", lo)
	if hi > 0 {
		v.Add(scenario.Field{Key: "maximum", Value: scenario.Integer(int64(hi))})
	}
	return v
}

// described puts a description behind what a schema says.
func described(v scenario.Value, doc string) scenario.Value {
	v.Add(scenario.Field{Key: "description", Value: scenario.Text(doc)})
	return v
}
