import { type Code, codes } from "../../diagnostics/codes.ts";
import { UsageError } from "../../errors.ts";
import type { Manifest, RuleDescriptor } from "../../manifest/manifest.ts";
import { typeText } from "../../shapes/phrases.ts";
import { closest } from "../../text/closest.ts";
import { exitCodes } from "../exit-codes.ts";
import { write } from "../output.ts";
import { type PolicyOptions, policiesOf } from "../policies.ts";

type ExplainOptions = Pick<PolicyOptions, "policies" | "cache">;

/** `regoscript explain`: what a rule or a diagnostic's code means. */
export async function explain(subject: string, options: ExplainOptions): Promise<number> {
  const code = subject.toUpperCase();
  if (code in codes) {
    await write(explainCode(code as Code));
    return exitCodes.clean;
  }
  const { manifest } = await policiesOf(options);
  const rule = manifest.rules.find((candidate) => candidate.id === subject);
  if (rule === undefined) {
    const known = [...manifest.rules.map((candidate) => candidate.id), ...Object.keys(codes)];
    throw new UsageError(
      `there is no rule or code \`${subject}\`${closest(subject, known)}; rules: ${manifest.rules.map((candidate) => candidate.id).join(", ")}`,
    );
  }
  await write(explainRule(rule, manifest));
  return exitCodes.clean;
}

function explainCode(code: Code): string {
  const { title, reason, remedy } = codes[code];
  return `${code}: ${title}\n\n${reason}\n\nInstead: ${remedy}.\n`;
}

function explainRule(rule: RuleDescriptor, manifest: Manifest): string {
  const kinds = manifest.kinds.filter((candidate) => rule.kinds.includes(candidate.id));
  const parameters = rule.parameters.map(
    ({ name, shape, default: otherwise }) =>
      `  ${name}: ${typeText(shape, manifest.objects)}, ${otherwise === undefined ? "optional" : `default ${JSON.stringify(otherwise)}`}`,
  );
  return [
    `${rule.id} (${rule.severity})`,
    `${rule.title}.`,
    "",
    rule.rationale,
    "",
    `Instead: ${rule.remediation}`,
    "",
    ...kinds.flatMap(({ title, recognises }) => [`Checks each ${title}:`, ...recognises.map((place) => `  ${place}`)]),
    ...(parameters.length === 0 ? [] : ["", "Parameters:", ...parameters]),
    "",
    "References:",
    ...rule.references.map((reference) => `  ${reference}`),
    "",
  ].join("\n");
}
