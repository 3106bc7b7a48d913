import { terraformCommand, type Unrendered } from "../loader/index.ts";
import { visible } from "../text/visible.ts";
import { byKey } from "./by-key.ts";
import { grouped, type Paint, paintedSeverities, plural } from "./paint.ts";
import { isListed, type PlacedUnrecognised, placeText, type RunResult } from "./run-result.ts";
import { bySeverity, extentOf } from "./summary-line.ts";

/** How many descriptions of what wasn't read are shown. */
const mostDescriptions = 12;

/** How many types are named of what can't say who may do what. */
const mostTypes = 3;

/** What is left out until a program has rendered it, and how to check that. */
export const rendering: { readonly [what in Unrendered["what"]]: readonly [noun: string, command: string] } = {
  chart: ["Helm chart", "helm template CHART | regoscript check -"],
  kustomization: ["kustomization input", "kustomize build FOLDER | regoscript check -"],
  terraform: ["Terraform file", terraformCommand],
};

/** What ends the reports for people: what was found and of how much, and what wasn't checked. */
export function summary(result: RunResult, paint: Paint): string {
  const painted = paintedSeverities(paint);
  const { violations, malformed, undetermined, problems, failures } = result;
  // Green only where nothing kept the rules from being asked.
  const whole = malformed.length + undetermined.length + problems.length + failures.length === 0;
  const lines = [
    violations.length === 0
      ? (whole ? paint.green : paint.bold)(`no violations: ${extentOf(result)}`)
      : `${paint.bold(plural(violations.length, "violation"))} (${bySeverity(result, (text, severity) => painted[severity](text))}): ${extentOf(result)}`,
  ];
  if (malformed.length > 0)
    lines.push(paint.magenta(`${plural(malformed.length, "malformed place")}, where rules could not be asked`));
  if (undetermined.length > 0)
    lines.push(paint.blue(`${plural(undetermined.length, "result")} undetermined, neither passed nor failed`));
  if (problems.length > 0) lines.push(paint.magenta(`${plural(problems.length, "problem")} reading files`));
  if (failures.length > 0) lines.push(paint.magenta(`${plural(failures.length, "document")} on which rules failed`));
  if (result.unrecognised.length > 0) lines.push(notRead(result.unrecognised, paint));
  for (const [what, [noun, command]] of Object.entries(rendering)) {
    const files = result.unrendered.filter((one) => one.what === what);
    if (files.length > 0)
      lines.push(
        `${plural(files.length, noun)} not read: ${visible(files[0]!.file)}${others(files.length)} (${command})`,
      );
  }
  return lines.join("\n");
}

function others(count: number): string {
  return count === 1 ? "" : " and others";
}

/** Patches and bases count for what kustomize makes of them. */
function kustomize(description: string): string {
  return /(?:^| )Kustomization$/.test(description) ? " (kustomize build FOLDER | regoscript check -)" : "";
}

/**
 * What no rule is about, by kind, the most first; the first place of each tells where to look. What can't say who may
 * do what is counted at the end.
 */
function notRead(parts: readonly PlacedUnrecognised[], paint: Paint): string {
  const listed = parts.filter(isListed);
  // Kubernetes resources can matter more than what doesn't say its kind.
  const sorted = [...byKey(listed, ({ description }) => description)].sort(
    ([left, few], [right, many]) => Number(left === "") - Number(right === "") || many.length - few.length,
  );
  const lines = sorted.slice(0, mostDescriptions).map(([description, { length, 0: first }]) => {
    const what = description === "" ? "without a kind" : visible(description);
    return `  ${grouped(length)} ${what}: ${visible(placeText(first))}${others(length)}${kustomize(description)}`;
  });
  if (sorted.length > mostDescriptions)
    lines.push(`  and ${plural(sorted.length - mostDescriptions, "more kind")}: --format json names all`);
  if (parts.length > listed.length) lines.push(`  ${unconcerned(parts.filter((part) => !isListed(part)))}`);
  const whole = parts.filter(({ path }) => path.length === 0).length;
  const counted = [
    ...(whole > 0 ? [plural(whole, "document")] : []),
    ...(parts.length > whole ? [`${plural(parts.length - whole, "part")} of documents`] : []),
  ];
  return [`${counted.join(" and ")} not recognised, and so not checked:`, ...lines.map(paint.dim)].join("\n");
}

/** `12 that can't say who may do what: 7 aws_s3_bucket, 2 aws_sqs_queue, 3 of other types`. */
function unconcerned(parts: readonly PlacedUnrecognised[]): string {
  const byType = [...byKey(parts, ({ description }) => description)].sort(
    ([, few], [, many]) => many.length - few.length,
  );
  const counted = byType.slice(0, mostTypes).map(([type, { length }]) => `${grouped(length)} ${visible(type)}`);
  const left = byType.slice(mostTypes).reduce((count, [, { length }]) => count + length, 0);
  const types = [...counted, ...(left === 0 ? [] : [`${grouped(left)} of other types`])];
  return `${grouped(parts.length)} that can't say who may do what: ${types.join(", ")}`;
}
