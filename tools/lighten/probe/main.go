// Command probe does what a program may do to Go's runtime, and says what came
// of it. Made lighter (tools/lighten) it must say the same.
package main

import (
	"errors"
	"runtime"
)

func main() {
	panics()
	recovers()
	stacks()
	goroutines()
	jumps()
	values()
}

// say reports on one line.
func say(what string, parts ...any) {
	print(what, ":")
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			print(" ", p)
		case int:
			print(" ", p)
		case bool:
			print(" ", p)
		case error:
			print(" ", p.Error())
		case nil:
			print(" nil")
		default:
			print(" something else")
		}
	}
	println()
}

// caught runs f and returns what it panics with.
func caught(f func()) (cause any) {
	defer func() { cause = recover() }()
	f()
	return nil
}

type point struct{ x, y int }

func (p point) sum() int { return p.x + p.y }

type summer interface{ sum() int }

type other interface{ missing() }

//go:noinline
func zero() int { return 0 }

// hidden keeps the compiler from seeing what is in an interface.
//
//go:noinline
func hidden[T any](x T) T { return x }

// panics are those that the compiler and the runtime make.
func panics() {
	list := []int{1, 2, 3}
	var none *point
	wrapped := hidden[summer](none)
	var nobody summer
	var anything any = 5
	var table map[string]int
	for _, c := range []struct {
		name string
		f    func()
	}{
		{"nothing", func() {}},
		{"nil pointer", func() { none.x++ }},
		{"nil interface", func() { nobody.sum() }},
		{"value method through nil", func() { wrapped.sum() }},
		{"index", func() { list[zero()+3]++ }},
		{"negative index", func() { list[zero()-1]++ }},
		{"string index", func() { _ = "four"[zero()+4] }},
		{"slice", func() { _ = list[zero()+2 : zero()+1] }},
		{"slice end", func() { _ = list[:zero()+9] }},
		{"full slice", func() { _ = list[0 : 1 : zero()+7] }},
		{"array of slice", func() { _ = [4]int(list) }},
		{"division", func() { _ = 1 / zero() }},
		{"shift", func() { _ = 1 << (zero() - 1) }},
		{"not a string", func() { _ = anything.(string) }},
		{"not a summer", func() { _ = anything.(summer) }},
		{"not another interface", func() { _ = wrapped.(other) }},
		{"nil as a string", func() { anything = nil; _ = anything.(string) }},
		{"nil map", func() { table["a"] = 1 }},
		{"make", func() { _ = make([]int, zero()-1) }},
		{"closed channel", func() { c := make(chan int); close(c); c <- 1 }},
		{"hash of a list", func() { _ = map[any]int{list: 1} }},
		{"comparison of lists", func() { a, b := any(list), any(list); _ = a == b }},
		{"error", func() { panic(errors.New("ours")) }},
		{"text", func() { panic("ours, too") }},
		{"number", func() { panic(7) }},
	} {
		say("panic: "+c.name, caught(c.f))
	}
}

// recovers are about who may recover.
func recovers() {
	say("recover in a function of the deferred one", caught(func() {
		defer func() { func() { recover() }() }()
		panic("goes on")
	}))
	say("recover deferred itself", caught(func() {
		defer recover()
		panic("goes on")
	}))
	say("recover in a deferred method", caught(func() {
		defer hidden[recoverer](shallow{}).rescue()
		panic("lost")
	}))
	say("recover below a deferred method that is inlined into its wrapper", caught(func() {
		defer hidden[recoverer](deep{}).rescue()
		panic("goes on")
	}))
	say("recover in a method value", caught(func() {
		defer shallow{}.rescue()
		panic("lost")
	}))
	say("panic again", caught(func() {
		defer func() {
			say("first", recover())
			panic("second")
		}()
		panic("first")
	}))
	say("results after a recover", named(zero()))
	say("deferred in a loop", looped())

	done := make(chan string)
	go func() {
		defer close(done)
		defer func() { done <- "deferred by Goexit" }()
		runtime.Goexit()
	}()
	say("goexit", <-done)
}

type recoverer interface{ rescue() }

type shallow struct{}

func (shallow) rescue() { recover() }

type deep struct{}

func (deep) rescue() { rescueBelow() }

//go:noinline
func rescueBelow() { recover() }

func named(n int) (result int) {
	defer func() {
		if recover() != nil {
			result += 10
		}
	}()
	result = 5
	return 1 / n
}

func looped() string {
	var order string
	func() {
		defer func() { recover() }()
		for i := range 5 {
			defer func() { order += string(rune('a' + i)) }()
		}
		panic("now")
	}()
	return order
}

// stacks grow, move and are looked through by the collector while panics go on.
func stacks() {
	say("deep", dig(20_000, new(int)))
	say("collected in a panic", pile(200))
	var sum int
	for i := range 50 {
		kept := make([]*point, 0, 100)
		for j := range 100 {
			kept = append(kept, &point{i, j})
		}
		cause := caught(func() {
			local := &point{len(kept), i}
			defer func() {
				runtime.GC()
				waste(2000)
				sum += local.sum()
			}()
			kept[100+zero()].x++
		})
		if cause == nil {
			say("no panic", i)
		}
		for _, p := range kept {
			sum += p.sum()
		}
	}
	say("kept", sum)
}

// dig keeps a pointer in each of n frames and looks at all of them on the way back.
func dig(n int, above *int) int {
	mine := new(int)
	*mine = *above + 1
	if n == 0 {
		runtime.GC()
		waste(1000)
		return *mine
	}
	below := dig(n-1, mine)
	return below + *mine - *above - 1
}

// pile panics in the depth, and every frame collects, recovers and panics again.
func pile(n int) (depth int) {
	mine := &point{n, 1}
	defer func() {
		if r := recover(); r != nil && n%10 == 0 {
			runtime.GC()
		}
		waste(50)
		depth += mine.y
	}()
	if n == 0 {
		panic("bottom")
	}
	return pile(n - 1)
}

// waste leaves points behind for the collector.
func waste(n int) {
	for i := range n {
		lately = append(lately[:0], &point{i, i})
	}
}

var lately []*point

// goroutines give way to each other in the middle of things.
func goroutines() {
	first := make(chan int)
	from := first
	for range 100 {
		to := make(chan int)
		go func(from, to chan int) {
			defer close(to)
			for n := range from {
				to <- n + 1
			}
		}(from, to)
		from = to
	}
	go func() {
		defer close(first)
		for i := range 50 {
			first <- i
		}
	}()
	sum := 0
	for n := range from {
		sum += n
	}
	say("relay", sum)

	odd, even, quit := make(chan int), make(chan int), make(chan bool)
	go func() {
		for i := range 100 {
			if i%2 == 0 {
				even <- dig(i, new(int))
			} else {
				odd <- i
			}
		}
		close(quit)
	}()
	odds, evens := 0, 0
	for running := true; running; {
		select {
		case n := <-odd:
			odds += n
		case n := <-even:
			evens += n
		case <-quit:
			running = false
		}
	}
	say("select", odds, evens)
	say("panic of a goroutine", <-inGoroutine(func() { panic("there") }))
}

func inGoroutine(f func()) chan any {
	cause := make(chan any)
	go func() { cause <- caught(f) }()
	return cause
}

// jumps go forward, back, and out of several blocks.
func jumps() {
	steps := 0
	longest := 0
	for n := 1; n < 3000; n++ {
		length := 0
		for m := n; m != 1; length++ {
			if m%2 == 0 {
				m /= 2
			} else {
				m = 3*m + 1
			}
		}
		if length > longest {
			longest = length
		}
		steps += length
	}
	say("collatz", steps, longest)

	found := 0
outer:
	for a := 1; a < 60; a++ {
		for b := a; b < 60; b++ {
			for c := b; ; c++ {
				if a*a+b*b < c*c {
					break
				}
				if a*a+b*b == c*c {
					found += c
					if found%3 == 0 {
						continue outer
					}
				}
				if found > 700 {
					break outer
				}
			}
		}
	}
	say("triples", found)

	state, seen := 0, ""
again:
	switch state {
	case 0:
		seen += "a"
		state = 3
		goto again
	case 1:
		seen += "b"
		state = 4
		goto again
	case 3:
		seen += "d"
		state = 1
		goto again
	}
	say("states", seen)
}

// values are moved, compared and kept in tables of all kinds.
func values() {
	table := map[string]int{}
	points := map[point]string{}
	for i := range 500 {
		name := string(rune('a'+i%26)) + string(rune('a'+i/26))
		table[name] += i
		points[point{i % 7, i % 11}] += name
	}
	sum, letters := 0, 0
	for _, n := range table {
		sum += n
	}
	for _, s := range points {
		letters += len(s)
	}
	say("tables", len(table), sum, len(points), letters)

	var total int
	add := func(n int) { total += n }
	apply(add, 1, 2, 3)
	f := point{20, 22}.sum
	say("closures", total, f(), most([]int{3, 9, 4}), most([]string{"b", "c", "a"}) == "c")

	big := [40]int{5: 5, 39: 39}
	copied := big
	big[5] = 0
	say("arrays", copied[5], copied == big, int(int8(zero()+200)), uint32max())
}

func apply(f func(int), list ...int) {
	for _, n := range list {
		f(n)
	}
}

func most[T int | string](list []T) T {
	best := list[0]
	for _, x := range list {
		best = max(best, x)
	}
	return best
}

//go:noinline
func uint32max() bool {
	x := uint32(0xffffffff) - uint32(zero())
	return x == 0xffffffff && int64(x) == 4294967295 && ^uint64(0) > 1<<63
}
