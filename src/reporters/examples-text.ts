import pc from "picocolors";
import type { ExampleCase } from "../examples/cases.ts";
import { type Difference, type Finding, findingText, isEqual, isSame } from "../examples/finding.ts";
import { type EngineOutcome, failing } from "../examples/outcome.ts";
import { visible } from "../text/visible.ts";
import type { ExampleReporter } from "./examples.ts";

/**
 * For people: what differs in the first engine at once, of the others only where they differ from it, and at the end
 * who agrees.
 */
export const examplesText: ExampleReporter = {
  outcome(outcome, { cases, outcomes }, color) {
    const [first] = outcomes;
    const blocks = cases.flatMap((example, index) => {
      const difference = outcome.differences[index]!;
      const shown = outcome === first ? !isEqual(difference) : !isSame(difference, first!.differences[index]!);
      return shown ? [block(example, outcome.engine, difference, color)] : [];
    });
    return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n\n`;
  },
  end(run, seconds, color) {
    const paint = pc.createColors(color);
    if (run.cases.length === 0)
      return `${paint.bold("no example was run: the policies have none; write some as their `examples`")}\n`;
    const failed = failing(run).length;
    const policies = new Set(run.cases.map(({ policy }) => policy)).size;
    const counts = failed === 0 ? "all as expected" : `${run.cases.length - failed} as expected, ${failed} not`;
    const summary = `${plural(policies, "rule")}, ${plural(run.cases.length, "example")}: ${counts} in ${agreement(run.outcomes)}`;
    const painted = failed + run.diagnostics.length === 0 ? paint.green(summary) : paint.bold(summary);
    return `${painted} · ${seconds.toFixed(1)} s\n`;
  },
};

function block({ policy, name, span }: ExampleCase, engine: string, difference: Difference, color: boolean): string {
  const paint = pc.createColors(color);
  const lines = [
    ...difference.missing.map((finding) => paint.red(`    - ${line(finding)}`)),
    ...difference.unexpected.map((finding) => paint.green(`    + ${line(finding)}`)),
  ];
  return [
    `${paint.red("✗")} ${paint.bold(policy)}  "${visible(name)}"  ${paint.dim(`${span.file}:${span.line}`)}`,
    ...(lines.length === 0 ? ["    as expected"] : lines),
    `  in ${engine}`,
  ].join("\n");
}

function line(finding: Finding): string {
  return visible(findingText(finding));
}

/** Which engines say the same of every example. */
function agreement(outcomes: readonly EngineOutcome[]): string {
  const [first, ...others] = outcomes;
  if (first === undefined) return "no engine";
  const same = (other: EngineOutcome): boolean =>
    other.differences.every((difference, index) => isSame(difference, first.differences[index]!));
  const agreeing = [first, ...others.filter(same)].map(({ engine }) => engine);
  const differing = others.filter((other) => !same(other)).map(({ engine }) => engine);
  return `${listed(agreeing)}${differing.length === 0 ? "" : `; ${listed(differing)} ${differing.length === 1 ? "differs" : "differ"}`}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
