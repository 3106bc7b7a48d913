import { isObject } from "../json.ts";
import type { Raw } from "./raw.ts";
import { isReference } from "./settings.ts";

/** A template's names, for quick look-up, by the list that they were given as. */
const known = new WeakMap<readonly string[], ReadonlySet<string>>();

/**
 * Whether a function of CloudFormation stands in place of a value anywhere in a raw value, or may: OPA and conftest
 * read YAML without its tags, so that of `!Ref Name` the text is left, and of `!If [Condition, a, b]` the list. They
 * are read alike in every engine.
 *
 * @param declared logical ids of the template's resources and names of its parameters
 */
export function hasTemplateFunction(
  raw: Raw,
  declared: readonly string[],
  conditions: readonly string[],
  mappings: readonly string[],
): boolean {
  let names = known.get(declared);
  if (names === undefined) {
    names = new Set(declared);
    known.set(declared, names);
  }
  const isSection = (name: string): boolean => conditions.includes(name) || mappings.includes(name);
  return isAnywhere(raw.value, (value) => {
    if (typeof value === "string") return refersTo(value, names);
    if (Array.isArray(value)) return isArguments(value, isSection);
    const keys = isObject(value) ? Object.keys(value) : [];
    if (keys.some(insertsMembers)) return true;
    return keys.length === 1 && (keys[0] === "Ref" || keys[0]!.startsWith("Fn::"));
  });
}

/**
 * Whether what stands at a key of an object becomes members of the object, beside others.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html and
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-transform.html
 */
export function insertsMembers(key: string): boolean {
  return key === "Fn::Transform" || key.startsWith("Fn::ForEach::");
}

/** Whether a raw value holds true somewhere, as what Terraform says of unknown values does. */
export function holdsTrue(raw: Raw): boolean {
  return isAnywhere(raw.value, (value) => value === true);
}

/** How deep values are looked into; of what is deeper, anything may be so. Rego has no recursion. */
const deepest = 16;

/** All values inside a value, itself among them, as deep as values are looked into. */
export function valuesInside(value: unknown): readonly unknown[] {
  const found: unknown[] = [];
  isAnywhere(value, (inner) => {
    found.push(inner);
    return false;
  });
  return found;
}

function isAnywhere(value: unknown, test: (value: unknown) => boolean, depth = 0): boolean {
  if (depth === deepest || test(value)) return true;
  return typeof value === "object" && value !== null
    ? Object.values(value).some((inner) => isAnywhere(inner, test, depth + 1))
    : false;
}

/** A number or boolean in quotes: CloudFormation makes of it what the property asks for. */
const isScalar = /^(?:-?[0-9]+|true|false)$/;

/** Whether a text may be what is left of a function's short tag, or a number or boolean in quotes. */
function refersTo(text: string, declared: ReadonlySet<string>): boolean {
  return isScalar.test(text) || isReference(text, declared);
}

/** Whether a list may be what is left of `!If`, `!FindInMap`, `!Join` or `!Select`. */
function isArguments(items: readonly unknown[], isSection: (name: string) => boolean): boolean {
  const [first, second] = items;
  if (items.length === 3) return typeof first === "string" && isSection(first);
  return items.length === 2 && Array.isArray(second) && (typeof first === "string" || typeof first === "number");
}
