import type { Path } from "../paths.ts";
import type { AdmissionRequest } from "./admission.ts";
import type { Input, InputKind, InstanceOf } from "./input-kind.ts";
import type { Inventory, Undetermined } from "./inventory.ts";
import type { Located } from "./location.ts";
import type { Violation } from "./violation.ts";

/** How bad a violation is, worst first. */
export const severities = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof severities)[number];

/**
 * Defaults of parameters by name. A parameter's type is its default's: a string, integer or boolean, a list, record or
 * object of such. A default that says less than the type is written with it:
 *
 * - `[] as string[]`, `[] as { image: string; reason?: string }[]`
 * - `"audit" as "audit" | "deny"`: one of the texts
 * - `undefined as string | undefined`: `undefined` where it isn't given
 * - `"0.5" as Scalar`: a number with or without a fraction, as its text
 *
 * The compiler refuses what engines share no type for (RS3006).
 */
export type ParameterValues = { readonly [name: string]: unknown };

/** What a rule's `check` gets beside the instance. */
export interface RuleContext<Parameters extends ParameterValues> {
  readonly parameters: Readonly<Parameters>;
  /** What the other documents of the run say. */
  readonly inventory: Inventory;
  /**
   * The request that the document is the object of, where it is: in Gatekeeper's webhook, and in an AdmissionReview.
   */
  readonly request: AdmissionRequest | undefined;
}

/** An example document as text, in the format that a user would have it in. */
export interface ExampleSource {
  readonly format: "yaml" | "json" | "dockerfile";
  readonly text: string;
}

/** One violation that an example expects, whole: rule and severity are the rule's own. */
export interface ExpectedViolation {
  readonly message: string;
  readonly path: Path;
  readonly resource: string;
}

/** What an example expects where the rule can't tell. */
export interface ExpectedUndetermined extends ExpectedViolation {
  /** Id of the input kind of which there is no document; `value` where the value at the path isn't known yet. */
  readonly missing: string;
}

/**
 * A field that isn't what the input kind says, among those that the policy reads, as `regoscript check` tells it: with
 * `an integer` expected, `a string` found, say.
 */
export interface ExpectedMalformed {
  /** Id of the input kind, where the policy has several; else its own. */
  readonly kind?: string;
  readonly resource: string;
  readonly path: Path;
  readonly expected: string;
  readonly found: string;
}

/** A document and everything that the rule says of it; `violations` is empty for a document that passes. */
export interface Example<Parameters extends ParameterValues = ParameterValues> {
  readonly document: ExampleSource;
  readonly parameters?: Readonly<Partial<Parameters>>;
  /** The other documents of the run. */
  readonly inventory?: readonly ExampleSource[];
  readonly violations: readonly ExpectedViolation[];
  readonly undetermined?: readonly ExpectedUndetermined[];
  readonly malformed?: readonly ExpectedMalformed[];
}

interface RuleDefinition<Kinds extends Input, Parameters extends ParameterValues> {
  /** Names the bad pattern in kebab-case; the file's name; never changes. */
  readonly id: string;
  /** One line, without a final period: what is wrong where the rule fires. */
  readonly title: string;
  readonly severity: Severity;
  /**
   * What the rule is about. For several input kinds `check` gets an instance of any of them, told apart by a field that
   * each declares with a literal of its own: `kind: "Role"` and `kind: "ClusterRole"`.
   */
  readonly input: Kinds;
  /** Other input kinds whose instances in the whole run the rule looks at: `inventory.all(Kind)`. */
  readonly evidence?: readonly InputKind<Located>[];
  /** Defaults of the parameters, written with their types where these say more: `[] as string[]`. */
  readonly parameters?: Parameters;
  /** Why it matters: what an attacker or an accident does with it. */
  readonly rationale: string;
  /** What to do instead. */
  readonly remediation: string;
  readonly references: readonly string[];
  /**
   * Yields a violation for each node that breaks the rule, or where it can't tell. Compiled, so written in the policy
   * subset.
   */
  check(instance: InstanceOf<Kinds>, context: RuleContext<Parameters>): Generator<Violation | Undetermined, void>;
  /** Documents by name: at least one that passes and one that violates. Each is run in every engine. */
  readonly examples: { readonly [name: string]: Example<Parameters> };
}

/** A rule: default export of its file. */
export interface Rule<Kinds extends Input = Input, Parameters extends ParameterValues = ParameterValues>
  extends RuleDefinition<Kinds, Parameters> {
  readonly $kind: "rule";
}

/** Declares a rule. */
export function rule<const Kinds extends Input, Parameters extends ParameterValues = Record<never, never>>(
  definition: RuleDefinition<Kinds, Parameters>,
): Rule<Kinds, Parameters> {
  return Object.freeze({ ...definition, $kind: "rule" as const });
}

/** An example document in YAML; common indentation is removed. */
export function yaml(strings: TemplateStringsArray): ExampleSource {
  return { format: "yaml", text: dedent(strings) };
}

/** An example document in JSON; common indentation is removed. */
export function json(strings: TemplateStringsArray): ExampleSource {
  return { format: "json", text: dedent(strings) };
}

/** An example Dockerfile; common indentation is removed. */
export function dockerfile(strings: TemplateStringsArray): ExampleSource {
  return { format: "dockerfile", text: dedent(strings) };
}

function dedent(strings: TemplateStringsArray): string {
  const lines = (strings.raw[0] ?? "")
    .replace(/^\n/, "")
    .replace(/\n[ \t]*$/, "\n")
    .split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(common)).join("\n");
}
