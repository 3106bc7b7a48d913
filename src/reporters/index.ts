import { conciseReport } from "./concise.ts";
import { fullReport } from "./full.ts";
import { githubReport } from "./github.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import type { Reporter } from "./reporter.ts";
import { sarifReport } from "./sarif.ts";
import { textReport } from "./text.ts";

/** Every format of `check --format`, by name. */
export const reporters = {
  text: textReport,
  full: fullReport,
  concise: conciseReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  junit: junitReport,
} satisfies { readonly [format: string]: Reporter };

export type Format = keyof typeof reporters;
