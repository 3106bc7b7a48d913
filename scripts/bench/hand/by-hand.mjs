// The rules that are written by hand too.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { project } from "../../suites.mjs";

/** Rego of scripts/bench/hand. */
export const byHand = join(project, "scripts", "bench", "hand", "policy");

/** A constraint template of scripts/bench/hand with its constraint. */
export const templateByHand = join(project, "scripts", "bench", "hand", "gatekeeper");

/** Writes a policy folder with the same rules in TypeScript. */
export function writeSameRules(folder) {
  cpSync(join(project, "policies", "workloads"), join(folder, "workloads"), { recursive: true });
}
