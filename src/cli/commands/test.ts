import { renderDiagnostic } from "../../diagnostics/render.ts";
import { type ExampleRun, failing } from "../../examples/outcome.ts";
import { runExamples } from "../../examples/run.ts";
import { type LoadedSource, PolicyFolder } from "../../policy-folder.ts";
import { type ExampleFormat, exampleReporters } from "../../reporters/examples.ts";
import { exitCodes } from "../exit-codes.ts";
import { write } from "../output.ts";
import { warnOfOverlooked } from "../policies.ts";
import { whenChanged } from "../watch.ts";

interface TestOptions {
  readonly format: ExampleFormat;
  /** Ids of policies; if absent, all. */
  readonly rule?: readonly string[];
  readonly watch?: boolean;
  readonly color: boolean;
  /** Prints an error that ends a run. */
  readonly fail: (error: unknown) => Promise<number>;
}

/** `regoscript test`: runs the examples of a policy folder in every engine that Node has. */
export async function test(directory: string, options: TestOptions): Promise<number> {
  const folder = new PolicyFolder(directory);
  warnOfOverlooked(directory);
  const once = async (only: readonly string[] | undefined): Promise<number> => {
    const started = performance.now();
    const source = await folder.load(only);
    return run(source, started, options);
  };
  if (options.watch !== true) return once(options.rule);
  await whenChanged(directory, options.fail, async (changed) => {
    await once(changed === undefined ? options.rule : folder.affected(changed, options.rule));
  });
  return exitCodes.clean;
}

async function run(source: LoadedSource, started: number, { format, color }: TestOptions): Promise<number> {
  const reporter = exampleReporters[format];
  const result = await runExamples(source, async (outcome, soFar) => {
    await write(reporter.outcome(outcome, soFar, color), color);
  });
  const { sources } = source.result;
  if (format === "text") {
    for (const diagnostic of result.diagnostics)
      await write(`${renderDiagnostic(diagnostic, (file) => sources.get(file), color)}\n\n`, color);
  }
  await write(reporter.end(result, (performance.now() - started) / 1000, color), color);
  return exitCodeOf(result);
}

function exitCodeOf(run: ExampleRun): number {
  // What is no document was not asked about.
  if (run.diagnostics.some(({ code }) => code === "RS3032")) return exitCodes.failure;
  // Nothing is known to be as expected where nothing is expected.
  if (run.cases.length + run.diagnostics.length === 0) return exitCodes.failure;
  return run.diagnostics.length + failing(run).length > 0 ? exitCodes.violations : exitCodes.clean;
}
