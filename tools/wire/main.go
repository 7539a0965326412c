// Command wire writes what follows from the shapes of the wire (core/lab/wire) and from
// the door's table of operations (core/lab/door): their types in TypeScript, and the
// document of the wire.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"faultlab/tools/wire/shapes"
)

func main() {
	// go generate runs in the folder of the shapes.
	if err := run(filepath.Join("..", "..", "..")); err != nil {
		fmt.Fprintln(os.Stderr, "wire:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	files, err := written(root)
	for name, text := range files {
		if err == nil {
			err = os.WriteFile(filepath.Join(root, filepath.FromSlash(name)), []byte(text), 0o644)
		}
	}
	return err
}

// written are the files, by their path from the root.
func written(root string) (map[string]string, error) {
	all, err := shapes.Read(root)
	if err != nil {
		return nil, err
	}
	table, err := readTable(root)
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"bindings/src/operations/wire.ts":     answers(all),
		"bindings/src/operations/requests.ts": requests(table),
		"core/lab/WIRE.md":                    document(all, table),
	}, nil
}
