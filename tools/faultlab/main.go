// Command faultlab runs and checks scenarios natively, with the same engine as a
// page: it tells what happens, lists what else could happen, holds runs against
// what their authors expect, and holds logs of other systems against the claims.
//
//	go run ./tools/faultlab run byzantine/oral-4-1
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// Exit codes: a claim that does not come out as expected is told from a wrong
// question, so that scripts can.
const (
	exitOK    = 0
	exitFails = 1 // a claim is violated, or comes out otherwise than expected
	exitUsage = 2 // the question is wrong: no such file, a mistake in a document
)

// command is one verb.
type command struct {
	name, args, does string
	run              func(c *context, args []string) int
}

var commands []command

func init() {
	commands = []command{
		{"run", "[-json] [-until STEP] SCENARIO", "tells what happens, and what becomes of the claims", runCommand},
		{"check", "SCENARIO...", "validates, runs, and holds each run against what its document expects", checkCommand},
		{"options", "-step STEP SCENARIO", "lists what may happen in front of a step, as choices are written", optionsCommand},
		{"random", "[-seed N] [-weight PERMILLE] [-runs N] SCENARIO", "runs by chance; of many runs, the first that violates a claim, made small", randomCommand},
		{"explore", "[-states N] [-any K -model MODEL] [-symmetry] [-order] [-within STEPS] [-json] SCENARIO", "tries everything: proves each claim within bounds that it says, or shows the shortest run that breaks it", exploreCommand},
		{"prove", "[-model MODEL] [-orders K] [-default ORDER] [-rule RULE] N M T | [-step STEP] SCENARIO", "decides all that T faulty among N may say in OM(M) at once, or those of a scenario from a step on", proveCommand},
		{"ask", "[-json] SCENARIO", "asks at every step what is to happen; then prints the link of the run, or the run", askCommand},
		{"totals", "[-rule RULE] [-seed N] SCENARIO", "counts a run that is too big to be told event by event", totalsCommand},
		{"link", "[-step STEP] [-id ID] SCENARIO", "prints the link that opens a scenario in a page", linkCommand},
		{"page", "[-title TITLE] [-o FILE] SCENARIO", "writes the run as one HTML file, to be opened anywhere", pageCommand},
		{"describe", "[PROTOCOL]", "lists the protocols, or the parameters and claims of one", describeCommand},
		{"check-log", "[-format json|shiviz] [-whole] [-properties] [-json] FILE...", "holds logs of events, whoever wrote them, against the claims, or against the properties of group communication", checkLogCommand},
		{"format", "[-w] FILE...", "prints scenarios the way they are laid out here; -w rewrites the files", formatCommand},
		{"schema", "[-o FILE]", "prints the JSON Schema of scenarios", schemaCommand},
	}
}

// context is where a command reads and writes.
type context struct {
	in       io.Reader
	out, err io.Writer
}

func main() {
	os.Exit(dispatch(&context{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:]))
}

func dispatch(c *context, args []string) int {
	if len(args) > 0 {
		for i := range commands {
			if commands[i].name == args[0] {
				return commands[i].run(c, args[1:])
			}
		}
		if args[0] != "help" && args[0] != "-h" && args[0] != "-help" && args[0] != "--help" {
			fmt.Fprintf(c.err, "faultlab: there is no command %q\n\n", args[0])
			usage(c.err)
			return exitUsage
		}
		usage(c.out)
		return exitOK
	}
	usage(c.err)
	return exitUsage
}

func usage(w io.Writer) {
	fmt.Fprint(w, "faultlab runs and checks scenarios natively.\n\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  faultlab %s %s\n        %s\n", c.name, c.args, c.does)
	}
	fmt.Fprint(w, "\nSCENARIO is a file, the name of a scenario kept in testdata/scenarios, a link, or - for standard input.\n")
}

// flags makes a flag set that reports mistakes where the command does.
func (c *context) flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet("faultlab "+name, flag.ContinueOnError)
	f.SetOutput(c.err)
	f.Usage = func() {
		for _, x := range commands {
			if x.name == name {
				fmt.Fprintf(c.err, "usage: faultlab %s %s\n", x.name, x.args)
			}
		}
		f.PrintDefaults()
	}
	return f
}

// parse reads flags wherever they stand: "run FILE -until 3" means the same as
// "run -until 3 FILE".
func parse(f *flag.FlagSet, args []string) (rest []string, ok bool) {
	for {
		if f.Parse(args) != nil {
			return nil, false
		}
		args = f.Args()
		if len(args) == 0 {
			return rest, true
		}
		n := 0
		for n < len(args) && (args[n] == "-" || !strings.HasPrefix(args[n], "-")) {
			n++
		}
		rest, args = append(rest, args[:n]...), args[n:]
		if n == 0 {
			return nil, false
		}
	}
}

// fail reports an error and returns the exit code of a wrong question.
func (c *context) fail(err error) int {
	fmt.Fprintln(c.err, err)
	return exitUsage
}
