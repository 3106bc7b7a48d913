import { join } from "node:path";
import { test } from "uvu";
import { compileDirectory } from "../../src/compile.ts";
import { shapeFolder } from "../conformance/shape-policy.ts";
import { assertStrict } from "../engines/opa-check.ts";

const folders = [
  "test/language/fixtures",
  "test/language/constructs",
  "test/context/policies",
  "test/kinds/policies",
  "test/library/policies",
  "test/published/gatekeeper",
  "test/published/policies",
];

for (const folder of folders)
  test(`${folder}: the Rego is strict for the oldest OPA, and formatted`, () => assertStrict(compileDirectory(folder)));

test("that of every shape inside every other too", () =>
  assertStrict(compileDirectory(join(shapeFolder(), "policies"))));

test.run();
