//go:build js && wasm

// Command wasm puts the door of the laboratory into a page.
//
// The boundary is as narrow as it can be. Two exported functions with numbers
// and one shared buffer do all the work: JavaScript asks for room (alloc),
// writes a request there and calls handle, which answers where the response
// lies. An exported function costs some ten nanoseconds where a js.FuncOf
// callback costs some ten microseconds, and nothing is converted on the way.
// safejs serves the set-up alone, where its checks are worth more than speed.
//
// Nothing that JavaScript can reach may let a panic out: a panic that leaves
// an exported function ends the whole program, and the page would see only
// "undefined". So handle answers every panic with an error envelope. What no
// recover can catch (a panic in another goroutine, memory or stack running out,
// the end of main) is the client's part: it notices the dead instance, starts
// another and asks again, which is safe because no request leaves anything
// behind here.
package main

import (
	"faultlab/core/lab/door"
	"faultlab/core/lab/wire"

	"github.com/hack-pad/safejs"
)

// The announcement names what a client must know before its first request.
const (
	wireVersion    = wire.Version
	maxRequestSize = 16 << 20
)

var page *port

func main() {
	// Not earlier: a package that brings protocols adds them before main.
	page = newPort(door.With(door.RequestLimits{}, registry()).Handle)
	if err := announce(); err != nil {
		panic("there is nobody to announce the engine to: " + err.Error())
	}
	// The exported functions live as long as main does.
	<-page.ended
}

// announce calls the function that the client left in the global scope, tells
// it what this engine is, and reads the options that it answers.
func announce() error {
	start, err := safejs.Global().Get("faultlabStart")
	if err != nil {
		return err
	}
	options, err := start.Invoke(map[string]any{
		"version":    wireVersion,
		"maxRequest": maxRequestSize,
	})
	if err != nil {
		return err
	}
	faults, err := options.Get("faults")
	if err != nil {
		return err
	}
	page.faults, err = faults.Truthy()
	return err
}

// alloc makes room for a request of size bytes and returns its address, or 0
// if a request must not be that big. The room is good until the next alloc.
//
//go:wasmexport alloc
func alloc(size uint32) uint32 {
	return page.room(size)
}

// handle answers the request of size bytes that lies in the room. The upper
// half of the result is the address of the response, the lower half its
// length. The response stays where it is until the next call.
//
//go:wasmexport handle
func handle(size uint32) uint64 {
	return page.answer(size)
}
