import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump } from "js-yaml";
import type { Policies } from "../../src/evaluator/policies.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { engine } from "../engines/locate.ts";
import { type Case, clusterObject } from "./cases.ts";
import { askEmbedded } from "./embedded.ts";
import { type Finding, type Findings, malformed, ofReport, sorted, undetermined, violation } from "./verdicts.ts";

/** The text form in which documents are given to an engine that reads files. */
export type Form = "json" | "yaml";

/**
 * Asks an engine about cases; the answers are in their order. `undefined` stands for a case that the engine can't take.
 */
export type Ask = (cases: readonly Case[], form: Form) => Promise<readonly (Findings | undefined)[]>;

export function native(policies: Policies): Ask {
  return async (cases) =>
    cases.map((each) => ofReport(policies.evaluate([each.document], { parameters: each.parameters })));
}

/** policy.wasm of the committed bundle in Node. */
export const wasm: Ask = async (cases) => {
  const policies = await loadBundle("bundles/bundle.tar.gz");
  return cases.map((each) => ofReport(policies.evaluate([each.document], { parameters: each.parameters })));
};

/** The committed Rego bundle in the embedded OPA. */
export const embedded: Ask = async (cases) => {
  const results = await askEmbedded(
    await loadEmbeddedOpa(),
    readModules("bundles/rego"),
    "data.regoscript.report",
    cases,
  );
  return results.map(({ error, value }) => (error === undefined ? ofReport(value as never) : [error]));
};

/** Modules of Rego in regorus, which isn't OPA; those of the committed bundle if no others are given. */
export function regorus(name: string, modules = readModules("bundles/rego")): Ask {
  return async (cases) => {
    const request = {
      modules,
      rule: "data.regoscript.report",
      questions: cases.map(({ document, parameters }) => ({
        input: JSON.stringify(document),
        data: JSON.stringify({ regoscript_parameters: parameters }),
      })),
    };
    const output = execFileSync(engine(name).binary, { input: JSON.stringify(request), encoding: "utf8" });
    return (JSON.parse(output) as readonly { readonly json?: string; readonly error?: string }[]).map((answer) =>
      answer.json === undefined ? [answer.error ?? ""] : ofReport(JSON.parse(answer.json) as never),
    );
  };
}

/**
 * `opa eval` on the committed bundle.tar.gz: one run for all documents, and every tenth once more as people ask, by
 * itself with `-i`, which must say the same.
 */
export function opaEval(name: string): Ask {
  return async (cases, form) =>
    inFolder((folder) => {
      const all = { conformance_cases: cases.map(({ document, parameters }) => ({ document, parameters })) };
      // In a query a reference as the value of `with` is lost: `with input as given.document` would be no input at all.
      const query = `[report |
        some {"document": document, "parameters": parameters} in data.conformance_cases
        report := data.regoscript.report with input as document with data.regoscript_parameters as parameters
      ]`;
      const answers = evaluated(name, query, ["-d", writeDocument(folder, "all", all, form)]) as object[];
      if (answers.length !== cases.length)
        throw new Error(`${name} answers ${answers.length} of ${cases.length} cases`);
      return cases.map((each, index) => {
        const findings = ofReport(answers[index] as never);
        if (index % 10 > 0) return findings;
        const data = writeDocument(folder, "parameters", { regoscript_parameters: each.parameters }, "json");
        const input = writeDocument(folder, `${index}`, each.document, form);
        const alone = ofReport(evaluated(name, "data.regoscript.report", ["-d", data, "-i", input]) as never);
        return JSON.stringify(alone) === JSON.stringify(findings) ? findings : ["by itself:", ...alone];
      });
    });
}

/** What an OPA says when it is given no input. */
export function reportOfNothing(name: string): unknown {
  return evaluated(name, "data.regoscript.report", []);
}

/** The value of a query of the committed bundle.tar.gz. */
function evaluated(name: string, query: string, given: readonly string[]): unknown {
  const args = ["eval", "--fail", "--format", "raw", "-b", "bundles/bundle.tar.gz", ...given, query];
  return JSON.parse(execFileSync(engine(name).binary, args, { encoding: "utf8", maxBuffer: 1 << 28 })) as unknown;
}

interface ConftestResult {
  readonly filename: string;
  readonly failures?: readonly ConftestFinding[];
  readonly warnings?: readonly ConftestFinding[];
}

interface ConftestFinding {
  readonly msg: string;
  readonly metadata: { readonly [key: string]: unknown };
}

/**
 * `conftest test` on a policy folder, the committed one if no other is given; one run for all documents with the same
 * parameters.
 */
export function conftest(name: string, combine: boolean, policy = "conftest/policy"): Ask {
  return async (cases, form) =>
    inFolder((folder) => {
      const answers = new Map<Case, Findings>();
      [...byParameters(cases)].forEach(([parameters, group], number) => {
        const data = join(folder, `parameters-${number}.json`);
        writeFileSync(data, JSON.stringify({ regoscript_parameters: JSON.parse(parameters) as object }));
        const files = group.map((each, index) => {
          const place = join(folder, `${number}-${index}`);
          mkdirSync(place);
          if (each.dockerfile === undefined) return writeDocument(place, "document", each.document, form);
          const file = join(place, "Dockerfile");
          writeFileSync(file, each.dockerfile);
          return file;
        });
        const args = [
          "test",
          "-p",
          policy,
          "--data",
          data,
          "--output",
          "json",
          "--no-color",
          ...(combine ? ["--combine"] : []),
          ...files,
        ];
        const run = spawnSync(engine(name).binary, args, { encoding: "utf8", maxBuffer: 1 << 28 });
        if (run.status !== 0 && run.status !== 1) throw new Error(`${name} ended with ${run.status}: ${run.stderr}`);
        if (run.stdout === "") throw new Error(`${name} printed nothing: ${run.stderr}`);
        const results = JSON.parse(run.stdout) as ConftestResult[];
        const found = new Map<string, Finding[]>(files.map((file) => [file, []]));
        for (const result of results) {
          for (const finding of [...(result.failures ?? []), ...(result.warnings ?? [])]) {
            // Which documents no rule looks at is compared by a suite of its own.
            if (finding.metadata["unrecognised"] === true) continue;
            const file = combine ? String(finding.metadata["file"]) : result.filename;
            const list = found.get(file);
            if (list === undefined) throw new Error(`${name} reports a file that it wasn't given: ${file}`);
            list.push(ofConftest(finding));
          }
        }
        group.forEach((each, index) => answers.set(each, sorted(found.get(files[index]!)!)));
      });
      return cases.map((each) => answers.get(each));
    });
}

/** What conftest says of a document, as a finding. */
export function ofConftest({ metadata }: Pick<ConftestFinding, "metadata">): Finding {
  const { rule, message, path, resource, kind, expected, found, missing } = metadata;
  if (metadata["undetermined"] !== undefined)
    return undetermined(metadata["undetermined"], message, missing, path, resource);
  return kind === undefined
    ? violation(rule, message, path, resource)
    : malformed(kind, expected, found, path, resource);
}

interface GatorResult {
  readonly metadata: {
    readonly details: {
      readonly rule?: string;
      readonly path?: unknown;
      readonly resource?: unknown;
      readonly malformed?: { readonly [key: string]: unknown };
    };
  };
  readonly msg?: string;
  readonly constraint: { readonly kind: string };
  readonly violatingObject: unknown;
}

/**
 * `gator test` with templates and constraints, the committed ones if no others are given, each case with its parameters
 * in constraints of their own.
 */
export function gatorTest(
  name: string,
  kindOfConstraint: (constraint: string) => string,
  gatekeeper = "bundles/gatekeeper",
): Ask {
  return async (cases, form) =>
    inFolder((folder) => {
      const answers = new Map<Case, Findings>();
      let run = 0;
      for (const [parameters, group] of byParameters(
        cases.filter((each) => clusterObject(each.document) !== undefined),
      )) {
        for (const batch of withDistinctNames(group)) {
          const place = join(folder, String(run++));
          mkdirSync(place);
          const constraints = writeConstraints(gatekeeper, place, JSON.parse(parameters) as Case["parameters"]);
          const files = batch.flatMap((each, index) => [
            "-f",
            writeDocument(place, `object-${index}`, each.document, form),
          ]);
          const args = ["test", "-f", join(gatekeeper, "templates"), "-f", constraints, ...files, "-o", "json"];
          const result = spawnSync(engine(name).binary, args, { encoding: "utf8", maxBuffer: 1 << 28 });
          if (result.status !== 0 && result.status !== 1)
            throw new Error(`${name} ended with ${result.status}: ${result.stderr}`);
          const results = (JSON.parse(result.stdout === "" ? "null" : result.stdout) ?? []) as GatorResult[];
          if (result.stdout === "" && result.stderr !== "") throw new Error(`${name}: ${result.stderr}`);
          const keys = new Map(batch.map((each) => [clusterObject(each.document)!.key, each]));
          const found = new Map<Case, Set<Finding>>(batch.map((each) => [each, new Set()]));
          for (const entry of results) {
            const key = clusterObject(entry.violatingObject)?.key;
            const each = key === undefined ? undefined : keys.get(key);
            if (each === undefined) throw new Error(`${name} reports an object that it wasn't given: ${String(key)}`);
            found.get(each)!.add(ofGator(entry, kindOfConstraint));
          }
          for (const each of batch) answers.set(each, sorted(found.get(each)!));
        }
      }
      return cases.map((each) => answers.get(each));
    });
}

function ofGator(entry: GatorResult, kindOfConstraint: (constraint: string) => string): Finding {
  const { details } = entry.metadata;
  if (details.malformed !== undefined) {
    const { expected, found, path, resource } = details.malformed;
    return malformed(kindOfConstraint(entry.constraint.kind), expected, found, path, resource);
  }
  if (details.rule === undefined) return entry.msg ?? "";
  // gator leaves an empty message out.
  return violation(details.rule, entry.msg ?? "", details.path, details.resource);
}

/** The constraints with a case's parameters in place. */
function writeConstraints(gatekeeper: string, place: string, parameters: Case["parameters"]): string {
  const folder = join(place, "constraints");
  mkdirSync(folder);
  for (const file of readdirSync(join(gatekeeper, "constraints"))) {
    const rule = file.replace(/\.yaml$/, "");
    const text = readFileSync(join(gatekeeper, "constraints", file), "utf8");
    const given = parameters[rule];
    writeFileSync(
      join(folder, file),
      given === undefined ? text : text.replace(/^spec:$/m, `spec:\n  parameters: ${JSON.stringify(given)}`),
    );
  }
  return folder;
}

/** Groups in which no two objects have the same kind, namespace and name. */
function withDistinctNames(cases: readonly Case[]): Case[][] {
  const batches: { keys: Set<string>; cases: Case[] }[] = [];
  for (const each of cases) {
    const { key } = clusterObject(each.document)!;
    let batch = batches.find((candidate) => !candidate.keys.has(key));
    if (batch === undefined) {
      batch = { keys: new Set(), cases: [] };
      batches.push(batch);
    }
    batch.keys.add(key);
    batch.cases.push(each);
  }
  return batches.map((batch) => batch.cases);
}

function byParameters(cases: readonly Case[]): Map<string, Case[]> {
  const groups = new Map<string, Case[]>();
  for (const each of cases) {
    const key = JSON.stringify(each.parameters);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

/** In YAML, every string and key is quoted, since parsers disagree on plain ones. */
function writeDocument(folder: string, name: string, document: unknown, form: Form): string {
  const file = join(folder, `${name}.${form}`);
  writeFileSync(
    file,
    form === "json"
      ? JSON.stringify(document)
      : dump(document, { forceQuotes: true, quotingType: '"', lineWidth: -1, noRefs: true }),
  );
  return file;
}

function readModules(folder: string): { [path: string]: string } {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".rego"));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-conformance-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
