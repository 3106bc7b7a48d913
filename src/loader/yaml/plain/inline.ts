import type { WantedNode } from "../../wanted-places.ts";
import { fastValue, needsCare } from "../scalars.ts";
import { readBlockScalar } from "./block-scalar.ts";
import {
  apostrophe,
  backslash,
  bar,
  charactersOf,
  closeBrace,
  closeBracket,
  colon,
  comma,
  dash,
  greater,
  hash,
  newline,
  openBrace,
  openBracket,
  quotes,
  space,
  tab,
} from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { readFlowKey } from "./keys.ts";
import { readPlainLines, readQuotedLines } from "./line-scalars.ts";
import { notPlain, oddNode } from "./not-plain.ts";

/** What a plain scalar may start with; also with a dash that no space follows, and all that isn't ASCII. */
const plainStart = charactersOf(/[A-Za-z0-9_/.~+$(^\\;<=)]/);
/** Plain scalars in flow collections: what of `,` and the like is part of one differs from reader to reader. */
const flowStart = charactersOf(/[A-Za-z0-9_/.]/);
const flowPart = charactersOf(/[A-Za-z0-9_./-]/);

/**
 * Reads a scalar or a flow collection.
 *
 * @param parent - the column of the key or dash that it belongs to
 * @throws oddNode, notPlain
 */
export function readInline(cursor: Cursor, parent: number, wanted: WantedNode | undefined): unknown {
  const code = cursor.text.charCodeAt(cursor.at);
  if (plainStart[code] === 1) return readPlainScalar(cursor, parent);
  if (code === bar || code === greater) return readBlock(cursor, parent);
  const isQuoted = code === quotes || code === apostrophe;
  if (!isQuoted && code !== openBrace && code !== openBracket) return readPlainScalar(cursor, parent);
  const value = isQuoted ? readQuoted(cursor, code, parent) : readFlow(cursor, wanted);
  cursor.contentEnd = cursor.at;
  cursor.endLine();
  return value;
}

function readBlock(cursor: Cursor, parent: number): string {
  const { value, end, next } = readBlockScalar(cursor.text, cursor.at, cursor.end, parent);
  cursor.contentEnd = end;
  cursor.at = next;
  cursor.startLine();
  return value;
}

function readPlainScalar(cursor: Cursor, parent: number): unknown {
  const { text, at: start, end: limit } = cursor;
  const first = text.charCodeAt(start);
  if (plainStart[first] === 0 && (first !== dash || cursor.isDash())) throw oddNode;
  let position = start + 1;
  let end = position;
  for (let code = text.charCodeAt(position); code !== newline && position < limit; code = text.charCodeAt(position)) {
    if (code === colon) {
      if (cursor.isSpaceAt(position + 1)) throw oddNode;
    } else if (code === hash) {
      if (text.charCodeAt(position - 1) === space) break;
    } else if (code === tab) {
      throw oddNode;
    }
    position++;
    if (code !== space) end = position;
  }
  const hasComment = text.charCodeAt(position) === hash;
  cursor.at = position;
  cursor.contentEnd = end;
  cursor.endLine();
  if (cursor.column <= parent || hasComment) return scalarValue(text.slice(start, end));
  const lines = readPlainLines(text, start, limit, parent);
  cursor.at = lines.end;
  cursor.contentEnd = lines.end;
  cursor.endLine();
  return lines.value;
}

function readQuoted(cursor: Cursor, quote: number, parent: number): string {
  const { text } = cursor;
  const start = cursor.at + 1;
  let end = start;
  for (let code = text.charCodeAt(end); code !== quote; code = text.charCodeAt(++end)) {
    if (code === newline || code === backslash || end >= cursor.end) return readQuotedParts(cursor, parent);
  }
  // Two apostrophes are one that belongs to the text.
  if (quote === apostrophe && text.charCodeAt(end + 1) === apostrophe) return readQuotedParts(cursor, parent);
  cursor.at = end + 1;
  return text.slice(start, end);
}

/** A quoted scalar with escapes, or of several lines. */
function readQuotedParts(cursor: Cursor, parent: number): string {
  const { value, end } = readQuotedLines(cursor.text, cursor.at, cursor.end, parent);
  cursor.at = end;
  return value;
}

/** A value in a flow collection, or such a collection. */
function readFlow(cursor: Cursor, wanted: WantedNode | undefined): unknown {
  const code = cursor.text.charCodeAt(cursor.at);
  let value: unknown;
  if (code === quotes || code === apostrophe) value = readQuoted(cursor, code, Infinity);
  else if (code === openBrace) value = readFlowMap(cursor, wanted);
  else if (code === openBracket) value = readFlowList(cursor, wanted);
  else value = readFlowScalar(cursor, code);
  cursor.contentEnd = cursor.at;
  return value;
}

function readFlowScalar(cursor: Cursor, first: number): unknown {
  const start = cursor.at;
  if (flowStart[first] !== 1) throw oddNode;
  while (flowPart[cursor.text.charCodeAt(cursor.at)] === 1) cursor.at++;
  return scalarValue(cursor.text.slice(start, cursor.at));
}

function readFlowMap(cursor: Cursor, wanted: WantedNode | undefined): object {
  cursor.enter();
  if (wanted !== undefined) wanted.isList = false;
  const map: Record<string, unknown> = {};
  if (!isNext(cursor, closeBrace)) {
    do {
      cursor.skipSpaces();
      const start = cursor.at;
      const key = readFlowKey(cursor);
      const child = wanted?.child(key);
      child?.forget();
      cursor.skipSpaces();
      map[key] = readFlow(cursor, child);
      cursor.place(child, start);
    } while (separates(cursor, closeBrace));
  }
  cursor.depth--;
  return map;
}

function readFlowList(cursor: Cursor, wanted: WantedNode | undefined): unknown[] {
  cursor.enter();
  if (wanted !== undefined) wanted.isList = true;
  const list: unknown[] = [];
  if (!isNext(cursor, closeBracket)) {
    do {
      cursor.skipSpaces();
      const start = cursor.at;
      const child = wanted?.child(list.length);
      list.push(readFlow(cursor, child));
      cursor.place(child, start);
    } while (separates(cursor, closeBracket));
  }
  cursor.depth--;
  return list;
}

/** Whether a flow collection ends behind its opening bracket. */
function isNext(cursor: Cursor, close: number): boolean {
  cursor.at++;
  cursor.skipSpaces();
  if (cursor.text.charCodeAt(cursor.at) !== close) return false;
  cursor.at++;
  return true;
}

/** Whether a comma separates an entry of a flow collection from another; otherwise the collection ends. */
function separates(cursor: Cursor, close: number): boolean {
  cursor.skipSpaces();
  const code = cursor.text.charCodeAt(cursor.at++);
  if (code !== comma && code !== close) throw oddNode;
  return code === comma;
}

function scalarValue(text: string): unknown {
  const value = fastValue(text);
  // An unquoted `<<` is tagged as a merge key, wherever it stands.
  if (value === needsCare || text === "<<") throw notPlain;
  return value === undefined ? text : value;
}
