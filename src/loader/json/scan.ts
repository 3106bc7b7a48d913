import type { WantedNode } from "../wanted-places.ts";

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

/**
 * Brackets, and strings as far as their end or first escape. An expression of whole strings with their escapes would
 * need as much stack as they are long.
 */
const structure = /"[^"\\]*["\\]|[{}[\]]/g;

/** The offset behind a value that JSON.parse has accepted, however deep it is. */
function skipJsonValue(text: string, start: number): number {
  const opening = text.charCodeAt(start);
  if (opening === 0x22 /* " */) return skipString(text, start);
  if (opening !== 0x7b /* { */ && opening !== 0x5b /* [ */) return skipWord(text, start);
  let depth = 0;
  structure.lastIndex = start;
  while (structure.test(text)) {
    const last = structure.lastIndex - 1;
    const unit = text.charCodeAt(last);
    if (unit === 0x5c /* \ */) structure.lastIndex = skipString(text, last - 1);
    else if (unit === 0x7b || unit === 0x5b) depth += 1;
    else if (unit !== 0x22) {
      depth -= 1;
      if (depth === 0) return last + 1;
    }
  }
  return text.length;
}

/** A number or a word. */
const word = /[-+.\w]*/y;

function skipWord(text: string, start: number): number {
  word.lastIndex = start;
  word.test(text);
  return word.lastIndex;
}

/** Notes where wanted nodes stand in a text that JSON.parse has accepted. What isn't wanted is passed over. */
export function placeJson(text: string, root: WantedNode): void {
  root.start = skipJsonSpace(text, 0);
  placeValue(text, root.start, root);
}

/** @returns the offset behind the value */
function placeValue(text: string, start: number, wanted: WantedNode): number {
  wanted.valueStart = start;
  const opening = text[start];
  wanted.isList = opening === "[";
  const isContainer = wanted.isList || opening === "{";
  wanted.end = isContainer && wanted.hasChildren ? placeMembers(text, start, wanted) : skipJsonValue(text, start);
  return wanted.end;
}

function placeMembers(text: string, start: number, wanted: WantedNode): number {
  let position = skipJsonSpace(text, start + 1);
  for (let index = 0; position < text.length && text[position] !== "]" && text[position] !== "}"; index++) {
    const memberStart = position;
    let child: WantedNode | undefined;
    if (wanted.isList) {
      child = wanted.child(index);
    } else {
      const keyEnd = skipString(text, position);
      child = wanted.child(keyIn(text, position, keyEnd));
      position = skipJsonSpace(text, skipJsonSpace(text, keyEnd) + 1);
    }
    if (child === undefined) {
      position = skipJsonValue(text, position);
    } else {
      child.forget();
      child.start = memberStart;
      position = placeValue(text, position, child);
    }
    position = skipJsonSpace(text, position);
    if (text[position] === ",") position = skipJsonSpace(text, position + 1);
  }
  return position + 1;
}

function keyIn(text: string, start: number, end: number): string {
  const key = text.slice(start + 1, end - 1);
  return (key.includes("\\") ? (JSON.parse(text.slice(start, end)) as string) : key).toWellFormed();
}
