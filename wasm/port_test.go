//go:build js && wasm

package main

import (
	"bytes"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
	"github.com/tinylib/msgp/msgp"
)

// echo answers a request with itself.
func echo(request []byte) []byte { return bytes.Clone(request) }

// ask goes the way of JavaScript: room, bytes, address and length.
func ask(p *port, request []byte) []byte {
	copy(p.request[:cap(p.request)], request)
	answer := p.answer(uint32(len(request)))
	if address(p.response) != uint32(answer>>32) {
		panic("the answer does not lie where it says")
	}
	return unsafe.Slice(unsafe.SliceData(p.response), int(uint32(answer)))
}

func TestARequestInTheRoomIsAnswered(t *testing.T) {
	p := newPort(echo)
	if p.room(5) == 0 {
		t.Fatal("there is no room for five bytes")
	}
	if got := string(ask(p, []byte("order"))); got != "order" {
		t.Errorf("the door answered %q", got)
	}
}

func TestASmallRoomIsKeptAndABigOneLetGo(t *testing.T) {
	p := newPort(echo)
	small := p.room(10)
	if p.room(1000) != small {
		t.Error("a small room was moved")
	}
	p.room(1 << 20)
	if cap(p.request) < 1<<20 {
		t.Error("a big room is too small")
	}
	p.room(10)
	if cap(p.request) >= 1<<20 {
		t.Error("a big room was kept for a small request")
	}
}

func TestThereIsNoRoomForAHugeRequest(t *testing.T) {
	if newPort(echo).room(maxRequestSize+1) != 0 {
		t.Error("a request may be longer than was announced")
	}
}

func TestEveryPanicIsAnsweredWithAnError(t *testing.T) {
	p := newPort(func([]byte) []byte { panic("no such lieutenant") })
	p.room(1)
	want := refuse("panic", "", "the engine failed; this is a bug of Faultlab: no such lieutenant")
	if diff := cmp.Diff(want, ask(p, []byte{0})); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}

func TestARequestLongerThanItsRoomIsRefused(t *testing.T) {
	p := newPort(echo)
	p.room(1)
	size := uint32(cap(p.request) + 1)
	p.answer(size)
	want := refuse("request", "", "the request is longer than the room that was asked for")
	if diff := cmp.Diff(want, p.response); diff != "" {
		t.Errorf("bytes beyond the room were read (-want +got):\n%s", diff)
	}
}

func TestFaultsAreAskedForInVainUnlessAllowed(t *testing.T) {
	request := msgp.AppendArrayHeader(nil, 3)
	request = msgp.AppendInt(request, wireVersion)
	request = msgp.AppendString(request, "fault.silence")
	request = msgp.AppendArrayHeader(request, 0)

	p := newPort(echo)
	p.room(uint32(len(request)))
	if len(ask(p, request)) == 0 {
		t.Error("a fault was met though none is allowed")
	}
	p.faults = true
	if len(ask(p, request)) != 0 {
		t.Error("the fault that was asked for was not met")
	}
}
