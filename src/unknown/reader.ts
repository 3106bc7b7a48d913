import { insertsMembers } from "../authoring/open-parts.ts";
import { parseJson as plainParseJson, parseYaml as plainParseYaml, Raw } from "../authoring/raw.ts";
import { isObject, memberOf } from "../json.ts";
import type { Path, Segment } from "../paths.ts";
import { united, why } from "./because.ts";
import { partOfUnknown } from "./collections.ts";
import { equal } from "./equality.ts";
import { chosen, evaluated, mayBeLeftOut } from "./intrinsics.ts";
import { marked, unmarked } from "./marks.ts";
import { furtherMembers, templateOf } from "./origins.ts";
import {
  type Because,
  below,
  type Collection,
  isCompound,
  isUnknown,
  type ListItem,
  listOf,
  openList,
  type PartialText,
  type RawValue,
  type Sure,
  type Unknown,
  unknown,
  type Value,
} from "./values.ts";

/** What stands at a place of a document: a raw value, nothing, something unknown, or a text with unknown parts. */
type Resolved = RawValue | PartialText | Unknown | null;

/**
 * Settles what stands in place of a value: what is known only after Terraform's apply, functions of CloudFormation.
 *
 * @param asksForList whether a list should stand there
 */
export function resolved(raw: Value, asksForList = false): Resolved {
  if (!isCompound(raw) || raw.is !== "raw") return raw as Resolved;
  const { value, path, unknown: after } = raw;
  if (after === true || (value === null && holdsTrue(after))) return unknown([{ path, why: attributeAt(path) }]);
  if (raw.parts !== undefined && typeof value === "string") {
    const text = unmarked(value, raw);
    if (isCompound(text)) return text;
  }
  const template = templateOf(raw);
  if (template === undefined) return raw;
  const given = evaluated(chosen(raw), template, asksForList);
  return typeof given === "string" ? { ...raw, value: given } : (given as Resolved);
}

/** The name of the attribute that a path of a plan leads to. */
function attributeAt(path: Path): string {
  return (path.findLast((key) => typeof key === "string") as string | undefined) ?? "the resource";
}

function holdsTrue(after: unknown): boolean {
  return after === true || (typeof after === "object" && after !== null && Object.values(after).some(holdsTrue));
}

function isRaw(value: Value): value is RawValue {
  return isCompound(value) && value.is === "raw";
}

/** What is below a raw value that is settled. */
function inside(raw: RawValue, key: Segment, value: unknown): RawValue {
  const { path, origin, unknown: after, parts } = raw;
  const further = typeof after === "object" && after !== null ? (after as Record<Segment, unknown>)[key] : undefined;
  return {
    is: "raw",
    value: value === undefined ? null : value,
    path: below(path, key),
    origin,
    ...(further !== undefined && further !== false && { unknown: further }),
    ...(parts !== undefined && { parts }),
  };
}

/**
 * The function of CloudFormation in which input kinds look for themselves, since what it makes of a text is another.
 */
const encoding = "Fn::Base64";

/** The raw value at a key of an object or an index of a list. */
export function childOf(raw: Value, key: Value): Value {
  if (isRaw(raw) && key === encoding && isObject(raw.value) && Object.keys(raw.value).join() === encoding)
    return inside(raw, encoding, raw.value[encoding]);
  const settled = resolved(raw, typeof key === "number");
  if (isUnknown(settled))
    return typeof key === "string" || typeof key === "number"
      ? partOfUnknown(settled, key)
      : unknown(united(why(settled), why(key)));
  if (typeof key !== "string" && typeof key !== "number") return unknown(united(why(settled), why(key)));
  if (!isRaw(settled)) return isRaw(raw) ? inside({ ...raw, unknown: undefined }, key, null) : null;
  const { value } = settled;
  if (typeof key === "number") return inside(settled, key, Array.isArray(value) ? value[key] : null);
  const found = memberOf(value, key);
  const further = found === undefined ? furtherMembers(settled) : null;
  if (further !== null) return unknown(further);
  if (found === undefined && settled.parts !== undefined && isObject(value)) {
    const places = Object.keys(value).flatMap((other): Because => {
      const isKey = equal(unmarked(other, settled), key);
      return typeof isKey === "boolean" ? [] : isKey.because;
    });
    if (places.length > 0) return unknown(united(places));
  }
  return inside(settled, key, found);
}

/** The elements of a list; those that a template takes out are left out. */
export function elementsOf(raw: Value): Collection {
  const settled = resolved(raw, true);
  if (isUnknown(settled)) return openList(settled.because);
  if (!isRaw(settled) || !Array.isArray(settled.value)) return listOf([]);
  return {
    is: "list",
    items: (settled.value as unknown[]).flatMap((value, index) => itemFor(inside(settled, index, value))),
    open: null,
  };
}

/** The item that a value in a list or object is, none if a function in its place gives nothing. */
function itemFor(raw: RawValue): (readonly [value: RawValue, sure: Sure])[] {
  const template = templateOf(raw);
  if (template === undefined) return [[raw, true]];
  const settled = resolved(raw);
  if (settled === null) return [];
  return [[raw, isUnknown(settled) && mayBeLeftOut(raw, template) ? unknown(settled.because) : true]];
}

/** The entries of an object, as pairs of a key and a raw value. */
export function membersOf(raw: Value): Collection {
  const settled = resolved(raw);
  if (isUnknown(settled)) return openList(settled.because);
  if (!isRaw(settled)) return listOf([]);
  const items = rawMembers(settled).map(([key, value, sure]): ListItem => [listOf([key, value]), sure]);
  return { is: "list", items, open: furtherMembers(settled) };
}

/** The entries of an object that is settled; members that only Terraform's `after_unknown` has among them. */
export function rawMembers(settled: RawValue): (readonly [key: string | PartialText, value: RawValue, sure: Sure])[] {
  const { value, unknown: after } = settled;
  if (!isObject(value)) return [];
  const isLater = (key: string): boolean => !Object.hasOwn(value, key) && holdsTrue(memberOf(after, key));
  const later = isObject(after) ? Object.keys(after).filter(isLater) : [];
  const isOwn = (key: string): boolean => templateOf(settled) === undefined || !insertsMembers(key);
  return [...Object.keys(value).filter(isOwn), ...later].flatMap((key) =>
    itemFor(inside(settled, key, memberOf(value, key))).map(
      ([raw, sure]) => [unmarked(key, settled), raw, sure] as const,
    ),
  );
}

/** Every value inside a raw value, itself among them, but for what is inside values that aren't known, or choices. */
export function walkOf(raw: Value): Collection {
  const items: ListItem[] = [];
  let open: Because | null = null;
  const pending: Value[] = [isRaw(raw) ? chosen(raw) : raw];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const isChoice = isRaw(next) && chosen(next) !== next;
    const settled = isRaw(next) && isChoice ? unknown([{ path: next.path, why: "Fn::If" }]) : resolved(next);
    if (isCompound(settled) && settled.is !== "raw") open = united(open ?? [], why(settled));
    if (!isRaw(next)) continue;
    items.push([next, true]);
    const further = isRaw(settled) ? furtherMembers(settled) : null;
    if (further !== null) {
      open = united(open ?? [], further);
      continue;
    }
    for (const [element] of elementsOf(settled).items) pending.push(element);
    if (isRaw(settled)) for (const [, value] of rawMembers(settled)) pending.push(value);
  }
  return { is: "list", items, open };
}

/** The JSON document that a text holds; the raw value itself where it holds none. */
export function parsedJson(raw: Value): Value {
  const settled = resolved(raw);
  if (!isRaw(settled)) return isCompound(settled) ? parsedText(settled, raw) : raw;
  return parsedBy(plainParseJson, settled);
}

/** The YAML document that a text holds. */
export function parsedYaml(raw: Value): Value {
  const settled = resolved(raw);
  if (isRaw(settled)) return parsedBy(plainParseYaml, settled);
  return isCompound(settled) ? unknown(why(settled)) : raw;
}

function parsedBy(parse: (raw: Raw) => Raw, settled: RawValue): RawValue {
  const { value } = settled;
  if (typeof value !== "string") return settled;
  const given = new Raw(value, undefined);
  const parsed = parse(given);
  // Inside a text nothing else is unknown, and there are no functions.
  return parsed === given ? settled : { is: "raw", value: parsed.value, path: settled.path, origin: null };
}

/** The document of a text with unknown parts, each of which is taken to stay inside the text or key that it is in. */
function parsedText(text: PartialText | Unknown, raw: Value): Value {
  if (text.is === "unknown") return text;
  const path = isRaw(raw) ? raw.path : [];
  const given = marked(text.parts);
  if (given === undefined) return unknown(why(text));
  const plain = new Raw(given.text, undefined);
  const parsed = plainParseJson(plain);
  if (parsed === plain) return unknown(why(text));
  return { is: "raw", value: parsed.value, path, origin: null, parts: given.unknowns };
}

/** The document of a text, which has no place; nothing where it holds none. */
export function parsedJsonText(text: Value): Value {
  if (isCompound(text) && (text.is === "text" || text.is === "unknown")) return parsedText(text, null);
  if (typeof text !== "string") return null;
  const raw = new Raw(text, undefined);
  const parsed = plainParseJson(raw);
  return parsed === raw ? null : { is: "raw", value: parsed.value, path: [], origin: null };
}
