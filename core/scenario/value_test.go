package scenario_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/tinylib/msgp/msgp"

	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
)

// withoutPlaces compares values whatever text they came from.
var withoutPlaces = cmp.Options{
	cmpopts.IgnoreFields(scenario.Value{}, "Line", "Column"),
	cmpopts.IgnoreFields(scenario.Field{}, "Line", "Column"),
	cmpopts.EquateEmpty(),
}

func decodeText(t *testing.T, s string) scenario.Value {
	t.Helper()
	v, err := text.Decode([]byte(s), scenario.DocumentLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBytesAndTextGiveTheSameValue(t *testing.T) {
	for _, s := range []string{good, `null`, `[]`, `{}`, `[true, false, null, "", "é🐢\n", {"a": {"b": [1]}}]`,
		`[0, -0, 1.0, 1e2, -1, 127, 128, -32, -33, 65536, 4294967296, 9007199254740991, 9007199254740993, -9007199254740993, 0.1, 1e300]`,
		`{"a": 1, "b": 2, "a": 3}`} {
		v := decodeText(t, s)
		got, bad := scenario.Decode(scenario.Append(nil, &v), scenario.DocumentLimits{})
		if bad != nil {
			t.Errorf("%s: %s", s, scenario.Sentence(bad))
		}
		if diff := cmp.Diff(v, got, withoutPlaces); diff != "" {
			t.Error(diff)
		}
	}
}

func TestNumbersAreReadAsJavaScriptReadsThem(t *testing.T) {
	for s, want := range map[string]scenario.Value{
		"1.0":               {Kind: scenario.Int, Int: 1},
		"1e3":               {Kind: scenario.Int, Int: 1000},
		"9007199254740991":  {Kind: scenario.Int, Int: 1<<53 - 1},
		"9007199254740993":  {Kind: scenario.Float, Float: 1 << 53},
		"0.5":               {Kind: scenario.Float, Float: 0.5},
		"-2":                {Kind: scenario.Int, Int: -2},
		"18446744073709551": {Kind: scenario.Float, Float: 18446744073709551},
	} {
		if diff := cmp.Diff(want, decodeText(t, s), withoutPlaces); diff != "" {
			t.Errorf("%s:\n%s", s, diff)
		}
	}
	for _, b := range [][]byte{msgp.AppendUint64(nil, math.MaxUint64), msgp.AppendFloat64(nil, math.NaN()), msgp.AppendFloat64(nil, math.Inf(1)),
		msgp.AppendInt64(nil, math.MinInt64), msgp.AppendFloat32(nil, 0.5)} {
		if v, bad := scenario.Decode(b, scenario.DocumentLimits{}); bad != nil || v.Kind != scenario.Float {
			t.Errorf("%x: %v %v", b, v, bad)
		}
	}
	if v, bad := scenario.Decode(msgp.AppendFloat64(nil, 4), scenario.DocumentLimits{}); bad != nil || v.Kind != scenario.Int || v.Int != 4 {
		t.Errorf("4.0: %v %v", v, bad)
	}
}

func TestADocumentCutOffAnywhereIsRefused(t *testing.T) {
	v := decodeText(t, good)
	whole := scenario.Append(nil, &v)
	for i := range whole {
		if _, bad := scenario.Decode(whole[:i], scenario.DocumentLimits{}); bad == nil {
			t.Errorf("the first %d of %d bytes are a document", i, len(whole))
		}
	}
	if _, bad := scenario.Decode(append(bytes.Clone(whole), 0xc0), scenario.DocumentLimits{}); bad == nil {
		t.Error("a byte behind the end is not noticed")
	}
	if got, rest, bad := scenario.DecodeNext(append(bytes.Clone(whole), 0xc0), scenario.DocumentLimits{}); bad != nil || len(rest) != 1 || got.Kind != scenario.Map {
		t.Error("a document in front of something else is not read alone")
	}
	for i := range good {
		if _, err := text.Decode([]byte(good[:i]), scenario.DocumentLimits{}); err == nil && strings.TrimSpace(good[i:]) != "" {
			t.Errorf("the first %d of %d characters are a document", i, len(good))
		}
	}
}

func TestWhatIsNoDocumentIsRefused(t *testing.T) {
	small := scenario.DocumentLimits{Bytes: 1000, Depth: 3, Nodes: 20, Fields: 4, String: 10}
	list := func(n uint32, b ...byte) []byte { return append(msgp.AppendArrayHeader(nil, n), b...) }
	for _, test := range []struct {
		name  string
		bytes []byte
		path  string
		says  string
	}{
		{"nothing", nil, "", "is cut off"},
		{"more than the limit", make([]byte, 1001), "", "has 1001 bytes; at most 1000"},
		{"a list that claims four thousand million entries", []byte{0xdd, 0xff, 0xff, 0xff, 0xff, 0xc0}, "", "is cut off"},
		{"an object that claims as many", []byte{0xdf, 0xff, 0xff, 0xff, 0xff, 0xc0}, "", "is cut off"},
		{"a text that claims as many bytes", []byte{0xdb, 0xff, 0xff, 0xff, 0xff, 'a'}, "", "is cut off"},
		{"a list in a list, and so on", bytes.Repeat([]byte{0x91}, 900), "[0][0][0][0]", "is nested too deeply: at most 3 levels"},
		{"an object in an object, and so on", bytes.Repeat([]byte{0x81, 0xa1, 'a'}, 300), "a.a.a.a", "is nested too deeply"},
		{"one list of many", list(25, make([]byte, 25)...), "", "has too many entries"},
		{"many lists of few", append(list(4), bytes.Repeat(list(8, make([]byte, 8)...), 4)...), "[2]", "has too many entries"},
		{"many fields", append(msgp.AppendMapHeader(nil, 5), make([]byte, 20)...), "", "has too many fields: at most 4"},
		{"a long text", msgp.AppendString(nil, "12345678901"), "", "is a text of 11 bytes; at most 10"},
		{"a long name of a field", append(append(msgp.AppendMapHeader(nil, 1), msgp.AppendString(nil, "12345678901")...), 0xc0), "", "is a text of 11 bytes"},
		{"a text that is not UTF-8", list(1, 0xa1, 0xff), "[0]", "not valid UTF-8"},
		{"binary data", msgp.AppendBytes(nil, []byte("abc")), "", "is of a type that a document has no use for"},
		{"a time", []byte{0xd6, 0xff, 0, 0, 0, 0}, "", "is of a type"},
		{"an extension of an unknown type", []byte{0xd4, 99, 0}, "", "is of a type"},
		{"a number for a name of a field", []byte{0x81, 1, 1}, "", "a field whose name is not a text"},
		{"the byte that MessagePack never uses", []byte{0xc1}, "", "is no MessagePack"},
		{"something behind the end", []byte{0xc0, 0xc0}, "", "has 1 byte too many"},
		{"a path that needs quotation marks", append(append(msgp.AppendMapHeader(nil, 1), msgp.AppendString(nil, "a b")...), 0xc1), `["a b"]`, "is no MessagePack"},
	} {
		_, bad := scenario.Decode(test.bytes, small)
		if bad == nil {
			t.Errorf("%s is accepted", test.name)
		} else if bad.Path != test.path || !strings.Contains(bad.Message, test.says) {
			t.Errorf("%s: %q %q, want %q %q", test.name, bad.Path, bad.Message, test.path, test.says)
		}
	}
}

func TestTextsAreHeldAgainstTheSameLimits(t *testing.T) {
	small := scenario.DocumentLimits{Bytes: 1000, Depth: 3, Nodes: 20, Fields: 4, String: 10}
	for _, test := range []struct{ name, text, path, says string }{
		{"nothing", "", "", "ends too early"},
		{"only space", " \n ", "", "ends too early"},
		{"more than the limit", strings.Repeat(" ", 1001), "", "is a text of 1001 bytes"},
		{"a list in a list, and so on", strings.Repeat("[", 900), "[0][0][0][0]", "is nested too deeply"},
		{"an object in an object, and so on", strings.Repeat(`{"a":`, 150), "a.a.a.a", "is nested too deeply"},
		{"many values", "[" + strings.Repeat("1,", 30) + "1]", "[19]", "is one value too many"},
		{"many fields", `{"a":1,"b":1,"c":1,"d":1,"e":1}`, "", "has too many fields"},
		{"a long text", `["12345678901"]`, "[0]", "is a text of 11 bytes"},
		{"a long name of a field", `{"12345678901":1}`, "", "is a text of 11 bytes"},
		{"a comment", "// no\n{}", "", "is no JSON here"},
		{"a comma too many", `[1,]`, "[1]", "is no JSON here"},
		{"a word", "scenario", "", "is no JSON here"},
		{"two values", "{} {}", "", "goes on behind its end"},
		{"a huge number", "1e999", "", "is a number too large"},
	} {
		_, err := text.Decode([]byte(test.text), small)
		bad, _ := err.(text.Problems)
		if len(bad) != 1 || bad[0].Path != test.path || !strings.Contains(bad[0].Message, test.says) {
			t.Errorf("%s: %v, want %q %q", test.name, err, test.path, test.says)
		}
	}
}

// Ten megabytes are refused by their size before anything of them is read, and
// a text at the limit is read in one pass.
func TestMegabytesAreNoTrouble(t *testing.T) {
	ten := bytes.Repeat([]byte{' '}, 10<<20)
	if _, err := text.Decode(ten, scenario.DocumentLimits{}); err == nil {
		t.Error("ten megabytes of text are read")
	}
	if _, bad := scenario.Decode(ten, scenario.DocumentLimits{}); bad == nil {
		t.Error("ten megabytes are read")
	}
	if n := testing.AllocsPerRun(1, func() { scenario.Decode(ten, scenario.DocumentLimits{}) }); n > 10 {
		t.Errorf("refusing them takes %.0f allocations", n)
	}
	for _, separator := range []string{",\n", ", "} {
		long := []byte("[" + strings.Repeat("1"+separator, 199_000) + "1]")
		if _, err := text.Decode(long, scenario.DocumentLimits{}); err != nil {
			t.Error(err)
		}
	}
}

func TestCompactIsWhatJavaScriptWrites(t *testing.T) {
	for s, want := range map[string]string{
		`{ "b" : [1, 2.50, -0, 1e21, 1e-7, 123456789012345680000], "a": "é<\/script>\u0007\u2028\"\\\n\b" }`: `{"b":[1,2.5,0,1e+21,1e-7,123456789012345680000],"a":"é</script>\u0007` + "\u2028" + `\"\\\n\b"}`,
		`[true, false, null, {}, [], ""]`: `[true,false,null,{},[],""]`,
		"\"\x7f\"":                        "\"\x7f\"",
	} {
		v := decodeText(t, s)
		if got := string(text.Compact(&v)); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestPrettyReadsBackAsTheSameValue(t *testing.T) {
	v := decodeText(t, good)
	pretty := text.Pretty(&v)
	again := decodeText(t, string(pretty))
	if diff := cmp.Diff(v, again, withoutPlaces); diff != "" {
		t.Error(diff)
	}
	if twice := text.Pretty(&again); !bytes.Equal(twice, pretty) {
		t.Errorf("not stable:\n%s\n%s", pretty, twice)
	}
	for _, line := range strings.Split(string(pretty), "\n") {
		if len(line) > 130 {
			t.Errorf("a long line: %s", line)
		}
	}
}
