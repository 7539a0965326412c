package scenario

import "strconv"

// fields complains about every field that is not allowed and about every one
// that is given twice.
func (c *checker) fields(v *Value, path string, allowed []string) {
	for i := range v.Fields {
		f := &v.Fields[i]
		switch {
		case c.full():
			return
		case index(allowed, f.Key) < 0:
			c.problem(In(path, f.Key), "is no field of "+owner(path)+guess(&Value{Kind: String, Str: f.Key}, allowed), allowed...)
		case f.Again:
			c.problem(In(path, f.Key), "is given twice: keep one of them")
		}
	}
}

func owner(path string) string {
	if path == "" {
		return "a scenario"
	}
	return path
}

// object and list return a field of the wanted kind; a field that is missing is
// not there, and one of another kind is a problem besides.
func (c *checker) object(v *Value, path, key string) (*Value, bool) {
	return c.field(v, path, key, Map)
}

func (c *checker) list(v *Value, path, key string) (*Value, bool) {
	return c.field(v, path, key, List)
}

func (c *checker) field(v *Value, path, key string, kind Kind) (*Value, bool) {
	f, ok := v.Get(key)
	if !ok {
		return nil, false
	}
	if f.Kind != kind {
		c.problem(In(path, key), "must be "+kinds[kind]+", not "+f.quote())
		return nil, false
	}
	return f, true
}

// line reads a text without characters that cannot be seen.
func (c *checker) line(v *Value, key string, most int) string {
	f, ok := c.field(v, "", key, String)
	if !ok {
		return ""
	}
	n := 0
	for _, r := range f.Str {
		n++
		if invisible(r) {
			c.problem(key, "has a character that cannot be seen, or a line break: it is one line of text")
			return ""
		}
	}
	if n > most {
		c.problem(key, "has "+strconv.Itoa(n)+" characters; at most "+strconv.Itoa(most)+" are shown")
		return ""
	}
	return f.Str
}

// number reads a whole number within bounds.
func (c *checker) number(v *Value, path, key string, lo, hi int64) (int64, bool) {
	f, ok := v.Get(key)
	if !ok {
		return 0, false
	}
	if f.Kind != Int || f.Int < lo || f.Int > hi {
		c.problem(In(path, key), "must be a whole number from "+strconv.FormatInt(lo, 10)+" to "+strconv.FormatInt(hi, 10)+", not "+f.quote())
		return 0, false
	}
	return f.Int, true
}

// choice reads a field that is one of a few words, and word a value that is.
func (c *checker) choice(v *Value, path, key string, words []string) (int, bool) {
	f, ok := v.Get(key)
	if !ok {
		return 0, false
	}
	return c.word(f, In(path, key), words)
}

func (c *checker) word(x *Value, path string, words []string) (int, bool) {
	if x.Kind == String {
		if k := index(words, x.Str); k >= 0 {
			return k, true
		}
	}
	if len(words) == 0 {
		c.problem(path, "has no place here: "+c.spec.Name+" knows none")
	} else {
		c.problem(path, "cannot be "+x.quote()+guess(x, words), words...)
	}
	return -1, false
}

// who reads the name of a process. If the names themselves are in doubt nothing
// is said about who is not among them.
func (c *checker) who(x *Value, path string, known bool) (int, bool) {
	if !known {
		return -1, false
	}
	if x.Kind == String {
		if k := index(c.cfg.Names, x.Str); k >= 0 {
			return k, true
		}
	}
	c.problem(path, "names no process: "+x.quote()+guess(x, c.cfg.Names), c.cfg.Names...)
	return -1, false
}

func index(words []string, s string) int {
	for i, w := range words {
		if w == s {
			return i
		}
	}
	return -1
}

// guess proposes the allowed word which a wrong one resembles most: "; did you
// mean ...?", or nothing if none is near.
func guess(x *Value, words []string) string {
	if x.Kind != String || len(x.Str) > 2*maxName {
		return ""
	}
	best, least := "", 1+max(1, len(x.Str)/3)
	for _, w := range words {
		if d := distance(fold(x.Str), fold(w)); d < least {
			best, least = w, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + quote(best) + "?"
}

// fold lets a word differ in capitals only at no distance.
func fold(s string) string {
	b := []byte(s)
	for i, x := range b {
		if x >= 'A' && x <= 'Z' {
			b[i] = x + 'a' - 'A'
		}
	}
	return string(b)
}

// distance counts the letters that are to be put in, taken out, replaced or
// swapped with their neighbour to make b of a.
func distance(a, b string) int {
	if len(b) > 2*maxName {
		return len(b)
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
