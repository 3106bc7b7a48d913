import type { Path, Segment } from "../../paths.ts";
import type { Range } from "../../text/range.ts";
import type { Limits } from "../limits.ts";
import { notPlain, type Places, PlainReader } from "./plain-reader.ts";

/** Tabs, carriage returns, control characters, and all that isn't ASCII. */
const unusual = /[^\n -~]/;

/**
 * Reads a document of a text that is written as most are: block maps and lists in ASCII, indented by spaces, with
 * scalars and flow collections of one line. Every reader of YAML sees the same in them, and this one is several times
 * as fast as js-yaml.
 *
 * @returns the value, or `undefined` for a document that is anything else, be it wrong or as deep as the limit
 */
export function readPlain(text: string, document: Range, limits: Limits): object | undefined {
  return read(text, document, limits, undefined)?.value;
}

/**
 * Finds nodes of one document of a text by their path in its value; offsets are those of the text.
 *
 * @returns `undefined` for a document that `readPlain` doesn't read
 */
export function plainLocator(text: string, document: Range, limits: Limits): ((path: Path) => Range) | undefined {
  const places: Places = new Map();
  const root = read(text, document, limits, places);
  if (root === undefined) return undefined;
  return (path) => {
    let { value, span }: { value: unknown; span: Range } = root;
    for (const segment of path) {
      const next = places.get(value)?.get(segment);
      if (next === undefined) break;
      span = next;
      value = (value as { readonly [segment: Segment]: unknown })[segment];
    }
    return span;
  };
}

function read(
  text: string,
  document: Range,
  { depth }: Limits,
  places: Places | undefined,
): { readonly value: object; readonly span: Range } | undefined {
  if (unusual.test(text.slice(document.start, document.end))) return undefined;
  try {
    return new PlainReader(text, document, depth, places).document();
  } catch (thrown) {
    // Where a greater limit than the stack was set, the other readers say so.
    if (thrown === notPlain || thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}
