import type { WorkflowCommands } from "../text/workflow-commands.ts";
import type { RunResult } from "./run-result.ts";

/** What a reader of the output asked for; a format for programs has no use for it. */
export interface ReportOptions {
  readonly color: boolean;
  /** Only findings and problems, no summary. */
  readonly quiet: boolean;
  /** Columns of the terminal; without it, lines are as long as they are. */
  readonly width?: number | undefined;
}

/** Prints the result of a run, as a text or, for a CI service, as commands. */
export type Reporter = (result: RunResult, options: ReportOptions) => string | WorkflowCommands;
