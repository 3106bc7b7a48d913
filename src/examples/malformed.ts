import { nativePolicies } from "../evaluator/native.ts";
import type { SerialisedProgram } from "../ir/serialised.ts";
import type { LoadedSource } from "../policy-folder.ts";
import type { ExampleCase } from "./cases.ts";
import { type Finding, malformed, without } from "./finding.ts";

/**
 * What is malformed in an example's document for other rules of the folder alone: in fields that its own rule doesn't
 * read. An example says nothing of that, so that it holds whatever other rules there are.
 */
export function malformedForOthers(
  { result, rules, decisions }: LoadedSource,
  program: () => SerialisedProgram,
): (example: ExampleCase) => Finding[] {
  const { manifest } = result;
  const all = nativePolicies(manifest, rules, decisions, program);
  const known = new Map<ExampleCase, Finding[]>();
  return (example) => {
    let findings = known.get(example);
    if (findings === undefined) {
      const isOwn = ({ id }: { readonly id: string }): boolean => id === example.policy;
      const own = nativePolicies(
        { ...manifest, rules: manifest.rules.filter(isOwn) },
        rules.filter(isOwn),
        decisions,
        program,
      );
      const [ofAll, ofOwn] = [all, own].map((policies) =>
        malformed(
          policies.evaluate([example.document], {
            ...(example.parameters !== undefined && { parameters: { [example.policy]: example.parameters } }),
            inventory: policies.inventoryOf([example.document, ...example.inventory]),
          }),
          example.kinds,
        ),
      ) as [Finding[], Finding[]];
      findings = without(ofAll, ofOwn);
      known.set(example, findings);
    }
    return findings;
  };
}
