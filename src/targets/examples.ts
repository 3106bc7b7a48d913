import type { Example, ExampleSource, ExpectedUndetermined, ExpectedViolation } from "../authoring/rule.ts";
import { parseDocuments } from "../loader/index.ts";

/** An example of a rule with its document parsed. */
export interface ParsedExample {
  readonly name: string;
  readonly format: Example["document"]["format"];
  readonly text: string;
  /** A JSON value. */
  readonly document: unknown;
  /** What the user gives, without the defaults. */
  readonly parameters: { readonly [name: string]: unknown } | undefined;
  /** The other documents of the run. */
  readonly inventory: readonly unknown[];
  readonly violations: readonly ExpectedViolation[];
  readonly undetermined: readonly ExpectedUndetermined[];
}

/** A rule's examples by name. */
export type RuleExamples = ReadonlyMap<string, readonly ParsedExample[]>;

/**
 * Parses the examples of a rule, in the order of their names.
 *
 * @throws Error if an example isn't exactly one document
 */
export function parseExamples(ruleId: string, examples: { readonly [name: string]: Example }): ParsedExample[] {
  return Object.entries(examples)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, example]) => {
      const { format, text } = example.document;
      const label = `example \`${name}\` of ${ruleId}`;
      return {
        name,
        format,
        text,
        document: onlyDocument(example.document, label),
        parameters: example.parameters,
        inventory: (example.inventory ?? []).map((source) => onlyDocument(source, label)),
        violations: example.violations,
        undetermined: example.undetermined ?? [],
      };
    });
}

function onlyDocument({ format, text }: ExampleSource, label: string): unknown {
  const { documents, problems } = parseDocuments(fileNames[format], text);
  const [document] = documents;
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`${label}: ${problem.message}`);
  if (document === undefined || documents.length !== 1)
    throw new Error(`${label} has a text with ${documents.length} documents; it must have one`);
  return document.value;
}

const fileNames = { yaml: "example.yaml", json: "example.json", dockerfile: "Dockerfile" } as const;
