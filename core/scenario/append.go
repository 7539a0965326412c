package scenario

import "github.com/tinylib/msgp/msgp"

// Append writes a Value as MessagePack behind b, in the smallest form of each
// number, as a page does.
func Append(b []byte, v *Value) []byte {
	switch v.Kind {
	case Bool:
		return msgp.AppendBool(b, v.Int != 0)
	case Int:
		return msgp.AppendInt64(b, v.Int)
	case Float:
		return msgp.AppendFloat64(b, v.Float)
	case String:
		return msgp.AppendString(b, v.Str)
	case List:
		b = msgp.AppendArrayHeader(b, uint32(len(v.Items)))
		for i := range v.Items {
			b = Append(b, &v.Items[i])
		}
		return b
	case Map:
		b = msgp.AppendMapHeader(b, uint32(len(v.Fields)))
		for i := range v.Fields {
			b = msgp.AppendString(b, v.Fields[i].Key)
			b = Append(b, &v.Fields[i].Value)
		}
		return b
	}
	return msgp.AppendNil(b)
}
