import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import Ajv from "ajv";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Manifest } from "../../src/manifest/manifest.ts";
import type { RunResult } from "../../src/reporters/run-result.ts";
import { sarifReport } from "../../src/reporters/sarif.ts";
import { everything, nothing } from "./result.ts";

function json(specifier: string): object {
  return JSON.parse(readFileSync(new URL(import.meta.resolve(specifier)), "utf8")) as object;
}

// The standard's own schema, as Microsoft's matchers for SARIF hold it. It is of JSON Schema's draft 4.
const isValid = new Ajv({
  schemaId: "auto",
  meta: json("ajv/lib/refs/json-schema-draft-04.json"),
  allErrors: true,
}).compile(json("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));

interface Run {
  readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly Rule[] } };
  readonly columnKind: string;
  readonly invocations: readonly [
    { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly unknown[] },
  ];
  readonly results: readonly Result[];
}

interface Rule {
  readonly id: string;
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly "security-severity": string };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind?: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object } },
  ];
  readonly partialFingerprints: { readonly "regoscript/v1": string };
}

/** The one run of a report that the schema takes. */
function runOf(result: RunResult): Run {
  const log = JSON.parse(sarifReport(result)) as { readonly runs: readonly [Run] };
  assert.ok(isValid(log), JSON.stringify(isValid.errors, undefined, 2));
  assert.is(log.runs.length, 1);
  return log.runs[0];
}

const [violation] = everything.violations;

function withFile(file: string): RunResult {
  return { ...nothing, violations: [{ ...violation!, place: { ...violation!.place, file } }] };
}

test("the schema refuses what isn't SARIF", () => {
  const log = JSON.parse(sarifReport(everything)) as { runs: [{ results: [{ level: string }] }] };
  log.runs[0].results[0].level = "high";
  assert.not(isValid(log));
});

test("a rule with all that code scanning shows of it", () => {
  const [rule] = everything.manifest.rules;
  const references = ["Section 3 of the handbook", "https://example.com/a?b=(c)"];
  const manifest = { ...everything.manifest, rules: [{ ...rule!, remediation: "Name <issuer>.", references }] };
  const { driver } = runOf({ ...everything, manifest }).tool;
  assert.is(driver.version, "1.2.3");
  assert.equal(driver.rules[0], {
    id: "a-rule",
    shortDescription: { text: "A rule" },
    fullDescription: { text: "why" },
    help: {
      text: "Name <issuer>.\nSection 3 of the handbook\nhttps://example.com/a?b=(c)",
      markdown: "Name \\<issuer>.\n\n- Section 3 of the handbook\n- https://example.com/a?b=(c)",
    },
    helpUri: "https://example.com/a?b=(c)",
    defaultConfiguration: { level: "error" },
    properties: { "security-severity": "8.0", tags: ["security", "thing"] },
  });
  assert.equal(
    driver.rules.map(({ id }) => id),
    ["a-rule", "malformed"],
  );
});

test("a violation, with its place, resource and path", () => {
  const { results, columnKind } = runOf({ ...nothing, violations: everything.violations });
  assert.is(columnKind, "utf16CodeUnits");
  const [{ partialFingerprints, ...result }] = results as [Result];
  assert.match(partialFingerprints["regoscript/v1"], /^[0-9a-f]{64}:1$/);
  assert.equal(result, {
    ruleId: "a-rule",
    ruleIndex: 0,
    level: "error",
    message: { text: "something \\u001b[31mred" },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "pod%1B%5B2J.yaml" },
          region: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 9 },
        },
        logicalLocations: [
          { kind: "resource", name: "Pod shop/web", fullyQualifiedName: "Pod shop/web, at spec.containers[0]" },
        ],
      },
    ],
  });
});

test("every rule of the pack has a page to go to", () => {
  const manifest = JSON.parse(readFileSync("bundles/manifest.json", "utf8")) as Manifest;
  const { rules } = runOf({ ...nothing, manifest }).tool.driver;
  assert.is(rules.length, manifest.rules.length + 1);
  assert.equal(
    rules.filter(({ helpUri }) => helpUri === undefined).map(({ id }) => id),
    ["malformed"],
  );
});

test("severities as levels and as numbers in GitHub's ranges", () => {
  const severities = ["critical", "high", "medium", "low"] as const;
  const [rule] = everything.manifest.rules;
  const { tool, results } = runOf({
    ...nothing,
    manifest: {
      ...everything.manifest,
      rules: severities.map((severity) => ({ ...rule!, id: `rule-${severity}`, severity })),
    },
    violations: severities.map((severity) => ({ ...violation!, rule: `rule-${severity}`, severity })),
  });
  const levels = ["error", "error", "warning", "note"];
  assert.equal(
    results.map(({ level }) => level),
    levels,
  );
  for (const { ruleId, ruleIndex, level } of results) {
    assert.is(tool.driver.rules[ruleIndex]!.id, ruleId);
    assert.is(tool.driver.rules[ruleIndex]!.defaultConfiguration.level, level);
  }
  const least = [9, 7, 4, 0.1];
  for (const [index, { properties }] of tool.driver.rules.slice(0, 4).entries()) {
    const number = Number(properties["security-severity"]);
    assert.ok(number >= least[index]! && number < (least[index - 1] ?? 10), `${severities[index]}: ${number}`);
  }
});

test("malformed documents are errors of a rule of their own, and what a rule can't tell is open", () => {
  const { results, tool } = runOf(everything);
  const found = results.map(({ ruleId, kind, level, message }) => ({ ruleId, kind, level, text: message.text }));
  assert.equal(found.slice(1), [
    {
      ruleId: "malformed",
      kind: undefined,
      level: "error",
      text: "expected an object, found a string; no rule for thing ran on it",
    },
    { ruleId: "a-rule", kind: "open", level: "none", text: "who knows\nevidence: kubectl get all" },
  ]);
  assert.is(tool.driver.rules[results[1]!.ruleIndex]!.id, "malformed");
});

test("what could not be read or evaluated makes the run unsuccessful; what isn't checked doesn't", () => {
  const at = (uri: string, region: object | undefined): object[] => [
    { physicalLocation: { artifactLocation: { uri }, ...(region === undefined ? {} : { region }) } },
  ];
  const [invocation] = runOf({
    ...everything,
    problems: [...everything.problems, { file: "lost.yaml", message: "is not there", remedy: "look for it" }],
  }).invocations;
  assert.is(invocation.executionSuccessful, false);
  assert.equal(invocation.toolExecutionNotifications, [
    {
      descriptor: { id: "unreadable" },
      level: "error",
      message: { text: "missed comma\nremedy: correct it" },
      locations: at("broken.yaml", { startLine: 3, startColumn: 1 }),
    },
    {
      descriptor: { id: "unreadable" },
      level: "error",
      message: { text: "is not there\nremedy: look for it" },
      locations: at("lost.yaml", undefined),
    },
    {
      descriptor: { id: "failed" },
      level: "error",
      message: { text: "the rule failed" },
      locations: at("deep.yaml", { startLine: 1 }),
    },
    {
      descriptor: { id: "unchecked" },
      level: "note",
      message: { text: "not recognised: v1 Secret" },
      locations: at("other.yaml", { startLine: 1 }),
    },
    {
      descriptor: { id: "unchecked" },
      level: "note",
      message: { text: "not read: Helm chart (helm template CHART | regoscript check -)" },
      locations: at("charts/web", undefined),
    },
  ]);
  for (const only of ["problems", "failures"] as const)
    assert.is(runOf({ ...nothing, [only]: everything[only] }).invocations[0].executionSuccessful, false, only);
  const unrecognised = runOf({ ...nothing, unrecognised: everything.unrecognised });
  assert.is(unrecognised.invocations[0].executionSuccessful, true);
  assert.equal(runOf(nothing).results, []);
});

test("files are URIs", () => {
  for (const [file, uri] of [
    ["a/b c#d?e%.yaml", "a/b%20c%23d%3Fe%25.yaml"],
    ["./a//../x:y.yaml", "x%3Ay.yaml"],
    ["../é\ud800.yaml", "../%C3%A9%EF%BF%BD.yaml"],
    ["/srv/b c#.yaml", pathToFileURL("/srv/b c#.yaml").href],
  ] as const) {
    const [result] = runOf(withFile(file)).results;
    assert.is(result!.locations[0].physicalLocation.artifactLocation.uri, uri);
  }
});

test("a fingerprint stays when lines move, and differs where anything else does", () => {
  const fingerprint = (changed: object): string => {
    const [result] = runOf({ ...nothing, violations: [{ ...violation!, ...changed }] }).results;
    return result!.partialFingerprints["regoscript/v1"];
  };
  const original = fingerprint({});
  assert.is(fingerprint({ place: { ...violation!.place, line: 99, column: 7, endLine: 99, endColumn: 8 } }), original);
  const others = [
    { rule: "another-rule" },
    { resource: "Pod shop/other" },
    { path: ["spec"] },
    { message: "something else" },
    { place: { ...violation!.place, file: "other.yaml" } },
  ].map(fingerprint);
  assert.is(new Set([original, ...others]).size, 1 + others.length);

  const twice = runOf({ ...nothing, violations: [violation!, violation!] }).results;
  assert.is(new Set(twice.map(({ partialFingerprints }) => partialFingerprints["regoscript/v1"])).size, 2);
});

test("a document makes no link in a message", () => {
  const message = "see [here](https://evil.example) and [0](1)";
  const [result] = runOf({ ...nothing, violations: [{ ...violation!, message }] }).results;
  assert.is(result!.message.text, "see [here]\\(https://evil.example) and [0]\\(1)");
});

test.run();
