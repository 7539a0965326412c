package text

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"faultlab/core/scenario"
)

// Compact writes a value as JSON without any space: byte for byte what
// JavaScript's JSON.stringify makes of the same value, so that a link made here
// and one made in a page are equal.
func Compact(v *scenario.Value) []byte { return compact(nil, v) }

func compact(b []byte, v *scenario.Value) []byte {
	switch v.Kind {
	case scenario.List:
		b = append(b, '[')
		for i := range v.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = compact(b, &v.Items[i])
		}
		return append(b, ']')
	case scenario.Map:
		b = append(b, '{')
		for i := range v.Fields {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(quote(b, v.Fields[i].Key), ':')
			b = compact(b, &v.Fields[i].Value)
		}
		return append(b, '}')
	}
	return scalar(b, v)
}

func scalar(b []byte, v *scenario.Value) []byte {
	switch v.Kind {
	case scenario.Bool:
		return strconv.AppendBool(b, v.Int != 0)
	case scenario.Int:
		return strconv.AppendInt(b, v.Int, 10)
	case scenario.Float:
		x, err := json.Marshal(v.Float)
		if err != nil {
			return append(b, "null"...) // what JSON.stringify writes for infinity
		}
		return append(b, x...)
	case scenario.String:
		return quote(b, v.Str)
	}
	return append(b, "null"...)
}

// quote escapes what JSON.stringify escapes and nothing else.
func quote(b []byte, s string) []byte {
	const short = "\bb\ff\nn\rr\tt\"\"\\\\"
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			b = append(b, c)
			continue
		}
		b = append(b, '\\')
		if k := strings.IndexByte(short, c); k >= 0 && k%2 == 0 {
			b = append(b, short[k+1])
		} else {
			b = append(b, 'u', '0', '0', "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
	}
	return append(b, '"')
}

// width is how long a line may get before Pretty breaks it.
const width = 110

// Pretty writes a value as the scenarios of this repository are written: two
// spaces a level, and on one line what fits on one.
func Pretty(v *scenario.Value) []byte { return append(pretty(nil, v, "", 0), '\n') }

func pretty(b []byte, v *scenario.Value, indent string, used int) []byte {
	line := oneLine(v)
	if len(v.Items)+len(v.Fields) == 0 || indent != "" && len(indent)+used+utf8.RuneCount(line) < width {
		return append(b, line...)
	}
	inner := indent + "  "
	open, shut := byte('['), byte(']')
	if v.Kind == scenario.Map {
		open, shut = '{', '}'
	}
	b = append(b, open)
	for i := range v.Items {
		b = append(separate(b, i, inner), pretty(nil, &v.Items[i], inner, 1)...)
	}
	for i := range v.Fields {
		key := append(quote(nil, v.Fields[i].Key), ": "...)
		b = append(separate(b, i, inner), key...)
		b = pretty(b, &v.Fields[i].Value, inner, len(key)+1)
	}
	b = append(b, '\n')
	b = append(b, indent...)
	return append(b, shut)
}

func separate(b []byte, i int, indent string) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return append(append(b, '\n'), indent...)
}

// oneLine writes a value with a space behind every comma and colon.
func oneLine(v *scenario.Value) []byte {
	var parts [][]byte
	for i := range v.Items {
		parts = append(parts, oneLine(&v.Items[i]))
	}
	for i := range v.Fields {
		parts = append(parts, append(append(quote(nil, v.Fields[i].Key), ": "...), oneLine(&v.Fields[i].Value)...))
	}
	all := bytes.Join(parts, []byte(", "))
	switch {
	case v.Kind == scenario.List:
		return append(append([]byte("["), all...), ']')
	case v.Kind == scenario.Map && len(parts) > 0:
		return append(append([]byte("{ "), all...), " }"...)
	case v.Kind == scenario.Map:
		return []byte("{}")
	}
	return scalar(nil, v)
}
