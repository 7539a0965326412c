// A request by name: what an operation takes becomes the body of a request, and the body of its response what it gives.

import { type Answer, answerOf } from "../operations/answers.ts";
import { bodies, type Operation, type Operations } from "../operations/requests.ts";
import type { Channel, RequestOptions } from "./channel.ts";

export async function ask<Name extends Operation>(
  channel: Channel,
  operation: Name,
  takes: Operations[Name]["takes"],
  options?: RequestOptions,
): Promise<Answer<Name>> {
  // Where types aren't checked a name may be wrong: the engine then says which there are.
  const body = Object.hasOwn(bodies, operation) ? bodies[operation](takes) : [];
  return answerOf(operation, await channel.request(operation, body, options));
}
