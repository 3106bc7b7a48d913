import type { DecisionExample } from "../authoring/decision.ts";
import type {
  Example,
  ExampleSource,
  ExpectedMalformed,
  ExpectedUndetermined,
  ExpectedViolation,
} from "../authoring/rule.ts";
import { RegoscriptError } from "../errors.ts";
import { parseDocuments } from "../loader/index.ts";

/** What an example gives, as its author writes it. */
export type GivenExample = Pick<Example | DecisionExample, "document" | "parameters" | "inventory">;

/** What an example gives, with its documents parsed. */
export interface ParsedGiven {
  readonly name: string;
  readonly format: Example["document"]["format"];
  readonly text: string;
  /** A JSON value. */
  readonly document: unknown;
  /** What the user gives, without the defaults. */
  readonly parameters: { readonly [name: string]: unknown } | undefined;
  /** The other documents of the run. */
  readonly inventory: readonly unknown[];
}

/** An example of a rule with its document parsed. */
export interface ParsedExample extends ParsedGiven {
  readonly violations: readonly ExpectedViolation[];
  readonly undetermined: readonly ExpectedUndetermined[];
  readonly malformed: readonly ExpectedMalformed[];
}

/** A rule's examples by name. */
export type RuleExamples = ReadonlyMap<string, readonly ParsedExample[]>;

/**
 * Parses the examples of a rule, in the order of their names.
 *
 * @throws ExampleError if an example isn't exactly one document
 */
export function parseExamples(ruleId: string, examples: { readonly [name: string]: Example }): ParsedExample[] {
  return Object.entries(examples)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, example]) => ({
      ...parseGiven(ruleId, name, example),
      violations: example.violations,
      undetermined: example.undetermined ?? [],
      malformed: example.malformed ?? [],
    }));
}

/**
 * Parses what an example of a rule or decision gives: everything but what it expects.
 *
 * @throws ExampleError if a text isn't exactly one document
 */
export function parseGiven(policy: string, name: string, example: GivenExample): ParsedGiven {
  const { format, text } = example.document;
  return {
    name,
    format,
    text,
    document: onlyDocument(policy, name, example.document),
    parameters: example.parameters,
    inventory: (example.inventory ?? []).map((source) => onlyDocument(policy, name, source)),
  };
}

/** An example whose text is not a document. */
export class ExampleError extends RegoscriptError {
  readonly policy: string;
  readonly example: string;
  readonly reason: string;

  constructor(policy: string, example: string, reason: string) {
    super(`example \`${example}\` of ${policy}: ${reason}`);
    this.name = "ExampleError";
    this.policy = policy;
    this.example = example;
    this.reason = reason;
  }
}

function onlyDocument(policy: string, example: string, { format, text }: ExampleSource): unknown {
  const { documents, problems } = parseDocuments(fileNames[format], text);
  const [document] = documents;
  const [problem] = problems;
  if (problem !== undefined) {
    const line = problem.line === undefined ? "" : `line ${problem.line}: `;
    throw new ExampleError(policy, example, `${line}${problem.message}`);
  }
  if (document === undefined || documents.length !== 1)
    throw new ExampleError(policy, example, `the text has ${documents.length} documents; it must have one`);
  return document.value;
}

const fileNames = { yaml: "example.yaml", json: "example.json", dockerfile: "Dockerfile" } as const;
