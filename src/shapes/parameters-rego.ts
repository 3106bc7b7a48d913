import type { ParameterDescriptor } from "../manifest/manifest.ts";
import { array, call, infix, nothing, type Rule, scalar, set, type Term, variable } from "../rego/ast.ts";
import { regoValue } from "../rego/value.ts";
import { DecodeLowering } from "./decode-rego.ts";
import { ProblemsLowering } from "./problems-rego.ts";
import type { RegoModule } from "./rego-module.ts";
import { fieldsReached, objectsIn } from "./restricted.ts";
import type { ObjectShapes, Shape } from "./shape.ts";

/** Not `problem`, which a set of problems binds inside itself: regorus takes the two for one. */
const fault = "fault";

/** Writes into a Rego module what rules see of the parameters that are given, and what is wrong with them. */
export class ParameterLowering {
  readonly #objects: ObjectShapes;
  readonly #module: RegoModule;
  readonly #given: Term;
  readonly #decode: DecodeLowering;
  readonly #problems: ProblemsLowering;

  /** @param given an object by rule id, of what is given */
  constructor(given: Term, objects: ObjectShapes, module: RegoModule) {
    this.#given = given;
    this.#objects = objects;
    this.#module = module;
    this.#decode = new DecodeLowering(objects, module);
    this.#problems = new ProblemsLowering(objects, module);
  }

  /** What a rule sees: the value given, or else the default. */
  value(rule: string, { name, shape, default: otherwise }: ParameterDescriptor): Term {
    const value = this.#module.support("coalesce", this.#at(rule, name), regoValue(otherwise));
    return isDecoded(shape) ? this.#decode.of(shape, otherwise === undefined, value) : value;
  }

  /** A rule of the set `faults`: what is wrong with a value that is given. */
  faults(rule: string, { name, shape }: ParameterDescriptor): Rule {
    const value = variable("value");
    const [root] = objectsIn(shape);
    const fields = root === undefined ? [] : fieldsReached(this.#objects, root, "all");
    return {
      kind: "contains",
      name: "faults",
      value: variable(fault),
      body: [
        { kind: "assign", name: "value", value: this.#at(rule, name) },
        { kind: "term", term: infix("!=", value, nothing) },
        ...(root === undefined
          ? []
          : [{ kind: "assign" as const, name: "fields", value: set(...fields.map((field) => scalar(field))) }]),
        {
          kind: "some",
          value: fault,
          source: this.#problems.of(shape, value, array(scalar(rule), scalar(name))),
        },
      ],
    };
  }

  #at(rule: string, name: string): Term {
    return call("object.get", this.#given, array(scalar(rule), scalar(name)), nothing);
  }
}

/** Whether rules see something else of a value than the value itself. */
function isDecoded(shape: Shape): boolean {
  switch (shape.type) {
    case "list":
      return isDecoded(shape.items);
    case "record":
      return isDecoded(shape.values);
    default:
      return shape.type === "object" || shape.type === "scalar";
  }
}
