import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { constraintKind } from "../../src/targets/names.ts";
import { engine } from "../engines/locate.ts";
import { type Case, clusterObject } from "./cases.ts";
import { gatorTest } from "./engines.ts";
import { compare, manifest } from "./suite.ts";
import type { Findings } from "./verdicts.ts";

/** What Gatekeeper can say of a case: the rules and input kinds whose constraint matches the object. */
function forGatekeeper(each: Case, findings: Findings): Findings {
  const object = clusterObject(each.document);
  const kinds = manifest.kinds
    .filter((kind) =>
      kind.kubernetes.some(
        (resources) =>
          object !== undefined && resources.groups.includes(object.group) && resources.kinds.includes(object.kind),
      ),
    )
    .map((kind) => kind.id);
  return findings.filter((finding) => {
    const { rule, malformed } = JSON.parse(finding) as { rule?: string; malformed?: string };
    const own = manifest.rules.find((candidate) => candidate.id === rule)?.kinds ?? [];
    return (malformed === undefined ? own : [malformed]).some((kind) => kinds.includes(kind));
  });
}

const kindOfConstraint = (constraint: string): string =>
  manifest.rules.find((rule) => constraintKind(rule.id) === constraint)?.kinds[0] ?? constraint;

compare({
  name: "gator test",
  ask: gatorTest("gator-3.23", kindOfConstraint),
  forms: ["json", "yaml"],
  least: 40,
  expect: forGatekeeper,
});

const suites = "bundles/gatekeeper-tests";

test("gator verify: every suite passes, and runs", () => {
  let run = 0;
  for (const suite of readdirSync(suites)) {
    const result = spawnSync(engine("gator-3.23").binary, ["verify", "-v", join(suites, suite, "suite.yaml")], {
      encoding: "utf8",
    });
    assert.is(result.status, 0, result.stdout + result.stderr);
    assert.match(result.stdout, /--- PASS/);
    run++;
  }
  assert.ok(run >= 8, `${run} suites`);
});

test("each rule on cluster resources has a template, a constraint and a suite", () => {
  const rules = manifest.rules.filter((rule) =>
    manifest.kinds.some(({ id, kubernetes }) => rule.kinds.includes(id) && kubernetes.length > 0),
  );
  assert.ok(rules.length >= 8);
  for (const rule of rules) {
    for (const file of [`gatekeeper/templates/${rule.id}.yaml`, `gatekeeper/constraints/${rule.id}.yaml`])
      assert.ok(existsSync(join("bundles", file)), file);
    assert.ok(existsSync(join(suites, rule.id, "suite.yaml")), rule.id);
  }
});

test.run();
