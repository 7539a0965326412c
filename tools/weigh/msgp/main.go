//go:build js && wasm

// Command msgp announces itself as the engine does, and then answers MessagePack
// with MessagePack: the shapes of the wire, without anything behind them.
package main

import (
	"github.com/hack-pad/safejs"
	"github.com/tinylib/msgp/msgp"
)

var in, out []byte

//go:wasmexport handle
func handle(size uint32) uint32 {
	out = out[:0]
	n, rest, err := msgp.ReadArrayHeaderBytes(in[:size])
	for range n {
		switch msgp.NextType(rest) {
		case msgp.IntType:
			var i int64
			i, rest, err = msgp.ReadInt64Bytes(rest)
			out = msgp.AppendInt64(out, i)
		case msgp.UintType:
			var u uint64
			u, rest, err = msgp.ReadUint64Bytes(rest)
			out = msgp.AppendUint64(out, u)
		case msgp.BoolType:
			var b bool
			b, rest, err = msgp.ReadBoolBytes(rest)
			out = msgp.AppendBool(out, b)
		case msgp.MapType:
			_, rest, err = msgp.ReadMapHeaderBytes(rest)
			out = msgp.AppendArrayHeader(out, 0)
		default:
			var s []byte
			s, rest, err = msgp.ReadStringZC(rest)
			out = msgp.AppendString(msgp.AppendBytes(out, s), string(s))
		}
		if err != nil {
			out = msgp.AppendString(out, msgp.WrapError(err, "body").Error())
			break
		}
	}
	return uint32(len(out))
}

func main() {
	if faults, err := announce(); err != nil {
		panic(err.Error())
	} else if !faults {
		select {}
	}
}

func announce() (faults bool, err error) {
	start, err := safejs.Global().Get("faultlabStart")
	if err != nil {
		return false, err
	}
	options, err := start.Invoke(map[string]any{"version": 1})
	if err != nil {
		return false, err
	}
	value, err := options.Get("faults")
	if err != nil {
		return false, err
	}
	return value.Truthy()
}
