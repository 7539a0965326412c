// What a group can be asked for although some of its members fail.

import type * as wire from "./wire.ts";

/** Something that a group is asked for although k of its members fail. */
export interface Purpose {
  readonly name: string;
  /** As a sentence. */
  readonly asks: string;
  /** How members fail: a failure model. */
  readonly fails: string;
  readonly protocol: string;
  readonly params: Readonly<Record<string, number | string>>;
  /** How many members are enough, the client not counted. */
  readonly enough: number;
  /** Whether a client that can't fail stands outside. */
  readonly outside: boolean;
  /** Whether one member fewer breaks nothing, because nothing is asked any more. */
  readonly vacuous: boolean;
  readonly source: string;
}

/** Decodes the answer to "replication.purposes". */
export function decodePurposes(body: wire.Purposes): Purpose[] {
  return body.map(([name, asks, fails, protocol, settings, enough, outside, vacuous, source]) => ({
    name,
    asks,
    fails,
    protocol,
    params: Object.fromEntries(settings.map(([key, number, word]) => [key, word || number])),
    enough,
    outside,
    vacuous,
    source,
  }));
}
