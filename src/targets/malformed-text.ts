import type { ExpectedMalformed } from "../authoring/rule.ts";
import { pathText } from "../paths.ts";

/** The input kind of which an example's expectation speaks: the one that it names, or the policy's first. */
export function expectedKind({ kind }: ExpectedMalformed, kinds: readonly string[]): string {
  return kind ?? kinds[0]!;
}

/** What the main modules say of a malformed field. */
export function malformedText(kinds: readonly string[], problem: ExpectedMalformed): string {
  const { path, expected, found } = problem;
  return `malformed ${expectedKind(problem, kinds)} at ${pathText(path)}: expected ${expected}, found ${found}`;
}
