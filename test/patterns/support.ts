import type { EmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { supportFunctions } from "../../src/std/support-functions.ts";

/** A pattern and a text. */
export interface Pair {
  readonly pattern: string;
  readonly text: string;
}

/** What the generated Rego says of patterns and wildcards. */
export async function answersOfRego(
  opa: EmbeddedOpa,
  input: { readonly pairs: readonly Pair[]; readonly wildcards: readonly Pair[] },
): Promise<{ patterns: (boolean | null)[]; wildcards: boolean[]; globs: boolean[] }> {
  const functions: { readonly [name: string]: { readonly rego: string; readonly uses: readonly string[] } } =
    supportFunctions;
  const names = ["matches_pattern", "matches_wildcard", "matches_glob"];
  const used = new Set([...names, ...names.flatMap((name) => functions[name]!.uses)]);
  const module = `package std

${[...used].map((name) => functions[name]!.rego).join("\n")}
answer := {
	"patterns": [value | some pair in input.pairs; value := matches_pattern(pair.text, pair.pattern)],
	"wildcards": [value | some pair in input.wildcards; value := matches_wildcard(pair.text, pair.pattern)],
	"globs": [value | some pair in input.wildcards; value := matches_glob(pair.text, pair.pattern)],
}
`;
  const { results } = await opa.evaluate({
    modules: { "std.rego": module },
    query: "data.std.answer",
    inputs: [input],
  });
  const [result] = results;
  if (result?.defined !== true) throw new Error("the Rego has no answer");
  return result.value as { patterns: (boolean | null)[]; wildcards: boolean[]; globs: boolean[] };
}
