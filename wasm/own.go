//go:build js && wasm

package main

import (
	"faultlab/core/protocol"
	"faultlab/core/scenario"
)

// own are protocols besides those that come with the engine. It is empty, unless
// an engine is built with somebody's own package (tools/with.mjs), which brings a
// file that fills it.
var own []*protocol.Spec

func registry() *scenario.Registry { return scenario.New(append(scenario.Builtin(), own...)...) }
