import { rule, violation } from "regoscript";
import { type Part, Thing } from "../fixtures/thing.ts";

// narrowing: narrowing of what may be absent
//
// Tests narrow as TypeScript says, and leave the same test in Rego.
function half(thing: Thing): number {
  if (thing.limit === undefined) return 0;
  return Math.floor(thing.limit / 2);
}

// type-guard: type guards
//
// A function that returns `value is …` is an ordinary function that returns a boolean.
function isNamed(part: Part): part is Part & { readonly id: "a" | "b" } {
  return part.id === "a" || part.id === "b";
}

function named(parts: readonly Part[]): number {
  return parts.filter(isNamed).length;
}

// discriminated-union: discriminated unions
//
// A `switch` over the field that tells the members apart needs no `default`.
type Shape = { readonly kind: "circle"; readonly radius: number } | { readonly kind: "square"; readonly side: number };

function extent(shape: Shape): number {
  switch (shape.kind) {
    case "circle":
      return shape.radius * 2;
    case "square":
      return shape.side;
  }
}

function extentOf(thing: Thing): number {
  return extent(thing.on ? { kind: "circle", radius: thing.size } : { kind: "square", side: thing.size });
}

// typeof: `typeof`, `Array.isArray`
//
// Tests of a value's type; in a `switch` too. Say with a union what a value may be.
//
// RS1011 const value: any = name; if (value.a === 1) return;
function first(value: string | readonly string[] | undefined): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? `${value.length} of them` : "none";
}

// enum: enums
//
// Each member is its value.
enum Size {
  Small = 1,
  Large = 100,
}

function isLarge(thing: Thing): boolean {
  return thing.size >= Size.Large && thing.size !== Size.Small;
}

// constant-object: objects and tuples as constants
//
// With `as const` TypeScript knows each value; in Rego they are objects and arrays.
const limits = { small: 10, large: 100 } as const;
const colours = ["red", "green"] as const;

function colour(thing: Thing): string {
  return thing.size > limits.small ? colours[0] : colours[1];
}

// tuple: tuples
//
// Arrays whose elements are taken by index or by a pattern.
function pair(thing: Thing): [string, number] {
  return [thing.name, thing.size];
}

function swapped(thing: Thing): string {
  const [name, size] = pair(thing);
  return `${size} ${name}`;
}

export default rule({
  id: "types",
  title: "Types",
  severity: "low",
  input: Thing,
  rationale: "Types are TypeScript's own; what the compiler emits follows them, so `any` (RS1011), `!` and `as` that narrows (RS1013) are refused.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `narrowing ${half(thing)}`);
    yield violation(thing, `type-guard ${named(thing.parts)}`);
    yield violation(thing, `discriminated-union ${extentOf(thing)}`);
    yield violation(thing, `typeof ${first(thing.note)} ${first(thing.tags)}`);
    yield violation(thing, `enum ${isLarge(thing)}`);
    yield violation(thing, `constant-object ${colour(thing)}`);
    yield violation(thing, `tuple ${swapped(thing)}`);
  },

  examples: {},
});
