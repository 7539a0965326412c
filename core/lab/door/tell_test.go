package door_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"faultlab/core/lab"
	"faultlab/core/lab/door"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

// told is a run's words, taken from the bytes of a response.
type told struct {
	says     []any
	said     []byte
	known    map[uint32]string
	together [][]int64
	events   []byte
}

func tellOf(t *testing.T, l *door.Door, document string) told {
	t.Helper()
	ok, body := answer(t, l.Handle(request(t, "run", document, nil, -1)))
	if !ok {
		t.Fatal(body...)
	}
	w := told{says: body[7].([]any), said: body[8].([]byte), events: body[5].([]byte), known: map[uint32]string{}}
	for b := body[22].([]byte); len(b) > 0; b = b[8:] {
		sentence := ""
		if n := binary.LittleEndian.Uint32(b[4:]); n != 1<<32-1 {
			sentence = w.says[n].(string)
		}
		w.known[binary.LittleEndian.Uint32(b)] = sentence
	}
	for _, group := range body[23].([]any) {
		var list []int64
		for _, n := range group.([]any) {
			list = append(list, n.(int64))
		}
		w.together = append(w.together, list)
	}
	return w
}

func (w *told) sentence(event int64) string {
	if n := binary.LittleEndian.Uint32(w.said[4*event:]); n != 1<<32-1 {
		return w.says[n].(string)
	}
	return ""
}

func TestALieIsKnownAsWhatIsHeard(t *testing.T) {
	w := tellOf(t, door.New(door.RequestLimits{}), oral41)
	if len(w.known) != 1 {
		t.Fatalf("one lie is told, and %d events are known otherwise: %v", len(w.known), w.known)
	}
	for event, known := range w.known {
		if really := w.sentence(int64(event)); known != "L1 hears retreat from L3" || really != "L3 tells L1 retreat, where its protocol says attack" {
			t.Errorf("%q is known as %q", really, known)
		}
	}
}

func TestVotesThatAreAlikeAreToldOnce(t *testing.T) {
	document, err := os.ReadFile(scenarios + "/byzantine/oral-4-1-commander.json")
	if err != nil {
		t.Fatal(err)
	}
	w := tellOf(t, door.New(door.RequestLimits{}), string(document))
	var all []string
	for _, group := range w.together {
		all = append(all, w.says[group[0]].(string))
	}
	for _, want := range []string{"L1, L2 and L3 vote: 1 delay, 1 attack, 1 retreat; no majority, so retreat", "L1, L2 and L3 obey: retreat"} {
		if !strings.Contains(strings.Join(all, "\n"), want) {
			t.Errorf("%q is not among %q", want, all)
		}
	}
}

// Of every scenario: those who are told together did one thing in one step, and
// the sentence names each of them.
func TestWhoIsToldTogetherDoesTheSame(t *testing.T) {
	files, err := filepath.Glob(scenarios + "/*/*.json")
	if err != nil {
		t.Fatal(err)
	}
	l := door.New(door.RequestLimits{})
	groups := 0
	for _, f := range files {
		document, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		w := tellOf(t, l, string(document))
		for _, group := range w.together {
			sentence := w.says[group[0]].(string)
			first := w.events[32*group[1] : 32*group[1]+32]
			seen := map[byte]bool{}
			for _, event := range group[1:] {
				e := w.events[32*event : 32*event+32]
				if seen[e[2]] {
					t.Errorf("%s: %q names somebody twice", f, sentence)
				}
				seen[e[2]] = true
				name, rest, _ := strings.Cut(w.sentence(event), " ")
				if !strings.Contains(sentence, name) || rest == "" {
					t.Errorf("%s: %q leaves out %q", f, sentence, w.sentence(event))
				}
				if e[0] != first[0] || e[3] != first[3] || e[5] != first[5] || binary.LittleEndian.Uint32(e[20:]) != binary.LittleEndian.Uint32(first[20:]) {
					t.Errorf("%s: %q tells events of two kinds, peers, values or steps", f, sentence)
				}
			}
			groups++
		}
		for event := range w.known {
			if kind := sim.EventKind(w.events[32*event]); kind == sim.EvDecide || kind == sim.EvVote {
				t.Errorf("%s: who decides knows it", f)
			}
		}
	}
	if groups < 50 {
		t.Errorf("only %d groups", groups)
	}
}

// Of every scenario: what is told is what the response has words for, each event
// once, in the order of the steps.
func TestEveryEventThatHasWordsIsToldOnce(t *testing.T) {
	files, err := filepath.Glob(scenarios + "/*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	l, registry := door.New(door.RequestLimits{}), scenario.New(scenario.Builtin()...)
	for _, f := range files {
		document, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := text.Read(registry, document, scenario.DocumentLimits{})
		if err != nil {
			t.Fatal(err)
		}
		x := lab.Open(doc)
		x.Replay(x.Own(), -1)
		w := tellOf(t, l, string(document))
		want := map[lab.Sentence]int{}
		alone := map[int64]bool{}
		for event := range x.Trace.Events {
			alone[int64(event)] = w.sentence(int64(event)) != ""
		}
		for _, group := range w.together {
			want[lab.Sentence{Text: w.says[group[0]].(string), Event: int32(group[1])}]++
			for _, event := range group[1:] {
				alone[event] = false
			}
		}
		for event, told := range alone {
			if told {
				want[lab.Sentence{Text: w.sentence(event), Event: int32(event)}]++
			}
		}
		step := int32(-1)
		for _, s := range x.Told() {
			if want[s]--; want[s] < 0 {
				t.Errorf("%s: %q is told, and should not be, or not again", f, s.Text)
			}
			if at := x.Trace.Events[s.Event].Step; at < step {
				t.Errorf("%s: %q of step %d is told behind step %d", f, s.Text, at, step)
			} else {
				step = at
			}
		}
		for s, missing := range want {
			if missing > 0 {
				t.Errorf("%s: %q is not told", f, s.Text)
			}
		}
	}
}
