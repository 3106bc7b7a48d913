import { pathText } from "../paths.ts";
import { visible } from "../text/visible.ts";
import { placeText, type RunResult, remediesOf } from "./run-result.ts";
import { uncheckedOf } from "./unchecked.ts";
import { type XmlElement, xmlDocument } from "./xml.ts";

/** What became of a test case; a case that passes has none. */
type Outcome = "failure" | "error" | "skipped";

interface Case {
  readonly name: string;
  readonly file?: string;
  readonly line?: number | undefined;
  readonly outcome?: Outcome;
  readonly message?: string;
  /** The outcome's `type`. */
  readonly type?: string;
  readonly details?: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/**
 * A run's result as JUnit's XML, as CI servers read it: a suite for each rule, with a case for each finding or one that
 * passes. What kept rules from being asked is an error, in suites whose names no rule can have; what a rule can't tell,
 * and what isn't checked, is skipped, never passed. No schema is the standard; the elements and attributes are those
 * that CI servers have in common: https://github.com/testmoapp/junitxml
 */
export function junitReport(result: RunResult): string {
  const suites = [
    ...ruleSuites(result),
    ...[malformedSuite(result), unreadableSuite(result), failedSuite(result), uncheckedSuite(result)].filter(
      ({ cases }) => cases.length > 0,
    ),
  ];
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "regoscript", ...counts(suites.flatMap(({ cases }) => cases)) },
    content: suites.map((suite) => ({
      name: "testsuite",
      attributes: { name: suite.name, ...counts(suite.cases) },
      content: suite.cases.map((testCase) => caseElement(suite, testCase)),
    })),
  });
}

function ruleSuites(result: RunResult): Suite[] {
  const { manifest, violations, undetermined } = result;
  const cases = new Map(manifest.rules.map(({ id }): [string, Case[]] => [id, []]));
  const remedies = remediesOf(result);
  for (const { rule, severity, message, place, resource, path } of violations)
    cases.get(rule)!.push({
      ...caseAt(place, `${resource}: ${message}`),
      outcome: "failure",
      message,
      type: severity,
      details: [placeText(place), `${resource}, at ${pathText(path)}`, `remedy: ${remedies.get(rule) ?? ""}`],
    });
  for (const { rule, message, place, resource, collect } of undetermined)
    cases.get(rule)!.push({
      ...caseAt(place, `${resource}: ${message}`),
      outcome: "skipped",
      message: `undetermined: ${message}; evidence: ${collect}`,
    });
  return manifest.rules.map(({ id }) => {
    const found = cases.get(id)!;
    return { name: id, cases: found.length > 0 ? found : [{ name: "no violations" }] };
  });
}

function malformedSuite({ malformed }: RunResult): Suite {
  return {
    name: "malformed documents",
    cases: malformed.map(({ kind, expected, found, place, resource, path }) => ({
      ...caseAt(place, `${resource}, at ${pathText(path)}`),
      outcome: "error",
      message: `expected ${expected}, found ${found}`,
      type: "malformed",
      details: [placeText(place), `${resource}, at ${pathText(path)}; no rule for ${kind} ran on it`],
    })),
  };
}

function unreadableSuite({ problems }: RunResult): Suite {
  return {
    name: "unreadable files",
    cases: problems.map(({ message, remedy, ...place }) => ({
      ...caseAt(place, message),
      outcome: "error",
      message,
      type: "unreadable",
      details: [placeText(place), `remedy: ${remedy}`],
    })),
  };
}

function failedSuite({ failures }: RunResult): Suite {
  return {
    name: "documents on which rules failed",
    cases: failures.map(({ message, ...place }) => ({
      ...caseAt(place, message),
      outcome: "error",
      message,
      type: "failed",
      details: [placeText(place)],
    })),
  };
}

function uncheckedSuite(result: RunResult): Suite {
  return {
    name: "unchecked documents",
    cases: uncheckedOf(result).map(({ text, ...place }) => ({
      ...caseAt(place, text),
      outcome: "skipped",
      message: text,
    })),
  };
}

/** The name holds no line, so that a CI server knows the case again when lines have moved. */
function caseAt({ file, line }: { file: string; line?: number }, name: string): Case {
  return { name: `${file}: ${name}`, file, line };
}

function counts(cases: readonly Case[]): { readonly [name: string]: number } {
  const number = (wanted: Outcome): number => cases.filter(({ outcome }) => outcome === wanted).length;
  return { tests: cases.length, failures: number("failure"), errors: number("error"), skipped: number("skipped") };
}

function caseElement(suite: Suite, { name, file, line, outcome, message, type, details }: Case): XmlElement {
  const attributes = { name: shown(name), classname: suite.name, file: shown(file), line };
  if (outcome === undefined) return { name: "testcase", attributes, content: [] };
  const content = (details ?? []).map(visible).join("\n");
  return {
    name: "testcase",
    attributes,
    content: [{ name: outcome, attributes: { message: shown(message), type }, content }],
  };
}

function shown(text: string | undefined): string | undefined {
  return text === undefined ? undefined : visible(text);
}
