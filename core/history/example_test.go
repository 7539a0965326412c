package history_test

import (
	"fmt"

	"faultlab/core/history"
	"faultlab/core/sim"
)

// A log of one's own system, as JSON lines: r delivers the answer before the
// question that q had seen.
func ExampleReadLines() {
	tell(history.ReadLines(`{"type": "group", "log": 1, "processes": ["p", "q", "r"]}
{"type": "event", "kind": "multicast", "process": "p", "message": "question"}
{"type": "event", "kind": "deliver", "process": "q", "message": "question"}
{"type": "event", "kind": "multicast", "process": "q", "message": "answer"}
{"type": "event", "kind": "deliver", "process": "r", "message": "answer"}
{"type": "event", "kind": "deliver", "process": "r", "message": "question"}
`))
	// Output:
	// causal: r delivers answer before question, on which it may depend
	// causal-reliable: r delivers answer before question, on which it may depend
	// total-reliable: r and q deliver the same beginning, which is nothing, and then r answer and q question
}

// The same with vector clocks, as ShiViz takes it. The clocks say what came before
// what; the order of the lines says nothing. This log is said to be whole, so what p
// hasn't delivered in it, p never delivers.
func ExampleReadClocks() {
	tell(history.ReadClocks(`multicast question
p {"p": 1}
deliver question
q {"p": 1, "q": 1}
multicast answer
q {"p": 1, "q": 2}
deliver answer
r {"p": 1, "q": 2, "r": 1}
deliver question
r {"p": 1, "q": 2, "r": 2}
`, true))
	// Output:
	// self-delivery: p multicasts question and never delivers it
	// agreement: q delivers question, and p, which is correct, never does
	// causal: r delivers answer before question, on which it may depend
	// causal-reliable: r delivers answer before question, on which it may depend
	// total-reliable: r and q deliver the same beginning, which is nothing, and then r answer and q question
	// agreement-uniform: q delivers question, and p, which is correct, never does
	// causal-correct: r delivers answer before question, on which it may depend
}

// tell prints what is violated, or why nothing could be read.
func tell(h *history.History, bad *history.Problem) {
	if bad != nil {
		fmt.Printf("line %d: %s\n", bad.Line, bad.Message)
		return
	}
	for _, v := range history.Check(h) {
		if v.Status == sim.Violated {
			fmt.Printf("%s: %s\n", history.Properties[v.Property].Name, v.Says)
		}
	}
}
