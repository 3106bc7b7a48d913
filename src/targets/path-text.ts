import type { Rule } from "../rego/ast.ts";
import { supportFunctions } from "../std/support.ts";

/** The functions that print a path, for a main module that has them itself. */
export function pathText(): Rule[] {
  return ["path_text", "segment_text"].map((name) => ({ kind: "verbatim", name, text: supportFunctions[name]!.rego }));
}
