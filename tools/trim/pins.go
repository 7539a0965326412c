package main

import (
	"fmt"
	"strings"
)

// A pin is a module in the one version that somebody has read. Another version
// fails the build, because an edit may mean something else there.
type pin struct {
	version string
	without []string // files that are left out, from the module's root
	edits   []edit
}

// An edit replaces the one place in a file where old stands.
type edit struct {
	file     string // from the module's root
	old, new string
}

// pins are all modules whose packages the engine imports.
var pins = map[string]pin{
	"github.com/tinylib/msgp": {
		version: "v1.6.5",
		// Its other side: MessagePack as JSON. Each file registers a table in init,
		// which keeps all of it, encoding/json included, for nobody.
		without: []string{"msgp/json.go", "msgp/json_bytes.go"},
		edits: []edit{{
			// Where in a value an error is, is said in field names and indices.
			file: "msgp/errors_default.go",
			old:  `out += fmt.Sprintf("%v", cv)`,
			new: `switch cv := cv.(type) {
		case string:
			out += cv
		case int:
			out += strconv.Itoa(cv)
		default:
			out += "?"
		}`,
		}},
	},
	"github.com/philhofer/fwd": {version: "v1.2.0"},
	"github.com/hack-pad/safejs": {
		version: "v0.1.1",
		edits: []edit{{
			// syscall/js panics with errors, with JavaScript's values, and with texts.
			file: "internal/catch/catch.go",
			old:  `return fmt.Errorf("%+v", value)`,
			new: `if text, ok := value.(string); ok {
			return errors.New(text)
		}
		return errors.New("a panic with a value that is neither an error nor a text")`,
		}, {
			file: "internal/catch/catch.go",
			old:  `"fmt"`,
			new:  `"errors"`,
		}, {
			// The stack of an error is shown by fmt alone, for the verb %+v.
			file: "internal/stackerr/stackerr.go",
			old: `return &stackError{
		err:   err,
		stack: collectStacktrace(3),
	}`,
			new: `return err`,
		}},
	},
}

// check refuses a version that nobody has read.
func (p pin) check(module, version string) error {
	switch {
	case p.version == "":
		return fmt.Errorf("the engine imports %s, which isn't in tools/trim/pins.go: read what its packages do at the start of a program, and write its version %s there", module, version)
	case p.version != version:
		return fmt.Errorf("go.mod asks for %s %s, and tools/trim/pins.go knows %s: read what changed in it, above all in the files named there, and write the new version there", module, version, p.version)
	}
	return nil
}

// apply makes the edits of one file.
func (p pin) apply(module, file, text string) (string, error) {
	for _, e := range p.edits {
		if e.file != file {
			continue
		}
		if n := strings.Count(text, e.old); n != 1 {
			return "", fmt.Errorf("%s of %s %s has %d places that read %q, and tools/trim/pins.go edits the one", file, module, p.version, n, e.old)
		}
		text = strings.Replace(text, e.old, e.new, 1)
	}
	return text, nil
}

// files are all files that a pin names, for a name that stands for nothing is a
// mistake.
func (p pin) files() []string {
	all := append([]string(nil), p.without...)
	for _, e := range p.edits {
		all = append(all, e.file)
	}
	return all
}
