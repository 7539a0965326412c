package failures

import (
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Cause is something that can go wrong, and nothing else does.
type Cause struct {
	Name  string
	Model sim.Model // of the server
	Loses bool      // the network does, of a correct server
	kinds uint32    // of options that are faults: which ones make a run one of this cause
}

func of(kinds ...sim.Kind) (m uint32) {
	for _, k := range kinds {
		m |= 1 << k
	}
	return m
}

// Causes are the rows of the table: nothing, then the models, omission in its two forms,
// and a network that loses a message.
var Causes = [...]Cause{
	{"nothing", 0, false, 0},
	{"crash", sim.Crash, false, of(sim.CrashNow, sim.CutOff)},
	{"receive omission", sim.Omission, false, of(sim.Miss)},
	{"send omission", sim.Omission, false, of(sim.Silent)},
	{"timing", sim.Timing, false, of(sim.Late)},
	{"value", sim.Value, false, of(sim.Say)},
	{"state transition", sim.Transition, false, of(sim.Mistake)},
	{"arbitrary", sim.Arbitrary, false, ^uint32(0)},
	{"network", 0, true, of(sim.Lose)},
}

// Seen is one thing that the client sees: a reply in time (EvComplete), that there is
// none in time or no value (EvReport), a late reply (EvDrop), or word of a crash
// (EvNotice).
type Seen struct {
	Kind    sim.EventKind
	Request uint8
	Value   uint8
}

// Views are what can be seen of one cause.
type Views struct {
	Runs  int
	Views [][]Seen
	First [][]sim.Choice // of each view: the first run that has it
}

// Told is what the client can tell. Shared[i][j] is the number of views that causes i
// and j share; First[i][j] is the first of these among those of i, and Second[i][j]
// among those of j; -1: none.
type Told struct {
	Causes []Views
	Shared [][]int
	First  [][]int
	Second [][]int
}

// Asked is what the client is given to tell by.
type Asked struct {
	Requests int
	Detector bool // every crash is announced: fail-stop
	FailSafe bool
}

// Config is the scenario in which a cause is at work.
func (a Asked) Config(c *Cause) *protocol.Config {
	cfg := OneServer.Default(2)
	cfg.SetParam("requests", int32(a.Requests))
	if a.FailSafe {
		cfg.SetParam("failsafe", 1)
	}
	cfg.Net.Detector = a.Detector
	cfg.Models[1] = c.Model
	cfg.Budget = sim.Budget{Crashes: 1, Mistakes: uint8(a.Requests)}
	if c.Loses {
		cfg.Budget.Losses = uint8(2 * a.Requests)
	}
	return cfg
}

// All runs a world with every list of choices, and shows the trace of each run.
type All func(w *sim.World, visit func(t *sim.Trace, taken []sim.Choice))

// Alike runs everything that each cause can do.
func Alike(a Asked, all All) Told {
	n := len(Causes)
	t := Told{Causes: make([]Views, n)}
	index := make([]map[string]int, n)
	for i := range Causes {
		index[i] = t.Causes[i].run(a, &Causes[i], all)
	}
	for i := range n {
		shared, first, second := make([]int, n), make([]int, n), make([]int, n)
		for j := range n {
			first[j], second[j] = -1, -1
			for at, v := range t.Causes[i].Views {
				if other, ok := index[j][key(v)]; ok {
					if shared[j] == 0 {
						first[j], second[j] = at, other
					}
					shared[j]++
				}
			}
		}
		t.Shared, t.First, t.Second = append(t.Shared, shared), append(t.First, first), append(t.Second, second)
	}
	return t
}

// run fills in the views of a cause, and says where each is.
func (v *Views) run(a Asked, c *Cause, all All) map[string]int {
	s := setup(a.Config(c))
	index := map[string]int{}
	all(sim.New(&s), func(trace *sim.Trace, taken []sim.Choice) {
		faults := 0
		for _, k := range taken {
			if k.Kind.Fault() {
				if c.kinds>>k.Kind&1 == 0 {
					return
				}
				faults++
			}
		}
		if (faults == 0) != (c.kinds == 0) {
			return
		}
		v.Runs++
		seen := View(trace)
		if k := key(seen); index[k] == 0 {
			v.Views = append(v.Views, seen)
			v.First = append(v.First, append([]sim.Choice{}, taken...))
			index[k] = len(v.Views)
		}
	})
	for k := range index {
		index[k]--
	}
	return index
}

// View is what the client has seen of a run.
func View(t *sim.Trace) (seen []Seen) {
	for i := range t.Events {
		e := &t.Events[i]
		if e.Process != client {
			continue
		}
		switch e.Kind {
		case sim.EvComplete, sim.EvReport:
			seen = append(seen, Seen{e.Kind, uint8(e.Arg), e.Value})
		case sim.EvDrop:
			if e.Message < 0 { // noted by the client, and not lost on its way
				seen = append(seen, Seen{e.Kind, uint8(e.Arg), e.Value})
			}
		case sim.EvNotice:
			seen = append(seen, Seen{e.Kind, 0, sim.Nothing})
		}
	}
	return seen
}

func key(v []Seen) string {
	b := make([]byte, 0, 3*len(v))
	for _, s := range v {
		b = append(b, byte(s.Kind), s.Request, s.Value)
	}
	return string(b)
}

// Text puts a view in words.
func Text(v []Seen) string {
	s := ""
	for i, x := range v {
		if i > 0 {
			s += "; "
		}
		value := OneServer.Words.Values
		switch {
		case x.Kind == sim.EvComplete:
			s += value[x.Value]
		case x.Kind == sim.EvNotice:
			s += "word of a crash"
		case x.Kind == sim.EvDrop && x.Value <= Safe:
			s += "late: " + value[x.Value]
		case x.Value == Safe:
			s += "no value"
		default:
			s += "nothing in time"
		}
	}
	return s
}

// Document is the scenario in which a cause is at work, to which a run adds its choices.
func (a Asked) Document(c *Cause) string {
	cfg := a.Config(c)
	s := `{"faultlab": 1, "protocol": "failures/request", "version": ` + strconv.Itoa(OneServer.Version) + `, "processes": ["client", "server"], "params": {"requests": ` +
		strconv.Itoa(a.Requests)
	if a.FailSafe {
		s += `, "failsafe": true`
	}
	s += `}, `
	if a.Detector {
		s += `"network": {"process": "asynchronous", "delay": "bounded", "order": "fifo", "send": "unicast", "latency": [1, 1], "detector": "perfect"}, `
	}
	if c.Model != 0 {
		s += `"faults": [{"process": "server", "model": "` + c.Model.String() + `"}], `
	}
	return s + `"budget": {"crashes": 1, "mistakes": ` + strconv.Itoa(int(cfg.Budget.Mistakes)) + `, "losses": ` + strconv.Itoa(int(cfg.Budget.Losses)) + `}}`
}
