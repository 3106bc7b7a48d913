import { relative } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { toPosix } from "../../src/file-names.ts";
import { openProgram, packageRoot } from "../../src/frontend/program.ts";

test("a policy folder's program holds what policies are written with, not the compiler", () => {
  const files = openProgram("policies")
    .program.getSourceFiles()
    .map((file) => toPosix(relative(packageRoot, file.fileName)));
  assert.ok(files.includes("src/authoring/index.ts"));
  assert.equal(
    files.filter((file) =>
      /(^|\/)(ts-morph|@types\/node)\/|^src\/(cli|evaluator|frontend|ir|rego|targets)\//.test(file),
    ),
    [],
  );
});

test.run();
