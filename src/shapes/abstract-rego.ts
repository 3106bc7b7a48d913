import { array, call, infix, nothing, object, ref, scalar, set, type Term, variable } from "../rego/ast.ts";
import type { UnknownModule } from "../rego/unknown/module.ts";
import { expectedOf } from "./phrases.ts";
import { entryNames, shortName, variableNames } from "./places-rego.ts";
import { shapeNamed } from "./restricted.ts";
import { isLeftOutUnknown, isObjectLike, type ObjectShape, type ObjectShapes, type Shape } from "./shape.ts";

/**
 * Writes into a Rego module what rules see of raw values that may not be known: for each object shape a function
 * `<object>(value, is_optional)`, and `<object>_problems(value, fields)` of what that gives, since what isn't as a
 * shape says becomes a value that says so.
 */
export class AbstractDecoding {
  readonly #objects: ObjectShapes;
  readonly #module: UnknownModule;
  readonly #names = new Map<string, string>();

  constructor(objects: ObjectShapes, module: UnknownModule) {
    this.#objects = objects;
    this.#module = module;
    for (const name of [...variableNames, "is_optional"]) module.names.reserve(name);
  }

  /**
   * The fields of an object.
   *
   * @param given the raw value of a field
   */
  fields(shape: ObjectShape, given: (name: string) => Term): Term {
    return object(
      shape.fields.map((field) => [
        field.name,
        this.#decoded(field.shape, given(field.name), scalar(field.optional || field.shape.type === "resolvable")),
      ]),
    );
  }

  /** The set of problems of the fields of an object that are in the variable `fields`. */
  problems(shape: ObjectShape, value: Term): Term {
    const all = shape.fields
      .filter((field) => field.shape.type !== "raw")
      .map((field) =>
        this.#module.support(
          "problems_of_field",
          scalar(field.name),
          variable("fields"),
          this.#problems(field.shape, this.#module.abstract("field", value, scalar(field.name)), 0),
        ),
      );
    return all.length === 0 ? set() : call("union", set(...all));
  }

  #object(name: string): string {
    return this.#named(name, shortName(name), (own) => {
      const shape = shapeNamed(this.#objects, name);
      const settled = variable("item");
      const fields = this.fields(shape, (key) => this.#module.abstract("member", settled, scalar(key)));
      const list: Term = {
        kind: "comprehension",
        type: "array",
        value: fields,
        body: [{ kind: "some", value: "item", source: this.#module.abstract("objects_in", variable("value")) }],
      };
      this.#module.rules.push({
        kind: "complete",
        name: own,
        parameters: ["value", "is_optional"],
        branches: [
          {
            value: this.#module.abstract("decoded_object", variable("value"), list, variable("is_optional")),
            body: [],
          },
        ],
      });
    });
  }

  #objectProblems(name: string): string {
    return this.#named(`${name} problems`, `${shortName(name)}_problems`, (own) => {
      const value = infix(
        "|",
        this.#module.abstract("own_problems", variable("value")),
        this.problems(shapeNamed(this.#objects, name), variable("value")),
      );
      this.#module.rules.push({
        kind: "complete",
        name: own,
        parameters: ["value", "fields"],
        branches: [{ value, body: [] }],
      });
    });
  }

  /** The name of a function, which is written once. */
  #named(key: string, wanted: string, write: (name: string) => void): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = this.#module.helperName(wanted);
    this.#names.set(key, name);
    write(name);
    return name;
  }

  #decoded(shape: Shape, at: Term, isOptional: Term): Term {
    const { abstract } = this.#bound;
    switch (shape.type) {
      case "string":
        if (shape.oneOf === undefined) return abstract("decoded_text", at, isOptional);
        return abstract(
          "decoded_choice",
          at,
          set(...shape.oneOf.map((one) => scalar(one))),
          scalar(expectedOf(shape)),
          isOptional,
        );
      case "integer":
        return abstract("decoded_integer", at, isOptional);
      case "boolean":
        return abstract("decoded_boolean", at, isOptional);
      case "scalar":
        return abstract("decoded_scalar", at, isOptional);
      case "text":
        return abstract("decoded_text_or_empty", at, isOptional);
      case "raw":
        return abstract("decoded_raw", at, isOptional);
      case "resolvable":
        return this.#decoded(shape.value, this.#placeholderApart(shape.value, at), isOptional);
      case "object":
        return call(this.#object(shape.name), at, isOptional);
      case "list": {
        const elements = abstract("raw_list", at, scalar(shape.lone), isOptional);
        return this.#inside(shape.items, elements, "items");
      }
      case "record": {
        const loneKey = shape.loneKey === undefined ? nothing : scalar(shape.loneKey);
        return this.#inside(shape.values, abstract("raw_record", at, loneKey, isOptional), "entries");
      }
    }
  }

  /** Decodes the items of a list or the values of a record, each of which stands before whether it is there. */
  #inside(shape: Shape, collection: Term, what: "items" | "entries"): Term {
    const name = this.#named(JSON.stringify([what, shape]), `${what}_of_${innerName(shape)}`, (own) => {
      const item = variable("item");
      const place = what === "items" ? 0 : 1;
      const given = ref(item, scalar(place));
      const decoded = this.#decoded(shape, given, scalar(false));
      const sure = ref(item, scalar(place + 1));
      const inside: Term = {
        kind: "comprehension",
        type: "array",
        value: what === "items" ? array(decoded, sure) : array(ref(item, scalar(0)), decoded, sure),
        body: [
          { kind: "some", value: "item", source: ref(variable("value"), what) },
          ...(isLeftOutUnknown(shape)
            ? [{ kind: "not" as const, term: this.#module.abstract("is_placeholder", given) }]
            : []),
        ],
      };
      const value = this.#module.abstract(what === "items" ? "with_items" : "with_entries", variable("value"), inside);
      this.#module.rules.push({
        kind: "complete",
        name: own,
        parameters: ["value"],
        branches: [{ value, body: [] }],
      });
    });
    return call(name, collection);
  }

  #placeholderApart(shape: Shape, at: Term): Term {
    return isObjectLike(shape) ? at : this.#module.abstract("resolvable", at);
  }

  #problems(shape: Shape, value: Term, depth: number): Term {
    const { abstract } = this.#bound;
    switch (shape.type) {
      case "raw":
        return set();
      case "object":
        return call(this.#objectProblems(shape.name), value, variable("fields"));
      case "resolvable":
        return this.#problems(shape.value, value, depth);
      case "list":
        return this.#problemsInside(shape.items, value, abstract("items_inside", value), depth);
      case "record":
        return this.#problemsInside(shape.values, value, abstract("values_inside", value), depth);
      default:
        return abstract("own_problems", value);
    }
  }

  #problemsInside(shape: Shape, value: Term, inside: Term, depth: number): Term {
    const own = this.#module.abstract("own_problems", value);
    if (shape.type === "raw") return own;
    const [, item, problem] = entryNames(depth);
    return infix("|", own, {
      kind: "comprehension",
      type: "set",
      value: variable(problem),
      body: [
        { kind: "some", value: item, source: inside },
        { kind: "some", value: problem, source: this.#problems(shape, variable(item), depth + 1) },
      ],
    });
  }

  get #bound(): Pick<UnknownModule, "abstract"> {
    return { abstract: this.#module.abstract.bind(this.#module) };
  }
}

/** A word for what is innermost in a shape. */
function innerName(shape: Shape): string {
  switch (shape.type) {
    case "object":
      return shortName(shape.name);
    case "list":
      return `list_of_${innerName(shape.items)}`;
    case "record":
      return `record_of_${innerName(shape.values)}`;
    case "resolvable":
      return innerName(shape.value);
    default:
      return shape.type;
  }
}

/** The value that a rule has of a parameter's, all of which is known. */
export function knownValue(objects: ObjectShapes, shape: Shape, value: Term, module: UnknownModule, depth = 0): Term {
  const [key, item] = entryNames(depth);
  switch (shape.type) {
    case "list":
      return module.support(
        "unless_null",
        value,
        module.abstract("known_list", {
          kind: "comprehension",
          type: "array",
          value: knownValue(objects, shape.items, variable(item), module, depth + 1),
          body: [{ kind: "some", value: item, source: value }],
        }),
      );
    case "record":
      return module.support(
        "unless_null",
        value,
        module.abstract("known_record", {
          kind: "objectComprehension",
          key: variable(key),
          value: knownValue(objects, shape.values, variable(item), module, depth + 1),
          body: [{ kind: "some", key, value: item, source: value }],
        }),
      );
    case "object":
      return module.support(
        "unless_null",
        value,
        module.abstract(
          "known_object",
          nothing,
          object(
            shapeNamed(objects, shape.name).fields.map((field): [string, Term] => [
              field.name,
              knownValue(
                objects,
                field.shape,
                call("object.get", value, scalar(field.name), nothing),
                module,
                depth + 1,
              ),
            ]),
          ),
        ),
      );
    case "resolvable":
      return knownValue(objects, shape.value, value, module, depth);
    default:
      return value;
  }
}
