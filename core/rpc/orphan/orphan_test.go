package orphan_test

import (
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/rpc/orphan"
	"faultlab/core/scenario"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
)

func read(rest string) (*scenario.Document, error) {
	return text.Read(scenario.New(scenario.Builtin()...), []byte(`{"faultlab": 1, "protocol": "rpc/orphan", "processes": 4, `+rest+`}`), scenario.DocumentLimits{})
}

func open(t *testing.T, rest string) *lab.Experiment {
	t.Helper()
	doc, err := read(rest)
	if err != nil {
		t.Fatal(err)
	}
	return lab.Open(doc)
}

const crash = `"faults": [{"process": "client", "model": "crash"}, {"process": "server", "model": "crash"}]`

var small = map[string]string{
	"none": `"method": "none"`, "extermination": `"method": "extermination"`, "reincarnation": `"method": "reincarnation"`,
	"system": `"method": "reincarnation", "scope": "system"`, "gentle": `"method": "gentle"`, "located": `"method": "located"`,
	"expiration": `"method": "expiration", "quantum": 9`, "own": `"method": "expiration", "quantum": 9, "leases": "own"`,
}

// What an exhaustive search over all crash points, all orders of what happens at the same
// time and, with a loss, all messages says of each way: p is proved, r refuted, of the
// claims in their order. The work takes 5 ticks, so that all states are seen.
func TestWhatSurvivesAndWhatIsKilledWrongly(t *testing.T) {
	const left, released = `"locks": "left"`, `"locks": "released"`
	for _, test := range []struct{ method, locks, who, losses, want string }{
		// Nobody kills: orphans finish, and nobody else suffers. Where the server crashes
		// its client waits for ever, since nobody asks again here.
		{"none", left, "client", "0", "rprpp"},
		{"none", left, "server", "0", "rpppr"},
		// What is told to die comes too late for some orphans, and what dies leaves its lock.
		{"extermination", left, "client", "0", "rprrr"},
		{"extermination", released, "client", "0", "rprpp"},
		{"extermination", released, "server", "1", "rpppr"},
		{"reincarnation", left, "client", "0", "rprrr"},
		{"reincarnation", released, "client", "0", "rprpp"},
		{"reincarnation", released, "client", "1", "rprpr"},
		// One epoch for all kills the innocent without any loss.
		{"system", released, "client", "0", "rrrpp"},
		{"system", released, "server", "0", "rrppr"},
		// The gentle way kills the innocent only if their owner can't be asked.
		{"gentle", left, "client", "0", "rprrr"},
		{"gentle", released, "client", "0", "rprpp"},
		{"gentle", released, "client", "1", "rrrpr"},
		{"gentle", released, "server", "1", "rrppr"},
		// In the words that say nothing of killing, nothing is killed.
		{"located", left, "client", "0", "rprpp"},
		{"located", left, "client", "1", "rprpr"},
		// Who waits a quantum finds no orphan, whatever is lost, if leases end within one another.
		{"expiration", released, "client", "0", "rpppp"},
		{"expiration", released, "client", "1", "rpppr"},
		{"expiration", released, "server", "1", "rrppr"},
		{"own", released, "client", "0", "rpppp"},
		{"own", released, "client", "1", "rprpr"},
	} {
		x := open(t, `"params": {"work": 5, `+test.locks+`, `+small[test.method]+`}, "faults": [{"process": "`+test.who+
			`", "model": "crash"}], "budget": {"losses": `+test.losses+`, "crashes": 1, "restarts": 1}`)
		s, err := explore.New(x.World, explore.Options{States: 200_000, All: true})
		if err != nil {
			t.Fatal(err)
		}
		s.Run(1 << 40)
		got := ""
		for _, f := range s.Result().Findings {
			got += map[explore.Outcome]string{explore.Unknown: "u", explore.Proved: "p", explore.Refuted: "r"}[f.Outcome]
		}
		if got != test.want || s.Result().Stopped != explore.Complete {
			t.Errorf("%s, %s, %s crashes, %s losses: %s, want %s; %s", test.method, test.locks, test.who, test.losses, got, test.want,
				explore.Stops[s.Result().Stopped])
		}
	}
}

// chain are the calls of which a call is made, from the client's on, as their requests
// have them.
func chain(arg uint32) []uint32 {
	if arg>>8 != 0 {
		return []uint32{arg & 255, arg}
	}
	return []uint32{arg}
}

// wanted says in the plainest way whether anybody waits for a call: who has sent its
// request, or one that it is made for, has neither crashed nor given it up nor been made
// to end it since.
func wanted(events []sim.Event, arg uint32) bool {
	for _, c := range chain(arg) {
		sent := -1
		for i := range events {
			e := &events[i]
			switch {
			case e.Kind == sim.EvSend && e.Msg == 0 && e.Arg == c && sent < 0:
				sent = i
			case sent < 0:
			case e.Kind == sim.EvCrash && e.Process == events[sent].Process,
				e.Kind == sim.EvReport && e.Arg == c, e.Kind == sim.EvKill && e.Arg == c && c != arg:
				return false
			}
		}
	}
	return true
}

func TestTheClaimsSayWhatTheirNaiveTwinsSay(t *testing.T) {
	for name, params := range small {
		seen := [5]map[sim.Status]int{}
		for i := range seen {
			seen[i] = map[sim.Status]int{}
		}
		for _, locks := range []string{"left", "released"} {
			x := open(t, `"params": {"locks": "`+locks+`", `+params+`}, `+crash+`, "budget": {"crashes": 2, "restarts": 2, "losses": 1}`)
			for seed := range uint64(400) {
				if end := x.Run.Random(&x.Trace, seed, choose.Weights{Fault: uint32(seed % 9 * 15), Other: 300}); end != choose.Quiescent {
					t.Fatalf("%s, seed %d: the run ends %s", name, seed, choose.Ends[end])
				}
				var want [5]bool
				complete, up := map[sim.ID]bool{}, map[sim.ID]bool{0: true, 3: true}
				for i := range x.Trace.Events {
					e := &x.Trace.Events[i]
					before := x.Trace.Events[:i]
					switch e.Kind {
					case sim.EvExecute:
						want[0] = want[0] || !wanted(before, e.Arg)
					case sim.EvKill:
						want[1] = want[1] || wanted(before, e.Arg)
						want[3] = want[3] || e.Value == 1
					case sim.EvSend:
						if e.Msg == 0 && e.Arg < 256 && e.Arg>>3&3 > 0 {
							want[2] = want[2] || runs(before, e.Process)
						}
					case sim.EvCrash:
						complete[e.Process], up[e.Process] = false, false
					case sim.EvRestart:
						up[e.Process] = true
					case sim.EvComplete:
						complete[e.Process] = true
					}
				}
				want[4] = up[0] && !complete[0] || up[3] && !complete[3]
				for i := range want {
					got, _, _ := x.World.Status(i)
					if (got == sim.Violated) != want[i] {
						t.Fatalf("%s, seed %d, claim %d: %s, broken %v", name, seed, i, sim.Statuses[got], want[i])
					}
					seen[i][got]++
				}
			}
		}
		if seen[0][sim.Violated] == 0 || seen[0][sim.Holds] == 0 || seen[4][sim.Violated] == 0 || seen[4][sim.Holds] == 0 {
			t.Errorf("%s: %v", name, seen)
		}
	}
}

// runs says whether something is computed for a call that a process made before it
// crashed.
func runs(events []sim.Event, p sim.ID) bool {
	running := map[[2]uint32]bool{}
	for i := range events {
		e := &events[i]
		key := [2]uint32{uint32(e.Process), e.Arg}
		switch e.Kind {
		case sim.EvLock:
			for _, c := range chain(e.Arg) {
				for j := range events[:i] {
					if s := &events[j]; s.Kind == sim.EvSend && s.Msg == 0 && s.Arg == c && s.Process == p {
						for k := range events {
							running[key] = running[key] || k > j && events[k].Kind == sim.EvCrash && events[k].Process == p
						}
					}
				}
			}
		case sim.EvExecute, sim.EvKill:
			delete(running, key)
		case sim.EvCrash:
			for k := range running {
				if k[0] == uint32(e.Process) {
					delete(running, k)
				}
			}
		}
	}
	for _, yes := range running {
		if yes {
			return true
		}
	}
	return false
}

func measure(name string, t orphan.Trouble) orphan.Measured {
	for i := range orphan.Variants {
		if v := &orphan.Variants[i]; v.Name == name {
			return v.Measure(t, lab.Driving)
		}
	}
	panic(name)
}

func TestWhatTheFourWaysCost(t *testing.T) {
	none := measure("none", orphan.ClientFalls)
	if none.Of[orphan.Orphaned] == 0 || none.Of[orphan.Finished] != none.Of[orphan.Orphaned] || none.Of[orphan.Innocent]+none.Of[orphan.Locks]+none.Of[orphan.Unserved] != 0 {
		t.Errorf("where nobody kills, all orphans finish: %+v", none)
	}
	for _, test := range []struct {
		name                         string
		writes, broadcasts, messages int // where nothing fails
	}{
		{"none", 0, 0, 6},
		{"extermination", 6, 0, 6}, // two writes for each of three calls
		{"reincarnation", 0, 0, 6},
		{"reincarnation, one epoch for the system", 0, 0, 6},
		{"gentle reincarnation", 0, 0, 6},
		{"owners located, and no more", 0, 0, 6},
	} {
		m := measure(test.name, orphan.None)
		if m.Of[orphan.Writes] != test.writes || m.Of[orphan.Broadcasts] != test.broadcasts || m.Of[orphan.Messages] != test.messages || m.Of[orphan.Orphaned]+m.Of[orphan.Innocent]+m.Of[orphan.Locks]+m.Of[orphan.Unserved] != 0 {
			t.Errorf("%s without a fault: %+v", test.name, m)
		}
	}
	if m := measure("expiration", orphan.None); m.Of[orphan.Messages] <= 6 || m.Of[orphan.Writes] != 0 || m.Of[orphan.Innocent] != 0 {
		t.Errorf("leases cost messages, and nothing else: %+v", m)
	}
	if m := measure("owners located, and no more", orphan.ClientFalls); m.Of[orphan.Finished] != m.Of[orphan.Orphaned] || m.Of[orphan.Broadcasts] != 1 {
		t.Errorf("who only locates kills nothing: %+v", m)
	}
	for _, name := range []string{"extermination", "reincarnation", "gentle reincarnation"} {
		m, apart := measure(name, orphan.ClientFalls), measure(name, orphan.Apart)
		if m.Of[orphan.Finished] >= none.Of[orphan.Finished] || m.Of[orphan.Innocent] != 0 || m.Of[orphan.Locks] == 0 || m.Of[orphan.Unserved] == 0 {
			t.Errorf("%s: %+v", name, m)
		}
		if apart.Of[orphan.Finished] == 0 {
			t.Errorf("%s: no orphan survives behind a partition: %+v", name, apart)
		}
	}
	if m := measure("reincarnation, one epoch for the system", orphan.ClientFalls); m.Of[orphan.Innocent] == 0 {
		t.Errorf("the epoch of all kills the innocent: %+v", m)
	}
	for _, k := range []orphan.Trouble{orphan.ClientFalls, orphan.BothFall, orphan.Apart} {
		if m := measure("expiration", k); m.Of[orphan.Early] != 0 {
			t.Errorf("%s: who waits a quantum finds an orphan: %+v", orphan.Troubles[k], m)
		}
	}
	if m := measure("expiration", orphan.Apart); m.Of[orphan.Innocent] == 0 {
		t.Errorf("behind a partition leases of the innocent expire: %+v", m)
	}
	if m := measure("expiration, each grant a whole quantum", orphan.Apart); m.Of[orphan.Early] == 0 {
		t.Errorf("leases that are granted anew outlive the quantum: %+v", m)
	}
}

// Every run that a cell shows is a run of its document, and shows what it should.
func TestTheRunsOfTheTableReplay(t *testing.T) {
	shown := 0
	for i := range orphan.Variants {
		v := &orphan.Variants[i]
		for k := orphan.ClientFalls; k <= orphan.Apart; k++ {
			m := v.Measure(k, lab.Driving)
			doc, err := text.Read(scenario.New(scenario.Builtin()...), []byte(v.Document(k)), scenario.DocumentLimits{})
			if err != nil {
				t.Fatal(err)
			}
			x := lab.Open(doc)
			for at, choices := range m.Show {
				shown++
				x.Replay(lab.Listed(choices), -1)
				for _, e := range x.Entries {
					if !e.Fits {
						t.Fatalf("%s, %s: %s: %s", v.Name, orphan.Troubles[k], e.Text, e.Why)
					}
				}
				// Where something went wrong, the run with the most of it is one in which it did.
				claim, ok := map[orphan.Measure]int{orphan.Finished: 0, orphan.Innocent: 1, orphan.Locks: 3, orphan.Early: 2}[orphan.Measure(at)]
				if s, _, _ := x.World.Status(claim); ok && (s == sim.Violated) != (m.Of[at] > 0) {
					t.Errorf("%s, %s: the run shown for %s: %s", v.Name, orphan.Troubles[k], orphan.Measures[at], sim.Statuses[s])
				}
			}
		}
	}
	if shown < 9*30 {
		t.Errorf("only %d runs are shown", shown)
	}
}

func TestBadDocuments(t *testing.T) {
	for rest, want := range map[string]string{
		`"params": {"method": "amnesty"}`:                                     "extermination",
		`"params": {"method": "expiration", "quantum": 3}`:                    "params.quantum",
		`"params": {"work": -1}`:                                              "work",
		`"params": {"patience": 0}`:                                           "patience",
		`"budget": {"restarts": 4}`:                                           "budget.restarts",
		`"network": {"delay": "unbounded"}`:                                   "bounded",
		`"network": {"delay": "bounded", "latency": [1, 9]}`:                  "latency",
		`"faults": [{"process": "client", "model": "arbitrary"}]`:             "arbitrary",
		`"processes": ["client", "client", "backend", "other"], "k": 1`:       "processes",
		`"faults": [{"from": "client", "to": "nobody", "model": "omission"}]`: "nobody",
	} {
		if _, err := read(rest); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want something about %s", rest, err, want)
		}
	}
}

func TestNarration(t *testing.T) {
	says := map[string]bool{}
	for _, params := range small {
		for _, links := range []string{``, `, {"from": "backend", "to": "server", "model": "omission"}]`} {
			faults := crash
			if links != "" {
				faults = strings.TrimSuffix(crash, "]") + links
			}
			x := open(t, `"params": {`+params+`}, `+faults+`, "budget": {"crashes": 2, "restarts": 2}`)
			for seed := range uint64(150) {
				x.Random(seed, choose.Weights{Fault: 60, Other: 300})
				for i := range x.Trace.Events {
					e := &x.Trace.Events[i]
					says[x.Scene.Event(e, x.Trace.Span(e))] = true
				}
			}
		}
	}
	for _, want := range []string{
		"client makes call 1 of client", "server logs call 1 of server for client on stable storage", "server takes the lock, and computes for call 1 of client",
		"client orders server to kill call 1 of client", "server is told by client to kill call 1 of client", "server kills call 1 of client", "backend kills call 1 of server for client: its epoch is over",
		"client announces epoch 1 to all", "backend asks server whose call 1 of server for client is", "server is asked by backend whether it is waiting for call 1 of server for client",
		"server kills call 1 of client: it finds no owner", "server kills call 1 of client: its time is over",
		"server finds the file locked: call 1 of client's life 2 waits", "client has its reply to call 1 of client's life 2",
		"client grants server 9 ticks for call 1 of client", "server is granted 9 ticks for call 1 of client by client", "other gives call 1 of other up: its epoch is over",
	} {
		if !says[want] {
			t.Errorf("nobody says %q", want)
		}
	}
	for s := range says {
		if strings.ContainsAny(s, "{}") || strings.Contains(s, "nobody") {
			t.Errorf("%q", s)
		}
	}
}
