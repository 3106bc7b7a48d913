import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import { lowerProgram } from "../../src/rego/program.ts";

/** Names that a statement binds for what comes after it and for the head. */
function bound(statement: Readonly<Record<string, unknown>>): unknown[] {
  if (statement["kind"] === "assign") return [statement["name"]];
  return statement["kind"] === "some"
    ? [statement["key"], statement["value"]].filter((name) => name !== undefined)
    : [];
}

/** Names that are bound both by a statement and by a comprehension inside it, which regorus takes for one variable. */
function boundInside(node: unknown): unknown[] {
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.values(node).flatMap(boundInside);
  const own = bound(node as Readonly<Record<string, unknown>>);
  const again = own.filter((name) => name !== "_" && Object.values(node).flatMap(allBound).includes(name));
  return [...inner, ...again];
}

function allBound(node: unknown): unknown[] {
  if (typeof node !== "object" || node === null) return [];
  return [...bound(node as Readonly<Record<string, unknown>>), ...Object.values(node).flatMap(allBound)];
}

for (const folder of ["policies", "test/evaluator/policies"]) {
  test(`${folder}: no variable has the name of one inside the value that it is bound to`, () => {
    const files = lowerProgram(compileDirectory(folder));
    assert.ok(files.length > 3);
    for (const { path, module } of files) assert.equal(boundInside(module.rules), [], path);
  });
}

test.run();
