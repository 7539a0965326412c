// What can become of a call under each policy: executed never, once or more often, and replied to or not.

import type { CallOutcome, CallOutcomes, Policy } from "../operations/remote.ts";
import type { Mark, Matrix, MatrixRow, RunDocument } from "./matrix.ts";
import { grouped } from "./words.ts";

/** The operations that can be called, as documents name them. */
export const operations = ["print", "withdraw", "set the balance"] as const;
export type Operation = (typeof operations)[number];

/** A policy with what was found of it; a string says why there is no such thing. */
export interface Tried {
  readonly policy: Policy;
  readonly found: CallOutcomes | string;
}

/**
 * A call of so patient a client that nothing but a loss or a crash keeps it from its reply: a reply takes four ticks at
 * most, and it asks again four times.
 */
export function callDocument(policy: Policy, operation: Operation, title = policy.title): RunDocument {
  return {
    faultlab: 1,
    protocol: "rpc/call",
    version: 1,
    title,
    processes: ["client", "server"],
    params: { retries: 4, timeout: 4, ...policy.params, operation },
    network: { process: "asynchronous", delay: "bounded", latency: [1, 2], order: "unordered", send: "unicast" },
    faults: [{ process: "server", model: "crash" }],
    claims: ["at-most-once", "exactly-once", "truthful", "completes"],
  };
}

const counts = ["0", "1", "2+"];
const often = ["never", "once", "twice or more"];

export function policyMatrix(tried: readonly Tried[], operation: Operation): Matrix {
  return {
    label: `What can become of a call: ${operation}`,
    corner: "Executed",
    phrases: true,
    columns: [...counts, ...counts, "exactly once"].map((name) => ({ name })),
    spans: [
      ["without a reply", 3],
      ["with a reply", 3],
      ["in the end", 1],
    ],
    groups: [{ title: "", rows: tried.map(({ policy, found }) => rowOf(policy, found, operation)) }],
  };
}

function rowOf(policy: Policy, found: CallOutcomes | string, operation: Operation): MatrixRow {
  if (typeof found === "string") return { name: policy.title, more: found, cells: Array(7).fill([]) };
  return {
    name: policy.title,
    cells: [...found.outcomes.map((outcome) => [markOf(policy, outcome, found, operation)]), [verdict(found)]],
  };
}

function markOf(policy: Policy, outcome: CallOutcome, { all }: CallOutcomes, operation: Operation): Mark {
  const { times, replied, steady, choices } = outcome;
  const what = `executed ${often[times]}, ${replied ? "with a reply" : "without a reply"}`;
  // Once and told is what everybody wants; a reply to nothing, and a second execution of what counts, nobody.
  const harmless = operation === "set the balance";
  const good = times === 1 && replied ? true : (times === 0 && replied) || (times === 2 && !harmless) ? false : null;
  if (!choices) {
    const word = all ? "no" : "not seen";
    const says = `${policy.title}: ${what}: ${all ? "no, impossible" : "not seen in the states that were tried"}`;
    return { sign: "never", word, good: null, says, run: null };
  }
  const title = `${policy.title}: ${what}`;
  return {
    sign: steady ? "can" : "cut-off",
    word: steady ? "yes" : "if cut off",
    good: steady ? good : null,
    says: `${title}: ${steady ? "yes, possible" : "possible only if cut off: if the server stays down, or misses more than one message meanwhile"}`,
    run: { document: callDocument(policy, operation, title), choices },
  };
}

function verdict({ executedOnce, repliedOnce }: CallOutcomes): Mark {
  const good = executedOnce && repliedOnce;
  const word = good ? "yes" : executedOnce ? "untold" : "no";
  return { sign: good ? "good" : "bad", word, good, says: "", run: null };
}

/** The table in a sentence. */
export function policyWords(tried: readonly Tried[]): string {
  const found = tried.map((one) => one.found).filter((one) => typeof one !== "string");
  const states = found.reduce((sum, one) => sum + one.states, 0);
  const exact = found.filter(({ executedOnce, repliedOnce }) => executedOnce && repliedOnce).length;
  const policies = exact === 0 ? "No policy makes" : exact === 1 ? "One policy makes" : `${exact} policies make`;
  return `Every run was tried, in ${grouped(String(states))} states. ${policies} sure that a call is executed exactly once and replied to.`;
}
