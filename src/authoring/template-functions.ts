import { isObject } from "../json.ts";
import type { Raw } from "./raw.ts";

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
  return hasFunction(raw.value, names, (name) => conditions.includes(name) || mappings.includes(name));
}

function hasFunction(value: unknown, declared: ReadonlySet<string>, isSection: (name: string) => boolean): boolean {
  if (typeof value === "string") return refersTo(value, declared);
  if (Array.isArray(value))
    return isArguments(value, isSection) || value.some((item) => hasFunction(item, declared, isSection));
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === "Ref" || keys[0]!.startsWith("Fn::"))) return true;
  return keys.some((key) => hasFunction(value[key], declared, isSection));
}

/** Whether a text may be what is left of `!Ref`, `!GetAtt` or `!Sub`, or holds a dynamic reference. */
function refersTo(text: string, declared: ReadonlySet<string>): boolean {
  if (text.startsWith("AWS::") || text.includes("${") || text.includes("{{resolve:")) return true;
  const dot = text.indexOf(".");
  return declared.has(dot < 0 ? text : text.slice(0, dot));
}

/** Whether a list may be what is left of `!If`, `!FindInMap`, `!Join` or `!Select`. */
function isArguments(items: readonly unknown[], isSection: (name: string) => boolean): boolean {
  const [first, second] = items;
  if (items.length === 3) return typeof first === "string" && isSection(first);
  return items.length === 2 && Array.isArray(second) && (typeof first === "string" || typeof first === "number");
}
