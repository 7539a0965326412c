/* The flush of core/explore/flush_test.go once more, in Promela, for Spin: the same
   steps, and so the same states. tools/bench/explore.mjs runs both side by side and
   fails if they don't count alike.

   N processes, of which S multicast one message each, and one crash. Every option
   of a member is one d_step, so that nothing is a state but what lies between two
   steps; q, k and at are used within a step only, and hidden. As in Faultlab, what
   is under way to the dead arrives and is dropped, and a member that is told of a
   crash still has the step in which it would have multicast. With COPIES each copy
   of a message is a step of its own. */

#ifndef N
#define N 4
#endif
#ifndef S
#define S 2
#endif

#define NOBODY 255
#define DONE 255
#define NOTHING 0
#define FLUSH (S + 1) /* message m is said as m + 1 */

/* A link is a queue of digits of three bits, the oldest the lowest. This is half the
   size of a channel of Promela's own, and Spin is faster by half with it. */
#define LINK(p, q) link[(p) * (N - 1) + (q) - ((q) > (p))]
short link[N * (N - 1)];

byte dead = NOBODY;
bool notice[N];     /* it is still to be told of the crash */
byte casting[N];    /* the first process that its multicast may go to next, or DONE */
byte forwarding[N]; /* 1 + the next process and message of its flush; 0: it is done */
byte has[N];        /* the messages that it has delivered */
byte excluded[N];   /* the processes that it has excluded */
byte flushed[N];    /* the processes from which it has a flush */
byte installed[N];  /* the processes that its view excludes */
byte had[N];        /* what it had delivered when it installed that view */

hidden byte q;
hidden byte k;
hidden byte at;

#define OTHER(p, q) ((q) != (p) && ((excluded[p] >> (q)) & 1) == 0)

inline send(from, to, what) {
	at = 0;
	do
	:: (LINK(from, to) >> at) != 0 -> at = at + 3
	:: else -> break
	od;
	LINK(from, to) = LINK(from, to) | ((what) << at)
}

/* q goes on to the next process, or stays, that is in p's view; N: there is none. */
inline find(p) {
	do
	:: q < N && !OTHER(p, q) -> q++
	:: else -> break
	od
}

inline cast(p) {
	q = casting[p];
	casting[p] = DONE;
	if
	:: excluded[p] == 0 ->
		has[p] = has[p] | (1 << p);
		find(p);
		do
		:: q < N ->
			send(p, q, p + 1);
			q++;
			find(p)
#ifdef COPIES
			; if
			:: q < N -> casting[p] = q
			:: else
			fi;
			break
#endif
		:: else -> break
		od
	:: else
	fi
}

/* What q may lack, from message k on, then a flush; and the same for all behind q. */
inline forward(p) {
	do
	:: q < N && k < S && ((has[p] >> k) & 1) == 0 -> k++
	:: q < N && k < S && ((has[p] >> k) & 1) == 1 ->
		send(p, q, k + 1);
		k++
#ifdef COPIES
		; forwarding[p] = 1 + q * (S + 1) + k;
		break
#endif
	:: q < N && k == S ->
		send(p, q, FLUSH);
		q++;
		find(p);
		k = 0
#ifdef COPIES
		; if
		:: q < N -> forwarding[p] = 1 + q * (S + 1)
		:: else
		fi;
		break
#endif
	:: else -> break
	od
}

/* The claim, virtual synchrony, is the assertion. */
inline maybeInstall(p) {
	if
	:: excluded[p] != installed[p] && (flushed[p] | excluded[p] | (1 << p)) == (1 << N) - 1 ->
		installed[p] = excluded[p];
		had[p] = has[p];
		for (q : 0 .. N - 1) {
			assert(installed[q] != installed[p] || had[q] == had[p])
		}
	:: else
	fi
}

inline receive(f, p) {
	k = LINK(f, p) & 7;
	LINK(f, p) = LINK(f, p) >> 3;
	if
	:: p == dead
	:: p != dead && k == FLUSH ->
		flushed[p] = flushed[p] | (1 << f);
		maybeInstall(p)
	:: p != dead && k != FLUSH ->
		has[p] = has[p] | (1 << (k - 1))
	fi
}

inline crash(p) {
	dead = p;
	casting[p] = DONE;
	has[p] = 0;
	flushed[p] = 0;
	for (q : 0 .. N - 1) {
		notice[q] = (q != p)
	}
}

inline told(p) {
	notice[p] = false;
	excluded[p] = 1 << dead;
	LINK(dead, p) = NOTHING;
	find(p);
	forward(p);
	maybeInstall(p)
}

inline clean() {
	q = 0;
	k = 0;
	at = 0
}

#define FROM(f) _pid != f && LINK(f, _pid) != NOTHING -> receive(f, _pid); clean()

active [N] proctype member() {
end:
	do
	:: d_step { _pid < S && casting[_pid] != DONE -> cast(_pid); clean() }
	:: d_step { notice[_pid] -> told(_pid); clean() }
#ifdef COPIES
	:: d_step { forwarding[_pid] != 0 ->
		q = (forwarding[_pid] - 1) / (S + 1);
		k = (forwarding[_pid] - 1) % (S + 1);
		forwarding[_pid] = 0;
		forward(_pid);
		clean()
	}
#endif
	:: d_step { dead == NOBODY -> crash(_pid); clean() }
	:: d_step { FROM(0) }
	:: d_step { FROM(1) }
	:: d_step { FROM(2) }
#if N > 3
	:: d_step { FROM(3) }
#endif
	od
}
