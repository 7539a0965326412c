package replication

// Purpose is something that a group is asked for although k of its members fail.
type Purpose struct {
	Name  string
	Asks  string // what is asked, as a sentence
	Fails string // how members fail: the name of a failure model in documents
	// Protocol is the one by which a group of Enough(k) members does it: its name in
	// documents, and the parameters that follow from k.
	Protocol string
	Params   func(k int) []Setting
	// Enough is the smallest number of members that will do, the client not counted.
	Enough func(k int) int
	// Vacuous says that with one member fewer nothing is broken, because nothing is
	// asked any more.
	Vacuous bool
	Source  string
}

// Setting is a parameter of a document: a word, or a number if Word is empty.
type Setting struct {
	Name   string
	Number int
	Word   string
}

// Purposes are those of the lecture, from the cheapest to the dearest, and then what
// signatures make of the last.
var Purposes = [...]Purpose{
	{
		Name: "silent", Asks: "Any answer will do, and k members fail silently.", Fails: "crash", Protocol: "replication/replicas",
		Params: func(k int) []Setting { return []Setting{{"k", k, ""}, {"rule", 0, "any"}} },
		Enough: func(k int) int { return k + 1 },
		Source: "Schneider 1990, section 2",
	},
	{
		Name: "wrong", Asks: "k members may answer wrongly, and a client outside takes a vote.", Fails: "value", Protocol: "replication/replicas",
		Params: func(k int) []Setting { return []Setting{{"k", k, ""}, {"rule", 0, "vote"}} },
		Enough: func(k int) int { return 2*k + 1 },
		Source: "Schneider 1990, section 2",
	},
	{
		Name: "agree", Asks: "The members must agree among themselves, and k of them are traitors.", Fails: "arbitrary", Protocol: "byzantine/oral",
		Params: func(k int) []Setting { return []Setting{{"m", k, ""}} },
		Enough: func(k int) int { return 3*k + 1 },
		Source: "Lamport, Shostak, Pease 1982, Theorem 1",
	},
	{
		Name: "agree-signed", Asks: "The same, with signatures that nobody can forge.", Fails: "arbitrary", Protocol: "byzantine/signed",
		Params: func(k int) []Setting { return []Setting{{"m", k, ""}} },
		Enough: func(k int) int { return k + 2 }, Vacuous: true,
		Source: "Lamport, Shostak, Pease 1982, Theorem 2",
	},
}

// Outside says whether a client that can't fail stands outside of the group and takes
// its answer. Where there is none, the members themselves must come to agree.
func (p *Purpose) Outside() bool { return p.Protocol == Replicas.Name }
