// Command trim takes away from the engine's dependencies what the engine doesn't
// use, for a page pays for every byte.
//
//	go run ./tools/trim FOLDER
//
// The linker leaves out functions that nobody calls. It can't leave out what is
// run at the start of the program: the tables that a package registers in init,
// and the set-up of every package that is imported, however little of it is used.
// So one unused function that mentions fmt, reflect or encoding/json brings a
// good part of them into every page: fmt brings os, time and reflect, which is
// more than the whole simulator.
//
// trim reads the packages of a program and copies those that aren't ours, with
// the declarations that the program uses and no others. What is used is found
// by names: a declaration is kept if one that is kept mentions its name, and a
// method if moreover its type is kept. That keeps more than is needed and never
// less: what is missing doesn't compile. A few edits (see pins.go) take away how
// an error is worded by fmt. Beside the copies trim writes engine.mod, the
// project's go.mod in which they replace the modules, and overlay.json, which
// takes the bodies of a few functions of Go's runtime (see silence.go):
//
//	go build -modfile=FOLDER/engine.mod -overlay=FOLDER/overlay.json ./wasm
//
// Nothing depends on a trimmed copy. The same program is built from go.mod as
// it is, only heavier, and tests hold the two to the same answers.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./tools/trim FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "trim:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	packages, err := list("./wasm")
	if err != nil {
		return err
	}
	all, err := read(packages, pins)
	if err != nil {
		return err
	}
	keep(all)
	if err := write(folder, all); err != nil {
		return err
	}
	return silenceRuntime(folder, silences)
}
