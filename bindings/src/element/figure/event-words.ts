// What the engine's kinds of events are called where they are counted: one, and several.

const nouns: Readonly<Record<string, readonly [string, string]>> = {
  send: ["message sent", "messages sent"],
  receive: ["message received", "messages received"],
  deliver: ["message delivered", "messages delivered"],
  hold: ["message held back", "messages held back"],
  drop: ["message that never came", "messages that never came"],
  crash: ["crash", "crashes"],
  restart: ["recovery", "recoveries"],
  timeout: ["timer that ran out", "timers that ran out"],
  vote: ["vote taken", "votes taken"],
  decide: ["decision", "decisions"],
  output: ["value put out", "values put out"],
  execute: ["operation carried out", "operations carried out"],
  complete: ["request answered", "requests answered"],
  mistake: ["wrong step", "wrong steps"],
  draw: ["random draw", "random draws"],
  notice: ["crash noticed", "crashes noticed"],
  proof: ["traitor found out", "traitors found out"],
  multicast: ["message to the group", "messages to the group"],
  install: ["view installed", "views installed"],
  suspect: ["suspicion", "suspicions"],
  stable: ["message known to be with all", "messages known to be with all"],
  join: ["process that joined", "processes that joined"],
  leave: ["process that left", "processes that left"],
  elect: ["coordinator followed", "coordinators followed"],
  write: ["record written", "records written"],
  kill: ["computation ended", "computations ended"],
  fault: ["fault", "faults"],
  error: ["error", "errors"],
  failure: ["failure", "failures"],
  repair: ["repair", "repairs"],
  report: ["report of no reply", "reports of no reply"],
  lock: ["lock taken", "locks taken"],
  unlock: ["lock released", "locks released"],
  copy: ["copy made by the network", "copies made by the network"],
};

/** Kinds that count what every run does, and say nothing of what came of it. */
const dull = new Set(["none", "start", "wait", "rest", "round", "task"]);

/** What is told of a kind that was seen so often; null where nothing is. One that is new here keeps its own name. */
export function eventNoun(kind: string, count: number): string | null {
  if (dull.has(kind)) return null;
  return nouns[kind]?.[count === 1 ? 0 : 1] ?? kind;
}
