import { test } from "uvu";
import * as assert from "uvu/assert";
import { conciseReport } from "../../src/reporters/concise.ts";
import { everything, nothing } from "./result.ts";

const plain = { color: false, quiet: false };

test("a line for each finding, with its place and its own word, then a summary", () => {
  assert.is(
    conciseReport(everything, plain),
    `pod\\u001b[2J.yaml:12:5: high[a-rule] something \\u001b[31mred (Pod shop/web)
pod\\u001b[2J.yaml:12:5: malformed[thing] expected an object, found a string (Pod shop/web)
pod\\u001b[2J.yaml:12:5: undetermined[a-rule] who knows (Pod shop/web); evidence: kubectl get all
broken.yaml:3:1: unreadable missed comma; correct it
deep.yaml:1: failed the rule failed
other.yaml:1: not recognised: v1 Secret
charts/web: not read: Helm chart (helm template CHART | regoscript check -)
1 violation (1 high), 1 malformed, 1 undetermined, 1 unreadable, 1 failed, 1 not recognised, 1 not read: 3 documents in 2 files, 1 rule
`,
  );
});

test("a clean run says so, and quiet prints findings alone", () => {
  assert.is(conciseReport(nothing, plain), "no violations: 3 documents in 2 files, 1 rule\n");
  assert.is(conciseReport(nothing, { color: false, quiet: true }), "");
  const quiet = conciseReport(everything, { color: false, quiet: true });
  assert.is(quiet.split("\n").length, 6);
  assert.not.match(quiet, /not recognised|documents/);
});

test("a whole file has no line, and a part that says nothing of itself has its path", () => {
  const report = conciseReport(
    {
      ...nothing,
      problems: [{ file: "lost.yaml", message: "is not there", remedy: "look for it" }],
      unrecognised: [
        { file: "list.yaml", line: 4, path: ["items", 1], description: "", concernsAccess: true },
        { file: "plain.yaml", line: 1, path: [], description: "", concernsAccess: true },
      ],
    },
    plain,
  );
  assert.equal(report.split("\n").slice(0, 3), [
    "lost.yaml: unreadable is not there; look for it",
    "list.yaml:4: not recognised: a part of a document, at items[1]",
    "plain.yaml:1: not recognised: a document",
  ]);
});

test("colour only where it is asked for, for what kind of finding it is alone", () => {
  const [first] = conciseReport(everything, { color: true, quiet: false }).split("\n");
  assert.is(first, "pod\\u001b[2J.yaml:12:5: \u001b[31mhigh\u001b[39m[a-rule] something \\u001b[31mred (Pod shop/web)");
  assert.not.match(conciseReport(everything, plain), /\u001b/);
});

test("severities are counted in their order, without those that nothing has", () => {
  const [violation] = everything.violations;
  const violations = (["low", "critical", "low"] as const).map((severity) => ({ ...violation!, severity }));
  const report = conciseReport({ ...nothing, violations }, plain);
  assert.match(report, /\n3 violations \(1 critical, 2 low\): 3 documents in 2 files, 1 rule\n$/);
});

test.run();
