//go:build js && wasm

package main

import (
	"runtime"
	"strings"

	"faultlab/core/lab/wire"

	"github.com/tinylib/msgp/msgp"
)

// A laboratory for faults should survive its own. Where the client's options
// allow it, and only there, an op "fault.NAME" makes the engine fail in one
// of the ways that a real bug would, and "fault.arm" with the body [NAME]
// makes the next request fail, whatever it is. A new instance is not armed:
// so a request that was replayed in one gets its true answer.

// fault answers whether the request met a fault, and how it was answered if
// the instance survived.
func (p *port) fault(request []byte) (response []byte, met bool) {
	if name := p.armed; name != "" {
		p.armed = ""
		return p.provoke(name), true
	}
	op, body := opOf(request)
	name, ok := strings.CutPrefix(op, "fault.")
	if !ok {
		return nil, false
	}
	if name != "arm" {
		return p.provoke(name), true
	}
	_, rest, err := msgp.ReadArrayHeaderBytes(body)
	if err == nil {
		p.armed, _, err = msgp.ReadStringBytes(rest)
	}
	if err != nil {
		return refuse("body", "body", "fault.arm takes [name]"), true
	}
	return wire.AppendAnswer(nil, &wire.Nothing{}), true
}

// opOf reads the op of a request and leaves the body unread. A request that
// is not one has no op, and the door will say what is wrong with it.
func opOf(request []byte) (op string, body []byte) {
	_, rest, err := msgp.ReadArrayHeaderBytes(request)
	if err != nil {
		return "", nil
	}
	if _, rest, err = msgp.ReadIntBytes(rest); err != nil {
		return "", nil
	}
	op, body, err = msgp.ReadStringBytes(rest)
	if err != nil {
		return "", nil
	}
	return op, body
}

// provoke fails in the named way. Only a panic in this goroutine can be
// recovered; what comes after the others is up to the client.
func (p *port) provoke(name string) []byte {
	switch name {
	case "panic":
		var none []int
		return []byte{byte(none[len(name)])}
	case "goroutine":
		go func() { panic("a panic in another goroutine") }()
		runtime.Gosched()
	case "exit":
		close(p.ended)
		runtime.Gosched()
	case "block":
		<-make(chan int)
	case "recursion":
		return []byte{byte(descend(0))}
	case "loop":
		for i := uint(1); i != 0; i |= 1 {
		}
	case "memory":
		for blocks := [][]byte{}; ; {
			blocks = append(blocks, make([]byte, 512<<20))
		}
	case "silence":
		return nil
	}
	return refuse("op", "op", "there is no fault "+name)
}

// descend never comes back. The sum after the call keeps it from being a loop.
//
//go:noinline
func descend(depth int) int {
	return descend(depth+1) + depth
}
