import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ofConftest } from "../conformance/engines.ts";
import { type Findings, ofReport, sorted, violation } from "../conformance/verdicts.ts";
import { engine } from "../engines/locate.ts";
import { random } from "../language/things.ts";
import { seedOf } from "../seed.ts";
import { folder, native, randomRun, rules } from "./subject.ts";

for (const name of ["conftest-0.71", "conftest-0.66"]) {
  test(`${name}: unit tests pass, and --combine says what native says of the whole run`, () => {
    const verified = spawnSync(
      engine(name).binary,
      ["verify", "-p", join(folder, "conftest/policy"), "-p", join(folder, "conftest/tests"), "--no-color"],
      {
        encoding: "utf8",
      },
    );
    assert.is(verified.status, 0, verified.stdout + verified.stderr);
    const next = random(seedOf(11));
    for (let number = 0; number < 12; number++) {
      const run = randomRun(next);
      const place = mkdtempSync(join(folder, "run-"));
      const files = run.map((document, index) => {
        const file = join(place, `${index}.json`);
        writeFileSync(file, JSON.stringify(document));
        return file;
      });
      const tested = spawnSync(
        engine(name).binary,
        ["test", "-p", join(folder, "conftest/policy"), "--combine", "--output", "json", "--no-color", ...files],
        { encoding: "utf8" },
      );
      const results = JSON.parse(tested.stdout) as { failures?: Finding[]; warnings?: Finding[] }[];
      const all = results
        .flatMap(({ failures = [], warnings = [] }) => [...failures, ...warnings])
        .filter(({ metadata }) => metadata["unrecognised"] !== true)
        .map((finding) => `${String(finding.metadata["file"])} ${ofConftest(finding)}`);
      const whole = native.evaluate(run);
      const expected = files.flatMap((file, index) => {
        const of = <Entry extends { readonly document: number }>(entries: readonly Entry[]): Entry[] =>
          entries.filter(({ document }) => document === index);
        return ofReport({
          violations: of(whole.violations),
          malformed: of(whole.malformed),
          undetermined: of(whole.undetermined),
        }).map((finding) => `${file} ${finding}`);
      });
      assert.equal(all.sort(), expected.sort());
    }
  });
}

interface Finding {
  readonly metadata: { readonly [key: string]: unknown };
}

const gator = (...args: string[]): { status: number | null; text: string } => {
  const { status, stdout, stderr } = spawnSync(engine("gator-3.23").binary, args, { encoding: "utf8" });
  return { status, text: stdout + stderr };
};
const gatekeeper = join(folder, "bundles/gatekeeper");

test("gator: every suite passes with its inventory", () => {
  const suites = readdirSync(`${gatekeeper}-tests`);
  assert.equal(suites, rules.map(({ id }) => id).sort());
  for (const suite of suites) {
    const { status, text } = gator("verify", "-v", join(`${gatekeeper}-tests`, suite, "suite.yaml"));
    assert.is(status, 0, text);
    assert.match(text, /--- PASS/);
    if (suite === "service-account-exchanged") assert.match(text, /--- PASS: another account/);
  }
});

test("gator: what the templates need to be kept is what the sync set keeps, and no less will do", () => {
  const templates = join(gatekeeper, "templates");
  const { status, text } = gator("sync", "test", "-f", "-n", templates, "-n", join(gatekeeper, "sync-set.yaml"));
  assert.is(status, 0, text);
  assert.is(gator("sync", "test", "-f", "-n", templates).status, 1);
});

test("gator test says what native says of the whole run", () => {
  const next = random(seedOf(13));
  for (let number = 0; number < 10; number++) {
    const objects = new Map<string, unknown>();
    for (const document of randomRun(next)) {
      const { kind, metadata } = document as { kind: string; metadata?: { namespace?: string; name: string } };
      if (metadata !== undefined) objects.set(`${kind} ${metadata.namespace ?? ""} ${metadata.name}`, document);
    }
    const run = [...objects.values()];
    const files = run.flatMap((document, index) => {
      const file = join(folder, `object-${number}-${index}.json`);
      writeFileSync(file, JSON.stringify(document));
      return ["-f", file];
    });
    const { stdout } = spawnSync(
      engine("gator-3.23").binary,
      ["test", "-f", join(gatekeeper, "templates"), "-f", join(gatekeeper, "constraints"), ...files, "-o", "json"],
      { encoding: "utf8" },
    );
    const results = (JSON.parse(stdout) ?? []) as {
      msg: string;
      metadata: { details: { rule?: string; path: unknown; resource: unknown } };
    }[];
    const found: Findings = sorted(
      results.map(({ msg, metadata: { details } }) => violation(details.rule, msg, details.path, details.resource)),
    );
    const whole = native.evaluate(run);
    assert.equal(
      found,
      sorted(whole.violations.map((entry) => violation(entry.rule, entry.message, entry.path, entry.resource))),
      JSON.stringify(run),
    );
  }
});

test.run();
