import { nativePolicies } from "../src/evaluator/native.ts";
import type { Policies } from "../src/evaluator/policies.ts";
import { serialised } from "../src/ir/serialise.ts";
import type { LoadedSource } from "../src/policy-folder.ts";

/** The rules of a compiled folder as their functions, with the program for what isn't known. */
export function nativeOf({
  result,
  rules,
  decisions = [],
}: Pick<LoadedSource, "result" | "rules"> & Partial<Pick<LoadedSource, "decisions">>): Policies {
  return nativePolicies(result.manifest, rules, decisions, () => serialised(result.modules));
}
