package door_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/lab/wire"
	"faultlab/core/protocol"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// What a reader of a run knows without being told, a line for each thing: in which
// order fields stand, what numbers mean. A page with a recorded run has a reader of
// another day inside (tools/faulttest), so a line may grow at its end under the same
// version, and in no other way.
func TestTheVersionIsRaisedWhereAnOlderReaderWouldMisread(t *testing.T) {
	golden := goldens + "run.txt"
	got := knownOfRuns(t)
	kept, err := os.ReadFile(golden)
	if err != nil && !*update {
		t.Fatal(err)
	}
	misread := misreads(string(kept), got)
	for _, m := range misread {
		t.Errorf("%s\nRaise the version in core/lab/wire/wire.go and in bindings/src/engine/wire.ts, run go test ./core/lab/door -update, and tools/build.sh player."+
			" Where only a name has changed, change it in %s, too.", m, golden)
	}
	if *update && len(misread) == 0 {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if len(misread) == 0 && string(kept) != got {
		t.Errorf("%s knows less of a run than there is: run go test ./core/lab/door -update", golden)
	}
}

// noMore ends a line that may not grow: who doesn't know the new part would show
// something wrong, and not merely less.
const noMore = "and no more"

// misreads says which lines of the old text the new one does not begin with. Under
// another version nothing is misread.
func misreads(old, now string) []string {
	var all []string
	of := map[string]string{}
	for line := range strings.Lines(now) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		of[name] = rest
	}
	for line := range strings.Lines(old) {
		name, was, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		is, there := of[name]
		switch {
		case name == "version" && is != was:
			return nil
		case !there:
			all = append(all, name+" is gone")
		case is != was && !strings.HasPrefix(is, was+" "):
			all = append(all, fmt.Sprintf("%s was\n%s\nand is\n%s", name, was, is))
		}
	}
	return all
}

func TestALineThatGrowsIsReadAndOneThatChangesIsNot(t *testing.T) {
	const old = "version: 2\nkinds: send receive\n"
	for _, test := range []struct {
		now     string
		misread int
	}{
		{old, 0},
		{"version: 2\nkinds: send receive deliver\nreasons: lie\n", 0},
		{"version: 2\nkinds: send receiver\n", 1},
		{"version: 2\nkinds: send deliver receive\n", 1},
		{"version: 2\nkinds: send\n", 1},
		{"version: 2\n", 1},
		{"version: 3\nkinds: receive\n", 0},
	} {
		if got := misreads(old, test.now); len(got) != test.misread {
			t.Errorf("%q misreads %q", test.now, got)
		}
	}
}

// knownOfRuns writes the lines.
func knownOfRuns(t *testing.T) string {
	var b strings.Builder
	line := func(name string, words ...string) { fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(words, " ")) }
	line("version", fmt.Sprint(wire.Version))
	fields(reflect.TypeFor[wire.Run](), line)
	line("event", fmt.Sprintf("%x", wire.Records([]sim.Event{{Kind: 1, Reason: 2, Process: 3, Peer: 4, Msg: 5, Value: 6, Truth: 7, Flags: 8,
		Arg: 0x10111213, Cause: 0x14151617, Time: 0x18191a1b, Step: 0x1c1d1e1f, Message: 0x20212223, Span: 0x24252627}})))
	unsaid := lab.Unsaid
	line("nothing", fmt.Sprint(sim.Nothing, sim.None, uint32(unsaid)))
	line("flags", fmt.Sprint("faulty=", sim.FlagFaulty))
	line("classes", fmt.Sprint("message=", sim.Message), fmt.Sprint("timer=", sim.Timer), fmt.Sprint("task=", sim.Task), fmt.Sprint("notice=", sim.Notice), fmt.Sprint("drawing=", sim.Drawing))
	line("events", numbered(sim.EventKinds[:])...)
	line("reasons", numbered(sim.Reasons[:])...)
	line("statuses", append(numbered(sim.Statuses[:]), "5=asks-nothing", noMore)...)
	line("choices", numbered(sim.Kinds[:])...)
	line("choice", fmt.Sprint(choose.Numbers(sim.Choice{Step: 1, Kind: 2, Who: 3, To: 4, Msg: 5, Arg: 6, Rank: 7, Val: 8, Word: 9})))
	line("ends", choose.Ends[:]...)
	var models []string
	for _, name := range (sim.AllModels | sim.LinkModels).Names() {
		models = append(models, fmt.Sprintf("%s=%d", name, (sim.AllModels|sim.LinkModels).Named(name)))
	}
	line("models", models...)
	shapes(t, line)
	return b.String()
}

func numbered(names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = fmt.Sprint(i, "=", strings.ReplaceAll(name, " ", "-"))
	}
	return all
}

// fields writes the fields of a struct in their order, and before it those of the
// structs in it.
func fields(s reflect.Type, line func(string, ...string)) {
	var words []string
	for f := range s.NumField() {
		field := s.Field(f)
		words = append(words, field.Name+"="+spelled(field.Type))
		inner := field.Type
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Array {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct {
			fields(inner, line)
		}
	}
	line(s.Name(), words...)
}

// spelled is a type with the names of its structs alone.
func spelled(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "[]" + spelled(t.Elem())
	case reflect.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), spelled(t.Elem()))
	}
	return t.Name()
}

// shaped are scenarios whose structures are pinned, one of each protocol that has one.
var shaped = []string{"byzantine/oral-4-1", "byzantine/oral-graph-cube", "byzantine/signed-3-1-commander", "byzantine/vector-4-psl80", "tmr/no-fault"}

func shapes(t *testing.T, line func(string, ...string)) {
	registry := scenario.New(scenario.Builtin()...)
	missing := map[string]bool{}
	for _, s := range scenario.Builtin() {
		missing[s.Name] = s.Shape != nil
	}
	for _, name := range shaped {
		document, err := os.ReadFile(filepath.Join(scenarios, filepath.FromSlash(name)+".json"))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := text.Read(registry, document, scenario.DocumentLimits{})
		if err != nil {
			t.Fatal(err)
		}
		spec := doc.Config.Spec
		missing[spec.Name] = false
		all := rows(spec, doc.Config)
		if len(all) == 0 {
			t.Errorf("%s pins nothing: %s has no structure there", name, spec.Name)
		}
		line("shape of "+name, append(all, noMore)...)
	}
	for name, m := range missing {
		if m {
			t.Errorf("%s has a structure that views draw, and no scenario here pins it", name)
		}
	}
}

func rows(spec *protocol.Spec, c *protocol.Config) []string {
	var all []string
	for _, row := range spec.Shape(c) {
		all = append(all, strings.ReplaceAll(strings.Trim(fmt.Sprint(row), "[]"), " ", ","))
	}
	return all
}
