// The envelope of the door (core/lab/door): requests and responses are MessagePack
// arrays, [version, op, body] one way and [version, ok, body] the other.

import { decode, encode } from "@msgpack/msgpack";

export const wireVersion = 2;

/** An error that the engine, or its client, explains: what was wrong, where, and what would be right. */
export class FaultlabError extends Error {
  /** A stable word for programs: "limit", "op", "panic", "died", "deadline", ... */
  readonly code: string;
  /** The field of the scenario document that is to blame, or "". */
  readonly path: string;
  /** The values that are allowed there, if they can be listed. */
  readonly allowed: string[];

  constructor(code: string, message: string, path = "", allowed: string[] = []) {
    super(message);
    this.name = "FaultlabError";
    this.code = code;
    this.path = path;
    this.allowed = allowed;
  }
}

export function encodeRequest(op: string, body: unknown): Uint8Array {
  try {
    return encode([wireVersion, op, body]);
  } catch (error) {
    // Only a document that is no JSON value, or nested without end, gets here.
    throw new FaultlabError("request", `the request cannot be written as MessagePack: ${String(error)}`);
  }
}

/** The body of a response; a refusal is thrown as a FaultlabError. */
export function decodeResponse(bytes: Uint8Array): unknown {
  const envelope = decode(bytes);
  if (!Array.isArray(envelope) || envelope.length !== 3) {
    throw new FaultlabError("response", "the engine answered without an envelope");
  }
  const [version, ok, body] = envelope as [number, boolean, unknown];
  if (version !== wireVersion) {
    throw new FaultlabError("version", `the engine speaks version ${version}, this client ${wireVersion}`);
  }
  if (!ok) {
    const [code, path, message, allowed] = body as [string, string, string, string[]];
    throw new FaultlabError(code, message, path, allowed ?? []);
  }
  return body;
}
