// What a page has in the engine's place if all it holds is one recorded run: it answers the request for that run with
// the bytes that the engine answered once, and says of everything else that there is no engine. The bundler puts this
// file where the client expects engine/channel.ts (bindings/player.mjs).

import { unpack } from "../engine/packed.ts";
import { decodeResponse, FaultlabError } from "../engine/wire.ts";

/** Where the page keeps the run: base64 of gzip of the door's response. */
const place = "faultlab-run";

export async function startChannel(): Promise<Channel> {
  const packed = document.getElementById(place)?.textContent?.trim();
  if (!packed) throw new FaultlabError("recorded", "this page holds no run");
  const response = await unpack(packed).catch(() => {
    throw new FaultlabError("recorded", "the run in this page is damaged");
  });
  return new Channel(new Uint8Array(response));
}

export class Channel {
  readonly restarts = 0;
  readonly place = "main";
  readonly #response: Uint8Array;

  constructor(response: Uint8Array) {
    this.#response = response;
  }

  async request(op: string): Promise<unknown> {
    if (op === "run") return decodeResponse(this.#response);
    // Nothing can be changed here, so there is nothing to know of what a change might be.
    if (op === "describe") return [];
    throw new FaultlabError("recorded", "this page holds one run and no engine: other runs are made where it was made");
  }

  close(): void {}
}
