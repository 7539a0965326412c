package history

import "strconv"

// A small reader of JSON, so that a log can be read where the standard library's
// would be most of the engine's weight. It reads whole numbers alone, as logs have.

type valueKind uint8

const (
	null valueKind = iota
	boolean
	number
	text
	list
	object
)

type value struct {
	kind  valueKind
	num   int64
	str   string
	keys  []string
	items []value
}

// get is the field of an object; nil: it has none of that name.
func (v *value) get(key string) *value {
	if v.kind != object {
		return nil
	}
	for i, k := range v.keys {
		if k == key {
			return &v.items[i]
		}
	}
	return nil
}

// texts are the items of a list of texts.
func (v *value) texts() ([]string, bool) {
	if v == nil || v.kind != list {
		return nil, false
	}
	out := make([]string, len(v.items))
	for i := range v.items {
		if v.items[i].kind != text {
			return nil, false
		}
		out[i] = v.items[i].str
	}
	return out, true
}

const maxDepth = 32

// parser reads one line. After the first thing that is wrong it reads nothing more.
type parser struct {
	s     string
	at    int
	wrong string
}

// parse reads a line that is one JSON value, and says what is wrong with another.
func parse(s string) (value, string) {
	p := parser{s: s}
	v := p.value(0)
	p.space()
	if p.wrong == "" && p.at < len(p.s) {
		p.fail("goes on behind the end of its object")
	}
	return v, p.wrong
}

func (p *parser) fail(message string) {
	if p.wrong != "" {
		return
	}
	if p.at >= len(p.s) {
		message = "is cut off: it " + message + " at its end"
		p.wrong = message
		return
	}
	p.wrong = message + ", at column " + strconv.Itoa(p.at+1)
}

func (p *parser) space() {
	for p.at < len(p.s) && (p.s[p.at] == ' ' || p.s[p.at] == '\t' || p.s[p.at] == '\r') {
		p.at++
	}
}

// next takes a character if it is the next one.
func (p *parser) next(c byte) bool {
	p.space()
	if p.at < len(p.s) && p.s[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) word(w string) bool {
	if len(p.s)-p.at >= len(w) && p.s[p.at:p.at+len(w)] == w {
		p.at += len(w)
		return true
	}
	return false
}

func (p *parser) value(depth int) (v value) {
	if p.wrong != "" {
		return
	}
	p.space()
	switch {
	case depth > maxDepth:
		p.fail("is nested more than " + strconv.Itoa(maxDepth) + " deep")
	case p.at >= len(p.s):
		p.fail("lacks a value")
	case p.next('{'):
		v.kind = object
		for n := 0; p.wrong == "" && !p.next('}'); n++ {
			if n > 0 && !p.next(',') {
				p.fail("lacks a comma or a }")
				return
			}
			p.space()
			key := p.text()
			if p.wrong == "" && !p.next(':') {
				p.fail("lacks a colon")
			}
			v.keys = append(v.keys, key)
			v.items = append(v.items, p.value(depth+1))
		}
	case p.next('['):
		v.kind = list
		for n := 0; p.wrong == "" && !p.next(']'); n++ {
			if n > 0 && !p.next(',') {
				p.fail("lacks a comma or a ]")
				return
			}
			v.items = append(v.items, p.value(depth+1))
		}
	case p.s[p.at] == '"':
		v.kind, v.str = text, p.text()
	case p.word("null"):
	case p.word("true"):
		v.kind, v.num = boolean, 1
	case p.word("false"):
		v.kind = boolean
	default:
		v.kind, v.num = number, p.number()
	}
	return
}

func (p *parser) number() int64 {
	from := p.at
	if p.at < len(p.s) && p.s[p.at] == '-' {
		p.at++
	}
	for p.at < len(p.s) && p.s[p.at] >= '0' && p.s[p.at] <= '9' {
		p.at++
	}
	if p.at < len(p.s) && (p.s[p.at] == '.' || p.s[p.at] == 'e' || p.s[p.at] == 'E') {
		p.fail("has a number that is not whole")
		return 0
	}
	x, err := strconv.ParseInt(p.s[from:p.at], 10, 64)
	if err != nil {
		p.fail("is no JSON")
	}
	return x
}

func (p *parser) text() string {
	if p.at >= len(p.s) || p.s[p.at] != '"' {
		p.fail("lacks a text in double quotes")
		return ""
	}
	p.at++
	from := p.at
	for p.at < len(p.s) && p.s[p.at] != '"' && p.s[p.at] != '\\' && p.s[p.at] >= ' ' {
		p.at++
	}
	out := []byte(nil)
	out = append(out, p.s[from:p.at]...)
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c == '"':
			p.at++
			return string(out)
		case c < ' ':
			p.fail("has a control character in a text")
			return ""
		case c != '\\':
			out = append(out, c)
			p.at++
		default:
			p.at++
			if p.at >= len(p.s) {
				break
			}
			escaped := p.s[p.at]
			p.at++
			switch escaped {
			case '"', '\\', '/':
				out = append(out, escaped)
			case 'n', 't', 'r', 'b', 'f':
				out = append(out, ' ') // in a name they are white space, and shown as such
			case 'u':
				out = append(out, string(p.letter())...)
			default:
				p.fail("has an escape in a text that JSON doesn't have")
				return ""
			}
		}
	}
	p.fail("lacks the end of a text")
	return ""
}

// letter reads what stands behind \u, a second half included.
func (p *parser) letter() rune {
	x := p.hex()
	if x>>10 == 0xd800>>10 && p.word(`\u`) {
		if y := p.hex(); y>>10 == 0xdc00>>10 {
			return 0x10000 + (x-0xd800)<<10 + (y - 0xdc00)
		}
		return 0xfffd
	}
	return x
}

func (p *parser) hex() rune {
	if len(p.s)-p.at < 4 {
		p.at = len(p.s)
		p.fail("lacks the end of an escape")
		return 0
	}
	x, err := strconv.ParseUint(p.s[p.at:p.at+4], 16, 16)
	if err != nil {
		p.fail("has an escape in a text that JSON doesn't have")
	}
	p.at += 4
	return rune(x)
}
