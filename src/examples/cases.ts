import { codes } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { LoadedSource } from "../policy-folder.ts";
import { expectedKind } from "../targets/malformed-text.ts";
import { decided, type Finding, undetermined, unfit, violated } from "./finding.ts";
import { ExampleError, type GivenExample, type ParsedGiven, parseGiven } from "./parse.ts";

/** An example of a policy, ready to be run. */
export interface ExampleCase extends ParsedGiven {
  /** Id of the rule or decision. */
  readonly policy: string;
  readonly type: "rule" | "decision";
  /** Ids of its input kinds. */
  readonly kinds: readonly string[];
  readonly span: Span;
  readonly expected: readonly Finding[];
}

/** The examples of all loaded policies, in the order of ids and of the source. */
export function exampleCases({ result, rules, decisions }: LoadedSource): {
  readonly cases: readonly ExampleCase[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const { manifest, places } = result;
  const cases: ExampleCase[] = [];
  const diagnostics: Diagnostic[] = [];
  const add = (
    type: ExampleCase["type"],
    { id, kinds }: { readonly id: string; readonly kinds: readonly string[] },
    name: string,
    example: GivenExample,
    expected: readonly Finding[],
  ): void => {
    const { policy, examples } = places.get(id)!;
    const span = examples.get(name) ?? policy;
    try {
      cases.push({ ...parseGiven(id, name, example), policy: id, type, kinds, span, expected });
    } catch (error) {
      if (!(error instanceof ExampleError)) throw error;
      const message = `the example \`${name}\` is not a document: ${error.reason}`;
      diagnostics.push({ code: "RS3032", message, span, help: codes.RS3032.remedy });
    }
  };
  for (const descriptor of manifest.rules) {
    const { examples } = rules.find(({ id }) => id === descriptor.id)!;
    const all = Object.entries(examples);
    for (const [name, example] of all)
      add("rule", descriptor, name, example, [
        ...example.violations.map(violated),
        ...(example.undetermined ?? []).map(undetermined),
        ...(example.malformed ?? []).map((entry) => unfit(entry, expectedKind(entry, descriptor.kinds))),
      ]);
    const lacking = [
      ...(all.some(
        ([, { violations, undetermined: open = [], malformed = [] }]) =>
          violations.length + open.length + malformed.length === 0,
      )
        ? []
        : ["passes"]),
      ...(all.some(([, { violations }]) => violations.length > 0) ? [] : ["violates"]),
    ];
    if (lacking.length > 0)
      diagnostics.push({
        code: "RS3031",
        message: `the rule \`${descriptor.id}\` has no example that ${lacking.join(", and none that ")}`,
        span: places.get(descriptor.id)!.policy,
        help: codes.RS3031.remedy,
      });
  }
  for (const descriptor of manifest.decisions ?? []) {
    const { examples } = decisions.find(({ id }) => id === descriptor.id)!;
    for (const [name, example] of Object.entries(examples))
      add("decision", descriptor, name, example, [
        ...example.results.map(decided),
        ...(example.malformed ?? []).map((entry) => unfit(entry, expectedKind(entry, descriptor.kinds))),
      ]);
  }
  return { cases, diagnostics };
}
