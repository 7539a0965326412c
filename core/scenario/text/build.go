package text

import (
	"fmt"

	"faultlab/core/scenario"
)

// Object makes a Map of keys and values in turn; a value is a text, a number, a
// bool or a Value.
func Object(pairs ...any) scenario.Value {
	v := scenario.Value{Kind: scenario.Map}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(scenario.Field{Key: pairs[i].(string), Value: value(pairs[i+1])})
	}
	return v
}

func value(x any) scenario.Value {
	switch x := x.(type) {
	case scenario.Value:
		return x
	case string:
		return scenario.Text(x)
	case int:
		return scenario.Integer(int64(x))
	case int32:
		return scenario.Integer(int64(x))
	case bool:
		if x {
			return scenario.Value{Kind: scenario.Bool, Int: 1}
		}
		return scenario.Value{Kind: scenario.Bool}
	}
	panic(fmt.Sprintf("text: a Value is not made of %T", x))
}

// List makes a List.
func List(items ...scenario.Value) scenario.Value {
	return scenario.Value{Kind: scenario.List, Items: items}
}

// Words makes a List of texts.
func Words(s ...string) scenario.Value {
	v := List()
	for _, w := range s {
		v.Items = append(v.Items, scenario.Text(w))
	}
	return v
}
