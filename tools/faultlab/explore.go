package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/lab"
	"faultlab/core/scenario/text"
	"faultlab/core/sim"
	"faultlab/tools/parallel"
)

// exploreCommand tries everything: at once, or as jobs of a work list that any
// batch system can spread over processes and machines.
func exploreCommand(c *context, args []string) int {
	f := c.flags("explore")
	states := f.Int("states", 0, "stop after so many states; 0: "+fmt.Sprint(explore.DefaultStates))
	memory := f.Int64("memory", 0, "stop at so many megabytes of states; 0: "+fmt.Sprint(explore.DefaultMemory>>20))
	workers := f.Int("workers", 0, "use so many processors; 0: all. The result is the same")
	symmetry := f.Bool("symmetry", false, "take states alike up to interchangeable processes for one")
	order := f.Bool("order", false, "leave out orders of deliveries that make no difference")
	within := f.Int("within", 0, "ask of every state whether all is decided within so many steps, if nothing goes wrong any more")
	most := f.Int("any", 0, "try every set of at most so many faulty processes, instead of those of the scenario")
	model := f.String("model", "arbitrary", "how the processes of -any fail")
	all := f.Bool("all", false, "go on when every claim is refuted: to count states")
	lines := f.Bool("json", false, "write the result as a JSON line, as FORMAT.md describes it")
	split := f.Int("split", 0, "write a work list of at least so many jobs instead of searching")
	work := f.String("work", "", "the file of a work list, for -job and -merge")
	job := f.Int("job", -1, "do this job of the work list, and write its result as a JSON line")
	merge := f.Bool("merge", false, "make one result of a work list and the results of its jobs, in the files behind SCENARIO")
	args, ok := parse(f, args)
	if !ok {
		return exitUsage
	}
	var results []string
	if *merge && len(args) > 1 {
		args, results = args[:1], args[1:]
	}
	s, ok := one(c, "explore", args)
	if !ok {
		return exitUsage
	}
	o := parallel.All(explore.Options{States: *states, Memory: *memory << 20, Symmetry: *symmetry, Order: *order,
		Within: int32(*within), All: *all}, *workers)
	if *split > 0 {
		return splitWork(c, s, *split)
	}
	a := lab.Anyone{Most: *most}
	if *most > 0 {
		var allowed []string
		for _, m := range sim.Models {
			if s.doc.Config.Spec.Models&m.Model != 0 {
				allowed = append(allowed, m.Name)
				if m.Name == *model {
					a.Model = m.Model
				}
			}
		}
		if a.Model == 0 {
			return c.fail(fmt.Errorf("%s can't fail by %q; by %s", s.doc.Config.Spec.Name, *model, strings.Join(allowed, ", ")))
		}
	}
	var list *workList
	if *job >= 0 || *merge {
		var err error
		if list, err = readWork(*work); err != nil {
			return c.fail(err)
		}
		if *job >= len(list.jobs) {
			return c.fail(fmt.Errorf("the work list has the jobs 0 to %d, and not %d", len(list.jobs)-1, *job))
		}
	}
	if *merge {
		r, err := list.merge(results)
		if err != nil {
			return c.fail(err)
		}
		q := &lab.Quest{Doc: s.doc, Options: o, Result: *r, Faulty: make([]sim.Set, len(r.Findings))}
		return exploreReport(c, s, q, *lines)
	}
	if *job >= 0 {
		o.From = &list.jobs[*job]
	}
	q, problem := lab.NewQuest(s.doc, o, a)
	if problem != nil {
		return c.fail(fmt.Errorf("%s", problem.Message))
	}
	for !q.Run(1 << 30) {
	}
	if *job >= 0 {
		line := resultOf(s, q)
		line.Type, line.Job = "result", *job
		return writeJSON(c, line)
	}
	return exploreReport(c, s, q, *lines)
}

// resultLine is what a search found, as a JSON line. See FORMAT.md.
type resultLine struct {
	Type        string            `json:"type"`
	Job         int               `json:"job,omitempty"`
	Stopped     string            `json:"stopped"`
	States      int               `json:"states"`
	Transitions uint64            `json:"transitions"`
	Ends        uint64            `json:"ends"`
	Steps       int32             `json:"steps"`
	Faults      int               `json:"faults"`
	Waiting     int               `json:"waiting"`
	Bytes       int64             `json:"bytes"`
	Events      map[string]uint64 `json:"events"`
	Claims      []findingLine     `json:"claims"`
	Unfair      uint64            `json:"unfair,omitempty"`
	Covered     []string          `json:"covered,omitempty"`
}

type findingLine struct {
	Claim   string            `json:"claim"`
	Outcome string            `json:"outcome"`
	Faults  int               `json:"faults,omitempty"`
	Steps   int32             `json:"steps,omitempty"`
	AtEnd   bool              `json:"atEnd,omitempty"`
	Ends    map[string]uint64 `json:"ends"`
	Faulty  []string          `json:"faulty,omitempty"`
	Choices [][9]int64        `json:"choices,omitempty"`
	Says    []string          `json:"says,omitempty"`
}

// jobLine is one job of a work list.
type jobLine struct {
	Type    string     `json:"type"`
	Job     int        `json:"job"`
	Steps   int32      `json:"steps"`
	Choices [][9]int64 `json:"choices"`
}

func resultOf(s *source, q *lab.Quest) *resultLine {
	r := &q.Result
	line := &resultLine{Type: "explored", Stopped: explore.Stops[r.Stopped], States: r.States, Transitions: r.Transitions, Ends: r.Ends,
		Steps: r.Steps, Faults: r.Faults, Waiting: r.Waiting, Bytes: r.Bytes, Events: map[string]uint64{}, Unfair: r.Fair.Failed, Covered: q.Covered()}
	for kind, n := range r.Events {
		if n > 0 {
			line.Events[sim.EventKinds[kind]] = n
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		l := findingLine{Claim: s.doc.Config.Spec.Claims[s.doc.Config.Claims[i]].Name, Outcome: explore.Outcomes[f.Outcome],
			Faults: f.Faults, Steps: f.Steps, AtEnd: f.AtEnd, Ends: map[string]uint64{}}
		for status, n := range f.Ends {
			if n > 0 {
				l.Ends[sim.Statuses[status]] = n
			}
		}
		l.Faulty = q.Names(i)
		l.Choices = numbers(f.Choices)
		if f.Outcome == explore.Refuted {
			x := q.Witness(i)
			for _, e := range x.Entries {
				l.Says = append(l.Says, fmt.Sprintf("%d: %s", e.Choice.Step, e.Text))
			}
		}
		line.Claims = append(line.Claims, l)
	}
	return line
}

func numbers(choices []sim.Choice) [][9]int64 {
	list := [][9]int64{}
	for _, c := range choices {
		list = append(list, choose.Numbers(c))
	}
	return list
}

func choices(numbers [][9]int64) (list []sim.Choice, err error) {
	for _, n := range numbers {
		c, err := choose.FromNumbers(n)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func writeJSON(c *context, v any) int {
	b, err := json.Marshal(v)
	if err != nil {
		return c.fail(err)
	}
	fmt.Fprintf(c.out, "%s\n", b)
	return exitOK
}

// exploreReport says what was found, and exits as run does: 1 if a claim falls.
func exploreReport(c *context, s *source, q *lab.Quest, lines bool) int {
	code := exitOK
	for i := range q.Result.Findings {
		if q.Result.Findings[i].Outcome == explore.Refuted {
			code = exitFails
		}
	}
	if lines {
		return max(code, writeJSON(c, resultOf(s, q)))
	}
	w := bufio.NewWriter(c.out)
	defer w.Flush()
	fmt.Fprintf(w, "%s\n\n", s.doc.Title)
	for i := range q.Result.Findings {
		f := &q.Result.Findings[i]
		claim := &s.doc.Config.Spec.Claims[s.doc.Config.Claims[i]]
		fmt.Fprintf(w, "%s is %s: %s\n", claim.Name, strings.ToUpper(explore.Outcomes[f.Outcome]), claim.Title)
		if f.Outcome != explore.Refuted {
			continue
		}
		x := q.Witness(i)
		if names := q.Names(i); names != nil {
			fmt.Fprintf(w, "    faulty: %s\n", strings.Join(names, ", "))
		}
		for _, e := range x.Entries {
			fmt.Fprintf(w, "    step %s: %s\n", numbered(e.Choice.Step), e.Text)
		}
		if q.Names(i) == nil {
			l := text.Link{ID: "faultlab", Name: s.name, Step: int(f.Steps), Choices: f.Choices}
			if s.name == "" {
				l.Document = &s.value
			}
			fmt.Fprintf(w, "    %s\n", l)
		}
	}
	fmt.Fprintln(w)
	for _, says := range q.Covered() {
		fmt.Fprintln(w, says)
	}
	var happened []string
	for kind, n := range q.Result.Events {
		if n > 0 {
			happened = append(happened, fmt.Sprintf("%s %d", sim.EventKinds[kind], n))
		}
	}
	fmt.Fprintf(w, "What happened, over all steps: %s.\n", strings.Join(happened, ", "))
	if q.Result.Fair.Asked {
		fmt.Fprintf(w, "From %d states, if nothing goes wrong any more, not all is decided within %d steps.\n", q.Result.Fair.Failed, q.Options.Within)
	}
	return code
}

// splitWork writes a work list: what lies in front of all jobs, and the jobs.
func splitWork(c *context, s *source, parts int) int {
	front := explore.Split(lab.Open(s.doc).World, parts)
	q := &lab.Quest{Doc: s.doc, Result: front.Result, Faulty: make([]sim.Set, len(front.Result.Findings))}
	line := resultOf(s, q)
	line.Type, line.Covered = "front", nil
	if code := writeJSON(c, line); code != exitOK {
		return code
	}
	for i, p := range front.Jobs {
		if code := writeJSON(c, jobLine{"job", i, p.Steps, numbers(p.Choices)}); code != exitOK {
			return code
		}
	}
	return exitOK
}

// workList is a work list that was read back.
type workList struct {
	front explore.Result
	jobs  []explore.Prefix
}

func readWork(name string) (*workList, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("-work must name a work list, as explore -split writes it: %w", err)
	}
	w := &workList{}
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if i == 0 {
			r, err := readResult([]byte(line), "front")
			if err != nil {
				return nil, fmt.Errorf("%s:1: %w", name, err)
			}
			w.front = *r
			continue
		}
		var j jobLine
		if err := json.Unmarshal([]byte(line), &j); err != nil || j.Type != "job" || j.Job != len(w.jobs) {
			return nil, fmt.Errorf("%s:%d: is not job %d of a work list", name, i+1, len(w.jobs))
		}
		list, err := choices(j.Choices)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		w.jobs = append(w.jobs, explore.Prefix{Choices: list, Steps: j.Steps})
	}
	return w, nil
}

// readResult reads back what resultOf wrote.
func readResult(b []byte, kind string) (*explore.Result, error) {
	var l resultLine
	if err := json.Unmarshal(b, &l); err != nil || l.Type != kind {
		return nil, fmt.Errorf("is no line of type %q", kind)
	}
	index := func(names []string, name string) int {
		for i, n := range names {
			if n == name {
				return i
			}
		}
		return 0
	}
	r := &explore.Result{Stopped: explore.Stop(index(explore.Stops[:], l.Stopped)), States: l.States, Transitions: l.Transitions, Ends: l.Ends,
		Steps: l.Steps, Faults: l.Faults, Waiting: l.Waiting, Bytes: l.Bytes}
	for name, n := range l.Events {
		r.Events[index(sim.EventKinds[:], name)] += n
	}
	for _, c := range l.Claims {
		f := explore.Finding{Outcome: explore.Outcome(index(explore.Outcomes[:], c.Outcome)), Faults: c.Faults, Steps: c.Steps, AtEnd: c.AtEnd}
		for name, n := range c.Ends {
			f.Ends[index(sim.Statuses[:], name)] += n
		}
		list, err := choices(c.Choices)
		if err != nil {
			return nil, err
		}
		f.Choices = list
		r.Findings = append(r.Findings, f)
	}
	return r, nil
}

// merge makes one result of the results in files, which must be of all jobs.
func (w *workList) merge(files []string) (*explore.Result, error) {
	results := make([]*explore.Result, len(w.jobs))
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			r, err := readResult([]byte(line), "result")
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
			}
			var l resultLine
			if err := json.Unmarshal([]byte(line), &l); err != nil || l.Job < 0 || l.Job >= len(results) || len(r.Findings) != len(w.front.Findings) {
				return nil, fmt.Errorf("%s:%d: is not the result of a job of this work list", name, i+1)
			}
			results[l.Job] = r
		}
	}
	for i, r := range results {
		if r == nil {
			return nil, fmt.Errorf("the result of job %d is missing: a verdict needs all %d", i, len(results))
		}
	}
	front := explore.Front{Result: w.front, Jobs: w.jobs}
	return front.Merge(results), nil
}
