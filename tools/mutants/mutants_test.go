package mutants

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"faultlab/tools/seeds"
)

const root = "../.."

// mutated is the file of a mutant, as it would be.
func (m *Mutant) mutated(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, m.File))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(b), m.Old); n != 1 {
		t.Fatalf("%s has %d times %q: write the mutant anew for what stands there now", m.File, n, m.Old)
	}
	return strings.Replace(string(b), m.Old, m.New, 1)
}

// Every mutant fits the sources; in a soak each is caught by its test.
func TestTheTestsCatchEveryMutant(t *testing.T) {
	for i := range All {
		m := &All[i]
		t.Run(m.Name, func(t *testing.T) {
			text := m.mutated(t)
			if seeds.Soaking() {
				t.Log(m.caught(t, text))
			}
		})
	}
}

// told is how a test says how many systems fail.
var told = regexp.MustCompile(`\d+ systems are tried, and \d+ fail`)

// caught runs the test of a mutant, which has to fail, and returns what it says.
func (m *Mutant) caught(t *testing.T, text string) string {
	t.Helper()
	folder := t.TempDir()
	file, err := filepath.Abs(filepath.Join(root, m.File))
	if err != nil {
		t.Fatal(err)
	}
	instead := filepath.Join(folder, filepath.Base(m.File))
	overlay := filepath.Join(folder, "overlay.json")
	says, err := json.Marshal(map[string]map[string]string{"Replace": {file: instead}})
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{instead: []byte(text), overlay: says} {
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("go", "test", "-vet=off", "-v", "-count=1", "-overlay", overlay, "-run", "^"+m.Test+"$", m.Package)
	c.Dir = root
	c.Env = append(os.Environ(), "FAULTLAB_SOAK=", "FAULTLAB_SEEDS="+strconv.Itoa(m.Seeds))
	out, err := c.CombinedOutput()
	switch {
	case strings.Contains(string(out), "[build failed]"):
		t.Errorf("it can't be built:\n%s", out)
	case err == nil:
		t.Errorf("%s does not notice it:\n%s", m.Test, out)
	}
	return told.FindString(string(out))
}
