import { createHash } from "node:crypto";
import type { Severity } from "../authoring/rule.ts";
import type { RuleDescriptor } from "../manifest/manifest.ts";
import { type Path, pathText } from "../paths.ts";
import { visible } from "../text/visible.ts";
import { artifactUri } from "./artifact-uri.ts";
import type { RunResult } from "./run-result.ts";
import { uncheckedOf } from "./unchecked.ts";

const levels: { readonly [severity in Severity]: string } = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/**
 * GitHub's code scanning shows a result as critical from 9.0 on, as high from 7.0, as medium from 4.0, else as low;
 * each is the middle of its range.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
const securitySeverities: { readonly [severity in Severity]: string } = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/** The rule of results about documents that no rule could be asked about. */
const malformedRule = {
  id: "malformed",
  shortDescription: { text: "Document that is not what its kind says" },
  fullDescription: { text: "A field has another type than its input kind says, so that no rule that reads it ran." },
  help: { text: "Write the field as its input kind says: what is expected is in the message." },
  defaultConfiguration: { level: "error" },
};

/** What keeps documents from being checked, by the ids that notifications refer to. */
const notificationDescriptors = [
  { id: "unreadable", shortDescription: { text: "File or document that could not be read" } },
  { id: "failed", shortDescription: { text: "Document on which a rule failed" } },
  { id: "unchecked", shortDescription: { text: "File, document or part of one that no rule was asked about" } },
] as const;

/**
 * A run's result as a SARIF 2.1.0 log for code scanning. What a rule can't tell is a result of kind `open`, which SARIF
 * has for "insufficient information to decide whether a problem exists", and so of level `none` (§3.27.9, §3.27.10).
 * What could not be read or evaluated is a notification, and then the run was not successful.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function sarifReport(result: RunResult): string {
  const { manifest, problems, failures } = result;
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Regoscript",
            informationUri: "https://www.npmjs.com/package/regoscript",
            version: manifest.generator.split(" ").at(-1),
            rules: [...manifest.rules.map(ruleDescriptor), malformedRule],
            notifications: notificationDescriptors,
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: problems.length + failures.length === 0,
            toolExecutionNotifications: notifications(result),
          },
        ],
        results: results(result),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleDescriptor({ id, title, severity, kinds, rationale, remediation, references }: RuleDescriptor): object {
  return {
    id,
    shortDescription: message(title),
    fullDescription: message(rationale),
    help: {
      ...message(remediation, ...references),
      // What looks like HTML is part of the sentence, and SARIF allows none.
      markdown: [remediation.replaceAll("<", "\\<"), "", ...references.map((reference) => `- ${reference}`)].join("\n"),
    },
    helpUri: references.find((reference) => URL.canParse(reference)),
    defaultConfiguration: { level: levels[severity] },
    properties: { "security-severity": securitySeverities[severity], tags: ["security", ...kinds] },
  };
}

function results({ manifest, violations, malformed, undetermined }: RunResult): object[] {
  const indexes = new Map(manifest.rules.map(({ id }, index) => [id, index]));
  const fingerprint = fingerprints();
  return [
    ...violations.map(({ rule, severity, message: text, ...found }) => ({
      ruleId: rule,
      ruleIndex: indexes.get(rule),
      level: levels[severity],
      message: message(text),
      locations: [location(found.place, found)],
      partialFingerprints: fingerprint("fail", rule, text, found),
    })),
    ...malformed.map(({ kind, expected, found: actual, ...found }) => ({
      ruleId: malformedRule.id,
      ruleIndex: manifest.rules.length,
      level: malformedRule.defaultConfiguration.level,
      message: message(`expected ${expected}, found ${actual}; no rule for ${kind} ran on it`),
      locations: [location(found.place, found)],
      partialFingerprints: fingerprint("fail", malformedRule.id, `${kind}: ${expected}, ${actual}`, found),
    })),
    ...undetermined.map(({ rule, message: text, collect, ...found }) => ({
      ruleId: rule,
      ruleIndex: indexes.get(rule),
      kind: "open",
      level: "none",
      message: message(text, `evidence: ${collect}`),
      locations: [location(found.place, found)],
      partialFingerprints: fingerprint("open", rule, text, found),
    })),
  ];
}

function notifications(result: RunResult): object[] {
  return [
    ...result.problems.map(({ message: text, remedy, ...place }) =>
      notification("unreadable", "error", message(text, `remedy: ${remedy}`), place),
    ),
    ...result.failures.map(({ message: text, ...place }) => notification("failed", "error", message(text), place)),
    ...uncheckedOf(result).map(({ text, ...place }) => notification("unchecked", "note", message(text), place)),
  ];
}

type NotificationId = (typeof notificationDescriptors)[number]["id"];

function notification(id: NotificationId, level: string, text: object, { file, line, column }: Position): object {
  return { descriptor: { id }, level, message: text, locations: [location({ file, line, column })] };
}

interface Position {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** What a finding is about, whatever line it is at. */
interface Subject {
  readonly place: Position;
  readonly resource: string;
  readonly path: Path;
}

/** SARIF's `endColumn` is the column after the region, as a place's is (§3.30.8). */
function location({ file, line, column, endLine, endColumn }: Position, subject?: Subject): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: artifactUri(file) },
      region: line === undefined ? undefined : { startLine: line, startColumn: column, endLine, endColumn },
    },
    logicalLocations: subject === undefined ? undefined : [logicalLocation(subject)],
  };
}

function logicalLocation({ resource, path }: Subject): object {
  const name = visible(resource);
  const fullyQualifiedName = path.length === 0 ? name : `${name}, at ${visible(pathText(path))}`;
  return { kind: "resource", name, fullyQualifiedName };
}

/**
 * Tells findings apart by what doesn't change when lines move. Equal ones, as of a document that a file holds twice,
 * are numbered.
 */
function fingerprints(): (kind: string, rule: string, text: string, subject: Subject) => object {
  const seen = new Map<string, number>();
  return (kind, rule, text, { place, resource, path }) => {
    const identity = JSON.stringify([kind, rule, artifactUri(place.file), resource, path, text]);
    const hash = createHash("sha256").update(identity).digest("hex");
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return { "regoscript/v1": `${hash}:${number}` };
  };
}

function message(...lines: readonly string[]): { readonly text: string } {
  return { text: lines.map(plain).join("\n") };
}

/**
 * A line of a message. Viewers make links of `[text](target)` (§3.11.6), which no document may put before a reader.
 * Braces stay single although SARIF wants them doubled, since a message without arguments is shown as it is by GitHub
 * and by the viewers of editors.
 */
function plain(line: string): string {
  return visible(line).replaceAll("](", "]\\(");
}
