import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ExampleCase } from "./cases.ts";
import { type Difference, isEqual } from "./finding.ts";

/** What one engine says of every example. */
export interface EngineOutcome {
  readonly engine: string;
  /** In the order of the examples. */
  readonly differences: readonly Difference[];
}

/** The examples of a policy folder and what each engine says of them. */
export interface ExampleRun {
  readonly cases: readonly ExampleCase[];
  /** What is wrong with the examples themselves. */
  readonly diagnostics: readonly Diagnostic[];
  readonly outcomes: readonly EngineOutcome[];
}

/** The examples of which some engine says something else than they expect. */
export function failing({ cases, outcomes }: ExampleRun): readonly ExampleCase[] {
  return cases.filter((_, index) => outcomes.some(({ differences }) => !isEqual(differences[index]!)));
}
