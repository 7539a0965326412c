package explore

// pages is a list that grows without being copied.
type pages[T uint16 | uint32 | uint64] struct {
	pages [][]T
	n     int
}

const pageSize = 1 << 14

func (p *pages[T]) append(x T) {
	if p.n%pageSize == 0 {
		p.pages = append(p.pages, make([]T, pageSize))
	}
	p.pages[p.n/pageSize][p.n%pageSize] = x
	p.n++
}

func (p *pages[T]) at(i uint32) T { return p.pages[i/pageSize][i%pageSize] }

func (p *pages[T]) set(i uint32, x T) { p.pages[i/pageSize][i%pageSize] = x }
