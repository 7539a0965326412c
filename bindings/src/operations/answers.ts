// What each operation gives, decoded: the other half of requests.ts.

import { decodeCircumstances, decodeSchedules } from "./circumstances.ts";
import { decodeFaultSets, decodeService, decodeSurvey } from "./dependability.ts";
import { decodeCounts, decodeProof, decodeRest } from "./every.ts";
import { decodeExplored, decodeGrid, decodeReductions, decodeSearch } from "./explored.ts";
import { decodeFailures } from "./failures.ts";
import { decodeFeedback, decodeRequests } from "./feedback.ts";
import { decodeJudgedLog } from "./history.ts";
import { decodeLegal, decodeOrderVerdicts } from "./orders.ts";
import { decodeDescription } from "./protocols.ts";
import { decodePurposes } from "./purposes.ts";
import { decodeCallOutcomes, decodeOrphans, decodePolicies, decodePrintServer } from "./remote.ts";
import type { Operation, Operations } from "./requests.ts";
import { decodeLikeness, decodeRefutations, decodeSplits } from "./rules.ts";
import { decodeOptions, decodeRun } from "./run.ts";
import { decodeTotals } from "./totals.ts";
import type * as wire from "./wire.ts";

const decoders = {
  run: decodeRun,
  options: decodeOptions,
  random: decodeRun,
  shrink: decodeRun,
  describe: decodeDescription,
  totals: decodeTotals,
  "explore.open": decodeSearch,
  "explore.run": decodeExplored,
  "explore.close": () => undefined,
  "explore.grid": decodeGrid,
  "explore.reductions": decodeReductions,
  "oral.counts": decodeCounts,
  "oral.every": decodeProof,
  "oral.rest": decodeRest,
  "three.rules": decodeRefutations,
  "three.alike": decodeLikeness,
  "vector.splits": decodeSplits,
  "tmr.sets": decodeFaultSets,
  "tmr.curve": (rows: wire.Curve) => rows,
  "dependability.run": decodeService,
  "dependability.survey": decodeSurvey,
  "failures.alike": decodeFailures,
  "replication.purposes": decodePurposes,
  "agreement.circumstances": decodeCircumstances,
  "agreement.plans": decodeSchedules,
  "rpc.printer": decodePrintServer,
  "rpc.policies": decodePolicies,
  "rpc.outcomes": decodeCallOutcomes,
  "orphan.table": decodeOrphans,
  "order.legal": decodeLegal,
  "order.judge": decodeOrderVerdicts,
  "reliable.feedback": decodeFeedback,
  "reliable.requests": decodeRequests,
  "history.check": decodeJudgedLog,
} satisfies { readonly [Name in Operation]: (body: Operations[Name]["gives"]) => unknown };

/** What an operation gives. */
export type Answer<Name extends Operation> = ReturnType<(typeof decoders)[Name]>;

/** Decodes the answer to an operation. The engine and this client have one version of the wire, so its shape is known. */
export function answerOf<Name extends Operation>(operation: Name, body: unknown): Answer<Name> {
  const decode = decoders[operation] as (body: unknown) => Answer<Name>;
  return decode(body);
}
