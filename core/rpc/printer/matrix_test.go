package printer

import (
	"strings"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/sim"
)

// published is figure 8-8 of Tanenbaum, van Steen: Distributed Systems, 2007, by rule;
// the columns are MPC, MC(P), C(MP), PMC, PC(M), C(PM).
var published = [4][6]Outcome{
	Always:       {Dup, OK, OK, Dup, Dup, OK},
	Never:        {OK, Zero, Zero, OK, OK, Zero},
	WhenAcked:    {Dup, OK, Zero, Dup, OK, Zero},
	WhenNotAcked: {OK, Zero, OK, OK, Dup, OK},
}

// row plays a client strategy against both servers.
func row(t *testing.T, build func(*sim.Builder), s Strategy) (r [6]Outcome) {
	t.Helper()
	for order := range Order(2) {
		col := play(order, 1, build, s)
		if !col.All {
			t.Fatalf("%d states, and there are more", col.States)
		}
		for i := range Tabled {
			o, ok := col.Cells[i].Only()
			if !ok {
				t.Fatalf("strategy %03b, %s: %v", s, Orderings[order][i], col.Cells[i].Found)
			}
			r[int(order)*Tabled+i] = o
		}
	}
	return r
}

func TestTheTableIsThePublishedOne(t *testing.T) {
	var count [outcomes]int
	for rule := Always; rule < Own; rule++ {
		got := row(t, usual, rule.Strategy(ByCompletion))
		if got != published[rule] {
			t.Errorf("%s: %v, want %v", Rules[rule], got, published[rule])
		}
		for _, o := range got {
			count[o]++
		}
	}
	if count != [outcomes]int{OK: 12, Dup: 6, Zero: 6} {
		t.Errorf("%v", count)
	}
}

// With the book's own words for ACK, it is always there: the last two rows are copies
// of the first two.
func TestIfAnAckIsTheDeliveryItSaysNothing(t *testing.T) {
	for rule, like := range map[Rule]Rule{Always: Always, Never: Never, WhenAcked: Always, WhenNotAcked: Never} {
		if got := row(t, usual, rule.Strategy(ByDelivery)); got != published[like] {
			t.Errorf("%s: %v, want that of %s", Rules[rule], got, Rules[like])
		}
	}
}

func TestNoStrategyOfAnyKindIsAllRight(t *testing.T) {
	rows := map[[6]Outcome]bool{}
	for s := range Strategy(Strategies) {
		r := row(t, usual, s)
		rows[r] = true
		for order := range 2 {
			if all := [Tabled]Outcome(r[order*Tabled:][:Tabled]); all == [Tabled]Outcome{OK, OK, OK} || Play(Order(order), s, 1).Right() {
				t.Errorf("strategy %03b with %s is right in every case", s, Orders[order])
			}
		}
	}
	// What it does when it has heard nothing makes no difference once the request is there.
	if len(rows) != 4 {
		t.Errorf("%d different rows", len(rows))
	}
}

// A second crash makes what was right wrong: every pair that asks again at all can print
// twice, or not at all.
func TestASecondCrash(t *testing.T) {
	for order := range Order(2) {
		for s := range Strategy(Strategies) {
			one, two := Play(order, s, 1), Play(order, s, 2)
			if !one.All || !two.All || two.States <= one.States {
				t.Fatalf("%d states with one crash, %d with two", one.States, two.States)
			}
			for i := range Orderings[order] {
				for o := range outcomes {
					if one.Cells[i].Found[o] && !two.Cells[i].Found[o] {
						t.Errorf("%s, strategy %03b, %s: %s is possible with one crash, and not with at most two", Orders[order], s, Orderings[order][i], Outcomes[o])
					}
				}
			}
		}
	}
	// Asking always, after MC(P): the second one prints and crashes, and it is asked a third time.
	if c := Play(TellFirst, Always.Strategy(ByCompletion), 2).Cells[1]; !c.Found[OK] || !c.Found[Dup] {
		t.Errorf("%v", c.Found)
	}
}

// A server or a client that does something else changes the cells that it should, and no
// others.

type deaf struct{ Client } // never asks again when it has the completion

func (c *deaf) Deliver(e *sim.Env, m sim.Msg) {
	if m.Kind == recovered && c.Has == Completed {
		return
	}
	c.Client.Deliver(e, m)
}

type ledger struct { // keeps on disk, in one step with the printing, that it has printed
	Server
	Printed uint8
}

func (s *ledger) Crash() {}
func (s *ledger) Deliver(e *sim.Env, m sim.Msg) {
	if m.Kind == press {
		if s.Printed == 1 {
			return
		}
		s.Printed = 1
	}
	s.Server.Deliver(e, m)
}

type memory struct{ ledger } // the same in memory

func (s *memory) Crash() { s.Printed = 0 }

type silent struct{ Server } // never says that it is up again

func (s *silent) Start(*sim.Env) {}

func TestAMutantChangesTheCellsItShouldAndNoOthers(t *testing.T) {
	for _, test := range []struct {
		name  string
		build func(b *sim.Builder)
		want  func(rule Rule, column int, was Outcome) Outcome
	}{
		{"a client that never asks again with the completion", func(b *sim.Builder) {
			sim.Place(b, deaf{}, 0)
			sim.Place(b, Server{}, 0)
		}, func(rule Rule, column int, was Outcome) Outcome {
			if column == 0 || column == 1 || column == 3 { // those with M before C
				return published[Never][column]
			}
			return was
		}},
		{"a server that remembers on disk", func(b *sim.Builder) {
			sim.Place(b, Client{}, 0)
			sim.Place(b, ledger{}, 0)
		}, func(_ Rule, _ int, was Outcome) Outcome {
			if was == Dup {
				return OK
			}
			return was
		}},
		{"a server that remembers in memory", func(b *sim.Builder) {
			sim.Place(b, Client{}, 0)
			sim.Place(b, memory{}, 0)
		}, func(_ Rule, _ int, was Outcome) Outcome { return was }},
		{"a server that does not tell of its recovery", func(b *sim.Builder) {
			sim.Place(b, Client{}, 0)
			sim.Place(b, silent{}, 0)
		}, func(_ Rule, column int, _ Outcome) Outcome { return published[Never][column] }},
	} {
		for rule := Always; rule < Own; rule++ {
			got := row(t, test.build, rule.Strategy(ByCompletion))
			for column, was := range published[rule] {
				if want := test.want(rule, column, was); got[column] != want {
					t.Errorf("%s, %s, column %d: %s, want %s", test.name, Rules[rule], column, Outcomes[got[column]], Outcomes[want])
				}
			}
		}
	}
}

// The simple way to fill the table: every run there is, one by one. The search must find
// the same.
func TestTheSearchFindsWhatEveryRunShows(t *testing.T) {
	total := 0
	for order := range Order(2) {
		for s := range Strategy(Strategies) {
			setup := world(&Job{order, s}, usual)
			setup.Models, setup.Budget = []sim.Model{server: sim.Crash}, sim.Budget{Crashes: 1, Restarts: 1}
			again := choose.NewRun(sim.New(&setup))
			var trace sim.Trace
			var met [4][outcomes]bool
			runs, all := choose.NewRun(sim.New(&setup)).Enumerate(10_000, func(_ *sim.World, taken []sim.Choice) bool {
				again.Replay(&trace, taken, -1)
				story, papers := "", 0 // what happened, a letter each
				for _, e := range trace.Events {
					switch {
					case e.Kind == sim.EvReceive && e.Process == server:
						story += "R"
					case e.Kind == sim.EvSend && e.Msg == completed:
						story += "M"
					case e.Kind == sim.EvExecute:
						story += "P"
						papers++
					case e.Kind == sim.EvCrash:
						story += "C"
					case e.Kind == sim.EvRestart:
						story += "U"
					}
				}
				before, _, crashed := strings.Cut(story, "C")
				if !crashed || !strings.Contains(story, "U") {
					return true
				}
				at := map[string]int{"RMP": 0, "RPM": 0, "RM": 1, "RP": 1, "R": 2, "": 3}[before]
				met[at][[]Outcome{Zero, OK, Dup}[papers]] = true
				return true
			})
			if !all {
				t.Fatalf("%d runs, and there are more", runs)
			}
			total += runs
			col := Play(order, s, 1)
			for i := range col.Cells {
				if col.Cells[i].Found != met[i] {
					t.Errorf("%s, strategy %03b, %s: %v searched, %v met", Orders[order], s, Orderings[order][i], col.Cells[i].Found, met[i])
				}
			}
		}
	}
	if total < 5000 {
		t.Errorf("%d runs in all", total)
	}
}
