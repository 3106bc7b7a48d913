import type { RunResult } from "./run-result.ts";

/** What a reader of the output asked for; a format for programs has no use for it. */
export interface ReportOptions {
  readonly color: boolean;
  /** Only findings and problems, no summary. */
  readonly quiet: boolean;
}

/** Prints the result of a run. */
export type Reporter = (result: RunResult, options: ReportOptions) => string;
