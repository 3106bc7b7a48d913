import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import type { Rule } from "../../src/rego/ast.ts";
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

/**
 * Whether a rule has branches after its head; regorus takes one without a value for undefined where the head has one.
 */
function isChain(rule: Rule): rule is Extract<Rule, { kind: "complete" }> {
  return rule.kind === "complete" && rule.branches.length > 1;
}

for (const folder of ["policies", "test/evaluator/policies"]) {
  const files = lowerProgram(compileDirectory(folder));
  assert.ok(files.length > 3);

  test(`${folder}: no variable has the name of one inside the value that it is bound to`, () => {
    for (const { path, module } of files) assert.equal(boundInside(module.rules), [], path);
  });

  test(`${folder}: after a head with a value, no branch leaves its own to the engine`, () => {
    const chains = files.flatMap(({ module }) => module.rules.filter(isChain));
    assert.ok(chains.length > 3);
    for (const { name, branches } of chains) {
      if (branches[0]!.value === undefined) continue;
      assert.not(
        branches.some(({ value }) => value === undefined),
        name,
      );
    }
  });
}

test.run();
