package byzantine

import (
	"errors"
	"math/bits"
	"strconv"

	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// Bounds of a message tree. A path is kept as one word, so there are at most 64 processes.
const (
	MaxProcesses = 64
	MaxNodes     = 1 << 20
)

// Levels returns in how many rounds of OM(m) among n processes something is said: m+1, unless the
// rounds run out. A path needs somebody left to hear it, so with m >= n-1 nobody sends anything in
// the rest.
func Levels(n, m int) int { return min(m, n-2) + 1 }

// Messages returns the number of messages of OM(m) among n processes, or false if there are more
// than limit.
func Messages(n, m int, limit uint64) (uint64, bool) {
	total, width := uint64(0), uint64(1)
	for k := range Levels(n, m) {
		f := uint64(n - 1 - k)
		if width > limit/f {
			return 0, false
		}
		width *= f
		total += width
		if total > limit {
			return 0, false
		}
	}
	return total, true
}

// A Tree numbers the paths of OM(m) among n processes, process 0 being the commander.
//
// A node stands for a path: the chain of processes that an order went through, the commander
// first and nobody twice. The process at its end says something along this path to everybody
// who is not on it, so a node is also "one multicast of one process", and a message is a node
// together with a receiver.
//
// The numbering is flat and regular. Node 0 is the commander's own order. The nodes of level
// k+1 follow those of level k, in order of their parents and, below one parent, in order of
// process id among those not on the parent's path. Every node of level k < Levels()-1 has
// exactly n-1-k children, so the children of a node are neighbours and everything about a node
// can be computed from its number. The children of node 0 are the nodes 1 to n-1: what the
// lieutenants say about the order they got.
//
// A Tree never changes after it was made, so one may serve any number of processes. None of its
// methods allocates but Shape, and AppendPath if its destination is too small.
type Tree struct {
	n       int
	levels  int
	offset  [MaxProcesses + 1]int32 // offset[k] is the first node of level k; offset[levels] = Nodes()
	level   []uint8                 // of each node
	process []uint8                 // the end of each node's path
	parent  []int32
	path    []uint64 // the set of processes on each node's path
}

// NewTree makes the tree of OM(m) among n processes. It refuses fewer than two processes, more
// than MaxProcesses, a negative m, and a tree of more than MaxNodes nodes.
func NewTree(n, m int) (*Tree, error) {
	if n < 2 || n > MaxProcesses {
		return nil, errors.New("byzantine: a message tree takes 2 to " + strconv.Itoa(MaxProcesses) + " processes, not " + strconv.Itoa(n))
	}
	if m < 0 {
		return nil, errors.New("byzantine: m must not be negative, it is " + strconv.Itoa(m))
	}
	t := &Tree{n: n, levels: Levels(n, m)}
	total, width := 0, 1
	for k := 0; k < t.levels; k++ {
		t.offset[k] = int32(total)
		total += width
		if total > MaxNodes {
			return nil, errors.New("byzantine: the message tree of OM(" + strconv.Itoa(m) + ") with " + strconv.Itoa(n) +
				" processes has more than " + strconv.Itoa(MaxNodes) + " nodes")
		}
		width *= n - 1 - k
	}
	t.offset[t.levels] = int32(total)

	t.level = make([]uint8, total)
	t.process = make([]uint8, total)
	t.parent = make([]int32, total)
	t.path = make([]uint64, total)
	t.parent[0] = -1
	t.path[0] = 1
	next := 1
	for node := 0; node < total && next < total; node++ {
		for p := range n {
			if t.path[node]>>p&1 != 0 {
				continue
			}
			t.level[next] = t.level[node] + 1
			t.process[next] = uint8(p)
			t.parent[next] = int32(node)
			t.path[next] = t.path[node] | 1<<p
			next++
		}
	}
	return t, nil
}

// TreeOf makes the tree of a configuration with a parameter m, whose limits on messages were checked
// before.
func TreeOf(c *protocol.Config) *Tree {
	t, err := NewTree(c.N, int(c.Param("m")))
	if err != nil {
		panic(err.Error())
	}
	return t
}

// Processes returns n, the commander included.
func (t *Tree) Processes() int { return t.n }

// Nodes returns the number of nodes: of paths along which something is said.
func (t *Tree) Nodes() int { return len(t.process) }

// Levels returns the number of levels: of rounds in which something is said.
func (t *Tree) Levels() int { return t.levels }

// Offset returns the first node of level k; Offset(Levels()) is Nodes().
func (t *Tree) Offset(k int) int { return int(t.offset[k]) }

// Level returns the round, counted from 0, in which the path of node is spoken along.
func (t *Tree) Level(node int) int { return int(t.level[node]) }

// Process returns the end of the path: the process that speaks.
func (t *Tree) Process(node int) int { return int(t.process[node]) }

// Ends returns the processes at the ends of the paths from a node up to, and without, another one:
// Process of each. It is the tree's own memory.
func (t *Tree) Ends(from, to int) []uint8 { return t.process[from:to] }

// Parent returns the path without its end, and -1 for node 0.
func (t *Tree) Parent(node int) int { return int(t.parent[node]) }

// Path returns the set of processes on the path, bit p for process p.
func (t *Tree) Path(node int) uint64 { return t.path[node] }

// Receivers returns the set of processes not on the path: those who are spoken to.
func (t *Tree) Receivers(node int) uint64 { return uint64(sim.All(t.n)) &^ t.path[node] }

// Arity returns the number of receivers of node, which is also its number of children if it has any.
func (t *Tree) Arity(node int) int { return t.n - 1 - int(t.level[node]) }

// OnPath reports whether the order has already gone through process.
func (t *Tree) OnPath(node, process int) bool { return t.path[node]>>process&1 != 0 }

// FirstChild returns the lowest child of node, and -1 if node is on the last level. Its other
// children follow it.
func (t *Tree) FirstChild(node int) int {
	k := int(t.level[node])
	if k == t.levels-1 {
		return -1
	}
	return int(t.offset[k+1]) + (node-int(t.offset[k]))*(t.n-1-k)
}

// Child returns the node of the path that goes on through process, and -1 if process is on
// the path already or node is on the last level.
func (t *Tree) Child(node, process int) int {
	first := t.FirstChild(node)
	if first < 0 || t.OnPath(node, process) {
		return -1
	}
	return first + t.Rank(node, process)
}

// Rank returns how many receivers of node come before process. For a receiver this is its place
// among the node's children, and the place of its message among the node's messages.
func (t *Tree) Rank(node, process int) int {
	return bits.OnesCount64(t.Receivers(node) & (1<<process - 1))
}

// AppendPath appends the processes of the path, the commander first.
func (t *Tree) AppendPath(dst []uint8, node int) []uint8 {
	start := len(dst)
	for ; node >= 0; node = int(t.parent[node]) {
		dst = append(dst, t.process[node])
	}
	for i, j := start, len(dst)-1; i < j; i, j = i+1, j-1 {
		dst[i], dst[j] = dst[j], dst[i]
	}
	return dst
}

// Shape lists the nodes for whoever draws them: parent, process and level of each.
func (t *Tree) Shape() [][]int32 {
	list := make([][]int32, t.Nodes())
	for node := range list {
		list[node] = []int32{int32(t.Parent(node)), int32(t.Process(node)), int32(t.Level(node))}
	}
	return list
}
