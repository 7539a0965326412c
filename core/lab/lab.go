// Package lab is the one door to the laboratory: a request in bytes gives a
// response in bytes, natively and in a page alike.
package lab

import "github.com/tinylib/msgp/msgp"

// Limits bounds what one request may cost; the zero value means the defaults.
type Limits struct{}

// Lab answers requests. It keeps nothing between two of them.
type Lab struct{}

// New opens a laboratory with the given limits.
func New(Limits) *Lab { return &Lab{} }

// Handle answers one request [version, op, body].
func (l *Lab) Handle(request []byte) []byte {
	n, rest, err := msgp.ReadArrayHeaderBytes(request)
	if err != nil || n != 3 {
		return refuse("request", "", "a request is [version, op, body]")
	}
	if _, rest, err = msgp.ReadIntBytes(rest); err != nil {
		return refuse("request", "version", "a version is a number")
	}
	op, _, err := msgp.ReadStringBytes(rest)
	if err != nil {
		return refuse("request", "op", "an op is a string")
	}
	if op == "describe" {
		out := msgp.AppendArrayHeader(nil, 3)
		out = msgp.AppendInt(out, 1)
		out = msgp.AppendBool(out, true)
		return msgp.AppendArrayHeader(out, 0)
	}
	return refuse("op", "op", "there is no "+op)
}

func refuse(code, path, message string) []byte {
	out := msgp.AppendArrayHeader(nil, 3)
	out = msgp.AppendInt(out, 1)
	out = msgp.AppendBool(out, false)
	out = msgp.AppendArrayHeader(out, 4)
	out = msgp.AppendString(out, code)
	out = msgp.AppendString(out, path)
	out = msgp.AppendString(out, message)
	return msgp.AppendArrayHeader(out, 0)
}
