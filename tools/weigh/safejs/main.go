//go:build js && wasm

// Command safejs is an empty program that announces itself as the engine does.
package main

import "github.com/hack-pad/safejs"

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
