package sim

// Choice is an option in a form that can be kept: the step at which it was taken,
// what it does, to which message, and with which value. It names no place in
// memory and no number of an option, so a change of a budget or one more kind of
// fault moves nothing; a choice that no longer fits is found out.
type Choice struct {
	Step int32 // how many steps were taken before it
	Kind Kind
	Who  ID     // who speaks, fails, crashes or recovers
	To   ID     // the receiver; None: nobody
	Msg  uint8  // message kind, and 64 times its class
	Arg  uint32 // which message; of Repeat: the step that the run comes back to
	Rank uint8  // which of several alike, oldest first
	Val  uint8  // the value said instead, or drawn; Nothing: none
	Word uint32 // the argument said instead
}

// Choice puts an option of the present state in words that can be kept.
func (w *World) Choice(o Option) Choice {
	c := Choice{Step: w.count.steps, Kind: o.Kind, Who: o.Who, To: None, Val: Nothing}
	switch o.Kind {
	case Wait, Rest:
		c.Who = None
		return c
	case CrashNow, RestartNow:
		return c
	}
	p := &w.pend[o.slot]
	c.Who, c.To, c.Msg, c.Arg = p.From, p.To, p.tag(), p.Arg
	for i := w.first; i < int(o.slot); i++ {
		if q := &w.pend[i]; q.From == p.From && q.To == p.To && q.tag() == c.Msg && q.Arg == p.Arg {
			c.Rank++
		}
	}
	switch o.Kind {
	case Say, Mistake:
		lie, _ := w.lie(p, int(o.k))
		c.Val, c.Word = lie.Val, lie.Arg
	case Alter:
		m, _ := w.forgery(p, int(o.k))
		c.Val, c.Word = m.Val, m.Arg
	case Drawn:
		c.Val, c.Word = uint8(min(o.k, 254)), uint32(o.k)
	}
	return c
}

// Find looks for the option that a choice means among the options of the present
// state; ok is false if it does not fit.
func (w *World) Find(c Choice, options []Option) (o Option, ok bool) {
	for _, o := range options {
		if o.Kind != c.Kind {
			continue
		}
		d := w.Choice(o)
		d.Step = c.Step
		if d == c {
			return o, true
		}
	}
	return Option{}, false
}

// Described is what an option is about, for words: the message as it would be
// handled, and the value that its sender's protocol said.
func (w *World) Described(o Option) (m Msg, class Class, truth uint8) {
	switch o.Kind {
	case Wait, Rest:
		return Msg{From: None, To: None, Val: Nothing}, Message, Nothing
	case CrashNow, RestartNow:
		return Msg{From: o.Who, To: None, Val: Nothing}, Message, Nothing
	}
	p := &w.pend[o.slot]
	m = p.Msg
	switch o.Kind {
	case Say, Mistake:
		m, _ = w.lie(p, int(o.k))
	case Alter:
		m, _ = w.forgery(p, int(o.k))
	case Drawn:
		m.Val, m.Arg = uint8(min(o.k, 254)), uint32(o.k)
	}
	return m, p.class, p.truth
}

// AlwaysSilent says whether the option's record is a slot in which a correct
// process would say nothing.
func (w *World) AlwaysSilent(o Option) bool {
	return o.Kind == Deliver && w.pend[o.slot].flags&flagSlot != 0
}
