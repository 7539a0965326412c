package signed

import "faultlab/core/sim"

// forged marks a chain with a signature that is not genuine.
const forged = 1 << 31

// maxSignatures bounds a chain: among two generals, the fewest there can be, 19
// signatures fit into the number that stands for it.
const maxSignatures = 19

// Chains packs chains of signatures into numbers, as a message carries them: the
// signers are the digits of a number to the base n+1, the first signer the highest
// digit; 0 is no signature at all.
type Chains struct{ base, most uint32 }

// NewChains returns the chains of n generals, at most sim.MaxProcesses.
func NewChains(n int) Chains {
	c := Chains{base: uint32(n + 1)}
	for limit := uint64(c.base); limit <= forged; limit *= uint64(c.base) {
		c.most++
	}
	return c
}

// Most is how many signatures fit into a chain.
func (c Chains) Most() int { return int(c.most) }

// Chain is a chain that was unpacked.
type Chain struct {
	By       [maxSignatures]uint8 // the signers, the first one first
	N        int
	Signers  sim.Set
	Repeated bool // somebody has signed twice
	Forged   bool // not all signatures are genuine
}

// List has the signers in the order in which they signed.
func (c *Chain) List() []uint8 { return c.By[:c.N] }

// Read unpacks a chain.
func (c Chains) Read(chain uint32, into *Chain) {
	*into = Chain{Forged: chain&forged != 0}
	chain &^= forged
	for rest := chain; rest > 0 && into.N < maxSignatures; rest /= c.base {
		into.N++
	}
	for i := into.N - 1; i >= 0; i-- {
		p := sim.ID(chain%c.base - 1)
		chain /= c.base
		into.By[i] = uint8(p)
		into.Repeated = into.Repeated || into.Signers.Has(p)
		into.Signers = into.Signers.With(p)
	}
}

// Sign puts a signature behind a chain, which must have room for it.
func (c Chains) Sign(chain uint32, p sim.ID) uint32 {
	return chain&forged | ((chain&^forged)*c.base + uint32(p) + 1)
}

// Before is the chain without its last signature, and that signature.
func (c Chains) Before(chain uint32) (before uint32, last sim.ID) {
	return (chain &^ forged) / c.base, sim.ID((chain&^forged)%c.base - 1)
}

// Len is the number of signatures.
func (c Chains) Len(chain uint32) (n int) {
	for rest := chain &^ forged; rest > 0; rest /= c.base {
		n++
	}
	return n
}

// signers is the set of those who have signed.
func (c Chains) signers(chain uint32) (s sim.Set) {
	for rest := chain &^ forged; rest > 0; rest /= c.base {
		s = s.With(sim.ID(rest%c.base - 1))
	}
	return s
}
