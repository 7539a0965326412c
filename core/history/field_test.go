package history

import (
	"strings"
	"testing"

	"faultlab/core/sim"
)

// Small logs such as people bring along, each with what it should be told of.

const quiescent = `{"type":"end","end":"quiescent"}`

func logOf(t *testing.T, lines ...string) *History {
	t.Helper()
	h, bad := ReadLines(strings.Join(lines, "\n"))
	if bad != nil {
		t.Fatal(bad.Line, bad.Message)
	}
	return h
}

// Case "plain": a group that knows no views is a fixed group, of which r is a correct
// member that never delivers m.
func TestAFixedGroupNeedsNoView(t *testing.T) {
	h := logOf(t, `{"type":"group","log":1,"processes":["p","q","r"]}`,
		`{"type":"event","kind":"multicast","process":"p","message":"m"}`,
		`{"type":"event","kind":"deliver","process":"p","message":"m"}`,
		`{"type":"event","kind":"deliver","process":"q","message":"m"}`, quiescent)
	for _, p := range []Property{Agreement, UniformAgreement} {
		v := verdictOf(h, p)
		if v.Status != sim.Violated || len(v.Messages) != 1 || h.Messages[v.Messages[0]].Name != "m" || h.Processes[v.Processes[len(v.Processes)-1]].Name != "r" {
			t.Errorf("%s: %s, %s, processes %v, messages %v", Properties[p].Name, sim.Statuses[v.Status], v.Says, v.Processes, v.Messages)
		}
	}
	if v := verdictOf(h, SameView); v.Status != sim.Unknown || v.Why != NoViews {
		t.Errorf("same view: %s", sim.Statuses[v.Status])
	}
}

// Case "uniform": q delivers and crashes, and nobody else ever does.
func TestAgreementAmongTheCorrectIsNotUniform(t *testing.T) {
	h := logOf(t, `{"type":"group","log":1,"processes":["p","q","r"]}`,
		`{"type":"event","kind":"multicast","process":"p","message":"m"}`,
		`{"type":"event","kind":"deliver","process":"q","message":"m"}`,
		`{"type":"event","kind":"crash","process":"p"}`, `{"type":"event","kind":"crash","process":"q"}`, quiescent)
	if v := verdictOf(h, Agreement); v.Status != sim.Holds {
		t.Errorf("agreement: %s, %s", sim.Statuses[v.Status], v.Says)
	}
	if v := verdictOf(h, UniformAgreement); v.Status != sim.Violated || v.Says != "q delivers m, and r, which is correct, never does" {
		t.Errorf("uniform agreement: %s, %s", sim.Statuses[v.Status], v.Says)
	}
}

// Case "vac": where nothing is delivered, no order was asked anything.
func TestAnOrderOfNothingWasAskedNothing(t *testing.T) {
	for _, deliveries := range [][]string{nil, {`{"type":"event","kind":"deliver","process":"q","message":"m"}`}} {
		h := logOf(t, append(append([]string{`{"type":"group","log":1,"processes":["p","q","r"],"view":1}`,
			`{"type":"event","kind":"multicast","process":"p","message":"m"}`}, deliveries...), quiescent)...)
		for _, v := range Check(h) {
			if Properties[v.Property].Group == Order && v.Cases != 0 {
				t.Errorf("with %d deliveries %s was asked %d times", len(deliveries), Properties[v.Property].Name, v.Cases)
			}
		}
	}
}

// Case "first view of a process, with a transitional set": the property speaks of a
// previous view, so without one it asks nothing.
func TestATransitionalSetInAFirstViewIsAskedNothing(t *testing.T) {
	h := logOf(t, `{"type":"group","log":1,"processes":["p","q"]}`,
		`{"type":"event","kind":"install","process":"p","view":1,"members":["p","q"],"transitional":["p"]}`,
		`{"type":"event","kind":"install","process":"q","view":1,"members":["p","q"],"transitional":["p","q"]}`, quiescent)
	if v := verdictOf(h, TransitionalSets); v.Status != sim.Holds || v.Cases != 0 {
		t.Errorf("%s, asked %d times: %s", sim.Statuses[v.Status], v.Cases, v.Says)
	}
}

// Case "1→2→1→2": a process that goes the same way twice is told so, and is not compared
// with itself.
func TestAProcessIsNotComparedWithItself(t *testing.T) {
	h := script(t, "a b", `
		b deliver m
		b install 2 a b
		b install 1 a b
		b install 2 a b`)
	for _, p := range []Property{VirtualSynchrony, CorrectSynchrony} {
		if v := verdictOf(h, p); v.Status != sim.Holds || v.Cases != 0 {
			t.Errorf("%s: %s", Properties[p].Name, v.Says)
		}
	}
	if v := verdictOf(h, Monotonicity); v.Status != sim.Violated || v.Says != "b installs view 1 {a, b} after view 2 {a, b}" {
		t.Errorf("monotonicity: %s", v.Says)
	}
}
