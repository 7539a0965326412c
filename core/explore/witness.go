package explore

import "faultlab/core/sim"

// way is the list of options that led to a state, the first step first.
func (s *Search) way(id uint32) []uint16 {
	var way []uint16
	for ; s.parents.at(id) != noParent; id = s.parents.at(id) {
		way = append(way, s.taken.at(id))
	}
	for i, j := 0, len(way)-1; i < j; i, j = i+1, j-1 {
		way[i], way[j] = way[j], way[i]
	}
	return way
}

// follow replays a way from the beginning, or from where the search began, and
// returns the choices that differ from option 0.
func (s *Search) follow(way []uint16) (choices []sim.Choice) {
	w := s.world
	w.Reset(nil)
	var options []sim.Option
	list := func() (more bool) {
		options = w.Enabled(options[:0])
		return len(options) > 0 && options[0].Kind != sim.Rest
	}
	take := func(i int) {
		o := options[i]
		if i != 0 {
			choices = append(choices, w.Choice(o))
		}
		w.Apply(o)
	}
	if p := s.options.From; p != nil {
		for _, c := range p.Choices {
			for w.Steps() < c.Step && list() {
				take(0)
			}
			list()
			for i := range options {
				if d := w.Choice(options[i]); d == c {
					take(i)
					break
				}
			}
		}
		for w.Steps() < p.Steps && list() {
			take(0)
		}
	}
	for _, i := range way {
		list()
		take(int(i))
	}
	return choices
}

// witness is the run that shows a violation.
func (s *Search) witness(f *found) []sim.Choice {
	way := s.way(f.parent)
	if f.option >= 0 {
		way = append(way, uint16(f.option))
	}
	return s.follow(way)
}

// prefix is the way to a state as choices and steps.
func (s *Search) prefix(id uint32) *Prefix {
	choices := s.follow(s.way(id))
	return &Prefix{choices, s.world.Steps()}
}
