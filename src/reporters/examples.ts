import type { EngineOutcome, ExampleRun } from "../examples/outcome.ts";
import { examplesJson } from "./examples-json.ts";
import { examplesText } from "./examples-text.ts";

/** Prints a run of examples as it goes on. */
export interface ExampleReporter {
  /** What is printed once an engine has answered. */
  outcome(outcome: EngineOutcome, run: ExampleRun, color: boolean): string;
  /** What is printed at the end. */
  end(run: ExampleRun, seconds: number, color: boolean): string;
}

/** Every format of `test --format`, by name. */
export const exampleReporters = { text: examplesText, json: examplesJson } satisfies {
  readonly [format: string]: ExampleReporter;
};

export type ExampleFormat = keyof typeof exampleReporters;
