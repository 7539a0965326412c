package text_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
)

const schemaFile = "../../../testdata/schema/scenario.schema.json"

func builtin() *scenario.Registry { return scenario.New(scenario.Builtin()...) }

func TestSchemaIsCurrent(t *testing.T) {
	kept, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, text.Schema(builtin())) {
		t.Error("the protocols have changed: run go generate ./core/scenario/text")
	}
}

// judge validates text by the schema, with a library that knows nothing of us.
func judge(t *testing.T) func(document []byte) error {
	t.Helper()
	var s jsonschema.Schema
	if err := json.Unmarshal(text.Schema(builtin()), &s); err != nil {
		t.Fatal(err)
	}
	resolved, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return func(document []byte) error {
		var x any
		if err := json.Unmarshal(document, &x); err != nil {
			t.Fatal(err)
		}
		return resolved.Validate(x)
	}
}

func TestEveryScenarioKeptHereFitsTheSchema(t *testing.T) {
	valid := judge(t)
	files, err := filepath.Glob("../../../testdata/scenarios/*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := valid(b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The schema may let pass what only the validator can know. It must never
// complain about what the validator accepts, and it should see simple mistakes.
func TestSchemaAgreesWithTheValidator(t *testing.T) {
	valid, r := judge(t), builtin()
	for _, test := range []struct {
		document  string
		validator bool
		schema    bool
	}{
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4}`, true, true},
		{`{"$schema": "../scenario.schema.json", "faultlab": 1, "protocol": "byzantine/oral", "processes": ["<b>", "b"], "params": {"m": 0}}`, true, true},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "claims": [], "choices": [], "faults": [], "show": {}, "budget": {}, "expect": {}}`, true, true},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "L3", "model": "arbitrary"}], "expect": {"IC1": "holds"}}`, true, true},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "L9", "model": "arbitrary"}]}`, false, true},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "choices": ["3: b", "2: a"]}`, false, true},
		{`{"faultlab": 2, "protocol": "byzantine/oral", "processes": 4}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/orla", "processes": 4}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 65}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "version": 99}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "params": {"n": 4}}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "params": {"m": -1}}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "params": {"order": "charge"}}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "faults": [{"process": "L3", "model": "evil"}]}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "claims": ["IC3"]}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "expect": {"IC1": "yes"}}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "choices": ["L3 tells L1 retreat"]}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "show": {"views": ["film"]}}`, false, false},
		{`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 4, "colour": "red"}`, false, false},
	} {
		_, err := text.Read(r, []byte(test.document), scenario.DocumentLimits{})
		if (err == nil) != test.validator {
			t.Errorf("validator: %s\n%v", test.document, err)
		}
		if err := valid([]byte(test.document)); (err == nil) != test.schema {
			t.Errorf("schema: %s\n%v", test.document, err)
		}
	}
}
