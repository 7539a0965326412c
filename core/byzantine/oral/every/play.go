package every

import "faultlab/core/sim"

// lay puts the lies where playing looks for them.
func (x *Witness) lay() {
	n := x.tree.Nodes()
	x.set, x.bits, x.silent = make([]uint64, n), make([]uint64, n), make([]uint64, n)
	x.wrong, x.mistaken = make([]uint8, n), make([]bool, n)
	for _, l := range x.Lies {
		switch {
		case l.To < 0:
			x.wrong[l.Node], x.mistaken[l.Node] = l.Value+1, l.Mistaken // 0 if it was missed
		case l.Value == sim.Nothing:
			x.silent[l.Node] |= 1 << l.To
		default:
			x.set[l.Node] |= 1 << l.To
			x.bits[l.Node] |= uint64(x.lens.bit(l.Value)) << l.To
		}
	}
}

// Pick plays the behaviour on the simulator: of the options of the present state it returns the one to be
// taken, 0 where nothing is to go wrong. It looks at nothing but the world, so a run may have gone part of its
// way without it.
func (x *Witness) Pick(w *sim.World, options []sim.Option) int {
	for _, c := range x.Crashes {
		if int(w.Clock()) == c.Round && w.Up(sim.ID(c.Process)) {
			return pick(w, options, func(k sim.Kind, m sim.Msg) bool { return k == sim.CrashNow && int(m.From) == c.Process })
		}
	}
	if options[0].Kind != sim.Deliver {
		return 0
	}
	m, _, _ := w.Described(options[0])
	node, to := int(m.Arg), int(m.To)
	bit := x.lens.bit(m.Val)
	if next := x.tree.Child(node, to); next >= 0 && x.mistaken[next] {
		if x.wrong[next] == 0 {
			return pick(w, options, func(k sim.Kind, _ sim.Msg) bool { return k == sim.Miss })
		} else if as := x.lens.bit(x.wrong[next] - 1); as != bit {
			return x.say(w, options, sim.Mistake, as)
		}
	}
	switch {
	case x.silent[node]>>to&1 != 0:
		return pick(w, options, func(k sim.Kind, _ sim.Msg) bool { return k == sim.Silent || k == sim.Late || k == sim.CutOff })
	case x.set[node]>>to&1 != 0:
		bit = uint8(x.bits[node] >> to & 1)
	case x.wrong[node] != 0 && !x.mistaken[node]:
		bit = x.lens.bit(x.wrong[node] - 1)
	}
	if bit == x.lens.bit(m.Val) {
		return 0
	}
	return x.say(w, options, sim.Say, bit)
}

func (x *Witness) say(w *sim.World, options []sim.Option, kind sim.Kind, bit uint8) int {
	return pick(w, options, func(k sim.Kind, m sim.Msg) bool { return k == kind && x.lens.bit(m.Val) == bit })
}

// pick is the first option that fits. That there is one is what powers.go says of the models.
func pick(w *sim.World, options []sim.Option, fits func(k sim.Kind, m sim.Msg) bool) int {
	for i, o := range options {
		if m, _, _ := w.Described(o); fits(o.Kind, m) {
			return i
		}
	}
	panic("byzantine: a failure model does not allow what package every thinks it does")
}
