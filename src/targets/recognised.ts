import type { RuleDescriptor } from "../manifest/manifest.ts";
import { infix, type Rule, ref, scalar, set, variable } from "../rego/ast.ts";
import { ruleName } from "./names.ts";

/**
 * A rule for the indexes of the documents of a run in which some input kind of the rules found something: of candidates
 * whose paths begin with the document's. It refers to the packages `candidates` and `inputs`.
 */
export function recognisedDocuments(name: string, rules: readonly RuleDescriptor[]): Rule {
  const kinds = [...new Set(rules.flatMap(({ kinds: own, inventory = [] }) => [...own, ...inventory]))].sort();
  const kind = variable("kind");
  return {
    kind: "contains",
    name,
    value: ref(variable("candidate"), "path", scalar(0)),
    body: [
      { kind: "some", value: "kind", source: variable("candidates.kinds") },
      { kind: "term", term: infix("in", kind, set(...kinds.map((id) => scalar(ruleName(id))))) },
      { kind: "some", value: "candidate", source: ref(variable("inputs"), kind, "found") },
    ],
  };
}
