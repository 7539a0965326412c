package words

import "strconv"

// Grouped writes a number in decimal digits in groups of three: "108,384". What
// is no number stays as it is.
func Grouped(decimal string) string {
	for i := range len(decimal) {
		if decimal[i] < '0' || decimal[i] > '9' {
			return decimal
		}
	}
	b := make([]byte, 0, len(decimal)+len(decimal)/3)
	for i := range len(decimal) {
		if i > 0 && (len(decimal)-i)%3 == 0 {
			b = append(b, ',')
		}
		b = append(b, decimal[i])
	}
	return string(b)
}

// Counted writes how many there are of a thing: "1 message", "9 messages". The
// plural has an s more.
func Counted(n uint64, thing string) string {
	s := Grouped(strconv.FormatUint(n, 10)) + " " + thing
	if n != 1 {
		s += "s"
	}
	return s
}

// AsksNothing says of a claim that it is void, and why.
func AsksNothing(claim, why string) string { return claim + " asks nothing here: " + why }

// TotalsOnly says of a run that was counted why there is nothing to watch; most is
// how many things are watched where runs are written down one by one, and what is
// their name: "messages".
func TotalsOnly(events uint64, most int64, what string) string {
	if events > uint64(max(most, 0)) {
		return "Only totals are shown: nobody could watch " + Grouped(strconv.FormatUint(events, 10)) + " " + what +
			" one by one, so no trace is kept of them. A run of up to " + Grouped(strconv.FormatInt(most, 10)) + " can be stepped through."
	}
	return "Only totals are shown, and no trace is kept. A run as small as this can also be stepped through."
}
