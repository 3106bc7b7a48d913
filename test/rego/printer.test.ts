import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { array, call, type Module, ref, scalar, type Term, variable } from "../../src/rego/ast.ts";
import { printModule } from "../../src/rego/printer.ts";

const opa = await loadEmbeddedOpa();

/** A list of two conditions, which takes several lines. */
const long: Term = {
  kind: "comprehension",
  type: "array",
  value: variable("item"),
  body: [
    { kind: "some", value: "item", source: ref(variable("input"), "items") },
    { kind: "term", term: { kind: "infix", operator: "!=", left: variable("item"), right: scalar(1) } },
  ],
};

const counted = call("count", long);

/**
 * Calls in which an argument takes several lines: last, first, between others, inside another call, and more than one.
 */
const calls: readonly Term[] = [
  call("array.concat", array(scalar(1)), long),
  call("array.concat", long, array(scalar(1))),
  call("substring", scalar("text"), counted, scalar(2)),
  call("substring", scalar("text"), call("max", array(counted, scalar(3))), counted),
  call("object.get", ref(variable("input"), "x"), call("array.concat", long, long), scalar(1)),
  call("count", call("array.concat", call("array.slice", long, scalar(0), scalar(2)), array())),
];

test("calls are broken as opa fmt breaks them", async () => {
  const modules = Object.fromEntries(
    calls.map((term, index): [string, string] => {
      const module: Module = {
        package: ["printed"],
        header: [],
        metadata: [],
        imports: [],
        rules: [
          {
            kind: "complete",
            name: "value",
            branches: [{ value: variable("found"), body: [{ kind: "assign", name: "found", value: term }] }],
          },
        ],
      };
      return [`${index}.rego`, printModule(module)];
    }),
  );
  const formatted = await opa.format({ modules });
  for (const [path, text] of Object.entries(modules)) assert.is(text, formatted[path], path);
});

test.run();
