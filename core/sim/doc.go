// Package sim is the world in which every protocol runs: processes, what is in
// flight between them, time, failures and events.
//
// # A run is its choices
//
// Everything that could go differently is a choice between numbered options of the
// present state: which message comes next, whether it comes, who crashes when,
// which timer fires, what a traitor tells whom. World.Enabled lists the options in
// one canonical order, World.Apply takes one. Nothing else is left to chance: there
// is no clock, no input or output, no goroutine, no global state and no map that is
// walked. Option 0 is the boring one (what is due first, delivered as it is, and
// nobody crashes), so the empty list of choices is the run without faults.
//
// # The parts of a world
//
// A Process is a flat struct; its handlers call Env to send, to set timers, to
// draw, and to note what happened. All that is in flight is one kind of record in
// one list (flight.go). Which options a state has is in options.go, what they do in
// apply.go. Events go to a Trace, to Claims, or to nobody. The state is flat memory:
// a snapshot is a copy, a fingerprint hashes what can influence the future
// (snapshot.go).
//
// # Words
//
// A process receives a message when the communication layer has it, and delivers it
// when the application sees it. A faulty process has a failure Model; a correct one
// has none. An omission is a message that is not sent or not received, a lie a
// message with another value than the protocol says. An incarnation is the life of a
// process between two crashes. A run is quiescent when nothing but faults could
// still happen. A round is a step of all processes of a lock-step system.
//
// # Assumptions
//
// A process is a deterministic function of its memory and of what it is handed;
// it sees no clock, network or chance but through its Env. So a scenario and a
// list of choices is a run, on every machine. What may fail, and how, is granted
// in advance by each process's failure model and by a budget, and the network is
// what Network says. At most 64 processes, and all memory is there before the
// first step: a step allocates nothing, except where a trace has to grow. A message has a
// Val and an Arg, and as many words besides as Setup.Payload says (payload.go).
//
// # Sources
//
// The failure models are those of F. Cristian: Understanding Fault-Tolerant
// Distributed Systems. CACM 34(2), 1991, and of V. Hadzilacos, S. Toueg: A
// Modular Approach to Fault-Tolerant Broadcasts and Related Problems. Cornell
// University, TR 94-1425, 1994.
package sim
