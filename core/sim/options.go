package sim

// Kind says what an option does. Its values are Deliver, Wait, Rest, Say, Silent, Miss,
// Late, Mistake, Lose, CutOff, Defer, CrashNow, RestartNow, Drawn, Alter and Intercept.
type Kind uint8

const (
	Deliver Kind = iota // a message, timer, task, draw or notice, as it is
	Wait                // the clock moves; in lock step the round ends
	Rest                // nothing but faults could happen, and none does
	Say                 // a faulty process says something else
	Silent              // the sender fails to send it
	Miss                // the receiver fails to receive it
	Late                // it arrives outside its window
	Mistake             // the receiver handles it as another message
	Lose                // the network loses it
	CutOff              // it is lost in the crash of its sender
	Defer               // not in this round, where the delay is unbounded
	CrashNow
	RestartNow
	Drawn     // a random quantity takes a value
	Alter     // somebody on the link makes something else of it
	Intercept // somebody on the link keeps it
	kindCount
)

// Kinds are the names of the kinds of options.
var Kinds = [...]string{"deliver", "wait", "rest", "say", "silent", "miss", "late", "mistake", "lose", "cut",
	"defer", "crash", "restart", "draw", "alter", "intercept"}

// Fault says whether an option of this kind is something that goes wrong. Option
// 0 of a world is never a fault.
func (k Kind) Fault() bool { return k >= Say && k <= CutOff || k == CrashNow || k >= Alter }

// Option is one of the things that can happen next. It is valid for the world
// and the state that listed it; a Choice is what can be kept.
type Option struct {
	Kind Kind
	Who  ID     // of a crash or a restart
	slot uint16 // the record it is about
	k    uint16 // which lie, which value of a draw
}

// Enabled appends the options of the present state to o, in canonical order: what
// is due, oldest first; timers; waiting, or rest where nothing but faults is
// left; lies; losses; restarts; crashes. The first is the boring one. No options:
// the run is over.
func (w *World) Enabled(o []Option) []Option {
	if w.head.over != 0 || w.head.full != 0 {
		return o
	}
	if w.setup.Net.LockStep {
		return w.enabledInRound(o)
	}
	return w.enabledAnytime(o)
}

// enabledInRound has one slot at a time: inside a round the order is no choice.
func (w *World) enabledInRound(o []Option) []Option {
	at := w.dueInRound()
	switch {
	case at >= 0 && w.pend[at].class == Drawing:
		return w.values(o, at)
	case at >= 0:
		o = append(o, Option{Kind: Deliver, slot: uint16(at)})
		o = w.faultsOf(o, at)
	case w.setup.Rounds > 0 || w.first < len(w.pend):
		o = append(o, Option{Kind: Wait})
	default:
		return w.rested(w.comings(append(o, Option{Kind: Rest})), len(o))
	}
	return w.comings(o)
}

// rested is the options of a state, the first of which is to rest, or none if that is
// all: then nothing can happen.
func (w *World) rested(o []Option, first int) []Option {
	if len(o) == first+1 {
		return o[:first]
	}
	return o
}

// dueInRound is the place of the only record that can be next in this round; -1:
// there is none.
func (w *World) dueInRound() int {
	for i := w.first; i < len(w.pend); i++ {
		p := &w.pend[i]
		switch {
		case w.head.draws > 0:
			if p.class == Drawing {
				return i
			}
		case w.head.urgent > 0:
			if p.class == Task {
				return i
			}
		case p.early <= w.head.clock:
			return i
		case w.setup.Net.Bounded:
			return -1
		}
	}
	return -1
}

func (w *World) enabledAnytime(o []Option) []Option {
	due := len(o)
	net := &w.setup.Net
	now, latest, later := w.head.clock, Forever, Forever
	timers := false
	var told Set // who has an older notice in front
	if net.Order != Unordered {
		clear(w.seen)
	}
	for i := w.first; i < len(w.pend); i++ {
		p := &w.pend[i]
		if p.late < latest {
			latest = p.late
		}
		switch p.class {
		case Drawing:
			return w.values(o[:due], i)
		case Message:
			if net.Order != Unordered && w.behind(p) {
				continue
			}
		case Notice:
			if w.setup.InTurn && told.Has(p.To) {
				continue
			}
			told = told.With(p.To)
		}
		if p.early > now {
			later = min(later, p.early)
		} else if p.class != Timer {
			o = append(o, Option{Kind: Deliver, slot: uint16(i)})
		} else {
			timers = true
		}
	}
	if timers {
		for i := w.first; i < len(w.pend); i++ {
			if p := &w.pend[i]; p.class == Timer && p.early <= now {
				o = append(o, Option{Kind: Deliver, slot: uint16(i)})
			}
		}
	}
	messages := len(o)
	if w.timed && latest > now && (later != Forever || latest != Forever) {
		o = append(o, Option{Kind: Wait})
	}
	if len(o) == due {
		o = append(o, Option{Kind: Rest})
	}
	lossy := w.head.losses < w.setup.Budget.Losses
	cuts := w.head.crashes > 0 && !w.setup.Closes
	if lossy || cuts || w.meddlers != 0 || w.leaky != nil {
		for _, d := range o[due:messages] {
			if p := &w.pend[d.slot]; lossy || cuts || w.meddlers.Has(p.From) || w.meddlers.Has(p.To) || w.leaky != nil {
				o = w.faultsOf(o, int(d.slot))
			}
		}
	}
	if o = w.comings(o); o[due].Kind == Rest {
		return w.rested(o, due)
	}
	return o
}

// behind says whether an older message is in front of p in its channel, where
// channels have an order, and takes p as seen.
func (w *World) behind(p *pending) bool {
	channel := &w.seen[0]
	if w.setup.Net.Order == FIFO {
		channel = &w.seen[p.From]
	}
	if channel.Has(p.To) {
		return true
	}
	*channel = channel.With(p.To)
	return false
}

// Boring is option 0, found without listing the others, where that is a step
// which is due: nobody waits, rests or chooses. Otherwise ok is false, and
// Enabled knows.
func (w *World) Boring() (o Option, ok bool) {
	if w.head.over != 0 || w.head.full != 0 {
		return o, false
	}
	if w.setup.Net.LockStep {
		at := w.dueInRound()
		return Option{Kind: Deliver, slot: uint16(max(at, 0))}, at >= 0 && w.pend[at].class != Drawing
	}
	if w.head.draws > 0 {
		return o, false
	}
	ordered := w.setup.Net.Order != Unordered
	if ordered {
		clear(w.seen)
	}
	timer := -1
	for i := w.first; i < len(w.pend); i++ {
		p := &w.pend[i]
		if ordered && p.class == Message && w.behind(p) || p.early > w.head.clock {
			continue
		}
		if p.class != Timer {
			return Option{Kind: Deliver, slot: uint16(i)}, true
		}
		if timer < 0 {
			timer = i
		}
	}
	return Option{Kind: Deliver, slot: uint16(max(timer, 0))}, timer >= 0
}

// values lists what a draw can be.
func (w *World) values(o []Option, at int) []Option {
	for k := uint32(0); k < w.pend[at].Arg; k++ {
		o = append(o, Option{Kind: Drawn, slot: uint16(at), k: uint16(k)})
	}
	return o
}

// faultsOf lists what can go wrong with one record.
func (w *World) faultsOf(o []Option, at int) []Option {
	p := &w.pend[at]
	slot := uint16(at)
	from := w.model(p.From)
	if p.class == Message || p.class == Task {
		free := from&Arbitrary != 0 || from&Value != 0 && p.flags&(flagSpoken|flagSlot) == 0
		if free {
			for k := 0; k < 1<<16-1; k++ {
				if _, ok := w.lie(p, k); !ok {
					break
				}
				o = append(o, Option{Kind: Say, slot: slot, k: uint16(k)})
			}
		}
		if from&(Omission|Arbitrary) != 0 && p.flags&flagSlot == 0 {
			o = append(o, Option{Kind: Silent, slot: slot})
		}
	}
	if p.class != Message {
		return o
	}
	net, to := &w.setup.Net, w.model(p.To)
	// What an arbitrarily faulty process fails to receive or mistakes makes no
	// difference to anybody else: it may say anything anyway. The same holds for
	// what it says too late in a round, which is as good as silence.
	if to&Omission != 0 && w.status[p.To].up && p.flags&flagSlot == 0 {
		o = append(o, Option{Kind: Miss, slot: slot})
	}
	late := from&Timing != 0 || from&Arbitrary != 0 && !net.LockStep
	if late && p.flags&(flagSlot|flagTardy) == 0 && net.Bounded {
		o = append(o, Option{Kind: Late, slot: slot})
	}
	if to&Transition != 0 && w.status[p.To].up && w.head.mistakes < w.setup.Budget.Mistakes {
		for k := 0; k < 1<<16-1; k++ {
			if _, ok := w.lie(p, k); !ok {
				break
			}
			o = append(o, Option{Kind: Mistake, slot: slot, k: uint16(k)})
		}
	}
	if w.head.losses < w.setup.Budget.Losses && p.flags&flagSlot == 0 {
		o = append(o, Option{Kind: Lose, slot: slot})
	}
	if p.flags&flagCut != 0 && !w.setup.Closes {
		o = append(o, Option{Kind: CutOff, slot: slot})
	}
	if net.LockStep && !net.Bounded && w.head.deferred < w.setup.Budget.Late {
		o = append(o, Option{Kind: Defer, slot: slot})
	}
	if w.leaky != nil {
		o = w.onTheWay(o, at)
	}
	return o
}

// lie is the k-th thing that can be said instead of p.
func (w *World) lie(p *pending, k int) (Msg, bool) {
	m := p.Msg
	if l := w.liars[p.From]; l != nil {
		return l.Lies(m, k)
	}
	if m.Val == Nothing || uint8(k) < m.Val {
		m.Val = uint8(k)
	} else {
		m.Val = uint8(k + 1)
	}
	return m, k < 255 && m.Val < w.setup.Values
}

// comings lists recoveries and crashes.
func (w *World) comings(o []Option) []Option {
	b := &w.setup.Budget
	if w.head.restarts < b.Restarts {
		for p := range w.status {
			if w.status[p].made && !w.status[p].up {
				o = append(o, Option{Kind: RestartNow, Who: ID(p)})
			}
		}
	}
	if w.head.crashes < b.Crashes && w.faulty != 0 {
		for p := range w.status {
			if w.status[p].up && w.model(ID(p))&(Crash|Omission|Arbitrary) != 0 {
				o = append(o, Option{Kind: CrashNow, Who: ID(p)})
			}
		}
	}
	return o
}

// Quiescent says whether nothing but faults and recoveries can still happen.
func (w *World) Quiescent(o []Option) bool {
	return len(o) == 0 || o[0].Kind == Rest || o[0].Kind == RestartNow
}
