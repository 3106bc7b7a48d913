import type { Example, ExpectedViolation } from "../authoring/rule.ts";
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
  readonly violations: readonly ExpectedViolation[];
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
      const { documents, problems } = parseDocuments(fileNames[format], text);
      const [document] = documents;
      const [problem] = problems;
      if (problem !== undefined) throw new Error(`example \`${name}\` of ${ruleId}: ${problem.message}`);
      if (document === undefined || documents.length !== 1) throw new Error(`example \`${name}\` of ${ruleId} has ${documents.length} documents; it must have one`);
      return { name, format, text, document: document.value, parameters: example.parameters, violations: example.violations };
    });
}

const fileNames = { yaml: "example.yaml", json: "example.json", dockerfile: "Dockerfile" } as const;
