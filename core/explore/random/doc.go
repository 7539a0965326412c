// Package random makes small systems by chance: processes that are tables, on a
// network of any kind, with anything that can go wrong, and claims about what they put
// out. A search that saves work has to find in each of them what one finds that saves
// nothing.
//
// # The idea
//
// What a search may leave out rests on rules: deliveries to two processes commute,
// processes are alike, a message sets nothing off, equal states have equal futures. A
// rule that is a little wrong shows itself in few systems and in none that anybody
// writes by hand, since people write protocols in which everything matters. Here
// little does. Most rows of a table are missing, many lead to one and the same state,
// and what is sent is often ignored; so many ways meet in one state, and one of them
// that is missing is missed.
//
// # The systems
//
// A System is data, and nothing else: rows that say what a process does in a state
// when something happens, and what may fail. Its tables can be played by this package,
// which makes a sim.Setup of them, or be written as a program in another language. The
// same seed and shape give the same system, on every machine.
//
// Runs come to an end, or go in circles: what may happen is ranked, and a row creates
// only what ranks above its cause, or, alone, the same again.
//
// # A failing system
//
// System.Shrink leaves out what can be left out, and String says what is left in words,
// so that a person can see the fault.
//
// # Source
//
// K. Claessen, J. Hughes: QuickCheck: A Lightweight Tool for Random Testing of Haskell
// Programs. ICFP 2000. Differential testing: W. McKeeman, Differential Testing for
// Software. Digital Technical Journal 10(1), 1998.
package random
