package every

import (
	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// A Played is the part of a run that is over: who was told what along which path, and who has crashed. It
// eats the events of the run (Observe), as a monitor does. With it a Question can be asked about the rest: can the
// faulty still break a condition, and with how few lies?
//
// A path along which nothing has been said yet, nor further on, is known by its shape as before
// (pairs.go). The others are gone through one by one, with what was said in the place of what could be.
type Played struct {
	tree     *byzantine.Tree
	models   []sim.Model
	told     []uint8 // by node and process: 0 nothing is known, 1 it was told nothing, else the value plus 2
	said     []uint8 // of each node, what its end said to anybody: the value plus 1, 0 for nothing
	below    []bool  // of each node, whether anything is known there or further on
	falls    []int   // of each process the level of its last words, or -1
	round    int
	crashes  int
	mistakes int
}

// NewPlayed begins with a run in which nothing has happened. The tree is that of OM(m) among as many
// processes as there are models.
func NewPlayed(tree *byzantine.Tree, models []sim.Model) *Played {
	p := &Played{tree: tree, models: models, round: 1}
	p.told = make([]uint8, tree.Nodes()*tree.Processes())
	p.said = make([]uint8, tree.Nodes())
	p.below = make([]bool, tree.Nodes())
	for range tree.Processes() {
		p.falls = append(p.falls, -1)
	}
	return p
}

// Observe takes in the next event of a run on the simulator. What loyal processes tell each other is left out: it follows from the rest.
func (p *Played) Observe(e *sim.Event) {
	node := int(e.Arg)
	switch e.Kind {
	case sim.EvRound:
		p.round = int(e.Arg)
	case sim.EvCrash:
		p.falls[e.Process] = p.level()
		p.crashes++
	case sim.EvMistake:
		p.mistakes++
		p.told[node*len(p.models)+int(e.Process)] = e.Value + 2
	case sim.EvReceive, sim.EvDrop:
		if e.Peer == sim.None || p.models[e.Peer]|p.models[e.Process] == 0 || node >= p.tree.Nodes() || p.tree.Level(node) != p.level() {
			return
		}
		at := node*len(p.models) + int(e.Process)
		switch {
		case p.told[at] != 0:
			return // a second one is ignored
		case e.Kind == sim.EvDrop:
			p.told[at] = 1
		default:
			p.told[at], p.said[node] = e.Value+2, e.Value+1
		}
		for ; node >= 0 && !p.below[node]; node = p.tree.Parent(node) {
			p.below[node] = true
		}
	}
}

// DecideRest answers the question for the rest of a run, of which played is what is over. Its tree and models
// must be those of the question.
func (q *Question) DecideRest(played *Played, limit int) (*Found, error) {
	return q.decide(played, limit)
}

// heard is what a process was told along a path, as a lens shows it; silence looks like the default.
func (p *Played) heard(node, process int, l *lens) (bit uint8, ok bool) {
	if !p.knows(node, process) {
		return 0, false
	}
	v := p.told[node*len(p.models)+process]
	if v == 1 {
		return l.silence, true
	}
	return l.bit(v - 2), true
}

// settled is what the end of a path said to somebody.
func (p *Played) settled(node int, l *lens) (bit uint8, ok bool) {
	if p == nil || p.said[node] == 0 {
		return 0, false
	}
	return l.bit(p.said[node] - 1), true
}

// knows says whether it is known what a process was told.
func (p *Played) knows(node, process int) bool {
	return p != nil && p.told[node*len(p.models)+process] != 0
}

// touches says whether anything is known of a path, or of one that goes on from it.
func (p *Played) touches(node int) bool { return p != nil && p.below[node] }

// level is that of the messages of the round that is going on.
func (p *Played) level() int {
	if p == nil {
		return 0
	}
	return p.round - 1
}

// crashed is the level of a process's last words, and -1 if it is up.
func (p *Played) crashed(process int) int {
	if p == nil {
		return -1
	}
	return p.falls[process]
}

func (p *Played) messageTree() *byzantine.Tree {
	if p == nil {
		return nil
	}
	return p.tree
}

// decided counts the messages of consequence that a process can't mistake any more.
func (p *Played) decided(process int) (n int) {
	if p == nil {
		return 0
	}
	for node := range p.tree.Nodes() {
		if p.tree.FirstChild(node) >= 0 && p.knows(node, process) {
			n++
		}
	}
	return n
}
