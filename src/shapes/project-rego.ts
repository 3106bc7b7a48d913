import { array, call, nothing, object, scalar, type Term, variable } from "../rego/ast.ts";
import type { RegoModule } from "./rego-module.ts";
import type { ResultShape } from "./shape.ts";

/**
 * Terms that leave of a value what a shape declares: an object of the rule's may have more fields, a node of the
 * document has a path.
 */
export class ResultProjection {
  readonly #module: RegoModule;

  constructor(module: RegoModule) {
    this.#module = module;
  }

  /** The term of what the shape declares of a value; `depth` tells the variables of nested comprehensions apart. */
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
