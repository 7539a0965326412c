package history

// Formats are the formats in which a log can be read: JSON lines, and lines with the
// vector clocks of ShiViz.
var Formats = [...]string{"json", "shiviz"}

// Read reads a log in the format with this place in Formats. Whole says that a log with
// vector clocks, which has no end, is not cut off.
func Read(format int, log string, whole bool) (*History, *Problem) {
	if Formats[format] == "shiviz" {
		return ReadClocks(log, whole)
	}
	return ReadLines(log)
}
