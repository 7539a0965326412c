// The engine's worker: starts one instance from the module it is given, then
// answers one request at a time. It fetches nothing, so it works from a blob
// and from file:// as well. Built as a classic script, because Chromium
// refuses a module worker from a blob on file://.

import type { FromWorker, ToWorker } from "./host.ts";
import { Dead, Instance } from "./instance.ts";
import { FaultlabError } from "./wire.ts";

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
let instance: Instance | undefined;

scope.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") {
      instance = await Instance.start(data.module, data.options);
      scope.postMessage({ kind: "ready", announcement: instance.announcement });
      return;
    }
    if (instance === undefined) throw new Dead("it was asked before it was started");
    const response = instance.handle(data.request);
    scope.postMessage({ kind: "answer", response }, [response.buffer]);
  } catch (error) {
    if (error instanceof FaultlabError) {
      scope.postMessage({ kind: "refused", code: error.code, message: error.message });
    } else {
      scope.postMessage({ kind: "dead", why: error instanceof Dead ? error.message : String(error) });
    }
  }
};
