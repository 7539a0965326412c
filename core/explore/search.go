package explore

// chunkStates is how many states are expanded before their successors are merged.
// It changes nothing but speed. In tests it is less, so that small systems have chunks.
const chunkStates = 64

// Run goes on with the search until about so many states more have been expanded,
// and says whether it has ended. A page calls it again and again, and stays alive
// in between; a test calls it once.
func (s *Search) Run(states int) (done bool) {
	for states > 0 && s.result.Stopped == Going {
		if s.now.n == 0 {
			s.advance()
			continue
		}
		states -= s.expand(states)
	}
	return s.result.Stopped != Going
}

// expand takes chunks from the front of the line, at most so many states if one
// worker is alone, expands them and merges what came of them. It returns the number
// of states.
func (s *Search) expand(most int) (states int) {
	chunks := 0
	s.chunk = s.chunk[:0]
	if len(s.outs) > 1 {
		most = s.size
	}
	for chunks < len(s.outs) && s.now.n > 0 {
		s.chunk = s.now.take(s.chunk, min(s.size, most))
		chunks++
	}
	if len(s.workers) == 1 || chunks == 1 {
		for i := range chunks {
			s.workers[0].expand(s.part(i), s.outs[i])
		}
	} else {
		s.expandTogether(chunks)
	}
	for _, o := range s.outs[:chunks] {
		if s.result.Stopped != Going {
			break
		}
		s.merge(o)
	}
	states = len(s.chunk)
	s.now.release()
	return states
}

// part is the i-th of the chunks that have been taken.
func (s *Search) part(i int) []record {
	return s.chunk[i*s.size : min((i+1)*s.size, len(s.chunk))]
}

// expandTogether lets all workers expand chunks, in turn.
func (s *Search) expandTogether(chunks int) {
	s.options.Together(len(s.workers), func(worker int) {
		for i := worker; i < chunks; i += len(s.workers) {
			s.workers[worker].expand(s.part(i), s.outs[i])
		}
	})
}

// merge takes over what came of a chunk: in the order in which one worker alone
// would have found it.
func (s *Search) merge(o *output) {
	r := &s.result
	r.Transitions += o.transitions
	r.Ends += o.ends
	for kind, n := range o.events {
		r.Events[kind] += n
	}
	for c := range r.Findings {
		for status, n := range o.endings[c] {
			r.Findings[c].Ends[status] += n
		}
	}
	if o.cut != Complete && s.cut == Complete {
		s.cut = o.cut
	}
	for _, id := range o.unfair {
		r.Fair.Failed++
		if r.Fair.First == nil {
			r.Fair.First = s.prefix(id)
		}
	}
	for _, b := range o.broken {
		s.breach(b)
	}
	// What is new may take as much as all that came, and a block more in each line.
	if s.bytes()+8*int64(len(o.fresh)+len(o.faulty)+3*blockWords) > s.options.Memory {
		s.stop(Memory)
		return
	}
	reduced := o.reduced
	for words := o.fresh; len(words) > 0; {
		rec := first(words)
		words = words[len(rec):]
		if !s.room(s.visited) {
			return
		}
		if !s.visited.add(rec.fingerprint()) {
			continue
		}
		for len(reduced) > 0 && reduced[0].id() != rec.id() {
			// None of the states to which the reduced expansion led was new: to leave
			// out the others could leave them out for ever.
			if reduced[0].id() > rec.id() {
				break
			}
			s.again.push(reduced[0][0], reduced[0])
			reduced = reduced[1:]
		}
		if len(reduced) > 0 && reduced[0].id() == rec.id() {
			reduced = reduced[1:]
		}
		id := s.register(rec.id(), rec.option())
		s.next.push(head(id, 0, len(rec)-headWords), rec)
	}
	for _, rec := range reduced {
		s.again.push(rec[0], rec)
	}
	for words := o.faulty; len(words) > 0; {
		rec := first(words)
		words = words[len(rec):]
		if !s.room(s.scheduled) {
			return
		}
		// The same state with as many faults and at least as many steps is no news.
		if s.scheduled.add(rec.fingerprint()) {
			s.line(s.later, s.depth+1).push(rec[0], rec)
		}
	}
}

// room makes room for one more element of a set, within the bounds.
func (s *Search) room(x *set) bool {
	if s.result.States >= s.options.States {
		s.stop(States)
		return false
	}
	if x.full() {
		if s.bytes()+2*x.bytes() > s.options.Memory {
			s.stop(Memory)
			return false
		}
		x.grow()
	}
	return true
}

func (s *Search) line(lines map[int32]*queue, depth int32) *queue {
	q := lines[depth]
	if q == nil {
		q = &queue{free: &s.free}
		lines[depth] = q
	}
	return q
}

// bytes is the memory that states take up at present.
func (s *Search) bytes() int64 {
	b := s.visited.bytes() + s.scheduled.bytes() + s.now.bytes() + s.next.bytes() + s.again.bytes() +
		8*blockWords*int64(len(s.free)) + 6*pageSize*int64(len(s.taken.pages))
	for _, lines := range [...]map[int32]*queue{s.coming, s.later} {
		for _, q := range lines {
			b += q.bytes()
		}
	}
	return b
}

// breach notes a violation if it is cheaper than what is known.
func (s *Search) breach(b breach) {
	f := found{known: true, faults: s.level, steps: s.depth, parent: b.parent, option: b.option}
	if b.option >= 0 {
		f.steps++
	}
	if b.fault {
		f.faults++
	}
	each(b.claims, func(c int) {
		if old := &s.best[c]; !old.known || f.faults < old.faults || f.faults == old.faults && f.steps < old.steps {
			*old = f
		}
	})
}

// advance goes on to the next cost: the states that have to be expanded again,
// then one more step, then one more fault.
func (s *Search) advance() {
	if s.bytes() > s.options.Memory {
		s.stop(Memory)
		return
	}
	if s.again.n > 0 {
		s.now, s.again = s.again, s.now
		s.full = true
		return
	}
	s.full = false
	s.depth++
	s.now, s.next = s.next, s.now
	if s.now.n == 0 {
		if !s.jump() {
			s.stop(Complete)
			return
		}
	}
	s.welcome()
	s.settle()
	if s.result.Stopped == Going && s.now.n > 0 {
		s.result.Steps = max(s.result.Steps, s.depth)
		s.result.Faults = max(s.result.Faults, s.level)
	}
}

// jump goes to the next depth at which something comes, at this level or else at
// the next one.
func (s *Search) jump() bool {
	soonest := func(lines map[int32]*queue) (depth int32, ok bool) {
		for d := range lines {
			if !ok || d < depth {
				depth, ok = d, true
			}
		}
		return depth, ok
	}
	depth, ok := soonest(s.coming)
	if !ok {
		if depth, ok = soonest(s.later); !ok {
			return false
		}
		s.coming, s.later = s.later, s.coming
		s.scheduled.clear()
		s.level++
	}
	s.depth = depth
	return true
}

// welcome visits the states that come to this depth by a fault, if nobody has
// been there yet.
func (s *Search) welcome() {
	q := s.coming[s.depth]
	if q == nil {
		return
	}
	delete(s.coming, s.depth)
	for q.n > 0 {
		s.chunk = q.take(s.chunk[:0], s.size)
		for _, rec := range s.chunk {
			if !s.room(s.visited) {
				return
			}
			if s.visited.add(rec.fingerprint()) {
				id := s.register(rec.id(), rec.option())
				s.now.push(head(id, 0, len(rec)-headWords), rec)
			}
		}
		q.release()
	}
}

// settle makes violations final than which nothing cheaper can come any more, and
// ends the search when every claim has one.
func (s *Search) settle() {
	open := len(s.best)
	for c := range s.best {
		f := &s.best[c]
		f.final = f.final || f.known && (f.faults < s.level || f.faults == s.level && f.steps <= s.depth)
		if f.final {
			open--
		}
	}
	if open == 0 && len(s.best) > 0 && !s.options.All {
		s.stop(Settled)
	}
}

// stop ends the search and says what is known of every claim.
func (s *Search) stop(why Stop) {
	r := &s.result
	if why == Complete && s.cut != Complete {
		why = s.cut
	}
	r.Stopped = why
	for c := range r.Findings {
		f := &r.Findings[c]
		switch {
		case s.best[c].known:
			f.Outcome = Refuted
			f.Faults, f.Steps, f.AtEnd = s.best[c].faults, s.best[c].steps, s.best[c].option == atEnd
			f.Choices = s.witness(&s.best[c])
		case why == Complete:
			f.Outcome = Proved
		}
	}
}

// Result is what has been found so far. Its slices are good until the next call
// of Run.
func (s *Search) Result() *Result {
	s.result.Waiting = s.now.n + s.next.n + s.again.n
	for _, lines := range [...]map[int32]*queue{s.coming, s.later} {
		for _, q := range lines {
			s.result.Waiting += q.n
		}
	}
	s.result.Bytes = s.bytes()
	return &s.result
}
