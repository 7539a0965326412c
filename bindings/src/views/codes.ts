// The numbers that events, reasons and claims have on the wire, under the names that the theory gives them.

export const Kind = {
  start: 1,
  send: 2,
  receive: 3,
  deliver: 4,
  hold: 5,
  drop: 6,
  crash: 7,
  restart: 8,
  timeout: 9,
  task: 10,
  round: 11,
  wait: 12,
  vote: 13,
  decide: 14,
  output: 15,
  execute: 16,
  complete: 17,
  mistake: 18,
  draw: 19,
  notice: 20,
  rest: 21,
  proof: 22,
} as const;

export const Reason = {
  none: 0,
  lie: 1,
  silence: 2,
  sendOmission: 3,
  receiveOmission: 4,
  late: 5,
  loss: 6,
  cut: 7,
  receiverDown: 8,
  oldIncarnation: 9,
  tie: 10,
  missing: 11,
  majority: 12,
  undefined: 13,
  unexpected: 14,
  duplicate: 15,
  deferred: 16,
  closed: 17,
  fewSignatures: 18,
  repeatedSigner: 19,
  ownSignature: 20,
  forged: 21,
} as const;

/** What stands for "nothing" in a byte of an event. */
export const none = 255;

/** The code of the remark that a run lies outside of what is promised: the one remark that comes and goes. */
export const outside = "outside";

/** The word and the sign of a claim's status; never the colour alone. */
export const statusWords = ["open", "holds so far", "holds", "violated", "unknown", "asks nothing"] as const;
export const statusSigns = ["○", "✓", "✓", "✕", "?", "–"] as const;
export const statusNames = ["open", "so-far", "holds", "violated", "unknown", "void"] as const;
