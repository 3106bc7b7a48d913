import type { Path, Segment } from "../../paths.ts";
import type { Range } from "../../text/range.ts";
import type { Limits } from "../limits.ts";
import { defaultLimits } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import type { IndexedFile } from "../source-file.ts";
import type { LoadProblem, LoadResult, SourceDocument } from "../types.ts";
import { findOverflow, inexactNumbers } from "./numbers.ts";
import type { JsonNode } from "./scan.ts";
import { scanJson, skipJsonSpace } from "./scan.ts";
import { jsonRefusal } from "./syntax-error.ts";
import { jsonDepth, splitJsonValues } from "./values.ts";

/**
 * Reads a file of JSON values as Go's encoding/json does: the last of equal keys wins and a lone surrogate becomes
 * U+FFFD. Values that follow each other are documents of their own; after a broken one the rest of the file is left
 * out, as nothing marks where the next value starts.
 */
export function parseJsonFile(file: IndexedFile, limits: Limits = defaultLimits): LoadResult {
  const whole = tryParse(file.text);
  if (whole !== undefined)
    return finish(file, [{ start: skipJsonSpace(file.text, 0), text: file.text, value: whole.value }], [], limits);
  const values: ParsedValue[] = [];
  const problems: LoadProblem[] = [];
  for (const piece of splitJsonValues(file.text)) {
    const text = file.text.slice(piece.start, piece.end);
    const parsed = tryParse(text);
    if (parsed === undefined) {
      problems.push(jsonRefusal(file.text, piece.start).in(file));
      break;
    }
    values.push({ start: piece.start, text, value: parsed.value });
  }
  return finish(file, values, problems, limits);
}

interface ParsedValue {
  readonly start: number;
  readonly text: string;
  readonly value: unknown;
}

function tryParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function finish(file: IndexedFile, values: ParsedValue[], problems: LoadProblem[], limits: Limits): LoadResult {
  const documents: SourceDocument[] = [];
  for (const parsed of values) {
    if (tooDeep(parsed.text, limits.depth)) {
      const remedy = "flatten the document, no Kubernetes object nests this deep";
      problems.push(new Refusal(`nesting exceeded ${limits.depth} levels`, parsed.start, remedy).in(file));
      continue;
    }
    const overflow = findOverflow(parsed.text);
    if (overflow !== undefined) {
      const remedy = "write a number that a double can hold, or put it in quotes";
      problems.push(new Refusal("a number is out of range", offsetOf(file, parsed) + overflow.start, remedy).in(file));
      continue;
    }
    documents.push(jsonDocument(file, documents.length, parsed));
  }
  return { documents, problems };
}

/** A text with fewer brackets than the limit can't be too deep, and is not scanned. */
function tooDeep(text: string, depth: number): boolean {
  return text.length > 2 * depth && jsonDepth(text) > depth;
}

/** What the places in a value's text are relative to. */
function offsetOf(file: IndexedFile, parsed: ParsedValue): number {
  return file.text === parsed.text ? 0 : parsed.start;
}

function jsonDocument(file: IndexedFile, index: number, parsed: ParsedValue): SourceDocument {
  const offset = offsetOf(file, parsed);
  let root: JsonNode | undefined;
  return {
    file,
    format: "json",
    index,
    value: /\\u[dD][89a-fA-F]/.test(parsed.text) ? wellFormed(parsed.value) : parsed.value,
    inexactNumbers: inexactNumbers(parsed.text),
    locate(path) {
      root ??= scanJson(parsed.text, 0);
      const { start, end } = locateIn(root, path);
      return file.span(offset + start, offset + end);
    },
    firstLine: () => file.place(offset + (parsed.text.length - parsed.text.trimStart().length)).line,
  };
}

/** The members of objects by their keys, of which the last of one name counts; made when the first is looked for. */
const membersOf = new WeakMap<JsonNode, ReadonlyMap<string, JsonNode["children"][number]>>();

function childOf(node: JsonNode, segment: Segment): JsonNode["children"][number] | undefined {
  if (node.array) return typeof segment === "number" ? node.children[segment] : undefined;
  let members = membersOf.get(node);
  if (members === undefined) {
    members = new Map(node.children.map((child) => [String(child.key).toWellFormed(), child]));
    membersOf.set(node, members);
  }
  return members.get(String(segment));
}

function locateIn(root: JsonNode, path: Path): Range {
  let node = root;
  let start = root.start;
  for (const segment of path) {
    const child = childOf(node, segment);
    if (child === undefined) break;
    node = child.node;
    start = child.keyStart;
  }
  return { start, end: node.end };
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  // fromEntries defines own properties, `__proto__` too.
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key.toWellFormed(), wellFormed(entry)]));
}
