import type { Rule } from "../rego/ast.ts";
import { supportFunctions } from "../std/support-functions.ts";

/** The functions that print a path, for a main module that has them itself. */
export function pathText(): Rule[] {
  const names = ["path_text", "segment_text"] as const;
  return names.map((name) => ({ kind: "verbatim", name, text: supportFunctions[name].rego }));
}
