import fc from "fast-check";
import { type InputKind, type Instance, inputKinds } from "../../src/authoring/input-kind.ts";
import { type Located, pathOf } from "../../src/authoring/location.ts";
import { Raw } from "../../src/authoring/raw.ts";
import { expand } from "../../src/documents/expand.ts";

import { parseExamples } from "../../src/examples/parse.ts";
import type { Manifest } from "../../src/manifest/manifest.ts";
import type { LoadedSource } from "../../src/policy-folder.ts";
import type { Shape } from "../../src/shapes/shape.ts";
import { kubernetesObjects } from "../conformance/kubernetes.ts";

/** A JSON document and the parameters of rules that it is judged with. */
export interface Subject {
  readonly document: unknown;
  readonly parameters: { readonly [rule: string]: { readonly [name: string]: unknown } };
}

type Path = readonly (string | number)[];

/** One example of a rule, and the places in it that a decoder reads. */
interface Seed extends Subject {
  /** How often it is chosen. */
  readonly weight: number;
  readonly places: readonly { readonly path: Path; readonly shape: Shape }[];
}

/** Texts that engines are known to read in ways of their own. */
const oddTexts = [
  "",
  "yes",
  "null",
  "0x10",
  "1e3",
  "~",
  "*",
  "𝒳",
  "e\u0301",
  "\ufeff",
  "\u2028",
  "\u0000",
  "\u202e",
  "İ",
  "ß",
  "a".repeat(3000),
  "constructor",
  "__proto__",
  "{",
  "[]",
  "system:masters",
  "arn:aws:iam::111122223333:role/x",
  "AWS_ACCESS_KEY_ID",
  "AKIA0001000200030004",
  "aws_secret_access_key = 00010002000300040005",
  // The first of these in base64, bytes that are no text, and what isn't base64.
  "QUtJQTAwMDEwMDAyMDAwMzAwMDQ=",
  "/w==",
  "QUtJQTAw\n!",
];
const oddKeys = ["", "__proto__", "constructor", "toString", "$path", "$resource", "kind", "a.b", "\u2028", "name"];
const oddNumbers = [0, 1, -1, 2, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 1.5, 0.1, -0, 1000680000];

const anyText = fc.oneof(fc.constantFrom(...oddTexts), fc.string({ unit: "binary", maxLength: 8 }));
const anyScalar = fc.oneof(anyText, fc.constantFrom(...oddNumbers), fc.integer(), fc.boolean(), fc.constant(null));
const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    anyScalar,
    fc.array(tie("value"), { maxLength: 3 }),
    object(fc.oneof(fc.constantFrom(...oddKeys), anyText), tie("value")),
  ),
})).value;

/** An object as JSON has it: any key is its own, `__proto__` too. */
function object(keys: fc.Arbitrary<string>, values: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.array(fc.tuple(keys, values), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

/** Values that a shape describes, and now and then one that it doesn't; each object's are made once. */
function sampleOf(
  shape: Shape,
  objects: Manifest["objects"],
  known: Map<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<unknown> {
  const inner = (of: Shape): fc.Arbitrary<unknown> => sampleOf(of, objects, known);
  const fitting = (): fc.Arbitrary<unknown> => {
    switch (shape.type) {
      case "string":
        return shape.oneOf === undefined ? anyText : fc.constantFrom(...shape.oneOf);
      case "integer":
        return fc.oneof(fc.integer({ min: -3, max: 70000 }), fc.constantFrom(2 ** 53 - 1, 1000680000));
      case "boolean":
        return fc.boolean();
      case "raw":
        return anyValue;
      case "text":
        return fc.oneof({ weight: 3, arbitrary: anyText }, { weight: 1, arbitrary: fc.constant(null) });
      case "scalar":
        return fc.oneof(anyText, fc.boolean(), fc.integer());
      case "resolvable":
        return fc.oneof(
          { weight: 4, arbitrary: inner(shape.value) },
          { weight: 1, arbitrary: fc.constant({ Ref: "Parameter" }) },
        );
      case "list":
        return list(inner(shape.items));
      case "record":
        return fc.oneof(object(fc.oneof(fc.constantFrom(...oddKeys), anyText), inner(shape.values)), anyText);
      case "object":
        return (
          known.get(shape.name) ??
          fc.record(Object.fromEntries(objects[shape.name]!.fields.map((field) => [field.name, inner(field.shape)])), {
            requiredKeys: objects[shape.name]!.fields.filter((field) => !field.optional).map((field) => field.name),
          })
        );
    }
  };
  const values = fc.oneof({ weight: 30, arbitrary: fitting() }, { weight: 1, arbitrary: anyValue });
  if (shape.type === "object") known.set(shape.name, values);
  return values;
}

/** A list of some values, or one by itself. */
function list(items: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(fc.array(items, { maxLength: 3 }), items);
}

/** A change of a document at a place that a number chooses. */
type Mutation =
  | { readonly how: "drop" | "duplicate" | "wrap" | "empty"; readonly at: number }
  | { readonly how: "replace"; readonly at: number; readonly value: unknown }
  | { readonly how: "add"; readonly at: number; readonly key: string; readonly value: unknown }
  | { readonly how: "swap"; readonly at: number; readonly with: number };

const place = fc.nat({ max: 5000 });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    how: fc.constantFrom("drop" as const, "duplicate" as const, "wrap" as const, "empty" as const),
    at: place,
  }),
  fc.record({ how: fc.constant("replace" as const), at: place, value: anyValue }),
  fc.record({ how: fc.constant("add" as const), at: place, key: fc.constantFrom(...oddKeys), value: anyValue }),
  fc.record({ how: fc.constant("swap" as const), at: place, with: place }),
);

/** Of each rule: its examples, and objects with what it is about in each place that this may stand in. */
function seedsOf({ result, rules }: LoadedSource): Seed[][] {
  const { manifest } = result;
  return rules.map((rule) => {
    const inputs = inputKinds(rule.input);
    const placesOf = (document: unknown): Seed["places"] =>
      inputs.flatMap((input) => placesIn(document, input, manifest));
    const ofExamples = parseExamples(rule.id, rule.examples).map(
      ({ document, parameters }): Seed => ({
        weight: 16,
        document,
        parameters: parameters === undefined ? {} : { [rule.id]: parameters },
        places: placesOf(document),
      }),
    );
    const inPlaces = kubernetesObjects
      .filter(({ violations }) => violations.some(([id]) => id === rule.id))
      .map(({ document }): Seed => ({ weight: 1, document, parameters: {}, places: placesOf(document) }));
    return [...ofExamples, ...inPlaces];
  });
}

/** The places in a document that the decoder of an input kind reads. */
function placesIn(document: unknown, input: InputKind<Located>, { kinds, objects }: Manifest): Seed["places"] {
  const kind = kinds.find(({ id }) => id === input.id)!;
  const instances = expand(new Raw(document, undefined)).flatMap((raw) => [...input.find(raw)] as Instance<Located>[]);
  return instances.flatMap(({ at, fields: given }) =>
    given === undefined
      ? [{ path: pathOf(at.link), shape: { type: "object" as const, name: kind.object } }]
      : objects[kind.object]!.fields.flatMap((field) => {
          const raw = (given as { readonly [name: string]: Raw | undefined })[field.name];
          return raw === undefined ? [] : [{ path: pathOf(raw.link), shape: field.shape }];
        }),
  );
}

/**
 * Documents made from the examples of a policy set: with parts as the input kinds' types have them, with mutations, or
 * in a list.
 */
export function subjects(source: LoadedSource): fc.Arbitrary<Subject> {
  const { objects, rules } = source.result.manifest;
  const parameters = fc.constantFrom(...rules.filter((rule) => rule.parameters.length > 0)).chain((rule) =>
    fc
      .record(Object.fromEntries(rule.parameters.map((parameter) => [parameter.name, fitsOnly(parameter.shape)])), {
        requiredKeys: [],
      })
      .map((given) => ({ [rule.id]: given })),
  );
  // A few sets of parameters for all documents, since an engine is started anew for each.
  const pool = fc.sample(parameters, { seed: 1, numRuns: 8 });
  const known = new Map<string, fc.Arbitrary<unknown>>();
  const ofSeed = (seed: Seed): fc.Arbitrary<Subject> => {
    const generated = seed.places.map(({ path, shape }) =>
      fc.option(sampleOf(shape, objects, known), { nil: undefined, freq: 2 }).map((value) => ({ path, value })),
    );
    return fc
      .record({
        // Of many rules nothing is left to say once all places have other values; of some kinds little is malformed.
        how: fc.constantFrom(
          "other values" as const,
          "same values" as const,
          "same values" as const,
          "one of any type" as const,
        ),
        place,
        any: anyValue,
        parts: fc.tuple(...generated),
        mutations: fc.oneof(fc.array(mutation, { maxLength: 4 }), fc.array(mutation, { maxLength: 1 })),
        wrapped: fc.nat({ max: 11 }),
        given: fc.option(fc.constantFrom(...pool), { nil: seed.parameters, freq: 1 }),
      })
      .map(({ how, place, any, parts, mutations, wrapped, given }): Subject => {
        let document: unknown = JSON.parse(JSON.stringify(seed.document));
        if (how === "other values")
          for (const { path, value } of parts) if (value !== undefined) document = replaced(document, path, value);
        if (how === "one of any type" && seed.places.length > 0)
          document = replaced(document, seed.places[place % seed.places.length]!.path, any);
        for (const one of mutations) document = mutated(document, one);
        return { document: inLists(document, seed.document, wrapped), parameters: given };
      });
  };
  // Each rule as often as any other, however many examples it has.
  const ofRules = seedsOf(source).map((seeds) =>
    fc.oneof(...seeds.map((seed) => ({ weight: seed.weight, arbitrary: ofSeed(seed) }))),
  );
  return fc.oneof(...ofRules);
}

/** A document by itself, or with another in a list, in lists of a list, or in an array. */
function inLists(document: unknown, other: unknown, how: number): unknown {
  const list = (...items: unknown[]): unknown => ({ apiVersion: "v1", kind: "List", items });
  if (how === 9) return list(document, other);
  if (how === 10) return list({ apiVersion: "v1", kind: "Other" }, list(document, list(list(other))));
  return how === 11 ? [other, list(document), "text"] : document;
}

/** Values of a parameter that every engine accepts. */
function fitsOnly(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case "list":
      return fc.array(fitsOnly(shape.items), { maxLength: 3 });
    case "record":
      return object(anyText, fitsOnly(shape.values));
    case "integer":
      return fc.integer({ min: -2, max: 10 });
    case "boolean":
      return fc.boolean();
    default:
      return anyText;
  }
}

/** The paths of all values in a document, the root first. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return [path, ...entries.flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function read(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === "object" && current !== null && Object.hasOwn(current, key)
        ? (current as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}

/** A copy with another value at a path; with `undefined` the value is left out. */
function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by === undefined ? null : by;
  if (Array.isArray(value)) {
    const items = value.flatMap((item: unknown, index) =>
      index !== key ? [item] : rest.length === 0 && by === undefined ? [] : [replaced(item, rest, by)],
    );
    return items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] =>
    name !== String(key)
      ? [[name, inner]]
      : rest.length === 0 && by === undefined
        ? []
        : [[name, replaced(inner, rest, by)]],
  );
  if (!Object.hasOwn(value, key) && by !== undefined && rest.length === 0) entries.push([String(key), by]);
  return Object.fromEntries(entries);
}

function mutated(document: unknown, mutation: Mutation): unknown {
  const paths = pathsIn(document);
  const path = paths[mutation.at % paths.length]!;
  const value = read(document, path);
  switch (mutation.how) {
    case "drop":
      return replaced(document, path, undefined);
    case "replace":
      return replaced(document, path, mutation.value);
    case "wrap":
      return replaced(document, path, [value]);
    case "empty":
      return replaced(document, path, Array.isArray(value) ? [] : typeof value === "object" ? {} : "");
    case "duplicate": {
      const parent = read(document, path.slice(0, -1));
      return Array.isArray(parent)
        ? replaced(document, path.slice(0, -1), [...(parent as unknown[]), value])
        : document;
    }
    case "add":
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? replaced(document, [...path, mutation.key], mutation.value)
        : document;
    case "swap": {
      const other = paths[mutation.with % paths.length]!;
      const isInside =
        other.every((key, index) => path[index] === key) || path.every((key, index) => other[index] === key);
      return isInside ? document : replaced(replaced(document, path, read(document, other)), other, value);
    }
  }
}
