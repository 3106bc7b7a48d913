import { call, concatenate, infix, nothing, scalar, set, type Term, variable } from "../rego/ast.ts";
import { expectedFieldOf, expectedOf } from "./phrases.ts";
import { entryNames, placeOf, shortName } from "./places-rego.ts";
import type { RegoModule } from "./rego-module.ts";
import { shapeNamed } from "./restricted.ts";
import { type Field, isObjectLike, mayBeAbsent, type ObjectShape, type ObjectShapes, type Shape } from "./shape.ts";
import { ShapeFunctions } from "./shape-functions.ts";

/**
 * Writes into a Rego module where exactly a value is not what a shape says, as sets of problems: for each object shape
 * a function `<object>_problems(value, path, fields)`, which looks only at fields whose names are in `fields`.
 */
export class ProblemsLowering {
  readonly #objects: ObjectShapes;
  readonly #module: RegoModule;
  readonly #functions: ShapeFunctions;

  constructor(objects: ObjectShapes, module: RegoModule) {
    this.#objects = objects;
    this.#module = module;
    this.#functions = new ShapeFunctions(module);
  }

  /** The set of problems of a value that is not absent. */
  of(shape: Shape, at: Term, atPath: Term): Term {
    return this.#problems(shape, at, atPath, 0);
  }

  /** The set of problems of an object's fields, of those that are in the variable `fields`. */
  ofFields(shape: ObjectShape, place: (field: Field) => [Term, Term]): Term {
    // Any value will do for a raw field.
    const checked = shape.fields.filter((field) => field.shape.type !== "raw");
    return checked.length === 0
      ? set()
      : call("union", set(...checked.map((field) => this.#problemsOfField(field, ...place(field)))));
  }

  #problemsOfField(field: Field, fieldValue: Term, fieldPath: Term): Term {
    const isOptional = mayBeAbsent(field);
    return this.#module.support(
      isOptional ? "problems_of_optional" : "problems_of_field",
      scalar(field.name),
      variable("fields"),
      ...(isOptional ? [fieldValue] : []),
      this.#problems(field.shape, fieldValue, fieldPath, 0),
    );
  }

  #problemsOfObject(shape: ObjectShape): Term {
    const problems = this.ofFields(shape, placeOf);
    if (!shape.closed) return problems;
    const names = shape.fields.map(({ name }) => name);
    return infix(
      "|",
      this.#module.support(
        "unknown_field_problems",
        variable("value"),
        set(...names.map((name) => scalar(name))),
        scalar(expectedFieldOf(names)),
        variable("path"),
      ),
      problems,
    );
  }

  #object(name: string): string {
    return this.#functions.named(name, `${shortName(name)}_problems`, ["value", "path", "fields"], () => [
      {
        value: this.#problemsOfObject(shapeNamed(this.#objects, name)),
        body: [{ kind: "term", term: call("is_object", variable("value")) }],
      },
      {
        value: set(this.#module.support("problem", variable("path"), scalar("an object"), variable("value"))),
        body: [],
      },
    ]);
  }

  #problems(shape: Shape, at: Term, atPath: Term, depth: number): Term {
    const support = this.#module.support.bind(this.#module);
    switch (shape.type) {
      case "string":
        if (shape.oneOf === undefined) return support("string_problems", at, atPath);
        return support(
          "enumeration_problems",
          at,
          set(...shape.oneOf.map((one) => scalar(one))),
          scalar(expectedOf(shape)),
          atPath,
        );
      case "integer":
        return support("integer_problems", at, atPath);
      case "boolean":
        return support("boolean_problems", at, atPath);
      case "raw":
        return set();
      case "scalar":
        return support("scalar_problems", at, atPath);
      case "text":
        return support("text_problems", at, atPath);
      case "resolvable":
        if (isObjectLike(shape.value)) return this.#problems(shape.value, at, atPath, depth);
        return support("unless_unknown", at, this.#problems(shape.value, at, atPath, depth));
      case "object":
        return call(this.#object(shape.name), at, atPath, variable("fields"));
      case "list":
        return this.#problemsInside(
          shape.items,
          shape.lone ? support("listed", at) : at,
          depth,
          shape.lone
            ? { problems: support("absence_problems", at, atPath), fits: infix("!=", at, nothing) }
            : { problems: support("array_problems", at, atPath), fits: call("is_array", at) },
          (key) => (shape.lone ? support("listed_path", at, atPath, key) : concatenate(atPath, [key])),
        );
      case "record": {
        const over = shape.loneKey === undefined ? at : support("keyed", at, scalar(shape.loneKey));
        return this.#problemsInside(
          shape.values,
          over,
          depth,
          { problems: support("record_problems", over, atPath), fits: call("is_object", over) },
          (key) => concatenate(atPath, [key]),
        );
      }
    }
  }

  /** @param own the problems of the list or record itself, and what must hold for its items to be looked at */
  #problemsInside(
    shape: Shape,
    over: Term,
    depth: number,
    own: { problems: Term; fits: Term },
    pathOfKey: (key: Term) => Term,
  ): Term {
    // Any item will do; OPA's type checker refuses to iterate a set that it can prove empty.
    if (shape.type === "raw") return own.problems;
    const [key, item, problem] = entryNames(depth);
    const inner: Term = {
      kind: "comprehension",
      type: "set",
      value: variable(problem),
      body: [
        { kind: "term", term: own.fits },
        { kind: "some", key, value: item, source: over },
        {
          kind: "some",
          value: problem,
          source: this.#problems(shape, variable(item), pathOfKey(variable(key)), depth + 1),
        },
      ],
    };
    return infix("|", own.problems, inner);
  }
}
