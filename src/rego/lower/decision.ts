import type { DecisionDescriptor, ResultShape } from "../../manifest/manifest.ts";
import { array, call, infix, nothing, object, ref, scalar, type Term, variable } from "../ast.ts";
import { snakeCase } from "../names.ts";
import type { ModuleLowering } from "./context.ts";

/**
 * The rules `results` and `report` of a decision's package: for each instance in the input its resource, path and
 * value, which has the fields that the decision's result type declares; and with them what is malformed.
 *
 * @param decide name of the function that gives the value of an instance
 */
export function lowerResults(descriptor: DecisionDescriptor, decide: string, module: ModuleLowering): void {
  for (const name of ["results", "report", "instance", "value", "result"]) module.names.reserve(name);
  const instance = variable("instance");
  const value = new Projection(module).of(descriptor.result, call(decide, instance), 0);
  module.rules.push({
    kind: "contains",
    name: "results",
    value: variable("result"),
    body: [
      {
        kind: "term",
        term: infix(
          "==",
          call("count", variable(module.external(["regoscript", "parameters", "problems"]))),
          scalar(0),
        ),
      },
      {
        kind: "some",
        value: "instance",
        source: variable(module.external(["regoscript", "inputs", snakeCase(descriptor.kind), "instances"])),
      },
      {
        kind: "assign",
        name: "result",
        value: object([
          ["resource", ref(instance, "$resource")],
          ["path", ref(instance, "$path")],
          ["value", value],
        ]),
      },
    ],
    comments: [descriptor.title],
  });
  const malformed = variable(module.external(["regoscript", "inputs", snakeCase(descriptor.kind), "malformed"]));
  const problem = variable("problem");
  const named: Term = {
    kind: "comprehension",
    type: "set",
    value: call("object.union", problem, object([["kind", scalar(descriptor.kind)]])),
    body: [{ kind: "some", value: "problem", source: malformed }],
  };
  module.rules.push({
    kind: "complete",
    name: "report",
    branches: [
      {
        value: object([
          ["results", variable("results")],
          ["malformed", named],
        ]),
        body: [],
      },
    ],
  });
}

/**
 * Terms that leave of a value what a shape declares: an object of the rule's may have more fields, a node of the
 * document has a path.
 */
class Projection {
  readonly #module: ModuleLowering;

  constructor(module: ModuleLowering) {
    this.#module = module;
  }

  of(shape: ResultShape, value: Term, depth: number): Term {
    if (isPlain(shape)) return value;
    const suffix = depth === 0 ? "" : `_${depth + 1}`;
    const [key, item] = [`key${suffix}`, `item${suffix}`];
    switch (shape.type) {
      case "plain":
        return value;
      case "list": {
        const items: Term = {
          kind: "comprehension",
          type: "array",
          value: this.of(shape.items, variable(item), depth + 1),
          body: [{ kind: "some", value: item, source: value }],
        };
        return this.#module.support("unless_null", value, items);
      }
      case "record": {
        const values: Term = {
          kind: "objectComprehension",
          key: variable(key),
          value: this.of(shape.values, variable(item), depth + 1),
          body: [{ kind: "some", key, value: item, source: value }],
        };
        return this.#module.support("unless_null", value, values);
      }
      case "object":
        return call(this.#function(shape), value);
    }
  }

  #function(shape: Extract<ResultShape, { type: "object" }>): string {
    const name = this.#module.helperName("fields_of");
    const value = variable("value");
    const fields = shape.fields.map((field): [string, Term] => [
      field.name,
      this.of(field.shape, this.#module.support("get", value, array(scalar(field.name))), 0),
    ]);
    this.#module.rules.push({
      kind: "complete",
      name,
      parameters: ["value"],
      branches: [
        { value: object(fields), body: [{ kind: "term", term: call("is_object", value) }] },
        { value: nothing, body: [] },
      ],
    });
    return name;
  }
}

/** Whether a value of the shape has nothing to leave out. */
function isPlain(shape: ResultShape): boolean {
  return (
    shape.type === "plain" ||
    (shape.type === "list" && isPlain(shape.items)) ||
    (shape.type === "record" && isPlain(shape.values))
  );
}
