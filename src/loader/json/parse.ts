import type { Path } from "../../paths.ts";
import type { Limits } from "../limits.ts";
import { defaultLimits } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import type { IndexedFile } from "../source-file.ts";
import type { LoadProblem, LoadResult, Location, SourceDocument } from "../types.ts";
import { WantedPlaces } from "../wanted-places.ts";
import { type Inspection, inspect } from "./inspect.ts";
import { findOverflow, inexactNumbers } from "./numbers.ts";
import { placeJson, skipJsonSpace } from "./scan.ts";
import { jsonRefusal } from "./syntax-error.ts";
import { splitJsonValues } from "./values.ts";

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
    const inspection = inspect(parsed.value, limits.depth);
    if (inspection.tooDeep) {
      const remedy = "flatten the document, no Kubernetes object nests this deep";
      problems.push(new Refusal(`nesting exceeded ${limits.depth} levels`, parsed.start, remedy).in(file));
    } else if (inspection.overflows) {
      const remedy = "write a number that a double can hold, or put it in quotes";
      const offset = offsetOf(file, parsed) + findOverflow(parsed.text);
      problems.push(new Refusal("a number is out of range", offset, remedy).in(file));
    } else {
      documents.push(jsonDocument(file, documents.length, parsed, inspection));
    }
  }
  return { documents, problems };
}

/** What the places in a value's text are relative to. */
function offsetOf(file: IndexedFile, parsed: ParsedValue): number {
  return file.text === parsed.text ? 0 : parsed.start;
}

function jsonDocument(file: IndexedFile, index: number, parsed: ParsedValue, { hasLarge }: Inspection): SourceDocument {
  const { text } = parsed;
  const offset = offsetOf(file, parsed);
  const value = text.includes("\\u") && /\\u[dD][89a-fA-F]/.test(text) ? wellFormed(parsed.value) : parsed.value;
  const locateAll = (paths: readonly Path[]): Location[] => {
    const wanted = new WantedPlaces(paths);
    placeJson(text, wanted.root);
    return paths.map((path) => {
      const { start, end } = wanted.range(path);
      return file.span(offset + start, offset + end);
    });
  };
  return {
    file,
    format: "json",
    index,
    value,
    inexactNumbers: hasLarge ? inexactNumbers(text, value) : [],
    locate: (path) => locateAll([path])[0]!,
    locateAll,
    firstLine: () => file.place(offset + (text.length - text.trimStart().length)).line,
  };
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  // fromEntries defines own properties, `__proto__` too.
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key.toWellFormed(), wellFormed(entry)]));
}
