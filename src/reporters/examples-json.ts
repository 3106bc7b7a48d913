import { isEqual } from "../examples/finding.ts";
import { failing } from "../examples/outcome.ts";
import type { ExampleReporter } from "./examples.ts";

/**
 * For programs. `version` grows when a field is removed or changes its meaning; new fields may come at any time.
 *
 * ```
 * { version, summary: { policies, examples, failed, seconds },
 *   examples: [{ policy, name, file, line, passed,
 *     engines: { NAME: { missing: [{ resource, path, text }], unexpected: […] } } }],
 *   diagnostics: [{ code, message, file, line, help }] }
 * ```
 */
export const examplesJson: ExampleReporter = {
  outcome: () => "",
  end(run, seconds) {
    const { cases, outcomes, diagnostics } = run;
    const document = {
      version: 1,
      summary: {
        policies: new Set(cases.map(({ policy }) => policy)).size,
        examples: cases.length,
        failed: failing(run).length,
        seconds,
      },
      examples: cases.map(({ policy, name, span }, index) => ({
        policy,
        name,
        file: span.file,
        line: span.line,
        passed: outcomes.every(({ differences }) => isEqual(differences[index]!)),
        engines: Object.fromEntries(outcomes.map(({ engine, differences }) => [engine, differences[index]])),
      })),
      diagnostics: diagnostics.map(({ code, message, span, help }) => ({
        code,
        message,
        file: span.file,
        line: span.line,
        help,
      })),
    };
    return `${JSON.stringify(document, undefined, 2)}\n`;
  },
};
