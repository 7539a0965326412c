// Package lint holds the tree to its own rules. They are Go tests, so that they
// run wherever the tests run, and each message names what to use instead.
package lint
