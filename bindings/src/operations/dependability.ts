// What redundancy is worth: the sets of faulty parts that a circuit masks, curves of reliability, and services measured
// beside what is calculated.

import type * as wire from "./wire.ts";

/** How many sets of faulty parts the TMR circuit masks. */
export interface FaultSets {
  /** By the number of faulty parts. */
  readonly bySize: readonly number[];
  readonly masked: number;
}

/** Decodes the answer to "tmr.sets". */
export const decodeFaultSets = ([bySize, masked]: wire.FaultSets): FaultSets => ({ bySize, masked });

/** What a run, or many, show of a service or a part, in ticks and events. */
export interface Lane {
  readonly name: string;
  readonly up: number;
  readonly down: number;
  readonly failures: number;
  readonly repairs: number;
  readonly planned: number;
  /** In parts per billion. */
  readonly available: number;
  /** -1 where there was no time down. */
  readonly nines: number;
  /** From, to, from, to, ... */
  readonly downs: readonly number[];
}

const laneOf = ([name, up, down, failures, repairs, planned, available, nines, downs]: wire.Lane): Lane => ({
  name,
  up,
  down,
  failures,
  repairs,
  planned,
  available,
  nines,
  downs,
});

/** A run of a service, measured, beside what is calculated. */
export interface Service {
  readonly horizon: number;
  readonly needs: number;
  readonly mttf: number;
  readonly mttr: number;
  /** In parts per billion. */
  readonly calculated: number;
  readonly nines: number;
  /** The service, then its parts. */
  readonly lanes: readonly Lane[];
}

/** Decodes the answer to "dependability.run". */
export function decodeService([horizon, needs, mttf, mttr, calculated, nines, lanes]: wire.Service): Service {
  return { horizon, needs, mttf, mttr, calculated, nines, lanes: lanes.map(laneOf) };
}

/** What many runs of a service show together. */
export interface Survey {
  readonly runs: number;
  /** In parts per billion. */
  readonly calculated: number;
  readonly nines: number;
  readonly service: Lane;
  /** Sums over all parts. */
  readonly part: Lane;
  /** How many runs have no failure in the first 0, 1, ... 10 tenths of the time. */
  readonly survived: readonly number[];
  /** The same of one part, calculated, in parts per billion; or empty. */
  readonly expected: readonly number[];
}

/** Decodes the answer to "dependability.survey". */
export function decodeSurvey([runs, calculated, nines, service, part, survived, expected]: wire.Survey): Survey {
  return { runs, calculated, nines, service: laneOf(service), part: laneOf(part), survived, expected };
}
