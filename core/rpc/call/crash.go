package call

// What a crash leaves depends on where the records are, which a process knows only from
// what is shared; and a crash asks nobody. So there is a server for each place.

// inMemory forgets its entries.
type inMemory struct{ Server }

func (s *inMemory) Crash() { s.Busy, s.Entries = 0, [MaxRetention]Entry{} }

// beforehand keeps its entries, but for the results, which it never wrote.
type beforehand struct{ Server }

func (s *beforehand) Crash() {
	s.Busy = 0
	for i := range s.Entries {
		if s.Entries[i].State == executed {
			s.Entries[i].State, s.Entries[i].Result = begun, 0
		}
	}
}

// onDisk keeps all.
type onDisk struct{ Server }

func (s *onDisk) Crash() { s.Busy = 0 }
