import { resolve } from "node:path";
import { type Compilation, compileFolder } from "../../src/compile.ts";
import { openProgram, type PolicyProgram, reopenProgram } from "../../src/frontend/program.ts";

let last: PolicyProgram | undefined;

/**
 * As `compileDirectory`, for one folder after another of which the one before has been removed: what they all import,
 * TypeScript's own declarations foremost, is read once.
 */
export function compileNext(directory: string): Compilation {
  return compileFolder(directory, () => {
    last = last === undefined ? openProgram(directory) : reopenProgram({ ...last, directory: resolve(directory) });
    return last;
  });
}
