import type { Path } from "../../../paths.ts";
import type { Range } from "../../../text/range.ts";
import type { Limits } from "../../limits.ts";
import type { WantedNode, WantedPlaces } from "../../wanted-places.ts";
import { yamlLocator } from "../locate.ts";
import { parseSimple, parseYamlTree } from "../parse.ts";
import { BlockReader, type EntryReader } from "./blocks.ts";
import { Cursor } from "./cursor.ts";
import { notPlain, oddNode } from "./not-plain.ts";

/** Carriage returns, byte order marks, and what no document may hold. */
const unusual = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

/**
 * Reads a document of a text that is written as most are: block maps and lists that are indented by spaces, with
 * scalars of all styles and flow collections of one line. Every reader of YAML sees the same in them, and this one is
 * several times as fast as js-yaml, to which it leaves single entries that are written in another way.
 *
 * @returns the value, or `undefined` for a document that is anything else, be it wrong or as deep as the limit
 */
export function readPlain(text: string, document: Range, limits: Limits): object | undefined {
  return read(text, document, limits, undefined);
}

/**
 * Notes where wanted nodes of one document of a text stand; offsets are those of the text.
 *
 * @returns whether `readPlain` reads the document
 */
export function placePlain(text: string, document: Range, limits: Limits, wanted: WantedPlaces): boolean {
  return read(text, document, limits, wanted.root) !== undefined;
}

function read(text: string, document: Range, limits: Limits, wanted: WantedNode | undefined): object | undefined {
  const own = text.slice(document.start, document.end);
  if (unusual.test(own) || !own.isWellFormed()) return undefined;
  try {
    const cursor = new Cursor(text, document, limits.depth);
    return new BlockReader(cursor, exactReader(limits), wanted).document();
  } catch (thrown) {
    // Where a greater limit than the stack was set, the other readers say so.
    if (thrown === notPlain || thrown === oddNode || thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function exactReader(limits: Limits): EntryReader {
  return {
    read: (text, depth) => parseSimple(text, { ...limits, depth: limits.depth - depth }),
    place(text, offset, segment, value, wanted) {
      const find = yamlLocator(parseYamlTree(text, limits));
      if (wanted !== undefined) placeBelow([segment], value, find, offset, wanted);
      return offset + find([segment]).end;
    },
  };
}

function placeBelow(path: Path, value: unknown, find: (path: Path) => Range, offset: number, wanted: WantedNode): void {
  const { start, end } = find(path);
  wanted.start = offset + start;
  wanted.end = offset + end;
  wanted.isList = Array.isArray(value);
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of wanted.children()) {
    if (!Object.hasOwn(value, key)) continue;
    const segment = wanted.isList ? Number(key) : key;
    placeBelow([...path, segment], value[key as keyof typeof value], find, offset, child);
  }
}
