package byzantine

import (
	"slices"
	"testing"
)

// The tree is held against the definition: all repetition-free paths that start with the
// commander, level by level, made by plain recursion.
func TestTreeNumbersAllPathsInOrder(t *testing.T) {
	for n := 2; n <= 7; n++ {
		for m := 0; m <= 7; m++ {
			tree, err := NewTree(n, m)
			if err != nil {
				t.Fatal(err)
			}
			paths := [][]uint8{{0}}
			for i := 0; i < len(paths); i++ {
				if len(paths[i]) > m {
					continue
				}
				for p := uint8(1); int(p) < n; p++ {
					if longer := append(slices.Clone(paths[i]), p); !slices.Contains(paths[i], p) && len(longer) < n {
						paths = append(paths, longer)
					}
				}
			}
			if len(paths) != tree.Nodes() {
				t.Fatalf("n=%d m=%d: %d nodes, want %d", n, m, tree.Nodes(), len(paths))
			}
			for node, path := range paths {
				if got := tree.AppendPath(nil, node); !slices.Equal(got, path) {
					t.Fatalf("n=%d m=%d: node %d is path %v, want %v", n, m, node, got, path)
				}
				checkNode(t, tree, node, path)
			}
		}
	}
}

func checkNode(t *testing.T, tree *Tree, node int, path []uint8) {
	t.Helper()
	if got := tree.Level(node); got != len(path)-1 {
		t.Fatalf("node %d: level %d, want %d", node, got, len(path)-1)
	}
	if k := tree.Level(node); node < tree.Offset(k) || node >= tree.Offset(k+1) {
		t.Fatalf("node %d of level %d is outside [%d, %d)", node, k, tree.Offset(k), tree.Offset(k+1))
	}
	if got := tree.Process(node); got != int(path[len(path)-1]) {
		t.Fatalf("node %d: process %d, path %v", node, got, path)
	}
	children := 0
	for p := range tree.Processes() {
		if got, want := tree.OnPath(node, p), slices.Contains(path, uint8(p)); got != want {
			t.Fatalf("node %d: OnPath(%d) = %v", node, p, got)
		}
		child := tree.Child(node, p)
		if tree.OnPath(node, p) || tree.Level(node) == tree.Levels()-1 {
			if child != -1 {
				t.Fatalf("node %d: child for %d is %d, want none", node, p, child)
			}
			continue
		}
		if child != tree.FirstChild(node)+children || tree.Parent(child) != node || tree.Process(child) != p {
			t.Fatalf("node %d: child for %d is %d (parent %d, process %d)", node, p, child, tree.Parent(child), tree.Process(child))
		}
		children++
	}
	if children != 0 && children != tree.Arity(node) {
		t.Fatalf("node %d: %d children, arity %d", node, children, tree.Arity(node))
	}
}

func TestTreeRefusesWhatItCannotHold(t *testing.T) {
	for _, c := range []struct {
		n, m int
		why  string
	}{
		{1, 0, "nobody to talk to"},
		{65, 1, "a path is one word of 64 bits"},
		{4, -1, "m counts rounds"},
		{64, 63, "far too many paths"},
	} {
		if _, err := NewTree(c.n, c.m); err == nil {
			t.Errorf("NewTree(%d, %d) was accepted: %s", c.n, c.m, c.why)
		}
	}
	if _, err := NewTree(64, 3); err != nil {
		t.Error(err)
	}
}

func TestTreeLookUpsDoNotAllocate(t *testing.T) {
	tree, err := NewTree(7, 2)
	if err != nil {
		t.Fatal(err)
	}
	path := make([]uint8, 0, 8)
	sum := 0
	if allocs := testing.AllocsPerRun(10, func() {
		for node := range tree.Nodes() {
			sum += tree.Child(node, 3) + tree.Parent(node) + tree.FirstChild(node)
			path = tree.AppendPath(path[:0], node)
		}
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
