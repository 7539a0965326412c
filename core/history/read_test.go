package history

import (
	"strconv"
	"strings"
	"testing"

	"faultlab/core/sim"
)

const group = `{"type":"group","log":1,"processes":["p","q"],"view":1}` + "\n"

func event(fields string) string { return `{"type":"event",` + fields + "}\n" }

func TestLinesAreReadAsTheyAre(t *testing.T) {
	h, p := ReadLines(group +
		event(`"kind":"multicast","process":"p","message":"m\u00e9\ud83d\ude00"`) + "\n" +
		event(`"kind":"receive","process":"q","extra":{"a":[1,null,true,{"b":-2}]}`) +
		event(`"kind":"deliver","process":"q","message":"mé😀"`) +
		event(`"kind":"install","process":"q","view":2,"members":["q"],"transitional":["q"]`) +
		event(`"kind":"crash","process":"p"`) +
		event(`"kind":"restart","process":"p"`) +
		`{"type":"end","end":"quiescent"}`)
	if p != nil {
		t.Fatal(p.Line, p.Message)
	}
	if len(h.Events) != 5 || h.Ignored != 1 || len(h.Messages) != 1 || !h.Complete || len(h.Problems) != 0 || len(h.Views) != 2 || len(h.Processes) != 3 {
		t.Errorf("%+v", h)
	}
	if e := h.Events[1]; e.Kind != Deliver || e.Line != 5 || h.ViewName(e.View) != "view 1 {p, q}" {
		t.Errorf("%+v", e)
	}
	if h.Processes[2].Name != "p (life 2)" {
		t.Error(h.Processes[2].Name)
	}
}

// What is wrong with a log is said with its line.
func TestBadLogs(t *testing.T) {
	long := strings.Repeat("x", MaxName+1)
	clock := "multicast m\np {\"p\":1}\n"
	for _, x := range []struct {
		log  string
		line int
		says string
	}{
		{``, 1, "is empty"},
		{group + `{"type":"event","kind":"mul`, 2, "is cut off"},
		{group + `{"type":"event"`, 2, "is cut off"},
		{group + `nonsense`, 2, "is no JSON"},
		{group + `{"type":"event"} trailing`, 2, "behind the end"},
		{group + `{"kind":"crash"}`, 2, "has no type"},
		{event(`"kind":"crash","process":"p"`), 1, "comes before the beginning"},
		{`{"type":"group","processes":["p"]}`, 1, "another version"},
		{`{"type":"group","log":1,"processes":["p","q","p"]}`, 1, "two processes p"},
		{`{"type":"group","log":1,"processes":["` + long + `"]}`, 1, "longer than"},
		{`{"type":"group","log":1,"processes":["p"],"view":1.5}`, 1, "not whole"},
		{group + group, 2, "second beginning"},
		{group + event(`"kind":"flap","process":"p"`), 2, "not known: flap"},
		{group + event(`"kind":"crash"`), 2, "without a process"},
		{group + event(`"kind":"crash","process":"x"`), 2, "none of the processes: p, q"},
		{group + event(`"kind":"deliver","process":"p"`), 2, "lacks \"message\""},
		{group + event(`"kind":"install","process":"p","members":["p"]`), 2, "lacks \"view\""},
		{group + event(`"kind":"install","process":"p","view":2`), 2, "lacks \"members\""},
		{group + event(`"kind":"install","process":"p","view":2,"members":["p","p"]`), 2, "twice"},
		{group + event(`"kind":"install","process":"p","view":-2,"members":["p"]`), 2, "not from 0"},
		{group + event(`"kind":"multicast","process":"p","message":"m"`) + event(`"kind":"multicast","process":"q","message":"m"`), 3, "a second time, after at line 2"},
		{group + event(`"kind":"crash","process":"p"`) + event(`"kind":"deliver","process":"p","message":"m"`), 3, "after its crash at line 2"},
		{group + `{"type":"end","end":"quiescent"}` + "\n" + event(`"kind":"crash","process":"p"`), 3, "behind the end"},
		{group + strings.Repeat("[", 50), 2, "nested"},
		{group + strings.Repeat(" ", MaxLine) + "x", 2, "longer than"},
		{strings.Repeat("\n", MaxText+1), 1, "begins a log of"},
		{group + strings.Repeat(event(`"kind":"deliver","process":"p","message":"m"`), MaxEvents+1), MaxEvents + 2, "too many"},

		{"clock: ", 1, "is half an entry"},
		{clock + "deliver m", 3, "is half an entry"},
		{clock + "deliver m\nq {\"p\":1, \"q\":", 4, "is no host with its clock"},
		{clock + "deliver m\nq {\"p\":1, \"q\":x}", 4, "has a clock that is no JSON"},
		{clock + "deliver m\nq {\"p\":1}", 4, "without an entry of q"},
		{clock + clock, 4, "a second event 1 of p, after line 2"},
		{clock + "deliver m\nq {\"p\":1,\"q\":2}", 4, "event 1 is missing"},
		{clock + "deliver m\nq {\"p\":4,\"q\":1}", 4, "event 4 of p, which has 1"},
		{clock + "deliver m\nq {\"x\":1,\"q\":1}", 4, "knows of x"},
		{clock + "deliver m\nq {\"q\":1}", 3, "doesn't know of the multicast at line 1"},
		{"one\np {\"p\":1,\"q\":1}\ntwo\nq {\"p\":1,\"q\":1}", 2, "contradict"},
		{`(?<event>.*) (?<clock>.*)` + "\n\n" + clock, 1, "regular expression"},
		{`(?<event>.*)\n(?<host>\S*) (?<clock>{.*})` + "\n" + `^=== (?<trace>.*) ===$` + "\n" + clock, 2, "several executions"},
		{"install x p\np {\"p\":1}", 1, "no whole number: x"},
	} {
		read := ReadLines
		if !strings.HasPrefix(strings.TrimSpace(x.log), "{") && !strings.HasPrefix(x.log, "\n") && x.log != "" {
			read = func(log string) (*History, *Problem) { return ReadClocks(log, true) }
		}
		_, p := read(x.log)
		if p == nil || p.Line != x.line || !strings.Contains(p.Message, x.says) {
			t.Errorf("%.80q: %+v, want line %d: %s", x.log, p, x.line, x.says)
		}
	}
}

// These can be judged, and are told as well.
func TestProblemsThatAreVerdictsToo(t *testing.T) {
	h, p := ReadLines(group +
		event(`"kind":"deliver","process":"q","message":"m"`) +
		event(`"kind":"install","process":"p","view":2,"members":["q"]`))
	if p != nil {
		t.Fatal(p)
	}
	var says []string
	for _, p := range h.Problems {
		says = append(says, strconv.Itoa(p.Line)+": "+p.Message)
	}
	want := "3: p installs a view of which it is no member: view 2 {q}\n" +
		"3: is the last line, and no end: the log is cut off here, so nothing can be said to hold\n" +
		"2: q delivers m, which nobody has multicast"
	if got := strings.Join(says, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := broken(h); got != "integrity self-inclusion" {
		t.Errorf("breaks %q", got)
	}
}

// The clocks decide, not the lines; either line of an entry may come first.
func TestClocksPutTheLinesInOrder(t *testing.T) {
	entries := []string{
		"q delivers\nq {\"p\":1, \"q\":1}", "deliver m\nq {\"q\":2, \"p\":1}", "Multicasts m\np {\"p\":1}",
		"install view 2: q, p\nq {\"q\":3, \"p\":1}", "says nothing\nq {\"q\":4}", "crashes\np {\"p\":2}",
	}
	entries[0] = "computes\nq {\"p\":1, \"q\":1}"
	turned := make([]string, len(entries))
	for i, e := range entries {
		event, clock, _ := strings.Cut(e, "\n")
		turned[i] = clock + "\n" + event
	}
	for _, log := range []string{
		strings.Join(entries, "\n"),
		strings.Join(turned, "\r\n\r\n"),
		`(?<event>.*)\n(?<host>\S*) (?<clock>{.*})` + "\n\n" + strings.Join(entries, "\n"),
		`(?<host>\S*) (?<clock>{.*})\n(?<event>.*)` + "\n" + strings.Join(turned, "\n"),
	} {
		h, p := ReadClocks(log, true)
		if p != nil {
			t.Fatal(p.Line, p.Message)
		}
		if got := show(h); got != "begins in no view\np multicast m\nq deliver m\nq install view 2 {p, q}\np crash\n" || h.Ignored != 2 {
			t.Errorf("%d ignored; got\n%s", h.Ignored, got)
		}
	}
}

func TestARunBecomesAHistory(t *testing.T) {
	var tr sim.Trace
	tr.Reset()
	tr.Pool = append(tr.Pool, 2, 1, 2)
	tr.Events = []sim.Event{
		{Kind: sim.EvMulticast, Process: 0, Peer: sim.None, Value: 0, Arg: 1},
		{Kind: sim.EvSend, Process: 0, Peer: 1},
		{Kind: sim.EvDeliver, Process: 1, Peer: 0, Value: 0, Arg: 1},
		{Kind: sim.EvCrash, Process: 0, Peer: sim.None, Value: sim.Nothing},
		{Kind: sim.EvInstall, Process: 1, Peer: sim.None, Value: sim.Nothing, Arg: 2, Span: 1},
		{Kind: sim.EvInstall, Process: 2, Peer: sim.None, Value: sim.Nothing, Arg: 2, Span: 1},
	}
	h, p := FromTrace(&Source{Trace: &tr, Names: []string{"p", "q", "r"}, Values: []string{"m"}, Complete: true})
	if p != nil {
		t.Fatal(p.Message)
	}
	if got := show(h); got != "begins in view 1 {p, q, r}\np multicast m\nq deliver m\np crash\nq install view 2 {q, r}\nr install view 2 {q, r}\n" {
		t.Error(got)
	}
	v := verdictOf(h, VirtualSynchrony)
	if v.Status != sim.Violated || h.Events[v.Events[0]].Source != 2 {
		t.Errorf("%+v", v)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(group + event(`"kind":"deliver","process":"q","message":"m"`))
	f.Add("multicast m\np {\"p\":1}\ndeliver m\nq {\"p\":1,\"q\":1}\n")
	f.Fuzz(func(t *testing.T, log string) {
		for _, read := range []func(string) (*History, *Problem){ReadLines, func(log string) (*History, *Problem) { return ReadClocks(log, true) }} {
			h, p := read(log)
			if p != nil {
				if p.Line < 1 || p.Message == "" {
					t.Errorf("a problem without its line: %+v", p)
				}
				continue
			}
			Check(h)
		}
	})
}
