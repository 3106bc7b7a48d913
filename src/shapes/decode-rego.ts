import {
  type Body,
  call,
  concatenate,
  infix,
  nothing,
  object,
  ref,
  type Statement,
  scalar,
  set,
  type Term,
  variable,
} from "../rego/ast.ts";
import { expectedOf } from "./phrases.ts";
import type { RegoModule } from "./rego-module.ts";
import {
  type Field,
  isLeftOutUnknown,
  isObjectLike,
  type ObjectShape,
  type ObjectShapes,
  type Shape,
} from "./shape.ts";

/**
 * The decoder of an input kind in Rego: `decode_<object>(value, path)` and `<object>_problems(value, path)` for each
 * object shape that the kind reaches, `instances` and `malformed` for the whole.
 *
 * @param withRequest whether instances keep the admission request that their document came with
 */
export function lowerDecoder(rootName: string, objects: ObjectShapes, withRequest: boolean, module: RegoModule): void {
  new DecoderLowering(objects, module).root(rootName, withRequest);
}

const value = variable("value");
const path = variable("path");
const candidate = variable("candidate");

/** Writes decoders into a Rego module. */
export class DecoderLowering {
  readonly #objects: ObjectShapes;
  readonly #module: RegoModule;
  readonly #functions = new Map<string, { decode: string; problems: string }>();

  constructor(objects: ObjectShapes, module: RegoModule) {
    this.#objects = objects;
    this.#module = module;
    for (const name of ["value", "path", "candidate", "problem", "checked"]) module.names.reserve(name);
  }

  /** The rules of an input kind, whose instances have the named shape. */
  root(name: string, withRequest: boolean): void {
    const shape = this.#shape(name);
    const union = this.#problemsOfFields(shape, (field) => [
      ref(candidate, "fields", field.name, "value"),
      ref(candidate, "fields", field.name, "path"),
    ]);
    this.#module.rules.push(
      {
        kind: "complete",
        name: "problems",
        parameters: ["candidate"],
        branches: [
          { value: union, body: [{ kind: "term", term: call("is_object", ref(candidate, "value")) }] },
          {
            value: set(
              this.#module.support("problem", ref(candidate, "path"), scalar("an object"), ref(candidate, "value")),
            ),
            body: [],
          },
        ],
        comments: ["Where a candidate is not what the interface says."],
      },
      {
        kind: "complete",
        name: "decoded",
        parameters: ["candidate"],
        branches: [
          {
            value: object([
              ["$path", ref(candidate, "path")],
              ["$resource", ref(candidate, "resource")],
              ...(withRequest
                ? [
                    [
                      "$request",
                      this.#module.support(
                        "admission_request",
                        call("object.get", candidate, scalar("request"), nothing),
                      ),
                    ] as const,
                  ]
                : []),
              ...shape.fields.map((field): [string, Term] => [
                field.name,
                this.#decode(
                  field.shape,
                  field.optional,
                  ref(candidate, "fields", field.name, "value"),
                  ref(candidate, "fields", field.name, "path"),
                  0,
                ),
              ]),
            ]),
            body: [],
          },
        ],
      },
      {
        kind: "complete",
        name: "checked",
        branches: [
          {
            value: {
              kind: "comprehension",
              type: "array",
              value: object([
                ["candidate", candidate],
                ["problems", call("problems", candidate)],
              ]),
              body: [{ kind: "some", value: "candidate", source: variable("found") }],
            },
            body: [],
          },
        ],
      },
      {
        kind: "complete",
        name: "instances",
        branches: [
          {
            value: {
              kind: "comprehension",
              type: "array",
              value: call("decoded", ref(variable("check"), "candidate")),
              body: [
                { kind: "some", value: "check", source: variable("checked") },
                { kind: "term", term: infix("==", call("count", ref(variable("check"), "problems")), scalar(0)) },
              ],
            },
            body: [],
          },
        ],
        comments: ["The instances that rules run on."],
      },
      {
        kind: "contains",
        name: "malformed",
        value: call(
          "object.union",
          variable("problem"),
          object([["resource", ref(variable("check"), "candidate", "resource")]]),
        ),
        body: [
          { kind: "some", value: "check", source: variable("checked") },
          { kind: "some", value: "problem", source: ref(variable("check"), "problems") },
        ],
      },
    );
  }

  #shape(name: string): ObjectShape {
    const shape = this.#objects[name];
    if (shape === undefined) throw new Error(`no shape ${name} in the manifest`);
    return shape;
  }

  /** Names of the two functions of an object shape, whose rules are added at its first use. */
  #object(name: string): { decode: string; problems: string } {
    const known = this.#functions.get(name);
    if (known !== undefined) return known;
    const functions = {
      decode: this.#module.helperName(`decode_${shortName(name)}`),
      problems: this.#module.helperName(`${shortName(name)}_problems`),
    };
    this.#functions.set(name, functions);
    const shape = this.#shape(name);
    const place = (field: Field): [Term, Term] => [
      call("object.get", value, scalar(field.name), nothing),
      concatenate(path, [scalar(field.name)]),
    ];
    const problems = this.#problemsOfFields(shape, place);
    const decoded = object([
      ["$path", path],
      ...shape.fields.map((field): [string, Term] => [
        field.name,
        this.#decode(field.shape, field.optional, ...place(field), 0),
      ]),
    ]);
    this.#module.rules.push(
      {
        kind: "complete",
        name: functions.problems,
        parameters: ["value", "path"],
        branches: [
          { value: problems, body: [{ kind: "term", term: call("is_object", value) }] },
          { value: set(this.#module.support("problem", path, scalar("an object"), value)), body: [] },
        ],
      },
      {
        kind: "complete",
        name: functions.decode,
        parameters: ["value", "path"],
        branches: [
          { value: decoded, body: [{ kind: "term", term: call("is_object", value) }] },
          { value: nothing, body: [] },
        ],
      },
    );
    return functions;
  }

  #problemsOfFields(shape: ObjectShape, place: (field: Field) => [Term, Term]): Term {
    // Any value will do for a raw field.
    const checked = shape.fields.filter((field) => field.shape.type !== "raw");
    return checked.length === 0
      ? set()
      : call("union", set(...checked.map((field) => this.#problemsOfField(field, ...place(field)))));
  }

  #problemsOfField(field: Field, fieldValue: Term, fieldPath: Term): Term {
    const { shape } = field;
    const problems = this.#problems(shape, fieldValue, fieldPath, 0);
    const mayBeAbsent =
      field.optional || shape.type === "list" || shape.type === "record" || shape.type === "resolvable";
    return mayBeAbsent ? this.#module.support("unless_absent", fieldValue, problems) : problems;
  }

  /** The set of problems of a value that is not absent. */
  problems(shape: Shape, at: Term, atPath: Term): Term {
    return this.#problems(shape, at, atPath, 0);
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
      case "resolvable":
        if (isObjectLike(shape.value)) return this.#problems(shape.value, at, atPath, depth);
        return support("unless_unknown", at, this.#problems(shape.value, at, atPath, depth));
      case "object":
        return call(this.#object(shape.name).problems, at, atPath);
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
    const [key, item, problem] = names(depth);
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

  #decode(shape: Shape, optional: boolean, at: Term, atPath: Term, depth: number): Term {
    const support = this.#module.support.bind(this.#module);
    switch (shape.type) {
      case "string":
      case "integer":
      case "boolean":
        return at;
      case "raw": {
        const raw = object([
          ["value", at],
          ["path", atPath],
        ]);
        return optional ? support("unless_null", at, raw) : raw;
      }
      case "scalar":
        return support("scalar_text", at);
      case "resolvable":
        return this.#decode(shape.value, true, isObjectLike(shape.value) ? at : support("known", at), atPath, depth);
      case "object":
        return call(this.#object(shape.name).decode, at, atPath);
      case "list": {
        if (isPlain(shape.items) && !shape.lone) return optional ? at : support("as_list", at);
        const over = support(shape.lone ? "listed" : "as_list", at);
        const items = isPlain(shape.items)
          ? over
          : this.#comprehension(shape.items, over, depth, (key) =>
              shape.lone ? support("listed_path", at, atPath, key) : concatenate(atPath, [key]),
            );
        return optional ? support("unless_null", at, items) : items;
      }
      case "record": {
        const over = shape.loneKey === undefined ? at : support("keyed", at, scalar(shape.loneKey));
        if (isPlain(shape.values)) return optional ? over : support("as_record", over);
        const [key, item] = names(depth);
        const entries: Term = {
          kind: "objectComprehension",
          key: variable(key),
          value: this.#decode(shape.values, false, variable(item), concatenate(atPath, [variable(key)]), depth + 1),
          body: [
            { kind: "some", key, value: item, source: support("as_record", over) },
            ...this.#onlyKnown(shape.values, item),
          ],
        };
        return optional ? support("unless_null", at, entries) : entries;
      }
    }
  }

  #comprehension(shape: Shape, over: Term, depth: number, pathOfKey: (key: Term) => Term): Term {
    const [key, item] = names(depth);
    const decoded = this.#decode(shape, false, variable(item), pathOfKey(variable(key)), depth + 1);
    const usesKey = mentions(decoded, key);
    const body: Body = [
      usesKey ? { kind: "some", key, value: item, source: over } : { kind: "some", value: item, source: over },
      ...this.#onlyKnown(shape, item),
    ];
    return { kind: "comprehension", type: "array", value: decoded, body };
  }

  /** An unknown value inside a list or record is left out. */
  #onlyKnown(shape: Shape, item: string): Statement[] {
    return isLeftOutUnknown(shape) ? [{ kind: "not", term: call("is_object", variable(item)) }] : [];
  }
}

/** Whether a decoded value is the value itself. */
function isPlain(shape: Shape): boolean {
  return shape.type === "string" || shape.type === "integer" || shape.type === "boolean";
}

function names(depth: number): [string, string, string] {
  const suffix = depth === 0 ? "" : `_${depth + 1}`;
  return [`key${suffix}`, `item${suffix}`, `problem${suffix}`];
}

function mentions(term: Term, name: string): boolean {
  return JSON.stringify(term).includes(`{"kind":"var","name":${JSON.stringify(name)}}`);
}

/** `kubernetes/workload.PodSpec` as `PodSpec`. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
