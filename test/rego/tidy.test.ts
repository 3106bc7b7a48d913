import { test } from "uvu";
import * as assert from "uvu/assert";
import { array, scalar } from "../../src/rego/ast.ts";
import { tidyRule } from "../../src/rego/tidy.ts";

test("a comprehension of whose body nothing is used is its value", () => {
  const rule = tidyRule({
    kind: "complete",
    name: "names",
    branches: [
      {
        value: {
          kind: "comprehension",
          type: "array",
          value: scalar("a"),
          body: [{ kind: "assign", name: "unused", value: scalar(1) }],
        },
        body: [],
      },
    ],
  });
  assert.equal(rule.kind === "complete" ? rule.branches[0]?.value : undefined, array(scalar("a")));
});

test.run();
