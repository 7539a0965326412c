// What the protocols of an engine tell of themselves.

import type * as wire from "./wire.ts";

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly min: number;
  readonly max: number;
  readonly default: unknown;
  readonly doc: string;
  readonly allowed: readonly string[];
}

export interface ProtocolDescription {
  readonly protocol: string;
  readonly version: number;
  readonly title: string;
  readonly params: readonly Parameter[];
  readonly claims: readonly { readonly name: string; readonly title: string }[];
  readonly doc: string;
  /** How many processes there may be. */
  readonly min: number;
  readonly max: number;
  /** The failure models that make sense. */
  readonly models: readonly string[];
  /** The views that can draw its runs. */
  readonly views: readonly string[];
}

/** Decodes the answer to "describe". */
export function decodeDescription(body: wire.Protocols): ProtocolDescription[] {
  return body.map(([protocol, version, title, params, claims, doc, min, max, models, views]) => ({
    protocol,
    version,
    title,
    params: params.map(parameterOf),
    claims: claims.map(([claim, claimTitle]) => ({ name: claim, title: claimTitle })),
    doc,
    min,
    max,
    models,
    views,
  }));
}

const parameterOf = ([name, type, min, max, fallback, doc, allowed]: wire.ParamSpec): Parameter => ({
  name,
  type,
  min,
  max,
  default: fallback,
  doc,
  allowed,
});
