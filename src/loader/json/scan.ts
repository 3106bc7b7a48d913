import type { Segment } from "../../paths.ts";

/** A JSON node with its place: offsets into the text. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  /** Children with the offset of their key (of themselves in an array), in the order of the text. */
  readonly children: readonly { readonly key: Segment; readonly keyStart: number; readonly node: JsonNode }[];
  readonly array: boolean;
}

/** Skips JSON's white space. */
export function skipJsonSpace(text: string, from: number): number {
  let position = from;
  for (;;) {
    const unit = text.charCodeAt(position);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return position;
    position += 1;
  }
}

/** The offset behind the string that starts at `from`, or the text's length if it doesn't end. */
export function skipString(text: string, from: number): number {
  let position = from + 1;
  while (position < text.length) {
    const unit = text.charCodeAt(position);
    if (unit === 0x5c /* \ */) position += 2;
    else if (unit === 0x22 /* " */) return position + 1;
    else position += 1;
  }
  return text.length;
}

/** Reads the places of a value that JSON.parse has accepted. */
export function scanJson(text: string, from: number): JsonNode {
  const start = skipJsonSpace(text, from);
  const opening = text[start];
  if (opening === '"') return { start, end: skipString(text, start), children: [], array: false };
  if (opening !== "{" && opening !== "[") {
    const match = /[\s,\]}:]/.exec(text.slice(start, start + 4096));
    return { start, end: match === null ? text.length : start + match.index, children: [], array: false };
  }
  const array = opening === "[";
  const children: { key: Segment; keyStart: number; node: JsonNode }[] = [];
  let position = skipJsonSpace(text, start + 1);
  while (position < text.length && text[position] !== "]" && text[position] !== "}") {
    const keyStart = position;
    let key: Segment = children.length;
    if (!array) {
      const keyEnd = skipString(text, position);
      key = JSON.parse(text.slice(position, keyEnd)) as string;
      position = skipJsonSpace(text, keyEnd) + 1;
    }
    const node = scanJson(text, position);
    children.push({ key, keyStart, node });
    position = skipJsonSpace(text, node.end);
    if (text[position] === ",") position = skipJsonSpace(text, position + 1);
  }
  return { start, end: position + 1, children, array };
}
