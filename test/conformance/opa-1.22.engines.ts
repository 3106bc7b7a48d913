import { test } from "uvu";
import * as assert from "uvu/assert";
import { opaEval, reportOfNothing } from "./engines.ts";
import { cases, compare } from "./suite.ts";

compare({
  name: "opa eval 1.22",
  ask: opaEval("opa-1.22"),
  forms: ["json", "yaml"],
  least: cases.length,
});
test("where no input is given, nothing is said to be checked", () =>
  assert.equal(reportOfNothing("opa-1.22"), { violations: [], malformed: [], undetermined: [], unrecognised: [[]] }));

test.run();
