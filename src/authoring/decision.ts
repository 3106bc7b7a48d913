import type { Path } from "../paths.ts";
import type { Input, InputKind, InstanceOf } from "./input-kind.ts";
import type { Located } from "./location.ts";
import type { ExampleSource, ExpectedMalformed, ParameterValues, RuleContext } from "./rule.ts";

/** A value that is JSON: what a decision gives. A field that is `undefined` is null. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [key: string]: Plain };

/** What an example expects of one instance. */
export interface ExpectedResult {
  readonly resource: string;
  readonly path: Path;
  readonly value: Plain;
}

/** A document and the results for all its instances. */
export interface DecisionExample {
  readonly document: ExampleSource;
  readonly parameters?: { readonly [name: string]: unknown };
  /** The other documents of the run. */
  readonly inventory?: readonly ExampleSource[];
  readonly results: readonly ExpectedResult[];
  readonly malformed?: readonly ExpectedMalformed[];
}

interface DecisionDefinition<Kinds extends Input, Parameters extends ParameterValues, Result> {
  /** Says what is decided, in kebab-case; the file's name; never changes; no rule has the same. */
  readonly id: string;
  /** One line, without a final period: what is decided. */
  readonly title: string;
  /** One input kind, or several as for a rule. */
  readonly input: Kinds;
  /** Other input kinds whose instances in the whole run the decision looks at. */
  readonly evidence?: readonly InputKind<Located>[];
  readonly parameters?: Parameters;
  /** What the value means and who acts on it. */
  readonly description: string;
  readonly references: readonly string[];
  /**
   * The value for one instance. Compiled, so written in the policy subset. Its declared type says what the value has:
   * strings, numbers, booleans, lists, records and objects of such; other fields that an object happens to have are
   * left out.
   */
  decide(instance: InstanceOf<Kinds>, context: RuleContext<Parameters>): Result;
  /** Documents by name. Each is run in every engine that has decisions. */
  readonly examples: { readonly [name: string]: DecisionExample };
}

/** A policy that gives a value instead of violations: the default export of its file. */
export interface Decision<
  Kinds extends Input = Input,
  Parameters extends ParameterValues = ParameterValues,
  Result = unknown,
> extends DecisionDefinition<Kinds, Parameters, Result> {
  readonly $kind: "decision";
}

/** Declares a decision. */
export function decision<const Kinds extends Input, Result, Parameters extends ParameterValues = Record<never, never>>(
  definition: DecisionDefinition<Kinds, Parameters, Result>,
): Decision<Kinds, Parameters, Result> {
  return Object.freeze({ ...definition, $kind: "decision" as const });
}
