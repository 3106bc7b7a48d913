import { fullReport } from "./full.ts";
import { jsonReport } from "./json.ts";
import type { Reporter } from "./reporter.ts";
import { textReport } from "./text.ts";

/** Every format of `check --format`, by name. */
export const reporters = { text: textReport, full: fullReport, json: jsonReport } satisfies {
  readonly [format: string]: Reporter;
};

export type Format = keyof typeof reporters;
