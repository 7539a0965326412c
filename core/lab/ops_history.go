package lab

import (
	"faultlab/core/history"

	"github.com/tinylib/msgp/msgp"
)

func init() {
	ops["history.check"] = checkHistory
	opNames = append(opNames, "history.check")
}

// history.check: [format, log, whole] judges a log that somebody wrote: [run,
// problems, verdicts, lines, ignored]. The run is for drawing; problems are pairs of
// a line and what is wrong in it, although the log can be read; lines are those of
// the run's events, int32, little-endian, 0 where an event has none; and so many
// events were ignored that are not about the group. A log that can't be read is
// refused with code "log" and the line as its path.
func checkHistory(l *Lab, in *reader) *refusal {
	in.array("body", 3, 3)
	format := in.word("format", LogFormats)
	log := in.text("log", history.MaxText)
	whole := in.truth("whole")
	if in.bad != nil {
		return in.bad
	}
	h, bad := ReadLog(format, log, whole)
	if bad != nil {
		return refuseLog(bad)
	}
	p := picture(h)
	l.list(5)
	l.append(&p.run)
	l.list(len(h.Problems))
	for _, bad := range h.Problems {
		l.list(2)
		l.number(bad.Line)
		l.out = msgp.AppendString(l.out, bad.Message)
	}
	verdicts := history.Check(h)
	l.list(len(verdicts))
	for i := range verdicts {
		v := p.judged(h, &verdicts[i])
		l.append(&v)
	}
	l.out = msgp.AppendBytes(l.out, wordBytes(p.lines))
	l.number(h.Ignored)
	return nil
}
