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
		if p.named(&w.pend[i]) {
			c.Rank++
		}
	}
	switch o.Kind {
	case Say, Mistake:
		lie, _ := w.lie(p, w.load(int(o.slot)), int(o.k))
		c.Val, c.Word = lie.Val, lie.Arg
		c.Rank += w.alikeLies(o, w.lie)
	case Alter:
		m, _ := w.forgery(p, w.load(int(o.slot)), int(o.k))
		c.Val, c.Word = m.Val, m.Arg
		c.Rank += w.alikeLies(o, w.forgery)
	case Drawn:
		c.Val, c.Word = uint8(min(o.k, 254)), uint32(o.k)
	}
	return c
}

// named says whether a choice has the same name for two records, and only the rank
// tells them apart.
func (p *pending) named(q *pending) bool {
	return q.From == p.From && q.To == p.To && q.tag() == p.tag() && q.Arg == p.Arg
}

// alikeLies makes ranks of lies that differ in nothing but the payload: behind those of
// all records to which the first of them could be told.
func (w *World) alikeLies(o Option, lie func(p *pending, load []uint64, k int) (Msg, bool)) (rank uint8) {
	if w.each == 0 {
		return 0
	}
	p, load := &w.pend[o.slot], w.load(int(o.slot))
	said, _ := lie(p, load, int(o.k))
	again := uint8(0)
	for k := range int(o.k) {
		if before, _ := lie(p, load, k); before == said {
			again++
		}
	}
	for i := w.first; i < len(w.pend) && again > 0; i++ {
		if p.named(&w.pend[i]) {
			rank += again
		}
	}
	return rank
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
		m, _ = w.lie(p, w.load(int(o.slot)), int(o.k))
	case Alter:
		m, _ = w.forgery(p, w.load(int(o.slot)), int(o.k))
	case Drawn:
		m.Val, m.Arg = uint8(min(o.k, 254)), uint32(o.k)
	}
	return m, p.class, p.truth
}

// Tells says whether an option is a faulty sender's choice to say, at this moment, what
// its protocol says: it could say something else.
func (w *World) Tells(o Option) bool {
	if o.Kind != Deliver {
		return false
	}
	p := &w.pend[o.slot]
	from := w.teller(p)
	return p.class == Message && p.flags&flagSlot == 0 && (from&Arbitrary != 0 || from&Value != 0 && p.flags&flagSpoken == 0)
}

// AlwaysSilent says whether the option's record is a slot in which a correct
// process would say nothing.
func (w *World) AlwaysSilent(o Option) bool {
	return o.Kind == Deliver && w.pend[o.slot].flags&flagSlot != 0
}
