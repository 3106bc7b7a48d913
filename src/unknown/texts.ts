import { why } from "./because.ts";
import { isCompound, type PartialText, type Scalar, type Unknown, type Value } from "./values.ts";

export type Parts = readonly (string | Unknown)[];

/** A text put together from values: numbers and booleans as they are printed, what isn't known as a part. */
export function textOf(values: readonly Value[]): string | PartialText {
  const parts: (string | Unknown)[] = [];
  for (const part of values.flatMap(partsIn)) {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (part !== "") parts.push(part);
  }
  const [only = ""] = parts;
  return parts.length <= 1 && typeof only === "string" ? only : { is: "text", parts };
}

function partsIn(value: Value): Parts {
  if (!isCompound(value)) return [String(value)];
  if (value.is === "text") return value.parts;
  return [value.is === "unknown" ? value : { is: "unknown", because: why(value), id: null, clean: false }];
}

/** The parts of a text that isn't wholly known: of one with parts, or of a clean unknown. */
export function partsOf(value: Value): Parts | undefined {
  if (!isCompound(value)) return undefined;
  if (value.is === "text") return value.parts;
  return value.is === "unknown" && value.clean ? [value] : undefined;
}

/** The known begin of a text. */
export function headOf(parts: Parts): string {
  const [first] = parts;
  return typeof first === "string" ? first : "";
}

/** The known end of a text. */
export function tailOf(parts: Parts): string {
  const last = parts.at(-1);
  return typeof last === "string" ? last : "";
}

/** Whether an unknown part may hold a character. */
export function mayHold({ clean }: Unknown, character: string): boolean {
  if (clean === false) return true;
  return (clean === true ? /[A-Za-z0-9-]/ : /[^*?${}\s]/).test(character);
}

/** Whether a known text may be one with unknown parts. */
export function mayBe(text: string, parts: Parts): boolean {
  const literals = parts.reduce((length, part) => length + (typeof part === "string" ? part.length : 0), 0);
  if (!text.startsWith(headOf(parts)) || !text.endsWith(tailOf(parts)) || literals > text.length) return false;
  return !parts.every((part) => typeof part === "string" || part.clean !== false) || matches(text, parts);
}

/** Whether a text consists of literals and clean parts: follows all ways at once, part by part. */
function matches(text: string, parts: Parts): boolean {
  let ends: ReadonlySet<number> = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    if (typeof part === "string") {
      for (const start of ends) if (text.startsWith(part, start)) next.add(start + part.length);
    } else {
      let reaches = false;
      for (let at = 0; at < text.length; at++) {
        reaches = (reaches || ends.has(at)) && mayHold(part, text.charAt(at));
        if (reaches) next.add(at + 1);
      }
    }
    ends = next;
  }
  return ends.has(text.length);
}

/** Whether two texts can't be equal since their known begins or ends differ. */
export function excludeEachOther(left: Parts, right: Parts): boolean {
  const [heads, tails] = [[headOf(left), headOf(right)] as const, [tailOf(left), tailOf(right)] as const];
  return (
    !(heads[0].startsWith(heads[1]) || heads[1].startsWith(heads[0])) ||
    !(tails[0].endsWith(tails[1]) || tails[1].endsWith(tails[0]))
  );
}

/** Whether two texts with parts are the same one, whatever their parts are. */
export function areSame(left: Parts, right: Parts): boolean {
  return (
    left.length === right.length &&
    left.every((part, index) => {
      const other = right[index]!;
      if (typeof part === "string" || typeof other === "string") return part === other;
      return part.id !== null && part.id === other.id;
    })
  );
}

/**
 * Whether a text can stand only inside the literals of another: all unknown parts are clean, and none can hold, begin
 * or end it.
 */
export function standsApart(parts: Parts, text: string): boolean {
  return parts.every(
    (part, at) => typeof part === "string" || (part.clean !== false && !overlaps(parts, at, part, text)),
  );
}

/** Whether a text may stand so that a piece of it is in the clean part at an index. */
function overlaps(parts: Parts, at: number, part: Unknown, text: string): boolean {
  const literalAt = (index: number): string => {
    const part = parts[index];
    return typeof part === "string" ? part : "";
  };
  const [before, behind] = [literalAt(at - 1), literalAt(at + 1)];
  const hasBefore = parts.slice(0, at).some((part) => typeof part !== "string");
  const hasBehind = parts.slice(at + 1).some((part) => typeof part !== "string");
  for (let start = 0; start < text.length; start++) {
    const left = text.slice(0, start);
    if (!before.endsWith(left) && !(hasBefore && left.endsWith(before))) continue;
    for (let end = start + 1; end <= text.length && mayHold(part, text.charAt(end - 1)); end++) {
      const right = text.slice(end);
      if (behind.startsWith(right) || (hasBehind && right.startsWith(behind))) return true;
    }
  }
  return false;
}

/**
 * A text or scalar as people see it; what isn't known as `${id}`, or if it has none by why that is: `${Fn::Select}`.
 */
export function printedText(value: Value): string {
  if (!isCompound(value)) return String(value satisfies Scalar);
  const parts = value.is === "text" ? value.parts : partsIn(value);
  return parts.map((part) => (typeof part === "string" ? part : printedPart(part))).join("");
}

function printedPart({ id, because }: Unknown): string {
  const [reason, ...others] = new Set(because.map((place) => place.why));
  const name = id ?? (others.length === 0 ? reason : undefined);
  return name === undefined ? "(unknown)" : `\${${name}}`;
}
