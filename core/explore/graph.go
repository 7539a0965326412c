package explore

// graph is all states and all transitions, as numbers: states in the order in which
// they were found, which is the one in which they are expanded, and the transitions of
// each one behind those of the one before.
type graph struct {
	slots  []uint32 // of the table of fingerprints: a state and one; 0: free
	prints pages[uint64]
	falls  pages[uint64] // of each state the claims that would not hold, were the run to end there
	comes  pages[uint32] // of each state how many transitions lead to it; with the sign gone: it is peeled
	starts pages[uint32] // where the transitions of each state begin
	edges  pages[uint32] // the states they lead to, and the sign fault
}

const (
	fault    uint32 = 1 << 31
	gone     uint32 = 1 << 31 // in comes
	maxEdges        = 1<<32 - 1<<20
	noState  uint32 = 1<<32 - 1
)

func (g *graph) n() int { return g.prints.n }

// find looks a state up.
func (g *graph) find(print uint64) (id uint32, known bool) {
	if len(g.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(g.slots) - 1)
	for i := print & mask; ; i = (i + 1) & mask {
		switch at := g.slots[i]; {
		case at == 0:
			return 0, false
		case g.prints.at(at-1) == print:
			return at - 1, true
		}
	}
}

// visit numbers a state that is new.
func (g *graph) visit(print, falls uint64) (id uint32) {
	if 4*(g.prints.n+1) > 3*len(g.slots) {
		g.slots = make([]uint32, max(smallestSet, 2*len(g.slots)))
		for i := range uint32(g.prints.n) {
			g.put(g.prints.at(i), i)
		}
	}
	id = uint32(g.prints.n)
	g.put(print, id)
	g.prints.append(print)
	g.falls.append(falls)
	g.comes.append(0)
	return id
}

func (g *graph) put(print uint64, id uint32) {
	mask := uint64(len(g.slots) - 1)
	i := print & mask
	for g.slots[i] != 0 {
		i = (i + 1) & mask
	}
	g.slots[i] = id + 1
}

// from begins the transitions of the next state.
func (g *graph) from() { g.starts.append(uint32(g.edges.n)) }

// edge is a transition of the state that from has begun.
func (g *graph) edge(to uint32, isFault bool) {
	g.comes.set(to, g.comes.at(to)+1)
	if isFault {
		to |= fault
	}
	g.edges.append(to)
}

// next visits the transitions of a state.
func (g *graph) next(id uint32, visit func(to uint32, isFault bool)) {
	end := uint32(g.edges.n)
	if int(id)+1 < g.starts.n {
		end = g.starts.at(id + 1)
	}
	for i := g.starts.at(id); i < end; i++ {
		x := g.edges.at(i)
		visit(x&^fault, x&fault != 0)
	}
}

// peel takes away states that no transition leads to, and their transitions, until there
// are none. It returns how many states are left: those on loops, and behind loops.
func (g *graph) peel() (left int) {
	left = g.n()
	var line []uint32
	for id := range uint32(g.n()) {
		if g.comes.at(id) == 0 {
			line = append(line, id)
		}
	}
	for len(line) > 0 {
		id := line[len(line)-1]
		line = line[:len(line)-1]
		g.comes.set(id, gone)
		left--
		g.next(id, func(to uint32, _ bool) {
			n := g.comes.at(to) - 1
			if g.comes.set(to, n); n == 0 {
				line = append(line, to)
			}
		})
	}
	return left
}

// loops says whether a state is on a loop or behind one. It is known after peel.
func (g *graph) loops(id uint32) bool { return g.comes.at(id) != gone }

// bytes is the memory that it takes.
func (g *graph) bytes() int64 {
	return 4*int64(len(g.slots)) + pageSize*int64(8*len(g.prints.pages)+8*len(g.falls.pages)+
		4*len(g.comes.pages)+4*len(g.starts.pages)+4*len(g.edges.pages))
}

// costs are the cheapest ways to all states: with the fewest faults, and of those with
// the fewest steps.
type costs struct {
	rank   []uint32 // of each state, its place in that order
	parent []uint32
	fault  []bool // the last step is one
}

func (g *graph) costs() *costs {
	n := g.n()
	c := &costs{rank: make([]uint32, n), parent: make([]uint32, n), fault: make([]bool, n)}
	for i := range c.rank {
		c.rank[i] = noState
	}
	type arrival struct {
		id, parent uint32
		fault      bool
	}
	settled := uint32(0)
	now := [][]arrival{{{0, noState, false}}} // by steps, of this number of faults
	for len(now) > 0 {
		var later [][]arrival
		put := func(lines *[][]arrival, steps int, a arrival) {
			for len(*lines) <= steps {
				*lines = append(*lines, nil)
			}
			(*lines)[steps] = append((*lines)[steps], a)
		}
		for steps := 0; steps < len(now); steps++ {
			for i := 0; i < len(now[steps]); i++ {
				a := now[steps][i]
				if c.rank[a.id] != noState {
					continue
				}
				c.rank[a.id], c.parent[a.id], c.fault[a.id] = settled, a.parent, a.fault
				settled++
				g.next(a.id, func(to uint32, isFault bool) {
					if c.rank[to] != noState {
						return
					}
					if isFault {
						put(&later, steps+1, arrival{to, a.id, true})
					} else {
						put(&now, steps+1, arrival{to, a.id, false})
					}
				})
			}
			now[steps] = nil
		}
		now = later
	}
	return c
}
