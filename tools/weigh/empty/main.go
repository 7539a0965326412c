//go:build js && wasm

// Command empty is what Go brings into every page: its runtime, and nothing to run.
package main

func main() { select {} }
