import { test } from "uvu";
import * as assert from "uvu/assert";
import { reporters } from "../../src/reporters/index.ts";
import type { Reporter } from "../../src/reporters/reporter.ts";
import { everything, nothing } from "./result.ts";

const plain = { color: false, quiet: false };
const formats = Object.entries(reporters) as [string, Reporter][];

for (const [format, reporter] of formats) {
  test(`${format}: control characters of documents are shown, never sent`, () => {
    for (const color of [true, false]) {
      const text = String(reporter(everything, { color, quiet: false }));
      // What paints is the reporter's own; a document's sequence would have other letters.
      assert.not.match(text.replace(/\u001b\[\d+m/g, ""), /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }
  });

  test(`${format}: ends with a line end and says what every list holds`, () => {
    const text = String(reporter(everything, plain));
    assert.match(text, /\n$/);
    for (const part of ["a-rule", "Pod shop/web", "an object", "kubectl get all", "missed comma", "the rule failed"])
      assert.ok(text.includes(part), `${format} leaves out: ${part}`);
    assert.ok(text.includes("other.yaml"), `${format} leaves out what is not recognised`);
  });
}

test("text: a finding with its frame and remedy", () => {
  const text = reporters.text({ ...nothing, violations: everything.violations }, plain);
  assert.is(
    text,
    `high[a-rule] something \\u001b[31mred
  --> pod\\u001b[2J.yaml:12:5
   |
12 |     web: \\u001b]8;;x
   |     ^^^^
   = Pod shop/web, at spec.containers[0]
   = remedy: Do it otherwise.

1 violation (1 high): 3 documents in 2 files, 1 rule
`,
  );
});

test("text: quiet prints findings alone, and nothing where there is nothing", () => {
  assert.is(reporters.text(nothing, { color: false, quiet: true }), "");
  assert.not.match(reporters.text(everything, { color: false, quiet: true }), /not recognised/);
  assert.is(reporters.text(nothing, plain), "no violations: 3 documents in 2 files, 1 rule\n");
});

test("text: colour only where it is asked for", () => {
  assert.match(reporters.text(everything, { color: true, quiet: false }), /\u001b\[/);
  assert.not.match(reporters.text(everything, plain), /\u001b/);
});

test("json: versioned, with counts and places", () => {
  const report = JSON.parse(reporters.json(everything)) as Record<string, unknown>;
  assert.is(report["version"], 1);
  assert.is(report["generator"], "regoscript 1.2.3");
  assert.equal(report["summary"], {
    files: 2,
    documents: 3,
    rules: 1,
    violations: { critical: 0, high: 1, medium: 0, low: 0 },
    malformed: 1,
    undetermined: 1,
    problems: 1,
    failures: 1,
    unrecognised: 1,
  });
  assert.equal(report["violations"], [
    {
      rule: "a-rule",
      severity: "high",
      message: "something \u001b[31mred",
      path: ["spec", "containers", 0],
      resource: "Pod shop/web",
      file: "pod\u001b[2J.yaml",
      line: 12,
      column: 5,
      endLine: 12,
      endColumn: 9,
      remediation: "Do it otherwise.",
    },
  ]);
});

test.run();
