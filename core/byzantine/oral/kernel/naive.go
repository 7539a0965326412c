package kernel

import "faultlab/core/byzantine"

// Naive runs OM(m) by the recursion of the paper, one general at a time, in lists that are made
// anew for every call. It is slow on purpose: it is the text that the fast kernels are held
// against, and the scale on which they are measured.
func Naive(tree *byzantine.Tree, c Case) Outcome {
	g := &generals{tree: tree, c: c}
	lieutenants := make([]int, 0, tree.Processes()-1)
	for p := 1; p < tree.Processes(); p++ {
		lieutenants = append(lieutenants, p)
	}
	results := g.oralMessages(0, 0, c.Order, lieutenants)
	for at, p := range lieutenants {
		g.outcome.Attacks |= uint64(results[at]) << p
	}
	g.outcome.judge(tree.Processes(), &c)
	return g.outcome
}

type generals struct {
	tree    *byzantine.Tree
	c       Case
	outcome Outcome
}

// oralMessages is OM(m) with the end of the path node as commander, whose order is value. It
// returns the order that each of the lieutenants ends with.
func (g *generals) oralMessages(node, commander int, value uint8, lieutenants []int) []uint8 {
	// OM(m) (1): the commander sends his value to every lieutenant.
	// OM(m) (2), first half: v_i is the value lieutenant i receives, or RETREAT if he receives none.
	got := make([]uint8, len(lieutenants))
	for at, i := range lieutenants {
		told, spoken := value, true
		if g.c.Traitors>>commander&1 != 0 {
			told, spoken = g.c.Say(uint64(node), i, value)
		}
		if !spoken {
			g.outcome.Silent++
			told = byzantine.Retreat
		} else {
			g.outcome.Sent++
		}
		got[at] = told
	}
	if g.tree.FirstChild(node) < 0 {
		return got // OM(0): he uses the value he received
	}

	// OM(m) (2): lieutenant j acts as the commander in OM(m-1) to send v_j to the other lieutenants.
	attacks := make([]int, len(lieutenants))
	for at, j := range lieutenants {
		others := make([]int, 0, len(lieutenants)-1)
		for _, i := range lieutenants {
			if i != j {
				others = append(others, i)
			}
		}
		results := g.oralMessages(g.tree.Child(node, j), j, got[at], others)
		for to := range lieutenants {
			switch {
			case to < at:
				attacks[to] += int(results[to])
			case to > at:
				attacks[to] += int(results[to-1])
			}
		}
	}

	// OM(m) (3): lieutenant i uses majority(v_1, ..., v_{n-1}), of which v_i is his own.
	results := make([]uint8, len(lieutenants))
	for at := range lieutenants {
		g.outcome.Votes++
		if 2*(attacks[at]+int(got[at])) > len(lieutenants) {
			results[at] = byzantine.Attack
		}
	}
	return results
}
