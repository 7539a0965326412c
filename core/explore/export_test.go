package explore

// What the tests see of a search, and what they do to it.

// Visited are the fingerprints of all states that have been visited.
func (s *Search) Visited() map[uint64]bool {
	visited := map[uint64]bool{}
	for _, f := range s.visited.slots {
		if f != 0 {
			visited[f] = true
		}
	}
	return visited
}

// ByFew makes the chunks small, so that a small system has some of them.
func (s *Search) ByFew(states int) { s.size = states }

// RunIn searches to the end, and expands the states of each cost in the order that is
// wanted: order is told their numbers and those of the states from which they were
// reached, and says at which place each that is next stands.
func (s *Search) RunIn(order func(states, parents []uint32) (places []int)) {
	for s.result.Stopped == Going {
		if s.now.n > 0 {
			s.expand(1 << 30)
			continue
		}
		s.advance()
		var line []record
		var states, parents []uint32
		for _, r := range s.now.take(nil, s.now.n) {
			line = append(line, append(record(nil), r...))
			states, parents = append(states, r.id()), append(parents, s.parents.at(r.id()))
		}
		s.now.release()
		for _, i := range order(states, parents) {
			s.now.push(line[i][0], line[i])
		}
	}
}
