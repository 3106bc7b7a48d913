import { call, infix, nothing, object, type Statement, scalar, set, type Term, variable } from "../rego/ast.ts";
import { entryNames, shortName } from "./places-rego.ts";
import type { RegoModule } from "./rego-module.ts";
import { shapeNamed } from "./restricted.ts";
import { type Field, isObjectLike, mayBeAbsent, type ObjectShape, type ObjectShapes, type Shape } from "./shape.ts";
import { ShapeFunctions } from "./shape-functions.ts";

/** How many fields of an object are tested in one body. */
const fieldsInBody = 10;

/** How many at most where its value is known, and not in a function of their own. */
const fieldsInPlace = 4;

/**
 * Writes into a Rego module a quick test whether a value is what a shape says: for each object shape a function
 * `<object>_fits(value)`. It fails in doubt, as where a field is null, and never holds for a value that has a problem.
 */
export class FitsLowering {
  readonly #objects: ObjectShapes;
  readonly #module: RegoModule;
  readonly #functions: ShapeFunctions;

  constructor(objects: ObjectShapes, module: RegoModule) {
    this.#objects = objects;
    this.#module = module;
    this.#functions = new ShapeFunctions(module);
  }

  /**
   * Statements that hold only where the fields of an object are what its shape says.
   *
   * @param wanted name of a function of `parameter` for those of many fields that another body tests: OPA plans a body
   * with a stack as deep as it is long
   * @param place the value of a field, or where there is none the term given
   * @param hasAbsent whether `place` can give that term; else nothing stands for a field that is absent
   */
  ofFields(
    shape: ObjectShape,
    wanted: string,
    parameter: string,
    place: (field: Field, absent: Term) => Term,
    hasAbsent = true,
  ): Statement[] {
    return this.#inBodies(shape, wanted, parameter, (field) => this.#field(field, place, hasAbsent, 0));
  }

  /** The tests of all fields, in bodies that aren't long. */
  #inBodies(
    shape: ObjectShape,
    wanted: string,
    parameter: string,
    testsOf: (field: Field) => Statement[],
  ): Statement[] {
    const parts: Statement[][] = [];
    for (let first = 0; first < shape.fields.length; first += fieldsInBody)
      parts.push(shape.fields.slice(first, first + fieldsInBody).flatMap(testsOf));
    const [own = [], ...others] = parts;
    for (const body of others.filter((part) => part.length > 0)) {
      const name = this.#module.helperName(wanted);
      this.#module.rules.push({
        kind: "complete",
        name,
        parameters: [parameter],
        branches: [{ value: undefined, body }],
      });
      own.push({ kind: "term", term: call(name, variable(parameter)) });
    }
    return own;
  }

  #field(field: Field, place: (field: Field, absent: Term) => Term, hasAbsent: boolean, depth: number): Statement[] {
    const { shape, name } = field;
    if (!mayBeAbsent(field)) return this.#fits(shape, place(field, nothing), name, depth);
    const absent = hasAbsent ? this.#absent(shape) : undefined;
    if (absent !== undefined) return this.#fits(shape, place(field, absent), name, depth);
    return [
      {
        kind: "term",
        term: call(this.#choice(name, shape, infix("==", variable("value"), nothing)), place(field, nothing)),
      },
    ];
  }

  /** A value of a shape that fits it whatever it is: what stands for a field that is absent. */
  #absent(shape: Shape): Term | undefined {
    switch (shape.type) {
      case "string":
        return scalar(shape.oneOf?.[0] ?? "");
      case "integer":
        return scalar(0);
      case "boolean":
        return scalar(false);
      case "scalar":
      case "text":
        return scalar("");
      case "raw":
        return nothing;
      case "list":
        return { kind: "array", items: [] };
      case "record":
        return object([]);
      case "resolvable":
        return this.#absent(shape.value);
      case "object": {
        const needed = shapeNamed(this.#objects, shape.name).fields.some(
          (field) => !mayBeAbsent(field) && field.shape.type !== "raw",
        );
        return needed ? undefined : object([]);
      }
    }
  }

  #fits(shape: Shape, at: Term, wanted: string, depth: number): Statement[] {
    const support = this.#module.support.bind(this.#module);
    switch (shape.type) {
      case "string":
        return [
          {
            kind: "term",
            term:
              shape.oneOf === undefined
                ? call("is_string", at)
                : infix("in", at, set(...shape.oneOf.map((one) => scalar(one)))),
          },
        ];
      case "text":
        return [{ kind: "term", term: call("is_string", at) }];
      case "integer":
        return [{ kind: "term", term: support("is_integer", at) }];
      case "boolean":
        return [{ kind: "term", term: call("is_boolean", at) }];
      case "scalar":
        return [{ kind: "term", term: support("is_scalar", at) }];
      case "raw":
        return [];
      case "object":
        return this.#isShort(shape, at)
          ? this.#objectBody(shape.name, wanted, at, depth)
          : [{ kind: "term", term: call(this.#object(shape.name), at) }];
      case "resolvable":
        if (isObjectLike(shape.value)) return this.#fits(shape.value, at, wanted, depth);
        return [
          { kind: "term", term: call(this.#choice(wanted, shape.value, call("is_object", variable("value"))), at) },
        ];
      case "list":
        return shape.lone
          ? [
              { kind: "term", term: infix("!=", at, nothing) },
              ...this.#each(shape.items, support("listed", at), wanted, depth),
            ]
          : [{ kind: "term", term: call("is_array", at) }, ...this.#each(shape.items, at, wanted, depth)];
      case "record": {
        const over = shape.loneKey === undefined ? at : support("keyed", at, scalar(shape.loneKey));
        return [{ kind: "term", term: call("is_object", over) }, ...this.#each(shape.values, over, wanted, depth)];
      }
    }
  }

  /** Every item fits. */
  #each(shape: Shape, over: Term, wanted: string, depth: number): Statement[] {
    const [, item] = entryNames(depth);
    const body = this.#fits(shape, variable(item), wanted, depth + 1);
    return body.length === 0 ? [] : [{ kind: "every", value: item, source: over, body }];
  }

  /** Whether an object is tested where it stands: a call costs more than a few tests. */
  #isShort({ name }: Extract<Shape, { type: "object" }>, at: Term): boolean {
    return at.kind === "var" && shapeNamed(this.#objects, name).fields.length <= fieldsInPlace;
  }

  #object(name: string): string {
    return this.#functions.named(name, `${shortName(name)}_fits`, ["value"], (functionName) => [
      { value: undefined, body: this.#objectBody(name, functionName, variable("value"), 0) },
    ]);
  }

  #objectBody(name: string, wanted: string, at: Term, depth: number): Statement[] {
    const parameter = at.kind === "var" ? at.name : "value";
    return [
      { kind: "term", term: call("is_object", at) },
      ...this.#inBodies(shapeNamed(this.#objects, name), wanted, parameter, (field) =>
        this.#field(field, (_, absent) => call("object.get", at, scalar(field.name), absent), true, depth),
      ),
    ];
  }

  /** A function that holds for values for which a test holds, or that fit a shape. */
  #choice(wanted: string, shape: Shape, test: Term): string {
    return this.#functions.named(JSON.stringify([shape, test]), `${wanted}_fits`, ["value"], () => {
      const body = this.#fits(shape, variable("value"), wanted, 0);
      return [
        { value: undefined, body: [{ kind: "term", term: test }] },
        body.length === 0 ? { value: scalar(true), body } : { value: undefined, body },
      ];
    });
  }
}
