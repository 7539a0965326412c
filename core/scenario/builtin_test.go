package scenario_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// What a description says of itself must be true, since documents are checked by
// it, the schema is made of it and the reference is printed from it.
func TestDescriptionsOfProtocolsKeepTheirOwnRules(t *testing.T) {
	for _, s := range scenario.Builtin() {
		if folder, rest, ok := strings.Cut(s.Name, "/"); !ok || folder == "" || rest == "" || s.Version < 1 || s.Title == "" || s.Doc == "" {
			t.Errorf("%s: a protocol has a folder, a name, a version, a title and a paragraph about it", s.Name)
		}
		if len(s.Views) == 0 || len(s.Claims) == 0 || s.Models == 0 && len(s.Words.Draw) == 0 || s.Setup == nil {
			t.Errorf("%s: nothing to show, to claim, to break or to run", s.Name)
		}
		p := &s.Processes
		if len(p.Fixed) == 0 && (p.Min < 1 || p.Max < p.Min || p.Max > sim.MaxProcesses || p.Name == nil) || len(p.Fixed) > sim.MaxProcesses {
			t.Errorf("%s: processes from %d to %d", s.Name, p.Min, p.Max)
		}
		if s.Networks != nil && !s.Network.Wired {
			if why, ok := s.Networks(s.Network); !ok {
				t.Errorf("%s: its own network does not suit it: %s", s.Name, why)
			}
		}
		params(t, s)
		unique(t, s.Name+": views", s.Views)
		var claims []string
		for _, c := range s.Claims {
			claims = append(claims, c.Name)
			if c.Title == "" || c.Doc == "" || c.Make == nil {
				t.Errorf("%s: claim %s has no title, source or monitor", s.Name, c.Name)
			}
		}
		unique(t, s.Name+": claims", claims)
	}
}

func params(t *testing.T, s *protocol.Spec) {
	t.Helper()
	var names []string
	for _, p := range s.Params {
		names = append(names, p.Name)
		inside := p.Default >= p.Min && p.Default <= p.Max
		switch p.Kind {
		case protocol.Choice, protocol.Links, protocol.Each:
			inside = p.Default >= 0 && int(p.Default) < len(p.Allowed) && (p.Initial != nil) == (p.Kind == protocol.Each)
			unique(t, s.Name+": "+p.Name, append(slices.Clone(p.Allowed), p.Also...))
			renamed(t, s, &p)
		case protocol.Bool:
			inside = p.Default == 0 || p.Default == 1
		case protocol.Who:
			inside = p.Default >= 0
		}
		if p.Doc == "" || !inside {
			t.Errorf("%s: parameter %s has no explanation, or a default of %d, out of its bounds", s.Name, p.Name, p.Default)
		}
	}
	unique(t, s.Name+": parameters", names)
}

// renamed: what a parameter can be called under any other parameter is in the
// schema, and under the others' defaults it is called as the reference says.
func renamed(t *testing.T, s *protocol.Spec, p *protocol.Param) {
	t.Helper()
	c := &protocol.Config{Spec: s, N: s.Processes.Max, Params: make([]int32, len(s.Params))}
	for i := range s.Params {
		c.Params[i] = s.Params[i].Default
	}
	if !slices.Equal(p.AllowedIn(c), p.Allowed) {
		t.Errorf("%s: %s is called %q, and %q in the reference", s.Name, p.Name, p.AllowedIn(c), p.Allowed)
	}
	for i := range s.Params {
		for v := range s.Params[i].Allowed {
			c.Params[i] = int32(v)
			names := p.AllowedIn(c)
			unique(t, s.Name+": "+p.Name, names)
			for _, name := range names {
				if !slices.Contains(p.Allowed, name) && !slices.Contains(p.Also, name) {
					t.Errorf("%s: %s can be called %q, which the schema does not know", s.Name, p.Name, name)
				}
			}
		}
		c.Params[i] = s.Params[i].Default
	}
}

func unique(t *testing.T, what string, names []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, n := range names {
		if n == "" || seen[n] {
			t.Errorf("%s: %q is empty or there twice", what, n)
		}
		seen[n] = true
	}
}

// The smallest document of every protocol is one, with every number of processes
// that is allowed and affordable, and names that documents may have.
func TestShortestDocumentsOfAllProtocols(t *testing.T) {
	r := scenario.New(scenario.Builtin()...)
	for _, s := range r.Specs() {
		if len(s.Processes.Fixed) > 0 {
			doc, err := text.Read(r, []byte(`{"faultlab": 1, "protocol": "`+s.Name+`"}`), scenario.DocumentLimits{})
			if err != nil {
				t.Error(err)
				continue
			}
			isDefault(t, doc.Config)
			continue
		}
		for n := s.Processes.Min; n <= s.Processes.Max; n++ {
			doc, err := text.Read(r, []byte(`{"faultlab": 1, "protocol": "`+s.Name+`", "processes": `+strconv.Itoa(n)+`}`), scenario.DocumentLimits{})
			if err != nil {
				if !strings.Contains(err.Error(), "would need") {
					t.Errorf("%s with %d: %v", s.Name, n, err)
				}
				continue
			}
			isDefault(t, doc.Config)
			names := text.Words(doc.Config.Names...)
			whole := text.Object("faultlab", 1, "protocol", s.Name, "processes", names)
			if _, bad := r.Check(&whole, scenario.DocumentLimits{}); bad != nil {
				t.Errorf("%s with %d: the names it gives itself are refused: %v", s.Name, n, bad)
			}
		}
	}
}

// isDefault holds the configuration of a document that says nothing more against what
// the protocol says of such a document.
func isDefault(t *testing.T, c *protocol.Config) {
	t.Helper()
	want := c.Spec.Default(c.N)
	if want.Graph = c.Graph; c.Graph != nil && !c.Graph.Complete() {
		t.Errorf("%s with %d: a graph that isn't complete", c.Spec.Name, c.N)
	}
	if want.Budget.Steps == 0 {
		want.Budget.Steps = c.Budget.Steps // which is up to the limits of whoever reads
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("%s with %d is read as\n%+v, and its default is\n%+v", c.Spec.Name, c.N, c, want)
	}
}

func TestOralMessagesAmongAThousandAreRefusedAtOnce(t *testing.T) {
	r := scenario.New(scenario.Builtin()...)
	for document, says := range map[string]string{
		`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 1000, "params": {"m": 300}}`: "a number of 881 digits",
		`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 64, "params": {"m": 62}}`:    "digits) messages; at most 50,000",
		`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 13, "params": {"m": 4}}`:     "would need 108,384 messages",
	} {
		_, err := text.Read(r, []byte(document), scenario.DocumentLimits{})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s\n%v\nwant %s", document, err, says)
		}
	}
	if n := testing.AllocsPerRun(1, func() {
		text.Read(r, []byte(`{"faultlab": 1, "protocol": "byzantine/oral", "processes": 1000, "params": {"m": 300}}`), scenario.DocumentLimits{})
	}); n > 20_000 {
		t.Errorf("refusing takes %.0f allocations", n)
	}
}
