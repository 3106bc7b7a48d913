import { test } from "uvu";
import * as assert from "uvu/assert";
import { Raw, walk } from "../../src/authoring/raw.ts";
import { makeReport, type Verdict } from "../../src/evaluator/report.ts";
import type { Path } from "../../src/paths.ts";

function verdict(...violations: [path: Path, rule: string, message: string][]): Verdict {
  return {
    violations: violations.map(([path, rule, message]) => ({ path, rule, message, severity: "low", resource: "r" })),
    malformed: [],
    undetermined: [],
    unrecognised: [],
  };
}

test("violations are sorted by document, path, rule, message", () => {
  const { violations } = makeReport([
    verdict(
      [["b"], "r", "m"],
      [["a", 10], "r", "m"],
      [["a", 9], "s", "m"],
      [["a", 9], "r", "n"],
      [["a", 9], "r", "m"],
      [["a"], "z", "m"],
    ),
    verdict([[], "a", "m"]),
  ]);
  assert.equal(
    violations.map(({ document, path, rule, message }) => [document, path.join("."), rule, message]),
    [
      [0, "a", "z", "m"],
      [0, "a.9", "r", "m"],
      [0, "a.9", "r", "n"],
      [0, "a.9", "s", "m"],
      [0, "a.10", "r", "m"],
      [0, "b", "r", "m"],
      [1, "", "a", "m"],
    ],
  );
});

test("the order is that of code points, as in OPA", () => {
  // In UTF-16 units the astral character would come first.
  const { violations } = makeReport([verdict([["\u{1f600}"], "r", "m"], [["\uff61"], "r", "m"])]);
  assert.equal(
    violations.map(({ path }) => path[0]),
    ["\uff61", "\u{1f600}"],
  );
});

test("the same violation counts once, in one document", () => {
  assert.is(
    makeReport([verdict([["a"], "r", "m"], [["a"], "r", "m"]), verdict([["a"], "r", "m"])]).violations.length,
    2,
  );
});

test("a path's key and index are different places", () => {
  assert.is(makeReport([verdict([[0], "r", "m"], [["0"], "r", "m"])]).violations.length, 2);
});

test("one document may have more of anything than the stack has room for", () => {
  const places = Array.from({ length: 200_000 }, (_, index): Path => ["items", index]);
  const entry = { message: "m", resource: "r" };
  const report = makeReport([
    {
      violations: places.map((path) => ({ ...entry, path, rule: "a", severity: "low" })),
      malformed: places.map((path) => ({ path, kind: "k", resource: "r", expected: "a", found: "b" })),
      undetermined: places.map((path) => ({ ...entry, path, rule: "a", severity: "low", missing: "k", collect: "c" })),
      unrecognised: [],
    },
  ]);
  assert.equal(
    [report.violations.length, report.malformed.length, report.undetermined.length],
    [200_000, 200_000, 200_000],
  );
});

test("a walk goes through more elements and members than the stack has room for", () => {
  const list = Array.from({ length: 200_000 }, (_, index) => index);
  const record = Object.fromEntries(list.map((index) => [`k${index}`, index]));
  assert.is(walk(new Raw([list, record], undefined)).length, 400_003);
});

test("documents are counted, and those that no kind recognises are named", () => {
  const report = makeReport([
    verdict(),
    {
      ...verdict(),
      unrecognised: [
        ["items", 10],
        ["items", 9],
      ],
    },
    verdict(),
  ]);
  assert.equal(report, {
    violations: [],
    malformed: [],
    undetermined: [],
    unrecognised: [
      { path: ["items", 9], document: 1 },
      { path: ["items", 10], document: 1 },
    ],
    documents: 3,
  });
});

test.run();
