package scenario

import (
	"strconv"
	"unicode/utf8"

	"github.com/tinylib/msgp/msgp"

	"faultlab/core/protocol"
)

// Kind is the type of a Value. Its values are Null, Bool, Int, Float, String, List and
// Map.
type Kind uint8

// The kinds of values, those of JSON; a number without a fraction is an Int.
const (
	Null Kind = iota
	Bool
	Int
	Float
	String
	List
	Map
)

// kinds names them as an error message does, with an article.
var kinds = [...]string{"null", "true or false", "an integer", "a number with a fraction", "a text", "a list", "an object"}

// maxExact is the largest integer that JavaScript holds exactly. A page and a
// native tool must read the same document alike, so what is larger is a Float
// for both.
const maxExact = 1<<53 - 1

// A Value is a piece of a document before anybody knows what it means. It is
// made of bytes here or of JSON text in package text, and the validator cannot
// tell which.
type Value struct {
	Kind   Kind
	Int    int64 // an Int, or 1 for true
	Float  float64
	Str    string
	Items  []Value // of a List
	Fields []Field // of a Map, in the order written

	// Line and Column say where it begins when it was read from text; both
	// count from 1 and are 0 otherwise.
	Line, Column int32
}

// A Field is an entry of a Map.
type Field struct {
	Key   string
	Again bool // an earlier entry has the same key
	Value Value

	Line, Column int32 // of the key
}

// Number makes an Int of x if it is one that every reader holds exactly, and a
// Float otherwise.
func Number(x float64) Value {
	if x >= -maxExact && x <= maxExact && x == float64(int64(x)) {
		return Value{Kind: Int, Int: int64(x)}
	}
	return Value{Kind: Float, Float: x}
}

// Integer makes an Int of i under the same rule.
func Integer(i int64) Value {
	if i < -maxExact || i > maxExact {
		return Value{Kind: Float, Float: float64(i)}
	}
	return Value{Kind: Int, Int: i}
}

// Text makes a String.
func Text(s string) Value { return Value{Kind: String, Str: s} }

// Get returns the field with the given key: the first one, as a second one is
// an error anyway.
func (v *Value) Get(key string) (*Value, bool) {
	for i := range v.Fields {
		if v.Fields[i].Key == key {
			return &v.Fields[i].Value, true
		}
	}
	return nil, false
}

// Add appends a field to a Map and notes whether its key was there before.
func (v *Value) Add(f Field) {
	_, f.Again = v.Get(f.Key)
	v.Fields = append(v.Fields, f)
}

// quote shows a value inside an error message: short, and on one line.
func (v *Value) quote() string {
	switch v.Kind {
	case Bool:
		if v.Int != 0 {
			return "true"
		}
		return "false"
	case Int:
		return strconv.FormatInt(v.Int, 10)
	case Float:
		return strconv.FormatFloat(v.Float, 'g', -1, 64)
	case String:
		return quote(v.Str)
	}
	return kinds[v.Kind]
}

// quote puts a text into quotation marks and cuts it where it gets long.
func quote(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) > most {
		n := 0
		for i := range s {
			if n++; n > most {
				return strconv.Quote(s[:i]) + "..."
			}
		}
	}
	return strconv.Quote(s)
}

// decoder turns MessagePack into a Value. It reads with the primitives of msgp
// and walks by itself: msgp's own walkers follow a nesting far deeper than the
// stack of a page.
type decoder struct {
	lim   Limits
	nodes int
	bad   *protocol.Problem
}

// Decode reads one MessagePack value which fills b to its end.
func Decode(b []byte, lim Limits) (Value, *protocol.Problem) {
	lim = lim.OrDefault()
	if len(b) > lim.Bytes {
		return Value{}, tooLarge("", len(b), lim)
	}
	d := decoder{lim: lim}
	v, rest := d.value(b, "", 0)
	if d.bad == nil && len(rest) != 0 {
		d.refuse("", "has "+count(len(rest), "byte")+" too many behind its end")
	}
	if d.bad != nil {
		return Value{}, d.bad
	}
	return v, nil
}

// DecodeNext reads the one value at the front of b and returns what is behind
// it: a document inside a request is read without knowing its length.
func DecodeNext(b []byte, lim Limits) (Value, []byte, *protocol.Problem) {
	d := decoder{lim: lim.OrDefault()}
	v, rest := d.value(b, "", 0)
	if d.bad == nil && len(b)-len(rest) > d.lim.Bytes {
		return Value{}, b, tooLarge("", len(b)-len(rest), d.lim)
	}
	if d.bad != nil {
		return Value{}, b, d.bad
	}
	return v, rest, nil
}

func tooLarge(path string, n int, lim Limits) *protocol.Problem {
	return &protocol.Problem{Path: path, Message: "has " + count(n, "byte") + "; at most " + strconv.Itoa(lim.Bytes) + " are read"}
}

func (d *decoder) refuse(path, message string) {
	if d.bad == nil {
		d.bad = &protocol.Problem{Path: path, Message: message}
	}
}

func (d *decoder) value(b []byte, path string, depth int) (v Value, rest []byte) {
	if d.nodes++; d.nodes > d.lim.Nodes {
		d.refuse(path, "is one value too many: at most "+strconv.Itoa(d.lim.Nodes)+" are read")
		return v, nil
	}
	if depth > d.lim.Depth {
		d.refuse(path, "is nested too deeply: at most "+count(d.lim.Depth, "level")+" are read")
		return v, nil
	}
	var err error
	switch msgp.NextType(b) {
	case msgp.NilType:
		rest, err = msgp.ReadNilBytes(b)
	case msgp.BoolType:
		var x bool
		x, rest, err = msgp.ReadBoolBytes(b)
		v.Kind = Bool
		if x {
			v.Int = 1
		}
	case msgp.IntType:
		var x int64
		x, rest, err = msgp.ReadInt64Bytes(b)
		v = Integer(x)
	case msgp.UintType:
		var x uint64
		x, rest, err = msgp.ReadUint64Bytes(b)
		if x > maxExact {
			v = Value{Kind: Float, Float: float64(x)}
		} else {
			v = Integer(int64(x))
		}
	case msgp.Float32Type:
		var x float32
		x, rest, err = msgp.ReadFloat32Bytes(b)
		v = Number(float64(x))
	case msgp.Float64Type:
		var x float64
		x, rest, err = msgp.ReadFloat64Bytes(b)
		v = Number(x)
	case msgp.StrType:
		v.Kind = String
		v.Str, rest = d.text(b, path)
	case msgp.ArrayType:
		return d.list(b, path, depth)
	case msgp.MapType:
		return d.fields(b, path, depth)
	case msgp.InvalidType:
		d.refuse(path, "is cut off, or is no MessagePack")
	default:
		d.refuse(path, "is of a type that a document has no use for: binary data and extensions are not read")
	}
	if err != nil {
		d.refuse(path, "is cut off")
	}
	if d.bad != nil {
		return Value{}, nil
	}
	return v, rest
}

// text reads a string, checks it and copies it, so that the value outlives the
// buffer of the request.
func (d *decoder) text(b []byte, path string) (string, []byte) {
	raw, rest, err := msgp.ReadStringZC(b)
	switch {
	case err != nil:
		d.refuse(path, "is cut off")
	case len(raw) > d.lim.String:
		d.refuse(path, longText(len(raw), d.lim))
	case !utf8.Valid(raw):
		d.refuse(path, "is a text that is not valid UTF-8")
	default:
		return string(raw), rest
	}
	return "", nil
}

func longText(n int, lim Limits) string {
	return "is a text of " + count(n, "byte") + "; at most " + strconv.Itoa(lim.String) + " are read"
}

// A list or a map claims its length before anything of it is there, so nothing
// is allocated on the strength of that claim alone: every entry takes a byte.
func (d *decoder) list(b []byte, path string, depth int) (v Value, rest []byte) {
	n, rest, err := msgp.ReadArrayHeaderBytes(b)
	if err != nil || int64(n) > int64(len(rest)) {
		d.refuse(path, "is cut off")
		return v, nil
	}
	if int64(n) > int64(d.lim.Nodes-d.nodes) {
		d.refuse(path, "has too many entries: at most "+strconv.Itoa(d.lim.Nodes)+" values are read")
		return v, nil
	}
	v.Kind = List
	v.Items = make([]Value, 0, min(int(n), 1024))
	for i := 0; i < int(n); i++ {
		var item Value
		item, rest = d.value(rest, At(path, i), depth+1)
		if d.bad != nil {
			return Value{}, nil
		}
		v.Items = append(v.Items, item)
	}
	return v, rest
}

func (d *decoder) fields(b []byte, path string, depth int) (v Value, rest []byte) {
	n, rest, err := msgp.ReadMapHeaderBytes(b)
	if err != nil || 2*int64(n) > int64(len(rest)) {
		d.refuse(path, "is cut off")
		return v, nil
	}
	if int64(n) > int64(d.lim.Fields) {
		d.refuse(path, manyFields(d.lim))
		return v, nil
	}
	v.Kind = Map
	v.Fields = make([]Field, 0, n)
	for i := 0; i < int(n); i++ {
		if msgp.NextType(rest) != msgp.StrType {
			d.refuse(path, "has a field whose name is not a text")
			return Value{}, nil
		}
		var f Field
		f.Key, rest = d.text(rest, path)
		if d.bad == nil {
			f.Value, rest = d.value(rest, In(path, f.Key), depth+1)
		}
		if d.bad != nil {
			return Value{}, nil
		}
		v.Add(f)
	}
	return v, rest
}

func manyFields(lim Limits) string {
	return "has too many fields: at most " + strconv.Itoa(lim.Fields) + " are read"
}

// In and At make the path of a field and of a list's entry: "params.m",
// "choices[3]". A name that would make the path hard to read is quoted.
func In(path, key string) string {
	if !plain(key) {
		return path + "[" + quote(key) + "]"
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

func At(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func plain(key string) bool {
	if key == "" || len(key) > 40 {
		return false
	}
	for i := 0; i < len(key); i++ {
		c := key[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
			return false
		}
	}
	return true
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
