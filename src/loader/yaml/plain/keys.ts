import { fastValue } from "../scalars.ts";
import { apostrophe, backslash, charactersOf, newline, quotes } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { notPlain, oddNode } from "./not-plain.ts";

/** Fewer letters than any reader allows. */
const longestKey = 200;

const keyStart = charactersOf(/[A-Za-z0-9_.$/]/);
const keyPart = charactersOf(/[A-Za-z0-9_.$/()@+~*=-]/);
/** Fewer, since readers differ in what plain scalars of flow collections may hold. */
const flowKey = /[A-Za-z0-9_./][A-Za-z0-9_./-]*:|["']/y;

/** The key of a block map at this place, whose colon is then behind; `undefined` where there is none to be sure of. */
export function readKey(cursor: Cursor): string | undefined {
  const { text } = cursor;
  const start = cursor.at;
  const first = text.charCodeAt(start);
  if (keyStart[first] !== 1) return first === quotes || first === apostrophe ? readQuotedKey(cursor, first) : undefined;
  let end = start + 1;
  while (keyPart[text.charCodeAt(end)] === 1) end++;
  if (!cursor.isColon(end)) return undefined;
  const key = text.slice(start, end);
  // A word such as `yes` is a boolean as a key too.
  if (end - start > longestKey || fastValue(key) !== undefined || key === "__proto__") throw notPlain;
  cursor.at = end + 1;
  cursor.contentEnd = end;
  return key;
}

function readQuotedKey(cursor: Cursor, quote: number): string | undefined {
  const { text } = cursor;
  const start = cursor.at + 1;
  let end = start;
  for (let code = text.charCodeAt(end); code !== quote; code = text.charCodeAt(++end)) {
    if (code === newline || code === backslash || end >= cursor.end || end - start > longestKey) return undefined;
  }
  if (!cursor.isColon(end + 1)) return undefined;
  const key = text.slice(start, end);
  if (key === "__proto__") throw notPlain;
  cursor.at = end + 2;
  cursor.contentEnd = end + 1;
  return key;
}

/**
 * The key of a flow map at this place, whose colon is then behind.
 *
 * @throws oddNode where there is none to be sure of
 */
export function readFlowKey(cursor: Cursor): string {
  flowKey.lastIndex = cursor.at;
  const key = flowKey.test(cursor.text) ? readKey(cursor) : undefined;
  if (key === undefined) throw oddNode;
  return key;
}
