import type { Module } from "../nodes.ts";
import { checkOrder } from "./order.ts";
import type { Pass, PassResult } from "./pass.ts";
import { checkRecursion } from "./recursion.ts";
import { checkSharing } from "./sharing.ts";
import { singleAssignment } from "./ssa.ts";

/** All passes, in their order. */
const passes: readonly Pass[] = [checkSharing, singleAssignment, checkRecursion, checkOrder];

/** A program in the form that is lowered to Rego, and all that is refused on the way. */
export function runPasses(modules: readonly Module[]): PassResult {
  let program = modules;
  const diagnostics = passes.flatMap((pass) => {
    const result = pass(program);
    program = result.modules;
    return result.diagnostics;
  });
  return { modules: program, diagnostics };
}
