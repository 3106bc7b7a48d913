import { matchesWildcard } from "../std/patterns/wildcard.ts";
import { lowerCase, textAfter, withoutPrefix, withoutSuffix } from "../std/text/index.ts";
import { united, why, whyAny } from "./because.ts";
import { equal } from "./equality.ts";
import { headOf, mayHold, type Parts, partsOf, standsApart, tailOf, textOf } from "./texts.ts";
import { isCompound, listOf, type Truth, type Unknown, unknown, type Value } from "./values.ts";

/** What operations say of texts of which only parts are known. */

/** The parts of a text, of one that is known the one. */
function parts(value: Value): Parts | undefined {
  return typeof value === "string" ? [value] : partsOf(value);
}

function unknownOf(...values: readonly Value[]): Unknown {
  return unknown(whyAny(values));
}

/** Whether a text begins with another, as far as the known begins of both tell. */
export function startsWith(text: Value, prefix: Value): Truth {
  if (typeof text === "string" && typeof prefix === "string") return text.startsWith(prefix);
  const [own, asked] = [parts(text), parts(prefix)];
  if (prefix === "") return true;
  if (own === undefined || asked === undefined) return unknownOf(text, prefix);
  const [head, begin] = [headOf(own), headOf(asked)];
  if (typeof prefix !== "string") {
    if (equal(text, prefix) === true) return true;
    return (head.startsWith(begin) || (isCompound(text) && begin.startsWith(head))) && unknownOf(text, prefix);
  }
  if (head.startsWith(prefix)) return true;
  return prefix.startsWith(head) && mayGoOn(own[head === "" ? 0 : 1], prefix.charAt(head.length)) && unknownOf(text);
}

/** Whether a text ends with another, as far as the known ends of both tell. */
export function endsWith(text: Value, suffix: Value): Truth {
  if (typeof text === "string" && typeof suffix === "string") return text.endsWith(suffix);
  const [own, asked] = [parts(text), parts(suffix)];
  if (suffix === "") return true;
  if (own === undefined || asked === undefined) return unknownOf(text, suffix);
  const [tail, end] = [tailOf(own), tailOf(asked)];
  if (typeof suffix !== "string") {
    if (equal(text, suffix) === true) return true;
    return (tail.endsWith(end) || (isCompound(text) && end.endsWith(tail))) && unknownOf(text, suffix);
  }
  if (tail.endsWith(suffix)) return true;
  const next = suffix.charAt(suffix.length - tail.length - 1);
  return suffix.endsWith(tail) && mayGoOn(own.at(tail === "" ? -1 : -2), next) && unknownOf(text);
}

/** Whether an unknown part may begin, or end, with a character. */
function mayGoOn(part: string | Unknown | undefined, character: string): boolean {
  return typeof part === "object" && mayHold(part, character);
}

export function includes(text: Value, part: Value): Truth {
  if (typeof text === "string" && typeof part === "string") return text.includes(part);
  const own = parts(text);
  if (part === "") return true;
  if (own === undefined || typeof part !== "string") return unknownOf(text, part);
  if (own.some((literal) => typeof literal === "string" && literal.includes(part))) return true;
  return !standsApart(own, part) && unknownOf(text);
}

/**
 * The pieces of a text between separators. Where an unknown part may hold some too, or begin or end one, those that lie
 * in a literal are surely there; of a longer separator this isn't sure.
 */
export function split(text: Value, separator: Value): Value {
  if (typeof text === "string" && typeof separator === "string") return listOf(text.split(separator));
  const own = parts(text);
  if (own === undefined || typeof separator !== "string" || separator === "") return unknownOf(text, separator);
  if (!standsApart(own, separator))
    return [...separator].length === 1
      ? { is: "list", items: literalPieces(own, separator).map((piece) => [piece, true]), open: why(text) }
      : unknownOf(text);
  const pieces: (string | Unknown)[][] = [[]];
  for (const part of own) {
    const [first, ...others] = typeof part === "string" ? part.split(separator) : [part];
    pieces.at(-1)!.push(first!);
    for (const other of others) pieces.push([other]);
  }
  return listOf(pieces.map((piece) => textOf(piece)));
}

/** The pieces that lie between two separators of one literal, or between one and an end of the text. */
function literalPieces(own: readonly (string | Unknown)[], separator: string): string[] {
  return own.flatMap((part, at) => {
    const pieces = typeof part === "string" ? part.split(separator) : [];
    return pieces.slice(at === 0 ? 0 : 1, at === own.length - 1 ? undefined : -1);
  });
}

/** What comes after the first of a separator, if it stands in a literal and none can stand before it. */
export function afterKnown(text: Value, separator: Value): Value {
  if (typeof text === "string" && typeof separator === "string") return textAfter(text, separator) ?? null;
  const own = parts(text);
  if (own === undefined || typeof separator !== "string") return unknownOf(text, separator);
  const at = own.findIndex((part) => typeof part === "string" && part.includes(separator));
  if (at < 0) return standsApart(own, separator) ? null : unknownOf(text);
  const literal = own[at] as string;
  const start = literal.indexOf(separator);
  // All but the last character of the separator itself: an earlier one may end in it.
  const before = [...own.slice(0, at), literal.slice(0, start + separator.length - 1)];
  if (!standsApart(before, separator)) return unknownOf(text);
  return textOf([literal.slice(start + separator.length), ...own.slice(at + 1)]);
}

export function withoutKnownPrefix(text: Value, prefix: Value): Value {
  if (typeof text === "string" && typeof prefix === "string") return withoutPrefix(text, prefix);
  const starts = startsWith(text, prefix);
  if (starts === false) return text;
  const own = parts(text);
  if (starts !== true || own === undefined || typeof prefix !== "string") return unknownOf(text, prefix);
  return textOf([headOf(own).slice(prefix.length), ...own.slice(headOf(own) === "" ? 0 : 1)]);
}

export function withoutKnownSuffix(text: Value, suffix: Value): Value {
  if (typeof text === "string" && typeof suffix === "string") return withoutSuffix(text, suffix);
  const ends = endsWith(text, suffix);
  if (ends === false) return text;
  const own = parts(text);
  if (ends !== true || own === undefined || typeof suffix !== "string") return unknownOf(text, suffix);
  const tail = tailOf(own);
  return textOf([...own.slice(0, tail === "" ? own.length : -1), tail.slice(0, tail.length - suffix.length)]);
}

export function inLowerCase(text: Value): Value {
  if (typeof text === "string") return lowerCase(text);
  if (!isCompound(text)) return null;
  const lowered = (part: Unknown): Unknown => ({ ...part, id: part.id === null ? null : `lower(${part.id})` });
  if (text.is === "unknown") return lowered(text);
  if (text.is !== "text") return unknown(why(text));
  return textOf(text.parts.map((part) => (typeof part === "string" ? lowerCase(part) : lowered(part))));
}

/** A text without white space around it, which a text with unknown ends may have. */
export function trimmed(text: Value): Value {
  if (typeof text === "string") return text.trim();
  const own = parts(text);
  const isFirm = (part: string | Unknown | undefined): boolean =>
    typeof part === "object" ? part.clean !== false : part !== undefined;
  if (own === undefined || !isFirm(own[0]) || !isFirm(own.at(-1))) return unknownOf(text);
  const [head, tail] = [headOf(own), tailOf(own)];
  return head.trimStart() === head && tail.trimEnd() === tail ? text : unknownOf(text);
}

/**
 * Whether a text matches a pattern with `*` and `?`: of what isn't known, as far as what stands before the first of
 * these and behind the last tells.
 */
export function matchesWildcards(text: Value, pattern: Value): Truth {
  if (typeof text === "string" && typeof pattern === "string") return matchesWildcard(text, pattern);
  if (typeof pattern === "string" && /^[*]+$/.test(pattern)) return true;
  const [own, asked] = [parts(text), parts(pattern)];
  if (asked?.every((part) => (typeof part === "string" ? !/[*?]/.test(part) : part.clean !== false)) === true)
    return equal(text, pattern);
  if (own === undefined || asked === undefined) return unknownOf(text, pattern);
  const [head, begin] = [headOf(own), headOf(asked).split(/[*?]/)[0]!];
  const [tail, end] = [tailOf(own), tailOf(asked).split(/[*?]/).at(-1)!];
  const mayBegin = head.startsWith(begin) || begin.startsWith(head);
  const mayEnd = tail.endsWith(end) || end.endsWith(tail);
  return mayBegin && mayEnd && unknown(united(why(text), why(pattern)));
}
