import { codes } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { LoadedSource } from "../policy-folder.ts";
import { exampleCases } from "./cases.ts";
import { exampleEngines } from "./engines.ts";
import { type Difference, differenceOf, type Finding, findingText, isEqual } from "./finding.ts";
import type { EngineOutcome, ExampleRun } from "./outcome.ts";

/** Runs every example in every engine that Node has; `onOutcome` is told what each says as soon as it is known. */
export async function runExamples(
  source: LoadedSource,
  onOutcome: (outcome: EngineOutcome, run: ExampleRun) => Promise<void> = async () => {},
): Promise<ExampleRun> {
  const { cases, diagnostics } = exampleCases(source);
  const outcomes: EngineOutcome[] = [];
  const run: ExampleRun = { cases, diagnostics, outcomes };
  if (cases.length === 0) return run;
  for (const engine of exampleEngines(source)) {
    const answers = await engine.run(cases);
    const outcome = {
      engine: engine.name,
      differences: cases.map(({ expected }, index) => differenceOf(expected, answers[index]!)),
    };
    outcomes.push(outcome);
    await onOutcome(outcome, run);
  }
  return run;
}

/**
 * What keeps a policy folder from being built: a rule without an example that passes or violates, an example that is no
 * document, and one of which Node says something else than it expects.
 */
export async function exampleDiagnostics(source: LoadedSource): Promise<readonly Diagnostic[]> {
  const { cases, diagnostics } = exampleCases(source);
  const [native] = exampleEngines(source);
  const answers = await native!.run(cases);
  return [
    ...diagnostics,
    ...cases.flatMap(({ name, policy, span, expected }, index): Diagnostic[] => {
      const difference = differenceOf(expected, answers[index]!);
      if (isEqual(difference)) return [];
      return [
        {
          code: "RS3030",
          message: `the example \`${name}\` of ${policy} ${said(difference)}`,
          span,
          help: codes.RS3030.remedy,
        },
      ];
    }),
  ];
}

/** What differs, in one line. */
function said({ missing, unexpected }: Difference): string {
  const listed = (findings: readonly Finding[]): string =>
    findings.map((finding) => `"${findingText(finding)}"`).join(", ");
  return [
    ...(missing.length > 0 ? [`expects ${listed(missing)}, which the policy doesn't say`] : []),
    ...(unexpected.length > 0 ? [`doesn't expect ${listed(unexpected)}, which the policy says`] : []),
  ].join("; it ");
}
