import type { ts } from "ts-morph";
import { nameFromHere } from "../file-names.ts";
import type { DecisionDescriptor, KindDescriptor, RuleDescriptor } from "../manifest/manifest.ts";
import type { CompilationContext } from "./context.ts";

/** What has an id. */
export type Described = RuleDescriptor | DecisionDescriptor | KindDescriptor;

/** Words of Rego that no package can be called. */
const words = new Set(
  "as contains data default else every false if import in input not null package some true with".split(" "),
);

/** What else stands in the package that has a name for the parameters of each rule (src/rego/modules/parameters.ts). */
const parameterNames = new Set(["engine", "faults", "known", "problems", "std"]);

/** The longest name of a kind that Kubernetes takes. */
const longest = 63;

/** Refuses ids that can't become names in Rego or in a cluster, where two are one. */
export function checkIds(
  policies: readonly (RuleDescriptor | DecisionDescriptor)[],
  kinds: readonly KindDescriptor[],
  places: ReadonlyMap<Described, ts.Node>,
  context: CompilationContext,
): void {
  for (const described of [...policies, ...kinds]) {
    const place = places.get(described)!;
    if (words.has(described.id)) context.report("RS3016", place, `\`${described.id}\` is a word of Rego`);
    else if (parameterNames.has(described.id))
      context.report("RS3016", place, `\`${described.id}\` is a name that the Rego of every policy has`);
    if (described.id.length > longest)
      context.report("RS3007", place, `\`${described.id}\` has more than ${longest} characters`, "choose a shorter id");
  }
  const byKind = new Map<string, RuleDescriptor | DecisionDescriptor>();
  for (const policy of policies) {
    const name = policy.id.replaceAll("-", "");
    const other = byKind.get(name);
    if (other === undefined) byKind.set(name, policy);
    else if (other.id !== policy.id)
      context.report(
        "RS3015",
        places.get(policy)!,
        `\`${policy.id}\` and \`${other.id}\` (${nameFromHere(places.get(other)!.getSourceFile().fileName)}) are one name in a cluster, \`${name}\``,
      );
  }
}
