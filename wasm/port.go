//go:build js && wasm

package main

import (
	"unsafe"

	"faultlab/core/lab/wire"
)

// A port is where the two sides of the boundary meet. It holds the request
// that is being asked and the response that is being read, so that the
// collector leaves both alone while only JavaScript knows their addresses.
type port struct {
	door     func(request []byte) []byte
	faults   bool          // whether the engine's own faults may be asked for
	armed    string        // the fault that the next request will meet
	ended    chan struct{} // closed when the program is to end, which a fault alone asks for
	request  []byte
	response []byte
}

func newPort(door func([]byte) []byte) *port { return &port{door: door, ended: make(chan struct{})} }

// room returns the address of a buffer of at least size bytes. A small buffer
// is kept from request to request; a big one is let go by the next small one.
func (p *port) room(size uint32) (where uint32) {
	const keep = 64 << 10
	defer func() {
		if recover() != nil {
			where = 0
		}
	}()
	if size > maxRequestSize {
		return 0
	}
	if int(size) > cap(p.request) || (cap(p.request) > keep && size <= keep) {
		p.request = make([]byte, max(size, keep))
	}
	p.request = p.request[:cap(p.request)]
	return address(p.request)
}

// answer hands the first size bytes of the room to the door and says where
// the response lies: the address above, the length below.
func (p *port) answer(size uint32) uint64 {
	p.response = p.ask(size)
	return uint64(address(p.response))<<32 | uint64(len(p.response))
}

// ask is the one place where a panic of the laboratory ends. It is our bug,
// whatever the request was, and the message says so.
func (p *port) ask(size uint32) (response []byte) {
	defer func() {
		if r := recover(); r != nil {
			response = refuse("panic", "", "the engine failed; this is a bug of Faultlab: "+cause(r))
		}
	}()
	if int(size) > len(p.request) {
		return refuse("request", "", "the request is longer than the room that was asked for")
	}
	request := p.request[:size]
	if p.faults {
		if response, met := p.fault(request); met {
			return response
		}
	}
	return p.door(request)
}

// cause says with what somebody panicked. Package fmt could show any value, and
// would be a tenth of the whole engine; the runtime panics with errors, and the
// laboratory with texts.
func cause(panicked any) string {
	switch r := panicked.(type) {
	case error:
		return r.Error()
	case string:
		return r
	}
	return "a panic that says nothing"
}

// refuse is a response that says why there is none.
func refuse(code, path, message string) []byte {
	return wire.AppendRefusal(nil, &wire.Refusal{Code: code, Path: path, Message: message})
}

func address(b []byte) uint32 {
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b))))
}
