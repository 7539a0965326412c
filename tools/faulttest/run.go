package faulttest

import (
	"bytes"
	"errors"

	"faultlab/core/choose"
	"faultlab/core/lab/door"
	"faultlab/core/lab/wire"
	"faultlab/core/scenario"
	"faultlab/core/sim"

	"github.com/tinylib/msgp/msgp"
)

// Run asks a laboratory to run a document with the choices of a list, or with
// the document's own if the list is nil, and returns the whole response: what
// Page shows. The laboratory may have a programmer's own protocols (door.With).
func Run(l *door.Door, document *scenario.Value, choices []sim.Choice) ([]byte, error) {
	request := msgp.AppendArrayHeader(nil, 3)
	request = msgp.AppendInt(request, wire.Version)
	request = msgp.AppendString(request, "run")
	request = msgp.AppendArrayHeader(request, 3)
	request = scenario.Append(request, document)
	if choices == nil {
		request = msgp.AppendNil(request)
	} else {
		request = msgp.AppendArrayHeader(request, uint32(len(choices)))
		for _, c := range choices {
			numbers := choose.Numbers(c)
			request = msgp.AppendArrayHeader(request, uint32(len(numbers)))
			for _, n := range numbers {
				request = msgp.AppendInt64(request, n)
			}
		}
	}
	request = msgp.AppendInt(request, -1) // to the end
	response := l.Handle(request)
	if err := refused(response); err != nil {
		return nil, err
	}
	// The laboratory writes its next response into the same memory.
	return bytes.Clone(response), nil
}

// refused is why a response isn't one to a request that was served, or nil.
func refused(response []byte) error {
	damaged := errors.New("faulttest: this is no response of a laboratory")
	n, rest, err := msgp.ReadArrayHeaderBytes(response)
	if err != nil || n != 3 {
		return damaged
	}
	if _, rest, err = msgp.ReadIntBytes(rest); err != nil {
		return damaged
	}
	ok, rest, err := msgp.ReadBoolBytes(rest)
	if err != nil {
		return damaged
	}
	if ok {
		return nil
	}
	if n, rest, err = msgp.ReadArrayHeaderBytes(rest); err != nil || n != 4 {
		return damaged
	}
	var said [3]string // code, path, message
	for i := range said {
		if said[i], rest, err = msgp.ReadStringBytes(rest); err != nil {
			return damaged
		}
	}
	return errors.New(said[1] + ": " + said[2])
}
