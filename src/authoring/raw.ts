import { isObject } from "../json.ts";
import { parseYamlValue } from "../loader/index.ts";
import type { Segment } from "../paths.ts";
import { fractionText } from "../std/numbers/index.ts";
import { ambiguousYaml } from "../std/yaml/index.ts";
import type { PathLink } from "./location.ts";
import type { Origin } from "./part.ts";

/**
 * A value of a document before it is decoded, with its path. A finder moves through a document with the functions
 * below; each is total: what isn't there is a raw value without content, never an exception.
 */
export class Raw {
  readonly value: unknown;
  readonly link: PathLink | undefined;
  /** The admission request that the document came with, where it is the object of one. */
  readonly request: unknown;
  /** What it is in a document that wraps it, where it is a part of one. */
  readonly origin: Origin | undefined;

  constructor(value: unknown, link: PathLink | undefined, request?: unknown, origin?: Origin) {
    this.value = value === undefined ? null : value;
    this.link = link;
    this.request = request;
    this.origin = origin;
  }
}

/** The value below `raw` that `keys` lead to, one key of an object after another. */
export function member(raw: Raw, ...keys: readonly string[]): Raw {
  let value = raw.value;
  let link = raw.link;
  for (const key of keys) {
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : null;
    link = { parent: link, key };
  }
  return new Raw(value, link);
}

/** The elements of an array, in their order; of anything else, none. */
export function elements(raw: Raw): Raw[] {
  if (!Array.isArray(raw.value)) return [];
  return raw.value.map((value, index) => new Raw(value, { parent: raw.link, key: index }));
}

/** The keys and values of an object, in no order that a rule can rely on; of anything else, none. */
export function members(raw: Raw): [string, Raw][] {
  const { value } = raw;
  if (!isObject(value)) return [];
  return Object.keys(value).map((key) => [key, new Raw(value[key], { parent: raw.link, key })]);
}

/**
 * Every value inside `raw`, however deep, and `raw` itself, in no order that a rule can rely on: for what has no
 * interface. Rego has no recursion but this.
 */
export function walk(raw: Raw): Raw[] {
  const found: Raw[] = [];
  const pending = [raw];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    found.push(next);
    for (const element of elements(next)) pending.push(element);
    for (const [, value] of members(next)) pending.push(value);
  }
  return found;
}

/** The string that `raw` holds, or `undefined` if it holds anything else. */
export function text(raw: Raw): string | undefined {
  return typeof raw.value === "string" ? raw.value : undefined;
}

/** The integer up to 2^53−1 in size that `raw` holds, or `undefined` if it holds anything else. */
export function number(raw: Raw): number | undefined {
  return Number.isSafeInteger(raw.value) ? (raw.value as number) : undefined;
}

/** The boolean that `raw` holds, or `undefined` if it holds anything else. */
export function boolean(raw: Raw): boolean | undefined {
  return typeof raw.value === "boolean" ? raw.value : undefined;
}

/** The text of the string, number or boolean that `raw` holds, as of a field of type `Scalar`; else `undefined`. */
export function scalar(raw: Raw): string | undefined {
  return scalarText(raw.value);
}

/** The text of a value that has one: a string, a boolean, an integer, or a fraction of at most 15 digits. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  return typeof value === "number" ? fractionText(value) : undefined;
}

/** Whether there is a value other than null. */
export function exists(raw: Raw): boolean {
  return raw.value !== null;
}

/** Whether the value is an object (a mapping), not an array. */
export function isMapping(raw: Raw): boolean {
  return isObject(raw.value);
}

/** Whether the value is an array. */
export function isSequence(raw: Raw): boolean {
  return Array.isArray(raw.value);
}

/** Whether a JSON text has an escape of half a surrogate pair, for which engines have no string. */
function hasLoneEscape(text: string): boolean {
  return (
    text.includes("\\u") &&
    /\\u[dD][89a-fA-F]/.test(text.replace(/\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}/g, ""))
  );
}

/**
 * The JSON document that `raw` holds as a string; the path of its parts goes on from the string's own. An object in
 * ASCII may be percent-encoded, as IAM's API gives policies (IAM API Reference, GetRole: "URL-encoded JSON compliant
 * with RFC 3986"). Where `raw` isn't a string, or the string isn't JSON, the value is `raw` itself, so that the decoder
 * reports it.
 */
export function parseJson(raw: Raw): Raw {
  if (typeof raw.value !== "string") return raw;
  const parsed = parseJsonText(percentDecoded(raw.value) ?? raw.value);
  return parsed === undefined ? raw : new Raw(parsed.value, raw.link);
}

/** A text in braces that is percent-encoded, decoded; undefined for any other. */
function percentDecoded(text: string): string | undefined {
  const isEncoded = /^%7[bB](?:[^%]|%(?:09|0[aA]|0[dD]|[2-6][0-9a-fA-F]|7[0-9a-eA-E]))*$/.test(text);
  return isEncoded ? decodeURIComponent(text) : undefined;
}

/**
 * The JSON document that a text holds, such as an annotation's; `undefined` where it holds none. Its parts have no
 * place of their own: point violations at the field that held the text.
 */
export function parseJsonText(text: string): Raw | undefined {
  try {
    return hasLoneEscape(text) ? undefined : new Raw(JSON.parse(text), undefined);
  } catch {
    return undefined;
  }
}

const isAmbiguous = new RegExp(ambiguousYaml("JavaScript"), "u");

/**
 * As `parseJson`, for a string that holds one YAML document. A text that engines read differently, with a plain scalar
 * such as `yes` or `010`, a merge key or a tag, counts as none: quote the scalar, write the rest out.
 */
export function parseYaml(raw: Raw): Raw {
  if (typeof raw.value !== "string" || isAmbiguous.test(raw.value)) return raw;
  const parsed = parseYamlValue(raw.value);
  return parsed === undefined ? raw : new Raw(parsed, raw.link);
}

/** The raw value at one more key below `raw`, for a key that is not a constant. */
export function child(raw: Raw, key: Segment): Raw {
  const { value } = raw;
  if (typeof key === "number") {
    return new Raw(Array.isArray(value) ? value[key] : null, { parent: raw.link, key });
  }
  return member(raw, key);
}

/** An object to which two members are added, each unless it has one of that name; anything else as it is. */
export function withMissing(
  raw: Raw,
  firstKey: string,
  firstValue: string,
  secondKey: string,
  secondValue: string,
): Raw {
  return isObject(raw.value)
    ? new Raw({ [firstKey]: firstValue, [secondKey]: secondValue, ...raw.value }, raw.link)
    : raw;
}
