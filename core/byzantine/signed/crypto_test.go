package signed_test

import (
	"bytes"
	"crypto/ed25519"
	"slices"
	"testing"

	"faultlab/core/byzantine/signed"
	"faultlab/core/choose"
	"faultlab/core/sim"
)

// letter is what really travels: the signatures of a chain, each of them over the
// order and all signatures before it.
type letter [][]byte

type about struct {
	v     uint8
	chain uint32 // without the simulator's mark
}

// post is a signature scheme with Ed25519. Every general has a key of his own, and
// the traitors lend each other theirs.
type post struct {
	t        *testing.T
	chains   signed.Chains
	keys     []ed25519.PrivateKey
	traitors sim.Set
	inbox    []map[about]letter // what each general holds, by general
	outbox   []map[about]letter // what loyal generals have signed
	league   map[about]letter   // what traitors have received, and all that it contains

	signed, verified, refused int
}

func newPost(t *testing.T, n int, traitors sim.Set) *post {
	p := &post{t: t, chains: signed.NewChains(n), traitors: traitors}
	for i := range n {
		p.keys = append(p.keys, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{byte(i + 1)}, ed25519.SeedSize)))
	}
	p.clear(n)
	return p
}

func (p *post) clear(n int) {
	p.inbox, p.outbox, p.league = make([]map[about]letter, n), make([]map[about]letter, n), map[about]letter{}
	for i := range n {
		p.inbox[i], p.outbox[i] = map[about]letter{}, map[about]letter{}
	}
}

// text is what the next signer of a letter signs.
func text(v uint8, l letter) []byte {
	return append([]byte{v}, slices.Concat(l...)...)
}

func (p *post) add(v uint8, l letter, who sim.ID, key ed25519.PrivateKey) letter {
	p.signed++
	return append(slices.Clone(l), append([]byte{byte(who)}, ed25519.Sign(key, text(v, l))...))
}

// Sign signs what the general at hand holds.
func (p *post) Sign(e *sim.Env, v uint8, chain uint32) {
	before, _ := p.chains.Before(chain)
	held, ok := p.inbox[e.Me][about{v, before}]
	if before != 0 && !ok {
		p.t.Errorf("general %d signs what he has not received", e.Me)
	}
	p.outbox[e.Me][about{v, chain}] = p.add(v, held, e.Me, p.keys[e.Me])
}

// forge makes the letter of a chain as traitors can: what they have received they
// have, for themselves and each other they sign, and in the name of a loyal general
// they put a signature with a key of theirs.
func (p *post) forge(v uint8, chain uint32) letter {
	if l, ok := p.league[about{v, chain}]; ok || chain == 0 {
		return l
	}
	before, last := p.chains.Before(chain)
	key := p.keys[last]
	if !p.traitors.Has(last) {
		for i := range p.keys {
			if p.traitors.Has(sim.ID(i)) {
				key = p.keys[i]
			}
		}
	}
	return p.add(v, p.forge(v, before), last, key)
}

// Genuine lets a letter come and verifies every signature on it.
func (p *post) Genuine(e *sim.Env, m sim.Msg) bool {
	chain := m.Arg &^ (1 << 31)
	l := p.outbox[m.From][about{m.Val, chain}]
	if p.traitors.Has(m.From) {
		l = p.forge(m.Val, chain)
	}
	ok := p.verify(m.Val, chain, l)
	if marked := m.Arg>>31 != 0; ok == marked {
		p.t.Errorf("a letter of %d to %d with chain %d is verified: %v, and marked as forged: %v", m.From, e.Me, chain, ok, marked)
	}
	if !ok {
		p.refused++
		return false
	}
	p.inbox[e.Me][about{m.Val, chain}] = l
	if p.verify(m.Val^1, chain, l) {
		p.t.Errorf("the order can be exchanged in a letter with chain %d", chain)
	}
	if p.traitors.Has(e.Me) {
		for n := len(l); n > 0; n-- {
			p.league[about{m.Val, chain}] = l[:n:n]
			chain, _ = p.chains.Before(chain)
		}
	}
	return true
}

func (p *post) verify(v uint8, chain uint32, l letter) bool {
	var c signed.Chain
	p.chains.Read(chain, &c)
	if len(l) != c.N {
		return false
	}
	for i, signature := range l {
		p.verified++
		who := c.By[i]
		if signature[0] != who || !ed25519.Verify(p.keys[who].Public().(ed25519.PublicKey), text(v, l[:i]), signature[1:]) {
			return false
		}
	}
	return true
}

// The very same processes run over real signatures: every signature is made with
// the private key of its general and verified with the public one, what is forged is
// refused, and every event is the one of the simulator.
func TestRealSignaturesDecideAsTheSimulatorsDo(t *testing.T) {
	made, verified, refused := 0, 0, 0
	for _, s := range []system{
		{n: 3, m: 1, order: 1}, {n: 3, m: 1, traitors: []int{0}, order: 1}, {n: 3, m: 1, traitors: []int{2}, order: 1},
		{n: 4, m: 2, traitors: []int{0, 3}, order: 1}, {n: 5, m: 2, traitors: []int{1, 3}, order: 1},
		{n: 5, m: 2, traitors: []int{0, 3}, order: 1, variant: signed.NoDeadline},
		{n: 5, m: 2, traitors: []int{0, 3}, order: 1, variant: signed.RepeatedSigners},
	} {
		s.menu = signed.Everything
		c := s.config()
		simulated := choose.NewRun(world(c))
		p := newPost(t, s.n, c.Faulty())
		setup := c.Spec.Setup(c)
		setup.Shared.(*signed.Signed).Scheme = p
		real := choose.NewRun(sim.New(&setup))
		var want, got sim.Trace
		seeds := uint64(8)
		if testing.Short() {
			seeds = 2
		}
		for seed := range seeds {
			simulated.Random(&want, seed, choose.Weights{Fault: 700, Other: 500})
			p.clear(s.n)
			real.Replay(&got, simulated.Taken, -1)
			if !slices.Equal(got.Events, want.Events) || !slices.Equal(got.Pool, want.Pool) || len(real.Misfits) > 0 {
				t.Fatalf("%+v, seed %d: another run with real signatures", s, seed)
			}
		}
		made, verified, refused = made+p.signed, verified+p.verified, refused+p.refused
	}
	if made < 100 || verified < 200 || refused < 3 {
		t.Errorf("%d signatures made, %d verified, %d letters refused", made, verified, refused)
	}
}
