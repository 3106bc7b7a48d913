import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bench } from "./run.ts";

const test = suite("bench: other engines");

// Each family compares what the engines find before it measures, and fails where that differs.
for (const [family, count] of [
  ["rego", 6],
  ["conftest", 7],
  ["gatekeeper", 3],
  ["cross-document", 5],
] as const) {
  test(`${family}: rules by hand find the same, and everything is measured`, () => {
    const rows = bench(["--only", family, "--size", "0.05"]);
    assert.is(rows.length, count);
    for (const { what, median } of rows) assert.type(median, "number", what);
  });
}

test.run();
