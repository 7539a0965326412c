// What <fault-lab-matrix> asks the engine. The site's generator asks the same, for the still that stands in.

import type { Engine } from "../../../engine/index.ts";
import type { OrphanTrouble, Policy, Reading } from "../../../operations/remote.ts";
import type { Matrix } from "../../../views/matrix.ts";
import { orphanMatrix, orphanWords } from "../../../views/orphans.ts";
import { callDocument, type Operation, policyMatrix, policyWords, type Tried } from "../../../views/policies.ts";
import { printerMatrix, printerWords } from "../../../views/printer.ts";

export const kinds = ["print-server", "policies", "orphans"] as const;

export interface Setting {
  readonly of: (typeof kinds)[number];
  readonly ack: Reading;
  readonly crashes: number;
  readonly operation: Operation;
  readonly trouble: OrphanTrouble;
  /** The reader's own strategy; null: there is no reader. */
  readonly own: number | null;
}

export interface Table {
  readonly matrix: Matrix;
  readonly says: readonly string[];
}

type Asked = Pick<Engine, "printServer" | "policies" | "callOutcomes" | "orphans">;

export async function ask(engine: Asked, setting: Setting): Promise<Table> {
  if (setting.of === "print-server") {
    const found = await engine.printServer(setting.ack, setting.crashes);
    return { matrix: printerMatrix(found, setting), says: printerWords(found) };
  }
  if (setting.of === "orphans") {
    const rows = await engine.orphans();
    return { matrix: orphanMatrix(rows, setting.trouble), says: [orphanWords(rows, setting.trouble)] };
  }
  const tried: Tried[] = [];
  for (const policy of await engine.policies())
    tried.push({ policy, found: await outcomesOf(engine, policy, setting.operation) });
  return { matrix: policyMatrix(tried, setting.operation), says: [policyWords(tried)] };
}

// A policy that there cannot be for an operation is said to be so, in its row.
async function outcomesOf(engine: Asked, policy: Policy, operation: Operation): Promise<Tried["found"]> {
  try {
    return await engine.callOutcomes(callDocument(policy, operation));
  } catch (error) {
    const { path, message } = error as { path?: string; message: string };
    if (path === "params.record") return message;
    throw error;
  }
}
