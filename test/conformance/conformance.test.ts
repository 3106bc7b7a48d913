import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { loadSource } from "../../src/evaluator/source.ts";
import { constraintKind } from "../../src/targets/names.ts";
import { engines, requireEngines } from "../engines/locate.ts";
import { type Case, clusterObject, conformanceCases } from "./cases.ts";
import { type Ask, conftest, embedded, type Form, gatorTest, native, opaEval, wasm } from "./engines.ts";
import { type Findings, sorted, violation } from "./verdicts.ts";

const source = await loadSource("policies");
const { manifest } = source.result;
const cases = conformanceCases(source);
const policies = nativePolicies(manifest, source.rules);
const expected = await native(policies)(cases, "json");

test("native: each example has exactly the violations that it expects of its rule", () => {
  let number = 0;
  for (const rule of source.rules) {
    for (const [name, example] of Object.entries(rule.examples)) {
      const index = cases.findIndex((each) => each.name === `${rule.id}: ${name}`);
      const own = expected[index]!.filter((finding) => (JSON.parse(finding) as { rule?: string }).rule === rule.id);
      assert.equal(own, sorted(example.violations.map((one) => violation(rule.id, one.message, one.path, one.resource))), `${rule.id}: ${name}`);
      number++;
    }
  }
  assert.ok(number >= 60, `${number} examples`);
});

test("native: no example is malformed, and every document meant to be malformed is", () => {
  cases.forEach((each, index) => {
    const malformed = expected[index]!.some((finding) => "malformed" in (JSON.parse(finding) as object));
    const wanted = each.name.startsWith("malformed: ") && !["malformed: list of pods without kinds", "malformed: empty object"].includes(each.name);
    assert.is(malformed, wanted, `${each.name}: ${expected[index]!.join(" ")}`);
  });
});

/** What Gatekeeper can say of a case: the rules and input kinds whose constraint matches the object. */
function forGatekeeper(each: Case, findings: Findings): Findings {
  const object = clusterObject(each.document);
  const kinds = manifest.kinds.filter((kind) => kind.kubernetes.some((resources) => object !== undefined && resources.groups.includes(object.group) && resources.kinds.includes(object.kind))).map((kind) => kind.id);
  return findings.filter((finding) => {
    const { rule, malformed } = JSON.parse(finding) as { rule?: string; malformed?: string };
    const kind = malformed ?? manifest.rules.find((candidate) => candidate.id === rule)?.kind;
    return kind !== undefined && kinds.includes(kind);
  });
}

const kindOfConstraint = (constraint: string): string => manifest.rules.find((rule) => constraintKind(rule.id) === constraint)?.kind ?? constraint;

interface Participant {
  readonly name: string;
  /** Name of the real engine that must be there. */
  readonly needs: string | undefined;
  readonly ask: Ask;
  readonly forms: readonly Form[];
  readonly least: number;
  readonly expect?: (each: Case, findings: Findings) => Findings;
}

const participants: readonly Participant[] = [
  { name: "WASM in Node", needs: undefined, ask: wasm, forms: ["json"], least: cases.length },
  { name: "embedded OPA", needs: undefined, ask: embedded, forms: ["json"], least: cases.length },
  { name: "opa eval 1.22", needs: "opa-1.22", ask: opaEval("opa-1.22"), forms: ["json", "yaml"], least: cases.length },
  { name: "opa eval 1.3", needs: "opa-1.3", ask: opaEval("opa-1.3"), forms: ["json", "yaml"], least: cases.length },
  { name: "conftest test 0.71", needs: "conftest-0.71", ask: conftest("conftest-0.71", false), forms: ["json", "yaml"], least: cases.length },
  { name: "conftest test --combine 0.71", needs: "conftest-0.71", ask: conftest("conftest-0.71", true), forms: ["json", "yaml"], least: cases.length },
  { name: "conftest test 0.66", needs: "conftest-0.66", ask: conftest("conftest-0.66", false), forms: ["json", "yaml"], least: cases.length },
  { name: "gator test 3.23", needs: "gator-3.23", ask: gatorTest("gator-3.23", kindOfConstraint), forms: ["json", "yaml"], least: 40, expect: forGatekeeper },
];

/** Exceptions, each with a reason: `engine` and `case` → why. One that no longer differs fails. */
const exceptions: readonly { readonly engine: string; readonly name: string; readonly reason: string }[] = [];

for (const participant of participants) {
  const available = participant.needs === undefined || engines.some((engine) => engine.name === participant.needs && engine.available);
  if (!available && !requireEngines) {
    console.log(`NOTE: ${participant.name} was NOT asked: build it with node scripts/build-engines.mjs (needs Go)`);
    continue;
  }
  for (const form of participant.forms) {
    test(`${participant.name}, ${form}: the same findings as native`, async () => {
      const answers = await participant.ask(cases, form);
      let compared = 0;
      const differences: string[] = [];
      cases.forEach((each, index) => {
        const answer = answers[index];
        if (answer === undefined) return;
        compared++;
        const wanted = participant.expect?.(each, expected[index]!) ?? expected[index]!;
        const excepted = exceptions.some((exception) => exception.engine === participant.name && exception.name === each.name);
        if ((JSON.stringify(answer) === JSON.stringify(wanted)) === excepted) differences.push(`${each.name}\n  native: ${wanted.join("\n          ")}\n  engine: ${answer.join("\n          ")}`);
      });
      assert.ok(compared >= participant.least, `${compared} cases compared, at least ${participant.least} expected`);
      assert.is(differences.length, 0, differences.join("\n"));
    });
  }
}

const gator = engines.find((engine) => engine.name === "gator-3.23")!;
if (gator.available || requireEngines) {
  const folder = "bundles/gatekeeper/suites";
  test("gator verify: every suite passes, and runs", () => {
    const suites = readdirSync(folder);
    assert.ok(suites.length >= 8, `${suites.length} suites`);
    for (const suite of suites) {
      const file = join(folder, suite, "suite.yaml");
      if (!existsSync(file)) continue;
      const run = spawnSync(gator.binary, ["verify", "-v", file], { encoding: "utf8" });
      assert.is(run.status, 0, run.stdout + run.stderr);
      assert.match(run.stdout, /--- PASS/);
    }
  });
} else console.log("NOTE: gator verify was NOT asked: build it with node scripts/build-engines.mjs (needs Go)");

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  const conftestEngine = engines.find((engine) => engine.name === name)!;
  if (!conftestEngine.available && !requireEngines) continue;
  test(`${name} verify: every unit test passes`, () => {
    const run = spawnSync(conftestEngine.binary, ["verify", "-p", "conftest/policy", "--no-color"], { encoding: "utf8" });
    assert.is(run.status, 0, run.stdout + run.stderr);
    const passed = Number(/(\d+) passed/.exec(run.stdout)?.[1]);
    assert.is(passed, source.rules.reduce((total, rule) => total + Object.keys(rule.examples).length, 0));
  });
}

test.run();
