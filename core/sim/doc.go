// Package sim is the simulator: a world of processes that exchange messages and
// fail. A world lists what can happen next (Enabled), one of it is applied
// (Apply), and what happened is told as events, which the claims watch while
// they are written. Nothing in it decides: who chooses is package choose.
//
// # Assumptions
//
// A process is a deterministic function of its memory and of what it is handed;
// it sees no clock, network or chance but through its Env. So a scenario and a
// list of choices is a run, on every machine. What may fail, and how, is granted
// in advance by each process's failure model and by a budget, and the network is
// what Network says. At most 64 processes, and all memory is there before the
// first step: a step allocates nothing.
//
// # Sources
//
// The failure models are those of F. Cristian: Understanding Fault-Tolerant
// Distributed Systems. CACM 34(2), 1991, and of V. Hadzilacos, S. Toueg: A
// Modular Approach to Fault-Tolerant Broadcasts and Related Problems. Cornell
// University, TR 94-1425, 1994.
package sim
