/* The retry of core/explore/retry_test.go once more, in Promela: a client that asks
   up to TRIES times, and a server that remembers on disk what it has done, with so
   many LOSSES of messages and CRASHES of the server, each of which it survives.
   tools/bench/explore.mjs runs both side by side and fails if they don't have the
   same number of states.

   The network has no order, so what is under way are numbers: of requests, and of
   replies from each life of the server. Faultlab has an option for each of two equal
   messages, and here they share one; that makes fewer transitions, of the same
   states. A reply whose sender has crashed may be lost in that crash, without a
   loss of the network. */

#ifndef TRIES
#define TRIES 3
#endif
#ifndef LOSSES
#define LOSSES 1
#endif
#ifndef CRASHES
#define CRASHES 1
#endif

byte tries = 1;
bool replied;       /* the client has its reply */
bool timer = true;
byte requests = 1;  /* under way */
byte replies[CRASHES + 1];
byte works;         /* steps that the server has still to take */
byte responds;
bool up = true;
bool did;           /* on disk: no crash forgets it */
byte life;          /* restarts, and the number of the present life */
byte crashes;
byte losses;
byte done;          /* how often the work was done: the claim is about this */

inline reply(l) {
	replies[l]--;
	if
	:: !replied -> replied = true; timer = false
	:: else
	fi
}

active proctype client_and_server() {
end:
	do
	/* The client: its timer, and the replies of each life. */
	:: d_step { timer ->
		timer = false;
		if
		:: tries < TRIES -> tries++; requests++; timer = true
		:: else
		fi }
#define REPLIES(l) \
	:: d_step { replies[l] > 0 -> reply(l) } \
	:: d_step { replies[l] > 0 && losses < LOSSES -> replies[l]--; losses++ } \
	:: d_step { replies[l] > 0 && (l < life || !up) -> replies[l]-- }
	REPLIES(0)
#if CRASHES > 0
	REPLIES(1)
#endif
#if CRASHES > 1
	REPLIES(2)
#endif
#if CRASHES > 2
	REPLIES(3)
#endif
	/* The server. */
	:: d_step { requests > 0 ->
		requests--;
		if
		:: up && !did -> works++
		:: up && did -> responds++
		:: else
		fi }
	:: d_step { requests > 0 && losses < LOSSES -> requests--; losses++ }
	:: d_step { works > 0 ->
		works--;
		responds++;
		if
		:: !did -> did = true; done++; assert(done == 1)
		:: else
		fi }
	:: d_step { responds > 0 -> responds--; replies[life]++ }
	:: d_step { up && crashes < CRASHES -> crashes++; up = false; works = 0; responds = 0 }
	:: d_step { !up && life < CRASHES -> life++; up = true }
	od
}
