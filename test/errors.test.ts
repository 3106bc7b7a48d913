import { test } from "uvu";
import * as assert from "uvu/assert";
import * as regoscript from "../src/index.ts";

test("each error that a user can act on is exported, named and of one class", () => {
  const errors = [
    new regoscript.UsageError("x"),
    new regoscript.BundleError("x"),
    new regoscript.ParameterError([], "x"),
    new regoscript.PolicyFolderError("x"),
    new regoscript.EvaluationError(0, "x"),
    new regoscript.DecisionError("x"),
    new regoscript.CompilationError([], new Map()),
  ];
  for (const error of errors) {
    assert.instance(error, regoscript.RegoscriptError);
    assert.is(error.name, error.constructor.name);
  }
  const exported = Object.entries(regoscript).filter(([name]) => name.endsWith("Error"));
  assert.is(exported.length, errors.length + 1);
});

test.run();
